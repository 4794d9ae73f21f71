package readiness

import (
	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/identities"
	"accord/app/organisations"
	"accord/app/programs"
	"accord/app/standards"
	"accord/tenants"

	"github.com/google/uuid"
)

// Sheet is what an assessor is told of a file beside the criterion of
// experience, and what it lacks.
type Sheet struct {
	CandidateID uuid.UUID
	Entries     int     // in the logbook, without those that a referee disputed
	Verified    int     // of them
	Hours       float64 // of the verified
	Asked       *standards.Line
	Lacks       []Lack // beside what the rules ask
}

// OfSheet reads it for who judges, from what is open to them: the logbook they
// have before them, the rules under which the assessment was opened, and what
// the program asks beyond.
func OfSheet(tx *tenants.Tx, a assessments.Assessment, entries []candidates.LogbookEntry) (Sheet, error) {
	mediations, unverified := candidates.Counting(entries)
	s := Sheet{CandidateID: a.CandidateID, Entries: len(mediations) + unverified, Verified: len(mediations)}
	for _, m := range mediations {
		s.Hours += m.Hours
	}
	checks, err := identities.OfCandidate(tx, a.CandidateID)
	if err != nil {
		return s, err
	}
	s.Lacks = append(identity(checks), logbook(candidates.Sum(entries))...)
	s.Asked, err = asked(tx, a, standards.Facts{Mediations: mediations, Unverified: unverified})
	return s, err
}

// asked is the line of experience under an assessment's rules.
func asked(tx *tenants.Tx, a assessments.Assessment, f standards.Facts) (*standards.Line, error) {
	rules, err := standards.Load(tx)
	if err != nil {
		return nil, err
	}
	r, _ := rules.Named(a.RuleSet)
	if r.Experience == nil {
		return nil, nil
	}
	floors, err := programs.Floors(tx, a.ProgramID)
	if err != nil {
		return nil, err
	}
	o, err := organisations.Find(tx, tx.Tenant())
	if err != nil {
		return nil, err
	}
	exempted, err := candidates.ExemptionsOf(tx, a.CandidateID)
	if err != nil {
		return nil, err
	}
	r = r.Raised(floors[a.ProgramID])
	f.On, f.Exempted = standards.DayOf(tx.Now(), o.Zone()), candidates.Exempted(exempted, a.ProgramID, o.Zone())
	return experience(r, r.Eligibility(f)), nil
}
