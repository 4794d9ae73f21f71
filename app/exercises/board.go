package exercises

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"accord/app/paging"
	"accord/app/people"
	"accord/app/trainings"
	"accord/tenants"
)

type staffMember = trainings.CohortTrainer

// RoundBoard is a round with everything on it.
type RoundBoard struct {
	Round    Round
	Version  Version
	Session  trainings.TrainingSession
	Tables   []Laid
	People   []Trainee              // who can be seated, by name; none for a coach
	Coaches  []people.Membership    // who can coach, by name; none for a coach
	Feedback map[uuid.UUID]Feedback // by the seat
}

// Laid is a table with its seats.
type Laid struct {
	Group Group
	Seats []Seat
}

// Board reads a round with its tables, and for who plans it those who can be
// seated and can coach, in a constant number of questions. A coach sees their
// own tables.
func Board(tx *tenants.Tx, id uuid.UUID) (b RoundBoard, err error) {
	if b.Round, err = RoundOf(tx, id); err != nil {
		return b, err
	}
	if b.Version, err = VersionOf(tx, b.Round.VersionID); err != nil {
		return b, err
	}
	if b.Session, err = trainings.SessionOf(tx, b.Round.TrainingSessionID); err != nil {
		return b, err
	}
	groups, err := where[Group](tx, "round_id = ? and removed_at is null", id)
	if err != nil {
		return b, err
	}
	seats, err := where[Seat](tx, "round_id = ? and removed_at is null", id)
	if err != nil {
		return b, err
	}
	b.lay(groups, seats)
	given, err := where[Feedback](tx, "round_id = ?", id)
	b.Feedback = make(map[uuid.UUID]Feedback, len(given))
	for _, f := range given {
		b.Feedback[f.SeatID] = f
	}
	if err != nil || !tx.Can("plan", &b.Round) && b.Round.CancelledAt == nil {
		return b, err
	}
	return b, b.around(tx)
}

// around reads who can be seated, and who can coach.
func (b *RoundBoard) around(tx *tenants.Tx) error {
	practised, err := Practice(tx, b.Round.CohortID)
	if err != nil {
		return err
	}
	f, err := trainings.Load(tx, b.Round.CohortID)
	if err != nil {
		return err
	}
	for _, s := range f.Standings {
		if s.Status != trainings.Withdrawn || b.sits(s.Enrolment.ID) {
			p := practised[s.Enrolment.ID]
			b.People = append(b.People, Trainee{Enrolment: s.Enrolment.ID, Name: s.Candidate.Name, Mediated: p.without(b.Round.ID).Mediated, Practised: p.without(b.Round.ID).Times})
		}
	}
	around, err := trainings.Surroundings(tx, f.Cohort)
	b.Coaches = append(slices.Clone(around.Coaches), around.Trainers...)
	return err
}

func (b *RoundBoard) lay(groups []Group, seats []Seat) {
	slices.SortFunc(groups, func(x, y Group) int { return x.Number - y.Number })
	slices.SortFunc(seats, func(x, y Seat) int {
		if x.Mediates != y.Mediates {
			if x.Mediates {
				return -1
			}
			return 1
		}
		return strings.Compare(paging.Plain(x.Trainee)+x.ID.String(), paging.Plain(y.Trainee)+y.ID.String())
	})
	for _, g := range groups {
		l := Laid{Group: g}
		for _, s := range seats {
			if s.GroupID == g.ID {
				l.Seats = append(l.Seats, s)
			}
		}
		b.Tables = append(b.Tables, l)
	}
}

func (b RoundBoard) sits(enrolment uuid.UUID) bool {
	return slices.ContainsFunc(b.seats(), func(s Seat) bool { return s.EnrolmentID == enrolment })
}

func (b RoundBoard) seats() (all []Seat) {
	for _, t := range b.Tables {
		all = append(all, t.Seats...)
	}
	return all
}

func (b RoundBoard) trainee(enrolment uuid.UUID) (Trainee, bool) {
	i := slices.IndexFunc(b.People, func(p Trainee) bool { return p.Enrolment == enrolment })
	if i < 0 {
		return Trainee{}, false
	}
	return b.People[i], true
}

// Given counts the seats whose feedback was given, and all seats.
func (b RoundBoard) Given() (given, of int) {
	for _, s := range b.seats() {
		if of++; b.Feedback[s.ID].GivenAt != nil {
			given++
		}
	}
	return given, of
}

// Arranged is how the tables are now, as Arrange takes them.
func (b RoundBoard) Arranged() []Table {
	all := make([]Table, len(b.Tables))
	for i, t := range b.Tables {
		all[i].Coach = t.Group.CoachID
		for _, s := range t.Seats {
			all[i].Seats = append(all[i].Seats, Place{s.EnrolmentID, s.Role})
		}
	}
	return all
}

// Propose proposes the round's tables by Deal with a seed; coaches are those of
// the cohort, its trainers after them. It writes nothing.
func (b RoundBoard) Propose(seed int64) []Table {
	coaches := make([]uuid.UUID, len(b.Coaches))
	for i, c := range b.Coaches {
		coaches[i] = c.ID
	}
	return Deal(b.Version, b.People, coaches, seed)
}

// Doubts are what is odd about tables of the round.
func (b RoundBoard) Doubts(tables []Table) []Doubt { return Doubts(b.Version, tables, b.People) }
