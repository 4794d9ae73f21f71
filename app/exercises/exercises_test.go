package exercises_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/exercises"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// scene is a cohort with a session held and one to come, six trainees, a
// trainer and a coach, and a role-play that both sessions can plan.
type scene struct {
	*apptest.World
	t        *testing.T
	cohort   trainings.Cohort
	held, to trainings.TrainingSession
	people   []trainings.Enrolment
	coach    tenants.Member
	play     exercises.Exercise
}

var lease = exercises.NewExercise{Kind: exercises.RolePlay, Title: "The leaking roof", Scenario: "A tenant withholds rent.\nThe landlord wants it.", Mediators: 1, Roles: "Tenant\nLandlord", Minutes: 45, Method: "role_plays"}

func newScene(t *testing.T) *scene {
	t.Helper()
	s := &scene{World: apptest.NewWorld(t), t: t}
	s.coach = s.Andina.Trainer2
	s.ok(s.write(s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		s.cohort, err = trainings.Open(tx, trainings.NewCohort{Program: s.Andina.CMTP, Code: "F-26", Title: "Foundations", Language: "es", Place: "Quito",
			StartsOn: apptest.Start.AddDate(0, 0, -9), EndsOn: apptest.Start.AddDate(0, 0, 30), Capacity: 20, RequiredHours: 40, AttendanceFloor: 90})
		if err != nil {
			return err
		}
		if err := trainings.Appoint(tx, s.cohort.ID, trainings.Staffing{Trainers: []uuid.UUID{s.Andina.Trainer.Membership()}, Coaches: []uuid.UUID{s.coach.Membership()}}); err != nil {
			return err
		}
		for i, at := range []time.Time{apptest.Start.Add(-24 * time.Hour), apptest.Start.Add(48 * time.Hour)} {
			session, err := trainings.AddSession(tx, s.cohort.ID, trainings.NewSession{Title: "Listening", StartsAt: at, EndsAt: at.Add(5 * time.Hour), Hours: 5})
			if err != nil {
				return err
			}
			if s.to = session; i == 0 {
				s.held = session
			}
		}
		for i := range 6 {
			e, err := trainings.Enrol(tx, s.cohort.ID, candidates.NewCandidate{Name: fmt.Sprintf("Person %c", 'A'+i), Email: fmt.Sprintf("p%d@correo.example", i)}, "")
			if err != nil {
				return err
			}
			s.people = append(s.people, e)
		}
		in := lease
		in.Program = s.Andina.CMTP
		s.play, err = exercises.Add(tx, in)
		return err
	}))
	return s
}

func (s *scene) write(m tenants.Member, fn func(*tenants.Tx) error) error {
	return s.DB.Write(s.t.Context(), m, fn)
}

