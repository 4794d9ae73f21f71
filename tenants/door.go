package tenants

// Door is one of the ways in: a URL prefix, an admission type, a transaction
// type and a Postgres login.
type Door string

// The four doors of people, and the two narrow logins beside them.
const (
	DoorPublic   Door = "public"
	DoorMember   Door = "member"
	DoorSelf     Door = "self"
	DoorOverseer Door = "overseer"

	DoorGate  Door = "gate"  // signing in
	DoorClerk Door = "clerk" // the relay, the scan, the sequencer: ids and times, no content
)
