package checkins

import (
	"github.com/google/uuid"

	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// Open opens a session's check-in; open before, it stays so. Returns Conflict
// when it is too early or the session is over, was cancelled, or its cohort is
// closed.
func Open(tx *tenants.Tx, session uuid.UUID) (CheckIn, error) {
	s, c, err := trainings.SessionFor(tx, session, "record")
	if err != nil {
		return CheckIn{}, err
	}
	if err := inTime(tx, s); err != nil {
		return CheckIn{}, err
	}
	open, err := openOf(tx, s.ID)
	if err == nil || !fault.Is(err, fault.NotFound) {
		return open, err
	}
	open = CheckIn{TenantID: tx.Tenant(), ID: tx.NewID(), CohortID: c.ID, TrainingSessionID: s.ID, OpenedAt: tx.Now(), OpenedBy: membership(tx)}
	if err := insert(tx, &open); err != nil {
		return CheckIn{}, err
	}
	tx.Record(tenants.Event{Action: "check_in.opened", Resource: "check_in", Subject: open.ID, Case: c.ID, Detail: map[string]any{"number": s.Number, "session": s.ID}})
	return open, nil
}

// Close closes a session's check-in; closed before, it stays so. Its codes do
// not count any more.
func Close(tx *tenants.Tx, session uuid.UUID) error {
	s, c, err := trainings.SessionFor(tx, session, "record")
	if err != nil {
		return err
	}
	open, err := openOf(tx, s.ID)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	now := tx.Now()
	open.ClosedAt = &now
	if err := update(tx, &open, "ClosedAt"); err != nil {
		return err
	}
	tx.Record(tenants.Event{Action: "check_in.closed", Resource: "check_in", Subject: open.ID, Case: c.ID, Detail: map[string]any{"number": s.Number, "session": s.ID}})
	return nil
}

func inTime(tx *tenants.Tx, s trainings.TrainingSession) error {
	switch StageOf(s, tx.Now()) {
	case Early:
		return fault.New(fault.Conflict, "check_in.early", "Minutes", int(Before.Minutes()))
	case Over:
		return fault.New(fault.Conflict, "check_in.over")
	}
	return nil
}
