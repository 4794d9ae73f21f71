package boot

import (
	"context"
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"accord/tenants/tenantstest"
)

// keeper holds a copy of a whole database, to put back what a request changed:
// triggers note the tables that are written to. It needs a database of the
// test's own.
type keeper struct {
	t       testing.TB
	conn    *pgx.Conn
	restore map[string]string // by table
}

// keep copies every table as it stands.
func keep(t testing.TB, base *tenantstest.DB) *keeper {
	t.Helper()
	conn, err := pgx.Connect(context.Background(), base.Super())
	ok(t, err)
	t.Cleanup(func() { ok(t, conn.Close(context.Background())) })
	k := &keeper{t: t, conn: conn, restore: map[string]string{}}
	tables := k.list(`select c.relname::text from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname not like 'goose%' order by 1`)
	k.do(`set session_replication_role = replica; create schema kept; create table kept.touched (name text);
		create function kept.touch() returns trigger language plpgsql security definer as 'begin insert into kept.touched values (tg_relname); return null; end'`)
	for _, table := range tables {
		columns := strings.Join(k.list(`select quote_ident(attname) from pg_attribute where attrelid = ('public.' || $1)::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`, table), ", ")
		k.do(fmt.Sprintf("create table kept.%[1]s as select %[2]s from public.%[1]s", table, columns))
		k.do(fmt.Sprintf("create trigger zz_kept after insert or update or delete on public.%s execute function kept.touch()", table))
		k.restore[table] = k.restoring(table, columns)
	}
	return k
}

// restoring is what puts a table back: what came or changed goes, and what went
// or changed comes again. Writing the whole of it anew, a thousand times, would
// leave a table of dead rows to read through.
func (k *keeper) restoring(table, columns string) string {
	keys := k.list(`select quote_ident(a.attname) from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
		where i.indrelid = ('public.' || $1)::regclass and i.indisprimary order by array_position(i.indkey::int[], a.attnum::int)`, table)
	if len(keys) == 0 {
		return fmt.Sprintf("delete from public.%[1]s; insert into public.%[1]s (%[2]s) overriding system value select %[2]s from kept.%[1]s;\n", table, columns)
	}
	k.do(fmt.Sprintf("alter table kept.%s add primary key (%s)", table, strings.Join(keys, ", ")))
	same, all := make([]string, len(keys)), strings.Split(columns, ", ")
	for i, key := range keys {
		same[i] = "t." + key + " = k." + key
	}
	return fmt.Sprintf(`delete from public.%[1]s t where not exists (select from kept.%[1]s k where %[3]s and (t.%[4]s) is not distinct from (k.%[5]s));
		insert into public.%[1]s (%[2]s) overriding system value select %[2]s from kept.%[1]s k where not exists (select from public.%[1]s t where %[3]s);
		`, table, columns, strings.Join(same, " and "), strings.Join(all, ", t."), strings.Join(all, ", k."))
}

// putBack makes the database what it was.
func (k *keeper) putBack() {
	k.t.Helper()
	var restore strings.Builder
	for _, table := range k.list(`with all_of as (delete from kept.touched returning name) select distinct name from all_of`) {
		restore.WriteString(k.restore[table])
	}
	k.do("begin; " + restore.String() + " commit")
}

// state is what each table has of a tenant, as a hash; what changes with every
// request (when a session was last seen) is left out.
func (k *keeper) state(tenant any) map[string]string {
	k.t.Helper()
	all := map[string]string{}
	for _, table := range k.list(`select relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
		where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`) {
		lines := k.list(fmt.Sprintf("select t::text from public.%s t where tenant_id = $1 order by 1", table), tenant)
		all[table] = fmt.Sprintf("%d rows, %x", len(lines), sha256.Sum256([]byte(strings.Join(lines, "\n"))))
	}
	return all
}

func (k *keeper) do(sql string) {
	k.t.Helper()
	_, err := k.conn.Exec(context.Background(), sql)
	ok(k.t, err)
}

func (k *keeper) list(sql string, args ...any) []string {
	k.t.Helper()
	found, err := k.conn.Query(context.Background(), sql, args...)
	ok(k.t, err)
	all, err := pgx.CollectRows(found, pgx.RowTo[string])
	ok(k.t, err)
	return all
}
