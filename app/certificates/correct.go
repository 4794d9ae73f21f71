package certificates

import (
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/organisations"
	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/fault"
)

// Correct issues a certificate anew under another name, for a reason; the old
// number then says that it was replaced and leads to the new one. Asked for
// twice, the second is answered by what the first made. Returns Invalid at
// "holder" and "reason", Conflict when it was revoked or corrected otherwise.
func Correct(tx *tenants.Tx, id uuid.UUID, holder, reason string) (Certificate, error) {
	if err := tx.Lock(id); err != nil {
		return Certificate{}, err
	}
	old, err := Find(tx, id)
	if err != nil {
		return old, err
	}
	holder, reason = oneLine(holder), oneLine(reason)
	if old.ReplacedByID != nil {
		is, err := Find(tx, *old.ReplacedByID)
		if err == nil && is.Holder != holder {
			err = fault.New(fault.Conflict, "certificate.replaced_already", "Number", is.Number)
		}
		return is, err
	}
	if old.RevokedAt != nil {
		return old, fault.New(fault.Conflict, "certificate.revoked_already")
	}
	if err := tx.Allow("correct", &old); err != nil {
		return old, err
	}
	var c fault.Check
	switch {
	case c.If(holder == "", "holder", "certificate.holder_required"):
	case c.If(utf8.RuneCountInString(holder) > 200, "holder", "certificate.too_long", "Max", 200):
	default:
		c.If(holder == old.Holder, "holder", "certificate.holder_same")
	}
	checkReason(&c, reason)
	if err := c.Err(); err != nil {
		return old, err
	}
	is, err := anew(tx, old, holder)
	if err != nil {
		return old, err
	}
	if err := tx.Allow("issue", &is); err != nil {
		return old, err
	}
	now := tx.Now()
	old.ReplacedAt, old.ReplacedByID, old.ReplacedReason = &now, &is.ID, reason
	if err := update(tx, &old, "ReplacedAt", "ReplacedByID", "ReplacedReason"); err != nil {
		return old, err
	}
	if err := insert(tx, &is); err != nil {
		return old, err
	}
	detail := old.facts()
	detail["by"] = is.Number
	tx.Record(tenants.Event{Action: "certificate.replaced", Resource: "certificate", Subject: old.ID, Case: old.CandidateID, Detail: detail})
	issued(tx, is)
	toPublish(tx, old.ID)
	return is, nil
}

// CorrectWithFile is Correct that puts the right name in the candidate's file
// as well. Returns Forbidden and NotFound when the file is not the actor's to edit.
func CorrectWithFile(tx *tenants.Tx, id uuid.UUID, holder, reason string) (Certificate, error) {
	is, err := Correct(tx, id, holder, reason)
	if err != nil {
		return is, err
	}
	_, err = candidates.Rename(tx, is.CandidateID, is.Holder)
	return is, err
}

// anew is what a certificate says, under another name and with today's design.
func anew(tx *tenants.Tx, old Certificate, holder string) (Certificate, error) {
	d, err := DesignOf(tx)
	if err != nil {
		return old, err
	}
	o, err := organisations.Find(tx, tx.Tenant())
	if err != nil {
		return old, err
	}
	is := Certificate{TenantID: old.TenantID, ID: tx.NewID(), CompletionID: old.CompletionID, EnrolmentID: old.EnrolmentID, CohortID: old.CohortID,
		CandidateID: old.CandidateID, ProgramID: old.ProgramID, Holder: holder, Program: old.Program, Course: old.Course, Hours: old.Hours,
		StartsOn: old.StartsOn, CompletedOn: old.CompletedOn, ReplacesID: &old.ID}
	is.dress(tx, d, o, standards.DayOf(tx.Now(), o.Zone()))
	return is, nil
}

// checkReason holds a reason to what somebody can judge later.
func checkReason(c *fault.Check, reason string) {
	switch n := utf8.RuneCountInString(reason); {
	case c.If(n < 10, "reason", "certificate.reason_required", "Min", 10):
	case c.If(n > 1000, "reason", "certificate.too_long", "Max", 1000):
	}
}
