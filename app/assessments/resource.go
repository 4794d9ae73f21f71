package assessments

import (
	"cmp"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"

	"accord/app/designs"
	"accord/tenants"
)

// Assessment is one candidate's, under one program.
type Assessment struct {
	TenantID       uuid.UUID `gorm:"primaryKey"`
	ID             uuid.UUID `gorm:"primaryKey"`
	CandidateID    uuid.UUID
	ProgramID      uuid.UUID
	DesignID       uuid.UUID // the version of the program's design that it is judged by
	CandidateName  string    // as it stood when it was opened
	RuleSet        string    // the id of the one in force that day
	OpenedAt       time.Time
	OpenedBy       *uuid.UUID
	DecidedAt      *time.Time
	DecidedBy      *uuid.UUID
	DecidedByName  string
	Outcome        *Outcome // nil until decided
	DecisionMinute string
	RuleOutcome    *Outcome    // what the design's rule said then; nil where nobody asked it
	DiffersBecause string      // why the decision is another
	DecidedTest    *TestResult `gorm:"type:jsonb"` // of the knowledge test, as the decision knew it; the database notes it
	Attempt        int         // of the candidate under the program: the first, the second …
	BeyondBecause  string      // why it is open in spite of the limits of resits
	FellAt         *time.Time  // when an appeal set the decision aside; the database copies it
}

// Outcome is what a decision says.
type Outcome string

// The outcomes.
const (
	Passed Outcome = "passed"
	Failed Outcome = "failed"
)

// AssessmentCriterion is one thing that must be shown, as it stood when the
// assessment was opened.
type AssessmentCriterion struct {
	TenantID          uuid.UUID `gorm:"primaryKey"`
	ID                uuid.UUID `gorm:"primaryKey"`
	AssessmentID      uuid.UUID
	DesignCriterionID uuid.UUID
	Heading           string // of the design's
	Title             string // in the program's language
	Benchmark         string
	Texts             Texts `gorm:"type:jsonb"` // in both languages, with the levels
	Position          int
	ScaleMax          int  // points go from 0 to this
	PassMark          int  // its floor: the fewest that are asked; 0: none
	Weight            int  // 0: the floor alone counts
	Optional          bool // it may be marked as not seen
}

// TitleIn is what must be shown, in a language.
func (c AssessmentCriterion) TitleIn(locale string) string {
	return cmp.Or(c.Texts.Title.In(locale), c.Title)
}

// BenchmarkIn is how well, in a language.
func (c AssessmentCriterion) BenchmarkIn(locale string) string {
	return cmp.Or(c.Texts.Benchmark.In(locale), c.Benchmark)
}

// Texts is what a design says of a criterion.
type Texts struct {
	Title     designs.Text   `json:"title"`
	Benchmark designs.Text   `json:"benchmark"`
	Levels    designs.Levels `json:"levels,omitempty"`
	Methods   []string       `json:"methods,omitempty"`
}

// Value writes texts as JSON.
func (t Texts) Value() (driver.Value, error) {
	text, err := json.Marshal(t)
	return string(text), err
}

// Scan reads them back.
func (t *Texts) Scan(from any) error {
	switch v := from.(type) {
	case string:
		return json.Unmarshal([]byte(v), t)
	case []byte:
		return json.Unmarshal(v, t)
	}
	return fmt.Errorf("assessments: texts from %T", from)
}

// Assignment is an assessor's, of one assessment.
type Assignment struct {
	TenantID     uuid.UUID `gorm:"primaryKey"`
	ID           uuid.UUID `gorm:"primaryKey"`
	AssessmentID uuid.UUID
	CandidateID  uuid.UUID
	MembershipID uuid.UUID // the assessor
	AssessorName string    // as it stood
	AssignedAt   time.Time
	AssignedBy   *uuid.UUID
	DeclaredAt   *time.Time // that no conflict exists
	RemovedAt    *time.Time
	Conflict     string     // the assessor's words, who declined because of one
	SheetInAt    *time.Time // the database copies it from their sheet
	Settles      *uuid.UUID // the disagreement that a third assessor was assigned for
}

// Third says whether it is that of a third assessor.
func (g Assignment) Third() bool { return g.Settles != nil }

// TableName of an assignment says whose.
func (Assignment) TableName() string { return "assessor_assignment" }

// ScoreSheet is one assessor's judgement.
type ScoreSheet struct {
	TenantID     uuid.UUID `gorm:"primaryKey"`
	ID           uuid.UUID `gorm:"primaryKey"`
	AssessmentID uuid.UUID
	CandidateID  uuid.UUID
	MembershipID uuid.UUID // the assessor
	StartedAt    time.Time
	SavedAt      time.Time
	Revision     int    // counts the savings
	SavedKey     string // of the last one, as the page named it
	SubmittedAt  *time.Time
	Comment      string
}

