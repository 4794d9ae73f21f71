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

func (p pages) askDecide(m *web.Member) error {
	return p.ask(m, decidePage, func(v shown) bool { return v.decides && v.against == nil })
}

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

// decide leads to the list: who was on the panel reads the file no more.
func (p pages) decide(m *web.Member) error {
	return p.send(m, decidePage, func(shown) string { return "/appeals" }, "appeal.decided_now", func(tx *tenants.Tx, f *forms.Form, v shown) error {
		in := appeals.Ruling{AppealID: v.id(), Outcome: appeals.State(f.Choice("outcome", outcomes...)),
			Minute: f.NeededText("minute", appeals.MaxWords, "appeal.minute_required"), Answer: f.NeededText("answer", appeals.MaxWords, "appeal.answer_required")}
		if err := f.Err(); err != nil {
			return err
		}
		_, err := appeals.Decide(tx, in)
		return err
	})
}

func back(v shown) string { return at(v.id()) }
