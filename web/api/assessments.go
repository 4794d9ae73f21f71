package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/tenants"
)

type assessment struct {
	ID          uuid.UUID  `json:"id"`
	CandidateID uuid.UUID  `json:"candidate_id"`
	Candidate   string     `json:"candidate"`
	ProgramID   uuid.UUID  `json:"program_id"`
	OpenedAt    time.Time  `json:"opened_at"`
	DecidedAt   *time.Time `json:"decided_at,omitempty"`
	Outcome     string     `json:"outcome,omitempty" enum:"passed,failed"`
	Minute      string     `json:"minute,omitempty"`
}

func assessmentOf(a assessments.Assessment) assessment {
	out := assessment{ID: a.ID, CandidateID: a.CandidateID, Candidate: a.CandidateName, ProgramID: a.ProgramID, OpenedAt: a.OpenedAt, DecidedAt: a.DecidedAt, Minute: a.DecisionMinute}
	if a.Outcome != nil {
		out.Outcome = string(*a.Outcome)
	}
	return out
}

type assignment struct {
	ID           uuid.UUID  `json:"id"`
	AssessmentID uuid.UUID  `json:"assessment_id"`
	MembershipID uuid.UUID  `json:"membership_id"`
	Assessor     string     `json:"assessor"`
	DeclaredAt   *time.Time `json:"declared_at,omitempty" doc:"That no conflict exists"`
}

func assignmentOf(g assessments.Assignment) assignment {
	return assignment{g.ID, g.AssessmentID, g.MembershipID, g.AssessorName, g.DeclaredAt}
}

type criterion struct {
	ID        uuid.UUID `json:"id"`
	Heading   string    `json:"heading"`
	Title     string    `json:"title"`
	Benchmark string    `json:"benchmark"`
	ScaleMax  int       `json:"scale_max"`
	PassMark  int       `json:"pass_mark"`
}

type score struct {
	CriterionID uuid.UUID `json:"criterion_id" format:"uuid"`
	Points      *int      `json:"points,omitempty" doc:"None until marked"`
	Note        string    `json:"note,omitempty" maxLength:"2000"`
}

type sheet struct {
	AssessmentID uuid.UUID   `json:"assessment_id"`
	Revision     int         `json:"revision" doc:"Send it back with what you save, so that nothing is overwritten unseen"`
	SubmittedAt  *time.Time  `json:"submitted_at,omitempty"`
	Comment      string      `json:"comment"`
	Criteria     []criterion `json:"criteria"`
	Scores       []score     `json:"scores"`
}

func sheetOf(s assessments.Sheet) sheet {
	out := sheet{AssessmentID: s.Assessment.ID, Revision: s.Revision, SubmittedAt: s.SubmittedAt, Comment: s.Comment, Scores: []score{}}
	for _, c := range s.Criteria {
		out.Criteria = append(out.Criteria, criterion{c.ID, c.Heading, c.Title, c.Benchmark, c.ScaleMax, c.PassMark})
		if line, marked := s.Scores[c.ID]; marked {
			out.Scores = append(out.Scores, score{c.ID, line.Points, line.Note})
		}
	}
	return out
}

type filled struct {
	Revision int     `json:"revision"`
	Comment  string  `json:"comment,omitempty" maxLength:"4000"`
	Scores   []score `json:"scores" maxItems:"200"`
}

func (f filled) in(assessment uuid.UUID) assessments.SheetInput {
	in := assessments.SheetInput{AssessmentID: assessment, Revision: f.Revision, Comment: f.Comment, Marks: map[uuid.UUID]assessments.Mark{}}
	for _, s := range f.Scores {
		in.Marks[s.CriterionID] = assessments.Mark{Points: s.Points, Note: s.Note}
	}
	return in
}

func (s *service) assessments() {
	read(s, operation(http.MethodGet, "/o/{organisation}/assessments", "listAssessments", "List assessments"),
		func(tx *tenants.Tx, in *struct {
			In
			At
			Name string `query:"name" maxLength:"200"`
		}) (list[assessment], error) {
			page, err := assessments.List(tx, assessments.Filter{Name: in.Name}, in.ask())
			return listOf(page, func(i assessments.Item) assessment { return assessmentOf(i.Assessment) }), err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/assessments", "openAssessment", "Open a candidate's assessment under a recognised program"),
		func(tx *tenants.Tx, in *struct {
			In
			Body struct {
				CandidateID uuid.UUID `json:"candidate_id" format:"uuid"`
				ProgramID   uuid.UUID `json:"program_id" format:"uuid"`
			}
		}) (assessment, error) {
			a, err := assessments.Open(tx, assessments.NewAssessment{CandidateID: in.Body.CandidateID, ProgramID: in.Body.ProgramID})
			return assessmentOf(a), err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/assessments/{id}", "getAssessment", "Read an assessment"),
		func(tx *tenants.Tx, in *One) (assessment, error) {
			a, err := assessments.Get(tx, in.ID)
			return assessmentOf(a), err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/assessments/{id}/assessors", "assignAssessor", "Assign an assessor who has not trained the candidate"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				MembershipID uuid.UUID `json:"membership_id" format:"uuid"`
			}
		}) (assignment, error) {
			g, err := assessments.Assign(tx, in.ID, in.Body.MembershipID)
			return assignmentOf(g), err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/assessments/{id}/declaration", "declareNoConflict", "Declare, as the assessor, that no conflict exists"),
		func(tx *tenants.Tx, in *One) (assignment, error) {
			g, err := assessments.Declare(tx, in.ID)
			return assignmentOf(g), err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/assessments/{id}/sheet", "getMySheet", "Read your own score sheet with the criteria"),
		func(tx *tenants.Tx, in *One) (sheet, error) {
			sh, err := assessments.MySheet(tx, in.ID)
			return sheetOf(sh), err
		})
	write(s, operation(http.MethodPut, "/o/{organisation}/assessments/{id}/sheet", "saveMySheet", "Save your own score sheet"),
		func(tx *tenants.Tx, in *struct {
			One
			Body filled
		}) (sheet, error) {
			sh, err := assessments.SaveSheet(tx, in.Body.in(in.ID))
			return sheetOf(sh), err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/assessments/{id}/sheet", "submitMySheet", "Submit your own score sheet; it does not change after"),
		func(tx *tenants.Tx, in *struct {
			One
			Body filled
		}) (sheet, error) {
			sh, err := assessments.SubmitSheet(tx, in.Body.in(in.ID))
			return sheetOf(sh), err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/assessments/{id}/decision", "decideAssessment", "Decide an assessment, with its minute"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Outcome string `json:"outcome" enum:"passed,failed"`
				Minute  string `json:"minute" maxLength:"4000"`
			}
		}) (assessment, error) {
			a, err := assessments.Decide(tx, assessments.Decision{AssessmentID: in.ID, Outcome: assessments.Outcome(in.Body.Outcome), Minute: in.Body.Minute})
			return assessmentOf(a), err
		})
}
