package trainings

import (
	"errors"
	"sync"
	"testing"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestATrainerEnrolsSomebodyOnFileByTheirAddress(t *testing.T) {
	t.Parallel()
	s := newScene(t, 0, 0, 0)
	var onFile candidates.Candidate
	ok(t, write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) (err error) { onFile, err = candidates.Add(tx, person(0)); return err }))
	refused(t, read(t, s.World, s.Andina.Trainer, func(tx *tenants.Tx) error { _, err := candidates.Get(tx, onFile.ID); return err }), fault.NotFound)
	e := enrolled(t, s.World, s.Andina.Trainer, s.Cohort, 0)
	if e.CandidateID != onFile.ID {
		t.Error("the person is on file twice")
	}
	ok(t, read(t, s.World, s.Andina.Trainer, func(tx *tenants.Tx) error { _, err := candidates.Get(tx, onFile.ID); return err }))
	if s.events("cohort.enrolled", s.Cohort.ID) != 1 || s.events("candidate.enrolled", onFile.ID) != 1 {
		t.Error("the two timelines do not both tell of it")
	}
}

func TestAnAddressOnFileUnderAnotherNameEnrolsNobody(t *testing.T) {
	t.Parallel()
	s := newScene(t, 0, 0, 1)
	in := person(0)
	in.Name = "Somebody Else"
	err := write(t, s.World, s.Andina.Trainer, func(tx *tenants.Tx) error { _, err := Enrol(tx, s.Cohort.ID, in, ""); return err })
	said(t, err, fault.Conflict, "import.other_name")
	err = write(t, s.World, s.Andina.Trainer, func(tx *tenants.Tx) error { _, err := Enrol(tx, s.Cohort.ID, person(0), ""); return err })
	said(t, err, fault.Conflict, "enrolment.already")
}

func TestACohortTakesNoMoreThanItsSeatsEvenAtOnce(t *testing.T) {
	t.Parallel()
	s := newScene(t, 0, 0, 0)
	in := november(s.World)
	in.Code, in.Capacity = "SMALL", 2
	small := openFor(t, s.World, in, s.Andina.Trainer)
	var all sync.WaitGroup
	errs := make([]error, 5)
	for i := range errs {
		all.Go(func() {
			errs[i] = write(t, s.World, s.Andina.Trainer, func(tx *tenants.Tx) error { _, err := Enrol(tx, small.ID, person(i), ""); return err })
		})
	}
	all.Wait()
	in2 := 0
	for _, err := range errs {
		if err == nil {
			in2++
			continue
		}
		said(t, err, fault.Conflict, "enrolment.full")
	}
	if in2 != 2 {
		t.Errorf("%d got in: %v", in2, errors.Join(errs...))
	}
}

func TestAWithdrawalCanBeTakenBackAndFreesTheSeat(t *testing.T) {
	t.Parallel()
	s := newScene(t, 1, 0, 1)
	s.everywhere(t, 0, 1)
	withdraw := func() error {
		return write(t, s.World, s.Andina.Trainer, func(tx *tenants.Tx) error { _, err := Withdraw(tx, s.Enrolment[0].ID); return err })
	}
	ok(t, withdraw())
	ok(t, withdraw())
	if got := s.file(t).Standings[0]; got.Status != Withdrawn || got.Attended != 10 {
		t.Errorf("stands as %+v", got)
	}
	err := write(t, s.World, s.Andina.Trainer, func(tx *tenants.Tx) error { _, err := Enrol(tx, s.Cohort.ID, person(0), ""); return err })
	said(t, err, fault.Conflict, "import.withdrawn")
	ok(t, write(t, s.World, s.Andina.Trainer, func(tx *tenants.Tx) error { _, err := Readmit(tx, s.Enrolment[0].ID); return err }))
	if got := s.file(t).Standings[0]; got.Status != OnTrack {
		t.Errorf("stands as %s", got.Status)
	}
	if s.events("cohort.withdrawn", s.Cohort.ID) != 1 || s.events("candidate.readmitted", s.Enrolment[0].CandidateID) != 1 {
		t.Error("the journal does not tell of both")
	}
}

func TestOthersCannotEnrolOrWithdraw(t *testing.T) {
	t.Parallel()
	s := newScene(t, 0, 0, 1)
	for _, m := range []tenants.Member{s.Andina.Trainer2, s.Andina.Assessor, s.Nordic.Manager} {
		refused(t, write(t, s.World, m, func(tx *tenants.Tx) error { _, err := Enrol(tx, s.Cohort.ID, person(3), ""); return err }), fault.NotFound)
		refused(t, write(t, s.World, m, func(tx *tenants.Tx) error { _, err := Withdraw(tx, s.Enrolment[0].ID); return err }), fault.NotFound)
	}
	err := write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := EnrolOnFile(tx, s.Cohort.ID, uuid.New(), ""); return err })
	refused(t, err, fault.NotFound)
}
