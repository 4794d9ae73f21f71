// Package journal reads what everybody did: the events that every write leaves
// in audit_log, which nobody changes or deletes.
//
// A case's events are read with the case, by whoever may read it. The whole
// log of an organisation is its administrators'; what IMI did in an
// organisation stands in that organisation's log. IMI reads its own part of
// every log, and what an organisation did towards it (tenants.Event.Told): both
// sides hold that. The same people may ask why somebody may do something, or
// may not, and see the policy lines that say so.
package journal
