package qualifications

import (
	"errors"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/app/organisations"
	"accord/app/people"
	"accord/tenants"
	"accord/tenants/fault"
)

// MaxMembers bounds how many members the list reads.
const MaxMembers = 2000

// Teaching are the members who train, coach or assess, by name.
func Teaching(tx tenants.Transaction) ([]people.Membership, error) {
	var all []people.Membership
	err := tx.DB().Where("ended_at is null and id in (?)", teachers(tx)).Order("name, id").Limit(MaxMembers).Find(&all).Error
	return all, err
}

func teachers(tx tenants.Transaction) *gorm.DB {
	return tx.DB().Model(&people.MembershipRole{}).Select("membership_id").Where("role in ?", []string{tenants.RoleTrainer, tenants.RoleAssessor})
}

// Member reads a member who trains, coaches or assesses, and whose
// qualifications the actor may see. Returns NotFound.
func Member(tx *tenants.Tx, id uuid.UUID) (people.Membership, error) {
	m, err := one[people.Membership](tx, "membership", "id = ? and ended_at is null and id in (?)", id, teachers(tx))
	if err != nil {
		return m, err
	}
	if !tx.Can("read", &Qualification{TenantID: tx.Tenant(), ID: id, MembershipID: id}) {
		return m, fault.Absent("membership")
	}
	return m, nil
}

func practiceOf(tx *tenants.Tx, id uuid.UUID) (Practice, error) {
	return one[Practice](tx, "practice", "id = ? and removed_at is null", id)
}

// qualificationOf is a member's row; a new one where there is none yet.
func qualificationOf(tx *tenants.Tx, member uuid.UUID) (q Qualification, there bool, err error) {
	q, err = one[Qualification](tx, "qualification", "membership_id = ?", member)
	if fault.Is(err, fault.NotFound) {
		return Qualification{TenantID: tx.Tenant(), ID: tx.NewID(), MembershipID: member}, false, nil
	}
	return q, err == nil, err
}

func qualificationsOf(tx tenants.Transaction, members []uuid.UUID) (all []Qualification, err error) {
	err = tx.DB().Where("membership_id in ?", members).Find(&all).Error
	return all, err
}

// practicesOf are members' mediations from a day on, and older ones that await
// confirmation.
func practicesOf(tx tenants.Transaction, members []uuid.UUID, since time.Time) (all []Practice, err error) {
	err = tx.DB().Where("membership_id in ? and removed_at is null and (held_on >= ? or confirmed_at is null)", members, since).Order("held_on desc, id desc").Find(&all).Error
	return all, err
}

// today is the day it is in the organisation's zone.
func today(tx *tenants.Tx) (time.Time, error) {
	var o organisations.Organisation
	if err := tx.DB().Where("tenant_id = ?", tx.Tenant()).First(&o).Error; err != nil {
		return time.Time{}, err
	}
	zone, err := time.LoadLocation(o.TimeZone)
	return tx.Now().In(zone), err
}

func one[M any](tx tenants.Transaction, what, condition string, args ...any) (M, error) {
	var m M
	err := tx.DB().Where(condition, args...).First(&m).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return m, fault.Absent(what)
	}
	return m, err
}

func insert(tx *tenants.Tx, row any) error { return tx.DB().Create(row).Error }

func update(tx *tenants.Tx, row any, fields ...string) error {
	return tx.DB().Model(row).Select(fields).Updates(row).Error
}

func confirmed(tx *tenants.Tx, ids []uuid.UUID) error {
	return tx.DB().Model(&Practice{}).Where("id in ?", ids).Updates(map[string]any{"confirmed_at": tx.Now(), "confirmed_by": membership(tx)}).Error
}
