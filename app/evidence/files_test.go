package evidence_test

import (
	"github.com/google/uuid"

	"accord/app/apptest"
)

// enrolled adds a candidate in a cohort that the organisation's Trainer teaches.
func (c *cast) enrolled(o apptest.Org) (candidate, cohort uuid.UUID) {
	candidate = c.Row("candidate", map[string]any{"tenant_id": o.ID, "name": "Camila Torres Vega"})
	cohort = c.Row("cohort", map[string]any{"tenant_id": o.ID, "program_id": o.CMTP, "code": "AUTUMN"})
	c.Row("cohort_trainer", map[string]any{"tenant_id": o.ID, "cohort_id": cohort, "membership_id": o.Trainer.Membership()})
	c.Row("enrolment", map[string]any{"tenant_id": o.ID, "cohort_id": cohort, "candidate_id": candidate})
	return candidate, cohort
}

// assigned makes the organisation's Assessor a candidate's, who declared that no conflict exists.
func (c *cast) assigned(o apptest.Org, candidate uuid.UUID) {
	assessment := c.Row("assessment", map[string]any{"tenant_id": o.ID, "candidate_id": candidate, "program_id": o.QAP})
	assignment := c.Row("assessor_assignment", map[string]any{"tenant_id": o.ID, "assessment_id": assessment, "candidate_id": candidate, "membership_id": o.Assessor.Membership()})
	c.Force(`update assessor_assignment set declared_at = $2 where id = $1`, assignment, apptest.Start)
}

// submitted adds a submission that was submitted.
func (c *cast) submitted(o apptest.Org) uuid.UUID {
	return c.Row("submission", map[string]any{"tenant_id": o.ID, "candidate_id": c.candidate, "program_id": o.QAP, "certification": "certified_mediator",
		"rule_set": "r", "declaration": "d", "submitted_by_name": "n", "submitted_at": apptest.Start})
}

// requested adds a credential and a request for its documents, readable for 104 days.
func (c *cast) requested(o apptest.Org, submission uuid.UUID) uuid.UUID {
	credential := c.Row("credential", map[string]any{"tenant_id": o.ID, "submission_id": submission, "program_id": o.QAP})
	return c.Row("document_request", map[string]any{"tenant_id": o.ID, "credential_id": credential, "submission_id": submission, "kind": "routine",
		"due_at": apptest.Start.AddDate(0, 0, 14), "readable_until": apptest.Start.AddDate(0, 0, 104)})
}
