package submissions

import (
	"time"

	"github.com/google/uuid"

	"accord/app/paging"
	"accord/tenants"
)

// Status is what a submission comes to, derived from both sides' rows.
type Status string

// The statuses. As filters they mean those and no others.
const (
	InDraft      Status = "draft"
	Waiting      Status = "waiting" // submitted, not decided
	WasWithdrawn Status = "withdrawn"
	WasAccepted  Status = "accepted"
	WasReturned  Status = "returned"
	WasRefused   Status = "refused"
)

// StatusOf derives a submission's status.
func StatusOf(s Submission, d *Decision) Status {
	switch {
	case d != nil:
		return Status(d.Outcome)
	case s.WithdrawnAt != nil:
		return WasWithdrawn
	case s.SubmittedAt != nil:
		return Waiting
	}
	return InDraft
}

// Filter narrows a list.
type Filter struct {
	Status        Status // "": all
	Certification string
	TenantID      uuid.UUID // IMI's queue: of one organisation
	Words         string    // of the candidate or the reference
	OlderThan     time.Duration
}

// Listed is one submission in a list.
type Listed struct {
	Submission
	Decision *Decision
	Status   Status
}

var (
	longest = paging.Order{Name: "submitted", Columns: []paging.Column{{Name: "submitted_at", Type: tenants.TypeTime}, {Name: "id", Type: tenants.TypeID}}}
	newest  = paging.Order{Name: "created", Desc: true, Columns: []paging.Column{{Name: "created_at", Type: tenants.TypeTime}, {Name: "id", Type: tenants.TypeID}}}
)

// List reads an organisation's submissions, newest first.
func List(tx *tenants.Tx, f Filter, ask paging.Ask) (paging.Page[Listed], error) {
	return listed(tx, f, ask, newest, func(s Submission) []any { return []any{s.CreatedAt, s.ID} })
}

// Queue reads what was submitted to IMI, that which has waited longest first.
func Queue(tx *tenants.OversightTx, f Filter, ask paging.Ask) (paging.Page[Listed], error) {
	return listed(tx, f, ask, longest, func(s Submission) []any { return []any{*s.SubmittedAt, s.ID} })
}

func listed(tx tenants.Transaction, f Filter, ask paging.Ask, order paging.Order, key func(Submission) []any) (paging.Page[Listed], error) {
	q := tx.DB()
	switch f.Status {
	case "":
	case InDraft:
		q = q.Where("submitted_at is null")
	case Waiting:
		q = undecided(tx, q)
	case WasWithdrawn:
		q = q.Where("withdrawn_at is not null")
	default:
		q = decidedAs(tx, q, Outcome(f.Status))
	}
	if f.Certification != "" {
		q = q.Where("certification = ?", f.Certification)
	}
	if f.TenantID != uuid.Nil {
		q = q.Where("tenant_id = ?", f.TenantID)
	}
	if f.OlderThan > 0 {
		q = q.Where("submitted_at < ?", tx.Now().Add(-f.OlderThan))
	}
	if found := paging.Containing(f.Words, "holder", "reference"); found != nil {
		q = q.Where(found)
	}
	page, err := paging.List(q, ask, paging.Choose(ask, order), key)
	if err != nil {
		return paging.Page[Listed]{}, err
	}
	all, err := withDecisions(tx, page.Items)
	return paging.Page[Listed]{Items: all, Next: page.Next, Back: page.Back}, err
}
