package assessments

import (
	"github.com/google/uuid"

	"accord/app/paging"
	"accord/tenants"
)

// Stage is how far an assessment is, derived from its rows.
type Stage string

// The stages, and Undecided, which as a filter is all the others.
const (
	Unassigned Stage = "unassigned" // nobody judges it
	Judging    Stage = "judging"    // a sheet is missing
	Disputed   Stage = "disputed"   // every sheet is in, and they disagree: to be settled
	Testing    Stage = "testing"    // every sheet is in, and nothing disputed: the knowledge test is to be settled
	Judged     Stage = "judged"     // nothing is missing: it can be decided
	Decided    Stage = "decided"
	SetAside   Stage = "set_aside" // decided, and an appeal set that aside: to be assessed again, by others
	Undecided  Stage = "open"
)

// Filter narrows the list.
type Filter struct {
	Stage     Stage   // "": all
	Waiting   bool    // open for longer than Slow
	Recent    bool    // decided in the last RatePeriod, and not set aside since
	Outcome   Outcome // that stands: not set aside
	ProgramID uuid.UUID
	Name      string // of the candidate, in part
}

// Item is one assessment in a list.
type Item struct {
	Assessment
	Stage     Stage
	Assessors []Assignment
	In        int // sheets that are in
}

var latest = paging.Order{Name: "opened", Desc: true, Columns: []paging.Column{{Name: "opened_at", Type: tenants.TypeTime}, {Name: "id", Type: tenants.TypeID}}}

// List reads the assessments that the actor may see, newest first.
func List(tx *tenants.Tx, f Filter, ask paging.Ask) (paging.Page[Item], error) {
	page, err := paging.List(f.narrow(tx, tx.DB()), ask, paging.Choose(ask, latest), func(a Assessment) []any { return []any{a.OpenedAt, a.ID} })
	if err != nil {
		return paging.Page[Item]{}, err
	}
	items, err := items(tx, page.Items)
	return paging.Page[Item]{Items: items, Next: page.Next, Back: page.Back}, err
}

// Every reads all that a filter leaves, newest first. Returns Invalid when they
// are more than paging.MaxEvery.
func Every(tx *tenants.Tx, f Filter) ([]Item, error) {
	all, err := paging.Whole[Assessment](f.narrow(tx, tx.DB()).Order("opened_at desc, id desc"))
	if err != nil {
		return nil, err
	}
	return items(tx, all)
}

// items adds to assessments who judges them and how far they are, in three
// statements whatever their number.
func items(tx *tenants.Tx, of []Assessment) ([]Item, error) {
	if len(of) == 0 {
		return nil, nil
	}
	which := make([]uuid.UUID, len(of))
	for i, a := range of {
		which[i] = a.ID
	}
	assigned, err := assignmentsOf(tx, which)
	if err != nil {
		return nil, err
	}
	open, err := disputes(tx, which)
	if err != nil {
		return nil, err
	}
	tests, err := untested(tx, which)
	if err != nil {
		return nil, err
	}
	all := make([]Item, len(of))
	for i, a := range of {
		all[i] = item(a, assigned, open[a.ID], tests[a.ID])
	}
	return all, nil
}

func item(a Assessment, assigned []Assignment, disputed, untested bool) Item {
	it := Item{Assessment: a, Stage: Judging}
	for _, g := range assigned {
		if g.AssessmentID != a.ID {
			continue
		}
		it.Assessors = append(it.Assessors, g)
		if g.SheetInAt != nil {
			it.In++
		}
	}
	switch {
	case a.FellAt != nil:
		it.Stage = SetAside
	case a.DecidedAt != nil:
		it.Stage = Decided
	case len(it.Assessors) == 0:
		it.Stage = Unassigned
	case disputed && it.In == len(it.Assessors):
		it.Stage = Disputed
	case untested && it.In == len(it.Assessors):
		it.Stage = Testing
	case it.In == len(it.Assessors):
		it.Stage = Judged
	}
	return it
}

// ItemsOfCandidate reads a candidate's assessments with who judges them and
// how far they are, newest first.
func ItemsOfCandidate(tx *tenants.Tx, candidate uuid.UUID) ([]Item, error) {
	all, err := OfCandidate(tx, candidate)
	if err != nil {
		return nil, err
	}
	return items(tx, all)
}
