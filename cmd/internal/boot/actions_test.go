package boot

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"accord/policies"
	"accord/tenants"
)

// The accounting of policies: every action on every resource, and which roles
// have it, as the lines in force answer. It is read by people, like access.txt.
func TestActionsAreGivenAsTheAuditorRead(t *testing.T) {
	t.Parallel()
	p, err := policies.New()
	ok(t, err)
	var b strings.Builder
	b.WriteString(actionsPreface)
	for _, part := range []struct {
		title, domain string
		roles         []tenants.Role
	}{
		{"In one organisation (the member door); IMI's roles at IMI's own address", tenants.DomainOrganisations,
			slices.Concat(tenants.OrganisationRoles, []tenants.Role{tenants.RoleCandidate, tenants.RoleGuest, tenants.RoleClerk}, tenants.OversightRoles)},
		{"Across organisations (the overseer door)", tenants.DomainOversight, append(slices.Clone(tenants.OversightRoles), tenants.RoleGuest, tenants.RoleIMIClerk)},
	} {
		lines, conditions := given(t, p, part.domain, part.roles)
		write(&b, part.title, slices.Concat([]string{"resource", "action"}, part.roles), lines)
		fmt.Fprintf(&b, "\n### Which rows, where it says some\n\n%s", strings.Join(conditions, ""))
	}
	golden(t, "actions.txt", b.String())
}

const actionsPreface = `# Who may do what to which rows, as the policy lines in force give it.
#
#   all   every row of the organisation (across organisations: every row that
#         was submitted or released; the walls are no lines and stand before)
#   some  the rows that a condition names, listed beneath
#   -     none: as if the rows were not there
#
# A role that is not here has nothing. What a job may is the clerk's; a guest
# came by a one-use link, for one act. Written by the test
# TestActionsAreGivenAsTheAuditorRead, which fails on any difference:
#
#   go test -run Actions -update ./cmd/internal/boot
`

// given is a line for each action that some of the roles have, and the
// conditions of those that do not have it on every row.
func given(t *testing.T, p *policies.Policies, domain string, roles []tenants.Role) (lines [][]string, conditions []string) {
	t.Helper()
	for _, r := range tenants.Resources() {
		for _, action := range r.Actions {
			line, why, any := []string{r.Name, action}, "", false
			for _, role := range roles {
				cell, reasons := cellOf(t, p, domain, role, r.Name, action)
				line = append(line, cell)
				any = any || cell != "-"
				if cell == "some" {
					why += fmt.Sprintf("    %-20s %s\n", role, strings.Join(reasons, "\n"+strings.Repeat(" ", 25)))
				}
			}
			if any {
				lines = append(lines, line)
			}
			if why != "" {
				conditions = append(conditions, r.Name+" "+action+"\n"+why)
			}
		}
	}
	return lines, conditions
}

// cellOf is what one role has of an action, and by which conditions.
func cellOf(t *testing.T, p *policies.Policies, domain string, role tenants.Role, resource, action string) (cell string, why []string) {
	t.Helper()
	gives, err := p.Gives(domain, []string{role}, resource, action)
	ok(t, err)
	if !gives {
		return "-", nil
	}
	reasons, err := p.Explain(domain, []string{role}, resource, action, tenants.Values{}, nothing{})
	ok(t, err)
	every := false
	var never []string
	for _, r := range reasons {
		switch {
		case r.Effect == "deny":
			never = append(never, "but never where "+r.Condition)
		case r.Effect == "allow" && r.Condition == "true":
			every = true
		case r.Effect == "allow" && !slices.Contains(why, r.Condition):
			why = append(why, r.Condition)
		}
	}
	if every {
		why = []string{"every row"}
	}
	if every && len(never) == 0 {
		return "all", nil
	}
	return "some", append(why, never...)
}

// nothing is a row of which nothing is known: conditions are read, not judged.
type nothing struct{}

func (nothing) Attr(string) any                       { return nil }
func (nothing) Related(string) ([]tenants.Row, error) { return nil, nil }
