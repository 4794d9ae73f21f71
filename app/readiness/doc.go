// Package readiness is what a file lacks before its candidate is judged: an
// identity that was checked (IMI-SU-03), and mediations in the logbook, verified
// (IMI-QA-11), as many as the rules in force ask. It warns and refuses nothing:
// what is missing may still come before IMI is asked.
package readiness
