package progress

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"accord/app/paging"
	"accord/app/trainings"
	"accord/tenants"
)

// SessionState is where a session is: in time, and with its sheet.
type SessionState string

// The states.
const (
	ToCome    SessionState = "to_come"
	ToRecord  SessionState = "to_record" // it has begun, and somebody under way has no mark
	Recorded  SessionState = "recorded"
	Cancelled SessionState = "cancelled"
)

// SessionStates are all states, in the order filters offer them.
var SessionStates = []SessionState{ToRecord, ToCome, Recorded, Cancelled}

// SessionFilter narrows the list of sessions. ToRecord leaves closed cohorts
// out: their sheets stay as they are.
type SessionFilter struct {
	State   SessionState
	Program uuid.UUID
	Cohort  uuid.UUID
	In      Period // in which it begins
}

// Session is a session as the list over all cohorts shows it.
type Session struct {
	trainings.TrainingSession
	Cohort trainings.Cohort
	Tally  trainings.SessionTally
}

// StateAt is where the session is at a moment.
func (s Session) StateAt(now time.Time) SessionState {
	switch {
	case s.CancelledAt != nil:
		return Cancelled
	case s.StartsAt.After(now):
		return ToCome
	case s.Tally.Unmarked > 0 && s.Cohort.ClosedAt == nil:
		return ToRecord
	}
	return Recorded
}

// Share is the part of the expected hours that was attended, in whole percent
// rounded down; known is false before anything was recorded.
func (s Session) Share() (percent int, known bool) { return share(s.Tally.Attended, s.Tally.Expected) }

func share(attended, expected float64) (percent int, known bool) {
	return trainings.Standing{Attended: attended, Expected: expected}.Rate()
}

var (
	byHour   = paging.Order{Name: "starts", Columns: []paging.Column{{Name: "starts_at", Type: tenants.TypeTime}, {Name: "id", Type: tenants.TypeID}}}
	byLatest = paging.Order{Name: "latest", Desc: true, Columns: byHour.Columns}
)

// Sessions reads a page of the sessions that the actor may see: those that wait
// for their sheet, or are to come, the earliest first, all others the latest.
func Sessions(tx *tenants.Tx, f SessionFilter, zone *time.Location, ask paging.Ask) (paging.Page[Session], error) {
	orders := []paging.Order{byHour, byLatest}
	if f.State != ToRecord && f.State != ToCome {
		slices.Reverse(orders)
	}
	page, err := paging.List(sessions(tx, f, zone), ask, paging.Choose(ask, orders...), func(s trainings.TrainingSession) []any { return []any{s.StartsAt, s.ID} })
	out := paging.Page[Session]{Next: page.Next, Back: page.Back}
	if err != nil || len(page.Items) == 0 {
		return out, err
	}
	ids, cohorts := make([]uuid.UUID, len(page.Items)), make([]uuid.UUID, len(page.Items))
	for i, s := range page.Items {
		ids[i], cohorts[i] = s.ID, s.CohortID
	}
	in, err := by(tx, "id", cohorts, func(c trainings.Cohort) uuid.UUID { return c.ID })
	if err != nil {
		return out, err
	}
	sums, err := by(tx, "id", ids, func(t trainings.SessionTally) uuid.UUID { return t.ID })
	if err != nil {
		return out, err
	}
	for _, s := range page.Items {
		out.Items = append(out.Items, Session{s, in[s.CohortID], sums[s.ID]})
	}
	return out, nil
}
