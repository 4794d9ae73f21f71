package assessments

import (
	"time"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/people"
	"accord/tenants"
	"accord/tenants/fault"
)

// KnowledgeTest is a program's test in a version, or the draft of the next;
// package knowledge keeps it.
type KnowledgeTest struct {
	TenantID        uuid.UUID `gorm:"primaryKey"`
	ID              uuid.UUID `gorm:"primaryKey"`
	ProgramID       uuid.UUID
	Number          *int // nil: a draft
	Title           string
	Label           string // what is printed on the paper
	PassMark        int
	Apart           int       // how many marks two markers' totals may be apart
	Revision        int       // counts the changes of a draft
	CreatedAt       time.Time `gorm:"autoCreateTime:false"`
	CreatedBy       *uuid.UUID
	SavedAt         time.Time
	PublishedAt     *time.Time
	PublishedBy     *uuid.UUID
	PublishedByName string
}

// KnowledgeScript is what a candidate wrote in a test, for one assessment;
// package knowledge has it marked.
type KnowledgeScript struct {
	TenantID          uuid.UUID `gorm:"primaryKey"`
	ID                uuid.UUID `gorm:"primaryKey"`
	AssessmentID      uuid.UUID
	ProgramID         uuid.UUID
	CandidateName     string // as it stood
	TestID            uuid.UUID
	DocumentVersionID uuid.UUID // the script
	SatOn             time.Time `gorm:"type:date"`
	FiledAt           time.Time
	FiledBy           *uuid.UUID
	RemovedAt         *time.Time
	ApartAt           *time.Time // when both markers' marks were in, and too far apart
	SettledAt         *time.Time // the database settles what markers agree on
	SettledBy         string     // markers, third, minute
	Doubled           *int       // the marks reached, twice: two totals have a half between them
	OfMarks           *int
	Passed            *bool
	Markers           []string `gorm:"serializer:json"` // by whose marks, once it is settled; the database names them
	Minute            string   // of what was agreed where two were too far apart
	MinuteBy          *uuid.UUID
	MinuteByName      string
}

var (
	_ = tenants.Register(tenants.Resource{Name: "knowledge_test", Model: KnowledgeTest{}, Side: tenants.OrganisationSide, Actions: []string{"read", "draft", "publish"}})
	_ = tenants.Register(tenants.Resource{Name: "knowledge_script", Model: KnowledgeScript{}, Side: tenants.OrganisationSide, Actions: []string{"read", "file", "take_back", "settle"}})
)

// Knowledge is a candidate's knowledge test, as a decision asks for it.
type Knowledge struct {
	Asked  bool             // the design names one, and the program had published one when the assessment was opened; or a script is filed
	Script *KnowledgeScript // nil: none is filed
	Test   KnowledgeTest    // that the script is of
}

// Open says whether a decision waits for it.
func (k Knowledge) Open() bool { return k.Asked && (k.Script == nil || k.Script.SettledAt == nil) }

// Fails says that it was asked for and not passed.
func (k Knowledge) Fails() bool { return k.Asked && !k.Open() && !*k.Script.Passed }

// Result is what it came to, nil before it is settled.
func (k Knowledge) Result() *TestResult {
	if k.Script == nil || k.Script.SettledAt == nil {
		return nil
	}
	r := TestResult{TestID: k.Test.ID, Title: k.Test.Title, Label: k.Test.Label, PassMark: k.Test.PassMark, SatOn: k.Script.SatOn.Format(time.DateOnly),
		Doubled: *k.Script.Doubled, Of: *k.Script.OfMarks, Passed: *k.Script.Passed, SettledBy: k.Script.SettledBy, Markers: k.Script.Markers,
		Minute: k.Script.Minute, MinuteBy: k.Script.MinuteByName}
	if k.Test.Number != nil {
		r.Version = *k.Test.Number
	}
	return &r
}

// Unfit answers what keeps a person from marking what an assessment's candidate
// wrote, or nil: the same as keeps them from judging (IMI-QA-09, IMI-QA-13).
func Unfit(tx *tenants.Tx, a Assessment) (func(people.Membership) *fault.Sentence, error) {
	g, err := gateOf(tx, a)
	g.assigned = nil
	return g.refusal, err
}

// Holders lists the organisation's assessors, by name.
func Holders(tx *tenants.Tx) ([]people.Membership, error) { return holding(tx, tenants.RoleAssessor) }

// Trains says whether the actor has trained an assessment's candidate.
func Trains(tx *tenants.Tx, a Assessment) (bool, error) {
	t, err := taughtBy(tx, a.CandidateID)
	if err != nil {
		return false, err
	}
	m, err := membersByID(tx, []uuid.UUID{tx.Membership()})
	if err != nil {
		return false, err
	}
	_, yes := t.by(m[tx.Membership()])
	return yes, nil
}

// Own says whether the actor is an assessment's candidate.
func Own(tx *tenants.Tx, a Assessment) (bool, error) {
	c, err := candidates.Get(tx, a.CandidateID)
	if err != nil {
		return false, err
	}
	m, err := membersByID(tx, []uuid.UUID{tx.Membership()})
	return err == nil && (c.PersonID != nil && *c.PersonID == tx.Person() || c.Email == m[tx.Membership()].Email), err
}
