package assessments

import (
	"slices"

	"github.com/google/uuid"

	"accord/app/people"
	"accord/app/trainings"
	"accord/tenants"
)

// holding are the memberships that hold one of the roles now, by name.
func holding(tx *tenants.Tx, roles ...tenants.Role) ([]people.Membership, error) {
	var all []people.Membership
	holders := tx.DB().Model(&people.MembershipRole{}).Select("membership_id").Where("role in ?", roles)
	err := tx.DB().Where("accepted_at is not null and ended_at is null and id in (?)", holders).Order("name, id").Limit(1000).Find(&all).Error
	return all, err
}

// taught is in which cohort somebody trained a candidate.
type taught map[uuid.UUID]trainings.Cohort // by membership and by person

// by answers for a membership: under it, or under another of the same person.
func (t taught) by(m people.Membership) (trainings.Cohort, bool) {
	if c, yes := t[m.ID]; yes {
		return c, true
	}
	if m.PersonID == nil {
		return trainings.Cohort{}, false
	}
	c, yes := t[*m.PersonID]
	return c, yes
}

// taughtBy reads who trained a candidate: trainings.Trained, for everybody at once.
func taughtBy(tx *tenants.Tx, candidate uuid.UUID) (taught, error) {
	enrolled := tx.DB().Model(&trainings.Enrolment{}).Select("cohort_id").Where("candidate_id = ?", candidate)
	var trainers []trainings.CohortTrainer
	if err := tx.DB().Where("cohort_id in (?)", enrolled).Find(&trainers).Error; err != nil || len(trainers) == 0 {
		return nil, err
	}
	var in, who []uuid.UUID
	for _, r := range trainers {
		in, who = append(in, r.CohortID), append(who, r.MembershipID)
	}
	var cohorts []trainings.Cohort
	if err := tx.DB().Where("id in ?", in).Find(&cohorts).Error; err != nil {
		return nil, err
	}
	var held []trainings.TrainingSession
	if err := tx.DB().Where("cohort_id in ? and cancelled_at is null", in).Find(&held).Error; err != nil {
		return nil, err
	}
	members, err := membersByID(tx, who)
	if err != nil {
		return nil, err
	}
	t := taught{}
	for _, r := range trainers {
		if r.RemovedAt != nil && !slices.ContainsFunc(held, func(s trainings.TrainingSession) bool {
			return s.CohortID == r.CohortID && s.StartsAt.Before(*r.RemovedAt)
		}) {
			continue
		}
		c := cohorts[slices.IndexFunc(cohorts, func(c trainings.Cohort) bool { return c.ID == r.CohortID })]
		t[r.MembershipID] = c
		if m := members[r.MembershipID]; m.PersonID != nil {
			t[*m.PersonID] = c
		}
	}
	return t, nil
}

func membersByID(tx *tenants.Tx, ids []uuid.UUID) (map[uuid.UUID]people.Membership, error) {
	var rows []people.Membership
	if err := tx.DB().Where("id in ?", ids).Find(&rows).Error; err != nil {
		return nil, err
	}
	all := make(map[uuid.UUID]people.Membership, len(rows))
	for _, m := range rows {
		all[m.ID] = m
	}
	return all, nil
}

// TaughtBy answers who trained a candidate, under whichever membership of theirs.
func TaughtBy(tx *tenants.Tx, candidate uuid.UUID) (func(people.Membership) bool, error) {
	all, err := taughtBy(tx, candidate)
	return func(m people.Membership) bool { _, yes := all.by(m); return yes }, err
}
