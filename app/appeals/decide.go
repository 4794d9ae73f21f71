package appeals

import (
	"accord/app/assessments"
	"accord/app/letters"
	"accord/tenants"
)

// settle decides an appeal as its panel has drafted it, once everybody has voted
// and more than half agree. What is allowed sets the decision aside.
func settle(tx *tenants.Tx, a Appeal, d Deliberation) (Appeal, error) {
	if !d.Carried() {
		return a, nil
	}
	if err := tx.Allow("decide", &a); err != nil {
		return a, err
	}
	judged, err := assessments.Get(tx, a.AssessmentID)
	if err != nil {
		return a, err
	}
	now, r := tx.Now(), *d.Ruling
	a.State, a.EndedAt, a.DecidedBy, a.DecidedByName, a.Minute, a.Answer = r.Outcome, &now, &r.MembershipID, r.Name, r.Minute, r.Answer
	if err := tx.NotDue(a.ID); err != nil {
		return a, err
	}
	if err := update(tx, &a, "State", "EndedAt", "DecidedBy", "DecidedByName", "Minute", "Answer"); err != nil {
		return a, err
	}
	if a.State == Allowed {
		if err := assessments.Fell(tx, assessments.FallenAssessment{TenantID: a.TenantID, ID: a.AssessmentID, CandidateID: a.CandidateID, ProgramID: judged.ProgramID, AppealID: a.ID, FellAt: now}); err != nil {
			return a, err
		}
	}
	tx.Enqueue(letters.ToCandidate(letters.AppealDecided, a.AssessmentID, a.CandidateID))
	tx.Enqueue(letters.ToRoles(letters.AppealClosed, a.ID, tenants.RoleProgramManager))
	tx.Record(tenants.Event{Action: "appeal.decided", Resource: "appeal", Subject: a.ID, Case: a.CandidateID,
		Detail: map[string]any{"outcome": string(a.State), "agreed": d.Agreed(), "of": len(d.Panel)}})
	return a, nil
}
