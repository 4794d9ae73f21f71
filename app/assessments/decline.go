package assessments

import (
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/letters"
	"accord/tenants"
	"accord/tenants/fault"
)

// Decline gives an assignment back because of a conflict, said in the
// assessor's words; nobody can assign them to it again. Returns Invalid
// without words, Conflict when their sheet is in or the assessment is decided.
func Decline(tx *tenants.Tx, assessment uuid.UUID, conflict string) (Assignment, error) {
	conflict = strings.TrimSpace(conflict)
	var c fault.Check
	c.If(conflict == "", "conflict", "assessment.conflict_required")
	c.If(utf8.RuneCountInString(conflict) > 1000, "conflict", "assessment.conflict_long", "Max", 1000)
	if err := c.Err(); err != nil {
		return Assignment{}, err
	}
	if err := tx.Lock(assessment); err != nil {
		return Assignment{}, err
	}
	g, err := MyAssignment(tx, assessment)
	if err != nil {
		return g, err
	}
	if err := tx.Allow("remove", &g); err != nil {
		return g, err
	}
	a, err := Get(tx, assessment)
	if err != nil {
		return g, err
	}
	if a.DecidedAt != nil {
		return g, decided()
	}
	sheet, found, err := sheetOf(tx, g.AssessmentID, g.MembershipID)
	if err != nil {
		return g, err
	}
	if found && sheet.SubmittedAt != nil {
		return g, fault.New(fault.Conflict, "assessment.your_sheet_in")
	}
	_, before, err := DisagreementOf(tx, g.AssessmentID)
	if err != nil {
		return g, err
	}
	now := tx.Now()
	g.RemovedAt, g.Conflict = &now, conflict
	if err := change[Assignment](tx, g.ID, map[string]any{"removed_at": now, "conflict": conflict}); err != nil {
		return g, err
	}
	tx.Record(tenants.Event{Action: "assessment.declined", Resource: "assessment", Subject: g.AssessmentID, Case: g.CandidateID,
		Detail: map[string]any{"assignment": g.ID}})
	tx.Enqueue(letters.ToRoles(letters.AssessorDeclined, g.ID, tenants.RoleProgramManager, tenants.RoleAdministrator))
	_, err = opened(tx, g.AssessmentID, before)
	return g, err
}
