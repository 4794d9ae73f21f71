// Package apptest is the cast of the tests: two organisations with people in
// every role, and IMI's staff, in a real database, admitted the way people are.
package apptest

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"accord/policies"
	"accord/tenants"
	"accord/tenants/tenantstest"
)

// Start is the moment at which every world begins: a Monday morning.
var Start = time.Date(2026, time.November, 16, 9, 0, 0, 0, time.UTC)

// The World of one test: fresh tenants, a clock of its own.
type World struct {
	DB     *tenants.DB
	Andina Org // a training centre and assessing organisation in Quito
	Nordic Org // another one, in Oslo: what is Andina's is not its
	IMI    Staff
	Clock  *Clock
	t      testing.TB
	asked  *tally
	owner  *pgxpool.Pool // of one connection: parallel subtests wait for each other
	base   *tenantstest.DB
}

// Org is one organisation with its people and two recognised programs.
type Org struct {
	ID        uuid.UUID
	Slug      string
	Admin     tenants.Member
	Manager   tenants.Member // program manager
	Trainer   tenants.Member
	Trainer2  tenants.Member
	Assessor  tenants.Member
	Assessor2 tenants.Member
	CMTP, QAP uuid.UUID
	Criteria  []uuid.UUID // the QAP's, in order
}

// Staff are people of IMI, as overseers.
type Staff struct {
	Administrator, Reviewer, SpotChecker, Appraiser tenants.Overseer
	AdministratorMember                             tenants.Member // the administrator at /o/imi
}

// Clock is the world's time; tests move it.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// Now reads the clock.
func (c *Clock) Now() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.now }

// Add moves the clock on.
func (c *Clock) Add(d time.Duration) { c.mu.Lock(); defer c.mu.Unlock(); c.now = c.now.Add(d) }

// NewWorld makes a world with two organisations in this package's database.
func NewWorld(t testing.TB) *World {
	t.Helper()
	return newWorld(t, tenantstest.Database(t), commonLinks(t))
}

// NewWorldIn is NewWorld in another database: a test that runs a relay needs
// one of its own, for a relay does the jobs of all tenants.
func NewWorldIn(t testing.TB, base *tenantstest.DB) *World {
	t.Helper()
	return newWorld(t, base, ownLinks(t, base))
}

func newWorld(t testing.TB, base *tenantstest.DB, in *links) *World {
	t.Helper()
	guard, err := policies.NewPart()
	must(t, err)
	clock := &Clock{now: Start}
	asked := &tally{}
	db := open(t, in, guard, clock.Now, asked)
	w := &World{DB: db, Clock: clock, asked: asked, t: t, owner: in.owner, base: base}
	w.Andina = w.NewOrg("andina", "Academia Andina de Mediación", "EC", "America/Guayaquil")
	w.Nordic = w.NewOrg("nordic", "Nordic Mediation Academy", "NO", "Europe/Oslo")
	admin, signed := w.member(tenants.Oversight, tenants.OversightSlug, tenants.RoleIMIAdministrator)
	w.IMI.AdministratorMember = admin
	w.IMI.Administrator = w.overseer(signed)
	_, signed = w.member(tenants.Oversight, tenants.OversightSlug, tenants.RoleReviewer)
	w.IMI.Reviewer = w.overseer(signed)
	_, signed = w.member(tenants.Oversight, tenants.OversightSlug, tenants.RoleSpotChecker)
	w.IMI.SpotChecker = w.overseer(signed)
	_, signed = w.member(tenants.Oversight, tenants.OversightSlug, tenants.RoleAppraiser)
	w.IMI.Appraiser = w.overseer(signed)
	return w
}

// Open opens the kernel on a test database.
func Open(t testing.TB, base *tenantstest.DB, guard tenants.Guard, clock func() time.Time) *tenants.DB {
	t.Helper()
	return open(t, ownLinks(t, base), guard, clock, nil)
}

func open(t testing.TB, in *links, guard tenants.Guard, clock func() time.Time, trace pgx.QueryTracer) *tenants.DB {
	t.Helper()
	db, err := tenants.Open(context.Background(), tenants.Config{Shared: in.doors, Guard: guard, Clock: clock, LinkKey: []byte("a key for tests, of at least 32 bytes"),
		Log: slog.New(slog.DiscardHandler), Trace: trace})
	must(t, err)
	return db
}

