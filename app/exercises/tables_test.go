package exercises_test

import (
	"slices"
	"testing"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/exercises"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

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
