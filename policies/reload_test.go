package policies

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"accord/tenants"
	"accord/tenants/tenantstest"
)

// followed is a replica that follows a database of its own, and the owner's
// connection to change what it follows.
type followed struct {
	*Policies
	t     *testing.T
	owner *pgx.Conn
	seen  chan Reload
	org   uuid.UUID
	super string
	log   bytes.Buffer // read it only when nothing more is on its way
}

func follow(t *testing.T) *followed {
	t.Helper()
	db := tenantstest.FreshDatabase(t)
	p, err := newPolicies("policy.csv", "p, clerk, *, matter, read, row.urgent, allow\n", worldCatalogue())
	if err != nil {
		t.Fatal(err)
	}
	f := &followed{Policies: p, t: t, owner: dial(t, db.URL("owner")), seen: make(chan Reload, 100), super: db.Super()}
	f.org = f.organisation()
	if err := p.Load(t.Context(), db.URL("clerk")); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		p.Follow(ctx, db.URL("gate"), slog.New(slog.NewTextHandler(&f.log, nil)), func(r Reload) { f.seen <- r })
	}()
	t.Cleanup(func() { stop(); <-ended })
	return f
}

func (f *followed) organisation() uuid.UUID {
	id := uuid.Must(uuid.NewV7())
	f.exec(`insert into organisation (tenant_id, slug, name, country, time_zone, created_at) values ($1, $2, 'Org', 'EC', 'UTC', now())`, id, "o-"+id.String())
	return id
}

func (f *followed) exec(sql string, args ...any) {
	f.t.Helper()
	if _, err := f.owner.Exec(f.t.Context(), sql, args...); err != nil {
		f.t.Fatal(err)
	}
}

func (f *followed) add(tenant uuid.UUID, condition, effect string) {
	f.t.Helper()
	f.exec(`insert into policy_line (tenant_id, id, role, resource, action, condition, effect, created_at) values ($1, $2, 'clerk', 'matter', 'read', $3, $4, now())`,
		tenant, uuid.Must(uuid.NewV7()), condition, effect)
}

// next is what was seen next, within the second that is promised.
func (f *followed) next() Reload {
	f.t.Helper()
	select {
	case r := <-f.seen:
		return r
	case <-time.After(time.Second):
		f.t.Fatal("nothing was reloaded within a second")
		return Reload{}
	}
}

// reads says whether a clerk of an organisation reads an urgent row of theirs.
func (f *followed) reads(domain string, tenant uuid.UUID) bool {
	f.t.Helper()
	p, err := f.Plan(domain, []string{"clerk"}, "matter", "read")
	if err != nil {
		f.t.Fatal(err)
	}
	row := worldRow{values: map[string]any{"tenant_id": tenant, "urgent": true, "closed_at": time.Now()}}
	ok, err := p.Holds(tenants.Values{"tenant": tenant}, row)
	if err != nil {
		f.t.Fatal(err)
	}
	return ok
}

func TestAChangeOfTheLinesIsInForceWithinASecond(t *testing.T) {
	t.Parallel()
	f := follow(t)
	other := f.organisation()
	if !f.reads(f.org.String(), f.org) {
		t.Fatal("the embedded line does not give it")
	}
	f.add(f.org, "row.urgent", deny)
	if r := f.next(); r.Err != nil || r.Revision != 1 || r.Lines != 1 {
		t.Fatalf("seen: %+v", r)
	}
	if f.reads(f.org.String(), f.org) {
		t.Error("the organisation's deny line is not in force")
	}
	if !f.reads(other.String(), other) {
		t.Error("one organisation's line reached another")
	}
	if f.Revision() != 1 || f.Fresh() != nil {
		t.Errorf("revision %d, %v", f.Revision(), f.Fresh())
	}
	f.exec("delete from policy_line")
	if r := f.next(); r.Err != nil || r.Lines != 0 || !f.reads(f.org.String(), f.org) {
		t.Errorf("the deny line was taken away, yet: %+v", r)
	}
}

func TestAChangeIsSeenWithoutNotify(t *testing.T) {
	t.Parallel()
	f := follow(t)
	f.exec("alter table policy_line disable trigger user")
	f.add(f.org, "true", deny)
	f.exec("insert into policy_revision (tenant_id, number) values ($1, 1)", f.org)
	if r := f.next(); r.Err != nil || f.reads(f.org.String(), f.org) {
		t.Errorf("the change was not taken over: %+v", r)
	}
}

func TestLinesOfOversightStandInItsDomain(t *testing.T) {
	t.Parallel()
	f := follow(t)
	if f.reads(tenants.DomainOversight, f.org) {
		t.Fatal("oversight reads without a line")
	}
	f.add(tenants.Oversight, "true", allow)
	if r := f.next(); r.Err != nil || !f.reads(tenants.DomainOversight, f.org) {
		t.Errorf("oversight's line is not in force: %+v", r)
	}
}

func TestAWrongLineKeepsTheLinesBeforeAndAlarms(t *testing.T) {
	t.Parallel()
	f := follow(t)
	f.add(f.org, "row.colour == 'red'", deny)
	r := f.next()
	if wrong := (Mistakes)(nil); !errors.As(r.Err, &wrong) || !strings.Contains(r.Err.Error(), "matter has no attribute colour") {
		t.Fatalf("seen: %+v", r)
	}
	if !f.reads(f.org.String(), f.org) || f.Revision() != 0 {
		t.Error("the lines before are not in force")
	}
	if text := f.log.String(); !strings.Contains(text, "level=ERROR") || !strings.Contains(text, "matter has no attribute colour") {
		t.Errorf("logged: %s", text)
	}
	f.exec("update policy_line set condition = 'true'")
	if r := f.next(); r.Err != nil || f.reads(f.org.String(), f.org) {
		t.Errorf("the mended line is not in force: %+v", r)
	}
}

func TestAReplicaFollowsAgainAfterItsConnectionBroke(t *testing.T) {
	t.Parallel()
	f := follow(t)
	f.add(f.org, "false", deny)
	f.next() // so that it surely listens
	super := dial(t, f.super)
	if _, err := super.Exec(t.Context(), "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'accord_gate'"); err != nil {
		t.Fatal(err)
	}
	if r := f.next(); r.Err == nil {
		t.Fatalf("the break was not told: %+v", r)
	}
	f.add(f.org, "true", deny)
	if r := f.next(); r.Err != nil || f.reads(f.org.String(), f.org) {
		t.Errorf("the change was not taken over: %+v", r)
	}
}

func TestAProgramDoesNotStartWithAWrongLineInTheTable(t *testing.T) {
	t.Parallel()
	f := follow(t)
	f.add(f.org, "row.colour == 'red'", deny)
	f.next()
	p, err := newPolicies("policy.csv", "", worldCatalogue())
	if err != nil {
		t.Fatal(err)
	}
	if wrong := (Mistakes)(nil); !errors.As(p.Load(t.Context(), f.owner.Config().ConnString()), &wrong) || len(wrong) != 1 {
		t.Errorf("the mistakes: %v", wrong)
	}
	if err := p.Load(t.Context(), "host=/nowhere"); err == nil {
		t.Error("a database that is not there was read")
	}
}
