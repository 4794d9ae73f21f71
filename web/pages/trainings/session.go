package trainings

import (
	"time"

	"accord/app/people"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

func (p pages) sessions(m *web.Member) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("cohort.sessions"), Crumbs: crumbs(m, crumbOf(m, v.cohort()))}, sessionsPage(v))
}

// blankSession suggests the hours and the place of the last session, a week on
// where the cohort lasts so long.
func (p pages) blankSession(m *web.Member) error {
	c, _, err := p.cohort(m, "plan")
	if err != nil {
		return err
	}
	v, err := p.load(m)
	if err != nil {
		return err
	}
	f := forms.New().Set("place", c.Place)
	zone := c.Zone()
	around := sessionAround{trainers: v.around.Trainers}
	if n := len(v.file.Sessions); n > 0 {
		last := v.file.Sessions[n-1]
		start := last.StartsAt.In(zone).AddDate(0, 0, 7)
		if start.Format(time.DateOnly) > c.EndsOn.Format(time.DateOnly) {
			start = last.StartsAt
		}
		f.SetMoment("starts", start, zone).Set("ends", last.EndsAt.In(zone).Format("15:04")).Set("hours", plain(last.Hours)).Set("place", last.Place).Set("link", last.Link)
	} else {
		f.SetDate("starts", c.StartsOn)
	}
	return m.Render(sessionPageOf(m, c, "session.add"), sessionPage(f, c, nil, zone, around))
}

func (p pages) addSession(m *web.Member) error {
	c, _, err := p.cohort(m, "plan")
	if err != nil {
		return err
	}
	around, err := p.aroundSession(m, c, nil)
	if err != nil {
		return err
	}
	f := m.Form()
	in := readSession(f, c.Zone())
	var s trainings.TrainingSession
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) { s, err = trainings.AddSession(tx, c.ID, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, sessionPageOf(m, c, "session.add"), sessionPage(f, c, nil, c.Zone(), around))
	}
	return m.Redirect(at(c)+"/sessions", "session.added", "Number", s.Number)
}

func (p pages) reviseSession(m *web.Member) error {
	c, s, err := p.session(m, "plan")
	if err != nil {
		return err
	}
	around, err := p.aroundSession(m, c, &s)
	if err != nil {
		return err
	}
	zone := c.Zone()
	f := forms.New().Set("title", s.Title).SetMoment("starts", s.StartsAt, zone).Set("ends", s.EndsAt.In(zone).Format("15:04")).
		Set("hours", plain(s.Hours)).Set("place", s.Place).Set("link", s.Link).Set("trainers", around.named...)
	return m.Render(sessionPageOf(m, c, "session.edit"), sessionPage(f, c, &s, zone, around))
}

func (p pages) editSession(m *web.Member) error {
	c, s, err := p.session(m, "plan")
	if err != nil {
		return err
	}
	around, err := p.aroundSession(m, c, &s)
	if err != nil {
		return err
	}
	f := m.Form()
	in := readSession(f, c.Zone())
	in.Reason = f.OptionalText("reason", trainings.MaxReason)
	told, is := 0, s
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) {
			if is, err = trainings.EditSession(tx, s.ID, in); err == nil {
				told, err = toldOf(tx, s, is)
			}
			return err
		})
	}
	if err != nil {
		return m.Refuse(f, err, sessionPageOf(m, c, "session.edit"), sessionPage(f, c, &s, c.Zone(), around))
	}
	if told > 0 {
		return m.Redirect(atSession(c, s), "session.moved_told", "Number", s.Number, "Count", told, "When", isNow(m.T, is, c.Zone()))
	}
	return m.Redirect(atSession(c, s), "session.edited", "Number", s.Number)
}

func (p pages) askCancel(m *web.Member) error {
	c, s, err := p.session(m, "plan")
	if err != nil {
		return err
	}
	around, err := p.aroundSession(m, c, &s)
	if err != nil {
		return err
	}
	return m.Render(sessionPageOf(m, c, "session.cancel"), cancelPage(forms.New(), c, s, c.Zone(), around))
}

func (p pages) cancelSession(m *web.Member) error {
	c, s, err := p.session(m, "")
	if err != nil {
		return err
	}
	around, err := p.aroundSession(m, c, &s)
	if err != nil {
		return err
	}
	f := m.Form()
	reason := f.OptionalText("reason", trainings.MaxReason)
	told := 0
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error {
			is, err := trainings.CancelSession(tx, s.ID, reason)
			if err == nil {
				told, err = toldOf(tx, s, is)
			}
			return err
		})
	}
	if err != nil {
		return m.Refuse(f, err, sessionPageOf(m, c, "session.cancel"), cancelPage(f, c, s, c.Zone(), around))
	}
	if told > 0 {
		return m.Redirect(atSession(c, s), "session.cancelled_told", "Number", s.Number, "Count", told)
	}
	return m.Redirect(atSession(c, s), "session.cancelled_now", "Number", s.Number)
}

