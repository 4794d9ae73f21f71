package appeals

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/letters"
	"accord/app/standards"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// NewAppeal says what is contested, and why.
type NewAppeal struct {
	AssessmentID uuid.UUID
	Ground       string // of Grounds
	Statement    string
}

// theirs says whether the actor is the candidate: by their link, or in their own file.
func theirs(tx *tenants.Tx, candidate uuid.UUID) (bool, error) {
	if tx.Membership() == uuid.Nil {
		return true, nil
	}
	c, err := candidates.Mine(tx)
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	return c.ID == candidate, err
}

// Lodge contests a decision: the candidate by the link of their result, or a
// program manager who notes what came otherwise. Returns Invalid with each field
// that is wrong, Conflict when nothing can be contested (any more) or it is
// contested already.
func Lodge(tx *tenants.Tx, in NewAppeal) (Appeal, error) {
	in.Statement = strings.TrimSpace(in.Statement)
	var c fault.Check
	c.If(!slices.Contains(Grounds, in.Ground), "ground", "appeal.ground_required")
	c.If(in.Statement == "", "statement", "appeal.statement_required")
	c.If(utf8.RuneCountInString(in.Statement) > MaxWords, "statement", "candidate.too_long", "Max", MaxWords)
	if err := c.Err(); err != nil {
		return Appeal{}, err
	}
	r, err := ResultOf(tx, in.AssessmentID)
	if err != nil {
		return Appeal{}, err
	}
	if err := tx.Lock(r.ID); err != nil {
		return Appeal{}, err
	}
	a := Appeal{TenantID: tx.Tenant(), ID: tx.NewID(), AssessmentID: r.ID, CandidateID: r.CandidateID, Ground: in.Ground, Statement: in.Statement,
		LodgedAt: tx.Now(), LodgedBy: by(tx), State: Lodged}
	if a.ByCandidate, err = theirs(tx, r.CandidateID); err != nil {
		return a, err
	}
	if err := tx.Allow("lodge", &a); err != nil {
		return a, err
	}
	switch {
	case r.AppealUntil == nil:
		return a, fault.New(fault.Conflict, "appeal.passed")
	case !r.Contestable(tx.Now()):
		return a, fault.New(fault.Conflict, "appeal.too_late")
	}
	before, err := OfAssessment(tx, r.ID)
	if err != nil {
		return a, err
	}
	if slices.ContainsFunc(before, func(b Appeal) bool { return b.State != Withdrawn }) {
		return a, fault.New(fault.Conflict, "appeal.lodged_already")
	}
	zone, err := trainings.Zone(tx)
	if err != nil {
		return a, err
	}
	a.DueAt = standards.AddWorkdays(a.LodgedAt, DecideDays, zone).UTC()
	if err := insert(tx, &a); err != nil {
		return a, err
	}
	if err := a.watch(tx, zone); err != nil {
		return a, err
	}
	tx.Enqueue(letters.ToRoles(letters.AppealLodged, a.ID, tenants.RoleProgramManager))
	tx.Enqueue(letters.ToCandidate(letters.AppealReceived, r.ID, r.CandidateID))
	tx.Record(tenants.Event{Action: "appeal.lodged", Resource: "appeal", Subject: a.ID, Case: a.CandidateID, Detail: map[string]any{"ground": a.Ground, "by_candidate": a.ByCandidate}})
	return a, nil
}
