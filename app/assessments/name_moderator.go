package assessments

import (
	"github.com/google/uuid"

	"accord/app/letters"
	"accord/app/people"
	"accord/tenants"
	"accord/tenants/fault"
)

// NameModerator lets a person moderate an assessment's disagreement: they read
// the sheets and write the minute. Whoever was named before no longer may.
// Returns NotFound when the assessment or the person is, and Conflict, with the
// reason, when the person has judged or trained the candidate (IMI-QA-09), is
// the candidate, or when nothing is to be settled or a third assessor judges.
func NameModerator(tx *tenants.Tx, assessment, membership uuid.UUID) (Disagreement, error) {
	if err := tx.Lock(assessment); err != nil {
		return Disagreement{}, err
	}
	a, err := Get(tx, assessment)
	if err != nil {
		return Disagreement{}, err
	}
	d, err := unsettled(tx, a)
	if err != nil {
		return d, err
	}
	if err := tx.Allow("name", &d); err != nil {
		return d, err
	}
	if err := thirdJudges(tx, a); err != nil {
		return d, err
	}
	all, err := moderators(tx, a)
	if err != nil {
		return d, err
	}
	for _, c := range all {
		if c.Membership.ID != membership {
			continue
		}
		if c.Refusal != nil {
			return d, fault.New(fault.Conflict, c.Refusal.Key, pairs(c.Refusal.Args)...)
		}
		now := tx.Now()
		d.ModeratorID, d.ModeratorName, d.NamedAt, d.NamedBy = &membership, c.Membership.Name, &now, id(tx.Membership())
		err := change[Disagreement](tx, d.ID, map[string]any{"moderator_id": membership, "moderator_name": d.ModeratorName, "named_at": now, "named_by": d.NamedBy})
		if err != nil {
			return d, err
		}
		tx.Record(tenants.Event{Action: "assessment.moderator_named", Resource: "assessment", Subject: a.ID, Case: a.CandidateID,
			Detail: map[string]any{"disagreement": d.ID, "moderator": membership}})
		tx.Enqueue(letters.ToMembership(letters.ModeratorNamed, d.ID, membership))
		return d, nil
	}
	member, err := one[people.Membership](tx, "membership", "id = ? and ended_at is null", membership)
	if err != nil {
		return d, err
	}
	return d, fault.New(fault.Conflict, "assessment.no_moderator", "Member", member.Name)
}
