// Package assessments is how a candidate is judged: under a recognised program
// that assesses, by assessors who did not train them, against the program's
// criteria.
//
//	assessment:  opened ──assign──▶ judged by assessors ──Decide──▶ decided: passed | failed
//
//	assignment:  assigned ──Declare──▶ declared ─────────────╮
//	                │                     │                   │ the sheet is in: it stays
//	                ├─Decline (conflict)─▶│◀──Unassign        ▼
//	                ╰────────▶ removed ◀──╯
//
//	score sheet: draft ──SaveSheet──▶ draft ──SubmitSheet──▶ submitted, unchanged from then on
//
// An assessment is judged by the version of the program's design that is in
// force when it is opened, and keeps it: its criteria are copied, so that what
// was judged stays readable whatever becomes of the program. What the
// version's rule says of the sheets is computed; whoever decides otherwise says
// why.
//
// Before an assessor declares that no conflict exists, nothing of the
// candidate but the name is open to them (IMI-QA-13). Two assessors judge
// apart: neither sees the other's sheet before both are in. An assessment is
// decided when no sheet is missing and one assessor at least is independent of
// the candidate's training (IMI-QA-08). Row policies give these rights, and
// triggers of the database hold the states, whoever writes.
package assessments
