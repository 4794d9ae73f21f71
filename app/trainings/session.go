package trainings

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// LongestSession is how long a session lasts at most; the database holds it too.
const LongestSession = 24 * time.Hour

// NewSession is what a form says of a session.
type NewSession struct {
	Title            string
	StartsAt, EndsAt time.Time
	Hours            float64     // of training; at most from start to end
	Place            string      // a room; "" is the cohort's place
	Link             string      // a whole http(s) address; "" where it is not online
	Trainers         []uuid.UUID // memberships that train the cohort; none: all who do
	Reason           string      // why it moves, for those who are told
}

// AddSession plans a session of a cohort and gives it its number. Returns
// Invalid with every wrong field, Conflict when the cohort is closed.
func AddSession(tx *tenants.Tx, cohort uuid.UUID, in NewSession) (TrainingSession, error) {
	c, err := opened(tx, cohort, "plan")
	if err != nil {
		return TrainingSession{}, err
	}
	s, err := addTo(tx, c, in)
	if err != nil {
		return s, err
	}
	return s, settle(tx, c.ID)
}

// addTo plans a session of a cohort that was opened for it, and is settled after.
func addTo(tx *tenants.Tx, c Cohort, in NewSession) (TrainingSession, error) {
	in = in.tidy(c)
	if err := in.check(c); err != nil {
		return TrainingSession{}, err
	}
	last, err := lastNumber(tx, c.ID)
	if err != nil {
		return TrainingSession{}, err
	}
	s := TrainingSession{TenantID: tx.Tenant(), ID: tx.NewID(), CohortID: c.ID, Number: last + 1, CreatedAt: tx.Now()}
	in.into(&s)
	if err := insert(tx, &s); err != nil {
		return TrainingSession{}, err
	}
	if _, err := teach(tx, s, in.Trainers); err != nil {
		return TrainingSession{}, err
	}
	tx.Record(tenants.Event{Action: "session.planned", Resource: "training_session", Subject: s.ID, Case: c.ID, Detail: s.facts()})
	return s, reminded(tx, s)
}

// EditSession changes a session. Moving it holds those who teach it against
// its new date: who does not qualify then is shown with the session until they
// do, are excepted, or somebody else is named.
// Where attendance was recorded those present
// follow its new length, and it cannot move into the future. Who had checked in
// to one that had not begun is no longer marked when it moves to later than
// they could check in to now. One still to come
// that moves to another hour or place is told of: see Concerned. Returns Invalid
// when that has no reason, Conflict when it was cancelled, or when somebody's
// completion stands on it.
func EditSession(tx *tenants.Tx, id uuid.UUID, in NewSession) (TrainingSession, error) {
	s, c, err := sessionFor(tx, id, "plan")
	if err != nil {
		return TrainingSession{}, err
	}
	in = in.tidy(c)
	if err := in.check(c); err != nil {
		return TrainingSession{}, err
	}
	was := s
	in.into(&s)
	fields := changed(sessionFields, was.list(), s.list())
	concerned, err := ConcernedBy(tx, was)
	if err != nil {
		return TrainingSession{}, err
	}
	staffed, err := teach(tx, s, in.Trainers)
	if err != nil {
		return TrainingSession{}, err
	}
	if staffed {
		fields = append(fields, "trainers")
	}
	if len(fields) == 0 {
		return s, nil
	}
	marks, err := where[Attendance](tx, "training_session_id = ?", s.ID)
	if err != nil {
		return TrainingSession{}, err
	}
	if err := holds(tx, was, s, marks); err != nil {
		return TrainingSession{}, err
	}
	if was.StartsAt.After(tx.Now()) && s.StartsAt.Add(-ArriveBefore).After(tx.Now()) {
		if err := takeBack(tx, was, marks); err != nil {
			return TrainingSession{}, err
		}
		marks = nil
	}
	if was.movesTo(s, tx.Now()) {
		s.Revision++
		if err := concerned.tell(tx, was, s, NoticeMoved, in.Reason); err != nil {
			return TrainingSession{}, err
		}
	}
	if err := update(tx, &s, "Title", "StartsAt", "EndsAt", "Hours", "Place", "Link", "Revision"); err != nil {
		return TrainingSession{}, err
	}
	if was.Hours != s.Hours && len(marks) > 0 {
		if err := follow(tx, s); err != nil {
			return TrainingSession{}, err
		}
	}
	detail := s.facts()
	detail["fields"], detail["was"] = fields, was.facts()
	if !was.StartsAt.Equal(s.StartsAt) {
		if detail["unqualified"], err = unqualifiedFor(tx, s); err != nil {
			return TrainingSession{}, err
		}
	}
	tx.Record(tenants.Event{Action: "session.edited", Resource: "training_session", Subject: s.ID, Case: c.ID, Detail: detail})
	if !was.StartsAt.Equal(s.StartsAt) {
		if err := reminded(tx, s); err != nil {
			return TrainingSession{}, err
		}
	}
	return s, settle(tx, c.ID)
}

