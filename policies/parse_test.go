package policies

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

var tokens = strings.Fields(`row. sub. row.urgent row.id row.status row.points row.items row.opened_at sub.id sub.watched sub.kinds .done .person_id
	. == != < <= > >= && || ! not in and or ( ) [ ] , ? : ?? ?. | # #index ; let if else any( all( len( now now() nil true false 'x' "y" 1 -2.5 1e3 0x1F 1_000 .. ** % + - matches contains
	startsWith { } => = $env ' " \ \u00e9 é 0 row sub any`)

// Whatever is written, the reader answers a condition that can be judged and
// written as SQL, or a mistake with a place; it never breaks.
func TestNoTextBreaksTheReader(t *testing.T) {
	t.Parallel()
	cat, r := worldCatalogue(), seeded(7)
	w := newWorld(r)
	taken := 0
	for range 40_000 {
		parts := make([]string, 1+r.IntN(9))
		for i := range parts {
			parts[i] = pick(r, tokens)
		}
		text := strings.Join(parts, pick(r, []string{"", " "}))
		if r.IntN(3) == 0 {
			text = w.condition(cat.resources["matter"], nil, 2)
			if at := r.IntN(len(text)); r.IntN(2) == 0 {
				text = text[:at] + pick(r, tokens) + text[at:]
			}
		}
		c, bad := parse(text, cat.resources["matter"], ofOrganisations, cat)
		if bad != nil {
			if bad.Column < 1 || bad.Column > len(text)+1 || bad.Message == "" {
				t.Fatalf("%q: the mistake has no place: %+v", text, bad)
			}
			continue
		}
		taken++
		p := newPlan("*", "matter", read, open, []ruling{{text: text, effect: allow, cond: c}}, &sound)
		if _, err := p.Holds(tenants.Values{}, w.cases[0]); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if sql, _ := p.SQL("c"); strings.Count(sql, "(") != strings.Count(sql, ")") && !strings.Contains(text, `'`) && !strings.Contains(text, `"`) {
			t.Fatalf("%q: %s", text, sql)
		}
	}
	if taken < 1000 {
		t.Errorf("only %d texts were conditions: the test hardly looks at any", taken)
	}
}

func TestEverySpellingOfAConditionMeansTheSame(t *testing.T) {
	t.Parallel()
	cat := worldCatalogue()
	for _, same := range [][]string{
		{"!(row.status in sub.kinds)", "not (row.status in sub.kinds)", "row.status not in sub.kinds"},
		{"row.urgent && row.hidden", "row.urgent and row.hidden"},
		{"row.urgent || row.hidden", "row.urgent or row.hidden"},
		{"1 < row.points && row.points <= 3", "1 < row.points <= 3"},
		{"row.closed_at == nil", "nil == row.closed_at"},
		{"any(row.items, .done)", "any(row.items, #.done)", "any(row.items, {.done})", "row.items | any(.done)"},
		{"row.id == '6f1c1c1e-8c5b-4b1e-9d3e-3b8f0c9d2a11'", "row.id == '6F1C1C1E-8C5B-4B1E-9D3E-3B8F0C9D2A11'"},
		{"row.urgent", "row['urgent']"},
	} {
		var first string
		for i, text := range same {
			c, bad := parse(text, cat.resources["matter"], ofOrganisations, cat)
			if bad != nil {
				t.Fatalf("%s: %v", text, bad)
			}
			sql, _ := newPlan("*", "matter", read, open, []ruling{{text: text, effect: allow, cond: c}}, &sound).SQL("c")
			if i == 0 {
				first = sql
			}
			if sql != first {
				t.Errorf("%s\n is %s\nnot %s", text, sql, first)
			}
		}
	}
}

// A field of a named or narrower type, or a pointer, is read as what it holds.
func TestValuesAreReadWhateverTheirGoType(t *testing.T) {
	t.Parallel()
	type status string
	id, at, small, nothing := uuid.New(), time.Now(), int32(3), (*uuid.UUID)(nil)
	p := planned(t, `p, clerk, *, notice, read, "row.id == sub.id && row.status == 'open' && row.points == 3 && row.weight == 0.5 && row.opened_at == now && row.urgent && row.owner_id == nil", allow
`, "*", "notice")
	row := worldRow{values: map[string]any{"id": &id, "status": status("open"), "points": &small, "weight": float32(0.5), "opened_at": &at, "urgent": new(true), "owner_id": nothing}}
	if ok, err := p.Holds(tenants.Values{"id": id, "now": at}, row); !ok || err != nil {
		t.Errorf("decided %v, %v", ok, err)
	}
	row.values["points"] = uint16(4)
	if ok, err := p.Holds(tenants.Values{"id": id, "now": at}, row); ok || err != nil {
		t.Errorf("decided %v, %v", ok, err)
	}
}

func TestDecisionsGoOnWhileTheLinesChange(t *testing.T) {
	t.Parallel()
	p, err := newPolicies("policy.csv", "p, clerk, *, matter, read, row.urgent, allow\n", worldCatalogue())
	if err != nil {
		t.Fatal(err)
	}
	tenant := uuid.New()
	row := worldRow{values: map[string]any{"tenant_id": tenant, "urgent": true, "points": int64(5)}}
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for n := range 300 {
				if i == 0 {
					line := Line{Role: "clerk", Domain: tenant.String(), Resource: "matter", Action: read, Condition: "row.points == 5", Effect: pick(seeded(uint64(n)), []string{allow, deny})}
					if err := p.replace([]Line{line}, int64(n)); err != nil {
						t.Error(err)
					}
					continue
				}
				made, err := p.Plan(tenant.String(), []string{"clerk"}, "matter", read)
				if err != nil {
					t.Error(err)
					return
				}
				sub := tenants.Values{"tenant": tenant}
				ok, err := made.Holds(sub, row)
				text, bind := made.SQL("c")
				args, wrong := bind(sub)
				if err != nil || wrong != nil || ok == strings.Contains(text, "is false") || len(args) != strings.Count(text, "?") {
					t.Errorf("one plan says %v and %s (%v, %v)", ok, text, err, wrong)
				}
			}
		})
	}
	all.Wait()
}
