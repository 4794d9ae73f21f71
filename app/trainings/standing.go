package trainings

import (
	"time"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/shares"
)

// Status is how a candidate stands in a cohort.
type Status string

// The statuses.
const (
	NotBegun  Status = "not_begun" // the cohort's first day is to come; it is not kept, for no verb makes it end
	OnTrack   Status = "on_track"
	AtRisk    Status = "at_risk" // below the floor, too few hours left to come, or the program's rule warns
	Ready     Status = "ready"   // the rule is met: completion can be confirmed
	Completed Status = "completed"
	Withdrawn Status = "withdrawn"
)

// Statuses are all statuses, in the order filters offer them.
var Statuses = []Status{AtRisk, OnTrack, NotBegun, Ready, Completed, Withdrawn}

// Standing is a candidate's way through a cohort so far.
type Standing struct {
	Enrolment  Enrolment
	Candidate  candidates.Candidate // zero when the actor may not see the file
	Marks      map[uuid.UUID]Attendance
	Completion *Completion
	Attended   float64 // hours
	Expected   float64 // hours of the sessions recorded, excused ones left out
	ExcusedFor float64 // hours of sessions excused
	ToCome     float64 // hours of sessions not recorded yet
	Missed     int     // sessions absent from, without excuse
	Status     Status
}

// Rate is the share of the expected hours that was attended, in whole percent
// as app/shares reads it. known is false before anything was recorded.
func (s Standing) Rate() (percent int, known bool) {
	if s.Expected <= 0 {
		return 0, false
	}
	return shares.Percent(s.Attended, s.Expected), true
}

// stand adds up a candidate's sessions and holds them against the cohort's rule.
func (c Cohort) stand(s Standing, sessions []TrainingSession, rule AtRiskRule) Standing {
	planned := 0.0
	for _, t := range sessions {
		if t.CancelledAt != nil {
			continue
		}
		planned += t.Hours
		m, recorded := s.Marks[t.ID]
		switch {
		case !recorded:
			s.ToCome += t.Hours
		case m.Mark == Excused:
			s.ExcusedFor += t.Hours
		default:
			s.Expected += t.Hours
			s.Attended += m.Hours
			if m.Mark == Absent {
				s.Missed++
			}
		}
	}
	s.Attended, s.Expected, s.ExcusedFor, s.ToCome = tidy(s.Attended), tidy(s.Expected), tidy(s.ExcusedFor), tidy(s.ToCome)
	switch {
	case s.Completion != nil:
		s.Status = Completed
	case s.Enrolment.WithdrawnAt != nil:
		s.Status = Withdrawn
	default:
		s.Status = c.judge(s, planned, rule)
	}
	return s
}

// judge is how somebody stands who is under way: planned is the hours of all
// sessions that were not cancelled.
func (c Cohort) judge(s Standing, planned float64, rule AtRiskRule) Status {
	switch {
	case c.met(s):
		return Ready
	case c.below(s), rule.warns(s), tidy(s.Attended+s.ToCome+max(0, c.RequiredHours-planned)) < c.RequiredHours:
		return AtRisk
	}
	return OnTrack
}

// Shown is how somebody stands at a moment whose marks come to a status: before
// its first day nobody of a cohort is under way.
func (c Cohort) Shown(s Status, now time.Time) Status {
	if s == OnTrack && c.StateAt(now) == Planned {
		return NotBegun
	}
	return s
}

// met says whether the rule of completion is met: the hours, and the floor.
func (c Cohort) met(s Standing) bool { return s.Attended >= c.RequiredHours && !c.below(s) }

func (c Cohort) below(s Standing) bool { return s.below(c.AttendanceFloor) }

// below is false before anything was recorded.
func (s Standing) below(percent int) bool {
	return s.Expected > 0 && !shares.Reaches(s.Attended, s.Expected, percent)
}

// last is when a candidate last attended; zero when never.
func (s Standing) last(sessions []TrainingSession) time.Time {
	var last time.Time
	for _, t := range sessions {
		if m, ok := s.Marks[t.ID]; ok && m.Hours > 0 && t.StartsAt.After(last) {
			last = t.StartsAt
		}
	}
	return last
}
