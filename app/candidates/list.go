package candidates

import (
	"github.com/google/uuid"

	"accord/app/paging"
	"accord/tenants"
)

// Filter narrows the list of candidates.
type Filter struct {
	Search   string // in name, address and reference
	Language string
	But      uuid.UUID // is left out
}

var (
	byName  = paging.Order{Name: "name", Columns: []paging.Column{{Name: "name", Type: tenants.TypeText}, {Name: "id", Type: tenants.TypeID}}}
	byAdded = paging.Order{Name: "added", Desc: true, Columns: []paging.Column{{Name: "created_at", Type: tenants.TypeTime}, {Name: "id", Type: tenants.TypeID}}}
)

// List reads a page of the candidates whom the actor may see.
func List(tx *tenants.Tx, f Filter, ask paging.Ask) (paging.Page[Candidate], error) {
	order := paging.Choose(ask, byName, byAdded)
	return paging.List(listed(tx, f), ask, order, func(c Candidate) []any {
		if order.Name == byAdded.Name {
			return []any{c.CreatedAt, c.ID}
		}
		return []any{c.Name, c.ID}
	})
}
