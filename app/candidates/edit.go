package candidates

import (
	"slices"

	"github.com/google/uuid"

	"accord/tenants"
)

// ReaddressedKind is the job that follows a new address: what was mailed to the
// old one opens nothing any more, and goes to the new one.
const ReaddressedKind = "candidate.readdressed"

// Edit changes what is on file of a person. With another address, the links
// that were mailed to the old one end (the database sees to it), and new ones
// are mailed. Returns Invalid with every wrong field, Conflict when the address
// is somebody else's, NotFound and Forbidden as those who ask deserve.
func Edit(tx *tenants.Tx, id uuid.UUID, in NewCandidate) (Candidate, error) {
	in = in.Tidy()
	if err := in.check(); err != nil {
		return Candidate{}, err
	}
	if err := tx.Lock(id); err != nil { // a link to the old address may just be made
		return Candidate{}, err
	}
	c, err := Get(tx, id)
	if err != nil {
		return Candidate{}, err
	}
	if err := tx.Allow("edit", &c); err != nil {
		return Candidate{}, err
	}
	changed := c.changed(in)
	if len(changed) == 0 {
		return c, nil
	}
	c.Name, c.Email, c.Language, c.Country, c.Reference = in.Name, in.Email, in.Language, in.Country, in.Reference
	err = update(tx, &c, "Name", "Email", "Language", "Country", "Reference")
	if tenants.Violates(err, "candidate_email") {
		return Candidate{}, taken()
	}
	if err != nil {
		return Candidate{}, err
	}
	// Which fields, not what stood in them: the journal is kept longer than the file.
	tx.Record(tenants.Event{Action: "candidate.edited", Resource: "candidate", Subject: c.ID, Detail: map[string]any{"fields": changed}})
	if slices.Contains(changed, "email") {
		tx.Enqueue(tenants.Job{Kind: ReaddressedKind, Case: c.ID, Args: map[string]any{"subject": c.ID.String()}})
	}
	return c, nil
}

// Rename changes the name on file and nothing else; see Edit.
func Rename(tx *tenants.Tx, id uuid.UUID, name string) (Candidate, error) {
	c, err := Get(tx, id)
	if err != nil {
		return c, err
	}
	return Edit(tx, id, NewCandidate{name, c.Email, c.Language, c.Country, c.Reference})
}

func (c Candidate) changed(in NewCandidate) []string {
	var fields []string
	for _, f := range []struct{ name, was, is string }{
		{"name", c.Name, in.Name}, {"email", c.Email, in.Email}, {"language", c.Language, in.Language},
		{"country", c.Country, in.Country}, {"reference", c.Reference, in.Reference},
	} {
		if f.was != f.is {
			fields = append(fields, f.name)
		}
	}
	return fields
}
