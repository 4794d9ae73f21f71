package programs

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// The kinds of program. CMTP trains; the others assess.
const (
	CMTP   = "CMTP"
	QAP    = "QAP"
	MAQAP  = "MAQAP"
	ICQAP  = "ICQAP"
	ODRQAP = "ODRQAP"
)

// Kinds are all kinds of program, in the order they are shown.
var Kinds = []string{CMTP, QAP, MAQAP, ICQAP, ODRQAP}

// Program is one offer of an organisation.
type Program struct {
	TenantID        uuid.UUID `gorm:"primaryKey"`
	ID              uuid.UUID `gorm:"primaryKey"`
	Kind            string    // one of Kinds
	Title           string
	Languages       string  // ISO 639-1, parted by spaces, the first one first
	Language        string  `gorm:"->"` // the first; like the three below, the database derives it
	City            string  `gorm:"->"` // of the first place that is a house
	Country         string  `gorm:"->"` // of the first place; ISO 3166-1 alpha-2, or ""
	Online          bool    `gorm:"->"` // at one of its places
	CourseHours     float64 // hours of a course; 0 for programs that assess
	Methods         Methods `gorm:"embedded;embeddedPrefix:method_"`
	AttendanceFloor int     // percent of the hours a participant must attend
	Website         string
	Description     string
	CreatedAt       time.Time `gorm:"autoCreateTime:false"`
	CreatedBy       *uuid.UUID
	ProposedAt      *time.Time
	ClosedAt        *time.Time
}

// Assesses says whether candidates are assessed under the program.
func (p Program) Assesses() bool { return p.Kind != CMTP }

// Assesses says whether candidates are assessed under the program.
func (p PublishedProgram) Assesses() bool { return p.Kind != CMTP }

// Stands says that IMI recognises the program and its organisation has not closed it.
func (p PublishedProgram) Stands() bool { return p.WithdrawnOn == nil && p.ClosedOn == nil }

// Location is where a program is held: a house, or a platform online. Once IMI
// has seen it, it stays as it was; it can end.
type Location struct {
	TenantID  uuid.UUID `gorm:"primaryKey"`
	ID        uuid.UUID `gorm:"primaryKey"`
	ProgramID uuid.UUID
	Name      string // of the house or the platform
	Address   string
	City      string
	Country   string // ISO 3166-1 alpha-2, or ""
	TimeZone  string // an IANA name
	Online    bool
	AddedAt   time.Time
	AddedBy   *uuid.UUID
	ShownAt   *time.Time // to IMI
	EndedAt   *time.Time
}

// TableName of a place says whose it is.
func (Location) TableName() string { return "program_location" }

// ProgramCriterion is one thing that must be shown, and how well.
type ProgramCriterion struct {
	TenantID   uuid.UUID `gorm:"primaryKey"`
	ID         uuid.UUID `gorm:"primaryKey"`
	ProgramID  uuid.UUID
	Heading    string // one of Headings
	Title      string
	Benchmark  string
	Position   int
	ScaleMax   int // scores go from 0 to this
	PassMark   int // the least score that passes
	ProposedAt *time.Time
}

// ProgramFloor is what a program asks above IMI's floor, from when it was set.
type ProgramFloor struct {
	TenantID   uuid.UUID `gorm:"primaryKey"`
	ID         uuid.UUID `gorm:"primaryKey"`
	ProgramID  uuid.UUID
	Mediations int // 0: as IMI asks
	Hours      int // 0: as IMI asks
	SetAt      time.Time
	SetBy      *uuid.UUID
	SetByName  string
}

// Recognition is IMI's approval of a program.
type Recognition struct {
	TenantID     uuid.UUID `gorm:"primaryKey"`
	ID           uuid.UUID `gorm:"primaryKey"`
	ProgramID    uuid.UUID
	RecognisedAt time.Time
	RecognisedBy *uuid.UUID
	NextAuditOn  time.Time `gorm:"type:date"` // a day, at midnight UTC
	WithdrawnAt  *time.Time
	Reason       string
}

// PublishedProgram is a recognised program as everybody may read it.
type PublishedProgram struct {
	TenantID         uuid.UUID `gorm:"primaryKey"`
	ID               uuid.UUID `gorm:"primaryKey"`
	Kind             string
	Title            string
	Organisation     string
	OrganisationSlug string
	City             string
	Country          string
	Language         string // the first of Languages
	Languages        string
	Online           bool
	Website          string
	Description      string
	CourseHours      float64
	Methods          Methods    `gorm:"embedded;embeddedPrefix:method_"`
	TimeZone         string     // the organisation's
	RecognisedOn     time.Time  `gorm:"type:date"`
	WithdrawnOn      *time.Time `gorm:"type:date"`
	ClosedOn         *time.Time `gorm:"type:date"`                      // by its organisation
	Offer            Opening    `gorm:"embedded;embeddedPrefix:offer_"` // of one that assesses
	PublishedAt      *time.Time
}

// PublishedLocation is a place of it, as everybody may read it.
type PublishedLocation struct {
	TenantID  uuid.UUID `gorm:"primaryKey"`
	ID        uuid.UUID `gorm:"primaryKey"`
	ProgramID uuid.UUID
	Name      string
	Address   string
	City      string
	Country   string
	TimeZone  string
	Online    bool
	AddedAt   time.Time
}

var (
	_ = tenants.Register(tenants.Resource{
		Name: "program", Model: Program{}, Side: tenants.OrganisationSide,
		Actions: []string{"read", "create", "edit", "propose", "locate", "raise", "close", "offer"}, Released: "row.proposed_at != nil",
	})
	_ = tenants.Register(tenants.Resource{
		Name: "program_criterion", Model: ProgramCriterion{}, Side: tenants.OrganisationSide,
		Actions: []string{"read"}, PartOf: "program", Released: "row.proposed_at != nil",
	})
	_ = tenants.Register(tenants.Resource{
		Name: "program_location", Model: Location{}, Side: tenants.OrganisationSide,
		Actions: []string{"read"}, PartOf: "program", PartBy: "program_id", Released: "row.shown_at != nil",
	})
	_ = tenants.Register(tenants.Resource{
		Name: "program_floor", Model: ProgramFloor{}, Side: tenants.OrganisationSide, Actions: []string{"read"}, PartOf: "program",
	})
	_ = tenants.Register(tenants.Resource{
		Name: "recognition", Model: Recognition{}, Side: tenants.OversightSide, Actions: []string{"read", "create"},
	})
	_ = tenants.Register(tenants.Resource{
		Name: "published_program", Model: PublishedProgram{}, Side: tenants.PublishedSide, Actions: []string{"read", "publish"},
	})
	_ = tenants.Register(tenants.Resource{
		Name: "published_location", Model: PublishedLocation{}, Side: tenants.PublishedSide, Actions: []string{"read"}, PartOf: "published_program", PartBy: "program_id",
	})
)
