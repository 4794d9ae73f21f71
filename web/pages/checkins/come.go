package checkins

import (
	"net/url"
	"time"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"accord/app/checkins"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	certificatespages "accord/web/pages/certificates"
	"accord/web/pages/personal"
	ui "accord/web/templates"
)

func codeOf(text string) (string, int, error) { return certificatespages.CodeOf(text) }

// arrival is a trainee at the door of a session.
type arrival struct {
	guest   *personal.Guest
	base    string // their own page
	session trainings.TrainingSession
	mark    *trainings.Attendance // what stands for them, if anything does
	stage   checkins.Stage
}

// scanned is where the room's code leads. A phone that knows the trainee's
// personal link asks for one press; any other is told how to get there, and
// nothing about the session or who is enrolled in it.
func (p pages) scanned(r *web.Public) error {
	a, err := p.known(r)
	if err != nil {
		return err
	}
	if a == nil {
		return r.Render(ui.Page{Title: r.T.Say("check_in.title")}, unknownPage())
	}
	f := forms.New().Set("code", r.Query("code"))
	return r.Render(ui.Page{Title: r.T.Say("check_in.title")}, comePage(f, *a, a.scannedAt(r)))
}

// come is the press.
func (p pages) come(r *web.Public) error {
	a, err := p.known(r)
	if err != nil {
		return err
	}
	if a == nil { // there it is told what to do
		return r.Go("/o/" + url.PathEscape(r.Param("organisation")) + "/check-in/" + url.PathEscape(r.Param("session")))
	}
	return p.enter(r, *a, a.scannedAt(r))
}

// ask is the same behind the personal link itself, where the code is typed.
func (p pages) ask(r *web.Public) error {
	a, err := p.own(r)
	if err != nil {
		return err
	}
	return r.Render(ui.Page{Title: r.T.Say("check_in.title")}, comePage(forms.New(), a, a.typedAt()))
}

func (p pages) typed(r *web.Public) error {
	a, err := p.own(r)
	if err != nil {
		return err
	}
	return p.enter(r, a, a.typedAt())
}

// enter takes the code. A wrong one was counted, so its transaction stands.
func (p pages) enter(r *web.Public, a arrival, at templ.SafeURL) error {
	f := r.Form()
	code := f.OptionalText("code", 20)
	err := f.Err()
	var came checkins.Came
	if err == nil {
		err = p.db.Write(r.Context(), a.guest.Member, func(tx *tenants.Tx) (err error) {
			came, err = checkins.Come(tx, a.session.ID, a.guest.Enrolment, code)
			return err
		})
	}
	if err == nil && came.Refused != nil {
		err = came.Refused
	}
	if err != nil {
		return r.Refuse(f, err, ui.Page{Title: r.T.Say("check_in.title")}, comePage(f, a, at))
	}
	said := "check_in.stands"
	if came.Fresh {
		said = "check_in.came"
	}
	return r.Redirect(a.base+"#check-in", said, "Mark", r.T.Say("attendance.mark."+came.Mark.Mark))
}

// known is the trainee whose personal link this phone knows, for the session
// of the address; nil when it knows none that leads there.
func (p pages) known(r *web.Public) (*arrival, error) {
	r.Unlisted()
	id, err := r.ID("session")
	if err != nil {
		return nil, err
	}
	for _, token := range r.Personal() {
		g, err := personal.AdmitToken(p.db, r, r.Param("organisation"), token)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		a := arrival{guest: g, base: personal.PathOf(g.Link, token)}
		err = p.meet(r, &a, id)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		return &a, err
	}
	return nil, nil
}

// own is the trainee of the personal link of the address.
func (p pages) own(r *web.Public) (a arrival, err error) {
	if a.guest, err = personal.Admit(p.db, r); err != nil {
		return a, err
	}
	id, err := r.ID("session")
	if err != nil {
		return a, err
	}
	a.base = a.guest.Base()
	return a, p.meet(r, &a, id)
}

// meet reads the session as the trainee sees it, and what stands for them.
func (p pages) meet(r *web.Public, a *arrival, session uuid.UUID) error {
	return p.db.Read(r.Context(), a.guest.Member, func(tx *tenants.Tx) error {
		own, err := trainings.Own(tx, a.guest.Enrolment)
		if err != nil {
			return err
		}
		for _, s := range own.Sessions {
			if s.ID == session {
				a.session, a.stage = s, checkins.StageOf(s, tx.Now())
				if m, marked := own.Standing.Marks[s.ID]; marked {
					a.mark = &m
				}
				return nil
			}
		}
		return fault.Absent("training_session")
	})
}

func (a arrival) scannedAt(r *web.Public) templ.SafeURL {
	return templ.SafeURL("/o/" + r.Param("organisation") + "/check-in/" + a.session.ID.String())
}

func (a arrival) typedAt() templ.SafeURL {
	return templ.SafeURL(a.base + "/check-in/" + a.session.ID.String())
}

// OwnSection is check-in on a trainee's own page: while a session's check-in is
// open, or once they have come to the one that is under way.
func OwnSection() personal.Section {
	return personal.Section{Order: 20, ID: "check-in", Load: func(g *personal.Guest, tx *tenants.Tx, t trainings.Training) (templ.Component, error) {
		now := tx.Now()
		var due []arrival
		for _, s := range t.Sessions {
			if s.CancelledAt != nil || checkins.StageOf(s, now) != checkins.Due {
				continue
			}
			a := arrival{guest: g, base: g.Base(), session: s, stage: checkins.Due}
			if m, marked := t.Standing.Marks[s.ID]; marked {
				a.mark = &m
			}
			due = append(due, a)
		}
		if len(due) == 0 {
			return nil, nil
		}
		open, err := checkins.OpenIn(tx, t.Cohort.ID)
		if err != nil {
			return nil, err
		}
		var shown []arrival
		for _, a := range due {
			if _, is := open[a.session.ID]; is || a.mark != nil {
				shown = append(shown, a)
			}
		}
		if len(shown) == 0 {
			return nil, nil
		}
		return ownCard(shown), nil
	}}
}

// lateFrom is when whoever comes is late.
func lateFrom(s trainings.TrainingSession) time.Time { return s.StartsAt.Add(checkins.Grace) }
