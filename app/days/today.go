package days

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"accord/app/calendars"
	"accord/tenants"
)

// Coming is a later day on which somebody assesses.
type Coming struct {
	Day   Day
	Count int
	First time.Time // when their first slot begins
}

// Today are the slots in which the actor assesses today, by the calendar of each
// day's place, and the days after that. What was cancelled is left out of those.
func Today(tx *tenants.Tx) (today []Entry, next []Coming, err error) {
	slots, err := takingPart(tx, tx.Membership(), tx.Now().Add(-48*time.Hour), tx.Now().AddDate(1, 0, 0))
	if err != nil {
		return nil, nil, err
	}
	all, err := entries(tx, slots)
	if err != nil {
		return nil, nil, err
	}
	var ids []uuid.UUID
	for _, e := range all {
		on, here := dayOf(e.Day.HeldOn), dayOf(tx.Now().In(e.Day.Zone()))
		switch {
		case on.Equal(here):
			today, ids = append(today, e), append(ids, *e.AssessmentID)
		case on.After(here) && e.State == Invited:
			if i := slices.IndexFunc(next, func(c Coming) bool { return c.Day.ID == e.Day.ID }); i >= 0 {
				next[i].Count++
			} else {
				next = append(next, Coming{Day: e.Day, Count: 1, First: e.StartsAt})
			}
		}
	}
	mine, err := myAssignments(tx, ids)
	for i, e := range today {
		if g, is := mine[*e.AssessmentID]; is {
			today[i].Assignment = &g
		}
	}
	return today, next, err
}

// Own are the slots of the candidate who asks, from the last weeks on, the first first.
func Own(tx *tenants.Tx) ([]Entry, error) {
	slots, err := ownSlots(tx, tx.Now().AddDate(0, 0, -60), tx.Now().AddDate(2, 0, 0))
	if err != nil {
		return nil, err
	}
	all, err := entries(tx, slots)
	if err != nil {
		return nil, err
	}
	said, err := AnswersTo(tx, slots)
	for i, e := range all {
		if a, is := said[e.ID]; is {
			all[i].Answer = &a
		}
	}
	return all, err
}

// Awaiting are those of one's own slots that are to come and wait for an answer.
func Awaiting(all []Entry, now time.Time) (some []Entry) {
	for _, e := range all {
		if e.Reply() == Unanswered && e.StartsAt.After(now) {
			some = append(some, e)
		}
	}
	return some
}

// Calendar are the slots that a member's feed holds: those in which they assess,
// those that are their own as a candidate, and with everything all that they may read.
func Calendar(tx *tenants.Tx, everything bool) ([]Entry, error) {
	from, to := calendars.Span(tx.Now())
	if everything {
		all, err := readable(tx, from, to)
		if err != nil {
			return nil, err
		}
		return entries(tx, all)
	}
	all, err := takingPart(tx, tx.Membership(), from, to)
	if err != nil {
		return nil, err
	}
	mine, err := ownSlots(tx, from, to)
	if err != nil {
		return nil, err
	}
	return entries(tx, append(all, mine...))
}

// OfTrainee are the slots that the feed of a trainee holds, read by whoever holds
// its link.
func OfTrainee(tx *tenants.Tx) ([]Entry, error) {
	from, to := calendars.Span(tx.Now())
	all, err := readable(tx, from, to)
	if err != nil {
		return nil, err
	}
	return entries(tx, all)
}
