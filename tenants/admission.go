package tenants

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"accord/tenants/fault"
)

// How long a session lasts: without use, and at most.
const (
	SessionIdle     = 12 * time.Hour
	SessionAbsolute = 14 * 24 * time.Hour
)

// Signed is somebody whose session holds. It opens no door by itself.
type Signed struct {
	actor
	session  uuid.UUID
	timeZone string
	token    bool // a bearer token: bound to one membership
	tenant   uuid.UUID
}

// Session is the session's id, for the list of sessions and for CSRF.
func (s Signed) Session() uuid.UUID { return s.session }

// TimeZone is the reader's zone, an IANA name.
func (s Signed) TimeZone() string { return s.timeZone }

// Valid says whether anybody is signed in.
func (s Signed) Valid() bool { return s.admitted }

// HashToken is how tokens rest in the database.
func HashToken(token string) []byte {
	h := sha256.Sum256([]byte(token))
	return h[:]
}

// SignedBy answers who a session cookie's token belongs to. Returns
// Unauthenticated when it is unknown, revoked, idle too long or too old.
func (db *DB) SignedBy(ctx context.Context, token, request string) (Signed, error) {
	if token == "" || len(token) > 200 {
		return Signed{}, fault.New(fault.Unauthenticated, "fault.unauthenticated")
	}
	now := db.Now()
	s := Signed{actor: actor{request: request, admitted: true}}
	err := db.gateRow(ctx, `
		with seen as (
			update account_session set last_seen_at = $2
			where token_hash = $1 and revoked_at is null and expires_at > $2 and last_seen_at > $3 and last_seen_at < $4)
		select s.id, a.person_id, a.name, a.email, a.locale, a.time_zone
		from account_session s join account a on a.person_id = s.person_id
		where s.token_hash = $1 and s.revoked_at is null and s.expires_at > $2 and s.last_seen_at > $3`,
		[]any{HashToken(token), now, now.Add(-SessionIdle), now.Add(-time.Minute)},
		&s.session, &s.person, &s.name, &s.email, &s.locale, &s.timeZone)
	if errors.Is(err, pgx.ErrNoRows) {
		return Signed{}, fault.New(fault.Unauthenticated, "fault.unauthenticated")
	}
	if err != nil {
		return Signed{}, translate(err)
	}
	return s, nil
}

// SignedByBearer answers who an API token belongs to. It reaches only the
// organisation of its membership, and is over with the password it was made
// under. Returns Unauthenticated when it is unknown, revoked or out of date.
func (db *DB) SignedByBearer(ctx context.Context, token, request string) (Signed, error) {
	now := db.Now()
	s := Signed{actor: actor{request: request, admitted: true}, token: true}
	err := db.gateRow(ctx, `
		select t.id, a.person_id, a.name, a.email, a.locale, a.time_zone, t.tenant_id
		from api_token t
		join membership m on m.tenant_id = t.tenant_id and m.id = t.membership_id and m.ended_at is null
		join account a on a.person_id = m.person_id
		where t.token_hash = $1 and t.revoked_at is null and t.expires_at > $2 and t.created_at >= a.password_changed_at`,
		[]any{HashToken(token), now}, &s.session, &s.person, &s.name, &s.email, &s.locale, &s.timeZone, &s.tenant)
	if errors.Is(err, pgx.ErrNoRows) {
		return Signed{}, fault.New(fault.Unauthenticated, "fault.unauthenticated")
	}
	if err != nil {
		return Signed{}, translate(err)
	}
	return s, nil
}

// AdmitMember looks up the signed person's membership in the organisation that
// the URL names. Returns NotFound when there is none, whether or not the
// organisation exists.
func (db *DB) AdmitMember(ctx context.Context, s Signed, slug string) (Member, error) {
	return db.admitMember(ctx, s.actor, s.admitted, s.tenant, "o.slug = $2", slug)
}

// ReadmitMember admits a person for a job that acts for them, as they stand
// now. Returns NotFound when they have left.
func (db *DB) ReadmitMember(ctx context.Context, person, tenant uuid.UUID, request string) (Member, error) {
	return db.admitMember(ctx, actor{person: person, request: request, admitted: true}, true, uuid.Nil, "o.tenant_id = $2", tenant)
}

