package tenants

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"accord/tenants/fault"
)

// NewLink is a one-use link to be mailed: for one address, one act, one subject.
type NewLink struct {
	Tenant  uuid.UUID // oversight only; a Tx uses its own
	Act     string
	Subject uuid.UUID
	Email   string
	Name    string
	Locale  string
	TTL     time.Duration

	// Standing says that the link stays with its subject and is mailed again as
	// it is. It does not count against how many may be made: whoever mails it
	// counts their letters.
	Standing bool
}

// Link is a redeemed-or-not one-use link as the gate reads it.
type Link struct {
	ID, Tenant, Subject uuid.UUID
	Act, Email, Name    string
	Locale, Slug        string
	Organisation        string
	TimeZone            string // of the organisation
	ExpiresAt           time.Time
	RedeemedAt          *time.Time
	RedeemedBy          uuid.UUID // whose account used it; zero when nobody has, or nobody had one
}

// Link makes a one-use link and returns its id. The token is not stored and
// not returned: the job that mails it derives it again with LinkToken, and the
// database holds its hash. Returns Conflict when too many were made lately.
func (tx *Tx) Link(l NewLink) (uuid.UUID, error) {
	l.Tenant = tx.core().tenant
	return tx.core().link(l)
}

// Link makes a one-use link for a tenant.
func (tx *OversightTx) Link(l NewLink) (uuid.UUID, error) { return tx.core().link(l) }

// Link makes a one-use link of oversight, such as a password reset.
func (tx *GateTx) Link(l NewLink) (uuid.UUID, error) { l.Tenant = Oversight; return tx.core().link(l) }

// ActApply is what a link to apply to a program is for. It is not used up.
const ActApply = "apply"

// Apply makes a link to apply to a published program, to be mailed by letter,
// which is given the link's id. Whose program it is, is read from what is
// published, never from whom asks; the database holds that it takes
// applications. Who asks, and from where, is the caller's to count; beyond that
// an organisation has so many a day mailed that only very many visitors reach
// it. Returns NotFound for a program that is not published, Conflict for one
// that takes no applications now, Unavailable beyond that end.
func (tx *GateTx) Apply(program uuid.UUID, l NewLink, letter func(link uuid.UUID) Job) error {
	c := tx.core()
	var takes bool
	err := c.conn.QueryRowContext(c.ctx, `select tenant_id, app.takes_applications(tenant_id, id) from published_program where id = $1`, program).Scan(&l.Tenant, &takes)
	if errors.Is(err, sql.ErrNoRows) {
		return fault.Absent("program")
	}
	if err != nil {
		return err
	}
	if !takes {
		return fault.New(fault.Conflict, "fault.takes_no_applications")
	}
	l.Act, l.Subject, l.Standing = ActApply, program, true
	var today int
	err = c.conn.QueryRowContext(c.ctx, `select count(*) from link where tenant_id = $1 and act = $2 and created_at > $3 and email <> ''`, l.Tenant, ActApply, c.now.Add(-24*time.Hour)).Scan(&today)
	if err != nil {
		return err
	}
	if today >= appliesPerTenant {
		return fault.New(fault.Unavailable, "fault.applications_many")
	}
	id, err := c.link(l)
	if err != nil {
		return err
	}
	job := letter(id)
	job.Door = DoorMember
	c.enqueue(l.Tenant, job)
	return nil
}

// How many links may be mailed: on one subject in an hour, and for one
// organisation in a day. A mailbox is not to be flooded in our name. What
// signing in mails is counted by whom it is asked for: see people.AskReset.
const (
	linksPerSubject = 5
	linksPerTenant  = 500

	// appliesPerTenant is of links to apply, which no member makes and which do
	// not count among the others. See people.AskToApply for what one visitor may.
	appliesPerTenant = 5000
)

