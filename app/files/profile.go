package files

import (
	"accord/app/candidates"
	"accord/app/identities"
	"accord/tenants"
)

// Profile is what a candidate says of themselves, as it stands.
type Profile struct {
	candidates.Candidate
	Contact candidates.Contact
	Fixed   bool // the name was checked, and stays
}

// Mine reads the profile of who is signed in. Returns NotFound where they have
// no file here.
func Mine(tx *tenants.Tx) (p Profile, err error) {
	if p.Candidate, err = candidates.Mine(tx); err != nil {
		return p, err
	}
	if p.Contact, err = contact(tx, p.ID); err != nil {
		return p, err
	}
	p.Fixed, err = everChecked(tx, p.Candidate)
	return p, err
}

// Edit changes what a candidate says of themselves. The name is evidence of who
// they are once it was checked by it, and is not changed any more. Returns
// NotFound where they have no file here, Invalid with each field that is wrong.
func Edit(tx *tenants.Tx, in candidates.OwnProfile) (candidates.Candidate, error) {
	p, err := Mine(tx)
	if err != nil {
		return p.Candidate, err
	}
	return candidates.EditOwn(tx, p.ID, in, p.Fixed)
}

func everChecked(tx *tenants.Tx, c candidates.Candidate) (bool, error) {
	all, err := identities.OfCandidate(tx, c.ID)
	for _, i := range all {
		if i.Outcome == identities.Done {
			return true, nil
		}
	}
	return false, err
}
