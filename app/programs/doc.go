// Package programs keeps what an organisation offers and IMI recognises.
//
//	draft ──propose──▶ proposed ──recognise──▶ recognised ──▶ withdrawn
//	  ▲───take back───────┘
//
// Proposing shows the program and its criteria to IMI; from then on they stay
// as they were shown. Recognition is IMI's row, so a program's state is derived
// from both sides' rows and stored on neither. A recognised program can be
// closed by its organisation: it takes no new cohorts and assessments.
//
// A program that assesses takes applications while its offer stands, from its
// first moment to its last, and while a place is free where places are counted:
//
//	not offered ──TakeApplications──▶ offered ──▶ over, by its last day
//	     ▲──StopApplications, Close──────┘  ▲───────┘ TakeApplications
package programs
