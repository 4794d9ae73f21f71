package days

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// State is where a day or a slot stands.
type State string

// The states of days and slots.
const (
	Planned   State = "planned"
	Published State = "published" // a day
	Invited   State = "invited"   // a slot
	Held      State = "held"      // a slot
	NoShow    State = "no_show"   // a slot whose candidate did not appear
	Closed    State = "closed"    // a day
	Cancelled State = "cancelled"
)

// UndoFor is how long what was noted of a slot can be taken back; the database
// holds it too.
const UndoFor = 24 * time.Hour

// Day is a day on which candidates of a program are assessed.
type Day struct {
	TenantID    uuid.UUID `gorm:"primaryKey"`
	ID          uuid.UUID `gorm:"primaryKey"`
	ProgramID   uuid.UUID
	Title       string
	HeldOn      time.Time `gorm:"type:date"`
	TimeZone    string    // the place's
	Place       string
	Link        string
	Language    string
	State       State
	Reason      string    // why it was cancelled
	CreatedAt   time.Time `gorm:"autoCreateTime:false"`
	CreatedBy   *uuid.UUID
	PublishedAt *time.Time
	EndedAt     *time.Time
}

// TableName of a day says of what.
func (Day) TableName() string { return "assessment_day" }

// Zone is where the day's hours are meant.
func (d Day) Zone() *time.Location {
	if zone, err := time.LoadLocation(d.TimeZone); err == nil {
		return zone
	}
	return time.UTC // the database lets no such day be
}

// Open says whether anything of it can still change.
func (d Day) Open() bool { return d.State == Planned || d.State == Published }

// Slot is a candidate's time of a day, or a time that is free.
type Slot struct {
	TenantID        uuid.UUID `gorm:"primaryKey"`
	ID              uuid.UUID `gorm:"primaryKey"`
	DayID           uuid.UUID
	StartsAt        time.Time
	EndsAt          time.Time
	Room            string
	RoomKey         string // the room at the day's place: the database says it
	Link            string // "": the day's
	AssessmentID    *uuid.UUID
	CandidateID     *uuid.UUID
	CandidateName   string // as it stood
	Scenario        string
	ScenarioVersion string
	State           State
	Revision        int       // how often it moved or was cancelled
	Note            string    // of how it went, or why it was cancelled
	CreatedAt       time.Time `gorm:"autoCreateTime:false"`
	ChangedAt       time.Time
	SettledAt       *time.Time
	SettledBy       *uuid.UUID
}

// TableName of a slot says of what.
func (Slot) TableName() string { return "day_slot" }

// Free says whether it is nobody's.
func (s Slot) Free() bool { return s.AssessmentID == nil }

// Ahead says whether it can still change.
func (s Slot) Ahead() bool { return s.State == Planned || s.State == Invited }

// Settled says whether how it went is noted.
func (s Slot) Settled() bool { return s.State == Held || s.State == NoShow }

// Undoable says whether what was noted can be taken back at a moment.
func (s Slot) Undoable(now time.Time) bool {
	return s.Settled() && s.SettledAt != nil && now.Before(s.SettledAt.Add(UndoFor))
}

// LinkOr is where the slot takes place online: its own link, else the day's.
func (s Slot) LinkOr(d Day) string {
	if s.Link != "" {
		return s.Link
	}
	return d.Link
}

// Where is the place and the room, as people are told it.
func (s Slot) Where(d Day) string {
	switch {
	case s.Room == "":
		return d.Place
	case d.Place == "":
		return s.Room
	}
	return d.Place + ", " + s.Room
}

// What somebody takes part as.
const (
	Assessor   = "assessor"
	RolePlayer = "role_player"
)

// Part is somebody who takes part in a slot.
type Part struct {
	TenantID     uuid.UUID `gorm:"primaryKey"`
	ID           uuid.UUID `gorm:"primaryKey"`
	SlotID       uuid.UUID
	Part         string     // Assessor or RolePlayer
	MembershipID *uuid.UUID // nil: a role-player without an account
	Name         string     // this and the next: as they stood
	Email        string
	StartsAt     time.Time // this and the next two: the slot's; the database copies them
	EndsAt       time.Time
	Active       bool
	Absent       bool // did not appear
	AddedAt      time.Time
	AddedBy      *uuid.UUID
	OutAt        *time.Time
}

