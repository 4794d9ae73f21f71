package designs

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"accord/app/programs"
	"accord/tenants"
)

// Design is a version of what a program assesses by, or the draft of the next.
type Design struct {
	TenantID        uuid.UUID `gorm:"primaryKey"`
	ID              uuid.UUID `gorm:"primaryKey"`
	ProgramID       uuid.UUID
	Number          *int    // nil: a draft
	Methods         Methods `gorm:"type:jsonb"` // that are used
	Rule            `gorm:"embedded"`
	Note            string    // what changed, and why
	Revision        int       // counts the changes of a draft
	CreatedAt       time.Time `gorm:"autoCreateTime:false"`
	CreatedBy       *uuid.UUID
	SavedAt         time.Time
	PublishedAt     *time.Time
	PublishedBy     *uuid.UUID
	PublishedByName string
}

// TableName of a design says of what.
func (Design) TableName() string { return "assessment_design" }

// Draft says whether it can still be changed.
func (d Design) Draft() bool { return d.PublishedAt == nil }

// Version is its number; 0 of a draft.
func (d Design) Version() int {
	if d.Number == nil {
		return 0
	}
	return *d.Number
}

// Criterion is one thing that must be shown, how well, and what it counts.
type Criterion struct {
	TenantID    uuid.UUID `gorm:"primaryKey"`
	ID          uuid.UUID `gorm:"primaryKey"`
	DesignID    uuid.UUID
	Lineage     uuid.UUID // the same in every version that keeps the criterion
	Heading     string    // one of HeadingsOf the program's kind
	Position    int
	Title       Text   `gorm:"embedded;embeddedPrefix:title_"`
	Benchmark   Text   `gorm:"embedded;embeddedPrefix:benchmark_"`
	ScaleMax    int    // points go from 0 to this
	Levels      Levels `gorm:"type:jsonb"`
	Weight      int    // 0: its floor alone counts
	Floor       int    // the fewest points asked; 0: none
	Optional    bool   // an assessor may say that there was no occasion to see it
	Methods     string // by which it is seen, with blanks between
	Revision    int
	PublishedAt *time.Time // the design's; the database copies it
}

// TableName of a criterion says of what.
func (Criterion) TableName() string { return "design_criterion" }

// SeenBy are the methods by which it is seen.
func (c Criterion) SeenBy() []string { return strings.Fields(c.Methods) }

// The methods by which candidates are assessed, in the order forms offer them.
var MethodNames = []string{"knowledge_test", "role_play_live", "role_play_video", "interview", "portfolio"}

// The headings of a program for intercultural mediators (IMI-IC-02).
var intercultural = []string{"cultural_frameworks", "self_awareness", "perspectives", "communication", "preparation", "process"}

// Headings are the headings under which a program of a kind must have criteria
// (IMI-QA-01, IMI-QA-02, IMI-QA-03), in their order.
func Headings(kind string) []string {
	if kind == programs.ICQAP {
		return intercultural
	}
	return programs.Headings
}

// HeadingsOf are all headings under which it may have them.
func HeadingsOf(kind string) []string {
	if kind == programs.ICQAP {
		return append(slices.Clone(intercultural), programs.Headings...)
	}
	return programs.Headings
}

// Whole is a design with its program and its criteria, by headings and in order.
type Whole struct {
	Design
	Program  programs.Program
	Criteria []Criterion
}

// Weights is what all criteria weigh.
func (w Whole) Weights() int {
	sum := 0
	for _, c := range w.Criteria {
		sum += c.Weight
	}
	return sum
}

// Under are the criteria under a heading.
func (w Whole) Under(heading string) (all []Criterion) {
	for _, c := range w.Criteria {
		if c.Heading == heading {
			all = append(all, c)
		}
	}
	return all
}

// Floors counts the criteria that have a floor.
func (w Whole) Floors() int {
	n := 0
	for _, c := range w.Criteria {
		if c.Floor > 0 {
			n++
		}
	}
	return n
}

var (
	_ = tenants.Register(tenants.Resource{
		Name: "design", Model: Design{}, Side: tenants.OrganisationSide, Actions: []string{"read", "draft", "publish"},
	})
	_ = tenants.Register(tenants.Resource{
		Name: "design_criterion", Model: Criterion{}, Side: tenants.OrganisationSide, Actions: []string{"read"}, PartOf: "design", PartBy: "design_id",
	})
)
