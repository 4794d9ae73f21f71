package qualifications_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/qualifications"
	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/fault"
)

type scene struct {
	*apptest.World
	t   *testing.T
	own uuid.UUID // the trainer's membership
}

func newScene(t *testing.T) *scene {
	t.Helper()
	s := &scene{World: apptest.NewWorld(t), t: t}
	s.Unqualify(s.Andina.Trainer)
	s.own = s.Andina.Trainer.Membership()
	return s
}

func (s *scene) write(m tenants.Member, fn func(*tenants.Tx) error) error {
	return s.DB.Write(s.t.Context(), m, fn)
}

func (s *scene) ok(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *scene) said(err error, code fault.Code, keys ...string) {
	s.t.Helper()
	f, is := errors.AsType[*fault.Error](err)
	if !is || f.Code != code {
		s.t.Errorf("want %s, got %v", code, err)
		return
	}
	for _, key := range keys {
		if f.Key != key && !slices.ContainsFunc(f.Fields, func(e fault.FieldError) bool { return e.Key == key }) {
			s.t.Errorf("want %s, got %v", key, err)
		}
	}
}

func (s *scene) add(m tenants.Member, days ...time.Time) (ids []uuid.UUID) {
	s.t.Helper()
	for _, d := range days {
		s.ok(s.write(m, func(tx *tenants.Tx) error {
			p, err := qualifications.AddPractice(tx, s.own, qualifications.NewPractice{HeldOn: d, Hours: 5, Role: "mediator", Field: "workplace"})
			ids = append(ids, p.ID)
			return err
		}))
	}
	return ids
}

func (s *scene) edit(m tenants.Member, in qualifications.NewQualification) error {
	return s.write(m, func(tx *tenants.Tx) error { _, err := qualifications.Edit(tx, s.own, in); return err })
}

func (s *scene) confirm(m tenants.Member, in qualifications.Confirming) (n int, err error) {
	err = s.write(m, func(tx *tenants.Tx) (err error) { n, err = qualifications.Confirm(tx, s.own, in); return err })
	return n, err
}

func (s *scene) record() (r qualifications.Record) {
	s.t.Helper()
	s.ok(s.DB.Read(s.t.Context(), s.Andina.Manager, func(tx *tenants.Tx) (err error) { r, err = qualifications.RecordOf(tx, s.own); return err }))
	return r
}

var (
	trainedOn = time.Date(2018, 6, 1, 0, 0, 0, 0, time.UTC)
	whole     = qualifications.NewQualification{Training: "Mediation, 120 hours", Provider: "University of Quito", TrainedOn: &trainedOn, Law: qualifications.LawDoesNot}
)

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// practised qualifies the trainer today: two mediations in each year before.
func (s *scene) practised() []uuid.UUID {
	s.t.Helper()
	s.ok(s.edit(s.Andina.Trainer, whole))
	ids := s.add(s.Andina.Trainer, day(2026, 1, 10), day(2026, 3, 1), day(2025, 1, 10), day(2025, 3, 1), day(2024, 1, 10), day(2024, 3, 1))
	n, err := s.confirm(s.Andina.Manager, qualifications.Confirming{Training: true, Registration: true, Practices: ids})
	s.ok(err)
	if n != 8 {
		s.t.Fatalf("%d facts were confirmed", n)
	}
	return ids
}

func TestOnlyWhatIsConfirmedCounts(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.ok(s.edit(s.Andina.Trainer, whole))
	s.add(s.Andina.Trainer, day(2026, 1, 10))
	if r := s.record(); r.Unconfirmed() != 3 || r.Standing() != qualifications.NotMet || len(standards.Unmet(r.On(r.Today()))) != 3 {
		t.Errorf("before anybody confirmed: %d, %+v", r.Unconfirmed(), r.On(r.Today()))
	}
}

