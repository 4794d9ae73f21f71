package personal

import (
	"time"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/letters"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// Between is how long a letter with the same link waits for the one before it:
// a mailbox is not to be flooded in our name.
const Between = 10 * time.Minute

// Send mails a trainee their personal link, made now where there is none.
// Returns Conflict when they have withdrawn, when the link would not work any
// more, and when it was sent a moment ago.
func Send(tx *tenants.Tx, enrolment uuid.UUID) error {
	e, c, who, err := forLetter(tx, enrolment)
	if err != nil {
		return err
	}
	l, err := Of(tx, e.ID)
	if fault.Is(err, fault.NotFound) {
		l, err = makeFor(tx, c, e, who)
	}
	if err != nil {
		return err
	}
	return send(tx, l, e)
}

// SendAll mails the link to everybody in a cohort whom it was never sent to,
// and answers how many that were.
func SendAll(tx *tenants.Tx, cohort uuid.UUID) (int, error) {
	c, err := trainings.Get(tx, cohort)
	if err != nil {
		return 0, err
	}
	if err := tx.Lock(c.ID); err != nil {
		return 0, err
	}
	enrolled, err := where[trainings.Enrolment](tx, "cohort_id = ? and withdrawn_at is null", c.ID)
	if err != nil {
		return 0, err
	}
	if err := stillWorks(tx, c); err != nil {
		return 0, err
	}
	ids := make([]uuid.UUID, len(enrolled))
	for i, e := range enrolled {
		ids[i] = e.ID
	}
	if _, err := LinksFor(tx, ids...); err != nil {
		return 0, err
	}
	links, err := OfCohort(tx, c.ID)
	if err != nil {
		return 0, err
	}
	sent := 0
	for _, e := range enrolled {
		if links[e.ID].Sent > 0 {
			continue
		}
		if err := send(tx, links[e.ID], e); err != nil {
			return 0, err
		}
		sent++
	}
	if sent == 0 {
		return 0, fault.New(fault.Conflict, "personal.all_sent")
	}
	return sent, nil
}

// Renew ends a trainee's personal link and mails them a new one: for a link
// that somebody else has seen. The faults are Send's.
func Renew(tx *tenants.Tx, enrolment uuid.UUID) error {
	e, c, who, err := forLetter(tx, enrolment)
	if err != nil {
		return err
	}
	if err := tx.Lock(e.CandidateID); err != nil { // their address may just be corrected
		return err
	}
	old, err := Of(tx, e.ID)
	if err != nil {
		return err
	}
	if err := tx.Allow("renew", &old); err != nil {
		return err
	}
	if err := notLately(tx, old); err != nil {
		return err
	}
	now := tx.Now()
	old.EndedAt, old.EndedHow = &now, Replaced
	if err := update(tx, &old, "EndedAt", "EndedHow"); err != nil {
		return err
	}
	tx.Record(tenants.Event{Action: "personal_link.replaced", Resource: "personal_link", Subject: old.ID, Case: e.CandidateID,
		Detail: map[string]any{"enrolment": e.ID, "candidate": e.CandidateID}})
	l, err := makeFor(tx, c, e, who)
	if err != nil {
		return err
	}
	return send(tx, l, e)
}

// forLetter takes an enrolment whose trainee is to be written to.
func forLetter(tx *tenants.Tx, enrolment uuid.UUID) (e trainings.Enrolment, c trainings.Cohort, who candidates.Candidate, err error) {
	if err = tx.Lock(enrolment); err != nil {
		return
	}
	if e, err = trainings.EnrolmentOf(tx, enrolment); err != nil {
		return
	}
	if e.WithdrawnAt != nil {
		err = fault.New(fault.Conflict, "enrolment.withdrawn")
		return
	}
	if c, err = trainings.Get(tx, e.CohortID); err != nil {
		return
	}
	if err = stillWorks(tx, c); err != nil {
		return
	}
	who, err = candidates.Get(tx, e.CandidateID)
	return
}

func stillWorks(tx *tenants.Tx, c trainings.Cohort) error {
	if !tx.Now().Before(Until(c)) {
		return fault.New(fault.Conflict, "personal.over")
	}
	return nil
}

func notLately(tx *tenants.Tx, l Link) error {
	if l.SentAt != nil && tx.Now().Sub(*l.SentAt) < Between {
		return fault.New(fault.Conflict, "personal.sent_lately", "Minutes", int(Between.Minutes()))
	}
	return nil
}

func send(tx *tenants.Tx, l Link, e trainings.Enrolment) error {
	if err := tx.Allow("send", &l); err != nil {
		return err
	}
	if err := notLately(tx, l); err != nil {
		return err
	}
	now := tx.Now()
	l.SentAt, l.Sent = &now, l.Sent+1
	if err := update(tx, &l, "SentAt", "Sent"); err != nil {
		return err
	}
	letter := letters.ToEnrolled(letters.PersonalPage, l.ID, e.ID)
	letter.Case = e.CandidateID
	tx.Enqueue(letter)
	tx.Record(tenants.Event{Action: "personal_link.sent", Resource: "personal_link", Subject: l.ID, Case: e.CandidateID,
		Detail: map[string]any{"enrolment": e.ID, "candidate": e.CandidateID, "again": l.Sent > 1}})
	return nil
}
