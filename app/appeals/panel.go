package appeals

import (
	"slices"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/people"
	"accord/tenants"
	"accord/tenants/fault"
)

// Choice is a person who could be on a panel, or why they cannot.
type Choice struct {
	Membership people.Membership
	Sits       bool            // on the panel already
	Refusal    *fault.Sentence // nil: can be named
}

// Choices lists who works for the organisation, by name, each with what stands
// against them as a panellist of an appeal.
func Choices(tx *tenants.Tx, appeal uuid.UUID) ([]Choice, error) {
	a, err := Get(tx, appeal)
	if err != nil {
		return nil, err
	}
	return choices(tx, a)
}

func choices(tx *tenants.Tx, a Appeal) ([]Choice, error) {
	staff, err := members(tx)
	if err != nil {
		return nil, err
	}
	had, err := partIn(tx, a)
	if err != nil {
		return nil, err
	}
	ever, err := EverOn(tx, a.ID)
	if err != nil {
		return nil, err
	}
	all := make([]Choice, len(staff))
	for i, m := range staff {
		all[i] = Choice{Membership: m, Refusal: had.against(m, staff)}
		on := func(how func(Panellist) bool) bool {
			return slices.ContainsFunc(ever, func(p Panellist) bool { return p.MembershipID == m.ID && how(p) })
		}
		switch {
		case on(func(p Panellist) bool { return p.OutAt == nil }):
			all[i].Sits, all[i].Refusal = true, said("appeal.member_named", m)
		case all[i].Refusal != nil:
		case on(func(p Panellist) bool { return p.Conflict != "" }):
			all[i].Refusal = said("appeal.member_conflict", m)
		}
	}
	return all, nil
}

// part is who had one in a decision.
type part struct {
	candidate candidates.Candidate
	decider   *uuid.UUID
	teller    *uuid.UUID
	asked     []assessments.Assignment
	moderated []uuid.UUID
	trained   func(people.Membership) bool
}

func partIn(tx *tenants.Tx, a Appeal) (p part, err error) {
	assessment, err := assessments.Get(tx, a.AssessmentID)
	if err != nil {
		return p, err
	}
	r, err := ResultOf(tx, a.AssessmentID)
	if err != nil {
		return p, err
	}
	p.decider, p.teller = assessment.DecidedBy, r.ToldBy
	if p.candidate, err = candidates.Get(tx, a.CandidateID); err != nil {
		return p, err
	}
	if p.asked, err = everAsked(tx, a.AssessmentID); err != nil {
		return p, err
	}
	if p.moderated, err = moderators(tx, a.AssessmentID); err != nil {
		return p, err
	}
	p.trained, err = assessments.TaughtBy(tx, a.CandidateID)
	return p, err
}

// against says what stands against a person, under whichever membership of theirs.
func (p part) against(m people.Membership, staff []people.Membership) *fault.Sentence {
	theirs := func(id uuid.UUID) bool {
		return id == m.ID || m.PersonID != nil && slices.ContainsFunc(staff, func(o people.Membership) bool {
			return o.ID == id && o.PersonID != nil && *o.PersonID == *m.PersonID
		})
	}
	switch {
	case m.PersonID == nil:
		return said("appeal.member_invited", m)
	case p.candidate.PersonID != nil && *p.candidate.PersonID == *m.PersonID, p.candidate.Email == m.Email:
		return said("appeal.member_is_candidate", m)
	case p.decider != nil && theirs(*p.decider), p.teller != nil && theirs(*p.teller):
		return said("appeal.member_decided", m)
	case slices.ContainsFunc(p.asked, func(g assessments.Assignment) bool { return theirs(g.MembershipID) }):
		return said("appeal.member_judged", m)
	case slices.ContainsFunc(p.moderated, theirs):
		return said("appeal.member_moderated", m)
	case p.trained(m):
		return said("appeal.member_trained", m)
	}
	return nil
}

func said(key string, m people.Membership) *fault.Sentence {
	s := fault.Say(key, "Name", m.Name)
	return &s
}

func refused(s fault.Sentence) error {
	var pairs []any
	for name, value := range s.Args {
		pairs = append(pairs, name, value)
	}
	return fault.New(fault.Conflict, s.Key, pairs...)
}