func (s *scene) read(m tenants.Member, fn func(*tenants.Tx) error) error {
	return s.DB.Read(s.t.Context(), m, fn)
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

func (s *scene) plan(m tenants.Member, session trainings.TrainingSession) (r exercises.Round, err error) {
	err = s.write(m, func(tx *tenants.Tx) (err error) { r, err = exercises.Plan(tx, session.ID, s.play.ID); return err })
	return r, err
}

func (s *scene) board(m tenants.Member, round uuid.UUID) (b exercises.RoundBoard) {
	s.t.Helper()
	s.ok(s.read(m, func(tx *tenants.Tx) (err error) { b, err = exercises.Board(tx, round); return err }))
	return b
}

func (s *scene) arrange(m tenants.Member, r exercises.Round, in exercises.Arrangement) (exercises.Round, error) {
	err := s.write(m, func(tx *tenants.Tx) (err error) { r, err = exercises.Arrange(tx, r.ID, in); return err })
	return r, err
}

// played is a round of the session that was held, at two tables by a proposal;
// the coach coaches the first, nobody the second.
func (s *scene) played() exercises.RoundBoard {
	s.t.Helper()
	r, err := s.plan(s.Andina.Trainer, s.held)
	s.ok(err)
	tables := s.board(s.Andina.Trainer, r.ID).Propose(7)
	coach := s.coach.Membership()
	tables[0].Coach, tables[1].Coach = &coach, nil
	_, err = s.arrange(s.Andina.Trainer, r, exercises.Arrangement{Was: 1, Tables: tables, Seed: 7})
	s.ok(err)
	return s.board(s.Andina.Manager, r.ID)
}

var kind = exercises.Notes{{Heading: "listening", Strengths: "You let both finish.", ToWorkOn: "Reframe sooner.", Level: 3}}

func (s *scene) save(m tenants.Member, seat uuid.UUID, was int, notes exercises.Notes) (f exercises.Feedback, err error) {
	err = s.write(m, func(tx *tenants.Tx) (err error) {
		f, err = exercises.Save(tx, seat, exercises.Saving{Was: was, Notes: notes})
		return err
	})
	return f, err
}

func (s *scene) give(m tenants.Member, seat uuid.UUID, was int) error {
	return s.write(m, func(tx *tenants.Tx) error {
		_, err := exercises.Give(tx, seat, exercises.Saving{Was: was, Notes: kind})
		return err
	})
}

func (s *scene) amend(m tenants.Member, seat uuid.UUID, was int, reason string) error {
	return s.write(m, func(tx *tenants.Tx) error {
		_, err := exercises.Amend(tx, seat, exercises.Saving{Was: was, Notes: exercises.Notes{{Heading: "opening", Strengths: "Warm and short."}}}, reason)
		return err
	})
}

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

func TestAProposalGivesTheChairToThoseWhoMediatedLeast(t *testing.T) {
	t.Parallel()
	v := exercises.Version{Mediators: 1, Roles: "Tenant\nLandlord"}
	var people []exercises.Trainee
	for i := range 12 {
		people = append(people, exercises.Trainee{Enrolment: uuid.New(), Mediated: min(i, 1)})
	}
	people[4].Mediated, people[8].Mediated = 0, 0
	tables := exercises.Deal(v, people, nil, 42)
	if len(tables) != 4 {
		t.Fatalf("%d tables", len(tables))
	}
	seen, first := map[uuid.UUID]bool{}, 0
	for _, table := range tables {
		for _, p := range table.Seats {
			if seen[p.Enrolment] {
				t.Error("somebody sits twice")
			}
			seen[p.Enrolment] = true
			i := slices.IndexFunc(people, func(x exercises.Trainee) bool { return x.Enrolment == p.Enrolment })
			if p.Role == exercises.Mediator && people[i].Mediated == 0 {
				first++
			}
		}
	}
	if len(seen) != 12 || first != 3 {
		t.Errorf("%d sit, %d of the 3 who never mediated do", len(seen), first)
	}
	slices.Reverse(people)
	if again := exercises.Deal(v, people, nil, 42); !slices.EqualFunc(tables, again, func(a, b exercises.Table) bool { return slices.Equal(a.Seats, b.Seats) }) {
		t.Error("the same people and seed make other tables")
	}
}

// Over as many rounds as there are people to a table, everybody mediates once.
func TestEverybodyMediatesAboutEquallyOften(t *testing.T) {
	t.Parallel()
	v := exercises.Version{Mediators: 1, Roles: "Tenant\nLandlord"}
	for _, n := range []int{2, 3, 7, 12, 24} {
		people := make([]exercises.Trainee, n)
		for i := range people {
			people[i].Enrolment = uuid.New()
		}
		for round := range 9 {
			for _, table := range exercises.Deal(v, people, nil, int64(round+1)) {
				for _, p := range table.Seats {
					i := slices.IndexFunc(people, func(x exercises.Trainee) bool { return x.Enrolment == p.Enrolment })
					if p.Role == exercises.Mediator {
						people[i].Mediated++
					}
				}
			}
			least, most := people[0].Mediated, people[0].Mediated
			for _, p := range people {
				least, most = min(least, p.Mediated), max(most, p.Mediated)
			}
			if most-least > 1 {
				t.Fatalf("%d people, round %d: between %d and %d times", n, round+1, least, most)
			}
		}
	}
}

func TestDoubtsAreTold(t *testing.T) {
	t.Parallel()
	v := exercises.Version{Mediators: 1, Roles: "Tenant"}
	a, b, c, coach := uuid.New(), uuid.New(), uuid.New(), uuid.New()
	tables := []exercises.Table{{Coach: &coach, Seats: []exercises.Place{{Enrolment: a, Role: exercises.Mediator}}}, {Coach: &coach, Seats: []exercises.Place{{Enrolment: b, Role: "Tenant"}}}, {}}
	var keys []string
	for _, d := range exercises.Doubts(v, tables, []exercises.Trainee{{Enrolment: a, Mediated: 2}, {Enrolment: b}, {Enrolment: c}}) {
		keys = append(keys, d.Key)
	}
	slices.Sort(keys)
	if want := []string{"round.doubt.again", "round.doubt.coach", "round.doubt.coach_twice", "round.doubt.mediators", "round.doubt.mediators", "round.doubt.unseated"}; !slices.Equal(keys, want) {
		t.Errorf("told: %v", keys)
	}
}

func TestSettingTablesSaysWhatItReplaces(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	b := s.played()
	if b.Round.Seed != 7 || b.Round.Revision != 2 || len(b.Tables) != 2 || len(b.Tables[0].Seats) != 3 {
		t.Fatalf("set as %+v", b.Tables)
	}
	_, err := s.arrange(s.Andina.Manager, b.Round, exercises.Arrangement{Was: 1, Tables: nil})
	s.said(err, fault.Conflict, "round.changed_meanwhile")
	if again := s.board(s.Andina.Manager, b.Round.ID); len(again.Tables) != 2 {
		t.Error("the second tab overwrote the first")
	}
	stranger := s.Andina.Assessor.Membership()
	tables := b.Arranged()
	tables[0].Coach, tables[0].Seats[0].Role = &stranger, "Judge"
	_, err = s.arrange(s.Andina.Manager, b.Round, exercises.Arrangement{Was: 2, Tables: tables})
	s.said(err, fault.Invalid, "round.not_coach", "round.role_unknown")
	tables = b.Arranged()
	tables[1].Seats = append(tables[1].Seats, tables[0].Seats[0])
	_, err = s.arrange(s.Andina.Manager, b.Round, exercises.Arrangement{Was: 2, Tables: tables})
	s.said(err, fault.Invalid, "round.seated_twice")
	tables = []exercises.Table{{Seats: []exercises.Place{{Enrolment: uuid.New(), Role: exercises.Observer}}}}
	_, err = s.arrange(s.Andina.Manager, b.Round, exercises.Arrangement{Was: 2, Tables: tables})
	s.said(err, fault.NotFound)
	tables = b.Arranged()[:1]
	r, err := s.arrange(s.Andina.Manager, b.Round, exercises.Arrangement{Was: 2, Tables: tables})
	s.ok(err)
	if again := s.board(s.Andina.Manager, r.ID); len(again.Tables) != 1 || again.Round.Seed != 0 || len(again.Doubts(again.Arranged())) == 0 {
		t.Errorf("taken away: %+v", again.Tables)
	}
}

func TestWhoPlansAndWhoSeesARound(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	_, err := s.plan(s.coach, s.held)
	s.said(err, fault.NotFound)
	_, err = s.plan(s.Nordic.Manager, s.held)
	s.said(err, fault.NotFound)
	b := s.played()
	_, err = s.arrange(s.coach, b.Round, exercises.Arrangement{Was: 2})
	s.said(err, fault.NotFound)
	own := s.board(s.coach, b.Round.ID)
	if len(own.Tables) != 1 || len(own.People) != 0 || own.Tables[0].Group.ID != b.Tables[0].Group.ID {
		t.Errorf("the coach sees %d tables and %d people", len(own.Tables), len(own.People))
	}
	s.said(s.read(s.coach, func(tx *tenants.Tx) error { _, err := candidates.Get(tx, s.people[0].CandidateID); return err }), fault.NotFound)
	s.said(s.read(s.coach, func(tx *tenants.Tx) error { _, err := trainings.SessionOf(tx, s.to.ID); return err }), fault.NotFound)
	for _, m := range []tenants.Member{s.Andina.Assessor, s.Nordic.Manager, s.Nordic.Trainer} {
		s.said(s.read(m, func(tx *tenants.Tx) error { _, err := exercises.Board(tx, b.Round.ID); return err }), fault.NotFound)
	}
	s.ok(s.write(s.Andina.Manager, func(tx *tenants.Tx) error {
		return trainings.Appoint(tx, s.cohort.ID, trainings.Staffing{Trainers: []uuid.UUID{s.Andina.Trainer.Membership()}})
	}))
	s.said(s.read(s.coach, func(tx *tenants.Tx) error { _, err := exercises.Board(tx, b.Round.ID); return err }), fault.NotFound)
}

func TestACoachGivesFeedbackAtTheirOwnTableAlone(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	b := s.played()
	own, other := b.Tables[0].Seats[0].ID, b.Tables[1].Seats[0].ID
	s.said(s.give(s.coach, other, 0), fault.NotFound)
	s.said(s.give(s.Andina.Trainer, own, 0), fault.Forbidden)
	s.said(s.give(s.Andina.Manager, own, 0), fault.Forbidden)
	s.said(s.give(s.Nordic.Manager, own, 0), fault.NotFound)
	f, err := s.save(s.coach, own, 0, kind)
	s.ok(err)
	_, err = s.save(s.coach, own, 0, exercises.Notes{{Heading: "opening", Strengths: "From another tab."}})
	s.said(err, fault.Conflict, "feedback.changed_meanwhile")
	_, err = s.save(s.coach, own, f.Revision, exercises.Notes{{Heading: "charm", Strengths: "x"}, {Heading: "opening", Level: 9}})
	s.said(err, fault.Invalid, "feedback.heading", "feedback.level")
	s.ok(s.give(s.coach, own, f.Revision))
	s.said(s.give(s.coach, own, f.Revision+1), fault.Conflict, "feedback.given_already")
	_, err = s.save(s.coach, own, f.Revision+1, nil)
	s.said(err, fault.Conflict, "feedback.given_already")
	s.said(s.write(s.coach, func(tx *tenants.Tx) error {
		_, err := exercises.Give(tx, b.Tables[0].Seats[1].ID, exercises.Saving{Notes: exercises.Notes{{Heading: "opening", Strengths: "  "}}})
		return err
	}), fault.Invalid, "feedback.empty")
}

func TestFeedbackThatWasGivenIsAmendedAndBothStay(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	seat := s.played().Tables[0].Seats[0]
	s.said(s.amend(s.coach, seat.ID, 0, "Too early."), fault.Conflict, "feedback.not_given")
	s.ok(s.give(s.coach, seat.ID, 0))
	s.said(s.amend(s.coach, seat.ID, 1, ""), fault.Invalid, "feedback.reason_required")
	s.said(s.amend(s.coach, seat.ID, 9, "From another tab."), fault.Conflict, "feedback.changed_meanwhile")
	s.said(s.amend(s.Andina.Manager, seat.ID, 1, "Not mine."), fault.Forbidden)
	s.ok(s.amend(s.coach, seat.ID, 1, "I had mixed up two people."))
	var own []exercises.Own
	s.ok(s.read(s.Andina.Manager, func(tx *tenants.Tx) (err error) { own, err = exercises.OwnOf(tx, seat.EnrolmentID); return err }))
	if len(own) != 1 || len(own[0].Versions) != 2 || own[0].Versions[0].Reason != "I had mixed up two people." || own[0].Versions[1].Notes[0] != kind[0] {
		t.Errorf("kept as %+v", own)
	}
	if err := s.Try(`update feedback set number = 1 where seat_id = $1`, seat.ID); err == nil {
		t.Error("the database lets what was given change")
	}
	if err := s.Try(`update exercise_seat set role = 'observer' where id = $1`, seat.ID); err == nil {
		t.Error("the database lets somebody sit elsewhere after their feedback")
	}
}

func TestNobodyMovesForWhoseExerciseThereIsFeedback(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	b := s.played()
	_, err := s.save(s.coach, b.Tables[0].Seats[0].ID, 0, kind)
	s.ok(err)
	_, err = s.arrange(s.Andina.Manager, b.Round, exercises.Arrangement{Was: 2, Tables: b.Arranged()[1:]})
	s.said(err, fault.Conflict, "round.has_feedback_for")
	cancel := func() error {
		return s.write(s.Andina.Manager, func(tx *tenants.Tx) error { _, err := exercises.Cancel(tx, b.Round.ID); return err })
	}
	s.ok(s.give(s.coach, b.Tables[0].Seats[0].ID, 1))
	s.said(cancel(), fault.Conflict, "round.has_feedback")
}

// Whoever sets the tables or cancels the round, and whoever writes about it,
// wait for each other.
func TestFeedbackWaitsForWhoeverSetsTheTables(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*tenants.Tx, exercises.RoundBoard) error{
		"cancelled": func(tx *tenants.Tx, b exercises.RoundBoard) error {
			_, err := exercises.Cancel(tx, b.Round.ID)
			return err
		},
		"another's": func(tx *tenants.Tx, b exercises.RoundBoard) error {
			tables := b.Arranged()
			tables[0].Coach = nil
			_, err := exercises.Arrange(tx, b.Round.ID, exercises.Arrangement{Was: 2, Tables: tables})
			return err
		},
	} {
		s := newScene(t)
		b := s.played()
		written := make(chan error, 1)
		s.ok(s.write(s.Andina.Manager, func(tx *tenants.Tx) error {
			if err := change(tx, b); err != nil {
				return err
			}
			go func() { written <- s.give(s.coach, b.Tables[0].Seats[0].ID, 0) }()
			for s.Count(`select count(*) from pg_locks where locktype = 'advisory' and not granted`) == 0 {
				select {
				case err := <-written:
					t.Fatalf("%s: feedback was written meanwhile: %v", name, err)
				default:
				}
			}
			return nil
		}))
		if err := <-written; !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s: feedback was written after it: %v", name, err)
		}
	}
}

