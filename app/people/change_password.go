package people

import (
	"context"

	"github.com/google/uuid"

	"accord/app/letters"
	"accord/tenants"
	"accord/tenants/fault"
)

// NewPassword is a change of one's own password.
type NewPassword struct{ Current, Password string }

// ChangePassword replaces the person's password and signs them out everywhere
// else, their API tokens included. Returns Invalid at "current" when that is not their password, or at
// "password" when the new one is short or common; Unavailable after too many
// tries.
func ChangePassword(ctx context.Context, db *tenants.DB, p tenants.Person, in NewPassword, v Visit) (Entrance, error) {
	var found *Account
	var attempt SignInAttempt
	err := db.Gate(ctx, v.Request, func(tx *tenants.GateTx) (err error) {
		if found, err = accountByID(tx, p.ID()); err != nil {
			return err
		}
		attempt, err = try(tx, v, false, "change", p.ID().String())
		return err
	})
	if err != nil {
		return Entrance{}, err
	}
	if found == nil {
		return Entrance{}, fault.Absent("account")
	}
	var c fault.Check
	right, err := matches(ctx, found.PasswordHash, in.Current)
	if err != nil {
		return Entrance{}, err
	}
	c.If(!right, "current", "people.current_wrong")
	checkPassword(&c, "password", in.Password, found.Email, found.Name)
	if err := c.Err(); err != nil {
		return Entrance{}, err
	}
	hash, err := hashPassword(ctx, in.Password)
	if err != nil {
		return Entrance{}, err
	}
	var e Entrance
	err = db.Gate(ctx, v.Request, func(tx *tenants.GateTx) (err error) {
		if err := still(tx, *found); err != nil {
			return err
		}
		if err := attempt.succeed(tx); err != nil {
			return err
		}
		e, err = replacePassword(tx, *found, hash, v)
		return err
	})
	return e, err
}

// replacePassword writes a new hash, ends every session and API token, starts a
// session here, and tells the account's address.
func replacePassword(tx *tenants.GateTx, a Account, hash string, v Visit) (Entrance, error) {
	err := tx.DB().Model(&Account{}).Where("person_id = ?", a.PersonID).
		Updates(map[string]any{"password_hash": hash, "password_changed_at": tx.Now()}).Error
	if err != nil {
		return Entrance{}, err
	}
	if err := shutOut(tx, "account.password_changed", a.PersonID, uuid.Nil); err != nil {
		return Entrance{}, err
	}
	if err := tell(tx, letters.PasswordChanged, a.Email, a); err != nil {
		return Entrance{}, err
	}
	return enter(tx, a, v)
}
