package people

import (
	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Entering is a candidate who comes to sign in to their own file.
type Entering struct {
	ID     uuid.UUID // of their membership, if they have none yet: the subject of their link
	Name   string
	Email  string
	Locale string
}

// EnterFile makes the guest of a candidate's link a member with the candidate's
// role, and answers their membership: the one that their account has here, else
// a new one.
func EnterFile(tx *tenants.Tx, in Entering) (uuid.UUID, error) {
	m, err := ownMembership(tx)
	switch {
	case fault.Is(err, fault.NotFound):
		now := tx.Now()
		m = Membership{TenantID: tx.Tenant(), ID: in.ID, PersonID: actor(tx), Name: in.Name, Email: in.Email, Locale: in.Locale, CreatedAt: now, CreatedBy: actor(tx), AcceptedAt: &now}
		if err := tx.Allow("create", &m); err != nil {
			return uuid.Nil, err
		}
		if err := tx.DB().Create(&m).Error; err != nil {
			return uuid.Nil, taken(err)
		}
	case err != nil:
		return uuid.Nil, err
	default:
		if err := tx.Allow("enter", &m); err != nil {
			return uuid.Nil, err
		}
	}
	row := MembershipRole{TenantID: m.TenantID, MembershipID: m.ID, Role: tenants.RoleCandidate, GivenAt: tx.Now(), GivenBy: actor(tx)}
	if err := giveOnce(tx, row); err != nil {
		return uuid.Nil, err
	}
	tx.Record(tenants.Event{Action: "membership.entered_file", Resource: "membership", Subject: m.ID})
	return m.ID, nil
}

// LeaveFile takes the candidate's role from a membership; one that has no other
// is ended.
func LeaveFile(tx *tenants.Tx, id uuid.UUID) error {
	m, err := membership(tx, id)
	if err != nil {
		return err
	}
	if m.EndedAt != nil {
		return nil
	}
	if err := tx.Allow("leave", &m); err != nil {
		return err
	}
	roles, err := rolesOf(tx, m.ID)
	if err != nil {
		return err
	}
	tx.Record(tenants.Event{Action: "membership.left_file", Resource: "membership", Subject: m.ID})
	if err := tx.DB().Where("membership_id = ? and role = ?", m.ID, tenants.RoleCandidate).Delete(&MembershipRole{}).Error; err != nil {
		return err
	}
	if len(roles[m.ID]) > 1 {
		return nil
	}
	return tx.DB().Model(&m).Updates(map[string]any{"ended_at": tx.Now()}).Error
}
