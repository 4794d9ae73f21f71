package submissions

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// Submission is a candidate put forward for one certification.
type Submission struct {
	TenantID        uuid.UUID `gorm:"primaryKey"`
	ID              uuid.UUID `gorm:"primaryKey"`
	Reference       string    // for people: SU-7K3QX-9WD42
	CandidateID     uuid.UUID
	ProgramID       uuid.UUID
	Certification   string    // an id of standards
	Holder          string    // the candidate's name as it is put forward
	RuleSet         string    // the id of the one it was submitted under; "" before
	Reason          string    // for a completion before the program's recognition
	Declaration     string    // what was declared
	CreatedAt       time.Time `gorm:"autoCreateTime:false"`
	CreatedBy       *uuid.UUID
	SubmittedAt     *time.Time
	SubmittedBy     *uuid.UUID
	SubmittedByName string // who declared
	WithdrawnAt     *time.Time
	PreviousID      *uuid.UUID // the returned submission that this one follows
}

// Fact is one thing that IMI is told of a candidate: a copy that never
// changes. Its value is one of the types in facts.go, by kind.
type Fact struct {
	TenantID     uuid.UUID `gorm:"primaryKey"`
	ID           uuid.UUID `gorm:"primaryKey"`
	SubmissionID uuid.UUID
	Position     int
	Kind         string
	Label        string // a key of the catalogue
	Value        []byte // JSON
}

// TableName of a fact says whose.
func (Fact) TableName() string { return "submission_fact" }

// Item is one version of the manifest. Its kind, title and hash stay readable
// to IMI when the opening has ended.
type Item struct {
	TenantID          uuid.UUID `gorm:"primaryKey"`
	ID                uuid.UUID `gorm:"primaryKey"`
	SubmissionID      uuid.UUID
	DocumentVersionID uuid.UUID
	Kind              string
	Title             string
	SHA256            []byte `gorm:"column:sha256"`
	ChosenAt          time.Time
	SubmittedAt       *time.Time // the submission's
}

// TableName of an item says whose.
func (Item) TableName() string { return "submission_item" }

// Outcome is what IMI decides.
type Outcome string

// The outcomes.
const (
	Accepted Outcome = "accepted"
	Returned Outcome = "returned"
	Refused  Outcome = "refused"
)

// Decision is IMI's, of one submission.
type Decision struct {
	TenantID      uuid.UUID `gorm:"primaryKey"`
	ID            uuid.UUID `gorm:"primaryKey"`
	SubmissionID  uuid.UUID
	Outcome       Outcome
	Points        []byte // JSON: the points that were wrong, see Noted
	Reasons       string
	DecidedAt     time.Time
	DecidedBy     *uuid.UUID
	DecidedByName string
}

// Point is what a reviewer noted on one point of the review. It is IMI's own
// until a decision copies it.
type Point struct {
	TenantID     uuid.UUID `gorm:"primaryKey"`
	ID           uuid.UUID `gorm:"primaryKey"`
	SubmissionID uuid.UUID
	Point        string // one of Points
	Verdict      string // Right or Wrong
	Note         string
	NotedAt      time.Time
	NotedBy      *uuid.UUID
}

// TableName of a point says of what.
func (Point) TableName() string { return "review_point" }

// Conflict is the declaration of a person of IMI that they have a conflict
// with a program: they see none of its submissions while it stands.
type Conflict struct {
	TenantID       uuid.UUID `gorm:"primaryKey"`
	ID             uuid.UUID `gorm:"primaryKey"`
	ProgramID      uuid.UUID
	MembershipID   uuid.UUID
	DeclaredByName string
	Reason         string
	DeclaredAt     time.Time
	EndedAt        *time.Time
}

// TableName of a conflict says of what.
func (Conflict) TableName() string { return "conflict_of_interest" }

var (
	_ = tenants.Register(tenants.Resource{
		Name: "submission", Model: Submission{}, Side: tenants.OrganisationSide,
		Actions: []string{"read", "prepare", "submit", "withdraw"}, Released: "row.submitted_at != nil",
		Related: map[string]tenants.Relation{"decisions": {Resource: "decision", Column: "submission_id"}},
	})
	_ = tenants.Register(tenants.Resource{
		Name: "submission_fact", Model: Fact{}, Side: tenants.OrganisationSide,
		Actions: []string{"read"}, PartOf: "submission", Released: "true",
	})
	_ = tenants.Register(tenants.Resource{
		Name: "submission_item", Model: Item{}, Side: tenants.OrganisationSide,
		Actions: []string{"read"}, PartOf: "submission", Released: "row.submitted_at != nil",
	})
	_ = tenants.Register(tenants.Resource{
		Name: "decision", Model: Decision{}, Side: tenants.OversightSide, Actions: []string{"read", "decide"},
	})
	_ = tenants.Register(tenants.Resource{
		Name: "review_point", Model: Point{}, Side: tenants.OversightSide, Actions: []string{"read", "note"},
	})
	_ = tenants.Register(tenants.Resource{
		Name: "conflict_of_interest", Model: Conflict{}, Side: tenants.OversightSide, Actions: []string{"read", "declare", "end"},
	})
)

// conflicts are the programs with which a person of IMI has a conflict, and
// conflicted_submissions what came under them; checked_submissions are those
// about which IMI has asked for documents.
var (
	_ = tenants.RegisterValue(tenants.SubjectValue{Name: "checked_submissions", Door: tenants.DoorOverseer, Type: tenants.TypeIDs, Query: `
	select r.submission_id from document_request r where ($1::uuid is null or true) and ($2::uuid is null or true)`})
	_ = tenants.RegisterValue(tenants.SubjectValue{Name: "conflicts", Door: tenants.DoorOverseer, Type: tenants.TypeIDs, Query: `
	select c.program_id from conflict_of_interest c where c.membership_id = $1 and c.ended_at is null and ($2::uuid is null or true)`})
	_ = tenants.RegisterValue(tenants.SubjectValue{Name: "conflicted_submissions", Door: tenants.DoorOverseer, Type: tenants.TypeIDs, Query: `
	select s.id from submission s join conflict_of_interest c on c.tenant_id = s.tenant_id and c.program_id = s.program_id
	where c.membership_id = $1 and c.ended_at is null and ($2::uuid is null or true)`})
)
