package spotchecks

import (
	"strings"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Explain says why there is no document for a demand; a second one replaces
// the first until it is sent with a release. Returns Conflict when the request
// is closed or the explanation has been sent.
func Explain(tx *tenants.Tx, request, demand uuid.UUID, text string) error {
	text = strings.TrimSpace(text)
	var c fault.Check
	if !c.If(text == "", "explanation", "request.explanation_required") {
		c.If(len([]rune(text)) > 2000, "explanation", "request.explanation_long")
	}
	if err := c.Err(); err != nil {
		return err
	}
	kase, d, err := opened(tx, request, demand)
	if err != nil {
		return err
	}
	if d.Answer == nil {
		a := Answer{TenantID: tx.Tenant(), ID: tx.NewID(), RequestID: kase.ID, DemandID: d.ID, Explanation: text, AnsweredAt: tx.Now(), AnsweredBy: id(tx.Membership())}
		if err := tx.Allow("explain", &a); err != nil {
			return err
		}
		if err := create(tx, &a); err != nil {
			return err
		}
		recordAnswer(tx, "request.explained", kase, d)
		return nil
	}
	if err := tx.Allow("explain", d.Answer); err != nil {
		return err
	}
	if d.Answer.SentAt != nil {
		return fault.New(fault.Conflict, "request.explanation_sent")
	}
	recordAnswer(tx, "request.explained", kase, d)
	return set(tx, d.Answer, map[string]any{"explanation": text, "answered_at": tx.Now(), "answered_by": id(tx.Membership())})
}

// TakeBack removes an explanation that has not been sent.
func TakeBack(tx *tenants.Tx, request, demand uuid.UUID) error {
	kase, d, err := opened(tx, request, demand)
	if err != nil {
		return err
	}
	if d.Answer == nil {
		return fault.Absent("demand_answer")
	}
	if err := tx.Allow("withdraw", d.Answer); err != nil {
		return err
	}
	if d.Answer.SentAt != nil {
		return fault.New(fault.Conflict, "request.explanation_sent")
	}
	recordAnswer(tx, "request.explanation_taken_back", kase, d)
	return remove(tx, d.Answer)
}

// opened locks a request, loads it and finds one of its demands. Returns
// Conflict when the request is closed.
func opened(tx *tenants.Tx, request, demand uuid.UUID) (Case, DemandCase, error) {
	if err := tx.Lock(request); err != nil {
		return Case{}, DemandCase{}, err
	}
	kase, err := Load(tx, request)
	if err != nil {
		return kase, DemandCase{}, err
	}
	if kase.ClosedAt != nil {
		return kase, DemandCase{}, fault.New(fault.Conflict, "request.closed")
	}
	d, err := kase.Demand(demand)
	return kase, d, err
}

func recordAnswer(tx *tenants.Tx, action string, k Case, d DemandCase) {
	tx.Record(tenants.Event{Action: action, Resource: "demand", Subject: d.ID, Case: k.ID, Detail: map[string]any{"kind": d.Kind}})
}
