// Package people knows who somebody is and where they belong.
//
// An account is a person's own: an address, a password, a language, a zone.
// A membership is an organisation's: a person in it, with roles. The two meet
// when an invitation is accepted; then the membership carries the person's id.
// IMI's own people are the memberships of the organisation called oversight.
//
//	membership:  invited ──accept──▶ active ──end──▶ ended
//	                └──────────withdraw─────────────▲
//
// Accounts, sessions and redeemed links are written behind the gate (package
// tenants' GateTx), which sees nothing else; so verbs on them take the kernel
// and open the gate themselves, while hashing happens outside of any
// transaction. Memberships are written behind the member door, by a verb of
// one transaction each.
//
// Signing in says the same, and takes as long, whether or not an account
// exists. Guesses are counted for each account among browsers it does not
// know, for each browser it does know, and for each address: so guessing is
// slow, and whoever has signed in before cannot be locked out by another.
// Whoever has not can always come in by a link to their own mailbox.
package people