// NewOrg adds an organisation with a person in every role and two recognised programs.
func (w *World) NewOrg(slug, name, country, zone string) Org {
	w.t.Helper()
	o := Org{ID: newID(), Slug: slug + "-" + short(), CMTP: newID(), QAP: newID()}
	w.exec(`insert into organisation (tenant_id, slug, name, country, time_zone, created_at) values ($1,$2,$3,$4,$5,$6)`, o.ID, o.Slug, name, country, zone, Start)
	w.exec(`insert into organisation_profile (tenant_id, updated_at) values ($1,$2)`, o.ID, Start)
	for _, p := range []struct {
		id          uuid.UUID
		kind, title string
		hours       int
	}{{o.CMTP, "CMTP", "Foundations of Mediation", 40}, {o.QAP, "QAP", "Certified Mediator Assessment", 0}} {
		w.exec(`insert into program (tenant_id, id, kind, title, language, city, country, course_hours, created_at) values ($1,$2,$3,$4,'en','Quito',$5,$6,$7)`,
			o.ID, p.id, p.kind, p.title, country, p.hours, Start)
	}
	for i, title := range []string{"Opens the mediation and explains the process", "Listens actively and reframes", "Helps the parties explore interests"} {
		id := newID()
		o.Criteria = append(o.Criteria, id)
		w.exec(`insert into program_criterion (tenant_id, id, program_id, heading, title, benchmark, position, scale_max, pass_mark, proposed_at) values ($1,$2,$3,'skills',$4,'Shown throughout',$5,5,3,$6)`,
			o.ID, id, o.QAP, title, i+1, Start)
	}
	for _, id := range []uuid.UUID{o.CMTP, o.QAP} {
		w.exec(`update program set proposed_at = $3 where tenant_id = $1 and id = $2`, o.ID, id, Start)
		w.exec(`insert into recognition (tenant_id, id, program_id, recognised_at, next_audit_on) values ($1,$2,$3,$4,'2028-12-31')`, o.ID, newID(), id, Start)
	}
	w.design(o)
	o.Admin, _ = w.member(o.ID, o.Slug, tenants.RoleAdministrator)
	o.Manager, _ = w.member(o.ID, o.Slug, tenants.RoleProgramManager)
	o.Trainer, _ = w.member(o.ID, o.Slug, tenants.RoleTrainer)
	o.Trainer2, _ = w.member(o.ID, o.Slug, tenants.RoleTrainer)
	o.Assessor, _ = w.member(o.ID, o.Slug, tenants.RoleAssessor)
	o.Assessor2, _ = w.member(o.ID, o.Slug, tenants.RoleAssessor)
	return o
}

// design publishes the first version of what the organisation assesses by: its
// program's criteria, one under each heading, each with its pass mark for a floor.
func (w *World) design(o Org) {
	id := newID()
	w.exec(`insert into assessment_design (tenant_id, id, program_id, methods, pass_percent, may_fall_short, revision, created_at, saved_at)
		values ($1,$2,$3,'[{"name":"role_play_live","note":{}}]',0,0,1,$4,$4)`, o.ID, id, o.QAP, Start)
	w.exec(`insert into design_criterion (tenant_id, id, design_id, lineage, heading, position, title_en, benchmark_en, scale_max, levels, weight, floor, methods, revision)
		select tenant_id, id, $3, id, (array['experience','knowledge','skills'])[position], position, title, benchmark, scale_max,
			'[{"from":0,"says":{"en":"Not shown"}},{"from":3,"says":{"en":"Shown"}}]', 5, pass_mark, 'role_play_live', 1
		from program_criterion where tenant_id = $1 and program_id = $2`, o.ID, o.QAP, id)
	w.exec(`update assessment_design set number = 1, published_at = $3, published_by_name = 'The owner' where tenant_id = $1 and id = $2`, o.ID, id, Start)
}

// Member adds a person with these roles to an organisation and admits them.
func (w *World) Member(o Org, roles ...tenants.Role) tenants.Member {
	w.t.Helper()
	m, _ := w.member(o.ID, o.Slug, roles...)
	return m
}

// Person adds an account with no membership at all.
func (w *World) Person() tenants.Signed { w.t.Helper(); s, _ := w.account("person"); return s }

// Exec runs SQL as the owner, to bring about what no verb does.
func (w *World) Exec(sql string, args ...any) { w.t.Helper(); w.exec(sql, args...) }

// Try is Exec that answers what the database says, for what it has to refuse.
func (w *World) Try(sql string, args ...any) error {
	_, err := w.owner.Exec(context.Background(), sql, args...)
	return err
}

