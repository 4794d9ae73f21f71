package adjustments

import (
	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/paging"
	"accord/tenants"
)

// Listed is an adjustment with whose it is.
type Listed struct {
	Adjustment
	Candidate candidates.Candidate
}

var byAsked = paging.Order{Name: "asked", Desc: true, Columns: []paging.Column{{Name: "asked_at", Type: tenants.TypeTime}, {Name: "id", Type: tenants.TypeID}}}

// List reads a page of the adjustments of all candidates that the actor may
// see, the latest first; of one state where it is not "".
func List(tx *tenants.Tx, state State, ask paging.Ask) (paging.Page[Listed], error) {
	page, err := paging.List(inState(tx, state), ask, byAsked, func(a Adjustment) []any { return []any{a.AskedAt, a.ID} })
	if err != nil {
		return paging.Page[Listed]{}, err
	}
	ids := make([]uuid.UUID, len(page.Items))
	for i, a := range page.Items {
		ids[i] = a.CandidateID
	}
	of, err := candidates.ByIDs(tx, ids)
	out := paging.Page[Listed]{Next: page.Next, Back: page.Back}
	for _, a := range page.Items {
		out.Items = append(out.Items, Listed{a, of[a.CandidateID]})
	}
	return out, err
}
