// Package messages writes to a cohort or to some of it, from templates: joining
// instructions, materials, reminders, the evaluation at the end.
//
// A template has a subject and a text in English, in Spanish or in both, with
// places that are filled for each reader (Places). Its versions stay; those
// shipped (Default) are everybody's and are copied to be changed.
//
//	message    draft ── Confirm ──▶ scheduled ── its hour comes ──▶ sending ── all settled ──▶ sent
//	             │ ▲                  │ │                              ▲                        │
//	             │ └──── GiveBack ────┘ │                              └──────── Resend ────────┘
//	             └───── Cancel ─────────┴▶ cancelled
//
//	delivery   queued ──▶ sent
//	              ├─────▶ failed ── Resend ──▶ queued
//	              └─────▶ left                         withdrew, or left the list, before it went out
//
// A scheduled message goes out for who confirmed it, with their rights at its
// hour. When they have left by then, or may no longer write to its cohort, it is
// a draft again, and the program managers are told. What has begun goes on.
//
// The language is the trainee's; where the template is not written in it, the
// cohort's; else the template's own fallback.
//
// A message keeps its text as it was when it was drafted, and a delivery the
// text that went out, so that what was sent stays readable whatever becomes of
// the template. The values that fill a place are never read for places again,
// and none can become a line of the mail's head.
//
// A reminder is a message that writes itself: see trainings.SessionReminder.
package messages
