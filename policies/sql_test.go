package policies

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"accord/tenants"
)

func planned(t *testing.T, lines, domain, resource string) *plan {
	t.Helper()
	p, err := newPolicies("policy.csv", lines, worldCatalogue())
	if err != nil {
		t.Fatal(err)
	}
	made, err := p.Plan(domain, []string{"clerk"}, resource, "read")
	if err != nil {
		t.Fatal(err)
	}
	return made.(*plan)
}

func TestTheSQLIsAsTheDesignHasIt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ why, lines, domain, resource, want string }{
		{"no line", "", "*", "matter", `false`},
		{"an allow", "p, clerk, *, matter, read, row.id in sub.watched, allow", "*", "matter",
			`(c."tenant_id" = ?::uuid) and ((c."id" = any(?::uuid[])))`},
		{"two allows and a deny", "p, clerk, *, matter, read, row.urgent, allow\np, clerk, *, matter, read, row.points >= -1, allow\np, clerk, *, matter, read, row.owner_id == sub.id, deny", "*", "matter",
			`(c."tenant_id" = ?::uuid) and (c."urgent" or (c."points" >= (-1))) and (((c."owner_id" = ?::uuid)) is false)`},
		{"a deny of everything", "p, clerk, *, matter, read, row.urgent, allow\np, clerk, *, matter, read, true, deny", "*", "matter", `false`},
		{"an allow of nothing", "p, clerk, *, matter, read, false, allow", "*", "matter", `false`},
		{"any() in the asker's tenant", "p, clerk, *, matter, read, \"any(row.items, .done && .kind == 'x')\", allow", "*", "matter",
			`(c."tenant_id" = ?::uuid) and ((c."id" = any(array(select "related"."case_id" from "proof_item" as "related" where "related"."tenant_id" = ?::uuid and "related"."case_id" is not null and ("related"."done" and ("related"."kind" = E'x'))))))`},
		{"any() in a deny line", "p, clerk, *, matter, read, true, allow\np, clerk, *, matter, read, \"any(row.items, .done)\", deny", "*", "matter",
			`(c."tenant_id" = ?::uuid) and (true) and (((c."id" = any(array(select "related"."case_id" from "proof_item" as "related" where "related"."tenant_id" = ?::uuid and "related"."case_id" is not null and "related"."done" is not false)))) is false)`},
		{"any() across tenants", "p, clerk, imi, order, read, \"any(row.items, .done)\", allow", "imi", "order",
			`true and (((c."tenant_id", c."id") in (select "related"."tenant_id", "related"."case_id" from "proof_item" as "related" where "related"."tenant_id" is not null and "related"."case_id" is not null and "related"."done")))`},
		{"what is released", "p, clerk, imi, matter, read, true, allow", "imi", "matter", `(not (c."closed_at" is null)) and (true)`},
		{"now", "p, clerk, *, notice, read, row.opened_at <= now, allow", "*", "notice", `true and ((c."opened_at" <= ?::timestamptz))`},
		{"a list", "p, clerk, *, notice, read, \"row.weight in [0.5, -2]\", allow", "*", "notice", `true and ((c."weight" in ((0.5), (-2))))`},
	} {
		text, _ := planned(t, c.lines+"\n", c.domain, c.resource).SQL("c")
		if text != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.why, text, c.want)
		}
	}
	text, _ := planned(t, `p, clerk, *, notice, read, row.status == 'a?@\'b\\', allow`+"\n", "*", "notice").SQL(`"c"`)
	if want := `true and (("c"."status" = E'a\u003F\u0040\u0027b\u005C'))`; text != want {
		t.Errorf("an awkward text:\n got %s\nwant %s", text, want)
	}
}

func TestAPlanSaysWhatItNeedsAndBindsNothingElse(t *testing.T) {
	t.Parallel()
	p := planned(t, `p, clerk, *, matter, read, row.id in sub.watched && row.opened_at <= now, allow
p, clerk, *, matter, read, row.status in sub.kinds || row.owner_id == sub.id, deny
`, "*", "matter")
	if want := []string{"id", "kinds", "now", "tenant", "watched"}; !reflect.DeepEqual(p.Needs(), want) {
		t.Errorf("needs %v, expected %v", p.Needs(), want)
	}
	tenant, id, watched := uuid.New(), uuid.New(), uuid.New()
	now := time.Date(2026, 3, 1, 9, 0, 0, 1999, time.UTC)
	text, bind := p.SQL("c")
	args, err := bind(tenants.Values{"tenant": tenant, "id": id, "watched": []uuid.UUID{watched}, "kinds": []string{`a"b`, `c\`}, "now": now, "secret": "x"})
	if err != nil {
		t.Fatal(err)
	}
	want := []any{tenant, idArray{watched}, now.Truncate(time.Microsecond), textArray{`a"b`, `c\`}, id}
	if !reflect.DeepEqual(args, want) || strings.Count(text, "?") != len(want) {
		t.Errorf("bound %v to %s", args, text)
	}
	if args, err = bind(tenants.Values{"tenant": tenant, "id": uuid.Nil}); err != nil || !reflect.DeepEqual(args, []any{tenant, nil, nil, nil, nil}) {
		t.Errorf("what is missing binds as %v, %v", args, err)
	}
	for name, wrong := range map[string]any{"tenant": "x", "watched": []string{"x"}, "kinds": []uuid.UUID{id}, "now": 3} {
		if _, err := bind(tenants.Values{name: wrong}); err == nil {
			t.Errorf("sub.%s = %v was bound", name, wrong)
		}
	}
}

func TestAPlanWorksInsideAGORMStatement(t *testing.T) {
	t.Parallel()
	w := newWorld(seeded(5))
	p := planned(t, `p, clerk, *, matter, read, "row.owner_id in sub.watched || row.status in sub.kinds || any(row.items, .person_id in sub.watched)", allow
p, clerk, *, matter, read, "row.status == 'why?'", deny
`, "*", "matter")
	db := connection(t)
	if _, err := db.Exec(t.Context(), worldTables); err != nil {
		t.Fatal(err)
	}
	w.settle(t, db)
	sub := tenants.Values{"tenant": w.tenants[0], "watched": w.people[:2], "kinds": w.texts}
	text, bind := p.SQL("proof_case")
	args, err := bind(sub)
	if err != nil {
		t.Fatal(err)
	}
	dry, err := gorm.Open(postgres.New(postgres.Config{WithoutReturning: true, DriverName: "pgx", DSN: "host=/nowhere"}), &gorm.Config{DryRun: true, DisableAutomaticPing: true})
	if err != nil {
		t.Fatal(err)
	}
	var ids []uuid.UUID
	s := dry.Table("proof_case").Select("id").Where(clause.Expr{SQL: text, Vars: args}).Find(&ids).Statement
	rows, err := db.Query(t.Context(), s.SQL.String(), s.Vars...)
	if err != nil {
		t.Fatalf("%v\n%s", err, s.SQL.String())
	}
	if ids, err = pgx.CollectRows(rows, pgx.RowTo[uuid.UUID]); err != nil {
		t.Fatal(err)
	}
	expected := 0
	for _, row := range w.cases {
		ok, err := p.Holds(sub, row)
		if err != nil {
			t.Fatal(err)
		}
		if ok {
			expected++
		}
	}
	if expected == 0 || len(ids) != expected {
		t.Errorf("%d rows are selected, %d are allowed", len(ids), expected)
	}
}
