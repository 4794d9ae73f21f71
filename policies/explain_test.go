package policies

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"

	"accord/tenants"
)

const explained = `g, manager, clerk
p, clerk,   *, matter, read, row.urgent,                   allow
p, manager, *, matter, read, row.owner_id == sub.id,       allow
p, clerk,   *, matter, read, row.status in sub.kinds,      deny
p, porter,  *, matter, read, true,                         allow
p, clerk, imi, matter, read, true,                         allow
`

// told writes reasons for comparison: effect, result, "!" when decisive.
func told(reasons []tenants.Reason) string {
	var b strings.Builder
	for _, r := range reasons {
		fmt.Fprintf(&b, "%s %s=%s", r.Role, r.Effect, r.Result)
		if r.Decisive {
			b.WriteString("!")
		}
		b.WriteString("; ")
	}
	return strings.TrimSpace(b.String())
}

func TestTheReasonsNameTheLinesThatDecided(t *testing.T) {
	t.Parallel()
	p, err := newPolicies("policy.csv", explained, worldCatalogue())
	if err != nil {
		t.Fatal(err)
	}
	me, mine, other := uuid.New(), uuid.New(), uuid.New()
	row := func(tenant uuid.UUID, owner, urgent, status any) worldRow {
		return worldRow{values: map[string]any{"tenant_id": tenant, "owner_id": owner, "urgent": urgent, "status": status}}
	}
	sub := tenants.Values{"tenant": mine, "id": me, "kinds": []string{"kept"}}
	for _, c := range []struct {
		why    string
		sub    tenants.Values
		row    worldRow
		want   string
		allows bool
	}{
		{"both allow", sub, row(mine, me, true, "open"), "wall=true; clerk allow=true!; manager allow=true!; clerk deny=false;", true},
		{"one allows, one cannot be known", sub, row(mine, nil, true, "open"), "wall=true; clerk allow=true!; manager allow=unknown; clerk deny=false;", true},
		{"denied", sub, row(mine, me, true, "kept"), "wall=true; clerk allow=true; manager allow=true; clerk deny=true!;", false},
		{"denied since unknown", sub, row(mine, me, true, nil), "wall=true; clerk allow=true; manager allow=true; clerk deny=unknown!;", false},
		{"nothing gives it", sub, row(mine, other, false, "open"), "wall=true; clerk allow=false; manager allow=false; clerk deny=false;", false},
		{"another's row", sub, row(other, me, true, "open"), "wall=false!; clerk allow=true; manager allow=true; clerk deny=false;", false},
		{"nobody's tenant", tenants.Values{"id": me, "kinds": []string{}}, row(mine, me, true, "open"), "wall=unknown!; clerk allow=true; manager allow=true; clerk deny=false;", false},
		{"no set", tenants.Values{"tenant": mine, "id": me}, row(mine, me, true, "open"), "wall=true; clerk allow=true; manager allow=true; clerk deny=unknown!;", false},
	} {
		reasons, err := p.Explain(mine.String(), []string{"manager"}, "matter", "read", c.sub, c.row)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimSpace(told(reasons)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.why, got, c.want)
		}
		if reasons[0].Condition != "row.tenant_id == sub.tenant" || reasons[1].Condition != "row.urgent" || reasons[1].Domain != "*" || reasons[1].Resource != "matter" || reasons[1].Action != "read" {
			t.Errorf("%s: the lines are not named: %+v", c.why, reasons[:2])
		}
		plan, err := p.Plan("*", []string{"manager"}, "matter", "read")
		if err != nil {
			t.Fatal(err)
		}
		if ok, err := plan.Holds(c.sub, c.row); ok != c.allows || err != nil {
			t.Errorf("%s: decided %v, %v", c.why, ok, err)
		}
	}
	if _, err := p.Explain("*", nil, "cohort", "read", sub, row(mine, me, true, "")); err == nil {
		t.Error("an unknown resource was explained")
	}
}

// broken is a row whose related rows cannot be read, or with a value of a
// wrong type.
type broken struct{ values map[string]any }

func (b broken) Attr(column string) any { return b.values[column] }
func (b broken) Related(string) ([]tenants.Row, error) {
	return nil, errors.New("the database is away")
}

func TestWhatCannotBeJudgedIsRefused(t *testing.T) {
	t.Parallel()
	p, err := newPolicies("policy.csv", `p, a, *, notice, read, "any(row.items, .done)", allow
p, b, *, notice, read, true, allow
p, b, *, notice, read, row.urgent, deny
p, c, *, notice, read, row.id in sub.watched, allow
p, d, *, notice, read, row.opened_at <= now, allow
p, e, *, notice, read, row.points > 1, allow
p, f, *, notice, read, row.status in sub.kinds, allow
`, worldCatalogue())
	if err != nil {
		t.Fatal(err)
	}
	id := uuid.New()
	for _, c := range []struct {
		role, want string
		sub        tenants.Values
		row        map[string]any
	}{
		{"a", "the database is away", nil, nil},
		{"b", "row.urgent: is string, no bool", nil, map[string]any{"urgent": "yes"}},
		{"c", "row.id: is string, no id", tenants.Values{"watched": []uuid.UUID{id}}, map[string]any{"id": id.String()}},
		{"c", "sub.watched is []string", tenants.Values{"watched": []string{id.String()}}, map[string]any{"id": id}},
		{"d", "sub.now: is string, no time", tenants.Values{"now": "today"}, map[string]any{"opened_at": nil}},
		{"e", "row.points: is []uint8, no number", nil, map[string]any{"points": []byte("3")}},
		{"f", "sub.kinds is []uuid.UUID", tenants.Values{"kinds": []uuid.UUID{id}}, map[string]any{"status": "x"}},
	} {
		plan, err := p.Plan("*", []string{c.role}, "notice", "read")
		if err != nil {
			t.Fatal(err)
		}
		if ok, err := plan.Holds(c.sub, broken{c.row}); ok || err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("role %s: %v, %v; expected no, and %q", c.role, ok, err, c.want)
		}
		for _, r := range plan.Explain(c.sub, broken{c.row})[1:] {
			if r.Result == "true" && r.Condition != "true" {
				t.Errorf("role %s: %s is %s", c.role, r.Condition, r.Result)
			}
		}
	}
}