func (db *DB) admitMember(ctx context.Context, a actor, admitted bool, only uuid.UUID, which string, organisation any) (Member, error) {
	absent := fault.Absent("organisation")
	if !admitted {
		return Member{}, fault.New(fault.Unauthenticated, "fault.unauthenticated")
	}
	m := Member{actor: a}
	err := db.gateRow(ctx, `
		select m.id, m.name, m.email, o.tenant_id, o.slug, o.name, o.country, o.time_zone,
		       array(select r.role from membership_role r where r.tenant_id = m.tenant_id and r.membership_id = m.id order by r.role)
		from organisation o
		join membership m on m.tenant_id = o.tenant_id and m.person_id = $1 and m.ended_at is null
		where `+which+` and o.closed_at is null`,
		[]any{a.person, organisation},
		&m.membership, &m.name, &m.email, &m.organisation.ID, &m.organisation.Slug, &m.organisation.Name,
		&m.organisation.Country, &m.organisation.TimeZone, &m.roles)
	if errors.Is(err, pgx.ErrNoRows) {
		return Member{}, absent
	}
	if err != nil {
		return Member{}, translate(err)
	}
	if only != uuid.Nil && only != m.organisation.ID {
		return Member{}, absent
	}
	slices.Sort(m.roles)
	m.admitted = true
	return m, nil
}

// AdmitOverseer admits a person of IMI to the oversight door. Returns NotFound
// for everybody else: that door does not exist for them.
func (db *DB) AdmitOverseer(ctx context.Context, s Signed) (Overseer, error) {
	m, err := db.admitMember(ctx, s.actor, s.admitted, s.tenant, "o.tenant_id = $2", Oversight)
	if err != nil {
		if fault.Is(err, fault.NotFound) {
			return Overseer{}, fault.New(fault.NotFound, "fault.not_found")
		}
		return Overseer{}, err
	}
	return Overseer{m.actor}, nil
}

// AdmitSelf admits anybody signed in to their own rows. Returns NotFound for a
// bearer token: it was made for one membership, and what a person holds
// wherever they worked is no part of that. For it this door does not exist.
func (db *DB) AdmitSelf(s Signed) (Person, error) {
	if !s.admitted {
		return Person{}, fault.New(fault.Unauthenticated, "fault.unauthenticated")
	}
	if s.token {
		return Person{}, fault.New(fault.NotFound, "fault.not_found")
	}
	return Person{s.actor}, nil
}

// Organisations lists where the signed person may go, for the switcher.
func (db *DB) Organisations(ctx context.Context, s Signed) ([]Organisation, error) {
	p := db.pools[DoorGate]
	rows, err := p.pgx.Query(db.traced(ctx), `
		select o.tenant_id, o.slug, o.name, o.country, o.time_zone
		from membership m join organisation o on o.tenant_id = m.tenant_id
		where m.person_id = $1 and m.ended_at is null and o.closed_at is null and ($2::uuid = $3::uuid or o.tenant_id = $2::uuid)
		order by o.name`, s.person, s.tenant, uuid.Nil)
	if err != nil {
		return nil, translate(err)
	}
	all, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Organisation])
	return all, translate(err)
}

// AdmitClerk admits a job to one organisation. Its rights are the policy lines
// of the role clerk.
func (db *DB) AdmitClerk(ctx context.Context, tenant uuid.UUID, kind, request string) (Member, error) {
	m := Member{actor: actor{name: kind, roles: []Role{RoleClerk}, request: request, admitted: true}}
	err := db.gateRow(ctx, `select tenant_id, slug, name, country, time_zone from organisation where tenant_id = $1`, []any{tenant},
		&m.organisation.ID, &m.organisation.Slug, &m.organisation.Name, &m.organisation.Country, &m.organisation.TimeZone)
	if errors.Is(err, pgx.ErrNoRows) {
		return Member{}, fault.Absent("organisation")
	}
	return m, translate(err)
}

// AdmitOversightClerk admits a job of oversight.
func (db *DB) AdmitOversightClerk(kind, request string) Overseer {
	return Overseer{actor{name: kind, roles: []Role{RoleIMIClerk}, request: request, admitted: true}}
}

// gateRow reads one row by the gate's login.
func (db *DB) gateRow(ctx context.Context, sql string, args []any, dest ...any) error {
	p, ok := db.pools[DoorGate]
	if !ok {
		return errors.New("tenants: no gate login is set")
	}
	return p.pgx.QueryRow(db.traced(ctx), sql, args...).Scan(dest...)
}

// encode is how tokens look in a link or a cookie.
func encode(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }
