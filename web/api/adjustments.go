package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/adjustments"
	"accord/app/candidates"
	"accord/tenants"
	"accord/tenants/fault"
)

type adjustment struct {
	ID          uuid.UUID  `json:"id"`
	Kind        string     `json:"kind" enum:"extra_time,breaks,interpreter,reader_or_scribe,technology,place,online,other"`
	Arrangement string     `json:"arrangement" doc:"What is arranged; never why"`
	State       string     `json:"state" enum:"asked,granted,refused,ended"`
	AskedAt     time.Time  `json:"asked_at"`
	AskedBy     string     `json:"asked_by"`
	ByCandidate bool       `json:"by_candidate" doc:"Asked for by the candidate, from their own file"`
	DecidedAt   *time.Time `json:"decided_at,omitempty"`
	DecidedBy   string     `json:"decided_by,omitempty"`
	Reason      string     `json:"reason,omitempty" doc:"Of a refusal"`
	EndedAt     *time.Time `json:"ended_at,omitempty"`
}

type listedAdjustment struct {
	adjustment
	CandidateID uuid.UUID `json:"candidate_id"`
	Candidate   string    `json:"candidate"`
}

func adjustmentOf(a adjustments.Adjustment) adjustment {
	return adjustment{a.ID, a.Kind, a.Arrangement, string(a.State), a.AskedAt, a.AskedByName, a.ByCandidate, a.DecidedAt, a.DecidedByName, a.Reason, a.EndedAt}
}

func (s *service) adjustments() {
	const of, one = "/o/{organisation}/candidates/{id}/adjustments", "/o/{organisation}/adjustments/{id}"
	read(s, operation(http.MethodGet, of, "listAdjustments", "Read what is arranged for a candidate with a need, and what was asked for"),
		func(tx *tenants.Tx, in *One) (list[adjustment], error) {
			if _, err := candidates.Get(tx, in.ID); err != nil {
				return list[adjustment]{}, err
			}
			all, err := adjustments.OfCandidate(tx, in.ID)
			return list[adjustment]{Items: each(all, adjustmentOf)}, err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/adjustments", "listAllAdjustments", "List the adjustments of all candidates, the latest first: what waits for a decision is asked"),
		func(tx *tenants.Tx, in *struct {
			In
			At
			State string `query:"state" enum:"asked,granted,refused,ended"`
		}) (list[listedAdjustment], error) {
			if !tx.Can("decide", &adjustments.Adjustment{TenantID: tx.Tenant(), ID: tx.NewID(), State: adjustments.Asked}) {
				return list[listedAdjustment]{}, fault.Denied()
			}
			page, err := adjustments.List(tx, adjustments.State(in.State), in.ask())
			return listOf(page, func(l adjustments.Listed) listedAdjustment {
				return listedAdjustment{adjustmentOf(l.Adjustment), l.CandidateID, l.Candidate.Name}
			}), err
		})
	write(s, operation(http.MethodPost, of, "askForAdjustment", "Note what a candidate asks for, or ask for it as the candidate"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Kind        string `json:"kind" enum:"extra_time,breaks,interpreter,reader_or_scribe,technology,place,online,other"`
				Arrangement string `json:"arrangement" maxLength:"1000"`
			}
		}) (adjustment, error) {
			a, err := adjustments.Ask(tx, in.ID, in.Body.Kind, in.Body.Arrangement)
			return adjustmentOf(a), err
		})
	write(s, operation(http.MethodPost, one+"/decision", "decideAdjustment", "Grant an adjustment, or refuse it with a reason"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Outcome string `json:"outcome" enum:"granted,refused"`
				Reason  string `json:"reason,omitempty" maxLength:"1000" doc:"Needed for a refusal"`
			}
		}) (adjustment, error) {
			if in.Body.Outcome == string(adjustments.Refused) {
				a, err := adjustments.Refuse(tx, in.ID, in.Body.Reason)
				return adjustmentOf(a), err
			}
			a, err := adjustments.Grant(tx, in.ID)
			return adjustmentOf(a), err
		})
	write(s, operation(http.MethodPost, one+"/end", "endAdjustment", "Say that an adjustment is needed no more"),
		func(tx *tenants.Tx, in *One) (adjustment, error) {
			a, err := adjustments.End(tx, in.ID)
			return adjustmentOf(a), err
		})
}