func TestAConfirmedFactThatChangesIsConfirmedNoLonger(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	ids := s.practised()
	if r := s.record(); r.Standing() != qualifications.LapsesSoon || r.Unconfirmed() != 0 {
		t.Fatalf("qualified as %s", r.Standing())
	}
	changed := whole
	changed.Provider = "Another university"
	s.ok(s.edit(s.Andina.Trainer, changed))
	if r := s.record(); r.Qualification.TrainingConfirmedAt != nil || r.Qualification.RegistrationConfirmedAt == nil {
		t.Error("the training alone must lose its confirmation")
	}
	s.ok(s.write(s.Andina.Trainer, func(tx *tenants.Tx) error {
		_, err := qualifications.EditPractice(tx, ids[0], qualifications.NewPractice{HeldOn: day(2026, 1, 10), Hours: 9, Role: "mediator", Field: "workplace"})
		return err
	}))
	if r := s.record(); r.Unconfirmed() != 2 {
		t.Errorf("%d await confirmation", r.Unconfirmed())
	}
	if err := s.Try(`update practice set hours = 8 where id = $1`, ids[1]); err == nil {
		t.Error("the database lets a confirmed mediation change")
	}
	if err := s.Try(`update qualification set law = 'asks' where membership_id = $1`, s.own); err == nil {
		t.Error("the database lets a confirmed registration change")
	}
}

func TestNobodyConfirmsTheirOwn(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	both := s.Member(s.Andina, tenants.RoleProgramManager, tenants.RoleTrainer)
	s.Unqualify(both)
	s.own = both.Membership()
	s.ok(s.edit(both, whole))
	ids := s.add(both, day(2026, 1, 10))
	_, err := s.confirm(both, qualifications.Confirming{Training: true})
	s.said(err, fault.Forbidden)
	_, err = s.confirm(both, qualifications.Confirming{Practices: ids})
	s.said(err, fault.Forbidden)
	if err := s.Try(`update practice set confirmed_at = now(), confirmed_by = membership_id where id = $1`, ids[0]); err == nil {
		t.Error("the database lets somebody confirm their own")
	}
	if n, err := s.confirm(s.Andina.Manager, qualifications.Confirming{Training: true, Practices: ids}); err != nil || n != 2 {
		t.Errorf("another program manager: %d, %v", n, err)
	}
	if n, err := s.confirm(s.Andina.Manager, qualifications.Confirming{Training: true, Practices: ids}); err != nil || n != 0 {
		t.Errorf("again: %d, %v", n, err)
	}
}

func TestWhoseQualificationsAreWhose(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	ids := s.practised()
	s.said(s.edit(s.Andina.Trainer2, whole), fault.NotFound)
	s.said(s.edit(s.Andina.Assessor, whole), fault.NotFound)
	s.said(s.edit(s.Nordic.Manager, whole), fault.NotFound)
	s.said(s.write(s.Andina.Trainer2, func(tx *tenants.Tx) error { _, err := qualifications.RemovePractice(tx, ids[0]); return err }), fault.NotFound)
	s.said(s.write(s.Nordic.Manager, func(tx *tenants.Tx) error { _, err := qualifications.RemovePractice(tx, ids[0]); return err }), fault.NotFound)
	_, err := s.confirm(s.Andina.Trainer, qualifications.Confirming{Training: true})
	s.said(err, fault.Forbidden)
	_, err = s.confirm(s.Nordic.Manager, qualifications.Confirming{Training: true})
	s.said(err, fault.NotFound)
	s.ok(s.DB.Read(t.Context(), s.Andina.Trainer2, func(tx *tenants.Tx) error {
		all, err := qualifications.List(tx, qualifications.Filter{})
		if len(all) != 1 || all[0].Member.ID != s.Andina.Trainer2.Membership() {
			t.Errorf("another trainer sees %d members", len(all))
		}
		return err
	}))
	s.ok(s.DB.Read(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) error {
		all, err := qualifications.List(tx, qualifications.Filter{})
		if len(all) != 4 {
			t.Errorf("a program manager sees %d members", len(all))
		}
		return err
	}))
}

func TestWrongFactsAreRefusedAtTheirFields(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	later := day(2026, 11, 17)
	s.said(s.edit(s.Andina.Trainer, qualifications.NewQualification{TrainedOn: &later, Training: "=1+1", Law: "perhaps", Register: "R"}), fault.Invalid,
		"qualification.future", "candidate.formula", "qualification.law")
	s.said(s.edit(s.Andina.Trainer, qualifications.NewQualification{Training: "Mediation", Law: qualifications.LawAsks, Number: "7"}), fault.Invalid,
		"qualification.trained_on_required", "qualification.register_required")
	add := func(in qualifications.NewPractice) error {
		return s.write(s.Andina.Trainer, func(tx *tenants.Tx) error { _, err := qualifications.AddPractice(tx, s.own, in); return err })
	}
	s.said(add(qualifications.NewPractice{HeldOn: later, Hours: -1, Role: "observer"}), fault.Invalid, "logbook.future", "logbook.hours", "logbook.role", "logbook.field_required")
	named := qualifications.NewPractice{HeldOn: day(2026, 1, 1), Hours: 4, Role: "mediator", Field: "Divorce of María Pérez"}
	s.said(add(named), fault.Invalid, "logbook.field_name") // IMI-KE-04
	named.NoName = true
	s.ok(add(named))
	_, err := s.confirm(s.Andina.Manager, qualifications.Confirming{})
	s.said(err, fault.Invalid, "qualification.choose_facts")
	_, err = s.confirm(s.Andina.Manager, qualifications.Confirming{Training: true})
	s.said(err, fault.Invalid, "qualification.nothing_noted")
	_, err = s.confirm(s.Andina.Manager, qualifications.Confirming{Practices: []uuid.UUID{uuid.New()}})
	s.said(err, fault.NotFound)
}

