package days

import (
	"slices"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/tenants"
	"accord/tenants/fault"
)

// HandIn hands in the actor's score sheet. Where it is noted that the candidate
// did not appear, they say that they have judged them all the same, which the
// journal keeps. Returns what assessments.SubmitSheet does, and Invalid where
// that is not said.
func HandIn(tx *tenants.Tx, in assessments.SheetInput, sure bool) (assessments.Sheet, error) {
	missed, is, err := Missed(tx, in.AssessmentID)
	if err != nil {
		return assessments.Sheet{}, err
	}
	var c fault.Check
	if c.If(is && !sure, "sure", "slot.judged_required") {
		return assessments.Sheet{}, c.Err()
	}
	sheet, err := assessments.SubmitSheet(tx, in)
	if err == nil && is {
		tx.Record(tenants.Event{Action: "assessment.judged_absent", Resource: "assessment", Subject: sheet.Assessment.ID, Case: sheet.Assessment.CandidateID,
			Detail: map[string]any{"slot": missed.ID, "score_sheet": sheet.ScoreSheet.ID}})
	}
	return sheet, err
}

// Missed is the slot of an assessment to which the candidate did not come, and
// whether there is one that the actor may see: the last that was settled is it.
func Missed(tx *tenants.Tx, assessment uuid.UUID) (s Slot, is bool, err error) {
	all, err := ofAssessment(tx, assessment)
	if err != nil {
		return s, false, err
	}
	at := slices.IndexFunc(all, Slot.Settled)
	if at < 0 || all[at].State != NoShow {
		return s, false, nil
	}
	return all[at], true, nil
}
