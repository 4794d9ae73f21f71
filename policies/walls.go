package policies

import (
	"fmt"

	"accord/tenants"
)

// wall is what stands before every line of a domain on a resource. No line
// can reach beyond it or forget it.
type wall struct {
	text   string // for the page that says why
	cond   condition
	pinned bool // it holds the row's tenant to the asker's
}

// ownTenant is the wall of an organisation: its own rows.
var ownTenant = wall{"row.tenant_id == sub.tenant", comparison{
	left: attribute{tenantColumn, tenants.TypeID}, right: subject{"tenant", tenants.TypeID}, op: equal, kind: tenants.TypeID,
}, true}

var (
	open   = wall{text: "true", cond: constant{true}}
	closed = wall{text: "false", cond: constant{false}}
)

// wallOf derives a wall from the resource's registration.
//
//	side          an organisation sees           oversight sees
//	organisation  its own rows                   what is released; else nothing
//	oversight     what is addressed to it        everything
//	person        nothing (the self door does)   what is released; else nothing
//	kernel        its own rows                   what is released; else its own
//	gate          nothing                        nothing
//	published     everything                     everything
//
// A table without a tenant belongs to no organisation, so none sees it.
func wallOf(res *resource, of side, cat *catalogue) (wall, error) {
	own := closed
	if res.attributes[tenantColumn] == tenants.TypeID {
		own = ownTenant
	}
	if res.side == tenants.PublishedSide {
		return open, nil
	}
	switch {
	case res.side == tenants.GateSide, res.side == tenants.PersonSide && of == ofOrganisations:
		return closed, nil
	case of == ofOrganisations:
		return own, nil
	case res.side == tenants.OversightSide:
		return open, nil
	case res.released != "":
		c, bad := parse(res.released, res, ofOversight, cat)
		if bad != nil {
			bad.At = fmt.Sprintf("the Released condition of %s", res.name)
			return closed, bad
		}
		return wall{text: res.released, cond: c}, nil
	case res.side == tenants.KernelSide:
		return own, nil
	}
	return closed, nil
}

// writes says whether a domain's door writes the tables of a side; a line that
// gives it more than reading elsewhere is a mistake.
func writes(of side, s tenants.Side) bool {
	switch s {
	case tenants.KernelSide:
		return true
	case tenants.OrganisationSide:
		return of == ofOrganisations
	case tenants.OversightSide, tenants.PublishedSide:
		return of == ofOversight
	}
	return false
}

const read = "read"
