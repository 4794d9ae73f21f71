package people

import (
	"context"
	"time"

	"github.com/google/uuid"

	"accord/app/letters"
	"accord/tenants"
	"accord/tenants/fault"
)

// applyLife is how long the link to an application works.
const applyLife = 180 * 24 * time.Hour

// How many links to apply are mailed in a day to one address, and asked for
// from one network: of the many that an organisation has mailed in a day, one
// visitor takes few, and closes its door to nobody.
const (
	applyPerEmail   = 10
	applyPerNetwork = 100
)

// Asked is who asks to apply to a program.
type Asked struct {
	Program     uuid.UUID
	Name, Email string
	Locale      string // of the letters: "en" or "es"
}

// AskToApply mails somebody a link to their application to a published program.
// It says the same and does the same work for every address, whether or not it
// has applied before; after too many asks at one address, or from one, it mails
// nothing and still says the same. Returns Invalid with each field that is
// wrong, NotFound for a program that is not published, Conflict for one that
// takes no applications now, Unavailable when its organisation has had more
// asks in a day than any has.
func AskToApply(ctx context.Context, db *tenants.DB, in Asked, v Visit) error {
	var c fault.Check
	in.Email = CheckEmail(&c, "email", in.Email)
	in.Name = CheckName(&c, "name", in.Name)
	if err := c.Err(); err != nil {
		return err
	}
	if in.Locale != "es" {
		in.Locale = "en"
	}
	return db.Gate(ctx, v.Request, func(tx *tenants.GateTx) error {
		to := in.Email
		err := mayAsk(tx, v, to)
		if fault.Is(err, fault.Unavailable) {
			to = ""
		} else if err != nil {
			return err
		}
		tx.Record(tenants.Event{Action: "application.link_asked", Resource: "application", Subject: in.Program})
		return tx.Apply(in.Program, tenants.NewLink{Email: to, Name: in.Name, Locale: in.Locale, TTL: applyLife}, func(link uuid.UUID) tenants.Job {
			return letters.ToLink(letters.ApplicationLink, link)
		})
	})
}

// mayAsk counts an ask at an address, and from one. Returns Unavailable when
// there were too many.
func mayAsk(tx *tenants.GateTx, v Visit, email string) error {
	if _, err := try(tx, v, false, "apply", email); err != nil {
		return err
	}
	if err := aDay(tx, applyPerEmail, "apply in a day", email); err != nil || !tells(v.Address) {
		return err
	}
	return aDay(tx, applyPerNetwork, "apply in a day from", network(v.Address))
}
