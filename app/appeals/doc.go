// Package appeals is what follows a decision: the candidate is told of it, and
// may contest it before people who had no part in it.
//
//	result:     decided ──Tell──▶ told; one that is failed may be contested until AppealUntil
//
// A result keeps what its letter says, as it stood then: the decision, and for each
// criterion the benchmark, whether it was met and the points that all marks come to
// or a moderation agreed on. What one assessor gave or noted stays with the
// organisation. Nothing of it changes once it is told.
//
//	appeal:     lodged ──the panel carries its draft──▶ allowed | dismissed | inadmissible
//	               ╰──Withdraw──▶ withdrawn (another may be lodged in time)
//
//	panellist:  named ──Declare──▶ declared
//	               ╰───▶ out ◀───╯   StepDown (a conflict), Remove (by nobody of the panel)
//
//	ruling:     (none) ──Draft──▶ drafted ──each other votes: Agree | Dissent──▶ carried: the appeal is decided
//	                               │  ▲  ╰──no more than half agree──▶ divided ─╮
//	                               │  ╰──────── Draft, Name a further member ◀──╯
//	                               ╰──its drafter leaves──▶ fallen
//
// On its panel sits nobody who judged, was asked to judge, moderated, decided, told
// the result or trained the candidate, under whichever membership of theirs.
// Before a panellist declares that no conflict exists, nothing of the candidate
// but the name is open to them; from then until the appeal ends, the assessment
// and its evidence are. The panel has two members at least, and none who has not
// declared, when one of them drafts what it is to decide. Nobody decides alone: who
// drafts agrees thereby, and every other says whether they do; a dissent stays on
// record with its reasons. When everybody who sits has voted and more than half
// agree, the appeal is decided and the candidate told; a panel of two decides what
// both agree on. Votes are on one draft, and count no more when another takes its
// place; who has left counts no more. Until the end drafts and votes are the
// panel's alone. What it allows sets the
// decision aside: the candidate may be assessed again, by none of those who had a
// part in what has fallen. Row policies give these rights, and triggers of the
// database hold the states, whoever writes.
package appeals
