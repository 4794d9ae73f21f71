package submissions

import (
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/app/letters"
	"accord/tenants"
	"accord/tenants/fault"
)

// Declaration is the word of a named person that a submission is true
// (IMI-SU-06).
type Declaration struct {
	SubmissionID uuid.UUID
	Name         string // who declares
	Words        string // what is declared, as it was shown
	Agreed       bool
}

// Submit puts the candidate forward: it copies the facts, fixes the manifest,
// opens exactly its versions to IMI's reviewers, and tells both sides by mail.
// Returns Invalid when nobody declares, and Conflict with what is missing,
// line by line, when the submission is not complete.
func Submit(tx *tenants.Tx, in Declaration) (Submission, error) {
	in.Name, in.Words = strings.TrimSpace(in.Name), strings.TrimSpace(in.Words)
	if err := in.check(); err != nil {
		return Submission{}, err
	}
	if err := tx.Lock(in.SubmissionID); err != nil {
		return Submission{}, err
	}
	s, err := Find(tx, in.SubmissionID)
	if err != nil {
		return s, err
	}
	if s.SubmittedAt != nil {
		return s, fault.New(fault.Conflict, "submission.submitted_already")
	}
	if err := tx.Allow("submit", &s); err != nil {
		return s, err
	}
	if err := tx.Lock(s.CandidateID); err != nil { // two submissions of one candidate at once
		return s, err
	}
	d, err := gather(tx, s)
	if err != nil {
		return s, err
	}
	check := d.check()
	if err := check.err(); err != nil {
		return s, err
	}
	return d.submit(tx, in, check)
}

func (in Declaration) check() error {
	var c fault.Check
	c.If(in.Name == "", "name", "submission.name_required")
	c.If(utf8.RuneCountInString(in.Name) > 200, "name", "submission.name_long", "Max", 200)
	c.If(!in.Agreed || in.Words == "", "agreed", "submission.declaration_required")
	c.If(utf8.RuneCountInString(in.Words) > 2000, "agreed", "submission.declaration_required")
	return c.Err()
}

func (d *dossier) submit(tx *tenants.Tx, in Declaration, check Check) (Submission, error) {
	s := d.submission
	facts, err := d.copied(tx, check)
	if err != nil {
		return s, err
	}
	if err := inserted(tx, &facts); err != nil {
		return s, err
	}
	now := tx.Now()
	s.Holder, s.RuleSet, s.Declaration, s.SubmittedAt, s.SubmittedBy, s.SubmittedByName = d.candidate.Name, d.rules.ID, in.Words, &now, id(tx.Membership()), in.Name
	err = change[Submission](tx, s.TenantID, s.ID, map[string]any{"holder": s.Holder, "rule_set": s.RuleSet, "declaration": s.Declaration,
		"submitted_at": now, "submitted_by": s.SubmittedBy, "submitted_by_name": s.SubmittedByName})
	if err != nil {
		return s, err
	}
	versions := make([]uuid.UUID, len(d.items))
	for i, item := range d.items {
		versions[i] = item.DocumentVersionID
	}
	if _, err := evidence.Disclose(tx, evidence.Basis{SubmissionID: s.ID}, versions); err != nil {
		return s, err
	}
	tx.Record(tenants.Event{Action: "submission.submitted", Resource: "submission", Subject: s.ID,
		Detail: map[string]any{"candidate": s.CandidateID, "certification": s.Certification, "rule_set": s.RuleSet, "documents": len(versions)}, Told: true})
	tx.Enqueue(letters.ToRoles(letters.SubmissionSent, s.ID, tenants.RoleAdministrator, tenants.RoleProgramManager))
	tx.Enqueue(letters.ToOversight(letters.SubmissionReceived, s.ID, tenants.RoleReviewer))
	return s, nil
}
