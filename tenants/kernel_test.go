package tenants_test

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"accord/tenants"
	"accord/tenants/fault"
	"accord/tenants/tenantstest"
)

// candidate stands for any table of an organisation.
type candidate struct {
	TenantID  uuid.UUID `gorm:"primaryKey"`
	ID        uuid.UUID `gorm:"primaryKey"`
	Name      string
	Email     string
	Language  string
	CreatedAt time.Time
}

type enrolment struct {
	TenantID    uuid.UUID `gorm:"primaryKey"`
	ID          uuid.UUID `gorm:"primaryKey"`
	CandidateID uuid.UUID
}

type organisationRow struct {
	TenantID uuid.UUID `gorm:"primaryKey"`
	Slug     string
	Name     string
	Country  string
	TimeZone string

	CreatedAt time.Time
}

func (organisationRow) TableName() string { return "organisation" }

var _ = tenants.Register(tenants.Resource{Name: "candidate", Model: candidate{}, Side: tenants.OrganisationSide, Actions: []string{"read", "edit"}})
var _ = tenants.Register(tenants.Resource{Name: "organisation", Model: organisationRow{}, Side: tenants.OversightSide, Actions: []string{"read", "edit"}})

// rule is a guard small enough to be seen through: what each role may do, as
// one condition in Go and one in SQL.
type rule map[string]func(sub tenants.Values, row tenants.Row) bool

type onePlan struct {
	holds func(tenants.Values, tenants.Row) bool
	sql   string
}

func (p onePlan) Needs() []string { return nil }
func (p onePlan) Holds(s tenants.Values, r tenants.Row) (bool, error) {
	return p.holds(s, r), nil
}
func (p onePlan) SQL(string) (string, func(tenants.Values) ([]any, error)) {
	return p.sql, func(tenants.Values) ([]any, error) { return nil, nil }
}
func (p onePlan) Explain(tenants.Values, tenants.Row) []tenants.Reason { return nil }

type guard struct{}

// Plan lets administrators do everything, trainers read those who read
// English, candidates read everything, so that the database's wall stands
// alone before them, and nobody else anything.
func (guard) Plan(domain string, roles []string, resource, action string) (tenants.Plan, error) {
	switch {
	case len(roles) == 1 && (roles[0] == tenants.RoleAdministrator || roles[0] == tenants.RoleIMIAdministrator || roles[0] == tenants.RoleClerk):
		return onePlan{func(tenants.Values, tenants.Row) bool { return true }, "true"}, nil
	case len(roles) == 1 && roles[0] == tenants.RoleCandidate && action == "read":
		return onePlan{func(tenants.Values, tenants.Row) bool { return true }, "true"}, nil
	case len(roles) == 1 && roles[0] == tenants.RoleTrainer && action == "read":
		return onePlan{func(_ tenants.Values, r tenants.Row) bool { return r.Attr("language") == any("en") }, "language = 'en'"}, nil
	}
	return onePlan{func(tenants.Values, tenants.Row) bool { return false }, "false"}, nil
}

type org struct {
	id             uuid.UUID
	slug           string
	admin, trainer tenants.Member
}

type bed struct {
	*tenants.DB
	owner *pgx.Conn
	base  *tenantstest.DB
	clock *time.Time
}

var now = time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC)

func newBed(t *testing.T) *bed {
	t.Helper()
	base := tenantstest.Database(t)
	urls := map[tenants.Door]string{}
	for _, d := range []tenants.Door{tenants.DoorPublic, tenants.DoorMember, tenants.DoorSelf, tenants.DoorOverseer, tenants.DoorGate, tenants.DoorClerk} {
		urls[d] = base.URL(string(d))
	}
	moment := now
	var mu sync.Mutex
	db, err := tenants.Open(t.Context(), tenants.Config{URLs: urls, Guard: guard{}, LinkKey: make([]byte, 32), MaxConns: 4,
		Clock: func() time.Time { mu.Lock(); defer mu.Unlock(); return moment }, Log: slog.New(slog.DiscardHandler)})
	ok(t, err)
	t.Cleanup(db.Close)
	owner, err := pgx.Connect(t.Context(), base.URL("owner"))
	ok(t, err)
	t.Cleanup(func() { owner.Close(context.Background()) })
	return &bed{DB: db, owner: owner, base: base, clock: &moment}
}