// toldOf is how many were told of what became of a session just now.
func toldOf(tx *tenants.Tx, was, is trainings.TrainingSession) (int, error) {
	if was.Revision == is.Revision {
		return 0, nil
	}
	n, err := trainings.LastNotice(tx, is.ID)
	if !n.ToldAt.Equal(tx.Now()) {
		return 0, err // nobody was concerned: what was told last is older
	}
	return n.Told, err
}

// atSession is a session's place in the list of its cohort's.
func atSession(c trainings.Cohort, s trainings.TrainingSession) string {
	return at(c) + "/sessions#session-" + s.ID.String()
}

// session is the session of the address, which must be of its cohort.
func (p pages) session(m *web.Member, action string) (trainings.Cohort, trainings.TrainingSession, error) {
	var s trainings.TrainingSession
	c, _, err := p.cohort(m, action)
	if err != nil {
		return c, s, err
	}
	id, err := m.ID("session")
	if err != nil {
		return c, s, err
	}
	err = p.read(m, func(tx *tenants.Tx) error {
		if s, err = trainings.SessionOf(tx, id); err == nil && s.CohortID != c.ID {
			err = fault.Absent("training_session")
		}
		return err
	})
	return c, s, err
}

// sessionAround is what a session's forms show beside it.
type sessionAround struct {
	trainers   []people.Membership // who train the cohort
	named      []string            // the memberships that the session names
	candidates int                 // how many are told when it moves
	tutors     int                 // the trainers among those who are told
	ahead      bool                // it is still to come: somebody is told
}

func (a sessionAround) told() int {
	if !a.ahead {
		return 0
	}
	return a.candidates + a.tutors
}

// aroundSession reads what a session's form shows beside it; one that is not
// planned yet is nil.
func (p pages) aroundSession(m *web.Member, c trainings.Cohort, s *trainings.TrainingSession) (a sessionAround, err error) {
	err = p.read(m, func(tx *tenants.Tx) error {
		around, err := trainings.Surroundings(tx, c)
		if err != nil {
			return err
		}
		a.trainers = around.Trainers
		if s == nil {
			return nil
		}
		concerned, err := trainings.ConcernedBy(tx, *s)
		if err != nil {
			return err
		}
		a.candidates, a.tutors, a.ahead = len(concerned.Candidates), len(concerned.Trainers), s.StartsAt.After(tx.Now())
		named, err := trainings.NamedTrainers(tx, s.ID)
		for _, id := range named {
			a.named = append(a.named, id.String())
		}
		return err
	})
	return a, err
}

// readSession reads a day with its first hour, and the last hour: of the same
// day, or of the next where the session goes past midnight.
func readSession(f *forms.Form, zone *time.Location) trainings.NewSession {
	in := trainings.NewSession{Title: f.NeededText("title", trainings.MaxTitle, "session.title_required"), StartsAt: f.Moment("starts", zone),
		Hours: f.Decimal("hours", 0.25, 24), Place: f.OptionalText("place", trainings.MaxPlace), Link: f.OptionalText("link", trainings.MaxLink), Trainers: f.UUIDs("trainers", 500)}
	typed := f.Text("ends", 5)
	if len(typed) == 4 {
		typed = "0" + typed
	}
	clock, err := time.Parse("15:04", typed)
	switch {
	case f.Fault("ends") != nil:
	case err != nil:
		f.Fail("ends", "form.clock")
	case !in.StartsAt.IsZero():
		day := in.StartsAt.In(zone)
		in.EndsAt = time.Date(day.Year(), day.Month(), day.Day(), clock.Hour(), clock.Minute(), 0, 0, zone)
		if in.EndsAt.Before(in.StartsAt) {
			in.EndsAt = in.EndsAt.AddDate(0, 0, 1)
		}
	}
	return in
}

func sessionPageOf(m *web.Member, c trainings.Cohort, title string) ui.Page {
	return ui.Page{Title: m.T.Say(title), Crumbs: crumbs(m, crumbOf(m, c), ui.Crumb{Label: m.T.Say("cohort.sessions"), Href: m.Link(at(c) + "/sessions")})}
}
