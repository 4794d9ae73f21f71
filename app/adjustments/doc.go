// Package adjustments is what is arranged for a candidate with a need: more
// time, an interpreter, a place that can be reached.
//
//	asked ──Grant──▶ granted ──End──▶ ended
//	  ╰────Refuse──▶ refused, with a reason
//
// It says what is arranged, and never why: a need is health data, and nobody
// who assesses has to know it. Program managers note and decide it; a candidate
// who signs in to their own file asks for it themselves. Assessors
// see what is granted from their declaration to the decision; the candidate
// sees it all. Triggers of the database hold the states, whoever writes.
package adjustments
