// Package days plans the days on which candidates are assessed: their slots, who
// takes part in each, in which room or by which link, and what came of it.
//
//	day   planned ──Publish──▶ published ──Close──▶ closed     nothing is left open, and not before the day
//	         │                     │
//	         ╰────────Cancel───────┴──▶ cancelled              its slots too; not once one took place
//
//	slot  planned ──Publish──▶ invited ──Attend──▶ held | no_show ──TakeBack, within UndoFor──▶ invited
//	         │                    │  ▲│
//	         │                    │  ╰┴─ EditSlot, EditDay, Swap: those concerned are told
//	         ╰─────CancelSlot─────┴──▶ cancelled               also where its assessors did not appear
//
//	answer ──Confirm──▶ comes                       by its candidate: each leads to the other until the
//	       ──Decline──▶ cannot ──Keep──▶ kept      slot begins, and one that moves asks anew
//
// A slot is free, or a candidate's: that of an assessment that is open under the
// day's program, and it stays theirs. Its assessors are among those assigned to
// the assessment; whoever is not is assigned first, through the conflict gate
// (assessments.Assign), which has no way round. Role-players are members, or
// people with a name and an address. Nobody, and no room of a place, is in two
// slots at one time, on whichever days of the organisation: constraints of the
// database hold that, and a sentence says who or what is taken. An assessor who
// noted that they are away that day is refused.
//
// Days are planned by the clock of their place, as cohorts are. Publishing writes
// to everybody who takes part, with the hour as a calendar reads it; what moves
// or is cancelled is told with the old hour and the new, and the day before each
// slot everybody is reminded. A candidate who signs in to their own file says
// whether they come; whoever plans reads it, and swaps, frees (Release) or keeps a
// slot whose candidate cannot. Whoever manages programs plans. An assessor reads
// the days and slots in which they take part, once they are published, and notes
// how theirs went; a candidate reads their own. Triggers hold the states, whoever
// writes.
package days
