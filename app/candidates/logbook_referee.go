package candidates

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// ActReferee is what a link to say something of mediations is for. Once that is
// said it opens what was said, and nothing else.
const ActReferee = "referee"

// RefereeState is where a request to a referee stands, or one mediation of it.
type RefereeState string

// The states. A mediation of a request that is answered is confirmed or
// disputed.
const (
	Asked     RefereeState = "asked"
	Answered  RefereeState = "answered"
	Confirmed RefereeState = "confirmed"
	Disputed  RefereeState = "disputed"
	Withdrawn RefereeState = "withdrawn"
	Lapsed    RefereeState = "lapsed"
)

// RefereeRequest asks somebody who knows whether mediations of a logbook took
// place as they are written there.
type RefereeRequest struct {
	TenantID      uuid.UUID `gorm:"primaryKey"`
	ID            uuid.UUID `gorm:"primaryKey"`
	CandidateID   uuid.UUID
	CandidateName string // as it stood
	LinkID        uuid.UUID
	Name          string
	Email         string // small letters
	Relation      string // to the candidate or the mediations, as whoever asks says
	Language      string // of the letters to them
	ByCandidate   bool   // asked by the candidate, from their personal page
	State         RefereeState
	AskedAt       time.Time
	AskedBy       *uuid.UUID // the membership
	LapsesAt      time.Time
	RemindedAt    *time.Time
	Declared      string // their relation in the referee's own words
	EndedAt       *time.Time
}

// RefereeItem is one mediation of a request, as it stood when it was asked
// about.
type RefereeItem struct {
	TenantID    uuid.UUID `gorm:"primaryKey"`
	ID          uuid.UUID `gorm:"primaryKey"`
	RequestID   uuid.UUID
	CandidateID uuid.UUID
	EntryID     uuid.UUID
	HeldOn      time.Time `gorm:"type:date"`
	Role        string
	Medium      string
	Hours       float64
	Field       string
	Parties     int
	Settled     string
	State       RefereeState
	Reason      string // why it is disputed
}

var (
	_ = tenants.Register(tenants.Resource{Name: "referee_request", Model: RefereeRequest{}, Side: tenants.OrganisationSide,
		Actions: []string{"read", "ask", "answer", "withdraw", "remind", "lapse"}})
	_ = tenants.Register(tenants.Resource{Name: "referee_item", Model: RefereeItem{}, Side: tenants.OrganisationSide,
		Actions: []string{"read"}, PartOf: "referee_request", PartBy: "request_id"})

	// refereed are the entries that the holder of a referee's link is asked about
	// and has said nothing of yet.
	_ = tenants.RegisterValue(tenants.SubjectValue{Name: "refereed", Door: tenants.DoorMember, Type: tenants.TypeIDs, ByLink: true, Query: `
		select i.entry_id from referee_request r
		join referee_item i on i.tenant_id = r.tenant_id and i.request_id = r.id and i.state = 'asked'
		join link l on l.tenant_id = r.tenant_id and l.id = r.link_id and l.act = 'referee' and l.subject_id = r.id
		where r.tenant_id = app.tenant() and r.link_id = $1 and r.state = 'asked' and r.lapses_at > app.now()`})
)

// Refereed is a request with its mediations.
type Refereed struct {
	RefereeRequest
	Items []RefereeItem // the newest first
}

// Open are the mediations that nothing was said of.
func (r Refereed) Open() (open []RefereeItem) {
	for _, i := range r.Items {
		if i.State == Asked {
			open = append(open, i)
		}
	}
	return open
}

// RefereesOf reads the requests about a candidate's logbook, the newest first.
// Whoever may not see them reads none.
func RefereesOf(tx tenants.Transaction, candidate uuid.UUID) ([]Refereed, error) {
	requests, err := requestsOf(tx, candidate)
	if err != nil || len(requests) == 0 {
		return nil, err
	}
	return withItems(tx, requests)
}

// RefereeOf reads one request. Returns NotFound when it is not the actor's to
// see.
func RefereeOf(tx tenants.Transaction, id uuid.UUID) (Refereed, error) {
	r, err := request(tx, id)
	if err != nil {
		return Refereed{}, err
	}
	all, err := withItems(tx, []RefereeRequest{r})
	if err != nil {
		return Refereed{}, err
	}
	return all[0], nil
}

func withItems(tx tenants.Transaction, requests []RefereeRequest) ([]Refereed, error) {
	all := make([]Refereed, len(requests))
	ids, at := make([]uuid.UUID, len(requests)), map[uuid.UUID]int{}
	for i, r := range requests {
		all[i].RefereeRequest, ids[i], at[r.ID] = r, r.ID, i
	}
	items, err := itemsOf(tx, ids)
	for _, i := range items {
		one := &all[at[i.RequestID]]
		one.Items = append(one.Items, i)
	}
	return all, err
}
