package journal

import (
	"slices"

	"github.com/google/uuid"

	"accord/app/people"
	"accord/tenants"
)

// Question is what somebody is asked about: an action on a row of a resource.
type Question struct {
	Resource string // as policy lines name it
	Action   string
	Row      uuid.UUID
}

// Why explains why a member may, or may not, do something. Returns NotFound
// when the asker sees neither the member nor the row, Forbidden when they may
// not ask, Invalid for an action that is none.
func Why(tx *tenants.Tx, of tenants.Standing, q Question) (tenants.Explained, error) {
	m, err := people.Load(tx, of.Membership())
	if err != nil {
		return tenants.Explained{}, err
	}
	if err := tx.Allow("explain", &m.Membership); err != nil {
		return tenants.Explained{}, err
	}
	return tx.WhyFor(of, q.Resource, q.Action, q.Row)
}

// WhyOversight explains the same of a member of IMI behind the overseer door.
// Returns NotFound to those who may not ask.
func WhyOversight(tx *tenants.OversightTx, of tenants.Standing, q Question) (tenants.Explained, error) {
	if err := allowed(tx, tenants.Oversight); err != nil {
		return tenants.Explained{}, err
	}
	return tx.WhyFor(of, q.Resource, q.Action, q.Row)
}

// MayAsk says whether the actor may ask why at all.
func MayAsk(tx tenants.Transaction, tenant uuid.UUID) error { return allowed(tx, tenant) }

// Asked is what can be asked about: a resource and its actions.
type Asked struct {
	Resource string
	Actions  []string
}

// Askable lists what policy lines can say something about behind a door: to
// oversight only what is its own, published, or can be released to it.
func Askable(door tenants.Door) []Asked {
	var all []Asked
	for _, r := range tenants.Resources() {
		shared := r.Side == tenants.OversightSide || r.Side == tenants.PublishedSide
		if len(r.Actions) == 0 || !shared && r.Side != tenants.OrganisationSide {
			continue
		}
		if door == tenants.DoorOverseer && !shared && r.Released == "" {
			continue
		}
		all = append(all, Asked{r.Name, slices.Clone(r.Actions)})
	}
	return all
}
