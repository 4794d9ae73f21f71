package people

import (
	"github.com/google/uuid"

	"accord/app/paging"
	"accord/tenants"
)

// Member is a membership with its roles.
type Member struct {
	Membership
	Roles []tenants.Role
}

// The states of a membership.
const (
	Invitee = "invited"
	Active  = "active"
	Ended   = "ended"
)

// State is where the membership stands.
func (m Membership) State() string {
	switch {
	case m.EndedAt != nil:
		return Ended
	case m.AcceptedAt == nil:
		return Invitee
	}
	return Active
}

// Filter narrows a list of members.
type Filter struct {
	Search string // the beginning of a word of the name, or of the address
	Role   tenants.Role
	State  string // Invitee, Active or Ended; "" is all who have not ended
}

var byName = paging.Order{Name: "name", Columns: []paging.Column{{Name: "name", Type: tenants.TypeText}, {Name: "id", Type: tenants.TypeID}}}

// List reads a page of the organisation's people whom the actor may see.
func List(tx *tenants.Tx, f Filter, ask paging.Ask) (paging.Page[Member], error) {
	page, err := paging.List(f.narrow(tx), ask, paging.Choose(ask, byName), func(m Membership) []any { return []any{m.Name, m.ID} })
	if err != nil {
		return paging.Page[Member]{}, err
	}
	ids := make([]uuid.UUID, len(page.Items))
	for i, m := range page.Items {
		ids[i] = m.ID
	}
	roles, err := rolesOf(tx, ids...)
	if err != nil {
		return paging.Page[Member]{}, err
	}
	members := paging.Page[Member]{Next: page.Next, Back: page.Back, Items: make([]Member, len(page.Items))}
	for i, m := range page.Items {
		members.Items[i] = Member{m, roles[m.ID]}
	}
	return members, nil
}

// Load reads a membership with its roles. Returns NotFound.
func Load(tx tenants.Transaction, id uuid.UUID) (Member, error) {
	m, err := membership(tx, id)
	if err != nil {
		return Member{}, err
	}
	roles, err := rolesOf(tx, id)
	return Member{m, roles[id]}, err
}

// WithRole lists the active members who hold a role, by name: those a form
// offers for an assignment.
func WithRole(tx *tenants.Tx, role tenants.Role) ([]Membership, error) {
	var all []Membership
	err := Filter{Role: role, State: Active}.narrow(tx).Order("name, id").Find(&all).Error
	return all, err
}

// Names reads what memberships are called, by id; those the actor may not see
// are left out.
func Names(tx *tenants.Tx, ids ...uuid.UUID) (map[uuid.UUID]string, error) {
	var all []Membership
	if err := tx.DB().Select("id", "name").Where("id in ?", ids).Find(&all).Error; err != nil {
		return nil, err
	}
	names := make(map[uuid.UUID]string, len(all))
	for _, m := range all {
		names[m.ID] = m.Name
	}
	return names, nil
}
