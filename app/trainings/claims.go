package trainings

import (
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// MaxPassing is the length of a reason for passing those who wait.
const MaxPassing = 500

// claimed is who has, or waits for, a place in a cohort.
type claimed struct {
	in      int
	waiting []Waiting // without the one who is asked about
	own     *Waiting  // their own place in the waiting list, if they wait
	first   bool      // they are its first
}

// claims reads who has a claim to a place beside a person.
func claims(tx *tenants.Tx, c Cohort, person uuid.UUID) (is claimed, err error) {
	if is.in, err = count[Enrolment](tx, "cohort_id = ? and withdrawn_at is null", c.ID); err != nil {
		return is, err
	}
	queue, err := inQueue(tx, c.ID)
	for i, w := range queue {
		if w.CandidateID == person {
			is.own, is.first = &queue[i], i == 0
			continue
		}
		is.waiting = append(is.waiting, w)
	}
	return is, err
}

// room refuses so many more where the cohort is full, or others wait for what
// is free.
func (is claimed) room(c Cohort, more int) error {
	switch {
	case is.in+more > c.Capacity:
		return fault.New(fault.Conflict, "enrolment.full", "Count", c.Capacity)
	case is.in+more+len(is.waiting) > c.Capacity:
		return fault.New(fault.Conflict, "enrolment.somebody_waits", "Count", len(is.waiting))
	}
	return nil
}

// notPassing refuses a person for whose place others wait, unless a reason to
// pass them is given by who keeps the waiting list. It answers the reason that
// counts: "" where nobody is passed. Who waits themselves leaves the list.
func notPassing(tx *tenants.Tx, c Cohort, person uuid.UUID, reason string) (string, error) {
	is, err := claims(tx, c, person)
	if err != nil {
		return "", err
	}
	if is.in >= c.Capacity {
		return "", is.room(c, 1)
	}
	reason = oneLine(reason)
	if is.first || is.room(c, 1) == nil {
		reason = ""
	} else {
		if reason == "" {
			return "", is.room(c, 1)
		}
		if utf8.RuneCountInString(reason) > MaxPassing {
			return "", at(fault.Invalid, "passing", "candidate.too_long", "Max", MaxPassing)
		}
		if err := tx.Allow("queue", &c); err != nil {
			return "", err
		}
	}
	if is.own != nil {
		return reason, is.own.leave(tx, leftPlaced)
	}
	return reason, nil
}
