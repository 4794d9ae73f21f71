package merges

import (
	"time"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/tenants"
)

// Days is how long a merge can be undone.
const Days = 30

// State is where a merge stands.
type State string

// The states. Nobody sees merging and undoing.
const (
	Merging State = "merging"
	Merged  State = "merged"
	Undoing State = "undoing"
	Undone  State = "undone"
	Final   State = "final"
)

// Merge is one record that went into another.
type Merge struct {
	TenantID     uuid.UUID `gorm:"primaryKey"`
	ID           uuid.UUID `gorm:"primaryKey"`
	KeptID       uuid.UUID
	MergedID     uuid.UUID
	MergedName   string // as it stood
	KeptBefore   []byte // JSON of a profile; the four are for undoing, and erased after it
	KeptAfter    []byte
	MergedBefore []byte
	MergedAfter  []byte
	State        State
	MergedAt     time.Time
	MergedBy     *uuid.UUID
	MergedByName string
	UndoUntil    time.Time
	UndoneAt     *time.Time
	UndoneBy     *uuid.UUID
	UndoneByName string
	FinalAt      *time.Time
}

// TableName of a merge says what of.
func (Merge) TableName() string { return "candidate_merge" }

// Open says whether the merge can still be undone.
func (m Merge) Open(now time.Time) bool { return m.State == Merged && now.Before(m.UndoUntil) }

// Moved is a row that a merge re-pointed. The database writes them.
type Moved struct {
	TenantID uuid.UUID `gorm:"primaryKey"`
	MergeID  uuid.UUID `gorm:"primaryKey"`
	OfTable  string    `gorm:"primaryKey"`
	ID       uuid.UUID `gorm:"primaryKey"`
}

// TableName of a moved row says of what.
func (Moved) TableName() string { return "candidate_merge_row" }

// Pair is two records that may be one person's. The database finds them.
type Pair struct {
	TenantID        uuid.UUID `gorm:"primaryKey"`
	ID              uuid.UUID `gorm:"primaryKey"`
	OneID           uuid.UUID // the elder
	OtherID         uuid.UUID
	ByName          bool
	ByEmail         bool
	ByReference     bool
	DismissedAt     *time.Time // by somebody who says that they are two people
	DismissedBy     *uuid.UUID
	DismissedByName string

	One   candidates.Candidate `gorm:"-"`
	Other candidates.Candidate `gorm:"-"`
}

// TableName of a pair says of what.
func (Pair) TableName() string { return "candidate_pair" }

var (
	_ = tenants.Register(tenants.Resource{Name: "candidate_merge", Model: Merge{}, Side: tenants.OrganisationSide,
		Actions: []string{"read", "create", "undo", "finish"}})
	_ = tenants.Register(tenants.Resource{Name: "candidate_merge_row", Model: Moved{}, Side: tenants.OrganisationSide,
		Actions: []string{"read"}, PartOf: "candidate_merge", PartBy: "merge_id"})
	_ = tenants.Register(tenants.Resource{Name: "candidate_pair", Model: Pair{}, Side: tenants.OrganisationSide,
		Actions: []string{"read", "dismiss", "restore"}})
)

func membership(tx *tenants.Tx) *uuid.UUID {
	if id := tx.Membership(); id != uuid.Nil {
		return &id
	}
	return nil
}
