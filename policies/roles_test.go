package policies

import (
	"strings"
	"testing"
)

func TestALineForARoleThatNobodyHoldsIsAMistake(t *testing.T) {
	t.Parallel()
	lines, roles, wrong := readLines("policy.csv", `g, organisation_admin, manager
g, manager, staff
g, nobody, staff
p, staff, *, matter, read, true, allow
p, imi_admin, *, matter, read, true, allow
p, organisaton_admin, *, matter, read, true, allow
p, staff, imi, matter, read, true, allow
p, trainer, imi, matter, read, true, allow
p, clerk, imi, matter, read, true, allow
p, imi_clerk, *, matter, read, true, allow
p, imi_clerk, imi, matter, read, true, allow
p, guest, imi, matter, read, true, allow
`)
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	var told []string
	for _, m := range unheld(lines, roles) {
		told = append(told, m.Error())
	}
	want := `policy.csv line 6, at "organisaton_admin": nobody in the domain * holds this role
policy.csv line 7, at "staff": nobody in the domain imi holds this role
policy.csv line 8, at "trainer": nobody in the domain imi holds this role
policy.csv line 9, at "clerk": nobody in the domain imi holds this role
policy.csv line 10, at "imi_clerk": nobody in the domain * holds this role
policy.csv line 3, at "nobody": nobody holds this role`
	if got := strings.Join(told, "\n"); got != want {
		t.Errorf("told:\n%s", got)
	}
}

func TestThePolicyFileIsInOrder(t *testing.T) {
	t.Parallel()
	lines, roles, wrong := readLines("policy.csv", policyText)
	if len(lines) < 100 || len(roles) < 5 {
		t.Fatalf("only %d lines and %d of roles were found", len(lines), len(roles))
	}
	if wrong = append(wrong, unheld(lines, roles)...); len(wrong) > 0 {
		t.Error(wrong)
	}
	done, seen := map[string]bool{}, map[Line]bool{}
	for i, l := range lines {
		if done[l.Resource] && lines[i-1].Resource != l.Resource {
			t.Errorf("%s: the lines of %s are not together", l.at, l.Resource)
		}
		done[l.Resource] = true
		if !strings.Contains(" "+heading(l.at.line)+" ", " "+l.Resource+" ") {
			t.Errorf("%s: the comment above it does not name %s", l.at, l.Resource)
		}
		l.at = place{}
		if seen[l] {
			t.Errorf("the line stands twice: %+v", l)
		}
		seen[l] = true
	}
}

// heading is the comment above a group of lines, as words.
func heading(line int) string {
	text := strings.Split(policyText, "\n")
	i := line - 1
	for i > 0 && strings.HasPrefix(text[i], "p,") {
		i--
	}
	var words []string
	for ; i >= 0 && strings.HasPrefix(text[i], "#"); i-- {
		words = append(strings.FieldsFunc(text[i], func(r rune) bool { return strings.ContainsRune("#,:. ", r) }), words...)
	}
	return strings.Join(words, " ")
}

// A concept's tests know the concepts before it only; what the others would
// add to its lines is left out, and nothing else is.
func TestAPartOfTheLinesLoadsWithoutTheConceptsItNames(t *testing.T) {
	t.Parallel()
	cat := worldCatalogue()
	delete(cat.resources, "item")
	cat.resources["order"].released = "row.id in sub.elsewhere"
	cat.resources["trail"].released = "row.id in sub.elsewhere"
	lines, _, wrong := readLines("policy.csv", `p, clerk, *, matter, read, row.urgent, allow
p, clerk, *, matter, read, row.id in sub.elsewhere, allow
p, clerk, *, matter, read, row.id == sub.other, deny
p, clerk, *, matter, read, "any(row.items, .done)", allow
p, clerk, *, item, read, true, allow
p, clerk, imi, letter, read, true, allow
p, clerk, imi, trail, read, true, allow
p, clerk, *, matter, act, row.hidden, allow
`)
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	left := cat.known(lines)
	if _, err := load(left, nil, cat, &sound, nil); err != nil {
		t.Fatal(err)
	}
	var kept []string
	for _, l := range left {
		kept = append(kept, l.Resource+" "+l.Action)
	}
	if got := strings.Join(kept, ", "); got != "matter read, trail read, matter act" {
		t.Errorf("kept: %s", got)
	}
	if _, err := load([]Line{{Role: "clerk", Domain: "*", Resource: "matter", Action: "read", Condition: "row.colour == 'red'", Effect: allow}}, nil, cat, &sound, nil); err == nil {
		t.Error("a mistake was let through")
	}
}
