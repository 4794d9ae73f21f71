package readiness

import (
	"github.com/google/uuid"

	"accord/app/applications"
	"accord/app/candidates"
	"accord/app/identities"
	"accord/app/pathways"
	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/fault"
)

// Kind is what a lack is about, by which a page says where it is mended.
type Kind string

// The kinds.
const (
	Identity Kind = "identity" // to be checked
	Empty    Kind = "empty"    // the logbook: nothing in it counts
	Verify   Kind = "verify"   // entries await a referee, or who manages
	Asked    Kind = "asked"    // fewer than a certification asks
)

// Lack is one thing that is missing, in a sentence.
type Lack struct {
	Kind          Kind
	Certification string // of Asked
	fault.Sentence
}

// OfCandidate reads what is missing of a candidate who is to be assessed under
// programs of these kinds, in a fixed number of statements. What a certification
// asks it says to those who put forward. Returns NotFound when the actor may not
// see the candidate.
func OfCandidate(tx *tenants.Tx, candidate uuid.UUID, programKinds ...string) ([]Lack, error) {
	if _, err := candidates.Get(tx, candidate); err != nil {
		return nil, err
	}
	checks, err := identities.OfCandidate(tx, candidate)
	if err != nil {
		return nil, err
	}
	entries, err := candidates.Logbook(tx, candidate)
	if err != nil {
		return nil, err
	}
	ways, err := pathways.Among(tx, []uuid.UUID{candidate})
	if err != nil {
		return nil, err
	}
	all := append(identity(checks), logbook(candidates.Sum(entries))...)
	for _, kind := range programKinds {
		c, _ := standards.CertificationOf(kind)
		if step, there := ways[candidate].For(c.ID); there {
			if line := experience(step.RuleSet, step.Lines); line != nil && line.State == standards.Missing {
				all = append(all, Lack{Asked, c.ID, line.Sentence})
			}
		}
	}
	return all, nil
}

// OfApplicant reads what is missing of an applicant who is to be admitted: a
// logbook they have once they are on file, and only where they are assessed.
func OfApplicant(tx *tenants.Tx, a applications.Application, assesses bool) ([]Lack, error) {
	checks, err := identities.OfApplication(tx, a.ID)
	all := identity(checks)
	if assesses {
		all = append(all, Lack{Kind: Empty, Sentence: fault.Say("readiness.logbook_later")})
	}
	return all, err
}

// identity is what the latest check leaves to be done.
func identity(checks []identities.Check) []Lack {
	switch {
	case len(checks) == 0:
		return []Lack{{Kind: Identity, Sentence: fault.Say("readiness.identity_unchecked")}}
	case checks[0].Outcome != identities.Done:
		return []Lack{{Kind: Identity, Sentence: fault.Say("readiness.identity_failed")}}
	}
	return nil
}

// logbook is what a logbook leaves to be done, whatever a certification asks.
func logbook(t candidates.Totals) []Lack {
	switch waiting := t.Entries - t.Verified - t.Disputed; {
	case t.Entries == 0:
		return []Lack{{Kind: Empty, Sentence: fault.Say("readiness.logbook_empty")}}
	case waiting > 0:
		return []Lack{{Kind: Verify, Sentence: fault.Say("readiness.logbook_unverified", "Count", waiting, "Of", t.Entries)}}
	}
	return nil
}

// experience is the line of what must have been done before; nil where the
// rules ask for nothing.
func experience(r standards.RuleSet, lines []standards.Line) *standards.Line {
	if r.Experience == nil || len(lines) == 0 {
		return nil
	}
	return &lines[0]
}
