package assessments

import (
	"slices"

	"accord/app/candidates"
	"accord/app/people"
	"accord/tenants"
	"accord/tenants/fault"
)

// gate is what keeps people from judging a candidate, and from moderating.
type gate struct {
	candidate          candidates.Candidate
	trained            taught
	assigned, declined []Assignment
}

func gateOf(tx *tenants.Tx, a Assessment) (g gate, err error) {
	if g.candidate, err = candidates.Get(tx, a.CandidateID); err != nil {
		return g, err
	}
	if g.trained, err = taughtBy(tx, a.CandidateID); err != nil {
		return g, err
	}
	if g.assigned, err = Assignments(tx, a.ID); err != nil {
		return g, err
	}
	g.declined, err = Conflicts(tx, a.ID)
	return g, err
}

// refusal says what stands against a person as assessor of a candidate, or nil.
func (g gate) refusal(m people.Membership) *fault.Sentence {
	is := func(a Assignment) bool { return a.MembershipID == m.ID }
	c := g.candidate
	cohort, trainedThem := g.trained.by(m)
	var s fault.Sentence
	switch {
	case m.PersonID == nil:
		s = fault.Say("assessment.assessor_invited", "Assessor", m.Name)
	case c.PersonID != nil && *c.PersonID == *m.PersonID, c.Email == m.Email:
		s = fault.Say("assessment.assessor_is_candidate", "Assessor", m.Name)
	case trainedThem: // IMI-QA-09
		s = fault.Say("assessment.assessor_trained", "Assessor", m.Name, "Candidate", c.Name, "Cohort", cohort.Code)
	case slices.ContainsFunc(g.assigned, is):
		s = fault.Say("assessment.assessor_assigned", "Assessor", m.Name)
	case slices.ContainsFunc(g.declined, is):
		s = fault.Say("assessment.assessor_conflict", "Assessor", m.Name)
	default:
		return nil
	}
	return &s
}

// thirdRefusal says what stands against a person as third assessor: that they
// can read the sheets already.
func thirdRefusal(m people.Membership, d Disagreement, manages bool) *fault.Sentence {
	var s fault.Sentence
	switch {
	case manages:
		s = fault.Say("assessment.third_manages", "Assessor", m.Name)
	case slices.Contains(d.Named, m.ID):
		s = fault.Say("assessment.third_moderates", "Assessor", m.Name)
	default:
		return nil
	}
	return &s
}

func decided() error { return fault.New(fault.Conflict, "assessment.decided") }

func pairs(args map[string]any) []any {
	var all []any
	for name, value := range args {
		all = append(all, name, value)
	}
	return all
}
