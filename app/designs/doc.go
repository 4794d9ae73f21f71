// Package designs keeps by what a program assesses: its criteria with
// benchmarks, scales and weights, the methods by which they are seen, and when
// a candidate passes. A design is kept in versions:
//
//	(none) ──Begin──▶ draft ──Publish──▶ published: in force ──the next is published──▶ superseded
//	                  │  ▲
//	                  ╰──╯ SetRule, AddCriterion, EditCriterion, RaiseCriterion, RemoveCriterion
//	                  │
//	                  ╰─Discard─▶ (none)
//
// A program has one draft at a time, and it begins as a copy of what is in
// force, or of the criteria that the program showed IMI. Publishing gives it
// the next number, and nothing in it changes from then on: an assessment is
// judged by the version that was in force when it was opened. Triggers of the
// database hold that, whoever writes.
//
// rule.go is the arithmetic: what marks say under a rule, to the last fraction.
package designs
