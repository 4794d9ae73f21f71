// Package organisations keeps the tenants: IMI invites an organisation, the
// person it names founds it here, and its administrator keeps its profile.
//
//	organisation:  invited ──found──▶ founded
//	                  ╰──withdraw──▶ closed
//
// The organisation's row and the invitation are oversight's. Founding writes
// the first membership and the profile, which are the organisation's own: that
// a profile is there is how IMI learns that its invitation was accepted. After
// that IMI can invite nobody into the organisation any more.
package organisations
