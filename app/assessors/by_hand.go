package assessors

import (
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/tenants"
	"accord/tenants/fault"
)

// ByHand is whom somebody assigns without a proposal.
type ByHand struct {
	AssessmentID uuid.UUID
	MembershipID uuid.UUID
	Because      string // why, although they are not qualified; "" where they are
}

// AssignByHand assigns somebody by choice: the gate holds as ever, and who does
// not meet today what IMI asks of assessors (IMI-TR-01, IMI-TR-02) is assigned
// for a reason, which the journal keeps. Returns what assessments.Assign does,
// and Invalid without the reason.
func AssignByHand(tx *tenants.Tx, in ByHand) (assessments.Assignment, error) {
	g, err := assessments.Assign(tx, in.AssessmentID, in.MembershipID)
	if err != nil {
		return g, err
	}
	against, err := Unqualified(tx, in.MembershipID)
	if err != nil || against == nil {
		return g, err
	}
	because := strings.Join(strings.Fields(in.Because), " ")
	var c fault.Check
	c.If(because == "", "because", "assessor.because_required", "Why", *against)
	c.If(utf8.RuneCountInString(because) > assessments.MaxBeyond, "because", "candidate.too_long", "Max", assessments.MaxBeyond)
	if err := c.Err(); err != nil {
		return assessments.Assignment{}, err
	}
	tx.Record(tenants.Event{Action: "assessment.assigned_unqualified", Resource: "assessment", Subject: g.AssessmentID, Case: g.CandidateID,
		Detail: map[string]any{"assignment": g.ID, "assessor": g.MembershipID, "name": g.AssessorName, "reason": because}})
	return g, nil
}

// Unqualified says that somebody does not meet today what IMI asks of assessors,
// or nil.
func Unqualified(tx *tenants.Tx, member uuid.UUID) (*fault.Sentence, error) {
	a, err := Of(tx, member)
	if err != nil || a.Qualified() {
		return nil, err
	}
	said := fault.Say("assessor.not_qualified", "Name", a.Member.Name)
	return &said, nil
}
