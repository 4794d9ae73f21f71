package trainings

import (
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

func TestAttendanceAddsUpToHoursAndAShare(t *testing.T) {
	t.Parallel()
	s := newScene(t, 4, 1, 4)
	all := func(session int, marks ...string) {
		sheet := make([]Marked, len(marks))
		for i, m := range marks {
			sheet[i] = Marked{Enrolment: s.Enrolment[i].ID, Mark: m}
			if m == Part {
				sheet[i].Hours = 5.5
			}
		}
		_, err := s.record(t, s.Andina.Trainer, session, sheet...)
		ok(t, err)
	}
	all(0, Present, Present, Present, Absent)
	all(1, Present, Part, Excused, Present)
	all(2, Present, Present, Present, Present)
	all(3, Present, Present, "", Present)
	f := s.file(t)
	for i, want := range []struct {
		attended, expected float64
		rate               int
		status             Status
	}{{40, 40, 100, Ready}, {35.5, 40, 88, AtRisk}, {20, 20, 100, OnTrack}, {30, 40, 75, AtRisk}} {
		got := f.Standings[i]
		rate, _ := got.Rate()
		if got.Attended != want.attended || got.Expected != want.expected || rate != want.rate || got.Status != want.status {
			t.Errorf("person %d stands at %v of %v, %d %%, %s", i, got.Attended, got.Expected, rate, got.Status)
		}
	}
	if f.Standings[2].ExcusedFor != 10 || f.Unmarked(s.Sessions[3].ID) != 1 || f.ToRecord(s.Clock.Now()).ID != s.Sessions[3].ID {
		t.Error("an excused absence or a missing mark is not told")
	}
	if share, _ := f.AverageRate(); share != 89 {
		t.Errorf("on average %v", share)
	}
	if share, _ := f.SessionRate(s.Sessions[1]); share != 85 {
		t.Errorf("at the second session %v", share)
	}
}

func TestAnExcusedAbsenceIsNotCountedAgainstTheShareAndAddsNoHours(t *testing.T) {
	t.Parallel()
	s := newScene(t, 4, 0, 1)
	for i, m := range []string{Present, Present, Present, Excused} {
		_, err := s.record(t, s.Andina.Trainer, i, Marked{Enrolment: s.Enrolment[0].ID, Mark: m})
		ok(t, err)
	}
	if got := s.file(t).Standings[0]; got.Attended != 30 || got.Expected != 30 || got.Status != AtRisk {
		t.Errorf("30 of 40 required hours, with nothing to come, stands as %+v", got)
	}
}

func TestACorrectionKeepsWhatWasThereBefore(t *testing.T) {
	t.Parallel()
	s := newScene(t, 1, 0, 2)
	a, b := s.Enrolment[0].ID, s.Enrolment[1].ID
	first, err := s.record(t, s.Andina.Trainer, 0, Marked{a, Present, 0, nil}, Marked{b, Absent, 0, nil})
	ok(t, err)
	again, err := s.record(t, s.Andina.Trainer, 0, Marked{a, Present, 0, nil}, Marked{b, Absent, 0, nil})
	ok(t, err)
	mended, err := s.record(t, s.Andina.Manager, 0, Marked{a, Present, 0, nil}, Marked{b, Part, 2.25, nil})
	ok(t, err)
	if first != (Recorded{2, 0}) || again != (Recorded{}) || mended != (Recorded{0, 1}) {
		t.Errorf("recorded %v, %v, %v", first, again, mended)
	}
	if s.events("attendance.recorded", s.Cohort.ID) != 1 || s.Count(`select count(*) from audit_log where action = 'attendance.corrected' and case_id = $1
		and detail->'corrected'->0->>'was' = 'absent' and detail->'corrected'->0->>'is' = 'part' and detail->'corrected'->0->>'enrolment' = $2`, s.Cohort.ID, b.String()) != 1 {
		t.Error("the journal does not hold what was there before")
	}
	if s.Count("select count(*) from attendance where training_session_id = $1", s.Sessions[0].ID) != 2 {
		t.Error("a correction left a second row")
	}
}

func TestASheetWithAWrongLineRecordsNothing(t *testing.T) {
	t.Parallel()
	s := newScene(t, 1, 0, 3)
	a, b, c := s.Enrolment[0].ID, s.Enrolment[1].ID, s.Enrolment[2].ID
	_, err := s.record(t, s.Andina.Trainer, 0, Marked{a, Present, 0, nil}, Marked{b, Part, 10, nil}, Marked{c, "tardy", 0, nil})
	refused(t, err, fault.Invalid)
	sameFields(t, err, "hours."+b.String(), "mark."+c.String())
	for _, sheet := range [][]Marked{{{a, Present, 0, nil}, {uuid.New(), Present, 0, nil}}, {{a, Present, 0, nil}, {a, Absent, 0, nil}}} {
		_, err = s.record(t, s.Andina.Trainer, 0, sheet...)
		refused(t, err, fault.NotFound)
	}
	if s.Count("select count(*) from attendance where cohort_id = $1", s.Cohort.ID) != 0 {
		t.Error("part of a sheet was recorded")
	}
}

func TestAttendanceWaitsForTheSessionToBegin(t *testing.T) {
	t.Parallel()
	s := newScene(t, 0, 1, 1)
	sheet := Marked{s.Enrolment[0].ID, Present, 0, nil}
	_, err := s.record(t, s.Andina.Trainer, 0, sheet)
	said(t, err, fault.Conflict, "attendance.not_begun")
	s.Clock.Add(time.Hour)
	_, err = s.record(t, s.Andina.Trainer, 0, sheet)
	ok(t, err)
}

func TestAttendanceOfACancelledSessionOrAWithdrawnPersonIsRefused(t *testing.T) {
	t.Parallel()
	s := newScene(t, 2, 0, 2)
	ok(t, write(t, s.World, s.Andina.Trainer, func(tx *tenants.Tx) error {
		_, err := CancelSession(tx, s.Sessions[1].ID, "The room is not free.")
		return err
	}))
	_, err := s.record(t, s.Andina.Trainer, 1, Marked{s.Enrolment[0].ID, Present, 0, nil})
	said(t, err, fault.Conflict, "session.cancelled")
	ok(t, write(t, s.World, s.Andina.Trainer, func(tx *tenants.Tx) error { _, err := Withdraw(tx, s.Enrolment[1].ID); return err }))
	_, err = s.record(t, s.Andina.Trainer, 0, Marked{s.Enrolment[0].ID, Present, 0, nil}, Marked{s.Enrolment[1].ID, Present, 0, nil})
	said(t, err, fault.Invalid, "attendance.withdrawn")
}

func TestOnlyTheCohortsTrainersAndManagersRecord(t *testing.T) {
	t.Parallel()
	s := newScene(t, 1, 0, 1)
	for _, m := range []tenants.Member{s.Andina.Trainer2, s.Andina.Assessor, s.Nordic.Manager} {
		_, err := s.record(t, m, 0, Marked{s.Enrolment[0].ID, Present, 0, nil})
		refused(t, err, fault.NotFound)
		ok(t, read(t, s.World, m, func(tx *tenants.Tx) error {
			seen := 0
			for _, n := range []func() (int, error){
				func() (int, error) { return count[Attendance](tx, "true") }, func() (int, error) { return count[Enrolment](tx, "true") },
				func() (int, error) { return count[TrainingSession](tx, "true") }, func() (int, error) { return count[CohortTrainer](tx, "true") },
			} {
				k, err := n()
				if err != nil {
					return err
				}
				seen += k
			}
			if seen != 0 {
				t.Errorf("%v sees %d rows of it", m.Roles(), seen)
			}
			return nil
		}))
	}
}

func TestTwoSheetsAtOnceLeaveOneMarkEach(t *testing.T) {
	t.Parallel()
	s := newScene(t, 1, 0, 6)
	var both sync.WaitGroup
	for _, mark := range []string{Present, Absent, Excused} {
		sheet := make([]Marked, len(s.Enrolment))
		for i, e := range s.Enrolment {
			sheet[i] = Marked{Enrolment: e.ID, Mark: mark}
		}
		both.Go(func() {
			if _, err := s.record(t, s.Andina.Trainer, 0, sheet...); err != nil {
				t.Error(err)
			}
		})
	}
	both.Wait()
	if n := s.Count("select count(distinct mark) from attendance where training_session_id = $1", s.Sessions[0].ID); n != 1 {
		t.Errorf("%d different marks: two sheets were mixed", n)
	}
}
