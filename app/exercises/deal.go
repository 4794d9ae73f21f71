package exercises

import (
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/google/uuid"
)

// Trainee is somebody to be seated, with how often they have mediated.
type Trainee struct {
	Enrolment uuid.UUID
	Name      string
	Mediated  int // in rounds before this one
	Practised int // rounds before this one
}

// Table is one table of a round.
type Table struct {
	Coach *uuid.UUID // a membership
	Seats []Place
}

// Place is a trainee's place at a table.
type Place struct {
	Enrolment uuid.UUID
	Role      string // Mediator, Observer, or one of the version's roles
}

// Deal proposes tables: as many whole ones as there are people for, one at
// least. Those who mediated least take the chair, then the other roles go round,
// and whoever is left observes. The same people and seed make the same tables,
// in whatever order the people come.
func Deal(v Version, people []Trainee, coaches []uuid.UUID, seed int64) []Table {
	if len(people) == 0 {
		return nil
	}
	people = slices.Clone(people)
	slices.SortFunc(people, func(a, b Trainee) int { return strings.Compare(a.Enrolment.String(), b.Enrolment.String()) })
	draw := rand.New(rand.NewPCG(uint64(seed), 0x5eed))
	draw.Shuffle(len(people), func(i, j int) { people[i], people[j] = people[j], people[i] })
	slices.SortStableFunc(people, func(a, b Trainee) int { return a.Mediated - b.Mediated })
	tables := make([]Table, max(1, len(people)/max(1, v.Seats())))
	roles := slices.Concat(slices.Repeat([]string{Mediator}, v.Mediators), v.Parts())
	next := 0
	for _, role := range roles { // role by role, so that every table has its mediator before any has its parties
		for t := range tables {
			if next < len(people) {
				tables[t].Seats = append(tables[t].Seats, Place{people[next].Enrolment, role})
				next++
			}
		}
	}
	for t := 0; next < len(people); t, next = (t+1)%len(tables), next+1 {
		tables[t].Seats = append(tables[t].Seats, Place{people[next].Enrolment, Observer})
	}
	for t := range tables {
		if len(coaches) > 0 && t < len(coaches) {
			tables[t].Coach = &coaches[t]
		}
	}
	return tables
}

// Doubt is something about tables that somebody should look at; it forbids nothing.
type Doubt struct {
	Key   string    // of the catalogue
	Table int       // from 1; 0: none in particular
	Who   uuid.UUID // an enrolment or a coach's membership; zero: nobody in particular
}

// Doubts are what is odd about tables: a table without mediator or coach, a
// coach at two tables at once, somebody without a place, and somebody who
// mediates again before another has mediated at all.
func Doubts(v Version, tables []Table, people []Trainee) (all []Doubt) {
	mediated, seated, coaching := map[uuid.UUID]int{}, map[uuid.UUID]bool{}, map[uuid.UUID]bool{}
	for _, p := range people {
		mediated[p.Enrolment] = p.Mediated
	}
	var chairs []uuid.UUID
	for i, t := range tables {
		n := 0
		for _, s := range t.Seats {
			seated[s.Enrolment] = true
			if s.Role == Mediator {
				n++
				chairs = append(chairs, s.Enrolment)
			}
		}
		if n < v.Mediators {
			all = append(all, Doubt{Key: "round.doubt.mediators", Table: i + 1})
		}
		switch {
		case t.Coach == nil:
			all = append(all, Doubt{Key: "round.doubt.coach", Table: i + 1})
		case coaching[*t.Coach]:
			all = append(all, Doubt{Key: "round.doubt.coach_twice", Table: i + 1, Who: *t.Coach})
		default:
			coaching[*t.Coach] = true
		}
	}
	least, first := 0, true
	for _, p := range people {
		if !seated[p.Enrolment] {
			all = append(all, Doubt{Key: "round.doubt.unseated", Who: p.Enrolment})
		}
		if !slices.Contains(chairs, p.Enrolment) && (first || p.Mediated < least) {
			least, first = p.Mediated, false
		}
	}
	for _, c := range chairs {
		if !first && mediated[c] > least {
			all = append(all, Doubt{Key: "round.doubt.again", Who: c})
		}
	}
	return all
}
