// Package candidates keeps the people whom an organisation trains and
// assesses, and each one's logbook: the mediations they took part in.
//
// A candidate is found in an organisation by their e-mail address, which is
// theirs alone there. They come by a form (Add) or from a table (an import):
//
//	uploaded ── Commit ──▶ committed        all its rows, or none
//	   │ │
//	   │ └── the rows hold a fault, or the file changed: refused, nothing written
//	   └──── a day passes: forgotten         its rows are erased
//
// An import is planned before it is committed, and the plan has a digest. What
// was shown is what is committed: a commit names the digest, plans again, and
// refuses when anything differs. To commit twice is to commit once.
//
// A logbook entry tells of one mediation: its day, role, medium, hours, field,
// the number of parties, and whether they settled. It never names a party
// (IMI-KE-04), so the field warns when it reads like a name.
//
//	written ── Verify, or a referee confirms ──▶ verified
//	   │ │ ◀── Edit ────────────────────────────────┤
//	   │ └──── a referee disputes ──▶ disputed ─────┘   shown, counts for nothing
//	   └── Remove, from each ──▶ removed                kept, shown no more
//
// A table of mediations is brought into a logbook as one of candidates is put on
// file: planned, then written whole or not at all. What it leaves out is erased
// when its columns are chosen, and a row that reads like a name is written only
// on somebody's word that it is none.
//
// A referee who has no account is asked about entries of one candidate by a
// link, for thirty days, and reads of them what they are asked, and no more:
//
//	asked ── Answer, once ──▶ answered      each entry confirmed or disputed
//	   ├── WithdrawReferee, or the last entry is edited, removed or verified ──▶ withdrawn
//	   └── thirty days pass ──▶ lapsed      reminded after fourteen
//
// Nobody is their own referee. What they were asked stays as it stood.
package candidates
