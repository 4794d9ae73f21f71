package register

import (
	"time"

	"github.com/google/uuid"

	"accord/app/paging"
	"accord/app/standards"
	"accord/tenants"
)

// NewCredential is what an accepted submission awards.
type NewCredential struct {
	TenantID      uuid.UUID // the organisation that put the holder forward
	SubmissionID  uuid.UUID
	ProgramID     uuid.UUID
	PersonID      *uuid.UUID
	Holder        string
	Certification string
	Organisation  string
	Program       string
	Country       string
	Zone          *time.Location // in which the day of the award is counted
}

// Award enters a credential into the register and publishes it, under a new
// number. Returns Conflict when the submission was not accepted or has its
// credential already (the database sees to both).
func Award(tx *tenants.OversightTx, in NewCredential) (Credential, error) {
	c := Credential{TenantID: in.TenantID, ID: tx.NewID(), SubmissionID: in.SubmissionID, ProgramID: in.ProgramID, PersonID: in.PersonID,
		Number: tx.NewReference("IMI"), Holder: in.Holder, Certification: in.Certification,
		AwardedOn: standards.DayOf(tx.Now(), in.Zone), AwardedBy: id(tx.Membership())}
	if err := tx.Allow("award", &c); err != nil {
		return c, err
	}
	if err := tx.DB().Create(&c).Error; err != nil {
		return c, err
	}
	p := PublishedCredential{TenantID: c.TenantID, ID: c.ID, Number: c.Number, Holder: c.Holder, HolderKey: paging.Plain(c.Holder),
		Certification: c.Certification, Organisation: in.Organisation, Program: in.Program, Country: in.Country,
		AwardedOn: c.AwardedOn, PublishedAt: tx.Now()}
	if err := tx.DB().Create(&p).Error; err != nil {
		return c, err
	}
	tx.Record(tenants.Event{Action: "credential.awarded", Resource: "credential", Subject: c.ID, Case: c.SubmissionID, Tenant: c.TenantID,
		Detail: map[string]any{"number": c.Number, "certification": c.Certification}})
	return c, nil
}

func id(id uuid.UUID) *uuid.UUID {
	if id == uuid.Nil {
		return nil
	}
	return &id
}
