package merges

import (
	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/paging"
	"accord/tenants"
	"accord/tenants/fault"
)

// Choice is a list from which two records are chosen, one after the other.
type Choice struct {
	One  *candidates.Candidate // chosen already; nil before
	Page paging.Page[candidates.Candidate]
}

// Choose reads a page of the records of which one can be compared with another;
// one is that which was chosen already, uuid.Nil before. Returns Forbidden to
// who may not merge, NotFound when the one is none that the actor reads.
func Choose(tx *tenants.Tx, one uuid.UUID, f candidates.Filter, ask paging.Ask) (c Choice, err error) {
	if !tx.Can("merge", &candidates.Candidate{TenantID: tx.Tenant(), ID: tx.NewID()}) {
		return c, fault.Denied()
	}
	if one != uuid.Nil {
		chosen, err := candidates.Get(tx, one)
		if err != nil {
			return c, err
		}
		c.One, f.But = &chosen, one
	}
	c.Page, err = candidates.List(tx, f, ask)
	return c, err
}
