package messages

import (
	"github.com/google/uuid"

	"accord/app/paging"
	"accord/app/trainings"
	"accord/tenants"
)

// Filter narrows the list of messages.
type Filter struct {
	Cohort uuid.UUID
	Kind   Kind
	State  State
	Search string // in the name and the subject
}

// Listed is a message as lists show it.
type Listed struct {
	Message
	Cohort trainings.Cohort
	Counts Counts
}

var latest = paging.Order{Name: "created", Desc: true, Columns: []paging.Column{{Name: "created_at", Type: tenants.TypeTime}, {Name: "id", Type: tenants.TypeID}}}

// List reads the messages that the actor may see, the latest first.
func List(tx *tenants.Tx, f Filter, ask paging.Ask) (paging.Page[Listed], error) {
	page, err := paging.List(listed(tx, f), ask, latest, func(m Message) []any { return []any{m.CreatedAt, m.ID} })
	if err != nil {
		return paging.Page[Listed]{}, err
	}
	out := paging.Page[Listed]{Next: page.Next, Back: page.Back}
	ids, cohorts := make([]uuid.UUID, len(page.Items)), make([]uuid.UUID, len(page.Items))
	for i, m := range page.Items {
		ids[i], cohorts[i] = m.ID, m.CohortID
	}
	counts, err := CountsOf(tx, ids...)
	if err != nil {
		return out, err
	}
	rows, err := trainings.ByIDs(tx, cohorts)
	if err != nil {
		return out, err
	}
	named := map[uuid.UUID]trainings.Cohort{}
	for _, c := range rows {
		named[c.ID] = c
	}
	for _, m := range page.Items {
		out.Items = append(out.Items, Listed{m, named[m.CohortID], counts[m.ID]})
	}
	return out, nil
}
