package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/assessors"
	"accord/tenants"
)

type assignment struct {
	ID           uuid.UUID  `json:"id"`
	AssessmentID uuid.UUID  `json:"assessment_id"`
	MembershipID uuid.UUID  `json:"membership_id"`
	Assessor     string     `json:"assessor"`
	Third        bool       `json:"third,omitempty" doc:"Assigned to settle a disagreement"`
	DeclaredAt   *time.Time `json:"declared_at,omitempty" doc:"That no conflict exists"`
}

func assignmentOf(g assessments.Assignment) assignment {
	return assignment{g.ID, g.AssessmentID, g.MembershipID, g.AssessorName, g.Third(), g.DeclaredAt}
}

// choice is somebody who could judge a candidate, or why they cannot.
type choice struct {
	MembershipID uuid.UUID `json:"membership_id"`
	Name         string    `json:"name"`
	Refusal      string    `json:"refusal,omitempty" doc:"Why they cannot; none where they can"`
}

func choiceOf(tx *tenants.Tx, c assessments.Choice) choice {
	out := choice{MembershipID: c.Membership.ID, Name: c.Membership.Name}
	if c.Refusal != nil {
		out.Refusal = speaker(tx).Sentence(*c.Refusal)
	}
	return out
}

// task is one assessment that waits for the caller's own judgement.
type task struct {
	Assessment assessment `json:"assessment"`
	Assignment assignment `json:"assignment"`
	Criteria   int        `json:"criteria"`
	Marked     int        `json:"marked"`
	Submitted  bool       `json:"submitted"`
}

func (s *service) assessors() {
	read(s, operation(http.MethodGet, "/o/{organisation}/assessments/{id}/assessors", "listAssessors", "List who judges an assessment"),
		func(tx *tenants.Tx, in *One) (list[assignment], error) {
			if _, err := assessments.Get(tx, in.ID); err != nil {
				return list[assignment]{}, err
			}
			all, err := assessments.Assignments(tx, in.ID)
			return list[assignment]{Items: each(all, assignmentOf)}, err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/assessments/{id}/choices", "listChoices", "List who could judge an assessment, and who cannot with the reason"),
		func(tx *tenants.Tx, in *One) (list[choice], error) {
			all, err := assessments.Choices(tx, in.ID)
			return list[choice]{Items: each(all, func(c assessments.Choice) choice { return choiceOf(tx, c) })}, err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/tasks", "listMyAssessments", "List the assessments that wait for your own judgement"),
		func(tx *tenants.Tx, _ *In) (list[task], error) {
			all, err := assessments.Mine(tx)
			return list[task]{Items: each(all, func(t assessments.Task) task {
				return task{assessmentOf(t.Assessment), assignmentOf(t.Assignment), t.Criteria, t.Marked, t.Submitted}
			})}, err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/assessments/{id}/assessors", "assignAssessor", "Assign an assessor who has not trained the candidate; once the sheets disagree, the third"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				MembershipID uuid.UUID `json:"membership_id" format:"uuid"`
				Because      string    `json:"because,omitempty" maxLength:"1000" doc:"Why, although they do not meet today what IMI asks of assessors; needed then"`
			}
		}) (assignment, error) {
			g, err := assessors.AssignByHand(tx, assessors.ByHand{AssessmentID: in.ID, MembershipID: in.Body.MembershipID, Because: in.Body.Because})
			return assignmentOf(g), err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/assessments/{id}/declaration", "declareNoConflict", "Declare, as the assessor, that no conflict exists"),
		func(tx *tenants.Tx, in *One) (assignment, error) {
			g, err := assessments.Declare(tx, in.ID)
			return assignmentOf(g), err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/assessments/{id}/conflict", "declineAssessment", "Decline, as the assessor, because a conflict of interest exists"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Conflict string `json:"conflict" maxLength:"1000"`
			}
		}) (assignment, error) {
			g, err := assessments.Decline(tx, in.ID, in.Body.Conflict)
			return assignmentOf(g), err
		})
	write(s, operation(http.MethodDelete, "/o/{organisation}/assessments/{id}/assessors/{assignment}", "unassignAssessor", "Take an assessor's assignment back whose sheet is not in"),
		func(tx *tenants.Tx, in *struct {
			One
			Assignment uuid.UUID `path:"assignment" format:"uuid"`
		}) (assignment, error) {
			g, err := assessments.AssignmentIn(tx, in.ID, in.Assignment)
			if err != nil {
				return assignment{}, err
			}
			g, err = assessments.Unassign(tx, g.ID)
			return assignmentOf(g), err
		})
}
