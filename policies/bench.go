package policies

import (
	"fmt"
	"math"
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// BenchDecision measures one decision on a row among so many policy lines (at
// least 12): ours is a cached plan asked for and judged, stock is Casbin's own
// Enforce over the same lines with the same row(). Both are the fastest round
// of a run of at least 200 ms, so that a busy machine blurs them least; they
// are checked to agree first. Twelve lines stand for every organisation; the
// others are organisations' own.
func BenchDecision(lines int) (ours, stock time.Duration, err error) {
	b, err := newBench(lines)
	if err != nil {
		return 0, 0, err
	}
	for _, row := range []tenants.Row{b.mine, b.theirs} {
		if err := b.agree(row); err != nil {
			return 0, 0, err
		}
	}
	ours, err = fastest(1000, func() (bool, error) { return b.ours(b.mine) })
	if err != nil {
		return 0, 0, err
	}
	stock, err = fastest(1, func() (bool, error) { return b.stock(b.mine) })
	return ours, stock, err
}

type bench struct {
	policies     *Policies
	ours, stock  func(tenants.Row) (bool, error)
	mine, theirs benchRow
}

// benchRow is a candidate as the bench has it.
type benchRow struct{ tenant, id, cohort any }

func (r benchRow) Attr(column string) any {
	switch column {
	case tenantColumn:
		return r.tenant
	case idColumn:
		return r.id
	case "cohort_id":
		return r.cohort
	}
	return nil
}

func (benchRow) Related(string) ([]tenants.Row, error) { return nil, nil }

func newBench(count int) (*bench, error) {
	cat := benchCatalogue()
	lines := benchLines(count, cat)
	s, err := load(lines, benchRoles, cat, &sound, nil)
	if err != nil {
		return nil, err
	}
	p := &Policies{embedded: lines, roles: benchRoles, catalogue: cat}
	p.current.Store(s)
	enforcer, err := newEnforcer(lines, benchRoles, &sound, func(sub *asker, domain, resource string, row any, text, effect string) (bool, error) {
		at := scene{sub.values, row.(tenants.Row), &sound.logic}
		t, err := s.compiled(domain, resource, text).judge(at)
		if err != nil || effect == deny {
			return sound.refuses[t], err
		}
		inside, err := s.walls[wallKey{resource, sideOf(domain)}].cond.judge(at)
		return t == yes && inside == yes, err
	}, nil)
	if err != nil {
		return nil, err
	}
	tenant, cohorts := uuid.New(), make([]uuid.UUID, 8)
	for i := range cohorts {
		cohorts[i] = uuid.New()
	}
	sub := tenants.Values{"tenant": tenant, "id": uuid.New(), "cohorts": cohorts}
	roles, domain := []string{"assessor", "trainer"}, tenant.String()
	who := &asker{roles, sub}
	return &bench{
		policies: p,
		ours: func(row tenants.Row) (bool, error) {
			made, err := p.Plan(domain, roles, "resource_0", read)
			if err != nil {
				return false, err
			}
			return made.Holds(sub, row)
		},
		stock:  func(row tenants.Row) (bool, error) { return enforcer.Enforce(who, domain, "resource_0", read, row) },
		mine:   benchRow{tenant, uuid.New(), cohorts[5]},
		theirs: benchRow{uuid.New(), uuid.New(), cohorts[5]},
	}, nil
}

var benchRoles = []Inheritance{{Role: "manager", Of: "trainer"}, {Role: "head", Of: "manager"}}

func benchCatalogue() *catalogue {
	cat := &catalogue{resources: map[string]*resource{}, values: map[side]map[string]tenants.Type{
		ofOrganisations: {"tenant": tenants.TypeID, "id": tenants.TypeID, "cohorts": tenants.TypeIDs},
		ofOversight:     {"tenant": tenants.TypeID},
	}}
	for i := range 10 {
		name := fmt.Sprintf("resource_%d", i)
		cat.resources[name] = &resource{name: name, table: name, side: tenants.OrganisationSide,
			actions:    []string{read, "create", "edit", "decide", "remove"},
			attributes: map[string]tenants.Type{tenantColumn: tenants.TypeID, idColumn: tenants.TypeID, "cohort_id": tenants.TypeID, "owner_id": tenants.TypeID, "closed_at": tenants.TypeTime},
		}
	}
	return cat
}

// benchLines are twelve lines for all, on the row that is asked about and its
// neighbours, and then a hundred lines each of many organisations.
func benchLines(count int, cat *catalogue) []Line {
	lines := []Line{
		{Role: "trainer", Resource: "resource_0", Action: read, Condition: "row.cohort_id in sub.cohorts", Effect: allow},
		{Role: "assessor", Resource: "resource_0", Action: read, Condition: "row.owner_id == sub.id && row.closed_at == nil", Effect: allow},
		{Role: "assessor", Resource: "resource_0", Action: read, Condition: "row.id in sub.cohorts", Effect: deny},
	}
	conditions := []string{"true", "row.cohort_id in sub.cohorts", "row.owner_id == sub.id", "row.closed_at == nil || row.owner_id != sub.id"}
	resources, roles := sorted(keys(cat.resources)), []string{"trainer", "assessor", "manager", "clerk"}
	var domain string
	for i := len(lines); i < count; i++ {
		r := cat.resources[resources[i%len(resources)]]
		l := Line{Role: roles[i/3%len(roles)], Resource: r.name, Action: r.actions[i/7%len(r.actions)], Condition: conditions[i/5%len(conditions)], Effect: allow}
		if i < 12 {
			l.Action = "edit"
		} else if i%100 == 12 {
			domain = uuid.NewString()
		}
		l.Domain = domain
		lines = append(lines, l)
	}
	for i := range min(12, len(lines)) {
		lines[i].Domain = tenants.DomainOrganisations
	}
	return lines
}

// agree makes sure that both say the same before they are timed.
func (b *bench) agree(row tenants.Row) error {
	ours, err := b.ours(row)
	if err != nil {
		return err
	}
	stock, err := b.stock(row)
	if err != nil {
		return err
	}
	if expected := row == tenants.Row(b.mine); ours != expected || stock != expected {
		return fmt.Errorf("policies: the bench's row is decided %v by the plan and %v by Casbin, not %v", ours, stock, expected)
	}
	return nil
}

// fastest runs rounds of n decisions for at least 200 ms and answers the time
// of one decision in the fastest round.
func fastest(n int, f func() (bool, error)) (time.Duration, error) {
	best := time.Duration(math.MaxInt64)
	for begun := time.Now(); time.Since(begun) < 200*time.Millisecond; {
		round := time.Now()
		for range n {
			if _, err := f(); err != nil {
				return 0, err
			}
		}
		best = min(best, time.Since(round)/time.Duration(n))
	}
	return best, nil
}
