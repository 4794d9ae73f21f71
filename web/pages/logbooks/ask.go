package logbooks

import (
	"github.com/a-h/templ"
	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	candidatespages "accord/web/pages/candidates"
	ui "accord/web/templates"
)

// Section is whom a candidate's logbook was shown to, on their file.
func Section() candidatespages.Section {
	return candidatespages.Section{Order: 21, Key: "referee.title", Load: func(m *web.Member, tx *tenants.Tx, c candidates.Candidate) (templ.Component, error) {
		all, err := candidates.RefereesOf(tx, c.ID)
		if err != nil || len(all) == 0 {
			return nil, err
		}
		withdrawal := func(r candidates.Refereed) templ.SafeURL {
			if !tx.Can("withdraw", &r.RefereeRequest) {
				return ""
			}
			return m.Link(at(c) + "/logbook/referees/" + r.ID.String() + "/withdrawal")
		}
		return refereesCard(listOf(all, withdrawal)), nil
	}}
}

// listed is a request with where it can be taken back; "" where it cannot.
type listed struct {
	candidates.Refereed
	withdrawal templ.SafeURL
}

func listOf(all []candidates.Refereed, withdrawal func(candidates.Refereed) templ.SafeURL) []listed {
	list := make([]listed, len(all))
	for i, r := range all {
		list[i] = listed{r, withdrawal(r)}
	}
	return list
}

// askView is the form that asks a referee.
type askView struct {
	candidate candidates.Candidate
	entries   []candidates.LogbookEntry // nobody's word is there for, and nobody is asked for it
	action    templ.SafeURL
	back      templ.SafeURL
	own       bool // the candidate asks
}

// waitingOf are the entries that a referee can be asked about.
func waitingOf(entries []candidates.LogbookEntry, all []candidates.Refereed) (some []candidates.LogbookEntry) {
	asked := map[uuid.UUID]bool{}
	for _, r := range all {
		for _, i := range r.Open() {
			asked[i.EntryID] = true
		}
	}
	for _, e := range entries {
		if e.VerifiedAt == nil && e.DisputedAt == nil && !asked[e.ID] && len(some) < candidates.MaxRefereed {
			some = append(some, e)
		}
	}
	return some
}

func (p pages) loadAsk(m *web.Member) (v askView, err error) {
	err = p.read(m, func(tx *tenants.Tx) error {
		if v.candidate, err = p.keeps(m, tx); err != nil {
			return err
		}
		entries, err := candidates.Logbook(tx, v.candidate.ID)
		if err != nil {
			return err
		}
		all, err := candidates.RefereesOf(tx, v.candidate.ID)
		v.entries = waitingOf(entries, all)
		return err
	})
	v.action, v.back = m.Link(at(v.candidate)+"/logbook/referees"), m.Link(at(v.candidate)+"#logbook")
	return v, err
}

func askPageOf(m *web.Member, v askView) ui.Page {
	return ui.Page{Title: m.T.Say("referee.ask"), Crumbs: crumbs(m, v.candidate)}
}

func (p pages) blank(m *web.Member) error {
	v, err := p.loadAsk(m)
	if err != nil {
		return err
	}
	return m.Render(askPageOf(m, v), askPage(blankAsk(v), v))
}

func blankAsk(v askView) *forms.Form {
	f := forms.New().Set("language", "en")
	if v.candidate.Language == "es" {
		f.Set("language", "es")
	}
	if len(v.entries) == 1 {
		f.Set("entry", v.entries[0].ID.String())
	}
	return f
}

func readAsk(f *forms.Form) candidates.NewReferee {
	return candidates.NewReferee{Name: f.NeededText("name", candidates.MaxName, "referee.name_required"), Email: f.Email("email"),
		Relation: f.NeededText("relation", candidates.MaxRelation, "referee.relation_required"),
		Language: f.Choice("language", candidates.RefereeLanguages...), Entries: f.UUIDs("entry", candidates.MaxRefereed)}
}

func (p pages) ask(m *web.Member) error {
	v, err := p.loadAsk(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in := readAsk(f)
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := candidates.AskReferee(tx, v.candidate.ID, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, askPageOf(m, v), askPage(f, v))
	}
	return m.Redirect(at(v.candidate)+"#logbook", "referee.asked_now", "Name", in.Name)
}

func (p pages) loadRequest(m *web.Member) (c candidates.Candidate, r candidates.Refereed, err error) {
	id, err := m.ID("request")
	if err != nil {
		return c, r, err
	}
	err = p.read(m, func(tx *tenants.Tx) error {
		if c, err = p.keeps(m, tx); err != nil {
			return err
		}
		r, err = candidates.RefereeOf(tx, id)
		if err == nil && r.CandidateID != c.ID {
			err = fault.Absent("referee_request")
		}
		return err
	})
	return c, r, err
}

func (p pages) askWithdraw(m *web.Member) error {
	c, r, err := p.loadRequest(m)
	if err != nil {
		return err
	}
	if r.State != candidates.Asked {
		return fault.New(fault.Conflict, "referee.over")
	}
	return m.Render(ui.Page{Title: m.T.Say("referee.withdraw"), Crumbs: crumbs(m, c)}, withdrawPage(forms.New(), r, m.Link(at(c)+"/logbook/referees/"+r.ID.String()+"/withdrawal"), m.Link(at(c)+"#logbook")))
}

func (p pages) withdraw(m *web.Member) error {
	c, r, err := p.loadRequest(m)
	if err != nil {
		return err
	}
	f := m.Form()
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := candidates.WithdrawReferee(tx, r.ID); return err })
	}
	if err != nil {
		return m.Refuse(f, err, ui.Page{Title: m.T.Say("referee.withdraw"), Crumbs: crumbs(m, c)}, withdrawPage(f, r, m.Link(at(c)+"/logbook/referees/"+r.ID.String()+"/withdrawal"), m.Link(at(c)+"#logbook")))
	}
	return m.Redirect(at(c)+"#logbook", "referee.withdrawn_now", "Name", r.Name)
}
