package people

import (
	"slices"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// RolesFor are the roles that can be given in an organisation: IMI's in
// oversight, an organisation's elsewhere.
func RolesFor(tenant uuid.UUID) []tenants.Role {
	if tenant == tenants.Oversight {
		return tenants.OversightRoles
	}
	return tenants.OrganisationRoles
}

// administrator is the role without which an organisation cannot be.
func administrator(tenant uuid.UUID) tenants.Role { return RolesFor(tenant)[0] }

// SetRoles gives a membership exactly these roles (a candidate's role stays as
// it is). Returns Forbidden for giving oneself a role, Conflict when it would
// leave the organisation without an administrator or the membership has ended,
// Invalid for a role that is none.
func SetRoles(tx *tenants.Tx, id uuid.UUID, roles []tenants.Role) error {
	if err := tx.Lock(tx.Tenant()); err != nil { // two administrators could each end the other
		return err
	}
	m, err := membership(tx, id)
	if err != nil {
		return err
	}
	if err := tx.Allow("assign", &m); err != nil {
		return err
	}
	if m.EndedAt != nil {
		return fault.New(fault.Conflict, "people.membership_ended")
	}
	var c fault.Check
	checkRoles(&c, tx.Tenant(), roles)
	if err := c.Err(); err != nil {
		return err
	}
	given, taken, err := changes(tx, m, roles)
	if err != nil || len(given)+len(taken) == 0 {
		return err
	}
	if m.ID == tx.Membership() && len(given) > 0 {
		return fault.New(fault.Forbidden, "people.raise_oneself")
	}
	if slices.Contains(taken, administrator(tx.Tenant())) {
		if err := another(tx, m); err != nil {
			return err
		}
	}
	if err := give(tx, m, given); err != nil {
		return err
	}
	if len(taken) > 0 {
		if err := tx.DB().Where("membership_id = ? and role in ?", m.ID, taken).Delete(&MembershipRole{}).Error; err != nil {
			return err
		}
	}
	tx.Record(tenants.Event{Action: "membership.roles_set", Resource: "membership", Subject: m.ID, Detail: map[string]any{"given": given, "taken": taken}})
	return nil
}

func checkRoles(c *fault.Check, tenant uuid.UUID, roles []tenants.Role) {
	if c.If(len(roles) == 0, "roles", "people.role_missing") {
		return
	}
	for _, r := range roles {
		if c.If(!slices.Contains(RolesFor(tenant), r), "roles", "people.role_unknown") {
			return
		}
	}
}

// changes compares what a membership has with what it should have.
func changes(tx *tenants.Tx, m Membership, roles []tenants.Role) (given, taken []tenants.Role, err error) {
	have, err := rolesOf(tx, m.ID)
	if err != nil {
		return nil, nil, err
	}
	for _, r := range RolesFor(tx.Tenant()) {
		switch has, should := slices.Contains(have[m.ID], r), slices.Contains(roles, r); {
		case should && !has:
			given = append(given, r)
		case has && !should:
			taken = append(taken, r)
		}
	}
	return given, taken, nil
}

func give(tx *tenants.Tx, m Membership, roles []tenants.Role) error {
	for _, r := range roles {
		row := MembershipRole{TenantID: m.TenantID, MembershipID: m.ID, Role: r, GivenAt: tx.Now(), GivenBy: actor(tx)}
		if err := tx.DB().Create(&row).Error; err != nil {
			return err
		}
	}
	return nil
}

// another makes sure that somebody else administers the organisation, if the
// membership does.
func another(tx *tenants.Tx, m Membership) error {
	have, err := rolesOf(tx, m.ID)
	if err != nil {
		return err
	}
	if m.AcceptedAt == nil || !slices.Contains(have[m.ID], administrator(tx.Tenant())) {
		return nil
	}
	var others int64
	err = tx.DB().Model(&Membership{}).
		Where("id <> ? and accepted_at is not null and ended_at is null", m.ID).
		Where("id in (?)", tx.DB().Model(&MembershipRole{}).Select("membership_id").Where("role = ?", administrator(tx.Tenant()))).
		Count(&others).Error
	if err == nil && others == 0 {
		return fault.New(fault.Conflict, "people.last_administrator")
	}
	return err
}

// actor is the acting person's id for a column that says who did it.
func actor(tx tenants.Transaction) *uuid.UUID {
	if p := tx.Person(); p != uuid.Nil {
		return &p
	}
	return nil
}
