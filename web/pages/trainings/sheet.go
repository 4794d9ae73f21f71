package trainings

import (
	"slices"

	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// sheetView is the sheet of one session.
type sheetView struct {
	cohortView
	session trainings.TrainingSession
	earlier *trainings.TrainingSession // the sheet before, nil at the first
	later   *trainings.TrainingSession // the sheet after, nil at the last that has begun
}

// lines are those whose mark can be recorded here.
func (v sheetView) lines() []trainings.Standing {
	return slices.DeleteFunc(slices.Clone(v.file.Standings), func(s trainings.Standing) bool {
		return s.Status == trainings.Withdrawn || s.Status == trainings.Completed
	})
}

// settled are those whose mark stays, because they completed or withdrew.
func (v sheetView) settled() []trainings.Standing {
	return slices.DeleteFunc(slices.Clone(v.file.Standings), func(s trainings.Standing) bool {
		_, marked := s.Marks[v.session.ID]
		return !marked || s.Status != trainings.Withdrawn && s.Status != trainings.Completed
	})
}

// nextSheet leads to the session that waits to be recorded: the first that
// lacks a mark, else the last that has begun, else the list of sessions.
func (p pages) nextSheet(m *web.Member) error {
	c, _, err := p.cohort(m, "record")
	if err != nil {
		return err
	}
	v, err := p.load(m)
	if err != nil {
		return err
	}
	if s := v.file.ToRecord(v.now); s != nil {
		return m.Redirect(at(c)+"/sessions/"+s.ID.String()+"/attendance", "")
	}
	for _, s := range slices.Backward(v.file.Sessions) {
		if s.CancelledAt == nil && !s.StartsAt.After(v.now) {
			return m.Redirect(at(c)+"/sessions/"+s.ID.String()+"/attendance", "")
		}
	}
	return m.Warn(at(c)+"/sessions", "attendance.none_begun")
}

func (p pages) sheet(m *web.Member) error {
	v, err := p.loadSheet(m)
	if err != nil {
		return err
	}
	f := forms.New()
	for _, s := range v.lines() {
		if mark, ok := s.Marks[v.session.ID]; ok {
			f.Set("mark."+s.Enrolment.ID.String(), mark.Mark)
			if mark.Mark == trainings.Part {
				f.Set("hours."+s.Enrolment.ID.String(), plain(mark.Hours))
			}
		}
	}
	return m.Render(sheetPageOf(m, v), sheetPage(f, v))
}

func (p pages) record(m *web.Member) error {
	v, err := p.loadSheet(m)
	if err != nil {
		return err
	}
	f := m.Form()
	sheet := readSheet(f, v)
	var done trainings.Recorded
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) {
			done, err = trainings.RecordAttendance(tx, v.session.ID, sheet)
			return err
		})
	}
	if err != nil {
		if now, gone := p.loadSheet(m); gone == nil { // as it stands now
			v = now
		}
		return m.Refuse(f, err, sheetPageOf(m, v), sheetPage(f, v))
	}
	if done == (trainings.Recorded{}) {
		return m.Redirect(at(v.cohort()), "attendance.unchanged", "Number", v.session.Number)
	}
	return m.Redirect(at(v.cohort()), "attendance.done", "Number", v.session.Number, "New", done.New, "Corrected", done.Corrected)
}

// readSheet reads a line for each candidate. With "rest", those without a mark
// were present.
func readSheet(f *forms.Form, v sheetView) []trainings.Marked {
	rest := f.Bool("rest")
	var sheet []trainings.Marked
	for _, s := range v.lines() {
		line := readMark(f, s.Enrolment.ID.String(), s.Enrolment.ID, v.session.Hours)
		if line.Mark == "" && rest {
			line.Mark = trainings.Present
		}
		sheet = append(sheet, line)
	}
	return sheet
}

func (p pages) loadSheet(m *web.Member) (sheetView, error) {
	_, now, err := p.cohort(m, "record")
	if err != nil {
		return sheetView{}, err
	}
	_, s, err := p.session(m, "record")
	if err != nil {
		return sheetView{}, err
	}
	switch {
	case s.CancelledAt != nil:
		return sheetView{}, fault.New(fault.Conflict, "session.cancelled")
	case s.StartsAt.After(now):
		return sheetView{}, fault.New(fault.Conflict, "attendance.not_begun")
	}
	v := sheetView{session: s}
	if v.cohortView, err = p.load(m, func(tx *tenants.Tx, v *cohortView) error { return v.file.ReadSheet(tx, s.ID) }); err != nil {
		return v, err
	}
	v.neighbours()
	return v, nil
}

// neighbours finds the sheets before and after.
func (v *sheetView) neighbours() {
	var held []trainings.TrainingSession
	for _, s := range v.file.Sessions {
		if s.CancelledAt == nil && !s.StartsAt.After(v.now) {
			held = append(held, s)
		}
	}
	i := slices.IndexFunc(held, func(s trainings.TrainingSession) bool { return s.ID == v.session.ID })
	if i > 0 {
		v.earlier = &held[i-1]
	}
	if i >= 0 && i+1 < len(held) {
		v.later = &held[i+1]
	}
}

func sheetPageOf(m *web.Member, v sheetView) ui.Page {
	return ui.Page{Title: m.T.Say("attendance.title", "Number", v.session.Number), Crumbs: crumbs(m, crumbOf(m, v.cohort()), ui.Crumb{Label: m.T.Say("cohort.sessions"), Href: m.Link(at(v.cohort()) + "/sessions")})}
}
