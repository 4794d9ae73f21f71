package trainings

import (
	"strconv"

	"accord/app/people"
	"accord/app/programs"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

func (p pages) blank(m *web.Member) error {
	if !manages(m) {
		return fault.Denied()
	}
	courses, err := p.courses(m)
	if err != nil {
		return err
	}
	f := forms.New().Set("language", m.T.Locale()).Set("capacity", "24")
	// The program of the address, or the only one, fills the form in with its own floors.
	for _, c := range courses {
		if len(courses) == 1 || c.ID.String() == m.Query("program") {
			f.Set("program", c.ID.String()).Set("language", c.Language).Set("required_hours", plain(c.CourseHours)).
				Set("attendance_floor", strconv.Itoa(c.AttendanceFloor)).Set("place", c.City)
		}
	}
	return m.Render(newPageOf(m), newPage(f, courses))
}

func (p pages) open(m *web.Member) error {
	f := m.Form()
	courses, err := p.courses(m)
	if err != nil {
		return err
	}
	floors(f, courses)
	in := readCohort(f)
	err = f.Err()
	var c trainings.Cohort
	if err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) { c, err = trainings.Open(tx, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, newPageOf(m), newPage(f, courses))
	}
	return m.Redirect(at(c), "cohort.opened", "Title", c.Title)
}

// floors puts the chosen program's own into what was left empty: with several
// programs to choose from, the form cannot begin with one's.
func floors(f *forms.Form, courses []programs.Program) {
	for _, c := range courses {
		if c.ID.String() != f.Value("program") {
			continue
		}
		if f.Value("required_hours") == "" {
			f.Set("required_hours", plain(c.CourseHours))
		}
		if f.Value("attendance_floor") == "" {
			f.Set("attendance_floor", strconv.Itoa(c.AttendanceFloor))
		}
	}
}

func (p pages) revise(m *web.Member) error {
	c, _, err := p.cohort(m, "edit")
	if err != nil {
		return err
	}
	courses, err := p.coursesWith(m, c)
	if err != nil {
		return err
	}
	f := forms.New().Set("program", c.ProgramID.String()).Set("code", c.Code).Set("title", c.Title).Set("language", c.Language).Set("place", c.Place).
		SetDate("starts_on", c.StartsOn).SetDate("ends_on", c.EndsOn).Set("capacity", strconv.Itoa(c.Capacity)).
		Set("required_hours", plain(c.RequiredHours)).Set("attendance_floor", strconv.Itoa(c.AttendanceFloor)).Set("fee_note", c.FeeNote).Set("time_zone", c.TimeZone)
	return m.Render(editPageOf(m, c), editPage(f, c, courses))
}

func (p pages) edit(m *web.Member) error {
	c, _, err := p.cohort(m, "edit")
	if err != nil {
		return err
	}
	f := m.Form()
	in := readCohort(f)
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := trainings.Edit(tx, c.ID, in); return err })
	}
	if err != nil {
		courses, broken := p.coursesWith(m, c)
		if broken != nil {
			return broken
		}
		return m.Refuse(f, err, editPageOf(m, c), editPage(f, c, courses))
	}
	return m.Redirect(at(c), "cohort.edited")
}

func (p pages) courses(m *web.Member) (all []programs.Program, err error) {
	err = p.read(m, func(tx *tenants.Tx) error { all, err = trainings.Courses(tx); return err })
	return all, err
}

// coursesWith are the programs to choose from, and the cohort's own, which may
// be closed by now.
func (p pages) coursesWith(m *web.Member, c trainings.Cohort) (all []programs.Program, err error) {
	err = p.read(m, func(tx *tenants.Tx) error {
		if all, err = trainings.Courses(tx); err != nil {
			return err
		}
		for _, course := range all {
			if course.ID == c.ProgramID {
				return nil
			}
		}
		own, err := trainings.ProgramOf(tx, c.ProgramID)
		all = append(all, own)
		return err
	})
	return all, err
}

func readCohort(f *forms.Form) trainings.NewCohort {
	return trainings.NewCohort{
		Program: f.UUID("program"), Code: f.NeededText("code", 40, "cohort.code_required"), Title: f.NeededText("title", trainings.MaxTitle, "cohort.title_required"), Language: f.Text("language", 2),
		Place: f.OptionalText("place", trainings.MaxPlace), StartsOn: f.Date("starts_on"), EndsOn: f.Date("ends_on"),
		Capacity: f.Int("capacity", 1, trainings.MaxCapacity), RequiredHours: f.Decimal("required_hours", 0.5, trainings.MaxHours),
		AttendanceFloor: f.Int("attendance_floor", 0, 100), FeeNote: f.OptionalText("fee_note", trainings.MaxFeeNote), TimeZone: f.OptionalChoice("time_zone", people.Zones...),
	}
}

func newPageOf(m *web.Member) ui.Page {
	return ui.Page{Title: m.T.Say("cohort.new"), Crumbs: crumbs(m)}
}

func editPageOf(m *web.Member, c trainings.Cohort) ui.Page {
	return ui.Page{Title: m.T.Say("cohort.edit"), Crumbs: crumbs(m, crumbOf(m, c))}
}

func (p pages) askClose(m *web.Member) error {
	c, _, err := p.cohort(m, "close")
	if err != nil {
		return err
	}
	return p.closing(m, c, forms.New(), nil)
}

func (p pages) closing(m *web.Member, c trainings.Cohort, f *forms.Form, refused error) error {
	var left int
	err := p.read(m, func(tx *tenants.Tx) error {
		file, err := trainings.Load(tx, c.ID)
		left = file.Count(trainings.OnTrack, trainings.NotBegun, trainings.AtRisk, trainings.Ready)
		return err
	})
	if err != nil {
		return err
	}
	page := ui.Page{Title: m.T.Say("cohort.close"), Crumbs: crumbs(m, crumbOf(m, c))}
	if refused != nil {
		return m.Refuse(f, refused, page, closePage(f, c, left))
	}
	return m.Render(page, closePage(f, c, left))
}

func (p pages) close(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	var c trainings.Cohort
	err = p.write(m, func(tx *tenants.Tx) (err error) { c, err = trainings.Close(tx, id); return err })
	if fault.Is(err, fault.Conflict) {
		if c, _, gone := p.cohort(m, ""); gone == nil {
			return p.closing(m, c, m.Form(), err)
		}
	}
	if err != nil {
		return err
	}
	return m.Redirect(at(c), "cohort.closed_now", "Title", c.Title)
}

// plain is a number as a field holds it.
func plain(x float64) string {
	if x == 0 {
		return ""
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}
