package messages

import (
	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/letters"
	"accord/app/personal"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// Outgoing is a delivery as its job sends it.
type Outgoing struct {
	Due  bool // false: there is nothing to send
	To   letters.Recipient
	Link uuid.UUID // the personal link that the text says; zero for none
	Own  func(link string) letters.Own

	delivery uuid.UUID
	left     bool
	why      error // for which nothing is sent
	locale   string
	subject  string
	body     string // with the stand-in for the link
}

// standIn is what is kept of a text where the reader's own link stood: whoever
// reads it later is not to follow the reader's course.
const standIn = "[···]"

// ToSend reads a delivery for its job: whom it goes to, what it says to them.
func ToSend(tx *tenants.Tx, id uuid.UUID) (Outgoing, error) {
	o := Outgoing{delivery: id}
	d, err := DeliveryOf(tx, id)
	if err != nil || d.State != Queued {
		return o, err
	}
	m, err := Find(tx, d.MessageID)
	if err != nil {
		return o, err
	}
	who, course, err := readerOf(tx, d)
	if err != nil {
		return o, err
	}
	if o.left, err = hasLeft(tx, m, d, course); err != nil || o.left {
		return o, err
	}
	if who.Email == "" {
		o.why = fault.New(fault.Invalid, "message.no_address")
		return o, nil
	}
	if m.uses(PersonalLink) && d.EnrolmentID != nil {
		l, err := personal.Of(tx, *d.EnrolmentID)
		if fault.Is(err, fault.NotFound) {
			o.why = fault.New(fault.NotFound, "message.no_page")
			return o, nil
		}
		if err != nil {
			return o, err
		}
		o.Link = l.ID
	}
	s, err := settingOf(tx, m, course.Cohort, course.Sessions)
	if err != nil {
		return o, err
	}
	to := reader{Candidate: who}
	if d.EnrolmentID != nil {
		to.standing = &course.Standing
	}
	o.locale, o.subject, o.body = s.filled(m.Text, to, standIn)
	o.Due, o.To = true, letters.Recipient{Name: who.Name, Email: who.Email, Locale: o.locale}
	o.Own = func(link string) letters.Own {
		locale, subject, body := s.filled(m.Text, to, link)
		return letters.Own{Locale: locale, Subject: subject, Body: body, Organisation: s.organisation.Name}
	}
	return o, nil
}

// readerOf reads whom a delivery is for, with their course.
func readerOf(tx *tenants.Tx, d Delivery) (who candidates.Candidate, course trainings.Training, err error) {
	if who, err = candidates.Get(tx, d.CandidateID); err != nil {
		return
	}
	if d.EnrolmentID != nil {
		course, err = trainings.Own(tx, *d.EnrolmentID)
		return
	}
	f, err := trainings.Load(tx, d.CohortID)
	return who, trainings.Training{Cohort: f.Cohort, Sessions: f.Sessions}, err
}

// hasLeft says whether somebody is not to be written to any more: they withdrew
// or left the list, or what they would be reminded of was cancelled.
func hasLeft(tx *tenants.Tx, m Message, d Delivery, course trainings.Training) (bool, error) {
	for _, s := range course.Sessions {
		if m.TrainingSessionID != nil && s.ID == *m.TrainingSessionID && s.CancelledAt != nil {
			return true, nil
		}
	}
	if d.EnrolmentID != nil {
		return course.Standing.Enrolment.WithdrawnAt != nil, nil
	}
	still, err := stillWaits(tx, d.CohortID, d.CandidateID)
	return !still, err
}

// Settle notes what came of a delivery: why is nil when the mail was taken. The
// last one to be settled ends the message.
func (o Outgoing) Settle(tx *tenants.Tx, why error) error {
	d, err := DeliveryOf(tx, o.delivery)
	if err != nil {
		return err
	}
	m, err := locked(tx, d.MessageID)
	if err != nil {
		return err
	}
	if d, err = DeliveryOf(tx, o.delivery); err != nil || d.State != Queued { // again: it may have changed before the lock was ours
		return err
	}
	if err := tx.Allow("deliver", &m); err != nil {
		return err
	}
	if why == nil {
		why = o.why
	}
	now := tx.Now()
	d.SettledAt, d.State = &now, Delivered
	switch {
	case o.left:
		d.State = Left
	case why != nil:
		d.State, d.Reason = Failed, reason(why)
	default:
		d.Locale, d.Subject, d.Body = o.locale, o.subject, o.body
	}
	if err := update(tx, &d, "State", "Reason", "Locale", "Subject", "Body", "SettledAt"); err != nil {
		return err
	}
	detail := map[string]any{"title": m.Name, "message": m.ID, "cohort": m.CohortID, "to": d.Name}
	if d.Reason != "" {
		detail["reason"] = d.Reason
	}
	tx.Record(tenants.Event{Action: "message." + map[Outcome]string{Delivered: "delivered", Failed: "failed", Left: "not_sent"}[d.State],
		Resource: "message", Subject: m.ID, Case: d.CandidateID, Detail: detail})
	return m.end(tx)
}

// end ends a message of which nothing is on the way any more.
func (m Message) end(tx *tenants.Tx) error {
	left, err := queued(tx, m.ID)
	if err != nil || left > 0 || m.StartedAt == nil {
		return err
	}
	counts, err := CountsOf(tx, m.ID)
	if err != nil {
		return err
	}
	now := tx.Now()
	m.FinishedAt = &now
	if err := update(tx, &m, "FinishedAt"); err != nil {
		return err
	}
	of := counts[m.ID]
	m.record(tx, "finished", map[string]any{"count": of[Delivered], "failed": of[Failed], "left": of[Left]})
	return nil
}

// reasons are what a fault of sending is called to people.
var reasons = map[string]string{"fault.mail_refused": "message.refused", "fault.mail_address": "message.bad_address", "fault.mail_unavailable": "message.unreachable",
	"message.no_address": "message.no_address", "message.no_page": "message.no_page"}

// reason is the key of the sentence that says why; the cause, which may hold an
// address, is in the log only.
func reason(why error) string {
	if key, known := reasons[keyOf(why)]; known {
		return key
	}
	return "message.not_made"
}

// key tells one try of a delivery from the next.
func (d Delivery) key() string { return "message:" + d.ID.String() + ":" + itoa(d.Tries) }
