package appeals

import (
	"github.com/google/uuid"

	"accord/app/appeals"
	"accord/tenants"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

func (p pages) askWithdraw(m *web.Member) error {
	return p.ask(m, withdrawPage, func(v shown) bool { return v.withdraws })
}

func (p pages) askStepDown(m *web.Member) error {
	return p.ask(m, stepDownPage, func(v shown) bool { return v.seat != nil && v.seat.EndedAt == nil })
}

// askDraft offers the last draft to go on from.
func (p pages) askDraft(m *web.Member) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	if !v.drafts() {
		return m.Redirect(at(v.id()), "")
	}
	f := forms.New()
	if r := v.Ruling; r != nil {
		f.Set("outcome", string(r.Outcome)).Set("answer", r.Answer).Set("minute", r.Minute)
	}
	return m.Render(askedOf(m, v), draftPage(f, v))
}

func (p pages) askDissent(m *web.Member) error {
	ruling, err := m.ID("ruling")
	if err != nil {
		return err
	}
	appeal, err := m.ID("id")
	if err != nil {
		return err
	}
	if err := p.read(m, func(tx *tenants.Tx) error { _, err := appeals.RulingIn(tx, appeal, ruling); return err }); err != nil {
		return err
	}
	return p.ask(m, dissentPage, func(v shown) bool { return v.votes() && v.Ruling.ID == ruling })
}

// drafts says whether the reader can draft what the panel decides.
func (v shown) drafts() bool { return v.decides && v.Incomplete() == nil }

// votes says whether the reader has a draft to answer.
func (v shown) votes() bool { return v.decides && v.Ruling != nil && v.Of(*v.seat) == nil }

// ask shows a form about an appeal to who can send it; others are led back to it.
func (p pages) ask(m *web.Member, page body, can func(shown) bool) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	if !can(v) {
		return m.Redirect(at(v.id()), "")
	}
	return m.Render(askedOf(m, v), page(forms.New(), v))
}

func askedOf(m *web.Member, v shown) ui.Page {
	return ui.Page{Title: m.T.Say("appeal.of", "Name", v.candidate()), Crumbs: crumbs(m, ui.Crumb{Label: v.candidate(), Href: m.Link(at(v.id()))})}
}

// id is the appeal's, also to who may read no more than that they are to decide it.
func (v shown) id() uuid.UUID {
	if v.undeclared() {
		return v.seat.AppealID
	}
	return v.Appeal.ID
}

// send does what a form of its own asks for.
func (p pages) send(m *web.Member, page body, to func(shown) string, told string, do func(tx *tenants.Tx, f *forms.Form, v shown) error) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	f := m.Form()
	err = p.write(m, func(tx *tenants.Tx) error { return do(tx, f, v) })
	if err != nil {
		return m.Refuse(f, err, askedOf(m, v), page(f, v))
	}
	return m.Redirect(to(v), told)
}

func (p pages) withdraw(m *web.Member) error {
	return p.send(m, withdrawPage, back, "appeal.withdrawn_now", func(tx *tenants.Tx, f *forms.Form, v shown) error {
		_, err := appeals.Withdraw(tx, v.id())
		return err
	})
}

func (p pages) stepDown(m *web.Member) error {
	return p.send(m, stepDownPage, func(shown) string { return "/appeals" }, "appeal.stepped_down", func(tx *tenants.Tx, f *forms.Form, v shown) error {
		words := f.NeededText("conflict", appeals.MaxConflict, "assessment.conflict_required")
		if err := f.Err(); err != nil {
			return err
		}
		_, err := appeals.StepDown(tx, v.id(), words)
		return err
	})
}

func (p pages) draft(m *web.Member) error {
	return p.send(m, draftPage, back, "appeal.drafted_now", func(tx *tenants.Tx, f *forms.Form, v shown) error {
		in := appeals.NewRuling{AppealID: v.id(), Over: f.Int("over", 0, 1000), Outcome: appeals.State(f.Choice("outcome", outcomes...)),
			Minute: f.NeededText("minute", appeals.MaxWords, "appeal.minute_required"), Answer: f.NeededText("answer", appeals.MaxWords, "appeal.answer_required")}
		if err := f.Err(); err != nil {
			return err
		}
		_, err := appeals.Draft(tx, in)
		return err
	})
}

func (p pages) agree(m *web.Member) error {
	return p.vote(m, pageOf, showPage, func(tx *tenants.Tx, _ *forms.Form, ruling uuid.UUID) (appeals.Appeal, error) {
		return appeals.Agree(tx, ruling)
	})
}

func (p pages) dissent(m *web.Member) error {
	return p.vote(m, askedOf, dissentPage, func(tx *tenants.Tx, f *forms.Form, ruling uuid.UUID) (appeals.Appeal, error) {
		reasons := f.NeededText("reasons", appeals.MaxWords, "appeal.reasons_required")
		if err := f.Err(); err != nil {
			return appeals.Appeal{}, err
		}
		return appeals.Dissent(tx, ruling, reasons)
	})
}

// vote leads back to the appeal; with the last vote to the list: who was on the
// panel reads the file no more.
func (p pages) vote(m *web.Member, head func(*web.Member, shown) ui.Page, page body, do func(*tenants.Tx, *forms.Form, uuid.UUID) (appeals.Appeal, error)) error {
	ruling, err := m.ID("ruling")
	if err != nil {
		return err
	}
	v, err := p.load(m)
	if err != nil {
		return err
	}
	f := m.Form()
	var a appeals.Appeal
	if err = p.write(m, func(tx *tenants.Tx) (err error) { a, err = do(tx, f, ruling); return err }); err != nil {
		return m.Refuse(f, err, head(m, v), page(f, v))
	}
	if a.State != appeals.Lodged {
		return m.Redirect("/appeals", "appeal.decided_now")
	}
	return m.Redirect(back(v), "appeal.voted_now")
}

func back(v shown) string { return at(v.id()) }
