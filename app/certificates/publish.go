package certificates

import (
	"github.com/google/uuid"

	"accord/tenants"
)

// Publish makes known what a certificate says now. It may be repeated.
func Publish(tx *tenants.OversightTx, id uuid.UUID) error {
	if err := tx.Lock(id); err != nil {
		return err
	}
	c, err := Find(tx, id)
	if err != nil {
		return err
	}
	p := Published{TenantID: c.TenantID, ID: c.ID, Number: c.Number, Holder: c.Holder, Organisation: c.Organisation, Program: c.Program, Course: c.Course,
		Hours: c.Hours, StartsOn: c.StartsOn, CompletedOn: c.CompletedOn, IssuedOn: c.IssuedOn, RevokedOn: c.RevokedOn, PublishedAt: tx.Now()}
	if c.ReplacedByID != nil {
		by, err := Find(tx, *c.ReplacedByID)
		if err != nil {
			return err
		}
		p.ReplacedBy = by.Number
	}
	if err := tx.Allow("publish", &p); err != nil {
		return err
	}
	if err := publish(tx, p); err != nil {
		return err
	}
	tx.Record(tenants.Event{Action: "certificate.published", Resource: "published_certificate", Subject: c.ID, Tenant: c.TenantID, Detail: map[string]any{"number": c.Number}})
	return nil
}

// Verify answers what is known of a number. Returns NotFound when nothing is:
// then no certificate of that number was issued.
func Verify(tx *tenants.PublicTx, typed string) (Published, error) {
	return one[Published](tx, "certificate", "number = ?", Number(typed))
}
