package trainings

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/tenants"
	"accord/tenants/fault"
)

func (s *scene) enrol(t *testing.T, m tenants.Member, who int, passing string) (e Enrolment, err error) {
	t.Helper()
	err = write(t, s.World, m, func(tx *tenants.Tx) (err error) { e, err = Enrol(tx, s.Cohort.ID, person(who), passing); return err })
	return e, err
}

func TestNobodyIsEnrolledPastThoseWhoWaitUnlessAManagerSaysWhy(t *testing.T) {
	t.Parallel()
	s, _ := fullScene(t)
	_, err := s.enrol(t, s.Andina.Manager, 20, "They paid long ago")
	said(t, err, fault.Conflict, "enrolment.full") // a reason makes no seats
	s.capacity(t, 3)
	for _, m := range []tenants.Member{s.Andina.Manager, s.Andina.Trainer} {
		_, err = s.enrol(t, m, 20, " ")
		said(t, err, fault.Conflict, "enrolment.somebody_waits")
	}
	_, err = s.enrol(t, s.Andina.Trainer, 20, "I would like to")
	refused(t, err, fault.Forbidden)
	_, err = s.enrol(t, s.Andina.Manager, 20, strings.Repeat("x", MaxPassing+1))
	said(t, err, fault.Invalid, "candidate.too_long")
	e, err := s.enrol(t, s.Andina.Manager, 20, "They paid long ago")
	ok(t, err)
	if e.PassingReason != "They paid long ago" {
		t.Errorf("the reason is %q", e.PassingReason)
	}
	if n := s.Count(`select count(*) from audit_log where action = 'cohort.enrolled' and subject_id = $1 and detail->>'passing' = 'They paid long ago'`, e.ID); n != 1 {
		t.Error("the journal does not say why")
	}
	if q := s.queue(t, s.Andina.Manager); len(q.Waiting) != 2 || q.Free != 0 {
		t.Errorf("%+v", q)
	}
}

func TestWhereMorePlacesAreFreeThanPeopleWaitAnybodyMayBeEnrolled(t *testing.T) {
	t.Parallel()
	s, _ := fullScene(t)
	s.capacity(t, 5)
	e, err := s.enrol(t, s.Andina.Trainer, 20, "")
	ok(t, err)
	if e.PassingReason != "" {
		t.Error("nobody was passed")
	}
	_, err = s.enrol(t, s.Andina.Trainer, 21, "")
	said(t, err, fault.Conflict, "enrolment.somebody_waits")
}

func TestTheFirstWhoWaitsMayBeEnrolledAtOnceAndLeavesTheList(t *testing.T) {
	t.Parallel()
	s, waiting := fullScene(t)
	s.capacity(t, 3)
	_, err := s.enrol(t, s.Andina.Manager, 11, "") // the second
	said(t, err, fault.Conflict, "enrolment.somebody_waits")
	_, err = s.enrol(t, s.Andina.Manager, 10, "")
	ok(t, err)
	if q := s.queue(t, s.Andina.Manager); len(q.Waiting) != 1 || q.Waiting[0].ID != waiting[1].ID {
		t.Errorf("%+v", q)
	}
}

func TestNobodyIsReadmittedOrImportedPastThoseWhoWait(t *testing.T) {
	t.Parallel()
	s, _ := fullScene(t)
	ok(t, write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := Withdraw(tx, s.Enrolment[0].ID); return err }))
	said(t, write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := Readmit(tx, s.Enrolment[0].ID); return err }), fault.Conflict, "enrolment.somebody_waits")

	for row, key := range map[string]string{
		"Nueva Persona,nueva@correo.example":     "enrolment.somebody_waits",
		person(10).Name + "," + person(10).Email: "waiting.already",
	} {
		var plan candidates.Plan
		ok(t, write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error {
			imp, err := UploadFor(tx, s.Cohort.ID, candidates.NewImport{FileName: "more.csv", Data: []byte("name,email\n" + row + "\n")})
			if err == nil {
				plan, err = PlanImport(tx, imp)
			}
			return err
		}))
		if len(plan.Rows) != 1 || plan.Rows[0].Outcome != candidates.Refused || plan.Rows[0].Faults[0].Key != key {
			t.Errorf("%s: %+v", row, plan.Rows)
		}
	}
}

func TestTheDatabaseLetsNobodyPassEither(t *testing.T) {
	t.Parallel()
	s, _ := fullScene(t)
	s.capacity(t, 3)
	err := write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error {
		c, err := opened(tx, s.Cohort.ID, "enrol")
		if err != nil {
			return err
		}
		p, err := candidates.Add(tx, person(20).Tidy())
		if err != nil {
			return err
		}
		_, err = enrol(tx, c, []uuid.UUID{p.ID}, "")
		return err
	})
	said(t, err, fault.Conflict, "fault.moved_on")
}
