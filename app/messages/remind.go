package messages

import (
	"github.com/google/uuid"

	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// SetReminder is trainings.SetReminder with a template of the organisation's
// own; the zero id stands for the text that is shipped. Returns Invalid when it
// is no template of a reminder in use.
func SetReminder(tx *tenants.Tx, cohort uuid.UUID, days int, template uuid.UUID) (trainings.SessionReminder, error) {
	if template == uuid.Nil {
		return trainings.SetReminder(tx, cohort, days, nil)
	}
	t, err := TemplateOf(tx, template)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return trainings.SessionReminder{}, err
	}
	if err != nil || t.Kind != Reminder || t.ArchivedAt != nil {
		return trainings.SessionReminder{}, at(fault.Invalid, "template", "message.no_reminder")
	}
	return trainings.SetReminder(tx, cohort, days, &t.ID)
}

// Remind writes to those enrolled before a session: what the deadline of a
// stage does. A session that was cancelled or moved meanwhile, a cohort that
// has turned reminders off or that nobody is in, is reminded of nothing.
func Remind(tx *tenants.Tx, session uuid.UUID, stage string) error {
	s, err := trainings.SessionOf(tx, session)
	if err != nil {
		return err
	}
	r, err := trainings.ReminderOf(tx, s.CohortID)
	if err != nil || s.CancelledAt != nil || r.DaysBefore == 0 || r.Stage(s) != stage || !s.StartsAt.After(tx.Now()) {
		return err
	}
	m := Message{TenantID: tx.Tenant(), ID: tx.NewID(), CohortID: s.CohortID, TrainingSessionID: &s.ID, Kind: Reminder, Audience: Enrolled, CreatedAt: tx.Now(), CreatedByName: tx.Name()}
	if err := tx.Allow("remind", &m); err != nil {
		return err
	}
	template := uuid.Nil
	if r.MessageTemplateID != nil {
		template = *r.MessageTemplateID
	}
	c, err := trainings.Get(tx, s.CohortID)
	if err != nil {
		return err
	}
	err = m.take(tx, c, template, Reminder)
	if fault.Is(err, fault.Conflict) { // put away meanwhile: the reminder is still wanted
		err = m.take(tx, c, uuid.Nil, Reminder)
	}
	if err != nil {
		return err
	}
	to, err := RecipientsOf(tx, m)
	if err != nil || len(to) == 0 {
		return err
	}
	m.SendAt = &m.CreatedAt
	if err := insert(tx, &m); err != nil {
		return err
	}
	return m.begin(tx, to)
}
