package policies

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestAConditionOutsideTheLanguageStopsTheLoad(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ condition, column, token, message string }{
		{"row.colour == 'red'", "1", "row.colour", "matter has no attribute colour"},
		{"row.urgent && row.colour == 'red'", "15", "row.colour", "matter has no attribute colour"},
		{"row.id in sub.friends", "11", "sub.friends", "the one who asks has no value friends"},
		{"row.id == sub.friend", "11", "sub.friend", "the one who asks has no value friend"},
		{"row.id == sub.watched", "11", "sub.watched", "is a set"},
		{"row.id in sub.id", "11", "sub.id", "is id, no set"},
		{"row.status in sub.watched", "1", "row.status in sub.watched", "looks for text among ids"},
		{"row.id in row.owner_id", "11", "row.owner_id", "in needs a set"},
		{"row.status == 1", "1", "row.status == 1", "compares text with number"},
		{"row.id == 'x'", "1", `row.id == "x"`, "no id"},
		{"row.id in ['x']", "12", `"x"`, "no id"},
		{"row.status < 'x'", "1", `row.status < "x"`, "only number and time have an order"},
		{"row.id < row.owner_id", "1", "row.id < row.owner_id", "only number and time have an order"},
		{"row.closed_at < nil", "1", "row.closed_at < nil", "nil has no order"},
		{"nil == nil", "1", "nil", "makes no value"},
		{"1 == 1", "1", "1 == 1", "two fixed values"},
		{"'a' in ['a']", "1", `"a" in ["a"]`, "looks for a fixed value"},
		{"row.status in []", "15", "[]", "the list is empty"},
		{"row.status in ['a', row.note]", "21", "row.note", "fixed values only"},
		{"row.status in ['a', 1]", "21", "1", "looks for text among number"},
		{"row.status in ['a', nil]", "21", "nil", "makes no value"},
		{"row.status", "1", "row.status", "is a value (text), no condition"},
		{"1", "1", "1", "makes no condition"},
		{"nil", "1", "nil", "makes no condition"},
		{"now", "1", "now", "makes no condition"},
		{"row.points + 1 == 2", "1", "row.points + 1", "makes no value"},
		{"-row.points == 2", "1", "-row.points", "the operator - makes no value"},
		{"row.status matches 'a.*'", "1", `row.status matches "a.*"`, "the operator matches is not in the language"},
		{"row.urgent ?? true", "1", "row.urgent ?? true", "the operator ?? is not in the language"},
		{"row.urgent ? true : false", "", "row.urgent ? true : false", "makes no condition"},
		{"len(row.status) == 1", "1", "len(row.status)", "makes no value"},
		{"all(row.items, .done)", "1", "all(row.items, .done)", "the function all is not in the language"},
		{"any(row.owners, .done)", "5", "row.owners", "matter has no relation owners (it has children, items)"},
		{"any(sub.watched, true)", "5", "sub.watched", "any needs a relation of the row"},
		{"any(row.items, .colour == nil)", "16", ".colour", "item has no attribute colour"},
		{"any(row.items, row.urgent)", "16", "row.urgent", "not at row"},
		{"any(row.children, any(row.items, .done))", "19", "any(row.items, .done)", "any stands inside any"},
		{".urgent", "", ".", "unexpected token"},
		{"row?.urgent", "1", "row?.urgent", "makes no condition"},
		{"row.urgent()", "5", "row.urgent()", "makes no condition"},
		{"row", "1", "row", "makes no condition"},
		{"sub.id", "1", "sub.id", "is a value (id), no condition"},
		{"tenant.id == sub.id", "1", "tenant.id", "makes no value"},
		{"urgent == true", "1", "urgent", "the name urgent is not in the language"},
		{"row.urgent; true", "", "row.urgent; true", "makes no condition"},
		{"let x = 1; row.urgent", "5", "let x = 1; row.urgent", "makes no condition"},
		{"row.urgent &&", "13", "", "unexpected token EOF"},
		{"row.urgent row.hidden", "12", "row.hidden", "unexpected token"},
		{"row.points == 99999999999999999999", "", "", "invalid integer"},
		{"row.status == \"a\\x00\"", "15", "", "is no valid text"},
		{strings.Repeat("!", 600) + "row.urgent", "", "", "exceeds maximum allowed nodes"},
		{"", "1", "", "the condition is empty"},
	} {
		cat := worldCatalogue()
		_, bad := parse(c.condition, cat.resources["matter"], ofOrganisations, cat)
		if bad == nil {
			t.Errorf("%s was taken", c.condition)
			continue
		}
		bad.At = "policy.csv line 7"
		text := bad.Error()
		for _, want := range []string{c.message, c.token} {
			if !strings.Contains(strings.ReplaceAll(text, `\"`, `"`), want) {
				t.Errorf("%s: %s\n  does not say %q", c.condition, text, want)
			}
		}
		if c.column != "" && !strings.Contains(text, "line 7, column "+c.column) {
			t.Errorf("%s: %s\n  is not at column %s", c.condition, text, c.column)
		}
	}
}

