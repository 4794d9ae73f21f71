// Package knowledge is the written test of what a candidate knows: a program's
// test in versions, the script of one candidate, and who marks it. There is no
// quiz here: a test is sat on paper or elsewhere, and its script is filed among
// the candidate's documents.
//
//	test:    draft ──Save──▶ draft ──Publish──▶ version 1, 2, …, unchanged from then on
//
//	script:  filed ──the first's and the second's marks are in──▶ settled: their mean
//	           │                   ╰─too far apart─▶ apart ──a third's marks are in──▶ settled: the third's
//	           ╰─TakeBack, no marks in─▶ removed       ╰──────Settle─────────────────▶ settled: what a minute agrees on
//
//	marking: assigned ──Declare──▶ declared ──Save──▶ declared ──Submit──▶ in, unchanged from then on
//	             ╰──────Decline, Unassign──────╯─▶ removed
//
// Two totals are too far apart when they differ by more marks than the test's
// version says, or when one passes and the other does not. Markers are
// assessors and pass the same gate: none has trained the candidate (IMI-QA-09),
// and nothing but the name is open to them before they declare that no conflict
// exists (IMI-QA-13). Nobody sees another's marks before both are in: a row
// policy says so, and a wall of the table. A third has not marked before, and who manages programs,
// and so reads what is in, is asked before any marks are in, or not at all. A
// minute is written by who manages programs, has not marked the script and has
// not trained the candidate.
//
// An assessment whose design names a knowledge test is not decided before it is
// settled (IMI-QA-02), from the first version on that its program had published
// when the assessment was opened; what its rule says is not "passed" where the
// test is not. Triggers of the database hold all this, and settle what markers
// agree on.
package knowledge