// Each reads rows as the owner, one after another into the same places.
func (w *World) Each(sql string, args []any, into []any, each func() error) {
	w.t.Helper()
	rows, err := w.owner.Query(context.Background(), sql, args...)
	must(w.t, err)
	_, err = pgx.ForEachRow(rows, into, each)
	must(w.t, err)
}

// Count answers a count as the owner, who sees every row.
func (w *World) Count(sql string, args ...any) int {
	w.t.Helper()
	var n int
	must(w.t, w.owner.QueryRow(context.Background(), sql, args...).Scan(&n))
	return n
}

// ID answers an id as the owner, such as the newest link's of a subject.
func (w *World) ID(sql string, args ...any) uuid.UUID {
	w.t.Helper()
	var id uuid.UUID
	must(w.t, w.owner.QueryRow(context.Background(), sql, args...).Scan(&id))
	return id
}

func (w *World) member(tenant uuid.UUID, slug string, roles ...tenants.Role) (tenants.Member, tenants.Signed) {
	w.t.Helper()
	s, email := w.account(roles[0])
	id := newID()
	w.exec(`insert into membership (tenant_id, id, person_id, name, email, created_at, accepted_at) values ($1,$2,$3,$4,$5,$6,$6)`,
		tenant, id, s.Person(), s.Name(), email, Start)
	for _, r := range roles {
		w.exec(`insert into membership_role (tenant_id, membership_id, role, given_at) values ($1,$2,$3,$4)`, tenant, id, r, Start)
	}
	if slices.Contains(roles, tenants.RoleTrainer) {
		w.qualify(tenant, id)
	}
	m, err := w.DB.AdmitMember(context.Background(), s, slug)
	must(w.t, err)
	return m, s
}

// qualify gives a trainer what is asked of trainers: everybody in the cast has
// mediated three times a year for ten years, and it is confirmed.
func (w *World) qualify(tenant, member uuid.UUID) {
	w.exec(`insert into qualification (tenant_id, id, membership_id, training, provider, trained_on, training_confirmed_at, training_confirmed_by, law, registration_confirmed_at, registration_confirmed_by, updated_at)
		values ($1,$2,$3,'Mediation','An academy','2015-05-05',$4,$2,'does_not',$4,$2,$4)`, tenant, newID(), member, Start)
	w.exec(`insert into practice (tenant_id, id, membership_id, held_on, hours, role, field, created_at, confirmed_at, confirmed_by)
		select $1, gen_random_uuid(), $2, d, 5, 'mediator', 'commercial', $3, $3, $1 from generate_series($4::date - interval '10 years', $4::date - interval '10 days', interval '4 months') d`,
		tenant, member, Start, Start)
}

// Qualify gives a member what IMI asks of those who teach and assess.
func (w *World) Qualify(m tenants.Member) { w.t.Helper(); w.qualify(m.Tenant(), m.Membership()) }

// Unqualify takes away what qualifies a trainer.
func (w *World) Unqualify(m tenants.Member) {
	w.t.Helper()
	w.exec(`delete from practice where membership_id = $1`, m.Membership())
	w.exec(`delete from qualification where membership_id = $1`, m.Membership())
}

func (w *World) account(name string) (tenants.Signed, string) {
	w.t.Helper()
	person, token := newID(), short()+short()+short()
	email := fmt.Sprintf("%s-%s@example.org", name, short())
	w.exec(`insert into account (person_id, email, name, password_hash, created_at, password_changed_at) values ($1,$2,$3,'none',$4,$4)`, person, email, name+" "+short(), Start)
	w.exec(`insert into account_session (token_hash, id, person_id, created_at, last_seen_at, expires_at) values ($1,$2,$3,$4,$4,$5)`,
		tenants.HashToken(token), newID(), person, Start, Start.Add(tenants.SessionAbsolute))
	s, err := w.DB.SignedBy(context.Background(), token, "test")
	must(w.t, err)
	return s, email
}

func (w *World) overseer(s tenants.Signed) tenants.Overseer {
	w.t.Helper()
	o, err := w.DB.AdmitOverseer(context.Background(), s)
	must(w.t, err)
	return o
}

func (w *World) exec(sql string, args ...any) {
	w.t.Helper()
	_, err := w.owner.Exec(context.Background(), sql, args...)
	must(w.t, err)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newID() uuid.UUID { return uuid.Must(uuid.NewV7()) }

func short() string { b := make([]byte, 4); _, _ = rand.Read(b); return hex.EncodeToString(b) }
