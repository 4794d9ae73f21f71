package exercises

import (
	"bytes"
	"math"
	"slices"

	"github.com/google/uuid"

	"accord/app/trainings"
	"accord/tenants"
)

// Practised is what a trainee has practised in a cohort: rounds of sessions
// that have begun and in which they were not absent.
type Practised struct {
	Times    int
	Minutes  int
	Mediated int
	Feedback int // given
	rounds   []roundOf
}

type roundOf struct {
	round    uuid.UUID
	minutes  int
	mediated bool
}

// Hours are the hours practised, to the tenth.
func (p Practised) Hours() float64 { return math.Round(float64(p.Minutes)/6) / 10 }

// without leaves a round out.
func (p Practised) without(round uuid.UUID) Practised {
	for _, r := range p.rounds {
		if r.round == round {
			p.Times, p.Minutes = p.Times-1, p.Minutes-r.minutes
			if r.mediated {
				p.Mediated--
			}
		}
	}
	return p
}

// Practice is what everybody in a cohort has practised, by enrolment, in a
// constant number of questions.
func Practice(tx *tenants.Tx, cohort uuid.UUID) (map[uuid.UUID]Practised, error) {
	return practised(tx, "cohort_id = ?", cohort)
}

// PracticeOf is what these trainees have practised, by enrolment.
func PracticeOf(tx *tenants.Tx, enrolments ...uuid.UUID) (map[uuid.UUID]Practised, error) {
	return practised(tx, "enrolment_id in ?", enrolments)
}

// practised is what has been practised in the seats and feedback of a condition.
func practised(tx *tenants.Tx, whose string, of any) (map[uuid.UUID]Practised, error) {
	seats, err := where[Seat](tx, whose+" and removed_at is null", of)
	if err != nil {
		return nil, err
	}
	all := map[uuid.UUID]Practised{}
	if len(seats) == 0 {
		return all, nil
	}
	var ids, versions, sessions []uuid.UUID
	for _, s := range seats {
		ids = append(ids, s.RoundID)
	}
	ids = once(ids)
	rounds, err := keyed[Round](tx, "id in ? and cancelled_at is null", ids, func(r Round) uuid.UUID { return r.ID })
	if err != nil {
		return nil, err
	}
	for _, r := range rounds {
		versions, sessions = append(versions, r.VersionID), append(sessions, r.TrainingSessionID)
	}
	minutes, err := keyed[Version](tx, "id in ?", versions, func(v Version) uuid.UUID { return v.ID })
	if err != nil {
		return nil, err
	}
	held, err := keyed[trainings.TrainingSession](tx, "id in ? and cancelled_at is null", sessions, func(s trainings.TrainingSession) uuid.UUID { return s.ID })
	if err != nil {
		return nil, err
	}
	away, err := where[trainings.Attendance](tx, "training_session_id in ? and mark in ?", sessions, []string{trainings.Absent, trainings.Excused})
	if err != nil {
		return nil, err
	}
	given, err := countBy[Feedback](tx, "enrolment_id", whose+" and given_at is not null", of)
	if err != nil {
		return nil, err
	}
	for _, s := range seats {
		r, planned := rounds[s.RoundID]
		session, there := held[r.TrainingSessionID]
		if !planned || !there || session.StartsAt.After(tx.Now()) || slices.ContainsFunc(away, func(a trainings.Attendance) bool {
			return a.EnrolmentID == s.EnrolmentID && a.TrainingSessionID == session.ID
		}) {
			continue
		}
		p := all[s.EnrolmentID]
		p.Times, p.Minutes = p.Times+1, p.Minutes+minutes[r.VersionID].Minutes
		if s.Mediates {
			p.Mediated++
		}
		p.rounds = append(p.rounds, roundOf{r.ID, minutes[r.VersionID].Minutes, s.Mediates})
		all[s.EnrolmentID] = p
	}
	for enrolment, n := range given {
		p := all[enrolment]
		p.Feedback = n
		all[enrolment] = p
	}
	return all, nil
}

// once leaves out what is there already.
func once(ids []uuid.UUID) []uuid.UUID {
	slices.SortFunc(ids, func(a, b uuid.UUID) int { return bytes.Compare(a[:], b[:]) })
	return slices.Compact(ids)
}

func keyed[M any](tx *tenants.Tx, condition string, ids []uuid.UUID, key func(M) uuid.UUID) (map[uuid.UUID]M, error) {
	all := map[uuid.UUID]M{}
	if len(ids) == 0 {
		return all, nil
	}
	rows, err := where[M](tx, condition, ids)
	for _, r := range rows {
		all[key(r)] = r
	}
	return all, err
}
