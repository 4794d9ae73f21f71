package calendars

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"accord/app/paging"
	"accord/app/people"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// Filter is a window of time and what of it is looked at.
type Filter struct {
	From, To time.Time // from this moment, to before that
	Cohort   uuid.UUID
	Program  uuid.UUID
	Trainer  uuid.UUID // a membership
}

// LongestWindow is how long a window may be.
const LongestWindow = 400 * 24 * time.Hour

// Entry is a session in a calendar.
type Entry struct {
	trainings.TrainingSession
	Cohort   trainings.Cohort
	Trainers []people.Membership // who train it: those named, else all of its cohort
	Clashes  []Clash
}

// Clash is another session at the same time that needs the same person or room.
type Clash struct {
	With    trainings.TrainingSession
	Cohort  trainings.Cohort
	Trainer string // who is needed twice; "" when it is the room
	Place   string // which room; "" when it is the trainer
}

// Window reads the sessions that the actor may see in a window of time, the
// earliest first, cancelled ones too, in a constant number of questions. What
// is filtered out still clashes. Returns Invalid when the window is none.
func Window(tx *tenants.Tx, f Filter) ([]Entry, error) {
	if !f.From.Before(f.To) || f.To.Sub(f.From) > LongestWindow {
		return nil, fault.New(fault.Invalid, "calendar.window", "Days", int(LongestWindow.Hours()/24))
	}
	sessions, err := sessionsIn(tx, f.From, f.To)
	if err != nil || len(sessions) == 0 {
		return nil, err
	}
	all, err := entries(tx, sessions)
	if err != nil {
		return nil, err
	}
	clash(all)
	return slices.DeleteFunc(all, func(e Entry) bool {
		return f.Cohort != uuid.Nil && e.CohortID != f.Cohort || f.Program != uuid.Nil && e.Cohort.ProgramID != f.Program || f.Trainer != uuid.Nil && !e.trainedBy(f.Trainer)
	}), nil
}

func (e Entry) trainedBy(member uuid.UUID) bool {
	return slices.ContainsFunc(e.Trainers, func(m people.Membership) bool { return m.ID == member })
}

// entries reads what stands beside sessions: their cohorts, and who trains them.
func entries(tx *tenants.Tx, sessions []trainings.TrainingSession) ([]Entry, error) {
	var ids []uuid.UUID
	for _, s := range sessions {
		ids = append(ids, s.CohortID)
	}
	slices.SortFunc(ids, func(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) })
	ids = slices.Compact(ids)
	cohorts, err := trainings.ByIDs(tx, ids)
	if err != nil {
		return nil, err
	}
	of, err := where[trainings.CohortTrainer](tx, "capacity = ? and removed_at is null and cohort_id in ?", trainings.AsTrainer, ids) // who only coaches has tables, and no sessions
	if err != nil {
		return nil, err
	}
	named, err := where[trainings.SessionTrainer](tx, "removed_at is null and cohort_id in ?", ids)
	if err != nil {
		return nil, err
	}
	var who []uuid.UUID
	teaches, train := map[uuid.UUID][]uuid.UUID{}, map[uuid.UUID][]uuid.UUID{}
	for _, t := range of {
		who, train[t.CohortID] = append(who, t.MembershipID), append(train[t.CohortID], t.MembershipID)
	}
	for _, t := range named {
		if slices.Contains(train[t.CohortID], t.MembershipID) { // else they train the cohort no more
			teaches[t.TrainingSessionID] = append(teaches[t.TrainingSessionID], t.MembershipID)
		}
	}
	members, err := membersByID(tx, who)
	if err != nil {
		return nil, err
	}
	byID := make(map[uuid.UUID]trainings.Cohort, len(cohorts))
	for _, c := range cohorts {
		byID[c.ID] = c
	}
	all := make([]Entry, len(sessions))
	for i, s := range sessions {
		all[i] = Entry{TrainingSession: s, Cohort: byID[s.CohortID]}
		trainers := teaches[s.ID]
		if len(trainers) == 0 {
			trainers = train[s.CohortID]
		}
		for _, m := range trainers {
			all[i].Trainers = append(all[i].Trainers, members[m])
		}
		slices.SortFunc(all[i].Trainers, func(a, b people.Membership) int { return strings.Compare(paging.Plain(a.Name), paging.Plain(b.Name)) })
	}
	return all, nil
}

// clash notes what needs the same trainer or room at the same time, on both.
// The entries are by their beginning, so each is held against those that begin
// before it ends.
func clash(all []Entry) {
	for i := range all {
		for j := i + 1; j < len(all) && all[j].StartsAt.Before(all[i].EndsAt); j++ {
			a, b := &all[i], &all[j]
			if a.CancelledAt != nil || b.CancelledAt != nil {
				continue
			}
			for _, m := range a.Trainers {
				if b.trainedBy(m.ID) {
					a.with(b, m.Name, "")
					b.with(a, m.Name, "")
				}
			}
			if a.sameRoom(b) {
				a.with(b, "", a.Place)
				b.with(a, "", b.Place)
			}
		}
	}
}

func (e *Entry) with(other *Entry, trainer, place string) {
	e.Clashes = append(e.Clashes, Clash{With: other.TrainingSession, Cohort: other.Cohort, Trainer: trainer, Place: place})
}

// sameRoom says whether two sessions are in one room. What is only their
// cohorts' place, such as a town, is none.
func (e *Entry) sameRoom(other *Entry) bool {
	room := paging.Plain(e.Place)
	return room != "" && room == paging.Plain(other.Place) && (e.Place != e.Cohort.Place || other.Place != other.Cohort.Place)
}

// Cohorts reads the cohorts that run in a window of time, to filter by.
func Cohorts(tx *tenants.Tx, from, to time.Time) ([]trainings.Cohort, error) {
	return cohortsIn(tx, from, to)
}
