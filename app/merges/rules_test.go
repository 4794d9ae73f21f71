package merges_test

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"

	"accord/tenants/tenantstest"
)

// Every key that leads to a candidate, straight or by a whole of which the row
// is a part, has a rule of what a merge does with the row.
func TestEveryTableThatNamesACandidateSaysWhatAMergeDoesWithIt(t *testing.T) {
	t.Parallel()
	conn, err := pgx.Connect(t.Context(), tenantstest.Database(t).URL("owner"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	strs := func(sql string) []string {
		rows, err := conn.Query(t.Context(), sql)
		if err != nil {
			t.Fatal(err)
		}
		all, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	const keys = `from pg_constraint f where f.contype = 'f' and (f.confrelid = 'candidate'::regclass
		or exists (select from pg_attribute a where a.attrelid = f.conrelid and a.attname = 'candidate_id' and a.attnum = any(f.conkey)))`
	if n := len(strs(`select f.conname::text ` + keys)); n < 18 {
		t.Fatalf("only %d keys were found", n)
	}
	for _, key := range strs(`select f.conrelid::regclass || '.' || f.conname ` + keys + ` and not exists (select from app.merge_rule r where r.of_table = f.conrelid and r.of_key = f.conname)`) {
		t.Errorf("%s has no rule: call app.merges in its migration", key)
	}
	for _, table := range strs(`select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attname = 'candidate_id' and not a.attisdropped
		where n.nspname = 'public' and c.relkind in ('r', 'p') and not exists (select from app.merge_rule r where r.of_table = c.oid)`) {
		t.Errorf("%s names a candidate without a rule", table)
	}
	for _, key := range strs(`select r.of_table || '.' || r.of_key from app.merge_rule r where not exists (select from pg_constraint f where f.conrelid = r.of_table and f.conname = r.of_key)`) {
		t.Errorf("the rule of %s is of no key", key)
	}
	for _, table := range strs(`select r.of_table::text from app.merge_rule r where r.rule = 'moves' and exists (select from pg_trigger x where x.tgrelid = r.of_table and not x.tgisinternal
		and (x.tgtype & 1) = 1 and (x.tgtype & 2) = 2 and (x.tgtype & 16) = 16 and x.tgqual is null and x.tgname not like 'repointed')`) {
		t.Errorf("a trigger that watches over changes of %s comes after its rule: it would refuse a merge", table)
	}
}
