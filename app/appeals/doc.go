// Package appeals is what follows a decision: the candidate is told of it, and
// may contest it before people who had no part in it.
//
//	result:     decided ──Tell──▶ told; one that is failed may be contested until AppealUntil
//
//	appeal:     lodged ──Decide──▶ allowed | dismissed | inadmissible
//	               ╰──Withdraw──▶ withdrawn (another may be lodged in time)
//
//	panellist:  named ──Declare──▶ declared
//	               ╰───▶ out ◀───╯   StepDown (a conflict), Remove
//
// On its panel sits nobody who judged, was asked to judge, moderated, decided, told
// the result or trained the candidate, under whichever membership of theirs.
// Before a panellist declares that no conflict exists, nothing of the candidate
// but the name is open to them; from then until the appeal ends, the assessment
// and its evidence are. The panel has two members at least, and none who has not
// declared, when one of them writes down what it decided. What it allows sets the
// decision aside: the candidate may be assessed again, by none of those who had a
// part in what has fallen. Row policies give these rights, and triggers of the
// database hold the states, whoever writes.
package appeals
