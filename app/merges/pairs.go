package merges

import (
	"slices"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/paging"
	"accord/tenants"
	"accord/tenants/fault"
)

// By is what two records have in common.
type By string

// What records are compared by.
const (
	ByName      By = "name"
	ByEmail     By = "email"
	ByReference By = "reference"
)

// Bys are all of them, in the order in which forms offer them.
var Bys = []By{ByName, ByEmail, ByReference}

// Filter narrows the list of likely duplicates.
type Filter struct {
	By        By     // "" is any
	Dismissed bool   // those that were said to be two people
	Search    string // in the name, address and reference of either
}

// Known says whether a form may ask for it.
func (b By) Known() bool { return slices.Contains(Bys, b) }

var newest = paging.Order{Name: "pair", Columns: []paging.Column{{Name: "id", Type: tenants.TypeID}}}

// List reads a page of pairs of records that may be one person's.
func List(tx *tenants.Tx, f Filter, ask paging.Ask) (paging.Page[Pair], error) {
	page, err := paging.List(pairs(tx, f), ask, newest, func(p Pair) []any { return []any{p.ID} })
	if err != nil {
		return page, err
	}
	var ids []uuid.UUID
	for _, p := range page.Items {
		ids = append(ids, p.OneID, p.OtherID)
	}
	people, err := candidates.ByIDs(tx, ids)
	for i, p := range page.Items {
		page.Items[i].One, page.Items[i].Other = people[p.OneID], people[p.OtherID]
	}
	return page, err
}

// By lists what the two have in common.
func (p Pair) By() []By {
	var all []By
	for i, yes := range []bool{p.ByName, p.ByEmail, p.ByReference} {
		if yes {
			all = append(all, Bys[i])
		}
	}
	return all
}

// PairOf reads a pair. Returns NotFound.
func PairOf(tx *tenants.Tx, id uuid.UUID) (Pair, error) { return one[Pair](tx, "candidate_pair", id) }

// Dismiss says of a pair that they are two people; it is not listed again.
// Said before, it stays said.
func Dismiss(tx *tenants.Tx, id uuid.UUID) (Pair, error) {
	p, err := pairFor(tx, id, "dismiss")
	if err != nil || p.DismissedAt != nil {
		return p, err
	}
	now := tx.Now()
	p.DismissedAt, p.DismissedBy, p.DismissedByName = &now, membership(tx), tx.Name()
	return p, said(tx, p, "candidate_pair.dismissed")
}

// Restore lists a pair again that was dismissed.
func Restore(tx *tenants.Tx, id uuid.UUID) (Pair, error) {
	p, err := pairFor(tx, id, "restore")
	if err != nil || p.DismissedAt == nil {
		return p, err
	}
	p.DismissedAt, p.DismissedBy, p.DismissedByName = nil, nil, ""
	return p, said(tx, p, "candidate_pair.restored")
}

func pairFor(tx *tenants.Tx, id uuid.UUID, action string) (Pair, error) {
	if err := tx.Lock(id); err != nil {
		return Pair{}, err
	}
	p, err := PairOf(tx, id)
	if err != nil {
		return p, err
	}
	people, err := candidates.ByIDs(tx, []uuid.UUID{p.OneID, p.OtherID})
	if err == nil && len(people) != 2 { // one was merged meanwhile
		err = fault.Absent("candidate_pair")
	}
	if err != nil {
		return p, err
	}
	return p, tx.Allow(action, &p)
}

func said(tx *tenants.Tx, p Pair, action string) error {
	if err := update(tx, &p, "DismissedAt", "DismissedBy", "DismissedByName"); err != nil {
		return err
	}
	tx.Record(tenants.Event{Action: action, Resource: "candidate_pair", Subject: p.ID, Case: p.OneID, Detail: map[string]any{"other": p.OtherID}})
	return nil
}
