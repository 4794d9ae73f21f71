package letters

import "accord/tenants"

// LinkPath is the address of a one-use link, where the gate redeems it:
// /o/{organisation}/link/{token}, or /imi/link/{token} for oversight's.
func LinkPath(l tenants.Link, token string) string {
	if l.Tenant == tenants.Oversight {
		return "/imi/link/" + token
	}
	return "/o/" + l.Slug + "/link/" + token
}
