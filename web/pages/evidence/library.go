package evidence

import (
	"context"
	"encoding/hex"
	"strconv"
	"time"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/evidence"
	"accord/app/paging"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

type listed struct {
	page     paging.Page[evidence.Version]
	subjects subjects
	about    subject // of which alone the list is; zero: of all
	narrowed bool
	own      bool // the candidate's, who reads it
}

// library lists what the organisation keeps, as documents are now: all of it,
// or with ?candidate=, ?program= or ?cohort= what is kept about one.
func (p pages) library(m *web.Member) error {
	l, err := p.listed(m, func(tx *tenants.Tx, f evidence.Filter) (paging.Page[evidence.Version], error) {
		return evidence.Library(tx, f, paging.Ask{After: m.Query("after"), Before: m.Query("before")})
	})
	if err != nil {
		return err
	}
	page := ui.Page{Title: m.T.Say("evidence.title")}
	switch {
	case l.own:
		page.Crumbs = []ui.Crumb{{Label: m.T.Say("file.nav"), Href: m.Link("/file")}}
	case l.about.Name != "":
		page = ui.Page{Title: l.about.Name, Crumbs: []ui.Crumb{{Label: m.T.Say("evidence.nav"), Href: m.Link("/evidence")}}}
	}
	return m.Render(page, libraryPage(l))
}

// listed reads what the address asks for, by read.
func (p pages) listed(m *web.Member, read func(*tenants.Tx, evidence.Filter) (paging.Page[evidence.Version], error)) (listed, error) {
	f := evidence.Filter{Kind: m.Query("kind"), State: m.Query("state")}
	l := listed{narrowed: f.Kind+f.State+m.Query("who") != ""}
	err := p.read(m, func(tx *tenants.Tx) (err error) {
		of, err := uploadFor(m, tx, m.Query("candidate"), m.Query("program"), m.Query("cohort"), "")
		if err != nil {
			return err
		}
		l.own, l.about, f.CandidateID, f.ProgramID, f.CohortID = of.own, of.about, of.about.Candidate, of.about.Program, of.about.Cohort
		if who := m.Query("who"); who != "" {
			found := candidates.Found(tx, who)
			f.Among = &found
		}
		if l.page, err = read(tx, f); err != nil {
			return err
		}
		l.subjects, err = named(tx, l.page.Items)
		return err
	})
	return l, err
}

// export gives the list, narrowed as it is on the page, as a table: what is
// kept, not what it says.
func (p pages) export(m *web.Member) error {
	l, err := p.listed(m, func(tx *tenants.Tx, f evidence.Filter) (page paging.Page[evidence.Version], err error) {
		page.Items, err = paging.Every(paging.Ask{}, func(ask paging.Ask) (paging.Page[evidence.Version], error) { return evidence.Library(tx, f, ask) })
		return page, err
	})
	if err != nil {
		return err
	}
	say, rows := m.T.Say, make([][]string, len(l.page.Items))
	for i, v := range l.page.Items {
		rows[i] = []string{v.Title, say("kind." + v.Kind), strconv.Itoa(v.Number), l.subjects.of(v).Name, v.FileName, strconv.FormatInt(v.Size, 10), hex.EncodeToString(v.SHA256), say("evidence.state." + stateOf(v)),
			v.CreatedAt.In(m.OrganisationZone()).Format(time.DateOnly), v.CreatedByName}
	}
	return m.SendTable(say("evidence.export_file"), []string{say("evidence.document"), say("evidence.kind"), say("evidence.version"), say("evidence.about"), say("evidence.file"), say("evidence.bytes"), "SHA-256", say("evidence.state"),
		say("evidence.added"), say("evidence.added_by")}, rows)
}

// addPath is where evidence is added to what the list is about.
func (l listed) addPath() string {
	for name, id := range map[string]uuid.UUID{"candidate": l.about.Candidate, "program": l.about.Program, "cohort": l.about.Cohort} {
		if id != uuid.Nil {
			return "/evidence/new?" + name + "=" + id.String()
		}
	}
	return "/evidence/new"
}

// meta names what the list is about.
func (l listed) meta(ctx context.Context) []ui.Meta {
	if l.about.Name == "" || l.own {
		return nil
	}
	return []ui.Meta{{Icon: l.about.Icon, Text: l.about.Name, Href: ui.Path(ctx, l.about.Path)}}
}

func columns(ctx context.Context, about bool) []ui.Column {
	all := []ui.Column{{Label: ui.T(ctx, "evidence.document")}}
	if about {
		all = append(all, ui.Column{Label: ui.T(ctx, "evidence.about")})
	}
	return append(all, ui.Column{Label: ui.T(ctx, "evidence.state")}, ui.Column{Label: ui.T(ctx, "evidence.added")}, ui.Column{Label: ui.T(ctx, "evidence.size"), Num: true})
}

// noneKey says that nothing is kept yet, and to a candidate what they can bring.
func noneKey(own bool) string {
	if own {
		return "evidence.none_text_own"
	}
	return "evidence.none_text"
}

// noneFoundKey says that the filters leave nothing; a candidate has no names to look for.
func noneFoundKey(own bool) string {
	if own {
		return "evidence.none_found_text_own"
	}
	return "evidence.none_found_text"
}
