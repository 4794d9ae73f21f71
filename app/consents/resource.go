package consents

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// What a notice is about.
const (
	Privacy   = "privacy"
	Recording = "recording"
)

// Kinds are both, in the order pages show them.
var Kinds = []string{Privacy, Recording}

// Languages are those in which notices are written.
var Languages = []string{"en", "es"}

// Notice is one version of what an organisation tells people. It never changes.
type Notice struct {
	TenantID        uuid.UUID `gorm:"primaryKey"`
	ID              uuid.UUID `gorm:"primaryKey"`
	Kind            string
	Number          int       // from 1
	TextEn          string    // at least one of the two
	TextEs          string    //
	InForceFrom     time.Time `gorm:"type:date"` // in the organisation's zone
	PublishedAt     time.Time
	PublishedBy     *uuid.UUID
	PublishedByName string // "" of the text that ships
}

// In answers the text in a language, or in the other where there is none, and
// the language it is in.
func (n Notice) In(language string) (text, in string) {
	if language == "es" && n.TextEs != "" || n.TextEn == "" {
		return n.TextEs, "es"
	}
	return n.TextEn, "en"
}

// How somebody said something.
const (
	ByApplication = "application"
	InFile        = "file" // signed in
	ByLink        = "link"
	OnPaper       = "paper"
	ByWord        = "told"
)

// Acknowledgement says that somebody has read a privacy notice.
type Acknowledgement struct {
	TenantID      uuid.UUID `gorm:"primaryKey"`
	ID            uuid.UUID `gorm:"primaryKey"`
	CandidateID   uuid.UUID
	NoticeID      uuid.UUID
	Language      string // in which they read it
	At            time.Time
	How           string
	ApplicationID *uuid.UUID
	DocumentID    *uuid.UUID // of the paper
	ByID          *uuid.UUID // the membership that noted it
	ByName        string
}

// Answer is what somebody says to being recorded.
type Answer string

// The answers.
const (
	Given     Answer = "given"
	Refused   Answer = "refused"
	Withdrawn Answer = "withdrawn"
)

// Answers are all of them, in the order forms offer them.
var Answers = []Answer{Given, Refused, Withdrawn}

// RecordingConsent is one answer; the latest counts.
type RecordingConsent struct {
	TenantID    uuid.UUID `gorm:"primaryKey"`
	ID          uuid.UUID `gorm:"primaryKey"`
	CandidateID uuid.UUID
	NoticeID    uuid.UUID // what they were told
	Language    string
	Answer      Answer
	At          time.Time
	How         string
	DocumentID  *uuid.UUID
	ByID        *uuid.UUID
	ByName      string
}

// ActConsent is what a link to one's own consents is for. It is not used up.
const ActConsent = "consent"

// LinkLife is how long such a link works.
const LinkLife = 180 * 24 * time.Hour

// MaxText is how long a notice may be, in characters.
const MaxText = 20_000

var (
	_ = tenants.Register(tenants.Resource{Name: "notice", Model: Notice{}, Side: tenants.OrganisationSide, Actions: []string{"read", "publish"}})
	_ = tenants.Register(tenants.Resource{Name: "acknowledgement", Model: Acknowledgement{}, Side: tenants.OrganisationSide, Actions: []string{"read", "make", "ask"}})
	_ = tenants.Register(tenants.Resource{Name: "recording_consent", Model: RecordingConsent{}, Side: tenants.OrganisationSide, Actions: []string{"read", "answer"}})

	// consenting is whose consents a guest's link opens: while it is for their address.
	_ = tenants.RegisterValue(tenants.SubjectValue{Name: "consenting", Door: tenants.DoorMember, Type: tenants.TypeIDs, ByLink: true, Query: `
		select c.id from link l join candidate c on c.tenant_id = l.tenant_id and c.id = l.subject_id and c.email = l.email and c.merged_into is null
		where l.tenant_id = app.tenant() and l.id = $1 and l.act = 'consent'`})
)

func by(tx *tenants.Tx) *uuid.UUID {
	if id := tx.Membership(); id != uuid.Nil {
		return &id
	}
	return nil
}
