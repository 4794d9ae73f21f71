package certificates

import (
	"github.com/google/uuid"

	"accord/app/paging"
	"accord/tenants"
)

// Filter narrows the list of certificates.
type Filter struct {
	Cohort  uuid.UUID
	Program uuid.UUID
	State   State
	Search  string // in holder, number and course
}

var (
	latest   = paging.Order{Name: "issued", Desc: true, Columns: []paging.Column{{Name: "issued_at", Type: tenants.TypeTime}, {Name: "id", Type: tenants.TypeID}}}
	byHolder = paging.Order{Name: "holder", Columns: []paging.Column{{Name: "holder", Type: tenants.TypeText}, {Name: "id", Type: tenants.TypeID}}}
)

// List reads the certificates that the actor may see, the latest first.
func List(tx *tenants.Tx, f Filter, ask paging.Ask) (paging.Page[Certificate], error) {
	o := paging.Choose(ask, latest, byHolder)
	return paging.List(listed(tx, f), ask, o, func(c Certificate) []any {
		if o.Name == byHolder.Name {
			return []any{c.Holder, c.ID}
		}
		return []any{c.IssuedAt, c.ID}
	})
}

// Progress is how far a run has come.
type Progress struct {
	Run
	Done int // papers sealed, or not needed any more
}

// Over says that nothing is left to do.
func (p Progress) Over() bool { return p.Done >= p.Total }

// RunOf reads a run and how far it has come. Returns NotFound.
func RunOf(tx *tenants.Tx, id uuid.UUID) (Progress, error) {
	r, err := one[Run](tx, "certificate_run", "id = ?", id)
	if err != nil {
		return Progress{}, err
	}
	done, err := sealedOf(tx, id)
	return Progress{r, done}, err
}

// Awaited counts a cohort's completions that have no certificate yet.
func Awaited(tx *tenants.Tx, cohort uuid.UUID) (int, error) {
	all, err := awaited(tx, cohort, nil)
	return len(all), err
}
