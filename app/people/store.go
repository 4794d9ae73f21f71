package people

import (
	"errors"
	"strings"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"accord/tenants"
	"accord/tenants/fault"
)

// accountOf reads the account of an address; nil when there is none.
func accountOf(tx *tenants.GateTx, email string) (*Account, error) {
	return account(tx, "email = ?", email)
}

// accountByID reads a person's account; nil when there is none.
func accountByID(tx *tenants.GateTx, person uuid.UUID) (*Account, error) {
	return account(tx, "person_id = ?", person)
}

func account(tx *tenants.GateTx, where string, arg any) (*Account, error) {
	var a Account
	err := tx.DB().Where(where, arg).Take(&a).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil
	}
	return &a, err
}

// devices reads whom a browser is known to.
func devices(tx *tenants.GateTx, token string) ([]KnownDevice, error) {
	if token == "" || len(token) > 200 {
		return nil, nil
	}
	var all []KnownDevice
	err := tx.DB().Where("token_hash = ? and created_at > ?", tenants.HashToken(token), tx.Now().Add(-DeviceLife)).Find(&all).Error
	return all, err
}

// endSessions ends the sessions that meet a condition and are not over.
func endSessions(tx *tenants.GateTx, where string, args ...any) error {
	return tx.DB().Model(&AccountSession{}).Where(where, args...).Where("revoked_at is null").Update("revoked_at", tx.Now()).Error
}

// membership reads one membership that the actor may read. Returns NotFound.
func membership(tx tenants.Transaction, id uuid.UUID) (Membership, error) {
	var m Membership
	err := tx.DB().Where("id = ?", id).Take(&m).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return m, fault.Absent("membership")
	}
	return m, err
}

// rolesOf reads the roles of memberships, each list sorted.
func rolesOf(tx tenants.Transaction, ids ...uuid.UUID) (map[uuid.UUID][]tenants.Role, error) {
	var all []MembershipRole
	if err := tx.DB().Where("membership_id in ?", ids).Order("role").Find(&all).Error; err != nil {
		return nil, err
	}
	roles := make(map[uuid.UUID][]tenants.Role, len(ids))
	for _, r := range all {
		roles[r.MembershipID] = append(roles[r.MembershipID], r.Role)
	}
	return roles, nil
}

func (f Filter) narrow(tx *tenants.Tx) *gorm.DB {
	q := tx.DB()
	switch f.State {
	case Invitee:
		q = q.Where("accepted_at is null and ended_at is null")
	case Active:
		q = q.Where("accepted_at is not null and ended_at is null")
	case Ended:
		q = q.Where("ended_at is not null")
	default:
		q = q.Where("ended_at is null")
	}
	if f.Role != "" {
		q = q.Where("id in (?)", tx.DB().Model(&MembershipRole{}).Select("membership_id").Where("role = ?", f.Role))
	}
	if s := strings.TrimSpace(f.Search); s != "" {
		like := escapeLike(s) + "%"
		q = q.Where("name ilike ? or name ilike ? or email ilike ?", like, "% "+like, like)
	}
	return q
}

// escapeLike makes a text stand for itself in a LIKE.
func escapeLike(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(cut(s, 100))
}

// profile reads the person's profile; an empty one before they wrote it.
func profile(tx *tenants.SelfTx) (Profile, error) {
	p := Profile{PersonID: tx.Person()}
	err := tx.DB().Take(&p).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return Profile{PersonID: tx.Person()}, nil
	}
	return p, err
}

// writeProfile writes it, whether or not there was one.
func writeProfile(tx *tenants.SelfTx, p Profile) error {
	if err := tx.DB().Clauses(clause.OnConflict{DoNothing: true}).Create(&p).Error; err != nil {
		return err
	}
	return tx.DB().Model(&p).Select("biography_en", "biography_es", "website", "updated_at").Updates(p).Error
}

// ownMembership is the one that the acting person's account has here. Returns
// NotFound where it has none.
func ownMembership(tx *tenants.Tx) (Membership, error) {
	var m Membership
	err := tx.DB().Where("person_id = ? and ended_at is null", tx.Person()).Take(&m).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return m, fault.Absent("membership")
	}
	return m, err
}

// giveOnce gives a role to who may have it already.
func giveOnce(tx *tenants.Tx, row MembershipRole) error {
	return tx.DB().Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error
}
