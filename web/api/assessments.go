package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/tenants"
	"accord/tenants/fault"
)

type assessment struct {
	ID          uuid.UUID   `json:"id"`
	CandidateID uuid.UUID   `json:"candidate_id"`
	Candidate   string      `json:"candidate"`
	ProgramID   uuid.UUID   `json:"program_id"`
	OpenedAt    time.Time   `json:"opened_at"`
	DecidedAt   *time.Time  `json:"decided_at,omitempty"`
	Outcome     string      `json:"outcome,omitempty" enum:"passed,failed" doc:"As it was decided; it does not count once set_aside_at is there"`
	SetAsideAt  *time.Time  `json:"set_aside_at,omitempty" doc:"When an appeal set the decision aside: the candidate is assessed again, by others"`
	Minute      string      `json:"minute,omitempty"`
	DesignID    uuid.UUID   `json:"design_id" doc:"The version of the program's design that it is judged by"`
	Rule        string      `json:"rule,omitempty" enum:"passed,failed" doc:"What the design's rule said when it was decided"`
	Because     string      `json:"because,omitempty" doc:"Why the decision is another"`
	Test        *testResult `json:"test,omitempty" doc:"What the knowledge test came to, as the decision knew it"`
	Attempt     int         `json:"attempt" doc:"Of the candidate under the program: 1 is the first"`
	Beyond      string      `json:"beyond_because,omitempty" doc:"Why it is open in spite of the limits of resits"`
}

func assessmentOf(a assessments.Assessment) assessment {
	out := assessment{ID: a.ID, CandidateID: a.CandidateID, Candidate: a.CandidateName, ProgramID: a.ProgramID, OpenedAt: a.OpenedAt, DecidedAt: a.DecidedAt, Minute: a.DecisionMinute,
		DesignID: a.DesignID, Because: a.DiffersBecause, Attempt: a.Attempt, Beyond: a.BeyondBecause, Test: testResultOf(a.DecidedTest), SetAsideAt: a.FellAt}
	if a.RuleOutcome != nil {
		out.Rule = string(*a.RuleOutcome)
	}
	if a.Outcome != nil {
		out.Outcome = string(*a.Outcome)
	}
	return out
}

func (s *service) assessments() {
	read(s, operation(http.MethodGet, "/o/{organisation}/assessments", "listAssessments", "List assessments"),
		func(tx *tenants.Tx, in *struct {
			In
			At
			Name    string `query:"name" maxLength:"200"`
			Stage   string `query:"stage" enum:"open,unassigned,judging,disputed,testing,judged,decided,set_aside"`
			Program string `query:"program" format:"uuid"`
		}) (list[assessment], error) {
			page, err := assessments.List(tx, assessments.Filter{Name: in.Name, Stage: assessments.Stage(in.Stage), ProgramID: optionalID(in.Program)}, in.ask())
			return listOf(page, func(i assessments.Item) assessment { return assessmentOf(i.Assessment) }), err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/assessments", "openAssessment", "Open a candidate's assessment under a recognised program"),
		func(tx *tenants.Tx, in *struct {
			In
			Body struct {
				CandidateID uuid.UUID `json:"candidate_id" format:"uuid"`
				ProgramID   uuid.UUID `json:"program_id" format:"uuid"`
				Because     string    `json:"because,omitempty" maxLength:"1000" doc:"Why it is opened in spite of the limits of resits; needed beyond them"`
			}
		}) (assessment, error) {
			a, err := assessments.Open(tx, assessments.NewAssessment{CandidateID: in.Body.CandidateID, ProgramID: in.Body.ProgramID, Because: in.Body.Because})
			return assessmentOf(a), err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/assessment-figures", "getAssessmentFigures", "Count where assessments stand, and the passes of the last twelve months"),
		func(tx *tenants.Tx, in *In) (assessmentFigures, error) {
			if !tx.Can("open", &assessments.Assessment{TenantID: tx.Tenant(), ID: tx.NewID()}) {
				return assessmentFigures{}, fault.Denied()
			}
			f, err := assessments.FiguresNow(tx)
			return assessmentFiguresOf(f), err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/assessments/{id}", "getAssessment", "Read an assessment"),
		func(tx *tenants.Tx, in *One) (assessment, error) {
			a, err := assessments.Get(tx, in.ID)
			return assessmentOf(a), err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/assessments/{id}/decision", "decideAssessment", "Decide an assessment, with its minute"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Outcome string `json:"outcome" enum:"passed,failed"`
				Minute  string `json:"minute" maxLength:"4000"`
				Because string `json:"because,omitempty" maxLength:"2000" doc:"Why it is not what the design's rule says; needed then, and only then"`
			}
		}) (assessment, error) {
			a, err := assessments.Decide(tx, assessments.Decision{AssessmentID: in.ID, Outcome: assessments.Outcome(in.Body.Outcome), Minute: in.Body.Minute, Because: in.Body.Because})
			return assessmentOf(a), err
		})
	s.assessors()
	s.sheets()
	s.disagreements()
}

// optionalID is the id a query names; none for no text.
func optionalID(text string) uuid.UUID {
	id, _ := uuid.Parse(text) // its format is checked before
	return id
}

type assessmentFigures struct {
	Unassigned int    `json:"unassigned"`
	Judging    int    `json:"judging"`
	Disputed   int    `json:"disputed"`
	Testing    int    `json:"testing" doc:"Every sheet is in: their knowledge test is to be settled"`
	Judged     int    `json:"judged" doc:"Nothing is missing: they can be decided"`
	Waiting    int    `json:"waiting" doc:"Open for over 30 days"`
	Rates      []rate `json:"rates" doc:"By program; without what an appeal has set aside"`
}

type rate struct {
	ProgramID uuid.UUID `json:"program_id"`
	Decided   int       `json:"decided"`
	Passed    int       `json:"passed"`
}

func assessmentFiguresOf(f assessments.Figures) assessmentFigures {
	return assessmentFigures{f.Stages[assessments.Unassigned], f.Stages[assessments.Judging], f.Stages[assessments.Disputed], f.Stages[assessments.Testing], f.Stages[assessments.Judged], f.Waiting,
		each(f.Rates, func(r assessments.Rate) rate { return rate{r.ProgramID, r.Decided, r.Passed} })}
}
