package organisations

import (
	"context"

	"accord/app/people"
	"accord/tenants"
	"accord/tenants/fault"
)

// Found makes the holder of a founding link the organisation's first
// administrator. It returns people.Join's faults, and Conflict when the
// invitation was withdrawn or the organisation is founded.
func Found(ctx context.Context, db *tenants.DB, i people.Invited, in people.Joining, v people.Visit) (people.Entrance, error) {
	if i.Act != ActFound {
		return people.Entrance{}, fault.New(fault.NotFound, "fault.link_gone")
	}
	guest, e, err := people.Join(ctx, db, i, in, v)
	if err != nil {
		return e, err
	}
	return e, db.Write(ctx, guest, func(tx *tenants.Tx) error { return found(tx, i) })
}

// found is the guest's one act.
func found(tx *tenants.Tx, i people.Invited) error {
	var invitation OrganisationInvitation
	if err := tx.DB().Where("id = ?", i.Subject).Take(&invitation).Error; err != nil {
		return err
	}
	if invitation.WithdrawnAt != nil {
		return fault.New(fault.Conflict, "organisations.invitation_withdrawn")
	}
	if _, err := people.Load(tx, i.Subject); err == nil {
		return fault.New(fault.Conflict, "people.accepted_already")
	} else if !fault.Is(err, fault.NotFound) {
		return err
	}
	m, err := people.First(tx, invitation.ID, invitation.Name, invitation.Email, invitation.Locale)
	if err != nil {
		return err
	}
	p := OrganisationProfile{TenantID: tx.Tenant(), FoundedBy: &m.ID, ContactName: m.Name, ContactEmail: m.Email, UpdatedAt: tx.Now()}
	if err := tx.Allow("create", &p); err != nil {
		return err
	}
	tx.Record(tenants.Event{Action: "organisation.founded", Resource: "organisation", Subject: tx.Tenant(), Detail: map[string]any{"membership": m.ID}})
	tx.Record(tenants.Event{Action: "membership.accepted", Resource: "membership", Subject: m.ID})
	return tx.DB().Create(&p).Error
}
