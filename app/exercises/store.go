package exercises

import (
	"errors"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/app/people"
	"accord/app/programs"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// MaxListed bounds a catalogue, and what a coach has before them.
const MaxListed = 500

// Find reads an exercise. Returns NotFound when the actor may not see it.
func Find(tx tenants.Transaction, id uuid.UUID) (Exercise, error) {
	return one[Exercise](tx, "exercise", "id = ?", id)
}

// Versions reads an exercise's versions, the latest first.
func Versions(tx tenants.Transaction, exercise uuid.UUID) (all []Version, err error) {
	err = tx.DB().Where("exercise_id = ?", exercise).Order("number desc").Limit(MaxListed).Find(&all).Error
	return all, err
}

// RoundOf reads a round. Returns NotFound when the actor may not see it.
func RoundOf(tx tenants.Transaction, id uuid.UUID) (Round, error) {
	return one[Round](tx, "exercise_round", "id = ?", id)
}

// SeatOf reads a seat. Returns NotFound when the actor may not see it.
func SeatOf(tx tenants.Transaction, id uuid.UUID) (Seat, error) {
	return one[Seat](tx, "exercise_seat", "id = ? and removed_at is null", id)
}

// FeedbackOf reads the feedback for a seat. Returns NotFound.
func FeedbackOf(tx tenants.Transaction, seat uuid.UUID) (Feedback, error) {
	return one[Feedback](tx, "feedback", "seat_id = ?", seat)
}

// VersionOf reads an exercise as it is played in a round.
func VersionOf(tx tenants.Transaction, id uuid.UUID) (Version, error) {
	return one[Version](tx, "exercise_version", "id = ?", id)
}

func versionNumbered(tx *tenants.Tx, exercise uuid.UUID, number int) (Version, error) {
	return one[Version](tx, "exercise_version", "exercise_id = ? and number = ?", exercise, number)
}

// listed is the catalogue narrowed by a filter, by title.
func listed(tx *tenants.Tx, f Filter) (all []Exercise, err error) {
	q := tx.DB()
	if f.Program != uuid.Nil {
		q = q.Where("program_id = ?", f.Program)
	}
	if f.Kind != "" {
		q = q.Where("kind = ?", f.Kind)
	}
	if !f.Retired {
		q = q.Where("retired_at is null")
	}
	err = q.Order("title, id").Limit(MaxListed).Find(&all).Error
	return all, err
}

// latest reads the versions that these exercises are at.
func latest(tx *tenants.Tx, of []Exercise) (map[uuid.UUID]Version, error) {
	ids := make([]uuid.UUID, len(of))
	at := map[uuid.UUID]int{}
	for i, e := range of {
		ids[i], at[e.ID] = e.ID, e.Version
	}
	rows, err := where[Version](tx, "exercise_id in ?", ids)
	all := make(map[uuid.UUID]Version, len(of))
	for _, v := range rows {
		if v.Number == at[v.ExerciseID] {
			all[v.ExerciseID] = v
		}
	}
	return all, err
}

// skills are a program's own criteria of skill, by their titles.
func skills(tx *tenants.Tx, program uuid.UUID) ([]string, error) {
	var rows []programs.ProgramCriterion
	err := tx.DB().Where("program_id = ? and heading = ?", program, programs.Skills).Order("position, id").Limit(50).Find(&rows).Error
	titles := make([]string, 0, len(rows))
	for _, r := range rows {
		if indexOf(titles, r.Title) < 0 {
			titles = append(titles, r.Title)
		}
	}
	return titles, err
}

func staffOf(tx *tenants.Tx, cohort uuid.UUID) ([]trainings.CohortTrainer, error) {
	return where[trainings.CohortTrainer](tx, "cohort_id = ? and removed_at is null", cohort)
}

func membersByID(tx *tenants.Tx, ids []uuid.UUID) (map[uuid.UUID]people.Membership, error) {
	rows, err := where[people.Membership](tx, "id in ?", ids)
	all := make(map[uuid.UUID]people.Membership, len(rows))
	for _, m := range rows {
		all[m.ID] = m
	}
	return all, err
}

func count[M any](tx *tenants.Tx, condition string, args ...any) (int, error) {
	var m M
	var n int64
	err := tx.DB().Model(&m).Where(condition, args...).Count(&n).Error
	return int(n), err
}

// countBy counts rows for each id that a column of theirs names.
func countBy[M any](tx *tenants.Tx, column, condition string, args ...any) (map[uuid.UUID]int, error) {
	var rows []struct {
		ID uuid.UUID
		N  int
	}
	var m M
	err := tx.DB().Model(&m).Select(column+" as id, count(*) as n").Where(condition, args...).Group(column).Scan(&rows).Error
	all := make(map[uuid.UUID]int, len(rows))
	for _, r := range rows {
		all[r.ID] = r.N
	}
	return all, err
}

func one[M any](tx tenants.Transaction, what, condition string, args ...any) (M, error) {
	var m M
	err := tx.DB().Where(condition, args...).First(&m).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return m, fault.Absent(what)
	}
	return m, err
}

func where[M any](tx tenants.Transaction, condition string, args ...any) (rows []M, err error) {
	err = tx.DB().Where(condition, args...).Find(&rows).Error
	return rows, err
}

func insert(tx *tenants.Tx, rows any) error { return tx.DB().CreateInBatches(rows, 500).Error }

func update(tx *tenants.Tx, row any, fields ...string) error {
	return tx.DB().Model(row).Select(fields).Updates(row).Error
}
