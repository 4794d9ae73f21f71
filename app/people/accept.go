package people

import (
	"context"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Invited is what the holder of an invitation's link is shown.
type Invited struct {
	tenants.Link
	HasAccount bool // an account with the address exists, so they sign in; only the mailbox's owner is told
	Begun      bool // they gave their password before, and the rest was cut off
}

// Invitation reads an invitation's link, of one of the acts. Returns NotFound
// when the token is none of such a link or is out of date.
func Invitation(ctx context.Context, db *tenants.DB, token string, acts ...string) (Invited, error) {
	l, err := db.LinkOf(ctx, token)
	if err != nil {
		return Invited{}, err
	}
	in := Invited{Link: l, Begun: l.RedeemedAt != nil}
	of := false
	for _, act := range acts {
		of = of || l.Act == act
	}
	if !of {
		return in, fault.New(fault.NotFound, "fault.link_gone")
	}
	err = db.Gate(ctx, "", func(tx *tenants.GateTx) error {
		a, err := accountOf(tx, l.Email)
		in.HasAccount = a != nil
		return err
	})
	return in, err
}

// Joining is what the invited person gives: a name and a new password, or the
// password of the account they have.
type Joining struct {
	Name     string
	Password string
	TimeZone string         // of a new account; "" takes UTC
	Signed   tenants.Signed // who is signed in here; whose address it is needs no password
}

// Join makes the holder of an invitation's link somebody: it opens an account
// for the invited address, or proves the one there is, uses the link up and
// starts a session; who is signed in by that address keeps theirs, and the
// Entrance has no session then. The act itself follows through the member door, by the
// guest that is returned. A link that was used returns Conflict, except to the
// very account that used it. It also returns Invalid at "name" or "password",
// Unauthenticated for a wrong password, Unavailable after too many tries.
func Join(ctx context.Context, db *tenants.DB, i Invited, in Joining, v Visit) (tenants.Member, Entrance, error) {
	var e Entrance
	var err error
	switch {
	case i.HasAccount && in.Signed.Valid() && in.Signed.Email() == i.Email:
		e, err = joinSigned(ctx, db, i, in.Signed, v)
	case i.HasAccount:
		e, err = joinAgain(ctx, db, i, in, v)
	default:
		e, err = joinNew(ctx, db, i, in, v)
	}
	if err != nil {
		return tenants.Member{}, e, err
	}
	m, err := db.GuestMember(ctx, i.Link, e.Person, v.Request)
	return m, e, err
}

func joinNew(ctx context.Context, db *tenants.DB, i Invited, in Joining, v Visit) (Entrance, error) {
	var c fault.Check
	name := CheckName(&c, "name", in.Name)
	checkPassword(&c, "password", in.Password, i.Email, in.Name)
	if in.TimeZone == "" {
		in.TimeZone = i.TimeZone
	}
	CheckZone(&c, "time_zone", in.TimeZone)
	if err := c.Err(); err != nil {
		return Entrance{}, err
	}
	hash, err := hashPassword(ctx, in.Password)
	if err != nil {
		return Entrance{}, err
	}
	var e Entrance
	err = db.Gate(ctx, v.Request, func(tx *tenants.GateTx) error {
		a := Account{PersonID: tx.NewID(), Email: i.Email, Name: name, PasswordHash: hash, Locale: i.Locale, TimeZone: in.TimeZone,
			CreatedAt: tx.Now(), PasswordChangedAt: tx.Now()}
		if err := tx.DB().Create(&a).Error; err != nil {
			return err
		}
		if err := tx.Redeem(i.Link, a.PersonID); err != nil {
			return err
		}
		tx.Record(tenants.Event{Action: "account.opened", Resource: "account", Subject: a.PersonID})
		e, err = enter(tx, a, v)
		return err
	})
	return e, err
}

func joinAgain(ctx context.Context, db *tenants.DB, i Invited, in Joining, v Visit) (Entrance, error) {
	var c fault.Check
	c.If(in.Password == "", "password", "people.password_missing")
	if err := c.Err(); err != nil {
		return Entrance{}, err
	}
	a, attempt, err := prove(ctx, db, i.Email, in.Password, v)
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
		if err := redeem(tx, i, a.PersonID); err != nil {
			return err
		}
		tx.Record(tenants.Event{Action: "account.signed_in", Resource: "account", Subject: a.PersonID})
		e, err = enter(tx, a, v)
		return err
	})
	return e, err
}

// joinSigned uses the link up for somebody who is signed in by the invited address.
func joinSigned(ctx context.Context, db *tenants.DB, i Invited, s tenants.Signed, v Visit) (Entrance, error) {
	return Entrance{Person: s.Person(), Locale: s.Locale()}, db.Gate(ctx, v.Request, func(tx *tenants.GateTx) error {
		return redeem(tx, i, s.Person())
	})
}

// redeem uses the link up; whoever has used it may finish what was cut off.
func redeem(tx *tenants.GateTx, i Invited, person uuid.UUID) error {
	if i.RedeemedAt != nil && i.RedeemedBy == person {
		return nil
	}
	return tx.Redeem(i.Link, person)
}

// Accept joins an organisation by the link of an invitation to it. It returns
// Join's faults, and Conflict when the invitation was withdrawn or accepted.
func Accept(ctx context.Context, db *tenants.DB, i Invited, in Joining, v Visit) (Entrance, error) {
	if i.Act != ActAccept {
		return Entrance{}, fault.New(fault.NotFound, "fault.link_gone")
	}
	guest, e, err := Join(ctx, db, i, in, v)
	if err != nil {
		return e, err
	}
	return e, db.Write(ctx, guest, func(tx *tenants.Tx) error { return accept(tx, i.Subject, e.Person) })
}

// accept is the guest's one act.
func accept(tx *tenants.Tx, id, person uuid.UUID) error {
	m, err := membership(tx, id)
	if err != nil {
		return err
	}
	if m.AcceptedAt != nil {
		return fault.New(fault.Conflict, "people.accepted_already")
	}
	if m.EndedAt != nil {
		return fault.New(fault.Conflict, "people.invitation_withdrawn")
	}
	if err := tx.Allow("accept", &m); err != nil {
		return err
	}
	tx.Record(tenants.Event{Action: "membership.accepted", Resource: "membership", Subject: m.ID})
	err = tx.DB().Model(&m).Updates(map[string]any{"person_id": person, "accepted_at": tx.Now()}).Error
	if tenants.Violates(err, "membership_person") {
		return fault.New(fault.Conflict, "people.member_twice").Because(err)
	}
	return err
}

// First writes the membership of the person who founds an organisation, as its
// administrator: the guest's act of a founding link, whose subject becomes the
// membership's id.
func First(tx *tenants.Tx, id uuid.UUID, name, email, locale string) (Membership, error) {
	now := tx.Now()
	m := Membership{TenantID: tx.Tenant(), ID: id, PersonID: actor(tx), Name: name, Email: email, Locale: locale, CreatedAt: now, CreatedBy: actor(tx), AcceptedAt: &now}
	if err := tx.Allow("create", &m); err != nil {
		return m, err
	}
	if err := tx.DB().Create(&m).Error; err != nil {
		return m, err
	}
	return m, give(tx, m, []tenants.Role{administrator(tx.Tenant())})
}
