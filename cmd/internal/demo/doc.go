// Package demo runs the whole product on services of its own, filled with
// stories: a cohort one session from completion, two assessors who disagree, a
// returned submission, a request due tomorrow, a late one escalated.
//
// Everything in it happened through the product's own doors, verbs and jobs,
// on a clock that was moved; nothing is written round them (teller.go). The
// stories are told once, the first time a home is used, and end on a morning
// from Monday to Thursday in Quito, so that tomorrow is a working day: from
// there the demo's clock runs on. A bar above every page changes who is signed
// in and moves the clock on by a working day, and /demo/mail shows the mails.
// None of this exists outside the demo.
package demo
