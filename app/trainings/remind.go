package trainings

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// RemindKind is the kind of the deadline at which a session is reminded of.
const RemindKind = "session.remind"

// MaxDaysBefore is how long before a session its reminder can be.
const MaxDaysBefore = 14

// SessionReminder says how many days before each session of a cohort its
// candidates are written to, and with what; 0 days: they are not.
type SessionReminder struct {
	TenantID          uuid.UUID `gorm:"primaryKey"`
	ID                uuid.UUID `gorm:"primaryKey"` // the cohort's
	DaysBefore        int
	MessageTemplateID *uuid.UUID // nil: the text that is shipped
	UpdatedAt         time.Time  `gorm:"autoUpdateTime:false"`
	UpdatedBy         *uuid.UUID
}

var _ = tenants.Register(tenants.Resource{Name: "session_reminder", Model: SessionReminder{}, Side: tenants.OrganisationSide,
	Actions: []string{"read"}, PartOf: "cohort", PartBy: "id"})

// ReminderOf is when a cohort is reminded of its sessions; one that has set
// nothing is not.
func ReminderOf(tx tenants.Transaction, cohort uuid.UUID) (SessionReminder, error) {
	r, err := one[SessionReminder](tx, "session_reminder", cohort)
	if fault.Is(err, fault.NotFound) {
		return SessionReminder{ID: cohort}, nil
	}
	return r, err
}

// SetReminder says how many days before each session to come the candidates of
// a cohort are written to; 0 turns it off. A session that is nearer than that
// has no reminder any more. Returns Invalid for days that cannot be, Conflict
// when the cohort is closed.
func SetReminder(tx *tenants.Tx, cohort uuid.UUID, days int, template *uuid.UUID) (SessionReminder, error) {
	c, err := opened(tx, cohort, "plan")
	if err != nil {
		return SessionReminder{}, err
	}
	r, err := ReminderOf(tx, c.ID)
	if err != nil {
		return r, err
	}
	if days < 0 || days > MaxDaysBefore {
		return r, at(fault.Invalid, "days_before", "reminder.days", "Max", MaxDaysBefore)
	}
	was, isNew := r.DaysBefore, r.UpdatedAt.IsZero()
	r.TenantID, r.DaysBefore, r.MessageTemplateID, r.UpdatedAt, r.UpdatedBy = tx.Tenant(), days, template, tx.Now(), membership(tx)
	if isNew {
		err = insert(tx, &r)
	} else {
		err = update(tx, &r, "DaysBefore", "MessageTemplateID", "UpdatedAt", "UpdatedBy")
	}
	if err != nil {
		return r, err
	}
	ahead, err := where[TrainingSession](tx, "cohort_id = ? and starts_at > ?", c.ID, tx.Now())
	if err != nil {
		return r, err
	}
	for _, s := range ahead {
		if err := r.plan(tx, s); err != nil {
			return r, err
		}
	}
	tx.Record(tenants.Event{Action: "cohort.reminder_set", Resource: "session_reminder", Subject: c.ID, Case: c.ID, Detail: map[string]any{"days": days, "was": was}})
	return r, nil
}

// reminded plans a session's reminder anew: it is new, moved or was cancelled.
func reminded(tx *tenants.Tx, s TrainingSession) error {
	r, err := ReminderOf(tx, s.CohortID)
	if err != nil || r.UpdatedAt.IsZero() {
		return err
	}
	return r.plan(tx, s)
}

// plan sets a session's reminder, in place of one that was set before.
func (r SessionReminder) plan(tx *tenants.Tx, s TrainingSession) error {
	if err := tx.NotDue(s.ID); err != nil {
		return err
	}
	c, err := Get(tx, s.CohortID)
	if err != nil {
		return err
	}
	due := r.At(s, c.Zone())
	if r.DaysBefore == 0 || s.CancelledAt != nil || !due.After(tx.Now()) {
		return nil
	}
	return tx.Due(tenants.Deadline{Subject: s.ID, Kind: RemindKind, Stage: r.Stage(s), At: due})
}

// At is when a session is reminded of: days before, at its own hour by the
// clock on the wall, also where clocks change in between.
func (r SessionReminder) At(s TrainingSession, zone *time.Location) time.Time {
	on := s.StartsAt.In(zone)
	return time.Date(on.Year(), on.Month(), on.Day()-r.DaysBefore, on.Hour(), on.Minute(), 0, 0, zone)
}

// Stage tells the reminder of a session at one hour from that at another: one
// that was planned before the session moved is not its reminder any more.
func (r SessionReminder) Stage(s TrainingSession) string {
	return fmt.Sprintf("%d days before %s", r.DaysBefore, s.StartsAt.UTC().Format(time.RFC3339))
}