func (b *bed) exec(t *testing.T, sql string, args ...any) {
	t.Helper()
	_, err := b.owner.Exec(t.Context(), sql, args...)
	ok(t, err)
}

func (b *bed) count(t *testing.T, sql string, args ...any) (n int) {
	t.Helper()
	ok(t, b.owner.QueryRow(t.Context(), sql, args...).Scan(&n))
	return n
}

func (b *bed) org(t *testing.T) org {
	t.Helper()
	o := org{id: newID()}
	o.slug = "org-" + o.id.String()[24:]
	b.exec(t, `insert into organisation (tenant_id, slug, name, country, time_zone, created_at) values ($1,$2,'An organisation','EC','America/Guayaquil',$3)`, o.id, o.slug, now)
	o.admin = b.member(t, o, tenants.RoleAdministrator)
	o.trainer = b.member(t, o, tenants.RoleTrainer)
	return o
}

func (b *bed) signed(t *testing.T) (tenants.Signed, string) {
	t.Helper()
	person, token := newID(), newID().String()
	b.exec(t, `insert into account (person_id, email, name, password_hash, created_at, password_changed_at) values ($1,$2,'A person','none',$3,$3)`, person, person.String()+"@example.org", now)
	b.exec(t, `insert into account_session (token_hash, id, person_id, created_at, last_seen_at, expires_at) values ($1,$2,$3,$4,$4,$5)`,
		tenants.HashToken(token), newID(), person, now, now.Add(tenants.SessionAbsolute))
	s, err := b.SignedBy(t.Context(), token, "test")
	ok(t, err)
	return s, token
}

func (b *bed) member(t *testing.T, o org, role tenants.Role) tenants.Member {
	t.Helper()
	s, _ := b.signed(t)
	b.join(t, o.id, s.Person(), role)
	m, err := b.AdmitMember(t.Context(), s, o.slug)
	ok(t, err)
	return m
}

func (b *bed) join(t *testing.T, tenant, person uuid.UUID, role tenants.Role) uuid.UUID {
	t.Helper()
	id := newID()
	b.exec(t, `insert into membership (tenant_id, id, person_id, name, email, created_at) values ($1,$2,$3,'A person',$4,$5)`, tenant, id, person, id.String()+"@example.org", now)
	b.exec(t, `insert into membership_role (tenant_id, membership_id, role, given_at) values ($1,$2,$3,$4)`, tenant, id, role, now)
	return id
}

func (b *bed) overseer(t *testing.T) tenants.Overseer {
	t.Helper()
	s, _ := b.signed(t)
	b.join(t, tenants.Oversight, s.Person(), tenants.RoleIMIAdministrator)
	o, err := b.AdmitOverseer(t.Context(), s)
	ok(t, err)
	return o
}

// candidate puts a candidate into an organisation, by its own door.
func (b *bed) candidate(t *testing.T, o org, name, language string) candidate {
	t.Helper()
	c := candidate{TenantID: o.id, ID: newID(), Name: name, Email: newID().String() + "@example.org", Language: language, CreatedAt: now}
	ok(t, b.Write(t.Context(), o.admin, func(tx *tenants.Tx) error {
		if err := tx.Allow("edit", &c); err != nil {
			return err
		}
		tx.Record(tenants.Event{Action: "candidate.added", Resource: "candidate", Subject: c.ID})
		return tx.DB().Create(&c).Error
	}))
	return c
}

func newID() uuid.UUID { return uuid.Must(uuid.NewV7()) }

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func refusedAs(t testing.TB, code fault.Code, err error) {
	t.Helper()
	if fault.CodeOf(err) != code {
		t.Fatalf("expected %s, got %v", code, err)
	}
}