func (c *core) notTooManyLinks(l NewLink) error {
	var subject, tenant int
	err := c.conn.QueryRowContext(c.ctx, `select count(*) filter (where subject_id = $2 and created_at > $3), count(*) from link where tenant_id = $1 and created_at > $4 and not standing`,
		l.Tenant, l.Subject, c.now.Add(-time.Hour), c.now.Add(-24*time.Hour)).Scan(&subject, &tenant)
	if err == nil && (subject >= linksPerSubject || tenant >= linksPerTenant) {
		return fault.New(fault.Conflict, "fault.links_many")
	}
	return err
}

func (c *core) link(l NewLink) (uuid.UUID, error) {
	if c.door != DoorGate && !l.Standing {
		if err := c.notTooManyLinks(l); err != nil {
			return uuid.Nil, err
		}
	}
	id := c.NewID()
	if l.Locale == "" {
		l.Locale = "en"
	}
	_, err := c.conn.ExecContext(c.ctx, `insert into link (tenant_id, id, token_hash, act, subject_id, email, name, locale, created_at, expires_at, standing)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)`,
		l.Tenant, id, HashToken(c.db.LinkToken(id)), l.Act, l.Subject, l.Email, l.Name, l.Locale, c.now, c.now.Add(l.TTL), l.Standing)
	return id, err
}

// LinkToken derives a link's token from its id with the key that the database never holds.
func (db *DB) LinkToken(id uuid.UUID) string {
	mac := hmac.New(sha256.New, db.key)
	mac.Write([]byte("link "))
	mac.Write(id[:])
	return encode(mac.Sum(nil))
}

// LinkOf reads the link of a token. Returns NotFound when there is none or it
// is out of date; one that was used is returned with RedeemedAt set.
func (db *DB) LinkOf(ctx context.Context, token string) (Link, error) {
	var l Link
	var by *uuid.UUID
	gone := fault.New(fault.NotFound, "fault.link_gone")
	if len(token) != 43 {
		return l, gone
	}
	err := db.gateRow(ctx, `
		select l.id, l.tenant_id, l.subject_id, l.act, l.email, l.name, l.locale, o.slug, o.name, o.time_zone, l.expires_at, r.redeemed_at, r.person_id
		from link l join organisation o on o.tenant_id = l.tenant_id left join link_redemption r on r.link_id = l.id
		where l.token_hash = $1 and l.expires_at > $2`, []any{HashToken(token), db.Now()},
		&l.ID, &l.Tenant, &l.Subject, &l.Act, &l.Email, &l.Name, &l.Locale, &l.Slug, &l.Organisation, &l.TimeZone, &l.ExpiresAt, &l.RedeemedAt, &by)
	if errors.Is(err, pgx.ErrNoRows) {
		return l, gone
	}
	if by != nil {
		l.RedeemedBy = *by
	}
	return l, translate(err)
}

// Redeem uses a link up, inside signing in. Returns Conflict when it was used.
func (tx *GateTx) Redeem(l Link, person uuid.UUID) error {
	c := tx.core()
	done, err := c.conn.ExecContext(c.ctx, `insert into link_redemption (link_id, person_id, redeemed_at) values ($1,$2,$3) on conflict do nothing`,
		l.ID, nullID(person), c.now)
	if err != nil {
		return err
	}
	if n, _ := done.RowsAffected(); n == 0 {
		return fault.New(fault.Conflict, "fault.link_used")
	}
	return nil
}

// GuestMember admits the holder of a member link as a guest of its
// organisation, bound to its one act on its one subject. person is the account
// that redeemed it, or the zero id.
func (db *DB) GuestMember(ctx context.Context, l Link, person uuid.UUID, request string) (Member, error) {
	m, err := db.AdmitClerk(ctx, l.Tenant, l.Name, request)
	if err != nil {
		return m, err
	}
	m.actor = actor{person: person, name: l.Name, email: l.Email, locale: l.Locale, roles: []Role{RoleGuest},
		bound: &Bound{Link: l.ID, Act: l.Act, Subject: l.Subject}, request: request, admitted: true}
	if m.name == "" {
		m.name = l.Email
	}
	return m, nil
}
