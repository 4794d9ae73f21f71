package personal

import (
	"net/http"
	"time"

	"github.com/a-h/templ"

	"accord/app/certificates"
	"accord/app/personal"
	"accord/app/trainings"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

// ownView is a trainee's page.
type ownView struct {
	guest    *Guest
	training trainings.Training
	index    []ui.Link
	parts    []part
	now      time.Time
}

type part struct {
	id   string
	body templ.Component
}

// show is a trainee's own page. The device remembers the link, so that a code
// in a room leads back to it.
func (p pages) show(r *web.Public) error {
	g, err := Admit(p.db, r)
	if err != nil {
		return err
	}
	v := ownView{guest: g}
	err = p.db.Read(r.Context(), g.Member, func(tx *tenants.Tx) (err error) {
		v.now = tx.Now()
		if v.training, err = trainings.Own(tx, g.Enrolment); err != nil {
			return ended(err)
		}
		for _, s := range p.sections {
			body, err := s.Load(g, tx, v.training)
			if err != nil {
				return err
			}
			if body == nil {
				continue
			}
			v.parts = append(v.parts, part{s.ID, body})
			if s.Key != "" {
				v.index = append(v.index, ui.Link{Label: r.T.Say(s.Key), Href: "#" + s.ID})
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	r.KeepPersonal(r.Param("token"))
	return r.Render(ui.Page{Title: v.training.Cohort.Title}, ownPage(v))
}

// forget takes the personal links from a device that is not the trainee's own.
func (p pages) forget(r *web.Public) error {
	if _, err := Admit(p.db, r); err != nil {
		return err
	}
	if err := r.Form().Err(); err != nil {
		return err
	}
	r.ForgetPersonal()
	return r.Show(http.StatusOK, r.View(), ui.PublicFrame(ui.Page{Title: r.T.Say("personal.forgotten")}, forgottenPage()))
}

// until is the day a page is there until.
func (v ownView) until() time.Time { return personal.Until(v.training.Cohort) }

// next is the session that is under way or comes next; nil when none does.
func next(t trainings.Training, now time.Time) *trainings.TrainingSession {
	for i, s := range t.Sessions {
		if s.CancelledAt == nil && s.EndsAt.After(now) {
			return &t.Sessions[i]
		}
	}
	return nil
}

func nextSection(g *Guest, tx *tenants.Tx, t trainings.Training) (templ.Component, error) {
	return nextCard(g, t, next(t, tx.Now()), tx.Now()), nil
}

func standingSection(g *Guest, _ *tenants.Tx, t trainings.Training) (templ.Component, error) {
	return standingCard(g, t), nil
}

func sessionsSection(g *Guest, tx *tenants.Tx, t trainings.Training) (templ.Component, error) {
	if len(t.Sessions) == 0 {
		return nil, nil
	}
	return sessionsCard(g, t, tx.Now()), nil
}

// certificateSection leads to the certificate that counts, if there is one.
func certificateSection(g *Guest, tx *tenants.Tx, t trainings.Training) (templ.Component, error) {
	if t.Standing.Completion == nil {
		return nil, nil
	}
	all, err := certificates.OfCandidate(tx, t.Standing.Enrolment.CandidateID)
	if err != nil {
		return nil, err
	}
	for _, c := range all {
		if c.EnrolmentID == g.Enrolment && c.State() == certificates.InForce {
			return certificateCard(c), nil
		}
	}
	return nil, nil
}
