package merges

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/people"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// obstacles are what stands in the way of a merge, each with what to do first.
// The database refuses the same (app.merge_rule, app.merge_conflicts).
func (c Comparison) obstacles(tx *tenants.Tx) ([]fault.Sentence, error) {
	all := slices.Concat(c.sealed(), c.twice(), c.open(), c.referees())
	a, b := c.Kept.Candidate.PersonID, c.Merged.Candidate.PersonID
	if a != nil && b != nil && *a != *b {
		all = append(all, fault.Say("merge.two_accounts"))
	}
	conflicts, err := c.conflicts(tx)
	return append(all, conflicts...), err
}

// sealed is what was said of the record that would go, and stays said of it.
func (c Comparison) sealed() (all []fault.Sentence) {
	for _, x := range c.Merged.Certificates {
		all = append(all, fault.Say("merge.has_certificate", "Name", c.Merged.Candidate.Name, "Number", x.Number))
	}
	for _, s := range c.Merged.Submissions {
		if s.SubmittedAt != nil {
			all = append(all, fault.Say("merge.was_submitted", "Name", c.Merged.Candidate.Name, "Reference", s.Reference))
		}
	}
	return all
}

// twice is what both have and one person cannot.
func (c Comparison) twice() (all []fault.Sentence) {
	for _, e := range c.Merged.Enrolments {
		had := slices.ContainsFunc(c.Kept.Enrolments, func(k trainings.Enrolment) bool { return k.CohortID == e.CohortID })
		if e.WithdrawnAt == nil && had {
			all = append(all, fault.Say("merge.same_cohort", "Code", c.Names.Cohorts[e.CohortID].Code, "Email", c.Merged.Candidate.Email))
		} else if e.WithdrawnAt == nil && waits(c.Kept, e.CohortID) {
			all = append(all, fault.Say("merge.also_waits", "Code", c.Names.Cohorts[e.CohortID].Code, "Email", c.Kept.Candidate.Email))
		}
	}
	for _, w := range c.Merged.Waiting {
		in := slices.ContainsFunc(c.Kept.Enrolments, func(k trainings.Enrolment) bool { return k.CohortID == w.CohortID && k.WithdrawnAt == nil })
		if in || waits(c.Kept, w.CohortID) {
			all = append(all, fault.Say("merge.also_waits", "Code", c.Names.Cohorts[w.CohortID].Code, "Email", c.Merged.Candidate.Email))
		}
	}
	for _, x := range c.Merged.Exemptions {
		if slices.ContainsFunc(c.Kept.Exemptions, func(k candidates.Exemption) bool { return k.ProgramID == x.ProgramID && k.Citation == x.Citation }) {
			all = append(all, fault.Say("merge.same_exemption", "Citation", x.Citation))
		}
	}
	for _, x := range c.Merged.Slots {
		for _, k := range c.Kept.Slots {
			if x.StartsAt.Before(k.EndsAt) && k.StartsAt.Before(x.EndsAt) {
				all = append(all, fault.Say("merge.same_hour", "Email", c.Merged.Candidate.Email, "At", x.StartsAt))
			}
		}
	}
	if len(c.Kept.Access) > 0 && len(c.Merged.Access) > 0 {
		all = append(all, fault.Say("merge.both_invited", "Email", c.Merged.Candidate.Email))
	}
	return all
}

func waits(s Side, cohort uuid.UUID) bool {
	return slices.ContainsFunc(s.Waiting, func(w trainings.Waiting) bool { return w.CohortID == cohort })
}

// open is what is under way for both.
func (c Comparison) open() (all []fault.Sentence) {
	undecided := func(s Side) bool {
		return slices.ContainsFunc(s.Assessments, func(a assessments.Assessment) bool { return a.DecidedAt == nil })
	}
	if undecided(c.Kept) && undecided(c.Merged) {
		all = append(all, fault.Say("merge.both_assessed"))
	}
	for _, s := range c.Merged.Submissions {
		for _, k := range c.Kept.Submissions {
			if s.SubmittedAt == nil && k.SubmittedAt == nil && s.ProgramID == k.ProgramID {
				all = append(all, fault.Say("merge.both_drafted", "Reference", s.Reference, "Other", k.Reference))
			}
		}
	}
	return all
}

// referees are those who spoke, or are to speak, for the other's logbook and
// would have spoken for their own.
func (c Comparison) referees() (all []fault.Sentence) {
	for _, pair := range [][2]Side{{c.Kept, c.Merged}, {c.Merged, c.Kept}} {
		for _, r := range pair[0].Referees {
			if mailbox(r.Email) == mailbox(pair[1].Candidate.Email) {
				all = append(all, fault.Say("merge.own_referee", "Email", r.Email, "Name", pair[0].Candidate.Name))
			}
		}
	}
	return all
}

// mailbox is an address without the folder after a plus, as the database has it.
func mailbox(email string) string {
	name, domain, _ := strings.Cut(strings.ToLower(email), "@")
	name, _, _ = strings.Cut(name, "+")
	return name + "@" + domain
}

// conflicts are assessors of the one, in an assessment that is open, who have
// trained the other, or are the other (IMI-QA-09).
func (c Comparison) conflicts(tx *tenants.Tx) (all []fault.Sentence, err error) {
	for _, pair := range [][2]Side{{c.Kept, c.Merged}, {c.Merged, c.Kept}} {
		var open []uuid.UUID
		for _, a := range pair[0].Assessments {
			if a.DecidedAt == nil {
				open = append(open, a.ID)
			}
		}
		judges, err := where[assessments.Assignment](tx, "assessment_id in ? and removed_at is null", open)
		if err != nil {
			return nil, err
		}
		for _, j := range judges {
			cohorts, err := trainings.Trained(tx, j.MembershipID, pair[1].Candidate.ID)
			if err != nil {
				return nil, err
			}
			if len(cohorts) > 0 {
				all = append(all, fault.Say("merge.assessor_trained", "Assessor", j.AssessorName, "Code", cohorts[0].Code))
				continue
			}
			m, err := one[people.Membership](tx, "membership", j.MembershipID)
			if err != nil {
				return nil, err
			}
			if o := pair[1].Candidate; o.Email == m.Email || o.PersonID != nil && m.PersonID != nil && *o.PersonID == *m.PersonID {
				all = append(all, fault.Say("merge.assessor_is_candidate", "Assessor", j.AssessorName))
			}
		}
	}
	return all, nil
}
