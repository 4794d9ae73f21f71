package people

import (
	"context"

	"accord/app/letters"
	"accord/tenants"
	"accord/tenants/fault"
)

// AskReset mails a link for a new password to the owner of an address, if it
// has an account. It says the same and does the same work for every address;
// after too many asks it mails nothing, and still says the same. Returns
// Invalid for what is no address.
func AskReset(ctx context.Context, db *tenants.DB, address string, v Visit) error {
	var c fault.Check
	address = CheckEmail(&c, "email", address)
	if err := c.Err(); err != nil {
		return err
	}
	return db.Gate(ctx, v.Request, func(tx *tenants.GateTx) error {
		found, err := accountOf(tx, address)
		if err != nil {
			return err
		}
		to := Account{PersonID: nobody(tx), Locale: "en"} // a link to no address, which no mail is sent to
		if found != nil {
			to = *found
		}
		_, err = try(tx, v, false, "reset", address)
		if fault.Is(err, fault.Unavailable) {
			to.Email = ""
		} else if err != nil {
			return err
		}
		link, err := tx.Link(tenants.NewLink{Act: ActReset, Subject: to.PersonID, Email: to.Email, Name: to.Name, Locale: to.Locale, TTL: resetLife})
		if err != nil {
			return err
		}
		tx.Record(tenants.Event{Action: "account.reset_asked", Resource: "account", Subject: to.PersonID})
		tx.Enqueue(letters.ToLink(letters.PasswordReset, link))
		return nil
	})
}

// ResetLink reads the link of a token. Returns NotFound when it is no link for
// a new password or is out of date, Conflict when it was used or the password
// was changed since it was asked for.
func ResetLink(ctx context.Context, db *tenants.DB, token string) (tenants.Link, error) {
	l, err := db.LinkOf(ctx, token)
	if err != nil {
		return l, err
	}
	return l, usable(l, ActReset)
}

// Reset sets a new password by the link of a token and signs the person in
// here, and out everywhere else; their API tokens end. It returns ResetLink's faults, and Invalid at
// "password" when that is short or common.
func Reset(ctx context.Context, db *tenants.DB, token, password string, v Visit) (Entrance, error) {
	l, err := ResetLink(ctx, db, token)
	if err != nil {
		return Entrance{}, err
	}
	var c fault.Check
	checkPassword(&c, "password", password, l.Email, l.Name)
	if err := c.Err(); err != nil {
		return Entrance{}, err
	}
	hash, err := hashPassword(ctx, password)
	if err != nil {
		return Entrance{}, err
	}
	var e Entrance
	err = db.Gate(ctx, v.Request, func(tx *tenants.GateTx) error {
		a, err := accountByID(tx, l.Subject)
		if err != nil {
			return err
		}
		if a == nil || a.Email != l.Email {
			return fault.New(fault.NotFound, "fault.link_gone")
		}
		if a.PasswordChangedAt.After(l.ExpiresAt.Add(-resetLife)) { // asked for before the last change
			return fault.New(fault.Conflict, "fault.link_used")
		}
		if err := tx.Redeem(l, a.PersonID); err != nil {
			return err
		}
		e, err = replacePassword(tx, *a, hash, v)
		return err
	})
	return e, err
}
