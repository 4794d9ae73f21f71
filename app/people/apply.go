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
// takes no applications now.
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
		_, err := try(tx, v, false, "apply", to)
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
