package people

import (
	"time"

	"github.com/google/uuid"

	"accord/app/letters"
	"accord/tenants"
	"accord/tenants/fault"
)

// The acts of the one-use links that this concept mails.
const (
	ActAccept = "accept" // a membership; the subject is its id
	ActReset  = "reset"  // a password; the subject is the person's id
	ActEmail  = "email"  // an account's new address; the subject is the person's id
	actNotice = "notice" // no act: the link only carries an address to the mail
)

// How long the links hold.
const (
	InvitationLife = 14 * 24 * time.Hour
	resetLife      = time.Hour
	emailLife      = 24 * time.Hour
)

// tell mails an account's owner that something about it changed.
func tell(tx *tenants.GateTx, kind letters.Kind, address string, a Account) error {
	link, err := tx.Link(tenants.NewLink{Act: actNotice, Subject: a.PersonID, Email: address, Name: a.Name, Locale: a.Locale, TTL: emailLife})
	if err != nil {
		return err
	}
	tx.Enqueue(letters.ToLink(kind, link))
	return nil
}

// usable answers NotFound for a link of another act, Conflict for a used one.
func usable(l tenants.Link, act string) error {
	if l.Act != act {
		return fault.New(fault.NotFound, "fault.link_gone")
	}
	if l.RedeemedAt != nil {
		return fault.New(fault.Conflict, "fault.link_used")
	}
	return nil
}

// nobody is the subject of a link that nobody asked for rightly.
func nobody(tx *tenants.GateTx) uuid.UUID { return tx.NewID() }
