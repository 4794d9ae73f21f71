package messages

import (
	"time"

	"github.com/google/uuid"

	"accord/app/letters"
	"accord/app/personal"
	"accord/tenants"
	"accord/tenants/fault"
)

// DueKind is the kind of the deadline at which a scheduled message begins.
const DueKind = "message.send"

// MaxAhead is how far ahead a message can be scheduled.
const MaxAhead = 366 * 24 * time.Hour

// Confirm sends a message, now or at a later moment. seen is how many people it
// was going to when it was looked at. Confirmed before, it stays as it was.
// Returns Invalid when the moment is past or too far, Conflict when it was
// cancelled, when nobody is left to write to, and when it would go to another
// number of people by now.
func Confirm(tx *tenants.Tx, id uuid.UUID, seen int, later *time.Time) (Message, error) {
	m, err := locked(tx, id)
	if err != nil {
		return m, err
	}
	if m.CancelledAt != nil {
		return m, fault.New(fault.Conflict, "message.cancelled")
	}
	if m.SendAt != nil {
		return m, nil
	}
	if err := tx.Allow("send", &m); err != nil {
		return m, err
	}
	m.ConfirmedBy, m.ConfirmedByName, m.ReturnedAt, m.ReturnedWhy = membership(tx), tx.Name(), nil, nil
	now := tx.Now()
	if later != nil {
		switch {
		case !later.After(now):
			return m, at(fault.Invalid, "send_at", "message.past")
		case later.Sub(now) > MaxAhead:
			return m, at(fault.Invalid, "send_at", "message.too_far")
		}
	}
	to, err := RecipientsOf(tx, m)
	if err != nil {
		return m, err
	}
	switch {
	case len(to) == 0:
		return m, fault.New(fault.Conflict, "message.nobody_left")
	case len(to) != seen:
		return m, fault.New(fault.Conflict, "message.others_now", "Count", len(to))
	}
	if later == nil {
		m.SendAt = &now
		return m, m.begin(tx, to)
	}
	on := later.UTC().Truncate(time.Second)
	m.SendAt = &on
	if err := update(tx, &m, "SendAt", "ConfirmedBy", "ConfirmedByName", "ReturnedAt", "ReturnedWhy"); err != nil {
		return m, err
	}
	m.record(tx, "scheduled", map[string]any{"at": on, "count": len(to)})
	// The stage names the hour: a deadline fires once, and one that was given back is scheduled again.
	return m, tx.Due(tenants.Deadline{Subject: m.ID, Kind: DueKind, Stage: on.Format(time.RFC3339), At: on})
}

// begin puts a message on the way to each, by a job of their own.
func (m *Message) begin(tx *tenants.Tx, to []Recipient) error {
	now := tx.Now()
	m.StartedAt = &now
	if m.Audience != Chosen {
		if err := m.deliver(tx, to); err != nil {
			return err
		}
	}
	all, err := Deliveries(tx, m.ID)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		m.FinishedAt = &now
	}
	if err := update(tx, m, "SendAt", "ConfirmedBy", "ConfirmedByName", "ReturnedAt", "ReturnedWhy", "StartedAt", "FinishedAt"); err != nil {
		return err
	}
	m.record(tx, "started", map[string]any{"count": len(all)})
	return m.post(tx, all)
}

// post enqueues the mails of deliveries that are on the way. Whoever has no
// personal page yet, and needs the link, gets it first.
func (m Message) post(tx *tenants.Tx, all []Delivery) error {
	if m.uses(PersonalLink) {
		enrolled, err := stillIn(tx, m.ID)
		if err != nil {
			return err
		}
		if _, err := personal.LinksFor(tx, enrolled...); err != nil {
			return err
		}
	}
	for _, d := range all {
		letter := letters.InOwnWords(d.ID, d.key())
		letter.Case = d.CandidateID
		tx.Enqueue(letter)
	}
	return nil
}

// Cancel takes a draft or a scheduled message back. Cancelled before, it stays
// so. Returns Conflict when it has begun.
func Cancel(tx *tenants.Tx, id uuid.UUID) (Message, error) {
	m, err := locked(tx, id)
	if err != nil || m.CancelledAt != nil {
		return m, err
	}
	if m.StartedAt != nil {
		return m, fault.New(fault.Conflict, "message.begun")
	}
	if err := tx.Allow("cancel", &m); err != nil {
		return m, err
	}
	now := tx.Now()
	m.CancelledAt, m.CancelledBy = &now, membership(tx)
	if err := update(tx, &m, "CancelledAt", "CancelledBy"); err != nil {
		return m, err
	}
	m.record(tx, "cancelled", nil)
	return m, tx.NotDue(m.ID)
}

// Resend puts the deliveries that failed on the way again. Returns Conflict
// when none has.
func Resend(tx *tenants.Tx, id uuid.UUID) (Message, error) {
	m, err := locked(tx, id)
	if err != nil {
		return m, err
	}
	if err := tx.Allow("send", &m); err != nil {
		return m, err
	}
	all, err := Deliveries(tx, m.ID)
	if err != nil {
		return m, err
	}
	var again []Delivery
	for _, d := range all {
		if d.State == Failed {
			d.State, d.Reason, d.SettledAt, d.Tries = Queued, "", nil, d.Tries+1
			if err := update(tx, &d, "State", "Reason", "SettledAt", "Tries"); err != nil {
				return m, err
			}
			again = append(again, d)
		}
	}
	if len(again) == 0 {
		return m, fault.New(fault.Conflict, "message.none_failed")
	}
	m.FinishedAt = nil
	if err := update(tx, &m, "FinishedAt"); err != nil {
		return m, err
	}
	m.record(tx, "resent", map[string]any{"count": len(again)})
	return m, m.post(tx, again)
}

func locked(tx *tenants.Tx, id uuid.UUID) (Message, error) {
	if err := tx.Lock(id); err != nil {
		return Message{}, err
	}
	return Find(tx, id)
}
