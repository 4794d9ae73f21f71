package trainings

import (
	"slices"

	"github.com/google/uuid"

	"accord/app/people"
	"accord/app/programs"
	"accord/tenants"
)

// Training is one cohort of a candidate's way.
type Training struct {
	Cohort   Cohort
	Program  programs.Program
	Sessions []TrainingSession
	Standing Standing
}

// TrainingsOf reads a candidate's cohorts, newest first, with sessions and
// standing: what the file shows, and what a record of attendance is made of.
func TrainingsOf(tx *tenants.Tx, candidate uuid.UUID) ([]Training, error) {
	enrolments, err := where[Enrolment](tx, "candidate_id = ?", candidate)
	if err != nil || len(enrolments) == 0 {
		return nil, err
	}
	ids, ours := make([]uuid.UUID, len(enrolments)), make([]uuid.UUID, len(enrolments))
	for i, e := range enrolments {
		ids[i], ours[i] = e.CohortID, e.ID
	}
	cohorts, err := where[Cohort](tx, "id in ?", ids)
	if err != nil {
		return nil, err
	}
	sessions, err := where[TrainingSession](tx, "cohort_id in ?", ids)
	if err != nil {
		return nil, err
	}
	marks, err := where[Attendance](tx, "enrolment_id in ?", ours)
	if err != nil {
		return nil, err
	}
	done, err := where[Completion](tx, "enrolment_id in ?", ours)
	if err != nil {
		return nil, err
	}
	courses := make([]uuid.UUID, len(cohorts))
	for i, c := range cohorts {
		courses[i] = c.ProgramID
	}
	named, err := where[programs.Program](tx, "id in ?", courses)
	if err != nil {
		return nil, err
	}
	rules, err := risksOf(tx, courses)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(sessions, func(a, b TrainingSession) int { return a.StartsAt.Compare(b.StartsAt) })
	ofCohort := map[uuid.UUID]*Training{}
	for _, c := range cohorts {
		ofCohort[c.ID] = &Training{Cohort: c}
		for _, p := range named {
			if p.ID == c.ProgramID {
				ofCohort[c.ID].Program = p
			}
		}
	}
	for _, s := range sessions {
		if t := ofCohort[s.CohortID]; t != nil {
			t.Sessions = append(t.Sessions, s)
		}
	}
	all := make([]Training, 0, len(enrolments))
	for _, e := range enrolments {
		if t := ofCohort[e.CohortID]; t != nil {
			s := Standing{Enrolment: e, Marks: map[uuid.UUID]Attendance{}}
			for _, m := range marks {
				if m.EnrolmentID == e.ID {
					s.Marks[m.TrainingSessionID] = m
				}
			}
			for i := range done {
				if done[i].EnrolmentID == e.ID {
					s.Completion = &done[i]
				}
			}
			t.Standing = t.Cohort.stand(s, t.Sessions, rules[t.Cohort.ProgramID])
			t.Standing.Status = t.Cohort.Shown(t.Standing.Status, tx.Now())
			all = append(all, *t)
		}
	}
	slices.SortFunc(all, func(a, b Training) int { return b.Cohort.StartsOn.Compare(a.Cohort.StartsOn) })
	return all, nil
}

// CompletionsOf reads a candidate's completions, newest first.
func CompletionsOf(tx *tenants.Tx, candidate uuid.UUID) ([]Completion, error) {
	all, err := where[Completion](tx, "candidate_id = ?", candidate)
	slices.SortFunc(all, func(a, b Completion) int { return b.CompletedOn.Compare(a.CompletedOn) })
	return all, err
}

// Trained says in which cohorts a membership (or an earlier one of the same
// person) trained a candidate: none means that they may assess them. It says
// for somebody else what the policy value "trained" says for the actor.
func Trained(tx *tenants.Tx, member, candidate uuid.UUID) ([]Cohort, error) {
	m, err := one[people.Membership](tx, "membership", member)
	if err != nil {
		return nil, err
	}
	same := []uuid.UUID{m.ID}
	if m.PersonID != nil {
		others, err := where[people.Membership](tx, "person_id = ?", *m.PersonID)
		if err != nil {
			return nil, err
		}
		for _, o := range others {
			same = append(same, o.ID)
		}
	}
	rows, err := where[CohortTrainer](tx, "membership_id in ? and cohort_id in (?)", same,
		tx.DB().Model(&Enrolment{}).Select("cohort_id").Where("candidate_id = ?", candidate))
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	ids := make([]uuid.UUID, len(rows))
	for i, r := range rows {
		ids[i] = r.CohortID
	}
	sessions, err := where[TrainingSession](tx, "cohort_id in ? and cancelled_at is null", ids)
	if err != nil {
		return nil, err
	}
	taught := ids[:0]
	for _, r := range rows {
		if r.RemovedAt == nil || slices.ContainsFunc(sessions, func(s TrainingSession) bool {
			return s.CohortID == r.CohortID && s.StartsAt.Before(*r.RemovedAt)
		}) {
			taught = append(taught, r.CohortID)
		}
	}
	if len(taught) == 0 {
		return nil, nil
	}
	return where[Cohort](tx, "id in ?", taught)
}
