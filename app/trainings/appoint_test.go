package trainings

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/fault"
)

func appointed(t *testing.T, s *scene, by tenants.Member, in Staffing) error {
	t.Helper()
	return write(t, s.World, by, func(tx *tenants.Tx) error { return Appoint(tx, s.Cohort.ID, in) })
}

func judged(t *testing.T, s *scene) (all []Judged) {
	t.Helper()
	ok(t, read(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error {
		f, err := Load(tx, s.Cohort.ID)
		if err != nil {
			return err
		}
		around, err := Surroundings(tx, f.Cohort)
		if err != nil {
			return err
		}
		all, err = Qualified(tx, f, around)
		return err
	}))
	return all
}

func TestNamingATrainerWhoDoesNotQualifyNeedsAReason(t *testing.T) { // IMI-TR-02
	t.Parallel()
	s := newScene(t, 1, 1, 0)
	novice := s.Andina.Trainer2.Membership()
	s.Unqualify(s.Andina.Trainer2)
	both := []uuid.UUID{s.Andina.Trainer.Membership(), novice}
	err := appointed(t, s, s.Andina.Manager, Staffing{Trainers: both})
	said(t, err, fault.Invalid, "teaching.reason_required")
	sameFields(t, err, "reason."+novice.String())
	refused(t, appointed(t, s, s.Andina.Trainer, Staffing{Trainers: both, Reasons: map[uuid.UUID]string{novice: "Because."}}), fault.Forbidden)
	ok(t, appointed(t, s, s.Andina.Manager, Staffing{Trainers: both, Reasons: map[uuid.UUID]string{novice: "Teaches beside the lead trainer."}}))
	var kept []TeachingException
	ok(t, read(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) (err error) { kept, err = ExceptionsOf(tx, s.Cohort.ID); return err }))
	if len(kept) != 1 || kept[0].MembershipID != novice || kept[0].Rules != "IMI-TR-01 IMI-TR-04 IMI-TR-02" || kept[0].Reason != "Teaches beside the lead trainer." || kept[0].DecidedBy != s.Andina.Manager.Membership() {
		t.Errorf("kept as %+v", kept)
	}
	if s.events("cohort.teacher_excepted", s.Cohort.ID) != 1 {
		t.Error("the exception is not in the journal")
	}
	for _, j := range judged(t, s) {
		if j.Member == novice && j.State != standards.Exempt || j.Member != novice && j.State != standards.Met {
			t.Errorf("%s on %s", j.State, j.On)
		}
	}
}

func TestNobodyExceptsThemselves(t *testing.T) {
	t.Parallel()
	s := newScene(t, 0, 1, 0)
	both := s.Member(s.Andina, tenants.RoleProgramManager, tenants.RoleTrainer)
	s.Unqualify(both)
	in := Staffing{Trainers: []uuid.UUID{both.Membership()}, Reasons: map[uuid.UUID]string{both.Membership(): "I know what I do."}}
	said(t, appointed(t, s, both, in), fault.Conflict, "teaching.not_oneself")
	ok(t, appointed(t, s, s.Andina.Manager, in))
	if err := s.Try(`insert into teaching_exception select tenant_id, gen_random_uuid(), cohort_id, decided_by, rules, until, reason, decided_at, decided_by, decided_by_name from teaching_exception where cohort_id = $1`, s.Cohort.ID); err == nil {
		t.Error("the database lets somebody except themselves")
	}
}

func TestMovingASessionPastAnExceptionChecksAnew(t *testing.T) {
	t.Parallel()
	s := newScene(t, 0, 1, 0)
	novice := s.Andina.Trainer2.Membership()
	s.Unqualify(s.Andina.Trainer2)
	ok(t, appointed(t, s, s.Andina.Manager, Staffing{Trainers: []uuid.UUID{novice}, Reasons: map[uuid.UUID]string{novice: "For this week."}}))
	lapses := func() (l Lapses) {
		ok(t, read(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) (err error) { l, err = Lapsing(tx); return err }))
		return l
	}
	if n := len(Unqualified(judged(t, s))); n != 0 || lapses().Members != 0 {
		t.Fatalf("%d are not qualified under the exception", n)
	}
	move := func(days int) error {
		return write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error {
			at := s.Sessions[0].StartsAt.AddDate(0, 0, days)
			_, err := EditSession(tx, s.Sessions[0].ID, NewSession{Title: "Listening", StartsAt: at, EndsAt: at.Add(11 * time.Hour), Hours: 10, Reason: "The room is taken."})
			return err
		})
	}
	ok(t, move(3))
	if n := len(Unqualified(judged(t, s))); n != 1 {
		t.Errorf("after it moved %d are not qualified", n)
	}
	l := lapses()
	if l.Members != 1 || len(l.All) != 1 || l.All[0].Member.ID != novice || l.All[0].Cohort.ID != s.Cohort.ID {
		t.Errorf("lapsing: %+v", l)
	}
	if n := s.Count(`select count(*) from audit_log where action = 'session.edited' and case_id = $1 and detail->'unqualified' = jsonb_build_array($2::text)`, s.Cohort.ID, novice); n != 1 {
		t.Error("the journal does not say who is not qualified on the new date")
	}
	except := func(m tenants.Member, of uuid.UUID, reason string) error {
		return write(t, s.World, m, func(tx *tenants.Tx) error { return Except(tx, s.Cohort.ID, of, reason) })
	}
	said(t, except(s.Andina.Manager, novice, " "), fault.Invalid, "teaching.reason_required")
	refused(t, except(s.Andina.Manager, s.Andina.Trainer.Membership(), "Why not"), fault.NotFound)
	refused(t, except(s.Nordic.Manager, novice, "Why not"), fault.NotFound)
	ok(t, except(s.Andina.Manager, novice, "For the new date as well."))
	said(t, except(s.Andina.Manager, novice, "Once more."), fault.Conflict, "teaching.none_needed")
	if n := len(Unqualified(judged(t, s))); n != 0 {
		t.Errorf("excepted anew, %d are not qualified", n)
	}
}

