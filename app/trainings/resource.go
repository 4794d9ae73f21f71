package trainings

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// Cohort is a group of candidates who take a course together.
type Cohort struct {
	TenantID        uuid.UUID `gorm:"primaryKey"`
	ID              uuid.UUID `gorm:"primaryKey"`
	ProgramID       uuid.UUID
	Code            string // the organisation's own, unique there
	Title           string
	Language        string // ISO 639-1, the language of teaching
	Place           string
	TimeZone        string    // IANA's name; its days and hours are meant there
	StartsOn        time.Time `gorm:"type:date"`
	EndsOn          time.Time `gorm:"type:date"`
	Capacity        int
	RequiredHours   float64   // to complete
	AttendanceFloor int       // percent of the hours expected, to complete
	FeeNote         string    // what it costs, as the organisation words it
	CreatedAt       time.Time `gorm:"autoCreateTime:false"`
	CreatedBy       *uuid.UUID
	ClosedAt        *time.Time
}

// CohortTrainer says that a membership teaches a cohort: as a trainer, who runs
// it, or as a coach, who gives feedback in its exercises. Both have trained its
// candidates, and assess none of them.
type CohortTrainer struct {
	TenantID     uuid.UUID `gorm:"primaryKey"`
	ID           uuid.UUID `gorm:"primaryKey"`
	CohortID     uuid.UUID
	MembershipID uuid.UUID
	Capacity     string // AsTrainer or AsCoach
	AddedAt      time.Time
	RemovedAt    *time.Time
}

// In which capacity somebody teaches a cohort.
const (
	AsTrainer = "trainer"
	AsCoach   = "coach"
)

// TrainingSession is one meeting of a cohort.
type TrainingSession struct {
	TenantID    uuid.UUID `gorm:"primaryKey"`
	ID          uuid.UUID `gorm:"primaryKey"`
	CohortID    uuid.UUID
	Number      int // in the order they were planned; a cancelled one keeps its own
	Title       string
	StartsAt    time.Time
	EndsAt      time.Time
	Hours       float64   // of training, breaks left out
	Place       string    // a room, or another place
	Link        string    // where it takes place online, a whole http(s) address; "" where it does not
	Revision    int       // how often it moved or was cancelled
	CreatedAt   time.Time `gorm:"autoCreateTime:false"`
	CancelledAt *time.Time
	ChangedAt   *time.Time `gorm:"->"` // in any way; the database sets it
}

// SessionTrainer says that one of a cohort's trainers trains a session. Where
// nobody was named, all of them do.
type SessionTrainer struct {
	TenantID          uuid.UUID `gorm:"primaryKey"`
	ID                uuid.UUID `gorm:"primaryKey"`
	CohortID          uuid.UUID
	TrainingSessionID uuid.UUID
	MembershipID      uuid.UUID
	AddedAt           time.Time
	RemovedAt         *time.Time
}

// SessionNotice is what those concerned were told of a session: that it moved,
// or was cancelled, and why. It never changes.
type SessionNotice struct {
	TenantID          uuid.UUID `gorm:"primaryKey"`
	ID                uuid.UUID `gorm:"primaryKey"`
	CohortID          uuid.UUID
	TrainingSessionID uuid.UUID
	Kind              string // NoticeMoved or NoticeCancelled
	Title             string
	WasStartsAt       time.Time
	StartsAt, EndsAt  time.Time
	Place, Link       string
	Reason            string
	Told              int // how many people were written to
	ToldAt            time.Time
	ToldBy            *uuid.UUID
}

// What a notice says.
const (
	NoticeMoved     = "moved"
	NoticeCancelled = "cancelled"
)

// Enrolment is a candidate in a cohort.
type Enrolment struct {
	TenantID    uuid.UUID `gorm:"primaryKey"`
	ID          uuid.UUID `gorm:"primaryKey"`
	CohortID    uuid.UUID
	CandidateID uuid.UUID
	EnrolledAt  time.Time
	EnrolledBy  *uuid.UUID
	WithdrawnAt *time.Time
	// Why they were enrolled although others waited for the place; else "".
	PassingReason string
}

