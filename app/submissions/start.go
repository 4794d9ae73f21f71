package submissions

import (
	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/evidence"
	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/fault"
)

// Start begins to put a candidate forward under a program; a draft that is
// there already is answered instead. Where the candidate's last submission
// under it was returned, the new one follows it and takes over what can still
// be chosen of its manifest. Returns NotFound when candidate or program is.
func Start(tx *tenants.Tx, candidate, program uuid.UUID) (Submission, error) {
	if err := tx.Lock(candidate); err != nil {
		return Submission{}, err
	}
	c, err := candidates.Get(tx, candidate)
	if err != nil {
		return Submission{}, err
	}
	p, err := programOf(tx, program)
	if err != nil {
		return Submission{}, err
	}
	certification, known := standards.CertificationOf(p.Kind)
	if !known {
		return Submission{}, fault.Absent("program")
	}
	draft, err := first[Submission](tx, "candidate_id = ? and program_id = ? and submitted_at is null", c.ID, p.ID)
	if err != nil || draft != nil {
		if draft != nil {
			return *draft, nil
		}
		return Submission{}, err
	}
	s := Submission{TenantID: tx.Tenant(), ID: tx.NewID(), Reference: tx.NewReference("SU"), CandidateID: c.ID, ProgramID: p.ID,
		Certification: certification.ID, Holder: c.Name, CreatedAt: tx.Now(), CreatedBy: id(tx.Membership())}
	if err := tx.Allow("prepare", &s); err != nil {
		return s, err
	}
	returned, err := lastReturned(tx, c.ID, p.ID)
	if err != nil {
		return s, err
	}
	if returned != nil {
		s.PreviousID, s.Reason = &returned.ID, returned.Reason
	}
	if err := inserted(tx, &s); err != nil {
		return s, err
	}
	if returned != nil {
		if err := takeOver(tx, s, returned.ID); err != nil {
			return s, err
		}
	}
	tx.Record(tenants.Event{Action: "submission.started", Resource: "submission", Subject: s.ID,
		Detail: map[string]any{"candidate": s.CandidateID, "program": s.ProgramID}})
	return s, nil
}

// lastReturned is a candidate's latest submission under a program, when it was
// returned and nothing follows it.
func lastReturned(tx *tenants.Tx, candidate, program uuid.UUID) (*Submission, error) {
	last, err := many[Submission](tx, "submitted_at desc, id desc", "candidate_id = ? and program_id = ? and submitted_at is not null", candidate, program)
	if err != nil || len(last) == 0 {
		return nil, err
	}
	d, err := DecisionOf(tx, last[0].ID)
	if err != nil || d == nil || d.Outcome != Returned {
		return nil, err
	}
	next, err := Following(tx, last[0].ID)
	if err != nil || next != nil {
		return nil, err
	}
	return &last[0], nil
}

// takeOver chooses again what was chosen before and is still what its
// document is.
func takeOver(tx *tenants.Tx, s Submission, previous uuid.UUID) error {
	items, err := Manifest(tx, previous)
	if err != nil {
		return err
	}
	versions := make([]uuid.UUID, len(items))
	for i, item := range items {
		versions[i] = item.DocumentVersionID
	}
	rows, err := evidence.ByIDs(tx, versions)
	if err != nil {
		return err
	}
	var again []evidence.Version
	for _, v := range rows {
		if v.Fresh() && v.State == evidence.Typed {
			again = append(again, v)
		}
	}
	return addItems(tx, s, again)
}

func id(id uuid.UUID) *uuid.UUID {
	if id == uuid.Nil {
		return nil
	}
	return &id
}
