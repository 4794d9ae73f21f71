// Package assessments is how a candidate is judged: under a recognised program
// that assesses, by assessors who did not train them, against the program's
// criteria.
//
//	assessment:  opened ──assign──▶ judged by assessors ──the sheets agree──────▶ ready ──Decide──▶ decided: passed | failed
//	                                      │                                         ▲
//	                                      ╰─they do not─▶ disputed ──it is settled──╯
//
//	disagreement: (none) ──the last sheet is in──▶ open ──Assign──▶ a third judges ──SubmitSheet──▶ settled by the third
//	                                               │  ▲                   │
//	                                               │  ╰─Unassign, Decline─╯
//	                                               ├─NameModerator─▶ open, with a moderator
//	                                               ╰─Moderate─▶ settled by a minute
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
// candidate but the name is open to them (IMI-QA-13). The gate is about judging:
// it holds whatever else they are. Who also manages programs keeps the
// candidate's record, without which no program is run, but what is judged by, the
// logbook and the documents, is closed to them too from the day they are asked to
// judge, to hear an appeal or to mark a script until they declare, or give it
// back. Row policies say so, and a wall of each table (app.gated, app.unopened).
// Two assessors judge
// apart: nobody sees the other's sheet before all of the first are in, neither
// they nor whoever runs the program, who sees that one is in; a row policy says
// so, and a wall of the tables, whatever other roles they have. Sheets that are
// further apart than the design allows, in a criterion or in the result, disagree,
// and nothing is decided before that is settled. A third assessor passes the same
// gate, has not been able to read the sheets and sees none before their own is
// in; it then counts as the others do. Or whoever manages programs, or was named
// for it, and has neither judged nor trained the candidate, writes a minute of
// what was agreed on each criterion, which counts in place of the marks. Nobody's
// sheet is changed by either. An assessment is decided when no sheet is missing,
// no disagreement is open, and one assessor at least is independent of the
// candidate's training (IMI-QA-08). Row policies give these rights, and triggers
// of the database hold the states, whoever writes.
package assessments