func TestAMistakeIsPlacedInItsFileAndAllComeAtOnce(t *testing.T) {
	t.Parallel()
	const file = `# a comment

p, clerk, *, matter, read, true, allow
p, clerk, *, matter, read, row.colour == nil, allow
p,  clerk, *, matter, read,  "any(row.items, .colour == nil)", deny
p, clerk, *, cohort, read, true, allow
p, clerk, *, matter, fly, true, allow
p, clerk, imi, matter, act, true, allow
p, clerk, *, order, act, true, allow
p, clerk, *, biography, read, true, allow
p, clerk, imi, item, read, true, allow
p, Clerk, everywhere, matter, read, true, permit
p, clerk, 0190A3C0-0000-7000-8000-000000000000, matter, read, true, allow
p, clerk, *, matter, read, row.status in ['a', 'b'], allow
g, clerk, porter
g, porter, clerk
`
	_, err := newPolicies("policy.csv", strings.ReplaceAll(file, "p, clerk, *, matter, read, row.status in ['a', 'b'], allow\n", ""), worldCatalogue())
	wrong := (Mistakes)(nil)
	if !errors.As(err, &wrong) {
		t.Fatalf("it loaded, or: %v", err)
	}
	for _, want := range []string{
		`policy.csv line 4, column 28, at "row.colour": matter has no attribute colour`,
		`policy.csv line 5, column 46, at ".colour": item has no attribute colour`,
		`policy.csv line 6, at "cohort, read": no resource is called cohort`,
		`policy.csv line 7, at "matter, fly": matter has no action fly (it has act, read)`,
		`policy.csv line 8, at "act": the domain imi only reads matter`,
		`policy.csv line 9, at "act": the domain * only reads order`,
		`policy.csv line 10, at "*": the domain * never sees biography`,
		`policy.csv line 11, at "imi": the domain imi never sees item`,
		`policy.csv line 12, at "Clerk": is no name of a role`,
		`policy.csv line 12, at "everywhere": is no domain`,
		`policy.csv line 12, at "permit": is no effect`,
		`policy.csv line 13, at "0190A3C0-0000-7000-8000-000000000000": is no domain`,
		`policy.csv line 14, at "clerk": inherits from itself`,
		`policy.csv line 15, at "porter": inherits from itself`,
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("not said: %s", want)
		}
	}
	if len(wrong) != 14 {
		t.Errorf("%d mistakes instead of 14: %v", len(wrong), err)
	}
	_, err = newPolicies("policy.csv", file, worldCatalogue())
	if err == nil || !strings.Contains(err.Error(), "policy.csv line 14: has 8 fields instead of 7") {
		t.Errorf("a condition with a comma outside of quotation marks: %v", err)
	}
}

func TestALineOfAnotherShapeStopsTheLoad(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"q, a, b":                "neither p nor g",
		"g, a":                   "has 2 fields instead of 3",
		"p, a, *, matter, read":  "has 5 fields instead of 7",
		"p, a, *, m, read, \"tr": "extraneous or missing",
		"p, a, *, matter, read, " + strings.Repeat("row.urgent || ", 200) + "true, allow":                               "longer than",
		"p, a, *, matter, read, row.status == '\xff', allow":                                                            "no valid text",
		"g, r0, r1\ng, r1, r2\ng, r2, r3\ng, r3, r4\ng, r4, r5\ng, r5, r6\ng, r6, r7\ng, r7, r8\ng, r8, r9\ng, r9, r10": "more than 9 steps",
	} {
		if _, err := newPolicies("policy.csv", text+"\n", worldCatalogue()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40s: %v", text, err)
		}
	}
}

func TestAWrongReleasedConditionStopsTheLoad(t *testing.T) {
	t.Parallel()
	cat := worldCatalogue()
	cat.resources["matter"].released = "row.released_at != nil"
	_, err := newPolicies("policy.csv", "", cat)
	if err == nil || !strings.Contains(err.Error(), "the Released condition of matter, column 1, at \"row.released_at\"") {
		t.Errorf("said: %v", err)
	}
}

func TestARoleHasWhatTheRolesBelowItHaveOverNineSteps(t *testing.T) {
	t.Parallel()
	p, err := newPolicies("policy.csv", "g, r0, r1\ng, r1, r2\ng, r2, r3\ng, r3, r4\ng, r4, r5\ng, r5, r6\ng, r6, r7\ng, r7, r8\ng, r8, r9\np, r9, *, matter, read, true, allow\n", worldCatalogue())
	if err != nil {
		t.Fatal(err)
	}
	if ok, err := p.Gives("*", []string{"r0"}, "matter", "read"); !ok || err != nil {
		t.Errorf("the deepest line does not reach the top: %v", err)
	}
}

func TestActionsThatNoLineGivesAreListed(t *testing.T) {
	t.Parallel()
	p, err := newPolicies("policy.csv", "p, clerk, *, matter, read, true, allow\np, clerk, *, matter, act, true, deny\n", worldCatalogue())
	if err != nil {
		t.Fatal(err)
	}
	missing := p.Ungiven()
	if slices.Contains(missing, "matter read") || !slices.Contains(missing, "matter act") || len(missing) != 13 {
		t.Errorf("listed: %v", missing)
	}
}

func TestAnUnknownQuestionIsAnErrorAndAnUnknownRoleIsRefused(t *testing.T) {
	t.Parallel()
	p, err := newPolicies("policy.csv", "p, clerk, *, matter, read, true, allow\n", worldCatalogue())
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range [][3]string{{"*", "cohort", "read"}, {"*", "matter", "fly"}, {"", "matter", "read"}, {"IMI", "matter", "read"}} {
		if _, err := p.Plan(q[0], []string{"clerk"}, q[1], q[2]); err == nil {
			t.Errorf("%v was answered", q)
		}
	}
	for _, roles := range [][]string{nil, {}, {"porter"}, {""}} {
		if ok, err := p.Gives("*", roles, "matter", "read"); ok || err != nil {
			t.Errorf("%v may read: %v", roles, err)
		}
	}
	for _, roles := range [][]string{{"clerk"}, {"porter", "clerk"}, {"clerk", "clerk"}, {"a", "b", "c", "clerk", "d", "e"}, {"z", "clerk", "b", "a", "c", "y"}} {
		if ok, err := p.Gives("*", roles, "matter", "read"); !ok || err != nil {
			t.Errorf("%v may not read: %v", roles, err)
		}
	}
}
