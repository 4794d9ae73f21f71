package migrations_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"accord/tenants/tenantstest"
)

// The accounting of tables: what holds of every table is read from the
// catalogue of a migrated database, so that a new table cannot be forgotten.

// globallyUnique are unique keys that do not start with the tenant, and why
// they tell nobody of another's rows.
var globallyUnique = map[string]string{
	"organisation_slug_key":            "written by oversight alone, which sees every organisation",
	"link_token_hash_key":              "a hash of 256 random bits cannot be probed",
	"api_token_token_hash_key":         "a hash of 256 random bits cannot be probed",
	"published_credential_number_key":  "public, and written by oversight alone",
	"published_certificate_number_key": "public, and written by oversight alone",
}

func catalogue(t *testing.T) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), tenantstest.Database(t).URL("owner"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(context.Background()) })
	return conn
}

func strs(t *testing.T, conn *pgx.Conn, sql string, args ...any) []string {
	t.Helper()
	rows, err := conn.Query(t.Context(), sql, args...)
	if err != nil {
		t.Fatal(err)
	}
	all, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// logins are those of the running program; the owner is for migrations only.
const logins = `('accord_public','accord_member','accord_self','accord_overseer','accord_gate','accord_clerk')`

const tables = `from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r','p') and c.relname <> 'goose_db_version'`

func TestEveryTableNamesItsSideAndForcesRowLevelSecurity(t *testing.T) {
	t.Parallel()
	conn := catalogue(t)
	if n := len(strs(t, conn, `select c.relname::text `+tables)); n < 30 {
		t.Fatalf("only %d tables were found", n)
	}
	for _, name := range strs(t, conn, `select c.relname::text `+tables+` and not (c.relrowsecurity and c.relforcerowsecurity)`) {
		t.Errorf("%s does not force row level security", name)
	}
	for _, name := range strs(t, conn, `select c.relname::text `+tables+` and coalesce(obj_description(c.oid), '') !~ '^side: (organisation|oversight|person|kernel|gate|published)$'`) {
		t.Errorf("%s does not say whose side it is on", name)
	}
	for _, name := range strs(t, conn, `select c.relname::text `+tables+` and obj_description(c.oid) ~ 'organisation|oversight|kernel'
		and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnotnull and a.atttypid = 'uuid'::regtype)`) {
		t.Errorf("%s has no tenant_id", name)
	}
}

func TestMembersStandBehindARestrictiveWallOnEveryTenantTable(t *testing.T) {
	t.Parallel()
	conn := catalogue(t)
	for _, name := range strs(t, conn, `select c.relname::text `+tables+` and has_any_column_privilege('accord_member', c.oid, 'select,insert,update') and obj_description(c.oid) <> 'side: published'
		and not exists (select from pg_policy p where p.polrelid = c.oid and not p.polpermissive and p.polcmd = '*' and 'accord_member'::regrole = any(p.polroles)
			and pg_get_expr(p.polqual, p.polrelid) like '%tenant_id = ( SELECT app.tenant()%' and pg_get_expr(p.polwithcheck, p.polrelid) like '%tenant_id = ( SELECT app.tenant()%')`) {
		t.Errorf("%s is open to members without the wall on the tenant", name)
	}
	for _, name := range strs(t, conn, `select c.relname::text `+tables+` and exists (select from pg_policy p where p.polrelid = c.oid and 0 = any(p.polroles))`) {
		t.Errorf("%s has a policy for everybody", name)
	}
}

func TestEveryTableSaysWhatACandidateSeesOfIt(t *testing.T) {
	t.Parallel()
	conn := catalogue(t)
	for _, name := range strs(t, conn, `select c.relname::text `+tables+` and obj_description(c.oid) ~ 'organisation|oversight|kernel' and has_any_column_privilege('accord_member', c.oid, 'select')
		and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'candidate' and not p.polpermissive and (p.polcmd = '*' or c.relname = 'audit_log') and pg_get_expr(p.polqual, p.polrelid) like '%app.candidate()%')`) {
		t.Errorf("%s says nothing of candidates: see app.candidates_own", name)
	}
}

// A function in SQL is parsed and planned anew at each call, and the walls call theirs in every statement.
func TestWhatTheWallsAskOfTablesKeepsItsPlan(t *testing.T) {
	t.Parallel()
	for _, name := range strs(t, catalogue(t), `select p.proname::text from pg_proc p join pg_language l on l.oid = p.prolang
		where p.pronamespace = 'app'::regnamespace and p.pronargs = 0 and p.provolatile = 's' and l.lanname = 'sql' and p.prosrc ~* '\mfrom\M'`) {
		t.Errorf("app.%s() reads tables in SQL: write it in plpgsql", name)
	}
}

func TestEveryKeyStartsWithTheTenant(t *testing.T) {
	t.Parallel()
	conn := catalogue(t)
	for _, row := range strs(t, conn, `
		select i.relname::text `+strings.Replace(tables, "where", `join pg_index x on x.indrelid = c.oid and x.indisunique join pg_class i on i.oid = x.indexrelid
		join pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[0] where`, 1)+` and obj_description(c.oid) ~ 'organisation|oversight|kernel|published' and a.attname <> 'tenant_id'`) {
		if globallyUnique[row] == "" {
			t.Errorf("the unique key %s does not start with tenant_id", row)
		}
	}
	for _, row := range strs(t, conn, `
		select f.conname::text from pg_constraint f join pg_class c on c.oid = f.conrelid
		where f.contype = 'f' and obj_description(c.oid) ~ 'organisation|oversight|kernel|published'
		and (select a.attname from pg_attribute a where a.attrelid = f.conrelid and a.attnum = f.conkey[1]) <> 'tenant_id'`) {
		t.Errorf("the foreign key %s does not start with tenant_id", row)
	}
}

func TestNoTableHasTwoWriters(t *testing.T) {
	t.Parallel()
	conn := catalogue(t)
	for _, row := range strs(t, conn, `
		select c.relname || ': ' || string_agg(r.rolname, ', ' order by r.rolname) `+strings.Replace(tables, "where", `cross join pg_roles r where`, 1)+`
		and r.rolname in `+logins+`
		and obj_description(c.oid) <> 'side: kernel' and not (c.relname = 'api_token' and r.rolname = 'accord_gate') -- see the next test
		and (has_any_column_privilege(r.oid, c.oid, 'insert,update') or has_table_privilege(r.oid, c.oid, 'delete'))
		group by c.relname having count(*) > 1`) {
		t.Errorf("two logins write %s", row)
	}
}

// The one second writer: a new password ends tokens. It can end them, and
// that is all.
func TestTheGateCanOnlyEndATokenAndNotBringOneBack(t *testing.T) {
	t.Parallel()
	conn := catalogue(t)
	columns := strs(t, conn, `select attname::text from pg_attribute where attrelid = 'api_token'::regclass and attnum > 0 and not attisdropped and has_column_privilege('accord_gate', attrelid, attnum, 'update')`)
	if !slices.Equal(columns, []string{"revoked_at"}) {
		t.Errorf("the gate updates %v of a token", columns)
	}
	if n := len(strs(t, conn, `select 'x' where has_any_column_privilege('accord_gate', 'api_token', 'insert') or has_table_privilege('accord_gate', 'api_token', 'delete')`)); n > 0 {
		t.Error("the gate makes or deletes tokens")
	}
	walls := strs(t, conn, `select pg_get_expr(polqual, polrelid) || ' then ' || pg_get_expr(polwithcheck, polrelid) from pg_policy
		where polrelid = 'api_token'::regclass and 'accord_gate'::regrole = any(polroles) and polcmd <> 'r'`)
	if !slices.Equal(walls, []string{"(revoked_at IS NULL) then (revoked_at IS NOT NULL)"}) {
		t.Errorf("the gate's writing is held by %v", walls)
	}
}

func TestKernelTablesAreOnlyInsertedAndOnlyStateIsUpdated(t *testing.T) {
	t.Parallel()
	conn := catalogue(t)
	state := map[string][]string{
		"outbox":      {"attempts", "dispatched", "finished_at", "generation", "last_error", "next_at", "state"},
		"deadline":    {"cancelled_at", "due_at", "fired_at"},
		"idempotency": {"body", "location", "status"},
		"audit_log":   nil, "link": nil,
		"journal_leaf": nil, "journal_node": nil, "journal_head": nil,
		"journal_tree":       {"entered_at", "root", "size"},
		"journal_mark":       {"event_id", "txid"},
		"journal_checkpoint": {"kept_at"},
	}
	for _, table := range strs(t, conn, `select c.relname::text `+tables+` and obj_description(c.oid) = 'side: kernel' order by 1`) {
		updated := strs(t, conn, `select distinct a.attname::text from pg_attribute a, pg_roles r where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped
			and r.rolname in `+logins+` and has_column_privilege(r.oid, a.attrelid, a.attnum, 'update') order by 1`, table)
		want, known := state[table]
		if !known || !slices.Equal(updated, want) {
			t.Errorf("columns of %s that can be updated: %v, expected %v", table, updated, want)
		}
		var mayDelete []string
		if slices.Contains([]string{"outbox", "idempotency", "link"}, table) {
			mayDelete = []string{"accord_clerk"} // see the next test
		}
		if got := strs(t, conn, `select rolname::text from pg_roles where rolname in `+logins+` and has_table_privilege(oid, $1::regclass, 'delete')`, table); !slices.Equal(got, mayDelete) {
			t.Errorf("%v may delete from %s", got, table)
		}
	}
}

func TestWhatIsPrunedIsHeldToAnAge(t *testing.T) {
	t.Parallel()
	conn := catalogue(t)
	for _, row := range []struct{ table, login string }{
		{"outbox", "accord_clerk"}, {"idempotency", "accord_clerk"}, {"link", "accord_clerk"}, {"account_session", "accord_gate"}, {"link_redemption", "accord_gate"},
	} {
		held := strs(t, conn, `select pg_get_expr(polqual, polrelid) from pg_policy where polrelid = $1::regclass and polcmd = 'd' and $2::text::regrole = any(polroles)
			and (not polpermissive or not exists (select from pg_policy o where o.polrelid = $1::regclass and o.polcmd = '*' and o.polpermissive and $2::text::regrole = any(o.polroles)))`, row.table, row.login)
		if len(held) != 1 || !strings.Contains(held[0], "app.now() - '30 days'::interval") {
			t.Errorf("what %s deletes of %s is held by %v", row.login, row.table, held)
		}
	}
}

func TestNoLoginOfTheProgramIsPowerful(t *testing.T) {
	t.Parallel()
	conn := catalogue(t)
	for _, r := range strs(t, conn, `select rolname::text from pg_roles where (rolname in `+logins+` or rolname = 'accord_owner') and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`) {
		t.Errorf("%s is powerful", r)
	}
	for _, r := range strs(t, conn, `select distinct r.rolname::text from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname in `+logins+``) {
		t.Errorf("%s owns something", r)
	}
	for _, r := range strs(t, conn, `select r.rolname || ' ' || c.relname `+strings.Replace(tables, "where", `cross join pg_roles r where`, 1)+` and r.rolname in `+logins+`
		and has_table_privilege(r.oid, c.oid, 'truncate,references,trigger')`) {
		t.Errorf("too much is granted: %s", r)
	}
	for _, r := range strs(t, conn, `select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public','app') and c.relkind in ('v','m') and not coalesce(c.reloptions, '{}') @> '{security_invoker=true}'`) {
		t.Errorf("the view %s does not run as its reader", r)
	}
	for _, r := range strs(t, conn, `select p.proname::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('app','public') and p.prosecdef`) {
		t.Errorf("the function %s runs as its owner", r)
	}
}
