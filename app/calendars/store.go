package calendars

import (
	"errors"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/app/people"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// MaxSessions is how many sessions a window holds; later ones are left out.
const MaxSessions = 5000

func sessionsIn(tx tenants.Transaction, from, to time.Time) ([]trainings.TrainingSession, error) {
	var all []trainings.TrainingSession
	err := tx.DB().Where("starts_at < ? and starts_at > ? and ends_at > ?", to, from.Add(-trainings.LongestSession), from).Order("starts_at, id").Limit(MaxSessions).Find(&all).Error
	return all, err
}

func where[M any](tx tenants.Transaction, condition string, args ...any) ([]M, error) {
	var rows []M
	err := tx.DB().Where(condition, args...).Find(&rows).Error
	return rows, err
}

// mine reads the feed that works of the member or the guest who asks.
func mine(tx *tenants.Tx, enrolment uuid.UUID) (Feed, error) {
	q := tx.DB().Where("ended_at is null")
	if enrolment != uuid.Nil {
		q = q.Where("enrolment_id = ?", enrolment)
	} else {
		q = q.Where("membership_id = ?", tx.Membership())
	}
	return first(q)
}

// madeSince counts the feeds that whoever a feed is for has made since a
// moment, those that ended too.
func madeSince(tx *tenants.Tx, f Feed, since time.Time) (int64, error) {
	q := tx.DB().Model(&Feed{}).Where("made_at > ?", since)
	if f.EnrolmentID != nil {
		q = q.Where("enrolment_id = ?", *f.EnrolmentID)
	} else {
		q = q.Where("membership_id = ?", *f.MembershipID)
	}
	var n int64
	return n, q.Count(&n).Error
}

// byID reads a feed, ended or not.
func byID(tx tenants.Transaction, id uuid.UUID) (Feed, error) {
	return first(tx.DB().Where("id = ?", id))
}

func first(q *gorm.DB) (Feed, error) {
	var f Feed
	err := q.First(&f).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return f, fault.Absent("calendar_feed")
	}
	return f, err
}

func membersByID(tx tenants.Transaction, ids []uuid.UUID) (map[uuid.UUID]people.Membership, error) {
	all := map[uuid.UUID]people.Membership{}
	if len(ids) == 0 {
		return all, nil
	}
	rows, err := where[people.Membership](tx, "id in ?", ids)
	for _, m := range rows {
		all[m.ID] = m
	}
	return all, err
}

func insert(tx *tenants.Tx, row any) error { return tx.DB().Create(row).Error }

func update(tx *tenants.Tx, row any, fields ...string) error {
	return tx.DB().Model(row).Select(fields).Updates(row).Error
}

// cohortsIn reads the cohorts whose days are in a window, by title.
func cohortsIn(tx tenants.Transaction, from, to time.Time) ([]trainings.Cohort, error) {
	var all []trainings.Cohort
	err := tx.DB().Where("starts_on <= ? and ends_on >= ?", to.Format(time.DateOnly), from.Format(time.DateOnly)).Order("title, id").Limit(300).Find(&all).Error
	return all, err
}
