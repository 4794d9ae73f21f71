package evidence

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Basis is what a version is disclosed for: exactly one of the two.
type Basis struct {
	SubmissionID uuid.UUID
	RequestID    uuid.UUID
}

// ID is the case's id.
func (b Basis) ID() uuid.UUID {
	if b.RequestID != uuid.Nil {
		return b.RequestID
	}
	return b.SubmissionID
}

// Disclose opens versions to IMI for a submission or a request, while that is
// open. One that is open for it already stays as it is. Returns NotFound for a
// version that is not the organisation's, Conflict for one that is not typed
// and for a request that is not open.
func Disclose(tx *tenants.Tx, basis Basis, versions []uuid.UUID) ([]Disclosure, error) {
	if (basis.SubmissionID == uuid.Nil) == (basis.RequestID == uuid.Nil) {
		return nil, fault.New(fault.Invalid, "evidence.basis_one")
	}
	if err := tx.Lock(basis.ID()); err != nil {
		return nil, err
	}
	rows, err := ByIDs(tx, unique(versions))
	if err != nil {
		return nil, err
	}
	var open []Disclosure
	if err := tx.DB().Where("basis_id = ? and withdrawn_at is null", basis.ID()).Find(&open).Error; err != nil {
		return nil, err
	}
	made := make([]Disclosure, 0, len(rows))
	for _, v := range rows {
		if v.State != Typed {
			return nil, fault.New(fault.Conflict, "evidence.disclose_untyped", "Title", v.Title)
		}
		if i := slices.IndexFunc(open, func(d Disclosure) bool { return d.DocumentVersionID == v.ID }); i >= 0 {
			made = append(made, open[i])
			continue
		}
		d, err := disclose(tx, basis, v)
		if err != nil {
			return nil, err
		}
		made = append(made, d)
	}
	return made, nil
}

func disclose(tx *tenants.Tx, basis Basis, v Version) (Disclosure, error) {
	d := Disclosure{TenantID: v.TenantID, ID: tx.NewID(), DocumentVersionID: v.ID, SubmissionID: some(basis.SubmissionID), RequestID: some(basis.RequestID),
		Basis: ForSubmission, BasisID: basis.ID(), DisclosedAt: tx.Now(), DisclosedBy: membership(tx)}
	if d.RequestID != nil {
		d.Basis = ForRequest
	}
	if err := tx.Allow("create", &d); err != nil {
		return d, err
	}
	if err := tx.DB().Create(&d).Error; err != nil {
		return d, err
	}
	tx.Record(tenants.Event{Action: "document.disclosed", Resource: "version", Subject: v.ID, Case: d.BasisID,
		Detail: map[string]any{"disclosure": d.ID, "document": v.DocumentID, "number": v.Number, "basis": d.Basis, "basis_id": d.BasisID}})
	return d, nil
}

// Withdraw closes a disclosure at once and says why. Returns Conflict when it
// was withdrawn before.
func Withdraw(tx *tenants.Tx, id uuid.UUID, reason string) (Disclosure, error) {
	var c fault.Check
	reason = strings.TrimSpace(reason)
	c.If(reason == "", "reason", "evidence.reason_required")
	c.If(utf8.RuneCountInString(reason) > 500, "reason", "evidence.reason_long")
	if err := c.Err(); err != nil {
		return Disclosure{}, err
	}
	d, err := disclosureOf(tx, id)
	if err != nil {
		return d, err
	}
	if err := tx.Lock(d.BasisID); err != nil {
		return d, err
	}
	if d, err = disclosureOf(tx, id); err != nil {
		return d, err
	}
	if d.WithdrawnAt != nil {
		return d, fault.New(fault.Conflict, "evidence.withdrawn_already")
	}
	if err := tx.Allow("withdraw", &d); err != nil {
		return d, err
	}
	now := tx.Now()
	d.WithdrawnAt, d.WithdrawnReason = &now, reason
	if err := tx.DB().Model(&d).Updates(map[string]any{"withdrawn_at": now, "withdrawn_reason": reason}).Error; err != nil {
		return d, err
	}
	tx.Record(tenants.Event{Action: "document.disclosure_withdrawn", Resource: "version", Subject: d.DocumentVersionID, Case: d.BasisID,
		Detail: map[string]any{"disclosure": d.ID, "basis": d.Basis, "basis_id": d.BasisID}})
	return d, nil
}

func unique(ids []uuid.UUID) []uuid.UUID {
	var once []uuid.UUID
	for _, id := range ids {
		if !slices.Contains(once, id) {
			once = append(once, id)
		}
	}
	return once
}
