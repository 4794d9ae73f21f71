package exercises

import (
	"slices"

	"github.com/google/uuid"

	"accord/app/trainings"
	"accord/tenants"
)

// Planned is a round as a list shows it.
type Planned struct {
	Round
	Version Version
	Session trainings.TrainingSession
	Tables  int
	Seats   int
	Given   int // seats whose feedback was given
}

// RoundsOf lists a cohort's rounds that were not cancelled, by their sessions.
func RoundsOf(tx *tenants.Tx, cohort uuid.UUID) ([]Planned, error) {
	rounds, err := where[Round](tx, "cohort_id = ? and cancelled_at is null", cohort)
	if err != nil {
		return nil, err
	}
	return planning(tx, rounds)
}

// Coaching lists the rounds in which the actor coaches, by their sessions, with
// their own tables alone counted.
func Coaching(tx *tenants.Tx) ([]Planned, error) {
	groups, err := where[Group](tx, "coach_id = ? and removed_at is null", tx.Membership())
	if err != nil || len(groups) == 0 {
		return nil, err
	}
	ids := make([]uuid.UUID, len(groups))
	for i, g := range groups {
		ids[i] = g.RoundID
	}
	rounds, err := where[Round](tx, "id in ? and cancelled_at is null", ids)
	if err != nil {
		return nil, err
	}
	all, err := planning(tx, rounds)
	if err != nil {
		return nil, err
	}
	return all, ownTables(tx, all, groups)
}

// ownTables counts a coach's own tables: who trains the cohort too sees all.
func ownTables(tx *tenants.Tx, all []Planned, groups []Group) error {
	ids := make([]uuid.UUID, len(groups))
	for i, g := range groups {
		ids[i] = g.ID
	}
	return counted(tx, all, "id in ? and removed_at is null", "group_id in ?", ids)
}

// counted counts the tables, the seats and the feedback given of rounds, those
// alone of the tables or seats asked for.
func counted(tx *tenants.Tx, all []Planned, ofTable, ofSeat string, ids []uuid.UUID) error {
	tables, err := countBy[Group](tx, "round_id", ofTable, ids)
	if err != nil {
		return err
	}
	seats, err := countBy[Seat](tx, "round_id", ofSeat+" and removed_at is null", ids)
	if err != nil {
		return err
	}
	given, err := countBy[Feedback](tx, "round_id", ofSeat+" and given_at is not null", ids)
	for i, p := range all {
		all[i].Tables, all[i].Seats, all[i].Given = tables[p.ID], seats[p.ID], given[p.ID]
	}
	return err
}

func planning(tx *tenants.Tx, rounds []Round) ([]Planned, error) {
	var ids, versions, sessions []uuid.UUID
	for _, r := range rounds {
		ids, versions, sessions = append(ids, r.ID), append(versions, r.VersionID), append(sessions, r.TrainingSessionID)
	}
	of, err := keyed[Version](tx, "id in ?", versions, func(v Version) uuid.UUID { return v.ID })
	if err != nil {
		return nil, err
	}
	at, err := keyed[trainings.TrainingSession](tx, "id in ?", sessions, func(s trainings.TrainingSession) uuid.UUID { return s.ID })
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	all := make([]Planned, len(rounds))
	for i, r := range rounds {
		all[i] = Planned{Round: r, Version: of[r.VersionID], Session: at[r.TrainingSessionID]}
	}
	if err := counted(tx, all, "round_id in ? and removed_at is null", "round_id in ?", ids); err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b Planned) int {
		if d := a.Session.StartsAt.Compare(b.Session.StartsAt); d != 0 {
			return d
		}
		return a.PlannedAt.Compare(b.PlannedAt)
	})
	return all, nil
}
