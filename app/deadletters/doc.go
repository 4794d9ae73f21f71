// Package deadletters is what could not be done: jobs whose fault will not
// pass, or whose tries are used up. Their rows stay in the outbox, with the
// fault's code and never its cause, until the operator replays them.
//
//	open ──▶ dead ──replay──▶ open
//
// A replay is IMI's administrator's, has a reason, and stands in the journal
// of oversight. What had happened already does not happen again: the fence is
// the same.
package deadletters
