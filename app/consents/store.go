package consents

import (
	"errors"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/app/candidates"
	"accord/app/paging"
	"accord/tenants"
	"accord/tenants/fault"
)

// Get reads a version of a notice. Returns NotFound when it is not there for the actor.
func Get(tx *tenants.Tx, id uuid.UUID) (Notice, error) {
	return one[Notice](tx.DB().Where("id = ?", id), "notice")
}

// ByIDs reads versions by their ids.
func ByIDs(tx *tenants.Tx, ids ...uuid.UUID) (map[uuid.UUID]Notice, error) {
	all := make(map[uuid.UUID]Notice, len(ids))
	if len(ids) == 0 {
		return all, nil
	}
	var rows []Notice
	err := tx.DB().Where("id in ?", ids).Find(&rows).Error
	for _, n := range rows {
		all[n.ID] = n
	}
	return all, err
}

// Notices are all versions, the latest first of each kind.
func Notices(tx *tenants.Tx) ([]Notice, error) {
	var all []Notice
	err := tx.DB().Order("kind, number desc").Limit(500).Find(&all).Error
	return all, err
}

func inForce(tx *tenants.Tx, kind string, today time.Time) (Notice, error) {
	return one[Notice](tx.DB().Where("kind = ? and in_force_from <= ?", kind, today.Format(time.DateOnly)).Order("number desc"), "notice")
}

func latest(tx *tenants.Tx, kind string) (Notice, error) {
	return one[Notice](tx.DB().Where("kind = ?", kind).Order("number desc"), "notice")
}

func acknowledgements(tx *tenants.Tx, candidate uuid.UUID) ([]Acknowledgement, error) {
	var all []Acknowledgement
	err := tx.DB().Where("candidate_id = ?", candidate).Order("at desc, id desc").Limit(100).Find(&all).Error
	return all, err
}

func answers(tx *tenants.Tx, candidate uuid.UUID) ([]RecordingConsent, error) {
	var all []RecordingConsent
	err := tx.DB().Where("candidate_id = ?", candidate).Order("at desc, id desc").Limit(200).Find(&all).Error
	return all, err
}

func lastAnswer(tx tenants.Transaction, candidate uuid.UUID) (RecordingConsent, error) {
	return one[RecordingConsent](tx.DB().Where("candidate_id = ?", candidate).Order("at desc, id desc"), "recording_consent")
}

// toLook are the candidates who have not looked at a version yet.
func toLook(tx *tenants.Tx, n Notice) *gorm.DB {
	looked := tx.DB().Model(&Acknowledgement{})
	if n.Kind == Recording {
		looked = tx.DB().Model(&RecordingConsent{})
	}
	return tx.DB().Model(&candidates.Candidate{}).Where("id not in (?)", looked.Select("candidate_id").Where("notice_id = ?", n.ID))
}

var byName = paging.Order{Name: "name", Columns: []paging.Column{{Name: "name", Type: tenants.TypeText}, {Name: "id", Type: tenants.TypeID}}}

// Waiting reads a page of the candidates who have not looked at a version.
func Waiting(tx *tenants.Tx, n Notice, ask paging.Ask) (paging.Page[candidates.Candidate], error) {
	return paging.List(toLook(tx, n), ask, paging.Choose(ask, byName), func(c candidates.Candidate) []any { return []any{c.Name, c.ID} })
}

// CountWaiting counts them.
func CountWaiting(tx *tenants.Tx, n Notice) (count int64, err error) {
	err = toLook(tx, n).Count(&count).Error
	return count, err
}

func waitingAmong(tx *tenants.Tx, n Notice, ids []uuid.UUID) ([]candidates.Candidate, error) {
	var all []candidates.Candidate
	err := toLook(tx, n).Where("id in ?", ids).Order("name, id").Find(&all).Error
	return all, err
}

func one[M any](q *gorm.DB, what string) (M, error) {
	var m M
	err := q.Limit(1).Take(&m).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return m, fault.Absent(what)
	}
	return m, err
}

func insert(tx *tenants.Tx, row any) error { return tx.DB().Create(row).Error }
