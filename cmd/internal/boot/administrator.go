package boot

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"

	"accord/app/letters"
	"accord/app/paging"
	"accord/app/people"
	"accord/policies"
	"accord/tenants"
)

// InviteAdministrator invites IMI's first administrator, whom nobody else can
// invite: everybody after them is invited by somebody who is there. It enters
// with the owner's login, as migrations do, and by the ordinary verb, so that
// the membership, its link, its mail and its entry in the journal are those of
// every invitation. It answers the link's address, which opens once; the mail
// with one of its own goes out when `accord work` runs.
//
// As long as nobody has accepted, it may be repeated: the same address gets
// another link, and what was sent to other addresses is withdrawn. Returns
// ErrAdministered once IMI has an administrator, Invalid with each field that
// is wrong. clock is nil outside the demo.
func InviteAdministrator(ctx context.Context, c Config, clock func() time.Time, name, email, locale string) (address string, err error) {
	lines, err := policies.New()
	if err != nil {
		return "", err
	}
	db, err := tenants.Open(ctx, tenants.Config{URLs: map[tenants.Door]string{tenants.DoorMember: c.Owner, tenants.DoorGate: c.Owner},
		Guard: ownersWord{lines}, Clock: clock, LinkKey: c.Secret, MaxConns: 2})
	if err != nil {
		return "", err
	}
	defer db.Close()
	owner, err := db.AdmitClerk(ctx, tenants.Oversight, "accord migrate", "administrator")
	if err != nil {
		return "", err
	}
	var link uuid.UUID
	err = db.Write(ctx, owner, func(tx *tenants.Tx) error {
		if err := tx.Lock(tenants.Oversight); err != nil { // two operators at once
			return err
		}
		m, err := firstAdministrator(tx, people.NewMember{Name: name, Email: email, Locale: locale, Roles: []tenants.Role{tenants.RoleIMIAdministrator}})
		if err != nil {
			return err
		}
		link, err = tx.Link(tenants.NewLink{Act: people.ActAccept, Subject: m.ID, Email: m.Email, Name: m.Name, Locale: m.Locale, TTL: people.InvitationLife})
		return err
	})
	if errors.Is(err, ErrAdministered) {
		return "", ErrAdministered // as it is: it is a sentence for the terminal
	}
	if err != nil {
		return "", err
	}
	token := db.LinkToken(link)
	l, err := db.LinkOf(ctx, token)
	return c.PublicURL + letters.LinkPath(l, token), err
}

// ErrAdministered says that IMI has an administrator, who invites everybody else.
var ErrAdministered = errors.New("IMI has an administrator already, who invites everybody else at /o/imi/people")

// firstAdministrator invites them, or once more; who was invited before and is
// somebody else is withdrawn.
func firstAdministrator(tx *tenants.Tx, in people.NewMember) (people.Membership, error) {
	before, err := people.List(tx, people.Filter{Role: tenants.RoleIMIAdministrator}, paging.Ask{})
	if err != nil {
		return people.Membership{}, err
	}
	for _, m := range before.Items {
		if m.State() == people.Active {
			return m.Membership, ErrAdministered
		}
	}
	var again *people.Membership
	for _, m := range before.Items {
		if m.Email == people.NormalEmail(in.Email) {
			again = &m.Membership
			err = people.Resend(tx, m.ID)
		} else {
			err = people.End(tx, m.ID)
		}
		if err != nil {
			return people.Membership{}, err
		}
	}
	if again != nil {
		return *again, nil
	}
	return people.Invite(tx, in)
}

// ownersWord gives whoever holds the database's owner what an administrator of
// IMI may do among IMI's own people. No running program is given it.
type ownersWord struct{ lines tenants.Guard }

func (o ownersWord) Plan(domain string, _ []string, resource, action string) (tenants.Plan, error) {
	return o.lines.Plan(domain, []string{tenants.RoleIMIAdministrator}, resource, action)
}
