package trainings

import (
	"time"

	"github.com/google/uuid"

	"accord/app/paging"
	"accord/app/programs"
	"accord/tenants"
)

// State is where a cohort is in time.
type State string

// The states.
const (
	Planned State = "planned" // it has not begun
	Running State = "running"
	Over    State = "over" // its days are past, and it is not closed
	Closed  State = "closed"
)

// States are all states, in the order filters offer them.
var States = []State{Running, Planned, Over, Closed}

// StateAt is the state of a cohort at a moment.
func (c Cohort) StateAt(now time.Time) State { return c.StateOn(now.In(c.Zone())) }

// StateOn is the state of a cohort on a day of its place.
func (c Cohort) StateOn(today time.Time) State {
	on := day(today)
	switch {
	case c.ClosedAt != nil:
		return Closed
	case on.Before(day(c.StartsOn)):
		return Planned
	case on.After(day(c.EndsOn)):
		return Over
	}
	return Running
}

// Filter narrows the list of cohorts.
type Filter struct {
	Program uuid.UUID
	State   State
	Search  string // in code, title and place
}

// Listed is a cohort as the list shows it.
type Listed struct {
	Cohort
	Program   programs.Program
	Enrolled  int // withdrawn ones left out
	Completed int
	Sessions  int // cancelled ones left out
	Waiting   int // for a place; 0 for who may not read that list
}

var (
	byStart = paging.Order{Name: "starts", Desc: true, Columns: []paging.Column{{Name: "starts_on", Type: tenants.TypeTime}, {Name: "id", Type: tenants.TypeID}}}
	byTitle = paging.Order{Name: "title", Columns: []paging.Column{{Name: "title", Type: tenants.TypeText}, {Name: "id", Type: tenants.TypeID}}}
	byCode  = paging.Order{Name: "code", Columns: []paging.Column{{Name: "code", Type: tenants.TypeText}, {Name: "id", Type: tenants.TypeID}}}
)

// List reads a page of the cohorts whom the actor may see, newest first.
func List(tx *tenants.Tx, f Filter, ask paging.Ask) (paging.Page[Listed], error) {
	order := paging.Choose(ask, byStart, byTitle, byCode)
	page, err := paging.List(listed(tx, f), ask, order, func(c Cohort) []any {
		switch order.Name {
		case byTitle.Name:
			return []any{c.Title, c.ID}
		case byCode.Name:
			return []any{c.Code, c.ID}
		}
		return []any{c.StartsOn, c.ID}
	})
	if err != nil {
		return paging.Page[Listed]{}, err
	}
	out := paging.Page[Listed]{Next: page.Next, Back: page.Back}
	out.Items, err = withCounts(tx, page.Items)
	return out, err
}

func withCounts(tx *tenants.Tx, cohorts []Cohort) ([]Listed, error) {
	if len(cohorts) == 0 {
		return nil, nil
	}
	ids, courses := make([]uuid.UUID, len(cohorts)), make([]uuid.UUID, len(cohorts))
	for i, c := range cohorts {
		ids[i], courses[i] = c.ID, c.ProgramID
	}
	enrolled, err := counted[Enrolment](tx, ids, "withdrawn_at is null")
	if err != nil {
		return nil, err
	}
	completed, err := counted[Completion](tx, ids, "true")
	if err != nil {
		return nil, err
	}
	sessions, err := counted[TrainingSession](tx, ids, "cancelled_at is null")
	if err != nil {
		return nil, err
	}
	waiting, err := counted[Waiting](tx, ids, "left_at is null")
	if err != nil {
		return nil, err
	}
	rows, err := where[programs.Program](tx, "id in ?", courses)
	if err != nil {
		return nil, err
	}
	named := map[uuid.UUID]programs.Program{}
	for _, p := range rows {
		named[p.ID] = p
	}
	all := make([]Listed, len(cohorts))
	for i, c := range cohorts {
		all[i] = Listed{Cohort: c, Program: named[c.ProgramID], Enrolled: enrolled[c.ID], Completed: completed[c.ID], Sessions: sessions[c.ID], Waiting: waiting[c.ID]}
	}
	return all, nil
}

// EnrollingCohorts are those into which the actor may still enrol somebody.
func EnrollingCohorts(tx *tenants.Tx) ([]Cohort, error) { return openCohorts(tx) }
