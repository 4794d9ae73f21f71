// Package evaluations asks a cohort what it thought of its course.
//
//	evaluation   opened ── its first day ──▶ open ── its last day, or Close ──▶ closed
//
// Sending an answer and closing take turns: an answer counts before the close,
// or is refused after it.
//
// The questions are the program's (or those that are shipped), fixed for a
// cohort when it is opened. Each trainee answers once, on their personal page.
//
// # What is kept, and why an answer cannot be changed
//
// An answer is a row without a name, an enrolment or a time, under an id drawn
// at random. Another row says that the enrolment has answered, so that nobody
// answers twice; nobody of the staff reads that row, only how many there are.
// Nothing leads from the one to the other. Hence nobody, not the trainee either,
// can find an answer again to change it: we chose that it cannot be traced over
// that it can be mended, and the form says so. (Whoever runs the database could
// compare the order in which rows were written; the audit log, which the
// organisation's administrator reads, says who answered when, and not what.)
//
// Results are read once it has closed, and from Least answers on: whoever saw
// them grow by one would see whose that one is. The database keeps answers of
// an open evaluation back, too.
package evaluations
