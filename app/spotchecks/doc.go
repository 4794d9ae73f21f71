// Package spotchecks is IMI's look into isolated organisations: a document
// request to one organisation about one credential, with demands and a
// deadline, answered by releasing exactly those documents, to exactly that
// request, for as long as it is open.
//
// No row has two writers, so a request's state is derived from the rows of
// both sides:
//
//	oversight writes            organisation writes              state
//	────────────────            ───────────────────              ─────
//	document_request, demand                                     issued
//	                            request_proposal, demand_answer  in preparation
//	                            release (every demand met or
//	                            explained)                       answered
//	                            (some)                           partly answered
//	finding, closed_at                                           closed
//
//	issued ─▶ in preparation ─▶ partly answered ─▶ answered ─▶ closed
//	   │             │                 │               │          ▲
//	   └─────────────┴─────────────────┴───────────────┴──────────┘  a finding closes it from any state
//
// Overdue is no state: a request that is not answered and past due_at.
//
// A release writes one disclosure a version, with the request as its basis.
// The disclosure opens the version to IMI while the request is open: closed_at
// is null and readable_until lies ahead. Closing moves nothing on the
// organisation's side; the opening ends because its basis does.
//
// Every verb that changes a request's state locks the request first: issue's
// successors on IMI's side (Conclude) and the organisation's (Release) meet
// there, and one of them is told that the state has moved on.
//
// Deadlines: 5 working days and 1 before due_at a reminder, 1 after it another,
// and 5 after it the escalation to the organisation's administrators and to
// IMI's spot checkers. Working days are Monday to Friday in the organisation's
// zone.
package spotchecks
