package letters

import "accord/tenants"

// LinkPath is the address of a one-use link, where the gate redeems it:
// /o/{organisation}/link/{token}, or /imi/link/{token} for oversight's.
func LinkPath(l tenants.Link, token string) string {
	if l.Tenant == tenants.Oversight {
		return "/imi/link/" + token
	}
	if place, ok := ownPlace[l.Act]; ok {
		return "/o/" + l.Slug + place + token
	}
	return "/o/" + l.Slug + "/link/" + token
}

// ownPlace are the acts whose links lead past the gate, because they sign
// nobody in; whether one is used up, what it opens says.
var ownPlace = map[string]string{"certificate": "/certificate/", "attend": "/personal/", "apply": "/apply/", "referee": "/referee/", "result": "/result/", "consent": "/consents/"}
