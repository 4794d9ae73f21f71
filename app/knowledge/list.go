package knowledge

import (
	"slices"

	"github.com/google/uuid"

	"accord/app/paging"
	"accord/tenants"
)

// Standing is how far a script is, derived from its rows.
type Standing string

// The standings, and Open, which as a filter is all but the last.
const (
	Unmarked    Standing = "unmarked" // the first or the second marker is missing
	BeingMarked Standing = "marking"  // marks are missing
	Apart       Standing = "apart"    // too far apart, and nobody is asked a third time: a third, or a minute
	Settled     Standing = "settled"
	Open        Standing = "open"
)

// Standings are what lists can be narrowed to, in the order filters offer them.
var Standings = []Standing{Open, Unmarked, BeingMarked, Apart, Settled}

// Item is one script in a list.
type Item struct {
	Script
	Standing Standing
	Markings []Marking // the first first
}

// In counts the markings whose marks are in.
func (i Item) In() (n int) {
	for _, g := range i.Markings {
		if g.SubmittedAt != nil {
			n++
		}
	}
	return n
}

var byFiled = paging.Order{Name: "filed", Columns: []paging.Column{{Name: "filed_at", Type: tenants.TypeTime}, {Name: "id", Type: tenants.TypeID}}}

// List reads a page of the scripts that the actor may see, what was filed first
// first, in two statements. "" narrows nothing.
func List(tx *tenants.Tx, of Standing, ask paging.Ask) (paging.Page[Item], error) {
	page, err := paging.List(standing(tx, of), ask, paging.Choose(ask, byFiled), func(s Script) []any { return []any{s.FiledAt, s.ID} })
	if err != nil {
		return paging.Page[Item]{}, err
	}
	markings, err := markingsOf(tx, page.Items)
	all := make([]Item, len(page.Items))
	for i, s := range page.Items {
		all[i] = Item{Script: s, Markings: markings[s.ID], Standing: standingOf(s, markings[s.ID])}
	}
	return paging.Page[Item]{Items: all, Next: page.Next, Back: page.Back}, err
}

func standingOf(s Script, markings []Marking) Standing {
	switch third := slices.ContainsFunc(markings, func(g Marking) bool { return g.Place == 3 }); {
	case s.SettledAt != nil:
		return Settled
	case s.ApartAt != nil && !third:
		return Apart
	case s.ApartAt == nil && len(markings) < 2:
		return Unmarked
	}
	return BeingMarked
}

// markingsOf reads who marks scripts, by script, the first first.
func markingsOf(tx *tenants.Tx, of []Script) (map[uuid.UUID][]Marking, error) {
	which := make([]uuid.UUID, len(of))
	for i, s := range of {
		which[i] = s.ID
	}
	return markingsByScript(tx, which)
}
