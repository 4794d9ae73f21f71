package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/submissions"
	"accord/tenants"
)

type manifestItem struct {
	VersionID uuid.UUID `json:"version_id"`
	Kind      string    `json:"kind"`
	Title     string    `json:"title"`
}

// point is one point of a review.
type point struct {
	Point   string `json:"point"`
	Verdict string `json:"verdict,omitempty" enum:"right,wrong" doc:"None until noted"`
	Note    string `json:"note,omitempty"`
}

// conflict is somebody's conflict of interest with a program.
type conflict struct {
	ID         uuid.UUID  `json:"id"`
	ProgramID  uuid.UUID  `json:"program_id"`
	By         string     `json:"by"`
	Reason     string     `json:"reason"`
	DeclaredAt time.Time  `json:"declared_at"`
	EndedAt    *time.Time `json:"ended_at,omitempty"`
}

func conflictOf(c submissions.Conflict) conflict {
	return conflict{c.ID, c.ProgramID, c.DeclaredByName, c.Reason, c.DeclaredAt, c.EndedAt}
}

func (s *service) imiSubmissions() {
	const purpose = "to review what was submitted"
	type Named struct {
		ID uuid.UUID `path:"id" format:"uuid"`
	}
	look(s, operation(http.MethodGet, "/imi/submissions", "listSubmissionQueue", "List what was submitted to IMI"), purpose,
		func(tx *tenants.OversightTx, in *struct {
			At
			Status string `query:"status" maxLength:"40"`
			Words  string `query:"search" maxLength:"200"`
		}) (list[submission], error) {
			page, err := submissions.Queue(tx, submissions.Filter{Status: submissions.Status(in.Status), Words: in.Words}, in.ask())
			return listOf(page, submissionOf), err
		})
	look(s, operation(http.MethodGet, "/imi/submissions/{id}", "getSubmitted", "Read a submission"), purpose,
		func(tx *tenants.OversightTx, in *Named) (submission, error) { return submissionNow(tx, in.ID) })
	look(s, operation(http.MethodGet, "/imi/submissions/{id}/facts", "getFacts", "Read what was put forward of the candidate: eligibility, trainings, assessors, scores and decision"), purpose,
		func(tx *tenants.OversightTx, in *Named) (facts, error) { return factsOf(tx, in.ID) })
	look(s, operation(http.MethodGet, "/imi/submissions/{id}/manifest", "getManifest", "Read which document versions were put forward"), purpose,
		func(tx *tenants.OversightTx, in *Named) (list[manifestItem], error) {
			if _, err := submissions.Find(tx, in.ID); err != nil {
				return list[manifestItem]{}, err
			}
			items, err := submissions.Manifest(tx, in.ID)
			return list[manifestItem]{Items: each(items, func(i submissions.Item) manifestItem { return manifestItem{i.DocumentVersionID, i.Kind, i.Title} })}, err
		})
	oversee(s, operation(http.MethodPost, "/imi/submissions/{id}/decision", "decideSubmission", "Accept, return with reasons, or refuse"), "to decide on a submission",
		func(tx *tenants.OversightTx, in *struct {
			Named
			Body struct {
				Outcome string `json:"outcome" enum:"accepted,returned,refused"`
				Reasons string `json:"reasons,omitempty" maxLength:"4000"`
			}
		}) (decision, error) {
			d, err := submissions.Decide(tx, submissions.Judgement{SubmissionID: in.ID, Outcome: submissions.Outcome(in.Body.Outcome), Reasons: in.Body.Reasons})
			return decisionOf(d), err
		})
	look(s, operation(http.MethodGet, "/imi/submissions/{id}/points", "listPoints", "List the points of a review with what was noted on them"), purpose,
		func(tx *tenants.OversightTx, in *Named) (list[point], error) {
			found, err := submissions.Find(tx, in.ID)
			if err != nil {
				return list[point]{}, err
			}
			notes, err := submissions.Notes(tx, in.ID)
			return list[point]{Items: each(submissions.PointsOf(found.RuleSet), func(name string) point { return point{name, notes[name].Verdict, notes[name].Note} })}, err
		})
	oversee(s, operation(http.MethodPut, "/imi/submissions/{id}/points/{point}", "notePoint", "Note whether a point of the review is right, and what is wrong with it"), purpose,
		func(tx *tenants.OversightTx, in *struct {
			Named
			Point string `path:"point" maxLength:"40"`
			Body  struct {
				Verdict string `json:"verdict" enum:"right,wrong"`
				Note    string `json:"note,omitempty" maxLength:"1000"`
			}
		}) (point, error) {
			p, err := submissions.Note(tx, submissions.Noting{SubmissionID: in.ID, Point: in.Point, Verdict: in.Body.Verdict, Note: in.Body.Note})
			return point{p.Point, p.Verdict, p.Note}, called(err, "point", "path.point")
		})
	oversee(s, operation(http.MethodPost, "/imi/submissions/{id}/conflict", "declareConflict", "Declare a conflict of interest with a submission's program: its submissions close to you"), purpose,
		func(tx *tenants.OversightTx, in *struct {
			Named
			Body struct {
				Reason string `json:"reason" maxLength:"1000"`
			}
		}) (conflict, error) {
			found, err := submissions.Find(tx, in.ID)
			if err != nil {
				return conflict{}, err
			}
			c, err := submissions.DeclareConflict(tx, found.ProgramID, in.Body.Reason)
			return conflictOf(c), err
		})
	look(s, operation(http.MethodGet, "/imi/conflicts", "listConflicts", "List the conflicts of interest that stand"), purpose,
		func(tx *tenants.OversightTx, _ *struct{}) (list[conflict], error) {
			all, err := submissions.Conflicts(tx)
			return list[conflict]{Items: each(all, conflictOf)}, err
		})
	oversee(s, operation(http.MethodDelete, "/imi/conflicts/{id}", "endConflict", "End a conflict of interest"), purpose,
		func(tx *tenants.OversightTx, in *Named) (conflict, error) {
			c, err := submissions.EndConflict(tx, in.ID)
			return conflictOf(c), err
		})
}