func TestASessionNamesNobodyWhoDoesNotQualifyOnItsDate(t *testing.T) {
	t.Parallel()
	s := newScene(t, 0, 1, 0)
	novice := s.Andina.Trainer2.Membership()
	ok(t, appointed(t, s, s.Andina.Manager, Staffing{Trainers: []uuid.UUID{s.Andina.Trainer.Membership(), novice}}))
	s.Unqualify(s.Andina.Trainer2) // as when what was confirmed changes
	name := func() error {
		return write(t, s.World, s.Andina.Trainer, func(tx *tenants.Tx) error {
			at := s.Sessions[0].StartsAt
			_, err := EditSession(tx, s.Sessions[0].ID, NewSession{Title: "Listening", StartsAt: at, EndsAt: at.Add(11 * time.Hour), Hours: 10, Trainers: []uuid.UUID{novice}})
			return err
		})
	}
	said(t, name(), fault.Invalid, "session.trainer_unqualified")
	ok(t, write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error { return Except(tx, s.Cohort.ID, novice, "Substitutes at short notice.") }))
	ok(t, name())
}

func TestACoachSeesNothingOfACohortAndHasTrainedItsCandidates(t *testing.T) { // IMI-QA-09
	t.Parallel()
	s := newScene(t, 1, 1, 1)
	trainer, coach := s.Andina.Trainer.Membership(), s.Andina.Trainer2
	said(t, appointed(t, s, s.Andina.Manager, Staffing{Trainers: []uuid.UUID{trainer}, Coaches: []uuid.UUID{trainer}}), fault.Invalid, "cohort.both_capacities")
	said(t, appointed(t, s, s.Andina.Manager, Staffing{Coaches: []uuid.UUID{s.Andina.Assessor.Membership()}}), fault.Invalid, "cohort.not_trainer")
	ok(t, appointed(t, s, s.Andina.Manager, Staffing{Trainers: []uuid.UUID{trainer}, Coaches: []uuid.UUID{coach.Membership()}}))
	refused(t, read(t, s.World, coach, func(tx *tenants.Tx) error { _, err := Load(tx, s.Cohort.ID); return err }), fault.NotFound)
	if s.trained(t, coach) != 1 {
		t.Error("a coach has not trained the candidate")
	}
	if n := s.Count(`select count(*) from (select 1 where app.trained($1, $2, $3)) x`, s.Andina.ID, coach.Membership(), s.Enrolment[0].CandidateID); n != 1 {
		t.Error("the database thinks a coach independent")
	}
	s.staff(t, s.Andina.Trainer)
	var around Around
	ok(t, read(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) (err error) { around, err = Surroundings(tx, s.Cohort); return err }))
	if len(around.Trainers) != 1 || len(around.Coaches) != 1 || around.Coaches[0].ID != coach.Membership() {
		t.Errorf("saying who trains it leaves its coaches: %+v", around)
	}
}

func TestWhoPractisesNoLongerLapsesBeforeTheNextSession(t *testing.T) {
	t.Parallel()
	s := newScene(t, 0, 2, 0)
	ok(t, appointed(t, s, s.Andina.Manager, Staffing{Trainers: []uuid.UUID{s.Andina.Trainer.Membership()}}))
	s.Exec(`update practice set removed_at = $2 where membership_id = $1 and held_on > '2025-12-01'`, s.Andina.Trainer.Membership(), apptest.Start)
	var l Lapses
	ok(t, read(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) (err error) { l, err = Lapsing(tx); return err }))
	if l.Members != 1 || l.All[0].Session.ID != s.Sessions[0].ID {
		t.Errorf("lapsing: %+v", l)
	}
	ok(t, read(t, s.World, s.Nordic.Manager, func(tx *tenants.Tx) (err error) { l, err = Lapsing(tx); return err }))
	if l.Members != 0 {
		t.Error("another organisation's")
	}
}
