package mainjob_test

import "time"

// lateAnswerIsEscalated: a second request stays unanswered; as the days pass,
// reminders go out before and after, and at last the escalation.
func (h *house) lateAnswerIsEscalated() {
	a := h.enter(amara)
	a.Go("/imi/spot-checks/new?credential=" + h.ids["credential"].String())
	a.Fill("Reason", "A second look.")
	a.Click("Send request")
	a.See("The organisation is being told.")
	id := a.here()
	reference := ask[string](h, `select reference from document_request where id = $1`, id)
	due := ask[time.Time](h, `select due_at from document_request where id = $1`, id)
	h.until(due.Add(-47 * time.Hour))
	h.settles()
	h.mail.Wait(h.t, elena.email, "Reminder: request "+reference)
	h.until(due.AddDate(0, 0, 3))
	h.settles()
	h.mail.Wait(h.t, elena.email, "Overdue: request "+reference)
	h.until(due.AddDate(0, 0, 8))
	h.settles()
	h.mail.Wait(h.t, elena.email, "Escalated: request "+reference)
	h.mail.Wait(h.t, amara.email, "Escalated: request "+reference)
	a = h.enter(amara)
	a.Go("/imi/spot-checks")
	a.See("Overdue", reference)
	e := h.enter(elena)
	e.Go(h.o("/requests/%s", id))
	e.See("This answer is late")
}
