// Package applications takes in people who apply to a program from its public
// page, until they are candidates: of a cohort where the program trains, and
// where it assesses, on file to be assessed.
//
//	draft ── Submit ──▶ received ── Ask ──▶ asked
//	  │                    │  ◀── Answer ──── │
//	  │                    ├──────────────────┤
//	  │                    ├── Admit ──▶ admitted   enrolled in a cohort, or to be assessed
//	  │                    ├── Admit ──▶ waiting    on the cohort's waiting list ── a place ──▶ admitted
//	  │                    ├── Decline ▶ declined   with a reason
//	  └──── Withdraw ──────┴─────────▶ withdrawn    by the applicant
//
// An applicant has no account. They ask for a link on the public page, and the
// link (people.AskToApply) opens the application that its address has made to
// its program: that one, and nobody else's. An address has one open application
// to a program at a time; once it is over, another may be begun.
//
// A draft is the applicant's own: the organisation reads what was submitted.
// What was submitted stays as it was. One that is withdrawn as a draft is
// emptied, and what was never submitted is erased when its link is over.
//
// A program that assesses has no cohorts, so an application to it has none
// (0740), and nobody waits: once its places are taken it takes no applications,
// and who has applied is admitted when its organisation says there are more.
//
// Whoever is admitted becomes a candidate, or is joined with the one who is on
// file already: who has the same address is that person; who has the same name
// may be, and somebody has to say.
package applications
