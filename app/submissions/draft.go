package submissions

import (
	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/tenants"
)

// Offer is one version that a manifest can hold, or holds.
type Offer struct {
	evidence.Version
	Chosen bool
}

// Offered reads what a draft's manifest can hold: what the candidate's file
// and the program's hold now, and what was chosen and has a newer version
// since, so that it is seen and can be left out.
func Offered(tx *tenants.Tx, s Submission) ([]Offer, error) {
	items, err := Manifest(tx, s.ID)
	if err != nil {
		return nil, err
	}
	chosen := make(map[uuid.UUID]bool, len(items))
	for _, i := range items {
		chosen[i.DocumentVersionID] = true
	}
	versions, err := evidence.OfCandidate(tx, s.CandidateID)
	if err != nil {
		return nil, err
	}
	program, err := evidence.OfProgram(tx, s.ProgramID)
	if err != nil {
		return nil, err
	}
	var all []Offer
	for _, v := range append(versions, program...) {
		if v.State == evidence.Refused && !chosen[v.ID] {
			continue // it will never be anything else
		}
		all = append(all, Offer{v, chosen[v.ID]})
		delete(chosen, v.ID)
	}
	var old []uuid.UUID
	for _, i := range items {
		if chosen[i.DocumentVersionID] {
			old = append(old, i.DocumentVersionID)
		}
	}
	superseded, err := evidence.ByIDs(tx, old)
	for _, v := range superseded {
		all = append(all, Offer{v, true})
	}
	return all, err
}

// AsksReason says whether a draft's completion lies before the program's
// recognition, so that it takes a reason (IMI-QM-03).
func (c Check) AsksReason() bool {
	for _, l := range c.Lines {
		if l.Citation == "IMI-QM-03" {
			return true
		}
	}
	return false
}
