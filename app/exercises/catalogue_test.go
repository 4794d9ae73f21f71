package exercises_test

import (
	"testing"

	"accord/app/exercises"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestAnExerciseKeepsEveryVersionThatWasPlayed(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	r, err := s.plan(s.Andina.Manager, s.held)
	s.ok(err)
	revise := func(in exercises.NewExercise) (e exercises.Exercise, err error) {
		err = s.write(s.Andina.Manager, func(tx *tenants.Tx) (err error) { e, err = exercises.Revise(tx, s.play.ID, in); return err })
		return e, err
	}
	if e, err := revise(lease); err != nil || e.Version != 1 {
		t.Errorf("the same again makes version %d, %v", e.Version, err)
	}
	longer := lease
	longer.Scenario, longer.Minutes = "Another story.", 60
	if e, err := revise(longer); err != nil || e.Version != 2 {
		t.Errorf("version %d, %v", e.Version, err)
	}
	if b := s.board(s.Andina.Trainer, r.ID); b.Version.Number != 1 || b.Version.Minutes != 45 {
		t.Errorf("the round plays version %d", b.Version.Number)
	}
	if err := s.Try(`update exercise_round set version_id = gen_random_uuid() where id = $1`, r.ID); err == nil {
		t.Error("the database lets a round change what is played")
	}
	s.ok(s.write(s.Andina.Manager, func(tx *tenants.Tx) error { _, err := exercises.Retire(tx, s.play.ID); return err }))
	_, err = revise(longer)
	s.said(err, fault.Conflict, "exercise.retired_already")
	_, err = s.plan(s.Andina.Manager, s.to)
	s.said(err, fault.Invalid, "round.exercise_required")
}

func TestTheCatalogueIsTheProgramManagers(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	add := func(m tenants.Member, in exercises.NewExercise) error {
		return s.write(m, func(tx *tenants.Tx) error { _, err := exercises.Add(tx, in); return err })
	}
	in := lease
	in.Program = s.Andina.CMTP
	s.said(add(s.Andina.Trainer, in), fault.Forbidden)
	s.said(add(s.Andina.Assessor, in), fault.NotFound)
	s.said(s.write(s.Andina.Trainer, func(tx *tenants.Tx) error { _, err := exercises.Retire(tx, s.play.ID); return err }), fault.Forbidden)
	s.said(s.write(s.Nordic.Manager, func(tx *tenants.Tx) error { _, err := exercises.Retire(tx, s.play.ID); return err }), fault.NotFound)
	in.Program = s.Nordic.CMTP
	s.said(add(s.Andina.Manager, in), fault.Invalid, "exercise.program_required")
	s.said(add(s.Andina.Manager, exercises.NewExercise{Kind: "play", Roles: "Tenant\nTenant", Mediators: 9}), fault.Invalid, "exercise.kind_required", "exercise.program_required",
		"exercise.title_required", "exercise.scenario_required", "exercise.roles_twice", "exercise.mediators", "exercise.minutes", "exercise.method_required")
}