// CancelSession cancels a session; cancelled before, it stays so. Those
// concerned by one still to come are told, and who had come early to it is no
// longer marked. Returns Invalid when that has no reason, Conflict when its
// attendance was recorded: it took place.
func CancelSession(tx *tenants.Tx, id uuid.UUID, reason string) (TrainingSession, error) {
	was, err := SessionOf(tx, id)
	if err != nil || was.CancelledAt != nil {
		return was, err
	}
	s, c, err := sessionFor(tx, id, "plan")
	if err != nil {
		return TrainingSession{}, err
	}
	marks, err := where[Attendance](tx, "training_session_id = ?", s.ID)
	if err != nil {
		return TrainingSession{}, err
	}
	if len(marks) > 0 && !s.StartsAt.After(tx.Now()) {
		return TrainingSession{}, fault.New(fault.Conflict, "session.recorded")
	}
	if s.StartsAt.After(tx.Now()) {
		if err := takeBack(tx, s, marks); err != nil {
			return TrainingSession{}, err
		}
		concerned, err := ConcernedBy(tx, s)
		if err != nil {
			return TrainingSession{}, err
		}
		if err := concerned.tell(tx, s, s, NoticeCancelled, reason); err != nil {
			return TrainingSession{}, err
		}
	}
	now := tx.Now()
	s.CancelledAt, s.Revision = &now, s.Revision+1
	if err := update(tx, &s, "CancelledAt", "Revision"); err != nil {
		return TrainingSession{}, err
	}
	tx.Record(tenants.Event{Action: "session.cancelled", Resource: "training_session", Subject: s.ID, Case: c.ID, Detail: s.facts()})
	if err := reminded(tx, s); err != nil {
		return TrainingSession{}, err
	}
	return s, settle(tx, c.ID)
}

// opened takes a cohort to work on it: locked, open, and permitted.
func opened(tx *tenants.Tx, id uuid.UUID, action string) (Cohort, error) {
	if err := tx.Lock(id); err != nil {
		return Cohort{}, err
	}
	c, err := Get(tx, id)
	if err != nil {
		return Cohort{}, err
	}
	if err := stillOpen(c); err != nil {
		return Cohort{}, err
	}
	return c, tx.Allow(action, &c)
}

// sessionFor takes a session that was not cancelled, with its cohort opened.
func sessionFor(tx *tenants.Tx, id uuid.UUID, action string) (TrainingSession, Cohort, error) {
	s, err := SessionOf(tx, id)
	if err != nil {
		return s, Cohort{}, err
	}
	c, err := opened(tx, s.CohortID, action)
	if err != nil {
		return s, c, err
	}
	if s, err = SessionOf(tx, id); err != nil { // again: it may have changed before the lock was ours
		return s, c, err
	}
	if s.CancelledAt != nil {
		return s, c, fault.New(fault.Conflict, "session.cancelled")
	}
	return s, c, nil
}

// holds says whether a session may change as it is about to.
func holds(tx *tenants.Tx, was, is TrainingSession, marks []Attendance) error {
	if len(marks) == 0 {
		return nil
	}
	if is.StartsAt.After(tx.Now()) && !was.StartsAt.After(tx.Now()) {
		return at(fault.Invalid, "starts", "session.recorded_future")
	}
	if was.Hours == is.Hours {
		return nil
	}
	for _, m := range marks {
		if m.Mark == Part && m.Hours >= is.Hours {
			return at(fault.Invalid, "hours", "session.part_longer", "Hours", m.Hours)
		}
	}
	done, err := count[Completion](tx, "cohort_id = ?", is.CohortID)
	if err != nil {
		return err
	}
	if done > 0 {
		return at(fault.Conflict, "hours", "session.completed")
	}
	return nil
}

func (in NewSession) tidy(c Cohort) NewSession {
	in.Title, in.Place, in.Link, in.Reason = oneLine(in.Title), oneLine(in.Place), strings.TrimSpace(in.Link), oneLine(in.Reason)
	if in.Place == "" {
		in.Place = c.Place
	}
	in.StartsAt, in.EndsAt = in.StartsAt.UTC(), in.EndsAt.UTC()
	return in
}

func (in NewSession) check(c Cohort) error {
	var f fault.Check
	switch {
	case f.If(in.Title == "", "title", "session.title_required"):
	case f.If(utf8.RuneCountInString(in.Title) > MaxTitle, "title", "candidate.too_long", "Max", MaxTitle):
	}
	f.If(utf8.RuneCountInString(in.Place) > MaxPlace, "place", "candidate.too_long", "Max", MaxPlace)
	f.If(in.Link != "" && !IsWebAddress(in.Link), "link", "session.link_form")
	on := day(in.StartsAt.In(c.Zone()))
	length := in.EndsAt.Sub(in.StartsAt)
	switch {
	case f.If(in.StartsAt.IsZero() || in.StartsAt.Year() < 1990, "starts", "session.starts_required"):
	case f.If(on.Before(day(c.StartsOn)) || on.After(day(c.EndsOn)), "starts", "session.outside"):
	case f.If(length <= 0, "ends", "session.ends_before"):
	case f.If(length > LongestSession, "ends", "session.too_long"):
	}
	switch {
	case f.If(!(in.Hours > 0) || in.Hours > 24 || !hundredths(in.Hours), "hours", "session.hours"):
	case f.If(length > 0 && in.Hours > length.Hours()+0.005, "hours", "session.hours_longer", "Length", tidy(length.Hours())):
	}
	return f.Err()
}

func (in NewSession) into(s *TrainingSession) {
	s.Title, s.StartsAt, s.EndsAt, s.Hours, s.Place, s.Link = in.Title, in.StartsAt, in.EndsAt, in.Hours, in.Place, in.Link
}

var sessionFields = []string{"title", "starts", "ends", "hours", "place", "link"}

func (s TrainingSession) list() []any {
	return []any{s.Title, s.StartsAt.Unix(), s.EndsAt.Unix(), s.Hours, s.Place, s.Link}
}

func (s TrainingSession) facts() map[string]any {
	return map[string]any{"number": s.Number, "title": s.Title, "starts_at": s.StartsAt.UTC(), "hours": s.Hours}
}
