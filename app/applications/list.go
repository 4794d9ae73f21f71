package applications

import (
	"github.com/google/uuid"

	"accord/app/paging"
	"accord/app/programs"
	"accord/app/trainings"
	"accord/tenants"
)

// Listed is an application as the list shows it.
type Listed struct {
	Application
	Program string
	Cohort  trainings.Cohort // zero where the program assesses
}

var (
	byLatest = paging.Order{Name: "submitted", Desc: true, Columns: []paging.Column{{Name: "submitted_at", Type: tenants.TypeTime}, {Name: "id", Type: tenants.TypeID}}}
	byName   = paging.Order{Name: "name", Columns: []paging.Column{{Name: "name", Type: tenants.TypeText}, {Name: "id", Type: tenants.TypeID}}}
)

// List reads a page of the applications that were submitted, the latest first.
func List(tx *tenants.Tx, f Filter, ask paging.Ask) (paging.Page[Listed], error) {
	order := paging.Choose(ask, byLatest, byName)
	page, err := paging.List(listed(tx, f), ask, order, func(a Application) []any {
		if order.Name == byName.Name {
			return []any{a.Name, a.ID}
		}
		return []any{*a.SubmittedAt, a.ID}
	})
	if err != nil {
		return paging.Page[Listed]{}, err
	}
	out := paging.Page[Listed]{Next: page.Next, Back: page.Back}
	out.Items, err = named(tx, page.Items)
	return out, err
}

// named adds the names of programs and cohorts, in two queries.
func named(tx *tenants.Tx, all []Application) ([]Listed, error) {
	if len(all) == 0 {
		return nil, nil
	}
	var ids []uuid.UUID
	for _, a := range all {
		if a.CohortID != nil {
			ids = append(ids, *a.CohortID)
		}
	}
	cohorts, err := trainings.ByIDs(tx, ids)
	if err != nil {
		return nil, err
	}
	offered, err := programs.List(tx)
	if err != nil {
		return nil, err
	}
	items := make([]Listed, len(all))
	for i, a := range all {
		items[i].Application = a
		for _, c := range cohorts {
			if a.CohortID != nil && c.ID == *a.CohortID {
				items[i].Cohort = c
			}
		}
		for _, p := range offered {
			if p.ID == a.ProgramID {
				items[i].Program = p.Title
			}
		}
	}
	return items, nil
}
