package checkins_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/checkins"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestATraineeIsPresentByTheCodeInTheRoom(t *testing.T) {
	t.Parallel()
	s := newClass(t)
	code := s.open(t)
	came, err := s.come(t, 0, code[:3]+" "+code[3:])
	ok(t, err)
	if !came.Fresh || came.Mark.Mark != trainings.Present || came.Mark.Hours != 3 || came.Mark.RecordedBy != nil {
		t.Errorf("they came as %+v", came)
	}
	again, err := s.come(t, 0, "")
	ok(t, err)
	if again.Fresh || again.Mark.ID != came.Mark.ID {
		t.Errorf("a second press made %+v", again)
	}
	r := s.room(t)
	if len(r.Arrivals) != 1 || r.Arrivals[0].Name != "Camila Tores A" || !r.Arrivals[0].Own || r.Enrolled != 3 {
		t.Errorf("the room shows %+v of %d", r.Arrivals, r.Enrolled)
	}
	ok(t, s.DB.Read(t.Context(), s.Andina.Trainer, func(tx *tenants.Tx) error {
		all, err := trainings.HistoryOf(tx, s.Session.ID, s.People[0].ID)
		if len(all) != 1 || all[0].How != trainings.ByCheckIn || all[0].ByName != "Camila Tores A" || all[0].By != nil || all[0].WasMark != "" {
			t.Errorf("the history is %+v", all)
		}
		return err
	}))
}

func TestWhoComesAfterTenMinutesIsLate(t *testing.T) {
	t.Parallel()
	s := newClass(t)
	s.open(t)
	s.Clock.Add(15*time.Minute + checkins.Grace)
	_, err := s.come(t, 0, s.room(t).Code)
	ok(t, err)
	s.Clock.Add(time.Second)
	_, err = s.come(t, 1, s.room(t).Code)
	ok(t, err)
	if a, b := s.mark(t, 0), s.mark(t, 1); a != trainings.Present || b != trainings.Late {
		t.Errorf("ten minutes after the beginning is %s, a second more is %s", a, b)
	}
}

func TestAMarkThatATrainerMadeStands(t *testing.T) {
	t.Parallel()
	s := newClass(t)
	s.open(t)
	s.Clock.Add(20 * time.Minute)
	ok(t, s.write(t, s.Andina.Trainer, func(tx *tenants.Tx) error {
		_, err := trainings.RecordAttendance(tx, s.Session.ID, []trainings.Marked{{Enrolment: s.People[0].ID, Mark: trainings.Absent}})
		return err
	}))
	came, err := s.come(t, 0, s.room(t).Code)
	ok(t, err)
	if came.Fresh || came.Mark.Mark != trainings.Absent || s.mark(t, 0) != trainings.Absent {
		t.Errorf("a check-in made %+v of a trainer's absent", came)
	}
	// A trainer who saw nothing there is told that the trainee came meanwhile.
	_, err = s.come(t, 1, s.room(t).Code)
	ok(t, err)
	err = s.write(t, s.Andina.Trainer, func(tx *tenants.Tx) error {
		_, err := trainings.RecordAttendance(tx, s.Session.ID, []trainings.Marked{{Enrolment: s.People[1].ID, Mark: trainings.Absent, Was: &trainings.Was{}}})
		return err
	})
	refused(t, err, fault.Conflict, "attendance.changed_meanwhile")
}

func TestTwoPressesAtOnceAreOne(t *testing.T) {
	t.Parallel()
	s := newClass(t)
	code := s.open(t)
	var wg sync.WaitGroup
	fresh := make(chan bool, 4)
	for range 4 {
		wg.Go(func() {
			came, err := s.come(t, 0, code)
			if err != nil {
				t.Error(err)
			}
			fresh <- came.Fresh
		})
	}
	wg.Wait()
	close(fresh)
	n := 0
	for f := range fresh {
		if f {
			n++
		}
	}
	if marks := s.Count(`select count(*) from attendance_change where enrolment_id = $1`, s.People[0].ID); n != 1 || marks != 1 {
		t.Errorf("%d of 4 presses marked, %d marks were made", n, marks)
	}
}

func TestACodeCountsWhileItIsShownAndOnceMore(t *testing.T) {
	t.Parallel()
	s := newClass(t)
	code := s.open(t)
	s.Clock.Add(checkins.Window)
	if next := s.room(t).Code; next == code {
		t.Error("the code does not change")
	}
	_, err := s.come(t, 0, code)
	ok(t, err)
	s.Clock.Add(checkins.Window)
	came, err := s.come(t, 1, code)
	ok(t, err)
	if said(came) != "check_in.stale" || s.mark(t, 1) != "" {
		t.Errorf("a code of two minutes ago is %+v", came)
	}
}

func TestAWrongCodeIsRefusedAndCounted(t *testing.T) {
	t.Parallel()
	s := newClass(t)
	code := s.open(t)
	wrong := "000000"
	if code == wrong {
		wrong = "000001"
	}
	for range checkins.MaxTries {
		came, err := s.come(t, 0, wrong)
		ok(t, err)
		if said(came) != "check_in.wrong" {
			t.Fatalf("a wrong code is %+v", came)
		}
	}
	_, err := s.come(t, 0, code)
	refused(t, err, fault.Conflict, "check_in.too_many")
	_, err = s.come(t, 1, code) // another's guesses are theirs
	ok(t, err)
	s.Clock.Add(checkins.TriesIn + time.Second)
	_, err = s.come(t, 0, s.room(t).Code)
	ok(t, err)
	for _, typed := range []string{"", "12345", "1234567", "abcdef", "１２３４５６"} {
		if came, err := s.come(t, 2, typed); err != nil || said(came) != "check_in.wrong" {
			t.Errorf("%q is %+v, %v", typed, came, err)
		}
	}
}

