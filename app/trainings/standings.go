package trainings

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// EnrolmentStanding is how an enrolment stands, kept beside it: what its marks
// add up to. It follows every verb that changes what a standing is made of (see
// settle), so that a list over all cohorts reads rows instead of every mark.
type EnrolmentStanding struct {
	TenantID    uuid.UUID `gorm:"primaryKey"`
	ID          uuid.UUID `gorm:"primaryKey"` // the enrolment's
	CohortID    uuid.UUID
	CandidateID uuid.UUID
	ProgramID   uuid.UUID
	Attended    float64 // hours, as those of Standing
	Expected    float64
	Excused     float64
	ToCome      float64
	Missed      int
	Share       int // percent of the hours expected; -1 before anything was recorded
	Status      Status
	ChangedAt   time.Time
}

// SessionTally is what the marks of a session add up to, those of who withdrew
// left out. It is kept as EnrolmentStanding is.
type SessionTally struct {
	TenantID uuid.UUID `gorm:"primaryKey"`
	ID       uuid.UUID `gorm:"primaryKey"` // the session's
	CohortID uuid.UUID
	StartsAt time.Time
	Attended float64 // hours, of all
	Expected float64
	Unmarked int // who is still under way and has no mark
	Marks    int // all there are, of who withdrew or completed too
}

var (
	_ = part("enrolment_standing", EnrolmentStanding{})
	_ = part("session_tally", SessionTally{})
)

// kept is a standing as it is kept.
func (s Standing) kept(program uuid.UUID, now time.Time) EnrolmentStanding {
	k := EnrolmentStanding{TenantID: s.Enrolment.TenantID, ID: s.Enrolment.ID, CohortID: s.Enrolment.CohortID, CandidateID: s.Enrolment.CandidateID,
		ProgramID: program, Attended: s.Attended, Expected: s.Expected, Excused: s.ExcusedFor, ToCome: s.ToCome, Missed: s.Missed,
		Share: -1, Status: s.Status, ChangedAt: now}
	if rate, known := s.Rate(); known {
		k.Share = rate
	}
	return k
}

// standing is the sums back again.
func (k EnrolmentStanding) standing() Standing {
	return Standing{Attended: k.Attended, Expected: k.Expected, ExcusedFor: k.Excused, ToCome: k.ToCome, Missed: k.Missed, Status: k.Status}
}

// tally is what a session's marks add up to.
func (f File) tally(t TrainingSession) SessionTally {
	sum := SessionTally{TenantID: t.TenantID, ID: t.ID, CohortID: t.CohortID, StartsAt: t.StartsAt}
	for _, s := range f.Standings {
		m, recorded := s.Marks[t.ID]
		if recorded {
			sum.Marks++
		}
		switch {
		case t.CancelledAt != nil, s.Status == Withdrawn:
		case !recorded && s.Status != Completed:
			sum.Unmarked++
		case recorded && m.Mark != Excused:
			sum.Attended, sum.Expected = sum.Attended+m.Hours, sum.Expected+t.Hours
		}
	}
	sum.Attended, sum.Expected = tidy(sum.Attended), tidy(sum.Expected)
	return sum
}

// settle brings what is kept of an open cohort's standings to what its rows
// say. Every verb calls it that changes one of them.
func settle(tx *tenants.Tx, cohort uuid.UUID) error {
	c, err := Get(tx, cohort)
	if err != nil {
		return err
	}
	f, err := workOut(tx, c)
	if err != nil {
		return err
	}
	was, err := keptOf[EnrolmentStanding](tx, c.ID)
	if err != nil {
		return err
	}
	held, err := keptOf[SessionTally](tx, c.ID)
	if err != nil {
		return err
	}
	var standings []EnrolmentStanding
	for _, s := range f.Standings {
		is := s.kept(c.ProgramID, tx.Now())
		before := was[is.ID]
		if before.ChangedAt = is.ChangedAt; before != is {
			standings = append(standings, is)
		}
	}
	var tallies []SessionTally
	for _, t := range f.Sessions {
		is, before := f.tallies[t.ID], held[t.ID]
		if same := before.StartsAt.Equal(is.StartsAt); same {
			before.StartsAt = is.StartsAt
		}
		if before != is {
			tallies = append(tallies, is)
		}
	}
	if err := keep(tx, standings); err != nil {
		return err
	}
	return keep(tx, tallies)
}

// restate judges those anew who are under way in a program's open cohorts: its
// rule changed, and nothing that they attended.
func restate(tx *tenants.Tx, program uuid.UUID, rule AtRiskRule) error {
	cohorts, err := where[Cohort](tx, "program_id = ? and closed_at is null", program)
	if err != nil || len(cohorts) == 0 {
		return err
	}
	ids, named := make([]uuid.UUID, len(cohorts)), map[uuid.UUID]Cohort{}
	for i, c := range cohorts {
		if err := tx.Allow("edit", &cohorts[i]); err != nil {
			return err
		}
		ids[i], named[c.ID] = c.ID, c
	}
	planned, err := plannedHours(tx, ids)
	if err != nil {
		return err
	}
	rows, err := where[EnrolmentStanding](tx, "cohort_id in ? and status in ?", ids, []Status{OnTrack, AtRisk})
	if err != nil {
		return err
	}
	var changed []EnrolmentStanding
	for _, k := range rows {
		if is := named[k.CohortID].judge(k.standing(), planned[k.CohortID], rule); is != k.Status {
			k.Status, k.ChangedAt = is, tx.Now()
			changed = append(changed, k)
		}
	}
	return keep(tx, changed)
}