// The world's Monday is 16 November; the last year of these mediations begins
// to lack one the day after 10 January.
func TestTheDayOfALapseIsTheFirstThatIsNotMet(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.practised()
	r := s.record()
	lapse, ok := r.Lapse()
	if !ok || !lapse.Equal(day(2027, 1, 11)) {
		t.Errorf("lapses on %s", lapse)
	}
	if r.State(day(2027, 1, 10)) != standards.Met || r.State(lapse) == standards.Met {
		t.Error("the day before it is met, and the day is not")
	}
}

// It is 17 November in Oslo while it is 16 November in Quito.
// However long somebody has practised, only the years that are asked about are
// read to judge them, and what awaits confirmation, which is told of.
func TestOnlyTheYearsAskedAboutAreRead(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.practised()
	old := s.add(s.Andina.Trainer, day(1999, 5, 1), day(2010, 5, 1), day(2023, 11, 15), day(2023, 11, 16))
	if _, err := s.confirm(s.Andina.Manager, qualifications.Confirming{Practices: old[1:]}); err != nil {
		t.Fatal(err)
	}
	held := func(from time.Time) (days []string) {
		t.Helper()
		s.ok(s.DB.Read(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) error {
			all, err := qualifications.Records(tx, []uuid.UUID{s.own}, from)
			for _, p := range all[s.own].Practices {
				days = append(days, p.HeldOn.Format(time.DateOnly))
			}
			return err
		}))
		return days
	}
	today := []string{"2026-03-01", "2026-01-10", "2025-03-01", "2025-01-10", "2024-03-01", "2024-01-10", "2023-11-16", "1999-05-01"}
	if got := held(time.Time{}); !slices.Equal(got, today) {
		t.Errorf("for today: %v", got)
	}
	if got := held(day(2027, 6, 1)); !slices.Equal(got, today) {
		t.Errorf("for a day to come: %v", got)
	}
	if got := held(day(2026, 11, 15)); !slices.Equal(got, slices.Insert(slices.Clone(today), 7, "2023-11-15")) {
		t.Errorf("for a session of yesterday: %v", got)
	}
	whole := s.record()
	if len(whole.Practices) != 10 {
		t.Errorf("their own page shows %d", len(whole.Practices))
	}
	s.ok(s.DB.Read(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) error {
		all, err := qualifications.List(tx, qualifications.Filter{})
		for _, one := range all {
			if one.Record.Member != s.own {
				continue
			}
			a, _ := one.Lapse()
			b, _ := whole.Lapse()
			if !a.Equal(b) || one.Standing() != whole.Standing() || one.Unconfirmed() != whole.Unconfirmed() {
				t.Errorf("the list says %s, %s, %d; their page %s, %s, %d", a, one.Standing(), one.Unconfirmed(), b, whole.Standing(), whole.Unconfirmed())
			}
		}
		return err
	}))
}

func TestTodayIsTheOrganisationsOwn(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.Clock.Add(14*time.Hour + 30*time.Minute) // 23:30 UTC
	if r := s.record(); !r.Today().Equal(day(2026, 11, 16)) {
		t.Errorf("in Quito it is %s", r.Today())
	}
	var oslo qualifications.Record
	s.ok(s.DB.Read(t.Context(), s.Nordic.Manager, func(tx *tenants.Tx) (err error) {
		oslo, err = qualifications.RecordOf(tx, s.Nordic.Trainer.Membership())
		return err
	}))
	if !oslo.Today().Equal(day(2026, 11, 17)) {
		t.Errorf("in Oslo it is %s", oslo.Today())
	}
}
