package assessments

import (
	"slices"

	"github.com/google/uuid"

	"accord/app/letters"
	"accord/app/people"
	"accord/tenants"
	"accord/tenants/fault"
)

// Choice is a person who could judge a candidate, or why they cannot.
type Choice struct {
	Membership people.Membership
	Refusal    *fault.Sentence // nil: can be assigned
}

// Choices lists the organisation's assessors for an assessment, by name, each
// with what stands against them.
func Choices(tx *tenants.Tx, assessment uuid.UUID) ([]Choice, error) {
	a, err := Get(tx, assessment)
	if err != nil {
		return nil, err
	}
	return choices(tx, a)
}

func choices(tx *tenants.Tx, a Assessment) ([]Choice, error) {
	holders, err := holding(tx, tenants.RoleAssessor)
	if err != nil {
		return nil, err
	}
	gate, err := gateOf(tx, a)
	if err != nil {
		return nil, err
	}
	d, disagree, err := DisagreementOf(tx, a.ID)
	if err != nil {
		return nil, err
	}
	taken, err := Assignments(tx, a.ID)
	if err != nil {
		return nil, err
	}
	in := slices.ContainsFunc(taken, func(g Assignment) bool { return g.SheetInAt != nil })
	var manage map[uuid.UUID]bool
	if in || disagree {
		if manage, err = Managing(tx, holders); err != nil {
			return nil, err
		}
	}
	fallen, err := fallenBy(tx, a)
	if err != nil {
		return nil, err
	}
	all := make([]Choice, len(holders))
	for i, m := range holders {
		all[i] = Choice{Membership: m, Refusal: gate.refusal(m)}
		if all[i].Refusal == nil && disagree {
			all[i].Refusal = thirdRefusal(m, d, manage[m.ID])
		}
		if all[i].Refusal == nil && manage[m.ID] {
			s := fault.Say("assessment.next_manages", "Assessor", m.Name)
			all[i].Refusal = &s
		}
		if all[i].Refusal == nil && fallen[m.ID] {
			s := fault.Say("assessment.assessor_fallen", "Assessor", m.Name)
			all[i].Refusal = &s
		}
	}
	return all, nil
}

// Assign makes a person an assessor of an assessment; once the sheets disagree,
// its third assessor. Returns NotFound when the assessment or the person is, and
// Conflict, with the reason, when the person trained the candidate (IMI-QA-09),
// is the candidate, declared a conflict, judges already or is no assessor, can
// read a sheet that is in, or could those that a third is not to see, or when the
// assessment is decided, its disagreement settled, or a third assigned.
func Assign(tx *tenants.Tx, assessment, membership uuid.UUID) (Assignment, error) {
	if err := tx.Lock(assessment); err != nil {
		return Assignment{}, err
	}
	a, err := Get(tx, assessment)
	if err != nil {
		return Assignment{}, err
	}
	g := Assignment{TenantID: tx.Tenant(), ID: tx.NewID(), AssessmentID: a.ID, CandidateID: a.CandidateID,
		MembershipID: membership, AssignedAt: tx.Now(), AssignedBy: id(tx.Membership())}
	if err := tx.Allow("assign", &g); err != nil {
		return Assignment{}, err
	}
	if a.DecidedAt != nil {
		return Assignment{}, decided()
	}
	d, disagree, err := DisagreementOf(tx, a.ID)
	switch {
	case err != nil:
		return Assignment{}, err
	case disagree && d.SettledAt != nil:
		return Assignment{}, settled()
	case disagree:
		g.Settles = &d.ID
		if err := thirdJudges(tx, a); err != nil {
			return Assignment{}, err
		}
	}
	all, err := choices(tx, a)
	if err != nil {
		return Assignment{}, err
	}
	for _, c := range all {
		if c.Membership.ID != membership {
			continue
		}
		if c.Refusal != nil {
			return Assignment{}, fault.New(fault.Conflict, c.Refusal.Key, pairs(c.Refusal.Args)...)
		}
		g.AssessorName = c.Membership.Name
		if err := inserted(tx, &g); err != nil {
			return Assignment{}, err
		}
		tx.Record(tenants.Event{Action: "assessment.assigned", Resource: "assessment", Subject: a.ID, Case: a.CandidateID,
			Detail: map[string]any{"assignment": g.ID, "assessor": g.MembershipID, "name": g.AssessorName, "third": g.Third()}})
		tx.Enqueue(letters.ToMembership(letters.AssessmentAssigned, g.ID, g.MembershipID))
		return g, nil
	}
	member, err := one[people.Membership](tx, "membership", "id = ? and ended_at is null", membership)
	if err != nil {
		return Assignment{}, err
	}
	return Assignment{}, fault.New(fault.Conflict, "assessment.no_assessor", "Assessor", member.Name)
}
