package policies

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"accord/tenants"
)

// The proof's little world: cases with items, of three tenants. The same two
// tables stand for resources of every side, so that every wall is met.

var caseColumns = map[string]tenants.Type{
	"tenant_id": tenants.TypeID, "id": tenants.TypeID, "owner_id": tenants.TypeID, "parent_id": tenants.TypeID,
	"status": tenants.TypeText, "note": tenants.TypeText, "points": tenants.TypeNumber, "weight": tenants.TypeNumber,
	"opened_at": tenants.TypeTime, "closed_at": tenants.TypeTime, "urgent": tenants.TypeBool, "hidden": tenants.TypeBool,
}

var itemColumns = map[string]tenants.Type{
	"tenant_id": tenants.TypeID, "id": tenants.TypeID, "case_id": tenants.TypeID, "person_id": tenants.TypeID,
	"kind": tenants.TypeText, "points": tenants.TypeNumber, "opened_at": tenants.TypeTime, "done": tenants.TypeBool,
}

const worldTables = `
create temp table proof_case (tenant_id uuid not null, id uuid primary key, owner_id uuid, parent_id uuid, status text, note text,
  points bigint, weight double precision, opened_at timestamptz, closed_at timestamptz, urgent boolean, hidden boolean);
create temp table proof_item (tenant_id uuid not null, id uuid primary key, case_id uuid, person_id uuid, kind text,
  points bigint, opened_at timestamptz, done boolean)`

// worldCatalogue is what lines of the proof may name.
func worldCatalogue() *catalogue {
	related := map[string]tenants.Relation{
		"items":    {Resource: "item", Column: "case_id"},
		"children": {Resource: "matter", Column: "parent_id"},
	}
	actions := []string{"read", "act"}
	cat := &catalogue{resources: map[string]*resource{}, values: map[side]map[string]tenants.Type{}}
	for name, r := range map[string]resource{
		"matter":    {side: tenants.OrganisationSide, released: "row.closed_at != nil"},
		"letter":    {side: tenants.OrganisationSide, released: "any(row.items, .done && .person_id in sub.watched)"},
		"order":     {side: tenants.OversightSide},
		"notice":    {side: tenants.PublishedSide},
		"trail":     {side: tenants.KernelSide},
		"biography": {side: tenants.PersonSide, released: "!row.hidden || row.status in ['open', 'kept']"},
	} {
		cat.resources[name] = &resource{name: name, table: "proof_case", side: r.side, released: r.released,
			actions: actions, attributes: caseColumns, relations: related}
	}
	cat.resources["item"] = &resource{name: "item", table: "proof_item", side: tenants.OrganisationSide, actions: actions, attributes: itemColumns}
	for _, of := range []side{ofOrganisations, ofOversight} {
		cat.values[of] = map[string]tenants.Type{
			"id": tenants.TypeID, "membership": tenants.TypeID, "tenant": tenants.TypeID, "subject": tenants.TypeID, "email": tenants.TypeText,
			"watched": tenants.TypeIDs, "owned": tenants.TypeIDs, "kinds": tenants.TypeTexts,
		}
	}
	return cat
}

// worldRow is a row in memory.
type worldRow struct {
	values map[string]any
	world  *world
}

func (r worldRow) Attr(column string) any { return r.values[column] }

// Related gives the rows that point here, of whatever tenant, as a careless
// row would: keeping to the tenant is the compiler's business.
func (r worldRow) Related(relation string) ([]tenants.Row, error) {
	var rows []tenants.Row
	switch relation {
	case "items":
		for _, i := range r.world.items {
			if i.values["case_id"] == r.values["id"] {
				rows = append(rows, i)
			}
		}
	case "children":
		for _, c := range r.world.cases {
			if c.values["parent_id"] == r.values["id"] {
				rows = append(rows, c)
			}
		}
	default:
		return nil, fmt.Errorf("no relation %s", relation)
	}
	return rows, nil
}

