package trainings

import (
	"slices"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/letters"
	"accord/tenants"
	"accord/tenants/fault"
)

// MaxReason is how long the reason of a notice may be, in characters.
const MaxReason = 300

// Concerned are those who are told when a session moves or is cancelled: the
// candidates enrolled in its cohort, and its trainers.
type Concerned struct {
	Candidates []uuid.UUID // enrolments
	Trainers   []uuid.UUID // memberships
}

// Count is how many they are.
func (c Concerned) Count() int { return len(c.Candidates) + len(c.Trainers) }

// ConcernedBy answers whom a session concerns now.
func ConcernedBy(tx *tenants.Tx, s TrainingSession) (Concerned, error) {
	var c Concerned
	enrolled, err := where[Enrolment](tx, "cohort_id = ? and withdrawn_at is null", s.CohortID)
	if err != nil {
		return c, err
	}
	for _, e := range enrolled {
		c.Candidates = append(c.Candidates, e.ID)
	}
	of, err := trainersOfCohort(tx, s.CohortID)
	if err != nil {
		return c, err
	}
	named, err := NamedTrainers(tx, s.ID)
	if err != nil {
		return c, err
	}
	var all []uuid.UUID
	for _, t := range of {
		if all = append(all, t.MembershipID); slices.Contains(named, t.MembershipID) {
			c.Trainers = append(c.Trainers, t.MembershipID)
		}
	}
	if len(c.Trainers) == 0 {
		c.Trainers = all
	}
	return c, nil
}

// movesTo says whether people who mean to come must know of a change: another
// hour or place of a session that is still to come, or was.
func (s TrainingSession) movesTo(is TrainingSession, now time.Time) bool {
	ahead := s.StartsAt.After(now) || is.StartsAt.After(now)
	return ahead && (!s.StartsAt.Equal(is.StartsAt) || !s.EndsAt.Equal(is.EndsAt) || s.Place != is.Place || s.Link != is.Link)
}

// tell writes the notice and a letter to each; nobody needs no notice.
func (c Concerned) tell(tx *tenants.Tx, was, is TrainingSession, kind, reason string) error {
	if c.Count() == 0 {
		return nil
	}
	reason = oneLine(reason)
	var f fault.Check
	switch {
	case f.If(reason == "", "reason", "session.reason_required"):
	case f.If(utf8.RuneCountInString(reason) > MaxReason, "reason", "candidate.too_long", "Max", MaxReason):
	}
	if err := f.Err(); err != nil {
		return err
	}
	n := SessionNotice{TenantID: tx.Tenant(), ID: tx.NewID(), CohortID: is.CohortID, TrainingSessionID: is.ID, Kind: kind, Title: is.Title,
		WasStartsAt: was.StartsAt, StartsAt: is.StartsAt, EndsAt: is.EndsAt, Place: is.Place, Link: is.Link, Reason: reason,
		Told: c.Count(), ToldAt: tx.Now(), ToldBy: membership(tx)}
	if err := insert(tx, &n); err != nil {
		return err
	}
	tx.Record(tenants.Event{Action: "session.told", Resource: "session_notice", Subject: n.ID, Case: n.CohortID,
		Detail: map[string]any{"number": is.Number, "count": n.Told, "reason": reason, "kind": kind}})
	letter := n.letter()
	for _, e := range c.Candidates {
		j := letters.ToEnrolled(letter, n.ID, e)
		j.Case = n.CohortID
		tx.Enqueue(j)
	}
	for _, m := range c.Trainers {
		j := letters.ToMembership(letter, n.ID, m)
		j.Case = n.CohortID
		tx.Enqueue(j)
	}
	return nil
}

func (n SessionNotice) letter() letters.Kind {
	switch {
	case n.Kind == NoticeCancelled:
		return letters.SessionCancelled
	case n.Link != "":
		return letters.SessionMovedOnline
	}
	return letters.SessionMoved
}

// NoticeOf reads a notice. Returns NotFound when the actor may not see it.
func NoticeOf(tx *tenants.Tx, id uuid.UUID) (SessionNotice, error) {
	return one[SessionNotice](tx, "session_notice", id)
}

// StillEnrolled reads whom a letter about a cohort goes to; enrolled is false
// when they have withdrawn meanwhile.
func StillEnrolled(tx *tenants.Tx, enrolment uuid.UUID) (who candidates.Candidate, enrolled bool, err error) {
	e, err := EnrolmentOf(tx, enrolment)
	if err != nil || e.WithdrawnAt != nil {
		return who, false, err
	}
	who, err = candidates.Get(tx, e.CandidateID)
	return who, err == nil, err
}

// LastNotice is what those concerned by a session were told last; the zero
// notice where nobody was told anything.
func LastNotice(tx *tenants.Tx, session uuid.UUID) (SessionNotice, error) {
	var n SessionNotice
	all, err := lastNotices(tx, session)
	if err != nil || len(all) == 0 {
		return n, err
	}
	return all[0], nil
}
