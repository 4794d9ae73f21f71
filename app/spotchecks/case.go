package spotchecks

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/tenants"
	"accord/tenants/fault"
)

// State is derived from the rows of both sides; see the package's doc.
type State string

// The states.
const (
	Issued         State = "issued"
	InPreparation  State = "in_preparation"
	PartlyAnswered State = "partly_answered"
	Answered       State = "answered"
	Closed         State = "closed"
)

// Case is a request with what both sides wrote to it, as far as the actor's
// door shows it.
type Case struct {
	Request
	Demands  []DemandCase
	Releases []Release
	Finding  *Finding
}

// DemandCase is a demand with its answer.
type DemandCase struct {
	Demand
	Proposals []Proposal // neither released nor removed; the organisation's door only
	Answer    *Answer
	Released  []ReleaseItem
}

// Met says whether the demand needs nothing more: something was released, or
// its absence was explained and sent.
func (d DemandCase) Met() bool {
	return len(d.Released) > 0 || (d.Answer != nil && d.Answer.SentAt != nil)
}

// Ready says whether a release would meet it now.
func (d DemandCase) Ready() bool {
	return d.Met() || d.Answer != nil || slices.ContainsFunc(d.Proposals, func(p Proposal) bool { return p.DocumentVersionID != nil })
}

// HasRecord says whether a record that Accord keeps stands there already.
func (d DemandCase) HasRecord() bool {
	return slices.ContainsFunc(d.Proposals, func(p Proposal) bool { return p.Record != "" })
}

// Left counts the demands for which nothing has been prepared.
func (c Case) Left() (n int) {
	for _, d := range c.Demands {
		if !d.Ready() {
			n++
		}
	}
	return n
}

// Waiting counts the demands that a release would meet now.
func (c Case) Waiting() (n int) {
	for _, d := range c.Demands {
		if d.Ready() && !d.Met() {
			n++
		}
	}
	return n
}

// State derives where the request stands.
func (c Case) State() State {
	answered, prepared := 0, false
	for _, d := range c.Demands {
		if d.Met() {
			answered++
		}
		if len(d.Proposals) > 0 || d.Answer != nil {
			prepared = true
		}
	}
	switch {
	case c.ClosedAt != nil:
		return Closed
	case answered == len(c.Demands):
		return Answered
	case len(c.Releases) > 0:
		return PartlyAnswered
	case prepared:
		return InPreparation
	}
	return Issued
}

// Overdue says whether the answer is late.
func (c Case) Overdue(now time.Time) bool {
	return now.After(c.DueAt) && c.State() != Answered && c.State() != Closed
}

// Load reads a request with everything that belongs to it. IMI sees of the
// organisation's rows what was sent.
func Load(tx tenants.Transaction, request uuid.UUID) (Case, error) {
	r, err := Find(tx, request)
	if err != nil {
		return Case{}, err
	}
	cases, err := Cases(tx, []Request{r})
	if err != nil {
		return Case{Request: r}, err
	}
	return cases[0], nil
}

// Cases completes requests with what belongs to them, in a constant number of
// queries however many there are.
func Cases(tx tenants.Transaction, requests []Request) ([]Case, error) {
	cases, at, ids := make([]Case, len(requests)), map[uuid.UUID]*Case{}, make([]uuid.UUID, len(requests))
	for i, r := range requests {
		cases[i].Request = r
		at[r.ID], ids[i] = &cases[i], r.ID
	}
	demands, err := of[Demand](tx, ids, "", "position")
	if err != nil {
		return nil, err
	}
	for _, d := range demands {
		k := at[d.RequestID]
		k.Demands = append(k.Demands, DemandCase{Demand: d})
	}
	demand := map[uuid.UUID]*DemandCase{}
	for i := range cases {
		for j := range cases[i].Demands {
			demand[cases[i].Demands[j].ID] = &cases[i].Demands[j]
		}
	}
	answers, err := of[Answer](tx, ids, "", "answered_at")
	if err != nil {
		return nil, err
	}
	for i := range answers {
		demand[answers[i].DemandID].Answer = &answers[i]
	}
	releases, err := of[Release](tx, ids, "", "released_at")
	if err != nil {
		return nil, err
	}
	for _, r := range releases {
		at[r.RequestID].Releases = append(at[r.RequestID].Releases, r)
	}
	items, err := of[ReleaseItem](tx, ids, "", "id")
	if err != nil {
		return nil, err
	}
	released := map[met]bool{}
	for _, i := range items {
		demand[i.DemandID].Released = append(demand[i.DemandID].Released, i)
		released[met{i.DemandID, i.DocumentVersionID}] = true
	}
	findings, err := of[Finding](tx, ids, "", "id")
	if err != nil {
		return nil, err
	}
	for i := range findings {
		at[findings[i].RequestID].Finding = &findings[i]
	}
	if _, ours := tx.(*tenants.Tx); !ours {
		return cases, nil
	}
	proposals, err := of[Proposal](tx, ids, "removed_at is null", "proposed_at, id")
	if err != nil {
		return nil, err
	}
	for _, p := range proposals {
		if p.DocumentVersionID == nil || !released[met{p.DemandID, *p.DocumentVersionID}] {
			demand[p.DemandID].Proposals = append(demand[p.DemandID].Proposals, p)
		}
	}
	return cases, nil
}

// met is a version that was released to a demand.
type met struct{ demand, version uuid.UUID }

// Demand finds one of the request's demands. Returns NotFound when it is not one.
func (c Case) Demand(id uuid.UUID) (DemandCase, error) {
	for _, d := range c.Demands {
		if d.ID == id {
			return d, nil
		}
	}
	return DemandCase{}, fault.Absent("demand")
}

// Addable are the versions that can still be put against the demand: typed,
// fresh, and not there yet; those of its kind come first.
func (d DemandCase) Addable(versions []evidence.Version) []evidence.Version {
	there := map[uuid.UUID]bool{}
	for _, p := range d.Proposals {
		if p.DocumentVersionID != nil {
			there[*p.DocumentVersionID] = true
		}
	}
	for _, i := range d.Released {
		there[i.DocumentVersionID] = true
	}
	var same, others []evidence.Version
	for _, v := range versions {
		switch {
		case v.State != evidence.Typed || !v.Fresh() || there[v.ID]:
		case v.Kind == d.Kind:
			same = append(same, v)
		default:
			others = append(others, v)
		}
	}
	return append(same, others...)
}
