package mainjob_test

import "github.com/google/uuid"

// candidateIsCertified: IMI's reviewer reads and accepts; the public page bears
// it out to anybody.
func (h *house) candidateIsCertified() {
	h.reviews()
	m := h.enter(joaquin)
	m.Go(h.mailed(joaquin, "IMI has accepted submission"))
	m.See("Accepted")
	h.verifies()
}

// reviews: each document of the manifest is opened, a point is noted, and the
// candidate accepted.
func (h *house) reviews() {
	r := h.enter(henrik)
	r.Go(h.mailed(henrik, "awaits review"))
	r.See(camila.name, "Academia Andina de Mediación", "Both assessors found every criterion met")
	at := r.Path()
	for _, title := range []string{"Cédula de identidad", "Código de conducta"} {
		r.Click(title + " › Read")
		r.See(title, "SHA-256")
		r.Go(at)
	}
	r.See("Opened by you")
	r.Tick("Candidate: is it right? › Right")
	r.Click("Note")
	r.See("Noted: Candidate.")
	r.Click("Decide")
	r.Tick("Accept")
	r.Click("Decide")
	r.See(camila.name + " is accepted; the credential is in the register.")
	r.Page.Go("/imi/evidence/" + h.ids["identity"].String() + "/view")
	r.See("not here, or not open to you")
}

// verifies: anybody with the number sees what was awarded, and nothing more.
func (h *house) verifies() {
	h.number = ask[string](h, `select number from credential where submission_id = $1`, h.ids["submission"])
	h.ids["credential"] = ask[uuid.UUID](h, `select id from credential where submission_id = $1`, h.ids["submission"])
	v := h.visit()
	v.Go("/verify/" + h.number)
	v.See(camila.name, "IMI Certified Mediator", h.number, "Academia Andina de Mediación")
	v.NotSee(camila.email)
	v.Page.Go("/verify/IMI-0000-0000")
	v.NotSee(camila.name)
}
