package exercises

import (
	"fmt"
	"slices"

	"github.com/google/uuid"

	"accord/app/letters"
	"accord/tenants"
	"accord/tenants/fault"
)

// MaxTables bounds a round.
const MaxTables = 100

// Arrangement is how a round's tables shall be.
type Arrangement struct {
	Was    int // the revision of the tables that this replaces, as its maker saw them
	Tables []Table
	Seed   int64 // of the proposal it was made by; 0: by hand
}

// Arrange sets a round's tables: these, and nobody sits elsewhere. Returns
// Conflict when somebody else set them meanwhile, or when somebody moves for
// whose exercise there is feedback; Invalid at "table.ENROLMENT",
// "role.ENROLMENT" or "coach.N" of each that is wrong, among them a coach who
// does not teach the cohort.
func Arrange(tx *tenants.Tx, id uuid.UUID, in Arrangement) (Round, error) {
	r, err := planned(tx, id)
	if err != nil {
		return r, err
	}
	if in.Was != r.Revision {
		return r, fault.New(fault.Conflict, "round.changed_meanwhile", "By", r.RevisedByName)
	}
	b, err := Board(tx, r.ID)
	if err != nil {
		return r, err
	}
	if err := in.check(tx, b); err != nil {
		return r, err
	}
	a := arranging{tx: tx, round: r, board: b}
	if err := a.tables(in.Tables); err != nil {
		return r, err
	}
	if err := a.seats(in.Tables); err != nil {
		return r, err
	}
	r.Seed, r.Revision, r.RevisedAt, r.RevisedByName = in.Seed, r.Revision+1, tx.Now(), tx.Name()
	if err := update(tx, &r, "Seed", "Revision", "RevisedAt", "RevisedByName"); err != nil {
		return r, err
	}
	for coach, group := range a.named {
		j := letters.ToMembership(letters.CoachNamed, group, coach)
		j.Case = r.CohortID
		tx.Enqueue(j)
	}
	tx.Record(tenants.Event{Action: "round.arranged", Resource: "exercise_round", Subject: r.ID, Case: r.CohortID, Detail: map[string]any{"tables": len(in.Tables), "seed": fmt.Sprint(in.Seed), "title": b.Version.Title}})
	return r, nil
}

func (in Arrangement) check(tx *tenants.Tx, b RoundBoard) error {
	var c fault.Check
	staff, err := staffOf(tx, b.Round.CohortID)
	if err != nil {
		return err
	}
	if c.If(len(in.Tables) > MaxTables, "tables", "round.tables_many", "Max", MaxTables) {
		return c.Err()
	}
	seen := map[uuid.UUID]bool{}
	for i, t := range in.Tables {
		if t.Coach != nil && !slices.ContainsFunc(staff, func(s staffMember) bool { return s.MembershipID == *t.Coach }) {
			c.Field(fmt.Sprintf("coach.%d", i+1), "round.not_coach")
		}
		for _, s := range t.Seats {
			p, known := b.trainee(s.Enrolment)
			if !known {
				return fault.Absent("enrolment")
			}
			c.If(seen[p.Enrolment], "table."+p.Enrolment.String(), "round.seated_twice")
			seen[p.Enrolment] = true
			c.If(s.Role != Observer && (s.Role != Mediator || b.Version.Mediators == 0) && !slices.Contains(b.Version.Parts(), s.Role), "role."+p.Enrolment.String(), "round.role_unknown")
		}
	}
	return c.Err()
}

// arranging is a round whose tables are being set.
type arranging struct {
	tx     *tenants.Tx
	round  Round
	board  RoundBoard
	groups []Group                 // as they are now, by number
	named  map[uuid.UUID]uuid.UUID // coaches who were not before, with their table
}

// tables writes which tables there are, and whose.
func (a *arranging) tables(want []Table) error {
	a.named = map[uuid.UUID]uuid.UUID{}
	for _, t := range a.board.Tables {
		a.groups = append(a.groups, t.Group)
	}
	for i, t := range want {
		switch {
		case i >= len(a.groups):
			g := Group{TenantID: a.round.TenantID, ID: a.tx.NewID(), CohortID: a.round.CohortID, RoundID: a.round.ID, Number: i + 1, CoachID: t.Coach}
			if err := insert(a.tx, &g); err != nil {
				return err
			}
			a.groups = append(a.groups, g)
			a.name(g)
		case !sameID(a.groups[i].CoachID, t.Coach):
			a.groups[i].CoachID = t.Coach
			if err := update(a.tx, &a.groups[i], "CoachID"); err != nil {
				return err
			}
			a.name(a.groups[i])
		}
	}
	return nil
}

// name notes a coach who was named for a table, to be written to; nobody is
// written to about what they did themselves.
func (a *arranging) name(g Group) {
	if g.CoachID != nil && *g.CoachID != a.tx.Membership() {
		a.named[*g.CoachID] = g.ID
	}
}

// seats writes who sits where; tables that nobody asked for go last, when they
// are empty.
func (a *arranging) seats(want []Table) error {
	placed := map[uuid.UUID]Seat{}
	for i, t := range want {
		for _, p := range t.Seats {
			who, _ := a.board.trainee(p.Enrolment)
			placed[p.Enrolment] = Seat{GroupID: a.groups[i].ID, EnrolmentID: p.Enrolment, Trainee: who.Name, Role: p.Role, Mediates: p.Role == Mediator}
		}
	}
	for _, was := range a.board.seats() {
		is, stays := placed[was.EnrolmentID]
		delete(placed, was.EnrolmentID)
		if stays && is.GroupID == was.GroupID && is.Role == was.Role {
			continue
		}
		if a.board.Feedback[was.ID].ID != uuid.Nil {
			return at(fault.Conflict, "table."+was.EnrolmentID.String(), "round.has_feedback_for", "Name", was.Trainee)
		}
		if stays {
			was.GroupID, was.Role, was.Mediates = is.GroupID, is.Role, is.Mediates
		} else {
			now := a.tx.Now()
			was.RemovedAt = &now
		}
		if err := update(a.tx, &was, "GroupID", "Role", "Mediates", "RemovedAt"); err != nil {
			return err
		}
	}
	var fresh []Seat
	for _, p := range a.board.People { // by name, so that the same tables are written the same way
		if s, is := placed[p.Enrolment]; is {
			s.TenantID, s.ID, s.CohortID, s.RoundID = a.round.TenantID, a.tx.NewID(), a.round.CohortID, a.round.ID
			fresh = append(fresh, s)
		}
	}
	if len(fresh) > 0 {
		if err := insert(a.tx, &fresh); err != nil {
			return err
		}
	}
	for i := len(want); i < len(a.groups); i++ {
		now := a.tx.Now()
		a.groups[i].RemovedAt = &now
		if err := update(a.tx, &a.groups[i], "RemovedAt"); err != nil {
			return err
		}
	}
	return nil
}

func sameID(a, b *uuid.UUID) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// at is a refusal with one sentence at one field.
func at(code fault.Code, field, key string, pairs ...any) *fault.Error {
	f := fault.New(code, "fault.invalid")
	f.Fields = []fault.FieldError{{Field: field, Sentence: fault.Say(key, pairs...)}}
	return f
}
