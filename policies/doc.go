// Package policies says who may do what to which rows. One source of truth
// (policy.csv, and the table policy_line beside it) serves both a single
// decision in Go and the WHERE of a list in PostgreSQL.
//
// # The model
//
// A line gives (allow) or withholds (deny) one action on one resource to the
// holders of one role, for the rows that meet a condition:
//
//	p, role,    domain, resource,  action, condition,                    effect
//	p, trainer, *,      enrolment, read,   row.cohort_id in sub.cohorts, allow
//
// An action is allowed when the row is inside the wall, some allow line's
// condition is true, and every deny line's condition is false. A deny line
// that is unknown, because something is NULL or missing, denies. Lines
// "g, a, b" give the holders of a all that b has, denials included.
//
// The domain * is every organisation alike, entered by the member door; an
// organisation's own lines stand under its id; imi is oversight, entered by
// the overseer door. IMI's own people and settings are rows of an organisation
// too (tenants.Oversight), entered by the member door: their lines have *.
//
// Walls are no lines, so no line can forget them (walls.go): an organisation
// reaches its own rows; oversight what the resource's Released condition
// opens, and nothing where there is none. An action other than read belongs to
// the side that writes the table. A line against this stops the load, as does
// any line naming what does not exist; the error, Mistakes, has all of them
// with file, line, column and token.
//
// # The language
//
//	row.column            the row's columns, as registered with the kernel
//	sub.value             what is known of the one who asks: id (the person),
//	                      membership, tenant, subject and email (what a guest's
//	                      link is bound to, and the address it was mailed to),
//	                      and the sets that concepts register
//	now                   the transaction's moment
//	'text' 1 -2.5 true    literals; an id is a text beside an id
//	== !=                 equality, of one type
//	< <= > >=             order, of numbers and of times
//	== nil, != nil        absence: never unknown
//	in sub.set            among a set of the asker; in ['a', 'b'] a list
//	row.flag              a bool is a condition; so are true and false
//	! && || ( )           not, and, or
//	any(row.relation, .column == …)
//	                      some related row, of the same tenant, that meets a
//	                      condition on its columns and on sub
//
// There is nothing else. A comparison with NULL is unknown, and unknown goes
// through ! && || as in SQL. Over an empty set, in is false, also for NULL; a
// set that is missing is unknown. any() is an or over the related rows, false
// over none. The zero id is nobody's: unknown. Texts compare by their bytes,
// times in microseconds, whole numbers exactly, others as float8 (numeric
// columns agree with it up to 15 digits). The program's sessions run in UTC,
// so a date is its midnight there.
//
// # From lines to plans
//
// parse.go reads a condition with expr-lang's parser into closed, typed nodes
// (condition.go); judge.go evaluates them in Go, sql.go writes them as SQL
// whose text never depends on the asker. Casbin holds the lines. A plan is
// made by asking Casbin's own Enforce with a trace as the row (trace.go):
// row(), the matcher's last conjunct, notes the condition of each line that
// gets so far. Plans are kept by domain, roles, resource and action in a
// snapshot (snapshot.go) that never changes; Follow (reload.go) puts a new one
// in its place on every replica within a second of a change of the table, and
// keeps the old one when a line is wrong.
//
// The proof (proof_test.go) compares stock Casbin asked row by row, the plan,
// and PostgreSQL on random policies and rows; ACCORD_PROOF=2000000 sets how
// many decisions, ACCORD_PROOF_SEED repeats a run. What everything rests on is
// data (rules.go), and the proof must catch every mutant of it
// (mutants_test.go).
package policies
