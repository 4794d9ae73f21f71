package checkins

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"accord/app/paging"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// Room is what a session's trainer sees of its check-in.
type Room struct {
	Cohort   trainings.Cohort
	Session  trainings.TrainingSession
	Stage    Stage
	Open     *CheckIn // nil when it is not open
	Code     string   // shown now; "" when it is not open
	Changes  time.Time
	Arrivals []Arrival // who was marked as come, the latest first
	Enrolled int       // withdrawn ones left out
}

// Arrival is somebody who was marked as come.
type Arrival struct {
	Enrolment uuid.UUID
	Name      string
	Mark      string
	At        time.Time
	Own       bool // by their own check-in
}

// RoomOf reads a session's check-in. Returns NotFound when the actor may not
// see the session.
func RoomOf(tx *tenants.Tx, session uuid.UUID) (Room, error) {
	var r Room
	var err error
	if r.Session, err = trainings.SessionOf(tx, session); err != nil {
		return r, err
	}
	if r.Cohort, err = trainings.Get(tx, r.Session.CohortID); err != nil {
		return r, err
	}
	r.Stage = StageOf(r.Session, tx.Now())
	open, err := openOf(tx, session)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return r, err
	}
	if err == nil && r.Stage == Due && r.Session.CancelledAt == nil && r.Cohort.ClosedAt == nil {
		r.Open = &open
		r.Code, r.Changes = Code(tx, open)
	}
	return r, r.arrived(tx)
}

func (r *Room) arrived(tx *tenants.Tx) error {
	enrolled, err := where[trainings.Enrolment](tx, "cohort_id = ? and withdrawn_at is null", r.Cohort.ID)
	if err != nil {
		return err
	}
	people, err := peopleOf(tx, r.Cohort.ID)
	if err != nil {
		return err
	}
	marks, err := where[trainings.Attendance](tx, "training_session_id = ?", r.Session.ID)
	if err != nil {
		return err
	}
	own, err := where[trainings.AttendanceChange](tx, "training_session_id = ? and how = ?", r.Session.ID, trainings.ByCheckIn)
	if err != nil {
		return err
	}
	r.Enrolled = len(enrolled)
	names, who := map[uuid.UUID]string{}, map[uuid.UUID]string{}
	for _, p := range people {
		names[p.ID] = p.Name
	}
	for _, e := range enrolled {
		who[e.ID] = names[e.CandidateID]
	}
	for _, m := range marks {
		name, here := who[m.EnrolmentID]
		if !here || m.Mark == trainings.Absent || m.Mark == trainings.Excused {
			continue
		}
		r.Arrivals = append(r.Arrivals, Arrival{Enrolment: m.EnrolmentID, Name: name, Mark: m.Mark, At: m.RecordedAt,
			Own: m.RecordedBy == nil && slices.ContainsFunc(own, func(c trainings.AttendanceChange) bool { return c.EnrolmentID == m.EnrolmentID })})
	}
	slices.SortFunc(r.Arrivals, func(a, b Arrival) int {
		if d := b.At.Compare(a.At); d != 0 {
			return d
		}
		return strings.Compare(paging.Plain(a.Name), paging.Plain(b.Name))
	})
	return nil
}
