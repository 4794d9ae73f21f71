// Package personal gives a trainee, who has no account, a page of their own:
// their course, its sessions, their attendance. Its link is all they need.
//
//	personal link   none ── LinksFor, at first need ──▶ works
//	                          ┌── Send, as often as need be ──┘ │
//	                          └─────────────────────────────────┤
//	                                             Renew ─────────┼──▶ replaced   a new one works
//	                               the trainee withdraws ───────┼──▶ withdrawn  none works
//	                               their address is corrected ──┴──▶ readdressed  a new one goes to the right one
//
// There is one for an enrolment. It is derived from its id, so it can be mailed
// again and again, by any letter. It works until eight weeks after the cohort's
// end, wherever that moves to: that is read, and not stored.
//
// It signs nobody in. Whoever comes by it is a guest bound to the enrolment
// (sub.attending): they read that enrolment, its cohort and sessions, and their
// own marks, and nothing of anybody else.
package personal
