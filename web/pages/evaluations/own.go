package evaluations

import (
	"strconv"

	"github.com/a-h/templ"

	"accord/app/evaluations"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	personalpages "accord/web/pages/personal"
	ui "accord/web/templates"
)

// OwnSection asks a trainee, on their personal page, to answer while it is open.
func OwnSection() personalpages.Section {
	return personalpages.Section{Order: personalpages.OrderNext + 10, Key: "evaluation.nav", ID: "evaluation",
		Load: func(g *personalpages.Guest, tx *tenants.Tx, t trainings.Training) (templ.Component, error) {
			e, err := evaluations.OfCohort(tx, t.Cohort.ID)
			if fault.Is(err, fault.NotFound) || err == nil && e.At(tx.Now()) != evaluations.Open {
				return nil, nil
			}
			if err != nil {
				return nil, err
			}
			did, err := evaluations.HasAnswered(tx, e.ID, g.Enrolment)
			return ownCard(g, e, did), err
		}}
}

// ownView is the evaluation as a trainee answers it.
type ownView struct {
	guest *personalpages.Guest
	evaluations.Evaluation
	did   bool
	wrote []evaluations.Reply // what came too late to be kept
}

func (p pages) loadOwn(r *web.Public) (v ownView, err error) {
	if v.guest, err = personalpages.Admit(p.db, r); err != nil {
		return v, err
	}
	err = p.db.Read(r.Context(), v.guest.Member, func(tx *tenants.Tx) error {
		e, err := trainings.EnrolmentOf(tx, v.guest.Enrolment)
		if err != nil {
			return err
		}
		if v.Evaluation, err = evaluations.OfCohort(tx, e.CohortID); err != nil {
			return err
		}
		v.did, err = evaluations.HasAnswered(tx, v.ID, v.guest.Enrolment)
		return err
	})
	return v, err
}

func (p pages) own(r *web.Public) error {
	v, err := p.loadOwn(r)
	if err != nil {
		return err
	}
	return r.Render(ui.Page{Title: r.T.Say("evaluation.nav")}, ownPage(forms.New(), v, v.At(p.db.Now())))
}

func (p pages) answer(r *web.Public) error {
	v, err := p.loadOwn(r)
	if err != nil {
		return err
	}
	f := r.Form()
	replies := make([]evaluations.Reply, len(v.Questions))
	for i, q := range v.Questions {
		name := "answer_" + strconv.Itoa(i+1)
		if q.Kind == evaluations.Scale {
			replies[i].Score, _ = strconv.Atoi(f.OptionalChoice(name, "1", "2", "3", "4", "5"))
		} else {
			replies[i].Text = f.OptionalText(name, 2*evaluations.MaxText)
		}
	}
	if err = f.Err(); err == nil {
		err = p.db.Write(r.Context(), v.guest.Member, func(tx *tenants.Tx) error { return evaluations.Send(tx, v.ID, v.guest.Enrolment, replies) })
	}
	if fault.Is(err, fault.Conflict) { // closed, or answered in another tab, meanwhile: nobody's words are lost
		if v, gone := p.loadOwn(r); gone == nil {
			v.wrote = replies
			return r.Refuse(f, err, ui.Page{Title: r.T.Say("evaluation.nav")}, ownPage(f, v, v.At(p.db.Now())))
		}
	}
	if err != nil {
		return r.Refuse(f, err, ui.Page{Title: r.T.Say("evaluation.nav")}, ownPage(f, v, v.At(p.db.Now())))
	}
	return v.guest.Back("evaluation", "evaluation.thanks")
}
