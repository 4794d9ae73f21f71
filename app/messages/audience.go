package messages

import (
	"slices"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// Recipient is somebody whom a message goes to.
type Recipient struct {
	Candidate candidates.Candidate
	Enrolment *uuid.UUID          // nil for who waits for a place
	standing  *trainings.Standing // nil for the same
}

// addressed says whether a mail can reach them.
func (r Recipient) addressed() bool { return r.Candidate.Email != "" }

// Addressed says whether there is an address to write to.
func (r Recipient) Addressed() bool { return r.addressed() }

// reaches says whether the actor may write to an audience: a trainer may know
// that somebody waits for a place, not who.
func reaches(tx *tenants.Tx, c trainings.Cohort, a Audience) bool {
	return a != Waiting || tx.Can("create", &c)
}

// recipients are those of a cohort's file whom an audience means now. chosen
// are the candidates picked by hand, for the audience Chosen.
func recipients(tx *tenants.Tx, f trainings.File, a Audience, chosen []uuid.UUID) (all []Recipient, err error) {
	if a == Waiting {
		q, err := trainings.QueueOf(tx, f.Cohort)
		for _, w := range q.Waiting {
			all = append(all, Recipient{Candidate: w.Candidate})
		}
		return all, err
	}
	for _, s := range f.Standings {
		if s.Enrolment.WithdrawnAt == nil && s.Candidate.ID != uuid.Nil && meant(f.Cohort, s, a, chosen) {
			all = append(all, Recipient{Candidate: s.Candidate, Enrolment: &s.Enrolment.ID, standing: &s})
		}
	}
	return all, nil
}

func meant(c trainings.Cohort, s trainings.Standing, a Audience, chosen []uuid.UUID) bool {
	switch a {
	case Enrolled:
		return true
	case AtRisk:
		return s.Status == trainings.AtRisk
	case MissingHours:
		return s.Completion == nil && s.Attended < c.RequiredHours
	case Chosen:
		return slices.Contains(chosen, s.Enrolment.CandidateID)
	}
	return false
}

// RecipientsOf are those whom a message goes to, by name: as they stand now
// while it waits, as they stood once it has begun.
func RecipientsOf(tx *tenants.Tx, m Message) ([]Recipient, error) {
	f, err := trainings.Load(tx, m.CohortID)
	if err != nil {
		return nil, err
	}
	return recipientsOf(tx, m, f)
}

func recipientsOf(tx *tenants.Tx, m Message, f trainings.File) ([]Recipient, error) {
	var chosen []uuid.UUID
	if m.Audience == Chosen {
		had, err := Deliveries(tx, m.ID)
		if err != nil {
			return nil, err
		}
		for _, d := range had {
			chosen = append(chosen, d.CandidateID)
		}
	}
	return recipients(tx, f, m.Audience, chosen)
}

// pick finds candidates by hand among those enrolled. Returns Invalid when none
// is named, NotFound when one is of another cohort or has withdrawn.
func pick(f trainings.File, enrolments []uuid.UUID) (all []Recipient, err error) {
	if len(enrolments) == 0 {
		return nil, at(fault.Invalid, "enrolment", "message.choose_somebody")
	}
	for _, id := range enrolments {
		s, ok := f.Standing(id)
		if !ok || s.Enrolment.WithdrawnAt != nil {
			return nil, fault.Absent("enrolment")
		}
		if !slices.ContainsFunc(all, func(r Recipient) bool { return r.Candidate.ID == s.Candidate.ID }) {
			all = append(all, Recipient{Candidate: s.Candidate, Enrolment: &s.Enrolment.ID, standing: &s})
		}
	}
	return all, nil
}