// Waiting is a candidate who waits for a place in a full cohort.
type Waiting struct {
	TenantID    uuid.UUID `gorm:"primaryKey"`
	ID          uuid.UUID `gorm:"primaryKey"`
	CohortID    uuid.UUID
	CandidateID uuid.UUID
	Since       time.Time
	AddedBy     *uuid.UUID
	LeftAt      *time.Time
	LeftHow     string
}

// Attendance is one candidate's mark for one session.
type Attendance struct {
	TenantID          uuid.UUID `gorm:"primaryKey"`
	ID                uuid.UUID `gorm:"primaryKey"`
	CohortID          uuid.UUID
	TrainingSessionID uuid.UUID
	EnrolmentID       uuid.UUID
	Mark              string  // one of Marks
	Hours             float64 // attended
	RecordedAt        time.Time
	RecordedBy        *uuid.UUID
}

// Completion says that a candidate completed the course. It never changes.
type Completion struct {
	TenantID        uuid.UUID `gorm:"primaryKey"`
	ID              uuid.UUID `gorm:"primaryKey"`
	EnrolmentID     uuid.UUID
	CohortID        uuid.UUID
	CandidateID     uuid.UUID
	ProgramID       uuid.UUID
	Hours           float64
	CompletedOn     time.Time `gorm:"type:date"` // the day of the last session attended
	ExceptionReason string    // why, where the rule was not met; else ""
	ConfirmedBy     *uuid.UUID
	ConfirmedAt     time.Time
}

// AttendanceChange is one mark as it was made: the first, or a correction with
// what stood there before. It is never changed.
type AttendanceChange struct {
	TenantID          uuid.UUID `gorm:"primaryKey"`
	ID                uuid.UUID `gorm:"primaryKey"`
	CohortID          uuid.UUID
	TrainingSessionID uuid.UUID
	EnrolmentID       uuid.UUID
	WasMark           string // "" for the first
	WasHours          float64
	Mark              string
	Hours             float64
	At                time.Time
	By                *uuid.UUID
	ByName            string // as it was then
	How               string // "", or ByCheckIn
}

// The marks of attendance, in the order forms offer them. Somebody late was
// there for the session and its hours; who missed some of it was there for a part.
const (
	Present = "present"
	Late    = "late"
	Part    = "part"
	Absent  = "absent"
	Excused = "excused"
)

// Marks are all marks.
var Marks = []string{Present, Late, Part, Absent, Excused}

// Everything of a cohort is written by leave of the cohort.
var (
	_ = tenants.Register(tenants.Resource{Name: "cohort", Model: Cohort{}, Side: tenants.OrganisationSide,
		Actions: []string{"read", "create", "edit", "close", "staff", "plan", "enrol", "queue", "record", "complete", "except", "offer", "check_in", "settle"}})
	_ = part("cohort_trainer", CohortTrainer{})
	_ = tenants.Register(tenants.Resource{Name: "teaching_exception", Model: TeachingException{}, Side: tenants.OrganisationSide, Actions: []string{"read", "decide"}})
	_ = part("training_session", TrainingSession{})
	_ = part("session_trainer", SessionTrainer{})
	_ = part("session_notice", SessionNotice{})
	_ = part("enrolment", Enrolment{})
	_ = part("waiting", Waiting{})
	_ = part("attendance", Attendance{})
	_ = part("attendance_change", AttendanceChange{})
	_ = part("completion", Completion{})
)

func part(name string, model any) *tenants.Resource {
	return tenants.Register(tenants.Resource{Name: name, Model: model, Side: tenants.OrganisationSide, Actions: []string{"read"}, PartOf: "cohort"})
}

func membership(tx *tenants.Tx) *uuid.UUID {
	if id := tx.Membership(); id != uuid.Nil {
		return &id
	}
	return nil
}
