package candidates

import (
	"slices"

	"accord/tenants"
	"accord/tenants/fault"
)

// NewCandidate is what a form or a row says of a person.
type NewCandidate struct {
	Name, Email, Language, Country, Reference string
}

// Add takes a person on file. Returns Invalid with every wrong field, Conflict
// when the address is somebody's already, Forbidden to those who may not add.
func Add(tx *tenants.Tx, in NewCandidate) (Candidate, error) {
	in = in.Tidy()
	if err := in.check(); err != nil {
		return Candidate{}, err
	}
	c := in.candidate(tx)
	if err := tx.Allow("create", &c); err != nil {
		return Candidate{}, err
	}
	if _, err := ByEmail(tx, c.Email); err == nil {
		return Candidate{}, taken()
	} else if !fault.Is(err, fault.NotFound) {
		return Candidate{}, err
	}
	if err := insert(tx, &c); err != nil {
		if tenants.Violates(err, "candidate_email") {
			return Candidate{}, taken()
		}
		return Candidate{}, err
	}
	tx.Record(tenants.Event{Action: "candidate.added", Resource: "candidate", Subject: c.ID})
	return c, nil
}

// AddAnother is Add of somebody whose name nobody on file has. Returns Conflict
// at "name" when somebody has whom the actor sees, under another address: see
// Namesakes.
func AddAnother(tx *tenants.Tx, in NewCandidate) (Candidate, error) {
	in = in.Tidy()
	if err := in.check(); err != nil {
		return Candidate{}, err
	}
	alike, err := Namesakes(tx, in.Name)
	if err != nil {
		return Candidate{}, err
	}
	others := slices.DeleteFunc(alike, func(c Candidate) bool { return c.Email == in.Email })
	c, err := Add(tx, in)
	if err == nil && len(others) > 0 {
		f := fault.New(fault.Conflict, "fault.invalid")
		f.Fields = []fault.FieldError{{Field: "name", Sentence: fault.Say("candidate.namesake", "Count", len(others))}}
		return Candidate{}, f
	}
	return c, err
}

func taken() error {
	f := fault.New(fault.Conflict, "fault.invalid")
	f.Fields = []fault.FieldError{{Field: "email", Sentence: fault.Say("candidate.email_taken")}}
	return f
}

func (in NewCandidate) candidate(tx *tenants.Tx) Candidate {
	return Candidate{
		TenantID: tx.Tenant(), ID: tx.NewID(), Name: in.Name, Email: in.Email, Language: in.Language,
		Country: in.Country, Reference: in.Reference, CreatedAt: tx.Now(), CreatedBy: membership(tx),
	}
}
