package evidence

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/app/journal"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// shown is a version with what is known around it.
type shown struct {
	evidence.Version
	about       subject
	versions    []evidence.Version
	disclosures []evidence.Disclosure
	history     []journal.AuditLog
	opens       bool // the reader may open it
	adds        bool // and add a version
	withdraws   bool
}

// show is one version's page.
func (p pages) show(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	var s shown
	err = p.read(m, func(tx *tenants.Tx) (err error) { s, err = load(tx, id); return err })
	if err != nil {
		return err
	}
	page := pageOf(m, "evidence.title")
	page.Title = s.Title
	return m.Render(page, versionPage(s))
}

func load(tx *tenants.Tx, id uuid.UUID) (s shown, err error) {
	if s.Version, err = evidence.Get(tx, id); err != nil {
		return s, err
	}
	names, err := named(tx, []evidence.Version{s.Version})
	if err != nil {
		return s, err
	}
	s.about = names.of(s.Version)
	if s.versions, err = evidence.Versions(tx, s.DocumentID); err != nil {
		return s, err
	}
	if s.disclosures, err = evidence.Disclosures(tx, id); err != nil {
		return s, err
	}
	if s.history, err = evidence.History(tx, id); err != nil {
		return s, err
	}
	s.opens = tx.Can("open", &s.Version)
	next := s.Version
	next.Origin = evidence.FromUpload
	s.adds = s.Origin == evidence.FromUpload && tx.Can("create", &next)
	for i := range s.disclosures {
		s.withdraws = s.withdraws || tx.Can("withdraw", &s.disclosures[i])
	}
	return s, nil
}

// state is the part of the page that waits for the type to be established; it
// stops asking when it is.
func (p pages) state(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	var v evidence.Version
	err = p.read(m, func(tx *tenants.Tx) (err error) { v, err = evidence.Get(tx, id); return err })
	if err != nil {
		return err
	}
	return m.Fragment(stateNotice(v, true))
}

// askWithdraw asks for the reason before a disclosure is shut.
func (p pages) askWithdraw(m *web.Member) error { return p.withdrawal(m, forms.New(), nil) }

func (p pages) withdraw(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	disclosure, err := m.ID("disclosure")
	if err != nil {
		return err
	}
	f := m.Form()
	reason := f.Text("reason", 500)
	err = f.Err()
	if err == nil {
		err = p.write(m, func(tx *tenants.Tx) error {
			if err := opened(tx, id, disclosure); err != nil {
				return err
			}
			_, err := evidence.Withdraw(tx, disclosure, reason)
			return err
		})
	}
	if err != nil {
		return p.withdrawal(m, f, err)
	}
	return m.Redirect("/evidence/"+m.Param("id"), "evidence.withdrawn_flash")
}

// opened says whether a disclosure opens the version that the address names;
// NotFound where it does not.
func opened(tx *tenants.Tx, version, disclosure uuid.UUID) error {
	all, err := evidence.Disclosures(tx, version)
	if err == nil && !slices.ContainsFunc(all, func(d evidence.Disclosure) bool { return d.ID == disclosure }) {
		err = fault.Absent("disclosure")
	}
	return err
}

func (p pages) withdrawal(m *web.Member, f *forms.Form, refused error) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	disclosure, err := m.ID("disclosure")
	if err != nil {
		return err
	}
	var v evidence.Version
	err = p.read(m, func(tx *tenants.Tx) (err error) {
		if v, err = evidence.Get(tx, id); err != nil {
			return err
		}
		return opened(tx, id, disclosure)
	})
	if err != nil {
		return err
	}
	page := ui.Page{Title: m.T.Say("evidence.withdraw"), Crumbs: []ui.Crumb{{Label: m.T.Say("evidence.nav"), Href: m.Link("/evidence")}, {Label: v.Title, Href: m.Link("/evidence/" + v.ID.String())}}}
	body := withdrawPage(f, v, disclosure)
	if refused != nil {
		return m.Refuse(f, refused, page, body)
	}
	return m.Render(page, body)
}

func fileMeta(ctx context.Context, v evidence.Version) []ui.Meta {
	t := ui.From(ctx).T
	return []ui.Meta{
		{Icon: icon(v), Text: v.FileName + " · " + t.Bytes(v.Size)},
		{Icon: "history", Text: t.Say("evidence.version_no", "Number", v.Number)},
	}
}

func headMeta(ctx context.Context, s shown) []ui.Meta {
	all := fileMeta(ctx, s.Version)
	if s.about.Name != "" {
		all = append([]ui.Meta{{Icon: s.about.Icon, Text: s.about.Name, Href: ui.Path(ctx, s.about.Path)}}, all...)
	}
	return all
}

func versionColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "evidence.version")}, {Label: ui.T(ctx, "evidence.state")}, {Label: ui.T(ctx, "evidence.why_short")}, {Label: ui.T(ctx, "evidence.added")}}
}

func disclosureColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "evidence.basis")}, {Label: ui.T(ctx, "evidence.disclosed_at")}, {Label: ui.T(ctx, "evidence.withdrawn")}, {Label: ui.T(ctx, "evidence.acts"), Quiet: true}}
}

// dot is the colour and the sign of an event, IMI's readings apart.
func dot(e journal.AuditLog) (ui.Tone, string) {
	switch {
	case e.Action == "document.read" && e.Door == string(tenants.DoorOverseer):
		return ui.Violet, "eye"
	case e.Action == "document.read":
		return ui.Mute, "eye"
	case e.Action == "document.refused":
		return ui.Bad, "ban"
	case e.Action == "document.typed", e.Action == "document.sealed":
		return ui.OK, "circle-check"
	case e.Action == "document.disclosed":
		return ui.Violet, "lock-open"
	case e.Action == "document.disclosure_withdrawn":
		return ui.Warn, "lock"
	}
	return ui.Info, "upload"
}

// actor is who did it: a person, or the program.
func actor(e journal.AuditLog) string {
	if e.ByJob() {
		return "Accord"
	}
	return e.Actor
}

func purposeOf(e journal.AuditLog) string {
	if e.Purpose == nil {
		return ""
	}
	return *e.Purpose
}

// casePath is the page of the case that a disclosure is for.
func casePath(d evidence.Disclosure) string {
	if d.Basis == evidence.ForRequest {
		return "/requests/" + d.BasisID.String()
	}
	return "/submissions/" + d.BasisID.String()
}
