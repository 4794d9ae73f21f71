// Package checkins lets trainees say themselves that they have come to a
// session: a trainer opens its check-in, the room's screen shows a code, and
// whoever holds a personal link of the cohort enters it.
//
//	check-in   none ── Open ──▶ open ── Close ──▶ closed      opened again, it has other codes
//	                             └── the session ends ──▶ over
//
// It can be opened from half an hour before the session until its end. The code
// has six digits, changes each minute, and is derived: neither kept nor to be
// guessed. One that has just changed still counts. After five wrong ones a
// trainee waits ten minutes.
//
// Who comes within ten minutes of the session's beginning is present, and after
// that late. A mark that stands is never touched, whoever made it; that a
// trainee made it themselves stays with the mark's history. When a session that
// has not begun is cancelled or moved away, the marks of who came early go.
package checkins
