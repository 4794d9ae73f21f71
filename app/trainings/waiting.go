package trainings

import (
	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/letters"
	"accord/tenants"
	"accord/tenants/fault"
)

// How somebody left the waiting list.
const (
	leftPlaced  = "placed"
	leftRemoved = "removed"
)

// Queued is somebody who waits for a place.
type Queued struct {
	Waiting
	Candidate candidates.Candidate
}

// Queue is who waits for a place in a cohort, first come first, and how many
// places are free. Only who keeps the list reads it.
type Queue struct {
	Waiting []Queued
	Free    int
}

// Wait puts a person at the end of a full cohort's waiting list: somebody on
// file by this address, else somebody new. Returns Invalid with every wrong
// field, Conflict when there is a place, and when the person is enrolled or
// waits already.
func Wait(tx *tenants.Tx, cohort uuid.UUID, in candidates.NewCandidate) (Waiting, error) {
	c, err := opened(tx, cohort, "queue")
	if err != nil {
		return Waiting{}, err
	}
	person, err := personFor(tx, in)
	if err != nil {
		return Waiting{}, err
	}
	if err := notIn(tx, c, []uuid.UUID{person.ID}); err != nil {
		return Waiting{}, err
	}
	q, err := queueOf(tx, c)
	if err != nil {
		return Waiting{}, err
	}
	if q.Free > len(q.Waiting) {
		return Waiting{}, fault.New(fault.Conflict, "waiting.not_full")
	}
	for _, w := range q.Waiting {
		if w.CandidateID == person.ID {
			return Waiting{}, at(fault.Conflict, "email", "waiting.already")
		}
	}
	return wait(tx, c, person.ID)
}

// wait puts a candidate at the end of the list.
func wait(tx *tenants.Tx, c Cohort, candidate uuid.UUID) (Waiting, error) {
	w := Waiting{TenantID: tx.Tenant(), ID: tx.NewID(), CohortID: c.ID, CandidateID: candidate, Since: tx.Now(), AddedBy: membership(tx)}
	if err := insert(tx, &w); err != nil {
		return Waiting{}, err
	}
	w.record(tx, c, "waiting")
	return w, followed(tx, c)
}

// Place gives a free place to the first of the waiting list, enrols them and
// writes to them. Returns Conflict when there is no place, or when somebody
// else is first.
func Place(tx *tenants.Tx, id uuid.UUID) (Enrolment, error) {
	w, c, err := waitingFor(tx, id)
	if err != nil {
		return Enrolment{}, err
	}
	q, err := queueOf(tx, c)
	if err != nil {
		return Enrolment{}, err
	}
	if len(q.Waiting) == 0 || q.Waiting[0].ID != w.ID {
		return Enrolment{}, fault.New(fault.Conflict, "waiting.not_first")
	}
	if err := w.leave(tx, leftPlaced); err != nil {
		return Enrolment{}, err
	}
	all, err := enrol(tx, c, []uuid.UUID{w.CandidateID}, "")
	if err != nil {
		return Enrolment{}, err
	}
	letter := letters.ToEnrolled(letters.PlaceGiven, all[0].ID, all[0].ID)
	letter.Case = c.ID
	tx.Enqueue(letter)
	return all[0], nil
}

// Leave takes somebody off the waiting list without a place. Off it already,
// they stay so.
func Leave(tx *tenants.Tx, id uuid.UUID) error {
	was, err := WaitingOf(tx, id)
	if err != nil || was.LeftAt != nil {
		return err
	}
	w, c, err := waitingFor(tx, id)
	if err != nil {
		return err
	}
	if err := w.leave(tx, leftRemoved); err != nil {
		return err
	}
	w.record(tx, c, "unlisted")
	return followed(tx, c)
}

// QueueOf reads the waiting list of a cohort; it is empty for who may not.
func QueueOf(tx *tenants.Tx, c Cohort) (Queue, error) {
	q, err := queueOf(tx, c)
	if !tx.Can("create", &c) { // a trainer may know that somebody waits, not who
		q.Waiting = nil
	}
	return q, err
}

func queueOf(tx *tenants.Tx, c Cohort) (Queue, error) {
	var q Queue
	in, err := count[Enrolment](tx, "cohort_id = ? and withdrawn_at is null", c.ID)
	if err != nil {
		return q, err
	}
	q.Free = max(0, c.Capacity-in)
	rows, err := inQueue(tx, c.ID)
	if err != nil || len(rows) == 0 {
		return q, err
	}
	ids := make([]uuid.UUID, len(rows))
	for i, w := range rows {
		ids[i] = w.CandidateID
	}
	named, err := where[candidates.Candidate](tx, "id in ?", ids)
	for _, w := range rows {
		one := Queued{Waiting: w}
		for _, p := range named {
			if p.ID == w.CandidateID {
				one.Candidate = p
			}
		}
		q.Waiting = append(q.Waiting, one)
	}
	return q, err
}

// waitingFor takes somebody who still waits, with the cohort opened.
func waitingFor(tx *tenants.Tx, id uuid.UUID) (Waiting, Cohort, error) {
	w, err := WaitingOf(tx, id)
	if err != nil {
		return w, Cohort{}, err
	}
	c, err := opened(tx, w.CohortID, "queue")
	if err != nil {
		return w, c, err
	}
	if w, err = WaitingOf(tx, id); err != nil { // again: it may have changed before the lock was ours
		return w, c, err
	}
	if w.LeftAt != nil {
		return w, c, fault.New(fault.Conflict, "waiting.left")
	}
	return w, c, nil
}

func (w Waiting) leave(tx *tenants.Tx, how string) error {
	now := tx.Now()
	w.LeftAt, w.LeftHow = &now, how
	return update(tx, &w, "LeftAt", "LeftHow")
}

func (w Waiting) record(tx *tenants.Tx, c Cohort, what string) {
	detail := map[string]any{"candidate": w.CandidateID, "cohort": c.ID, "code": c.Code}
	tx.Record(tenants.Event{Action: "cohort." + what, Resource: "waiting", Subject: w.ID, Case: c.ID, Detail: detail})
	tx.Record(tenants.Event{Action: "candidate." + what, Resource: "waiting", Subject: w.ID, Case: w.CandidateID, Detail: detail})
}