func TestARoundThatIsCancelledIsOver(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	b := s.played()
	cancel := func() error {
		return s.write(s.Andina.Trainer, func(tx *tenants.Tx) error { _, err := exercises.Cancel(tx, b.Round.ID); return err })
	}
	s.ok(cancel())
	s.said(cancel(), fault.Conflict, "round.cancelled")
	s.said(s.give(s.coach, b.Tables[0].Seats[0].ID, 0), fault.NotFound)
}

func TestNoFeedbackBeforeTheSessionHasBegun(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	r, err := s.plan(s.Andina.Trainer, s.to)
	s.ok(err)
	coach := s.coach.Membership()
	_, err = s.arrange(s.Andina.Trainer, r, exercises.Arrangement{Was: 1, Tables: []exercises.Table{{Coach: &coach, Seats: []exercises.Place{{Enrolment: s.people[0].ID, Role: exercises.Mediator}}}}})
	s.ok(err)
	seat := s.board(s.coach, r.ID).Tables[0].Seats[0].ID
	s.said(s.give(s.coach, seat, 0), fault.Conflict, "feedback.not_begun")
	s.Clock.Add(48 * time.Hour)
	s.ok(s.give(s.coach, seat, 0))
}

func TestHoursOfPracticeDeriveFromTheTables(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	b := s.played()
	chair := b.Tables[0].Seats[0]
	s.ok(s.give(s.coach, chair.ID, 0))
	practice := func() map[uuid.UUID]exercises.Practised {
		var all map[uuid.UUID]exercises.Practised
		s.ok(s.read(s.Andina.Trainer, func(tx *tenants.Tx) (err error) { all, err = exercises.Practice(tx, s.cohort.ID); return err }))
		return all
	}
	all := practice()
	if p := all[chair.EnrolmentID]; !chair.Mediates || p.Times != 1 || p.Minutes != 45 || p.Hours() != 0.8 || p.Mediated != 1 || p.Feedback != 1 || len(all) != 6 {
		t.Errorf("practised: %+v of %d", p, len(all))
	}
	s.ok(s.write(s.Andina.Trainer, func(tx *tenants.Tx) error {
		_, err := trainings.RecordAttendance(tx, s.held.ID, []trainings.Marked{{Enrolment: chair.EnrolmentID, Mark: trainings.Absent}})
		return err
	}))
	if p := practice()[chair.EnrolmentID]; p.Times != 0 || p.Mediated != 0 {
		t.Errorf("absent, they practised %+v", p)
	}
}
