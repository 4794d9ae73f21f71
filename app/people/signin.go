package people

import (
	"context"

	"accord/tenants"
	"accord/tenants/fault"
)

// Credentials are what a person signs in by.
type Credentials struct{ Email, Password string }

// SignIn starts a session. Returns Unauthenticated when the address and the
// password do not belong together, saying the same and taking as long whether
// or not there is an account; Unavailable after too many tries; Invalid for an
// empty field.
func SignIn(ctx context.Context, db *tenants.DB, in Credentials, v Visit) (Entrance, error) {
	email := NormalEmail(in.Email)
	var c fault.Check
	c.If(email == "", "email", "people.email_missing")
	c.If(in.Password == "", "password", "people.password_missing")
	c.If(len(email) > maxEmail, "email", "people.email_long", "Max", maxEmail)
	if err := c.Err(); err != nil {
		return Entrance{}, err
	}
	a, attempt, err := prove(ctx, db, email, in.Password, v)
	if err != nil {
		return Entrance{}, err
	}
	var e Entrance
	err = db.Gate(ctx, v.Request, func(tx *tenants.GateTx) error {
		if err := still(tx, a); err != nil {
			return err
		}
		if err := attempt.succeed(tx); err != nil {
			return err
		}
		tx.Record(tenants.Event{Action: "account.signed_in", Resource: "account", Subject: a.PersonID})
		e, err = enter(tx, a, v)
		return err
	})
	return e, err
}

// prove answers the account that an address and a password belong to. The
// password is judged between two transactions: hashing is slow.
func prove(ctx context.Context, db *tenants.DB, email, password string, v Visit) (Account, SignInAttempt, error) {
	var found *Account
	var attempt SignInAttempt
	err := db.Gate(ctx, v.Request, func(tx *tenants.GateTx) (err error) {
		if found, err = accountOf(tx, email); err != nil {
			return err
		}
		known, err := devices(tx, v.Device)
		if err != nil {
			return err
		}
		attempt, err = try(tx, v, isKnown(known, found), "sign-in", email)
		return err
	})
	if err != nil {
		return Account{}, attempt, err
	}
	a := Account{PasswordHash: decoy}
	if found != nil {
		a = *found
	}
	right, err := matches(ctx, a.PasswordHash, password)
	if err != nil {
		return Account{}, attempt, err
	}
	if !right || found == nil {
		return Account{}, attempt, fault.New(fault.Unauthenticated, "people.wrong")
	}
	return a, attempt, nil
}

func isKnown(devices []KnownDevice, a *Account) bool {
	for _, d := range devices {
		if a != nil && d.PersonID == a.PersonID {
			return true
		}
	}
	return false
}

// still makes sure that the password was not changed while it was judged.
func still(tx *tenants.GateTx, judged Account) error {
	now, err := accountByID(tx, judged.PersonID)
	if err != nil {
		return err
	}
	if now == nil || now.PasswordHash != judged.PasswordHash {
		return fault.New(fault.Unauthenticated, "people.wrong")
	}
	return nil
}