func TestOpenedAgainTheCodesAreOthers(t *testing.T) {
	t.Parallel()
	s := newClass(t)
	code := s.open(t)
	ok(t, s.write(t, s.Andina.Trainer, func(tx *tenants.Tx) error { return checkins.Close(tx, s.Session.ID) }))
	_, err := s.come(t, 0, code)
	refused(t, err, fault.Conflict, "check_in.not_open")
	if again := s.open(t); again == code {
		t.Error("the code of a check-in that was closed counts again")
	}
}

func TestACheckInHasItsTime(t *testing.T) {
	t.Parallel()
	s := newClass(t)
	open := func(id uuid.UUID) error {
		return s.write(t, s.Andina.Trainer, func(tx *tenants.Tx) error { _, err := checkins.Open(tx, id); return err })
	}
	refused(t, open(s.Later.ID), fault.Conflict, "check_in.early")
	s.open(t)
	s.Clock.Add(3*time.Hour + 14*time.Minute)
	_, err := s.come(t, 0, s.room(t).Code)
	ok(t, err)
	s.Clock.Add(time.Minute)
	if r := s.room(t); r.Code != "" || r.Stage != checkins.Over {
		t.Errorf("after the session the room shows %+v", r)
	}
	_, err = s.come(t, 1, "123456")
	refused(t, err, fault.Conflict, "check_in.over")
	refused(t, open(s.Session.ID), fault.Conflict, "check_in.over")
}

func TestWhatIsNoSessionOfTheirsIsAbsent(t *testing.T) {
	t.Parallel()
	s := newClass(t)
	code := s.open(t)
	var other trainings.Enrolment
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
		c, err := trainings.Open(tx, trainings.NewCohort{Program: s.Andina.CMTP, Code: "FOUND-2026-B", Title: "Foundations, the other", Language: "es",
			StartsOn: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), EndsOn: time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC), Capacity: 24, RequiredHours: 40, AttendanceFloor: 90})
		if err == nil {
			other, err = trainings.Enrol(tx, c.ID, candidates.NewCandidate{Name: "Diego Paredes", Email: "d@correo.example", Language: "es"}, "")
		}
		return err
	}))
	come := func(m tenants.Member, enrolment uuid.UUID) error {
		return s.write(t, m, func(tx *tenants.Tx) error { _, err := checkins.Come(tx, s.Session.ID, enrolment, code); return err })
	}
	refused(t, come(s.guest(t, s.Andina.Manager, other.ID), other.ID), fault.NotFound, "") // of another cohort
	refused(t, come(s.Guests[0], s.People[1].ID), fault.NotFound, "")                      // somebody else's enrolment
	refused(t, come(s.Nordic.Manager, s.People[0].ID), fault.NotFound, "")                 // another organisation
	refused(t, come(s.Andina.Trainer, s.People[0].ID), fault.Forbidden, "")                // staff mark on the sheet
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := trainings.Withdraw(tx, s.People[0].ID); return err }))
	refused(t, come(s.Guests[0], s.People[0].ID), fault.NotFound, "") // withdrawn, their link has ended
}

func TestNobodyComesToWhatIsCancelledClosedOrCompleted(t *testing.T) {
	t.Parallel()
	s := newClass(t)
	code := s.open(t)
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
		return trainings.CompleteByException(tx, s.People[0].ID, "Credited from the spring course.")
	}))
	_, err := s.come(t, 0, code)
	refused(t, err, fault.Conflict, "check_in.completed")
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := trainings.CancelSession(tx, s.Session.ID, "The trainer is ill.")
		return err
	}))
	_, err = s.come(t, 1, code)
	refused(t, err, fault.Conflict, "session.cancelled")
	refused(t, s.write(t, s.Andina.Trainer, func(tx *tenants.Tx) error { _, err := checkins.Open(tx, s.Session.ID); return err }), fault.Conflict, "session.cancelled")

	c := newClass(t)
	code = c.open(t)
	c.Exec(`update cohort set closed_at = $3 where tenant_id = $1 and id = $2`, c.Andina.ID, c.Cohort.ID, c.Clock.Now())
	_, err = c.come(t, 0, code)
	refused(t, err, fault.Conflict, "cohort.closed")
}

func TestOnlyItsTrainerOpensACheckIn(t *testing.T) {
	t.Parallel()
	s := newClass(t)
	for name, m := range map[string]tenants.Member{"a trainer of another cohort": s.Andina.Trainer2, "an assessor": s.Andina.Assessor, "another organisation": s.Nordic.Manager} {
		if err := s.write(t, m, func(tx *tenants.Tx) error { _, err := checkins.Open(tx, s.Session.ID); return err }); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", name, err)
		}
		if err := s.DB.Read(t.Context(), m, func(tx *tenants.Tx) error { _, err := checkins.RoomOf(tx, s.Session.ID); return err }); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s sees the room: %v", name, err)
		}
	}
	refused(t, s.write(t, s.Guests[0], func(tx *tenants.Tx) error { _, err := checkins.Open(tx, s.Session.ID); return err }), fault.Forbidden, "")
}

// Whoever knows one code knows no other: codes differ by window, and by session.
func TestCodesAreSpread(t *testing.T) {
	t.Parallel()
	s := newClass(t)
	seen := map[string]bool{}
	for range 30 {
		seen[s.open(t)] = true
		s.Clock.Add(checkins.Window)
	}
	if len(seen) < 28 {
		t.Errorf("%d codes in 30 minutes: %s", len(seen), fmt.Sprint(seen))
	}
}
