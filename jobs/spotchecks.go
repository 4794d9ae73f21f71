package jobs

import (
	"context"
	"time"

	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/app/letters"
	"accord/app/organisations"
	"accord/app/spotchecks"
	"accord/tenants"
	"accord/tenants/fault"
)

// What meets a request's demands is proposed inside the organisation's own wall.
var _ = register(Kind{
	Name: "request.propose",
	Do:   func(tx *tenants.Tx, t tenants.Task) error { return spotchecks.Match(tx, t.ArgID("subject")) },
})

// A record that Accord keeps becomes a sealed PDF, and so a version.
var _ = register(Kind{
	Name: "request.seal", Timeout: 5 * time.Minute,
	Handle: func(ctx context.Context, k *Kit, t tenants.Task) error {
		if k.Room.Vault == nil {
			return noVault
		}
		var sealing evidence.Sealing
		err := k.Read(ctx, t, func(tx *tenants.Tx) error {
			r, zone, err := spotchecks.RecordOf(tx, t.ArgID("subject"))
			if err != nil {
				return err
			}
			sealing, err = evidence.PrepareSeal(tx, r, zone)
			return err
		})
		if fault.Is(err, fault.NotFound) { // the proposal was taken away meanwhile
			return nil
		}
		if err != nil {
			return err
		}
		if sealing, err = k.Room.Render(ctx, t, sealing); err != nil {
			return err
		}
		return k.Work(ctx, t, func(tx *tenants.Tx) error {
			v, err := evidence.Seal(tx, sealing)
			if err != nil {
				return err
			}
			return spotchecks.Fill(tx, t.ArgID("subject"), v.ID)
		})
	},
})

var _ = register(Kind{
	Name: "request.remind",
	Do: func(tx *tenants.Tx, t tenants.Task) error {
		return spotchecks.Remind(tx, t.ArgID("subject"), t.ArgText("stage"))
	},
})

var _ = register(Kind{
	Name: "request.escalate",
	Do:   func(tx *tenants.Tx, t tenants.Task) error { return spotchecks.Escalate(tx, t.ArgID("subject")) },
})

// The letters about a request say which one, about whom and until when; never
// why, and never what was found.
var (
	_ = writes(Writer{Letter: letters.RequestIssued, Member: aboutRequest})
	_ = writes(Writer{Letter: letters.ReminderBefore, Member: unlessAnswered})
	_ = writes(Writer{Letter: letters.ReminderAfter, Member: unlessAnswered})
	_ = writes(Writer{Letter: letters.Escalation, Member: unlessAnswered, Oversight: checkedByIMI})
	_ = writes(Writer{Letter: letters.Released, Oversight: func(tx *tenants.OversightTx, t tenants.Task) (Facts, error) {
		facts, err := checkedByIMI(tx, t)
		delete(facts.Data, "Professional")
		delete(facts.Data, "Due")
		return facts, err
	}})
	_ = writes(Writer{Letter: letters.Outcome, Member: func(tx *tenants.Tx, t tenants.Task) (Facts, error) {
		k, facts, err := requestFacts(tx, t)
		delete(facts.Data, "Due")
		if err == nil && k.Finding != nil {
			facts.Data["Outcome"] = k.Finding.Outcome
		}
		return facts, err
	}})
)

func aboutRequest(tx *tenants.Tx, t tenants.Task) (Facts, error) {
	_, facts, err := requestFacts(tx, t)
	return facts, err
}

// unlessAnswered is moot once there is nothing left to do.
func unlessAnswered(tx *tenants.Tx, t tenants.Task) (Facts, error) {
	k, facts, err := requestFacts(tx, t)
	facts.Moot = k.State() == spotchecks.Answered || k.State() == spotchecks.Closed
	return facts, err
}

func checkedByIMI(tx *tenants.OversightTx, t tenants.Task) (Facts, error) {
	_, facts, err := requestFacts(tx, t)
	facts.Path = "spot-checks/" + t.ArgID("subject").String()
	return facts, err
}

func requestFacts(tx tenants.Transaction, t tenants.Task) (spotchecks.Case, Facts, error) {
	k, err := spotchecks.Load(tx, t.ArgID("subject"))
	if err != nil {
		return k, Facts{}, err
	}
	zone, err := zoneOf(tx, k.TenantID)
	return k, Facts{Path: "requests/" + k.ID.String(),
		Data: letters.Data{"Reference": k.Reference, "Professional": k.Holder, "Due": letters.Moment{At: k.DueAt, Zone: zone}}}, err
}

// zoneOf is the zone in which an organisation's deadlines run.
func zoneOf(tx tenants.Transaction, tenant uuid.UUID) (string, error) {
	o, err := organisations.Find(tx, tenant)
	return o.TimeZone, err
}
