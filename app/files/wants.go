package files

import (
	"slices"

	"accord/app/evidence"
	"accord/app/standards"
	"accord/tenants"
)

// Papers are the kinds of document that a candidate is asked for.
type Papers struct {
	Wanted []string              // of Asked, those that are neither on file nor on their way
	OnFile []evidence.KindOnFile // whoever filed them
}

// PapersOf reads what the file of who is signed in has of what is Asked. What
// the organisation filed itself nobody is asked for again, nor for a paper once
// their identity was checked by it.
func PapersOf(tx *tenants.Tx, p Profile) (out Papers, err error) {
	if out.OnFile, err = evidence.KindsOnFile(tx, p.ID); err != nil {
		return out, err
	}
	own, err := evidence.OfCandidate(tx, p.ID)
	if err != nil {
		return out, err
	}
	asked, err := Asked(tx)
	for _, kind := range asked {
		if kind == standards.KindIdentity && p.Fixed ||
			slices.ContainsFunc(out.OnFile, func(k evidence.KindOnFile) bool { return k.Kind == kind }) ||
			slices.ContainsFunc(own, func(v evidence.Version) bool { return v.Kind == kind && v.State != evidence.Refused }) {
			continue
		}
		out.Wanted = append(out.Wanted, kind)
	}
	return out, err
}
