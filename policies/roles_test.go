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
		if done[l.Resource] = true; i == 0 || lines[i-1].Resource != l.Resource {
			if text := strings.Split(policyText, "\n"); !strings.HasPrefix(text[l.at.line-2], "#") {
				t.Errorf("%s: the group of %s has no comment line above it", l.at, l.Resource)
			}
		}
		l.at = place{}
		if seen[l] {
			t.Errorf("the line stands twice: %+v", l)
		}
		seen[l] = true
	}
}