// TableName of a part says of what.
func (Part) TableName() string { return "slot_part" }

// Notice is what those concerned by a slot were told.
type Notice struct {
	TenantID    uuid.UUID `gorm:"primaryKey"`
	ID          uuid.UUID `gorm:"primaryKey"`
	SlotID      uuid.UUID
	Kind        string // Invitation, Move or Cancellation
	WasStartsAt time.Time
	WasZone     string
	StartsAt    time.Time
	EndsAt      time.Time
	Zone        string
	Place       string
	Link        string
	Reason      string
	Told        int
	ToldAt      time.Time
	ToldBy      *uuid.UUID
}

// TableName of a notice says of what.
func (Notice) TableName() string { return "slot_notice" }

// What a notice is of.
const (
	Invitation   = "invited"
	Move         = "moved"
	Cancellation = "cancelled"
)

var (
	_ = tenants.Register(tenants.Resource{Name: "assessment_day", Model: Day{}, Side: tenants.OrganisationSide, Actions: []string{"read", "plan", "publish", "end"}})
	_ = tenants.Register(tenants.Resource{Name: "day_slot", Model: Slot{}, Side: tenants.OrganisationSide, Actions: []string{"read", "plan", "attend"}})
	_ = tenants.Register(tenants.Resource{Name: "slot_part", Model: Part{}, Side: tenants.OrganisationSide, Actions: []string{"read"}, PartOf: "day_slot", PartBy: "slot_id"})
	_ = tenants.Register(tenants.Resource{Name: "slot_notice", Model: Notice{}, Side: tenants.OrganisationSide, Actions: []string{"read"}, PartOf: "day_slot", PartBy: "slot_id"})
)

// What conditions ask: in which slots, and on which days, somebody assesses;
// which are a candidate's own, who signs in; and which a trainee's feed holds.
// None is read before it is published.
var (
	_ = tenants.RegisterValue(taking("assessing_slots", "s.id"))
	_ = tenants.RegisterValue(taking("assessing_days", "s.day_id"))
	_ = tenants.RegisterValue(own("own_slots", "s.id"))
	_ = tenants.RegisterValue(own("own_days", "s.day_id"))
	_ = tenants.RegisterValue(followed("calendar_slots", "s.id"))
	_ = tenants.RegisterValue(followed("calendar_days", "s.day_id"))
)

func taking(name, column string) tenants.SubjectValue {
	return tenants.SubjectValue{Name: name, Door: tenants.DoorMember, Type: tenants.TypeIDs, Query: `
		select distinct ` + column + ` from slot_part p join day_slot s on s.tenant_id = p.tenant_id and s.id = p.slot_id
		where p.tenant_id = app.tenant() and p.membership_id = $1 and p.part = 'assessor' and p.out_at is null
		  and exists (select from slot_notice n where n.tenant_id = s.tenant_id and n.slot_id = s.id) and ($2::uuid is null or true)`}
}

func own(name, column string) tenants.SubjectValue {
	return tenants.SubjectValue{Name: name, Door: tenants.DoorMember, Type: tenants.TypeIDs, Query: `
		select distinct ` + column + ` from day_slot s join candidate c on c.tenant_id = s.tenant_id and c.id = s.candidate_id
		where s.tenant_id = app.tenant() and c.person_id = $2 and ($1::uuid is null or true)
		  and exists (select from slot_notice n where n.tenant_id = s.tenant_id and n.slot_id = s.id)`}
}

func followed(name, column string) tenants.SubjectValue {
	return tenants.SubjectValue{Name: name, Door: tenants.DoorMember, Type: tenants.TypeIDs, ByLink: true, Query: `
		select distinct ` + column + ` from calendar_feed f join enrolment e on e.tenant_id = f.tenant_id and e.id = f.enrolment_id and e.withdrawn_at is null
		join day_slot s on s.tenant_id = e.tenant_id and s.candidate_id = e.candidate_id
		where f.tenant_id = app.tenant() and f.id = $1 and f.ended_at is null
		  and exists (select from slot_notice n where n.tenant_id = s.tenant_id and n.slot_id = s.id)`}
}

func membership(tx *tenants.Tx) *uuid.UUID {
	if id := tx.Membership(); id != uuid.Nil {
		return &id
	}
	return nil
}
