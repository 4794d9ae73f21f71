package assessments

import (
	"slices"

	"accord/app/candidates"
	"accord/app/people"
	"accord/tenants/fault"
)

// refusal says what stands against a person as assessor of a candidate, or nil.
func refusal(m people.Membership, c candidates.Candidate, trained taught, assigned, declined []Assignment) *fault.Sentence {
	is := func(g Assignment) bool { return g.MembershipID == m.ID }
	cohort, trainedThem := trained.by(m)
	var s fault.Sentence
	switch {
	case m.PersonID == nil:
		s = fault.Say("assessment.assessor_invited", "Assessor", m.Name)
	case c.PersonID != nil && *c.PersonID == *m.PersonID, c.Email == m.Email:
		s = fault.Say("assessment.assessor_is_candidate", "Assessor", m.Name)
	case trainedThem: // IMI-QA-09
		s = fault.Say("assessment.assessor_trained", "Assessor", m.Name, "Candidate", c.Name, "Cohort", cohort.Code)
	case slices.ContainsFunc(assigned, is):
		s = fault.Say("assessment.assessor_assigned", "Assessor", m.Name)
	case slices.ContainsFunc(declined, is):
		s = fault.Say("assessment.assessor_conflict", "Assessor", m.Name)
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