// Score is one criterion's line of a sheet.
type Score struct {
	TenantID     uuid.UUID `gorm:"primaryKey"`
	ID           uuid.UUID `gorm:"primaryKey"`
	ScoreSheetID uuid.UUID
	AssessmentID uuid.UUID
	MembershipID uuid.UUID // the sheet's assessor
	CriterionID  uuid.UUID // an AssessmentCriterion
	Points       *int      // nil: not marked as yet, or not seen
	NotSeen      bool      // there was no occasion to see it
	Note         string
	SubmittedAt  *time.Time // the sheet's; the database copies it
}

// Marked says whether the assessor has judged it.
func (s Score) Marked() bool { return s.Points != nil || s.NotSeen }

var (
	_ = tenants.Register(tenants.Resource{
		Name: "assessment", Model: Assessment{}, Side: tenants.OrganisationSide,
		Actions: []string{"read", "open", "grade", "decide"},
	})
	_ = tenants.Register(tenants.Resource{
		Name: "assessment_criterion", Model: AssessmentCriterion{}, Side: tenants.OrganisationSide,
		Actions: []string{"read"}, PartOf: "assessment",
	})
	_ = tenants.Register(tenants.Resource{
		Name: "assignment", Model: Assignment{}, Side: tenants.OrganisationSide,
		Actions: []string{"read", "assign", "declare", "remove"},
	})
	_ = tenants.Register(tenants.Resource{
		Name: "score_sheet", Model: ScoreSheet{}, Side: tenants.OrganisationSide,
		Actions: []string{"read", "fill"},
	})
	_ = tenants.Register(tenants.Resource{
		Name: "score", Model: Score{}, Side: tenants.OrganisationSide,
		Actions: []string{"read"}, PartOf: "score_sheet",
	})
)

// What conditions ask of an assessor; whom they have trained is package
// candidates' to say.
var (
	_ = tenants.RegisterValue(value("appointed", // assessments that this person is to judge, declared or not
		`select g.assessment_id from assessor_assignment g where g.tenant_id = app.tenant() and g.membership_id = $1 and g.removed_at is null`))
	_ = tenants.RegisterValue(value("assigned", // those for which this person declared that no conflict exists
		`select g.assessment_id from assessor_assignment g
		 where g.tenant_id = app.tenant() and g.membership_id = $1 and g.removed_at is null and g.declared_at is not null`))
	_ = tenants.RegisterValue(value("assigned_candidates", // whose file this person reads, until the decision
		`select g.candidate_id from assessor_assignment g join assessment a on a.tenant_id = g.tenant_id and a.id = g.assessment_id
		 where g.tenant_id = app.tenant() and g.membership_id = $1 and g.removed_at is null and g.declared_at is not null and a.decided_at is null`))
	_ = tenants.RegisterValue(value("unopened", // candidates whom this person is to judge, or whose appeal to hear, and has declared nothing of
		`select w.candidate_id from (
		   select g.candidate_id, g.membership_id, g.declared_at from assessor_assignment g join assessment a on a.tenant_id = g.tenant_id and a.id = g.assessment_id
		   where g.tenant_id = app.tenant() and g.removed_at is null and a.decided_at is null
		   union all
		   select p.candidate_id, p.membership_id, p.declared_at from panellist p where p.tenant_id = app.tenant() and p.out_at is null and p.ended_at is null) w
		 where w.membership_id = $1 group by w.candidate_id having count(w.declared_at) = 0`))
	_ = tenants.RegisterValue(value("scoring", // assessments that this person has yet to judge
		`select g.assessment_id from assessor_assignment g
		 where g.tenant_id = app.tenant() and g.membership_id = $1 and g.removed_at is null
		   and not exists (select from score_sheet s where s.tenant_id = g.tenant_id and s.assessment_id = g.assessment_id
		     and s.membership_id = g.membership_id and s.submitted_at is not null)`))
	_ = tenants.RegisterValue(value("half_judged", // assessments of which some of the first sheets are in, and others are not
		`select h from app.half_judged() h where ($1::uuid is null or true)`))
	_ = tenants.RegisterValue(value("moderating", // assessments whose disagreement this person was named to moderate
		`select d.assessment_id from disagreement d where d.tenant_id = app.tenant() and d.moderator_id = $1`))
	_ = tenants.RegisterValue(value("scored", // assessments that this person has judged
		`select s.assessment_id from score_sheet s where s.tenant_id = app.tenant() and s.membership_id = $1 and s.submitted_at is not null`))
)

func value(name, query string) tenants.SubjectValue {
	return tenants.SubjectValue{Name: name, Door: tenants.DoorMember, Type: tenants.TypeIDs, Query: query + " and ($2::uuid is null or true)"}
}
