package appeals

import (
	"time"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/tenants"
)

// ActResult is what the link in a result's letter is for: it opens what they are
// told, and the appeal.
const ActResult = "result"

// ResultLife is how long that link opens the result.
const ResultLife = 365 * 24 * time.Hour

// AppealDays is how many working days a candidate has to contest a decision.
const AppealDays = 20

// MinPanel is the fewest who decide an appeal.
const MinPanel = 2

// Result is what a candidate was told of a decision. Its id is the assessment's.
type Result struct {
	TenantID      uuid.UUID `gorm:"primaryKey"`
	ID            uuid.UUID `gorm:"primaryKey"`
	CandidateID   uuid.UUID
	CandidateName string // this and the next: as they stood
	ProgramTitle  string
	Outcome       assessments.Outcome
	Words         string // to the candidate
	Email         string
	Language      string // of the letter
	LinkID        uuid.UUID
	ToldAt        time.Time
	ToldBy        *uuid.UUID
	ToldByName    string
	AppealUntil   *time.Time              // nil where there is nothing to contest
	Test          *assessments.TestResult `gorm:"type:jsonb"` // of the knowledge test that the decision rests on; the database notes it, without who marked
	FellAt        *time.Time              // when an appeal set the decision aside; the database copies it
	Particulars   *Particulars            `gorm:"type:jsonb"` // nil of those told before these were kept
}

// Late says whether its panel should have decided it.
func (a Appeal) Late(now time.Time) bool { return a.State == Lodged && now.After(a.DueAt) }

// Contestable says whether it can be contested at a moment.
func (r Result) Contestable(now time.Time) bool {
	return r.AppealUntil != nil && !now.After(*r.AppealUntil)
}

// State is where an appeal stands.
type State string

// The states. All but Lodged are its end.
const (
	Lodged       State = "lodged"
	Withdrawn    State = "withdrawn"
	Allowed      State = "allowed"
	Dismissed    State = "dismissed"
	Inadmissible State = "inadmissible"
)

// Outcomes are what a panel can decide.
var Outcomes = []State{Allowed, Dismissed, Inadmissible}

// Grounds are on what a decision can be contested, in the order forms offer them.
var Grounds = []string{"procedure", "conflict", "facts", "circumstances"}

// Appeal contests a decision.
type Appeal struct {
	TenantID      uuid.UUID `gorm:"primaryKey"`
	ID            uuid.UUID `gorm:"primaryKey"`
	AssessmentID  uuid.UUID
	CandidateID   uuid.UUID
	Ground        string
	Statement     string
	ByCandidate   bool // by their link; otherwise somebody noted it for them
	LodgedAt      time.Time
	LodgedBy      *uuid.UUID
	DueAt         time.Time // for the panel to decide
	State         State
	EndedAt       *time.Time
	DecidedBy     *uuid.UUID // this and the next: who drafted what the panel agreed to
	DecidedByName string
	Minute        string
	Answer        string // to the candidate
}

// Panellist is who is to decide an appeal.
type Panellist struct {
	TenantID      uuid.UUID `gorm:"primaryKey"`
	ID            uuid.UUID `gorm:"primaryKey"`
	AppealID      uuid.UUID
	AssessmentID  uuid.UUID
	CandidateID   uuid.UUID
	CandidateName string // as it stood: all that is read before declaring
	MembershipID  uuid.UUID
	Name          string // as it stood
	NamedAt       time.Time
	NamedBy       *uuid.UUID
	DeclaredAt    *time.Time // that no conflict exists
	OutAt         *time.Time
	Conflict      string     // the words of who stepped down
	EndedAt       *time.Time // when the appeal ended: the database notes it
}

// Ruling is what a panel is to decide, as one of it drafted it. It is the panel's
// alone until the appeal has ended.
type Ruling struct {
	TenantID     uuid.UUID `gorm:"primaryKey"`
	ID           uuid.UUID `gorm:"primaryKey"`
	AppealID     uuid.UUID
	Number       int       // of the appeal's drafts: the last counts
	PanellistID  uuid.UUID // this and the next two: who drafted it
	MembershipID uuid.UUID
	Name         string // as it stood
	Outcome      State  // of Outcomes
	Minute       string // the organisation's
	Answer       string // the candidate's, once it is decided
	DraftedAt    time.Time
	EndedAt      *time.Time // when the appeal ended: the database notes it
}

// PanelVote is what one of a panel says to a draft.
type PanelVote struct {
	TenantID     uuid.UUID `gorm:"primaryKey"`
	ID           uuid.UUID `gorm:"primaryKey"`
	AppealID     uuid.UUID
	RulingID     uuid.UUID
	PanellistID  uuid.UUID
	MembershipID uuid.UUID
	Name         string // as it stood
	Agrees       bool
	Reasons      string // of a dissent
	CastAt       time.Time
	EndedAt      *time.Time // when the appeal ended: the database notes it
}

var (
	_ = tenants.Register(tenants.Resource{Name: "result", Model: Result{}, Side: tenants.OrganisationSide, Actions: []string{"read", "tell"}})
	_ = tenants.Register(tenants.Resource{Name: "appeal", Model: Appeal{}, Side: tenants.OrganisationSide, Actions: []string{"read", "lodge", "withdraw", "decide"}})
	_ = tenants.Register(tenants.Resource{Name: "panellist", Model: Panellist{}, Side: tenants.OrganisationSide, Actions: []string{"read", "name", "declare", "remove", "step_down"}})
	_ = tenants.Register(tenants.Resource{Name: "ruling", Model: Ruling{}, Side: tenants.OrganisationSide, Actions: []string{"read", "draft"}})
	_ = tenants.Register(tenants.Resource{Name: "panel_vote", Model: PanelVote{}, Side: tenants.OrganisationSide, Actions: []string{"read", "cast"}})
)

// What conditions ask of a panellist: of appeals that are open and for which they
// declared that no conflict exists.
var (
	_ = tenants.RegisterValue(value("hearing", "p.appeal_id"))
	_ = tenants.RegisterValue(value("hearing_assessments", "p.assessment_id"))
	_ = tenants.RegisterValue(value("hearing_candidates", "p.candidate_id"))
)

func value(name, column string) tenants.SubjectValue {
	return tenants.SubjectValue{Name: name, Door: tenants.DoorMember, Type: tenants.TypeIDs, Query: `select ` + column + ` from panellist p
		join appeal a on a.tenant_id = p.tenant_id and a.id = p.appeal_id and a.state = 'lodged'
		where p.tenant_id = app.tenant() and p.membership_id = $1 and p.declared_at is not null and p.out_at is null and ($2::uuid is null or true)`}
}
