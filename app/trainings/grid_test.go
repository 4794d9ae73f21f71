package trainings

import (
	"errors"
	"testing"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

func (s *scene) grid(t *testing.T, m tenants.Member, sheets map[uuid.UUID][]Marked) (r Recorded, err error) {
	t.Helper()
	err = write(t, s.World, m, func(tx *tenants.Tx) (err error) { r, err = RecordGrid(tx, s.Cohort.ID, sheets); return err })
	return r, err
}

func (s *scene) marked(t *testing.T, session, who int) Attendance {
	t.Helper()
	st, _ := s.file(t).Standing(s.Enrolment[who].ID)
	return st.Marks[s.Sessions[session].ID]
}

func TestAGridRecordsSeveralSessionsAtOnceOrNone(t *testing.T) {
	t.Parallel()
	s := newScene(t, 2, 1, 2)
	one, two := s.Sessions[0].ID, s.Sessions[1].ID
	r, err := s.grid(t, s.Andina.Trainer, map[uuid.UUID][]Marked{
		one: {{Enrolment: s.Enrolment[0].ID, Mark: Present}, {Enrolment: s.Enrolment[1].ID, Mark: Late}},
		two: {{Enrolment: s.Enrolment[0].ID, Mark: Part, Hours: 4}, {Enrolment: s.Enrolment[1].ID}},
	})
	ok(t, err)
	if r != (Recorded{New: 3}) || s.events("attendance.recorded", s.Cohort.ID) != 2 {
		t.Errorf("recorded %+v with %d events", r, s.events("attendance.recorded", s.Cohort.ID))
	}
	if m := s.marked(t, 0, 1); m.Mark != Late || m.Hours != 10 {
		t.Errorf("who came late has %+v", m)
	}
	_, err = s.grid(t, s.Andina.Trainer, map[uuid.UUID][]Marked{
		one: {{Enrolment: s.Enrolment[0].ID, Mark: Absent}}, two: {{Enrolment: s.Enrolment[1].ID, Mark: Part, Hours: 11}}})
	sameFields(t, err, "hours."+two.String()+"."+s.Enrolment[1].ID.String())
	if m := s.marked(t, 0, 0); m.Mark != Present {
		t.Errorf("half of a refused grid was kept: %+v", m)
	}
	_, err = s.grid(t, s.Andina.Trainer, map[uuid.UUID][]Marked{s.Sessions[2].ID: {{Enrolment: s.Enrolment[0].ID, Mark: Present}}})
	said(t, err, fault.Conflict, "attendance.not_begun")
	_, err = s.grid(t, s.Andina.Trainer, map[uuid.UUID][]Marked{uuid.New(): {{Enrolment: s.Enrolment[0].ID, Mark: Present}}})
	refused(t, err, fault.NotFound)
	_, err = s.grid(t, s.Andina.Trainer2, map[uuid.UUID][]Marked{one: {{Enrolment: s.Enrolment[0].ID, Mark: Absent}}})
	refused(t, err, fault.NotFound)
	_, err = s.grid(t, s.Andina.Assessor, map[uuid.UUID][]Marked{one: {{Enrolment: s.Enrolment[0].ID, Mark: Absent}}})
	refused(t, err, fault.NotFound)
}

// Two people with the same grid before them: each keeps what they changed, and
// what both changed is shown to the second, not overwritten.
func TestTwoPeopleAtTwoTabsLoseNothing(t *testing.T) {
	t.Parallel()
	s := newScene(t, 1, 0, 3)
	day := s.Sessions[0].ID
	saw := func(marks ...string) (sheet []Marked) { // the sheet as both loaded it, with one's own marks
		for i, mark := range marks {
			sheet = append(sheet, Marked{Enrolment: s.Enrolment[i].ID, Mark: mark, Was: &Was{Mark: Present}})
		}
		return sheet
	}
	_, err := s.grid(t, s.Andina.Trainer, map[uuid.UUID][]Marked{day: {{Enrolment: s.Enrolment[0].ID, Mark: Present}, {Enrolment: s.Enrolment[1].ID, Mark: Present}, {Enrolment: s.Enrolment[2].ID, Mark: Present}}})
	ok(t, err)
	_, err = s.grid(t, s.Andina.Trainer, map[uuid.UUID][]Marked{day: saw(Absent, Present, Present)})
	ok(t, err)
	r, err := s.grid(t, s.Andina.Manager, map[uuid.UUID][]Marked{day: saw(Present, Late, Present)}) // left the first as it was for them
	ok(t, err)
	if r != (Recorded{Corrected: 1}) || s.marked(t, 0, 0).Mark != Absent || s.marked(t, 0, 1).Mark != Late {
		t.Errorf("recorded %+v; the first is %s, the second %s", r, s.marked(t, 0, 0).Mark, s.marked(t, 0, 1).Mark)
	}
	_, err = s.grid(t, s.Andina.Manager, map[uuid.UUID][]Marked{day: saw(Excused, Present, Late)})
	said(t, err, fault.Conflict, "attendance.meanwhile.absent")
	f, _ := errors.AsType[*fault.Error](err)
	if len(f.Fields) != 1 || f.Fields[0].Args["By"] == "" {
		t.Errorf("it says %+v", f.Fields)
	}
	if s.marked(t, 0, 0).Mark != Absent || s.marked(t, 0, 2).Mark != Present {
		t.Error("a conflicting grid was kept in part")
	}
	ok(t, func() error { // the same mark by both is no conflict
		_, err := s.grid(t, s.Andina.Manager, map[uuid.UUID][]Marked{day: saw(Absent)})
		return err
	}())
}

func TestACorrectionKeepsWhatWasThereBeforeAndWhoChangedIt(t *testing.T) {
	t.Parallel()
	s := newScene(t, 1, 0, 1)
	for _, m := range []Marked{{Mark: Present}, {Mark: Part, Hours: 4}, {Mark: Excused}} {
		m.Enrolment = s.Enrolment[0].ID
		_, err := s.record(t, s.Andina.Trainer, 0, m)
		ok(t, err)
		s.Clock.Add(1)
	}
	history := func(m tenants.Member) (all []AttendanceChange, err error) {
		err = read(t, s.World, m, func(tx *tenants.Tx) (err error) {
			all, err = HistoryOf(tx, s.Sessions[0].ID, s.Enrolment[0].ID)
			return err
		})
		return all, err
	}
	all, err := history(s.Andina.Manager)
	ok(t, err)
	if len(all) != 3 || all[0].WasMark != Part || all[0].WasHours != 4 || all[0].Mark != Excused || all[2].WasMark != "" || all[1].ByName == "" || all[1].By == nil {
		t.Errorf("the history is %+v", all)
	}
	_, err = history(s.Andina.Trainer2)
	refused(t, err, fault.NotFound)
	if s.Try(`update attendance_change set mark = 'present' where enrolment_id = $1`, s.Enrolment[0].ID) == nil && s.Count(`select count(*) from information_schema.role_table_grants where table_name = 'attendance_change' and grantee = 'accord_member' and privilege_type in ('UPDATE','DELETE')`) > 0 {
		t.Error("a member can rewrite the history")
	}
	ok(t, read(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error {
		cells, err := CorrectedIn(tx, s.Cohort.ID)
		if err == nil && !cells[[2]uuid.UUID{s.Sessions[0].ID, s.Enrolment[0].ID}] {
			t.Error("the cell does not say that it was corrected")
		}
		return err
	}))
}
