package people

import (
	"github.com/google/uuid"

	"accord/app/letters"
	"accord/tenants"
	"accord/tenants/fault"
)

// NewMember is somebody to be invited.
type NewMember struct {
	Name   string
	Email  string
	Locale string // of the mail: "en" or "es"
	Roles  []tenants.Role
}

// Invite makes a membership and mails its link. Returns Invalid with each
// field that is wrong, Conflict at "email" when the address belongs to a
// membership that has not ended.
func Invite(tx *tenants.Tx, in NewMember) (Membership, error) {
	var c fault.Check
	in.Name = CheckName(&c, "name", in.Name)
	in.Email = CheckEmail(&c, "email", in.Email)
	CheckLocale(&c, "locale", in.Locale)
	checkRoles(&c, tx.Tenant(), in.Roles)
	m := Membership{TenantID: tx.Tenant(), ID: tx.NewID(), Name: in.Name, Email: in.Email, Locale: in.Locale, CreatedAt: tx.Now(), CreatedBy: actor(tx)}
	if err := tx.Allow("create", &m); err != nil {
		return m, err
	}
	if err := c.Err(); err != nil {
		return m, err
	}
	if err := tx.DB().Create(&m).Error; err != nil {
		return m, taken(err)
	}
	if err := give(tx, m, ordered(tx.Tenant(), in.Roles)); err != nil {
		return m, err
	}
	tx.Record(tenants.Event{Action: "membership.invited", Resource: "membership", Subject: m.ID, Detail: map[string]any{"roles": in.Roles}})
	return m, sendInvitation(tx, m)
}

// Resend mails a new link for an invitation that was not accepted yet. Returns
// NotFound, Forbidden, or Conflict when it was accepted or withdrawn.
func Resend(tx *tenants.Tx, id uuid.UUID) error {
	m, err := membership(tx, id)
	if err != nil {
		return err
	}
	if err := tx.Allow("resend", &m); err != nil {
		return err
	}
	if m.AcceptedAt != nil {
		return fault.New(fault.Conflict, "people.accepted_already")
	}
	if m.EndedAt != nil {
		return fault.New(fault.Conflict, "people.membership_ended")
	}
	tx.Record(tenants.Event{Action: "membership.invited_again", Resource: "membership", Subject: m.ID})
	return sendInvitation(tx, m)
}

func sendInvitation(tx *tenants.Tx, m Membership) error {
	link, err := tx.Link(tenants.NewLink{Act: ActAccept, Subject: m.ID, Email: m.Email, Name: m.Name, Locale: m.Locale, TTL: InvitationLife})
	if err != nil {
		return err
	}
	letter := letters.ToLink(letters.InvitationMember, link)
	letter.Case = m.ID
	tx.Enqueue(letter)
	return nil
}

// ordered is a list of roles in their usual order, each once.
func ordered(tenant uuid.UUID, roles []tenants.Role) []tenants.Role {
	var all []tenants.Role
	for _, known := range RolesFor(tenant) {
		for _, r := range roles {
			if r == known {
				all = append(all, r)
				break
			}
		}
	}
	return all
}

// taken says at its field that an address belongs to a membership already.
func taken(err error) error {
	if !tenants.Violates(err, "membership_email") {
		return err
	}
	f := fault.New(fault.Conflict, "fault.invalid").Because(err)
	f.Fields = []fault.FieldError{{Field: "email", Sentence: fault.Say("people.member_already")}}
	return f
}
