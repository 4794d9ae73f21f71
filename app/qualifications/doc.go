// Package qualifications is what qualifies those who train, coach and assess:
// the training they completed themselves (IMI-TR-01), their registration where
// the law asks for one (IMI-TR-04), and the mediations they have done, by day
// and hours (IMI-TR-02). No party's name is written down (IMI-KE-04): what
// reads like one is told, as in a logbook.
//
//	a fact   noted ── Confirm ──▶ confirmed    by a program manager who has seen proof, never by its own member
//	            ◀── it changes ──┘
//
// A member keeps their own; a program manager anybody's. Only what is
// confirmed counts. It is held against the rules for any day (Record.On): those
// in force on that day, line by line. Lapse says from which day on somebody
// would not meet them any more if nothing were added.
package qualifications
