package policies

import (
	"testing"

	"accord/tenants"
)

// mutants are the rules with one fact wrong, each a mistake somebody could
// make. The proof must tell every one of them from the truth.
var mutants = []struct {
	name   string
	change func(*rules)
}{
	// Judging in Go.
	{"a NOT is dropped in Go", func(r *rules) { r.logic.not = [3]truth{no, unknown, yes} }},
	{"NOT makes unknown true in Go", func(r *rules) { r.logic.not[unknown] = yes }},
	{"&& and || are swapped in Go", func(r *rules) { r.logic.and, r.logic.or = r.logic.or, r.logic.and }},
	{"&& of unknown and false is unknown in Go", func(r *rules) { r.logic.and[unknown][no], r.logic.and[no][unknown] = unknown, unknown }},
	{"|| of unknown and true is unknown in Go", func(r *rules) { r.logic.or[unknown][yes], r.logic.or[yes][unknown] = unknown, unknown }},
	{"comparing with NULL is true in Go", func(r *rules) { r.logic.null = yes }},
	{"comparing with NULL is false in Go", func(r *rules) { r.logic.null = no }},
	{"a missing set counts as empty in Go", func(r *rules) { r.logic.missing = no }},
	{"an empty set holds everything in Go", func(r *rules) { r.logic.empty = yes }},
	{"an empty set is unknown in Go", func(r *rules) { r.logic.empty = unknown }},
	{"any() looks into other tenants in Go", func(r *rules) { r.logic.inside = false }},
	{"< holds for equals in Go", func(r *rules) { r.logic.holds[less] = r.logic.holds[lessOrEqual] }},
	{">= does not hold for equals in Go", func(r *rules) { r.logic.holds[greaterOrEqual] = r.logic.holds[greater] }},
	{"!= holds below only in Go", func(r *rules) { r.logic.holds[unequal] = r.logic.holds[less] }},

	// Deny lines.
	{"a deny that is unknown lets through in Go", func(r *rules) { r.refuses[unknown] = false }},
	{"a deny that is unknown lets through in SQL", func(r *rules) { r.refuted = " is not true" }},
	{"a deny is negated as plain NOT would in SQL", func(r *rules) { r.refuted = " is true" }},
	{"deny lines are not traced", func(r *rules) { r.denies = false }},

	// Writing SQL.
	{"a NOT is dropped in SQL", func(r *rules) { r.dialect.not = "" }},
	{"&& and || are swapped in SQL", func(r *rules) { r.dialect.and, r.dialect.or = " or ", " and " }},
	{"parentheses are dropped in SQL", func(r *rules) { r.grouped = false }},
	{"NULL equals NULL in SQL", func(r *rules) { r.operators[equal] = " is not distinct from " }},
	{"NULL differs from values in SQL", func(r *rules) { r.operators[unequal] = " is distinct from " }},
	{"== nil asks for the opposite in SQL", func(r *rules) { r.isNull = " is not null" }},
	{"< holds for equals in SQL", func(r *rules) { r.operators[less] = " <= " }},
	{"in asks for all instead of any in SQL", func(r *rules) { r.among = " = all(" }},
	{"any() in a deny line drops the unknown", func(r *rules) { r.possibles = false }},
	{"any() counts the certain only, wherever it stands", func(r *rules) { r.dialect.possibly = " is true" }},
	{"any() trips over rows that point nowhere", func(r *rules) { r.linked = false }},
	{"any() looks into other tenants in SQL", func(r *rules) { r.dialect.inside = false }},

	// Walls.
	{"the tenant's wall is dropped", func(r *rules) {
		r.walled = func(w wall) wall {
			if w.pinned {
				return open
			}
			return w
		}
	}},
	{"the wall of what is released is dropped", func(r *rules) {
		r.walled = func(w wall) wall {
			if !w.pinned && w.text != closed.text {
				return open
			}
			return w
		}
	}},
	{"the wall is taken to pin the tenant where it does not", func(r *rules) {
		r.walled = func(w wall) wall { w.pinned = true; return w }
	}},

	// Tracing and keeping.
	{"roles inherit nothing", func(r *rules) { r.inherits = false }},
	{"lines for organisations reach oversight", func(r *rules) {
		r.within = func(asked, lines string) bool { return lines == tenants.DomainOrganisations || asked == lines }
	}},
	{"an organisation's lines reach another", func(r *rules) {
		r.within = func(asked, lines string) bool {
			return (asked == tenants.DomainOversight) == (lines == tenants.DomainOversight)
		}
	}},
	{"a plan is kept whatever the roles", func(r *rules) {
		r.keyed = func(k planKey) planKey { k.roles, k.more = [4]string{}, ""; return k }
	}},
	{"a plan is kept whatever the domain", func(r *rules) {
		r.keyed = func(k planKey) planKey { k.domain = ""; return k }
	}},
	{"a plan is kept whatever the action", func(r *rules) {
		r.keyed = func(k planKey) planKey { k.action = ""; return k }
	}},
}

func TestEveryMutantOfTheCompilerIsCaught(t *testing.T) {
	t.Parallel()
	most := int(setting(t, "ACCORD_PROOF", 60_000)) * 2
	caught := 0
	for _, m := range mutants {
		t.Run(m.name, func(t *testing.T) {
			wrong := sound
			m.change(&wrong)
			sum, d := prove(t, connection(t), &wrong, 1, most)
			if d == nil {
				t.Fatalf("%d decisions, and nobody noticed", sum.decisions)
			}
			caught++
			t.Logf("caught after %d decisions", sum.decisions)
		})
	}
	t.Logf("%d of %d mutants caught", caught, len(mutants))
}
