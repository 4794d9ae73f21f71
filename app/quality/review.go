package quality

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/letters"
	"accord/tenants"
	"accord/tenants/fault"
)

// MaxNote is the longest note of a review, in characters.
const MaxNote = 4000

// Finding is what a review says of a sheet.
type Finding struct {
	CheckID uuid.UUID
	Outcome Outcome
	Note    string // needed unless it is sound
}

// Review writes down what somebody found who did not judge the assessment, and
// tells the assessor unless the sheet is sound. Returns Invalid with every wrong
// field, Conflict when it is reviewed, Forbidden when the actor judged the
// assessment or was asked to, under whichever membership.
func Review(tx *tenants.Tx, in Finding) (QualityCheck, error) {
	in.Note = strings.TrimSpace(in.Note)
	var c fault.Check
	c.If(!slices.Contains(Outcomes, in.Outcome), "outcome", "quality.outcome_required")
	switch {
	case c.If(in.Outcome != Sound && in.Note == "", "note", "quality.note_required"):
	case c.If(utf8.RuneCountInString(in.Note) > MaxNote, "note", "candidate.too_long", "Max", MaxNote):
	}
	if err := c.Err(); err != nil {
		return QualityCheck{}, err
	}
	if err := tx.Lock(in.CheckID); err != nil {
		return QualityCheck{}, err
	}
	q, err := Check(tx, in.CheckID)
	if err != nil {
		return q, err
	}
	if q.ReviewedAt != nil {
		return q, fault.New(fault.Conflict, "quality.reviewed_already")
	}
	if against := Unreviewable(tx, q); against != nil {
		return q, against
	}
	if err := tx.Allow("review", &q); err != nil {
		return q, err
	}
	now, by := tx.Now(), tx.Membership()
	q.ReviewedAt, q.ReviewedBy, q.ReviewedByName, q.Outcome, q.Note = &now, &by, tx.Name(), &in.Outcome, in.Note
	if err := update(tx, &q, "ReviewedAt", "ReviewedBy", "ReviewedByName", "Outcome", "Note"); err != nil {
		return q, err
	}
	if in.Outcome != Sound {
		tx.Enqueue(letters.ToMembership(letters.SheetReviewed, q.ID, q.MembershipID))
	}
	tx.Record(tenants.Event{Action: "quality.reviewed", Resource: "quality_check", Subject: q.ID, Case: q.CandidateID, Detail: map[string]any{"assessor": q.AssessorName, "outcome": string(in.Outcome)}})
	return q, nil
}

// Unreviewable says why the actor, who draws, does not review a sheet, or nil:
// they judged the assessment, or were asked to.
func Unreviewable(tx *tenants.Tx, q QualityCheck) *fault.Error {
	if q.ReviewedAt == nil && tx.Can("draw", &q) && !tx.Can("review", &q) {
		return fault.New(fault.Forbidden, "quality.you_judged")
	}
	return nil
}
