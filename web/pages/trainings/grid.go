package trainings

import (
	"strconv"
	"strings"

	"github.com/google/uuid"

	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// gridView is a cohort's attendance as candidates by sessions.
type gridView struct {
	cohortView
	held      []trainings.TrainingSession // those that have begun, by time
	corrected map[[2]uuid.UUID]bool
}

// open says whether a candidate's marks can still change.
func (v gridView) open(s trainings.Standing) bool {
	return v.can.record && s.Status != trainings.Withdrawn && s.Status != trainings.Completed
}

func (p pages) loadGrid(m *web.Member) (v gridView, err error) {
	v.cohortView, err = p.load(m, func(tx *tenants.Tx, c *cohortView) (err error) {
		c.page(m.Ask())
		if err := c.readRows(tx); err != nil {
			return err
		}
		v.corrected, err = trainings.CorrectedIn(tx, c.cohort().ID)
		return err
	})
	for _, s := range v.file.Sessions {
		if s.CancelledAt == nil && !s.StartsAt.After(v.now) {
			v.held = append(v.held, s)
		}
	}
	return v, err
}

func (p pages) grid(m *web.Member) error {
	v, err := p.loadGrid(m)
	if err != nil {
		return err
	}
	return m.Render(gridPageOf(m, v), gridPage(forms.New(), v))
}

func (p pages) recordGrid(m *web.Member) error {
	c, _, err := p.cohort(m, "record")
	if err != nil {
		return err
	}
	v, err := p.loadGrid(m)
	if err != nil {
		return err
	}
	f := m.Form()
	sheets := readGrid(f, v)
	var done trainings.Recorded
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) { done, err = trainings.RecordGrid(tx, c.ID, sheets); return err })
	}
	if err != nil {
		if v, gone := p.loadGrid(m); gone == nil { // as it stands now
			return m.Refuse(f, err, gridPageOf(m, v), gridPage(f, v))
		}
		return err
	}
	if done == (trainings.Recorded{}) {
		return m.Redirect(at(c)+"/grid", "attendance.grid_unchanged")
	}
	return m.Redirect(at(c)+"/grid", "attendance.grid_done", "New", done.New, "Corrected", done.Corrected)
}

// readGrid reads a mark for each cell that was sent. Whoever has completed or
// left since the page was made is read too: the domain says what is the matter.
func readGrid(f *forms.Form, v gridView) map[uuid.UUID][]trainings.Marked {
	sheets := map[uuid.UUID][]trainings.Marked{}
	for _, session := range v.held {
		for _, s := range v.file.Standings {
			if line := readMark(f, cellOf(session.ID, s.Enrolment.ID), s.Enrolment.ID, session.Hours); line.Mark != "" {
				sheets[session.ID] = append(sheets[session.ID], line)
			}
		}
	}
	return sheets
}

// readMark reads a mark, its hours where it is a part, and what it replaces.
func readMark(f *forms.Form, name string, enrolment uuid.UUID, hours float64) trainings.Marked {
	line := trainings.Marked{Enrolment: enrolment, Mark: f.OptionalChoice("mark."+name, trainings.Marks...), Was: wasOf(f.OptionalText("was."+name, 20))}
	typed := f.OptionalText("hours."+name, 10)
	switch {
	case line.Mark == trainings.Part && typed == "":
		f.Fail("hours."+name, "attendance.part_hours", "Hours", hours)
	case line.Mark == trainings.Part:
		line.Hours = f.Decimal("hours."+name, 0.01, 24)
	}
	return line
}

// saw is a mark as a form carries it, to say later what it replaced.
func saw(a trainings.Attendance, marked bool) string {
	switch {
	case !marked:
		return "none"
	case a.Mark == trainings.Part:
		return a.Mark + ":" + strconv.FormatFloat(a.Hours, 'f', -1, 64)
	}
	return a.Mark
}

// wasOf reads what saw wrote; nil where nothing was sent.
func wasOf(sent string) *trainings.Was {
	if sent == "" {
		return nil
	}
	mark, hours, _ := strings.Cut(sent, ":")
	if mark == "none" {
		mark = ""
	}
	h, _ := strconv.ParseFloat(hours, 64)
	return &trainings.Was{Mark: mark, Hours: h}
}

// sawNow is what a refused form says it replaces. Where somebody else changed
// the mark, and the page says so, it is what stands there now: saving again is
// then meant. Elsewhere it is what the form said before.
func sawNow(f *forms.Form, name string, a trainings.Attendance, marked bool) string {
	if told := f.Fault("mark." + name); told != nil && strings.HasPrefix(told.Key, "attendance.meanwhile.") {
		return saw(a, marked)
	}
	if sent := f.Value("was." + name); sent != "" {
		return sent
	}
	return saw(a, marked)
}

func cellOf(session, enrolment uuid.UUID) string { return session.String() + "." + enrolment.String() }

// marks shows how one mark came to be.
func (p pages) marks(m *web.Member) error {
	c, s, err := p.session(m, "")
	if err != nil {
		return err
	}
	id, err := m.ID("enrolment")
	if err != nil {
		return err
	}
	var all []trainings.AttendanceChange
	var who trainings.Standing
	err = p.read(m, func(tx *tenants.Tx) error {
		file, err := trainings.Load(tx, c.ID)
		if err != nil {
			return err
		}
		found := false
		if who, found = file.Standing(id); !found {
			return fault.Absent("enrolment")
		}
		all, err = trainings.HistoryOf(tx, s.ID, id)
		return err
	})
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("attendance.history"), Crumbs: crumbs(m, crumbOf(m, c), ui.Crumb{Label: m.T.Say("attendance.grid"), Href: m.Link(at(c) + "/grid")})},
		marksPage(c, s, who, all))
}

func gridPageOf(m *web.Member, v gridView) ui.Page {
	return ui.Page{Title: m.T.Say("attendance.grid"), Crumbs: crumbs(m, crumbOf(m, v.cohort()))}
}