// world is the rows of one round of the proof, and the few values they share.
type world struct {
	cases, items []worldRow
	tenants      []uuid.UUID
	people       []uuid.UUID
	texts        []string
	times        []time.Time
	rand         *rand.Rand
}

func seeded(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0)) }

const (
	casesEach = 40
	itemsEach = 70
)

func newWorld(r *rand.Rand) *world {
	w := &world{rand: r, texts: []string{"open", "kept", "", "O'Neill", `a\b`, "why?", "@x", "ñ, \"q\"", "null"}}
	w.tenants = w.ids(3)
	w.people = w.ids(5)
	for i := range 4 {
		w.times = append(w.times, time.Date(2026, 3, 1, 9, 0, 0, i*1000, time.UTC))
	}
	ids := w.ids(casesEach)
	numbers := []any{int64(-1), int64(0), int64(1), int64(2), int64(math.MaxInt32), int64(1) << 53, int64(1)<<53 + 1}
	weights := []any{-1.0, 0.0, math.Copysign(0, -1), 0.1, 1.0, 2.5, math.NaN(), math.Inf(1), math.Inf(-1), float64(int64(1) << 53)}
	for _, id := range ids {
		w.cases = append(w.cases, worldRow{map[string]any{
			"tenant_id": pick(r, w.tenants), "id": id, "owner_id": maybe(r, w.people), "parent_id": maybe(r, ids),
			"status": maybe(r, w.texts), "note": maybe(r, w.texts), "points": maybe(r, numbers), "weight": maybe(r, weights),
			"opened_at": maybe(r, w.times), "closed_at": maybe(r, w.times), "urgent": maybe(r, []bool{true, false}), "hidden": maybe(r, []bool{true, false}),
		}, w})
	}
	for _, id := range w.ids(itemsEach) {
		w.items = append(w.items, worldRow{map[string]any{
			"tenant_id": pick(r, w.tenants), "id": id, "case_id": maybe(r, ids), "person_id": maybe(r, w.people), "kind": maybe(r, w.texts),
			"points": maybe(r, numbers), "opened_at": maybe(r, w.times), "done": maybe(r, []bool{true, false}),
		}, w})
	}
	return w
}

func (w *world) ids(n int) []uuid.UUID {
	ids := make([]uuid.UUID, n)
	for i := range ids {
		for j := range ids[i] {
			ids[i][j] = byte(w.rand.UintN(256))
		}
	}
	// Two that a float could not tell apart.
	if n > 1 {
		ids[1] = ids[0]
		ids[1][15] ^= 1
	}
	return ids
}

func pick[T any](r *rand.Rand, of []T) T { return of[r.IntN(len(of))] }

// maybe picks one, or NULL in one of four.
func maybe[T any](r *rand.Rand, of []T) any {
	if r.IntN(4) == 0 {
		return nil
	}
	return pick(r, of)
}

// settle puts the world's rows into the tables of a connection, in place of
// those before.
func (w *world) settle(t testing.TB, db *pgx.Conn) {
	t.Helper()
	ctx := context.Background()
	for table, rows := range map[string][]worldRow{"proof_case": w.cases, "proof_item": w.items} {
		if _, err := db.Exec(ctx, "delete from "+table); err != nil {
			t.Fatal(err)
		}
		columns := slices.Sorted(slices.Values(keys(rows[0].values)))
		values := make([][]any, len(rows))
		for i, r := range rows {
			for _, c := range columns {
				values[i] = append(values[i], r.values[c])
			}
		}
		if _, err := db.CopyFrom(ctx, pgx.Identifier{table}, columns, pgx.CopyFromRows(values)); err != nil {
			t.Fatal(err)
		}
	}
}

// numbered turns "?" into $1, $2, … as pgx wants them.
func numbered(text string) string {
	var b strings.Builder
	n := 0
	for _, r := range text {
		if r == '?' {
			n++
			fmt.Fprintf(&b, "$%d", n)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
