package policies

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"accord/tenants"
)

// tally is what a run of the proof decided.
type tally struct {
	decisions, allowed, turned, unknown int // turned: allowed but for a deny line; unknown: where a line was unknown
}

// difference is a row on which the three disagree.
type difference struct {
	asked              question
	lines              []Line
	roles              []Inheritance
	row                worldRow
	sql                string
	stock, plan, query bool
}

func (d difference) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Casbin %v, plan %v, SQL %v\n%s\n", d.stock, d.plan, d.query, d.asked.shown())
	for _, l := range d.lines {
		fmt.Fprintf(&b, "p, %s, %s, %s, %s, %s, %s\n", l.Role, l.Domain, l.Resource, l.Action, l.Condition, l.Effect)
	}
	for _, g := range d.roles {
		fmt.Fprintf(&b, "g, %s, %s\n", g.Role, g.Of)
	}
	return fmt.Sprintf("%srow %v\n%s", b.String(), d.row.values, d.sql)
}

// prove compares, on random policies, questions and rows, what stock Casbin
// says row by row, what the plan says in Go, and what PostgreSQL selects by
// the plan's SQL. It ends after so many decisions, or at the first difference.
func prove(t testing.TB, db *pgx.Conn, r *rules, seed uint64, decisions int) (tally, *difference) {
	t.Helper()
	if _, err := db.Exec(context.Background(), worldTables); err != nil {
		t.Fatal(err)
	}
	cat := worldCatalogue()
	var sum tally
	for round := uint64(0); sum.decisions < decisions; round++ {
		w := newWorld(rand.New(rand.NewPCG(seed, round)))
		w.settle(t, db)
		for range 12 {
			first := w.question(cat)
			lines, roles := w.policy(cat, first)
			s, err := load(lines, roles, cat, r, nil)
			if err != nil {
				t.Fatalf("a policy that should load: %v", err)
			}
			e, err := stock(cat, lines, roles)
			if err != nil {
				t.Fatal(err)
			}
			next := w.question(cat)
			next.resource = first.resource
			for _, asked := range []question{first, next} {
				d := decide(t, db, w, s, asked, &sum, func(row worldRow) (bool, error) {
					return e.Enforce(asked, asked.domain, asked.resource, asked.action, row)
				})
				if d != nil {
					d.lines, d.roles = lines, roles
					return sum, d
				}
			}
		}
	}
	return sum, nil
}

// decide asks one question about every row, all three ways.
func decide(t testing.TB, db *pgx.Conn, w *world, s *snapshot, asked question, sum *tally, enforce func(worldRow) (bool, error)) *difference {
	t.Helper()
	p, err := s.plan(asked.domain, asked.roles, asked.resource, asked.action)
	if err != nil {
		t.Fatal(err)
	}
	text, bind := p.SQL("proof_case")
	args, err := bind(asked.sub)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := db.Query(context.Background(), "select id from proof_case where "+numbered(text), args...)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	selected := map[uuid.UUID]bool{}
	for _, id := range ids {
		selected[id] = true
	}
	for _, row := range w.cases {
		d := difference{asked: asked, row: row, sql: text, query: selected[row.values["id"].(uuid.UUID)]}
		if d.stock, err = enforce(row); err != nil {
			t.Fatal(err)
		}
		if d.plan, err = p.Holds(asked.sub, row); err != nil {
			t.Fatal(err)
		}
		sum.count(d.stock, p.Explain(asked.sub, row))
		if d.stock != d.plan || d.stock != d.query {
			return &d
		}
	}
	return nil
}

func (s *tally) count(allowed bool, reasons []tenants.Reason) {
	s.decisions++
	var turned, unknown bool
	for _, reason := range reasons {
		turned = turned || reason.Decisive && reason.Effect == deny
		unknown = unknown || reason.Result == "unknown"
	}
	for _, c := range []struct {
		when bool
		n    *int
	}{{allowed, &s.allowed}, {turned, &s.turned}, {unknown, &s.unknown}} {
		if c.when {
			*c.n++
		}
	}
}

// ACCORD_PROOF sets how many decisions are compared, ACCORD_PROOF_SEED the
// seed of a run to repeat.
func setting(t testing.TB, name string, normal uint64) uint64 {
	t.Helper()
	text, ok := os.LookupEnv(name)
	if !ok {
		return normal
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return n
}

func TestCasbinThePlanAndPostgreSQLAgreeOnEveryRow(t *testing.T) {
	t.Parallel()
	seed := setting(t, "ACCORD_PROOF_SEED", rand.Uint64())
	sum, d := prove(t, connection(t), &sound, seed, int(setting(t, "ACCORD_PROOF", 60_000)))
	if d != nil {
		t.Fatalf("after %d decisions (ACCORD_PROOF_SEED=%d):\n%v", sum.decisions, seed, d)
	}
	t.Logf("%d decisions, none differed: %d allowed, %d turned by a deny line, %d with an unknown (seed %d)",
		sum.decisions, sum.allowed, sum.turned, sum.unknown, seed)
	for what, n := range map[string]int{"allowed": sum.allowed, "turned by a deny line": sum.turned, "unknown": sum.unknown} {
		if n*50 < sum.decisions {
			t.Errorf("only %d of %d decisions were %s: the proof hardly looks there", n, sum.decisions, what)
		}
	}
}
