package people

import (
	"context"

	"accord/app/letters"
	"accord/tenants"
	"accord/tenants/fault"
)

// NewEmail is a wish to sign in by another address.
type NewEmail struct{ Email, Password string }

// AskEmail mails a link to the new address; the account changes when it is
// used. It does not tell whether the address has an account. Returns Invalid
// at "email" or, when it is not the person's, at "password".
func AskEmail(ctx context.Context, db *tenants.DB, p tenants.Person, in NewEmail, v Visit) error {
	var c fault.Check
	in.Email = CheckEmail(&c, "email", in.Email)
	if err := c.Err(); err != nil {
		return err
	}
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
		return err
	}
	if found == nil {
		return fault.Absent("account")
	}
	right, err := matches(ctx, found.PasswordHash, in.Password)
	if err != nil {
		return err
	}
	c.If(!right, "password", "people.current_wrong")
	c.If(in.Email == found.Email, "email", "people.email_same")
	if err := c.Err(); err != nil {
		return err
	}
	return db.Gate(ctx, v.Request, func(tx *tenants.GateTx) error {
		if err := attempt.succeed(tx); err != nil {
			return err
		}
		link, err := tx.Link(tenants.NewLink{Act: ActEmail, Subject: found.PersonID, Email: in.Email, Name: found.Name, Locale: found.Locale, TTL: emailLife})
		if err != nil {
			return err
		}
		tx.Record(tenants.Event{Action: "account.email_asked", Resource: "account", Subject: found.PersonID})
		tx.Enqueue(letters.ToLink(letters.EmailConfirm, link))
		return nil
	})
}

// EmailLink reads the link of a token. Returns NotFound when it is no link for
// a new address or is out of date, Conflict when it was used.
func EmailLink(ctx context.Context, db *tenants.DB, token string) (tenants.Link, error) {
	l, err := db.LinkOf(ctx, token)
	if err != nil {
		return l, err
	}
	return l, usable(l, ActEmail)
}

// ConfirmEmail makes the address that a link was mailed to the account's, and
// tells the old one. It returns EmailLink's faults, and Conflict when the
// password was changed since it was asked for or another account has the
// address.
func ConfirmEmail(ctx context.Context, db *tenants.DB, token string, v Visit) error {
	l, err := EmailLink(ctx, db, token)
	if err != nil {
		return err
	}
	return db.Gate(ctx, v.Request, func(tx *tenants.GateTx) error {
		a, err := accountByID(tx, l.Subject)
		if err != nil {
			return err
		}
		if a == nil {
			return fault.New(fault.NotFound, "fault.link_gone")
		}
		if a.PasswordChangedAt.After(l.ExpiresAt.Add(-emailLife)) { // whoever asked may be the one that was shut out
			return fault.New(fault.Conflict, "fault.link_used")
		}
		if err := tx.Redeem(l, a.PersonID); err != nil {
			return err
		}
		tx.Record(tenants.Event{Action: "account.email_changed", Resource: "account", Subject: a.PersonID})
		if err := tell(tx, letters.EmailChanged, a.Email, *a); err != nil {
			return err
		}
		err = tx.DB().Model(&Account{}).Where("person_id = ?", a.PersonID).Update("email", l.Email).Error
		if tenants.Violates(err, "account_email_key") {
			return fault.New(fault.Conflict, "people.email_taken").Because(err)
		}
		return err
	})
}
