package knowledge

import (
	"time"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/tenants"
)

// Test and Script are kept here; the decision of an assessment reads them.
type (
	Test   = assessments.KnowledgeTest
	Script = assessments.KnowledgeScript
)

// Question is one of a test's.
type Question struct {
	TenantID    uuid.UUID `gorm:"primaryKey"`
	ID          uuid.UUID `gorm:"primaryKey"`
	TestID      uuid.UUID
	Position    int
	Words       string
	Marks       int        // at most
	PublishedAt *time.Time // the test's; the database copies it
}

// TableName of a question says of what.
func (Question) TableName() string { return "knowledge_question" }

// Marking is one marker's, of one script.
type Marking struct {
	TenantID     uuid.UUID `gorm:"primaryKey"`
	ID           uuid.UUID `gorm:"primaryKey"`
	ScriptID     uuid.UUID
	AssessmentID uuid.UUID
	MembershipID uuid.UUID // the marker
	MarkerName   string    // as it stood
	Place        int       // 1, 2; 3: the third
	AssignedAt   time.Time
	AssignedBy   *uuid.UUID
	DeclaredAt   *time.Time // that no conflict exists
	RemovedAt    *time.Time
	Conflict     string
	Revision     int    // counts the savings of marks
	SavedKey     string // of the last one
	SavedAt      *time.Time
	SubmittedAt  *time.Time
}

// TableName of a marking says of what.
func (Marking) TableName() string { return "knowledge_marking" }

// Mark is what a marker gave for one question.
type Mark struct {
	TenantID     uuid.UUID `gorm:"primaryKey"`
	ID           uuid.UUID `gorm:"primaryKey"`
	MarkingID    uuid.UUID
	ScriptID     uuid.UUID
	AssessmentID uuid.UUID
	MembershipID uuid.UUID
	TestID       uuid.UUID
	QuestionID   uuid.UUID
	Marks        *int // nil: not marked as yet
	Note         string
	SubmittedAt  *time.Time // the marking's; the database copies it
}

// TableName of a mark says of what.
func (Mark) TableName() string { return "knowledge_mark" }

var (
	_ = tenants.Register(tenants.Resource{Name: "knowledge_question", Model: Question{}, Side: tenants.OrganisationSide, Actions: []string{"read"}, PartOf: "knowledge_test", PartBy: "test_id"})
	_ = tenants.Register(tenants.Resource{Name: "knowledge_marking", Model: Marking{}, Side: tenants.OrganisationSide, Actions: []string{"read", "assign", "declare", "mark", "remove"}})
	_ = tenants.Register(tenants.Resource{Name: "knowledge_mark", Model: Mark{}, Side: tenants.OrganisationSide, Actions: []string{"read"}, PartOf: "knowledge_marking", PartBy: "marking_id"})
)

// What conditions ask of a marker.
var (
	_ = tenants.RegisterValue(value("marking_scripts", "g.script_id", "")) // that this person is to mark, or has
	_ = tenants.RegisterValue(value("marked_scripts", "g.script_id", "and g.submitted_at is not null"))
	_ = tenants.RegisterValue(value("unmarked_scripts", "g.script_id", "and g.submitted_at is null"))
	_ = tenants.RegisterValue(value("marking_versions", "s.document_version_id", "and g.declared_at is not null and s.settled_at is null"))
	_ = tenants.RegisterValue(value("unopened_scripts", "s.document_version_id", "and g.declared_at is null and s.settled_at is null"))                                                                            // that this person is to mark, and has not declared for
	_ = tenants.RegisterValue(value("yet_to_mark", "(select a.candidate_id from assessment a where a.tenant_id = g.tenant_id and a.id = g.assessment_id)", "and g.submitted_at is null and s.settled_at is null")) // candidates a script of whom this person is to mark
	_ = tenants.RegisterValue(tenants.SubjectValue{Name: "half_marked", Door: tenants.DoorMember, Type: tenants.TypeIDs,                                                                                           // scripts of which fewer than two markers' marks are in
		Query: `select h from app.half_marked() h where ($1::uuid is null or true) and ($2::uuid is null or true)`})
	_ = tenants.RegisterValue(value("trained_scripts", "g.script_id", "and exists (select from assessment a where a.tenant_id = g.tenant_id and a.id = g.assessment_id and app.trained(g.tenant_id, g.membership_id, a.candidate_id))"))
)

func value(name, column, more string) tenants.SubjectValue {
	return tenants.SubjectValue{Name: name, Door: tenants.DoorMember, Type: tenants.TypeIDs, Query: `select ` + column + ` from knowledge_marking g
		join knowledge_script s on s.tenant_id = g.tenant_id and s.id = g.script_id
		where g.tenant_id = app.tenant() and g.membership_id = $1 and g.removed_at is null and s.removed_at is null ` + more + ` and ($2::uuid is null or true)`}
}
