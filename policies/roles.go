package policies

import (
	"slices"

	"accord/tenants"
)

// unheld finds the embedded lines whose role nobody can hold in their domain:
// a slip of the pen that would give nothing, silently.
func unheld(lines []Line, roles []Inheritance) Mistakes {
	entering := map[side][]string{
		ofOrganisations: slices.Concat(tenants.OrganisationRoles, tenants.OversightRoles, []string{tenants.RoleCandidate, tenants.RoleGuest, tenants.RoleClerk}),
		ofOversight:     append(slices.Clone(tenants.OversightRoles), tenants.RoleGuest, tenants.RoleIMIClerk),
	}
	held := map[side]map[string]bool{}
	for of, names := range entering {
		held[of] = map[string]bool{}
		for len(names) > 0 {
			name := names[0]
			names = names[1:]
			if held[of][name] {
				continue
			}
			held[of][name] = true
			for _, g := range roles {
				if g.Role == name {
					names = append(names, g.Of)
				}
			}
		}
	}
	var wrong Mistakes
	for _, l := range lines {
		if !held[sideOf(l.Domain)][l.Role] {
			wrong = append(wrong, l.at.mistake(l.Role, "nobody in the domain %s holds this role", l.Domain))
		}
	}
	for _, g := range roles {
		if !held[ofOrganisations][g.Role] && !held[ofOversight][g.Role] {
			wrong = append(wrong, g.at.mistake(g.Role, "nobody holds this role"))
		}
	}
	return wrong
}
