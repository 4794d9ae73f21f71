package appeals

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/letters"
	"accord/tenants"
	"accord/tenants/fault"
)

// Ruling is what a panel decides: its minute is the organisation's, its answer
// the candidate's.
type Ruling struct {
	AppealID uuid.UUID
	Outcome  State // of Outcomes
	Minute   string
	Answer   string
}

// Decide writes down what a panel decided, by one who is on it. What is allowed
// sets the decision aside. Returns Invalid with each field that is wrong, Conflict
// when the appeal has ended, the panel is too small or one of it has not declared.
func Decide(tx *tenants.Tx, in Ruling) (Appeal, error) {
	in.Minute, in.Answer = strings.TrimSpace(in.Minute), strings.TrimSpace(in.Answer)
	var c fault.Check
	c.If(!slices.Contains(Outcomes, in.Outcome), "outcome", "appeal.outcome_required")
	for _, err := range []error{c.Err(), checked("minute", in.Minute, "appeal.minute_required"), checked("answer", in.Answer, "appeal.answer_required")} {
		if err != nil {
			return Appeal{}, err
		}
	}
	a, err := locked(tx, in.AppealID)
	if err != nil {
		return a, err
	}
	if err := tx.Allow("decide", &a); err != nil {
		return a, err
	}
	if against, err := Undecidable(tx, a.ID); err != nil || against != nil {
		if err == nil {
			err = refused(*against)
		}
		return a, err
	}
	judged, err := assessments.Get(tx, a.AssessmentID)
	if err != nil {
		return a, err
	}
	now := tx.Now()
	a.State, a.EndedAt, a.DecidedBy, a.DecidedByName, a.Minute, a.Answer = in.Outcome, &now, by(tx), tx.Name(), in.Minute, in.Answer
	if err := tx.NotDue(a.ID); err != nil {
		return a, err
	}
	if err := update(tx, &a, "State", "EndedAt", "DecidedBy", "DecidedByName", "Minute", "Answer"); err != nil {
		return a, err
	}
	if in.Outcome == Allowed {
		if err := assessments.Fell(tx, assessments.FallenAssessment{TenantID: a.TenantID, ID: a.AssessmentID, CandidateID: a.CandidateID, ProgramID: judged.ProgramID, AppealID: a.ID, FellAt: now}); err != nil {
			return a, err
		}
	}
	tx.Enqueue(letters.ToCandidate(letters.AppealDecided, a.AssessmentID, a.CandidateID))
	tx.Enqueue(letters.ToRoles(letters.AppealClosed, a.ID, tenants.RoleProgramManager))
	tx.Record(tenants.Event{Action: "appeal.decided", Resource: "appeal", Subject: a.ID, Case: a.CandidateID, Detail: map[string]any{"outcome": string(a.State)}})
	return a, nil
}

// Undecidable says what stands against deciding an appeal now, or nil.
func Undecidable(tx *tenants.Tx, appeal uuid.UUID) (*fault.Sentence, error) {
	panel, err := Panel(tx, appeal)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(panel, func(p Panellist) bool { return p.DeclaredAt == nil })
	var s fault.Sentence
	switch {
	case len(panel) < MinPanel:
		s = fault.Say("appeal.panel_small", "Min", MinPanel)
	case i >= 0:
		s = fault.Say("appeal.panel_undeclared", "Name", panel[i].Name)
	default:
		return nil, nil
	}
	return &s, nil
}
