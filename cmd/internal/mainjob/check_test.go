package mainjob_test

// checkIsAnswered: IMI asks for documents; what matches is proposed, an absence
// explained, exactly that released; IMI reads it, and the organisation's log
// says so; once the outcome is recorded nothing is open any more.
func (h *house) checkIsAnswered() {
	a := h.enter(amara)
	a.Go("/imi/spot-checks")
	a.Go("/imi/register")
	a.Click(camila.name)
	a.Click("Spot check")
	a.See("Request documents about " + camila.name)
	a.Tick("Identity check")
	a.Tick("Assignment of assessors") // ticked beforehand: not asked for
	a.Fill("Reason", "A routine check, drawn at random.")
	a.Click("Send request")
	a.See("The organisation is being told.", "Academia Andina de Mediación")
	h.ids["request"] = a.here()

	e := h.enter(elena)
	e.Go(h.mailed(elena, "IMI asks for documents"))
	h.settles()
	e.Go(h.o("/requests/%s", h.ids["request"]))
	e.See("1 demand has nothing prepared yet. 4 answers are ready and wait to be released to IMI.", "Cédula de identidad", "Was part of the submission", "Kept by Accord")
	e.NotSee("being rendered")
	e.Shot("answer")
	e.Click("Recording of a role-play or mediation › Explain why there is none")
	e.Click("Save explanation")
	e.See("Say why there is no document.")
	e.Fill("Why is there no document?", "The role-play was judged in the room; nobody consented to a recording.")
	e.Click("Save explanation")
	e.See("Explanation saved.")
	e.Click("Review and release")
	e.See("Exactly these documents are opened")
	e.Click("Release to IMI")
	e.See("released to IMI.", "Everything asked for has been answered.")

	h.reads()
	e.Go(h.o("/log?show=read"))
	e.See("Amara Okafor", "ead a document")
	a.Go("/imi/spot-checks/" + h.ids["request"].String())
	a.Click("Record outcome")
	a.See("Recording the outcome closes the request.")
	a.Tick("Satisfactory The documents show")
	a.Fill("What the check found", "The sheets are complete and the assessors independent.")
	a.Click("Record and close")
	a.See("Outcome recorded. The documents are closed.")
	a.Page.Go("/imi/evidence/" + h.ids["identity"].String() + "/view")
	a.See("not here, or not open to you")
	e.Go(h.mailed(elena, "The outcome of request"))
	e.See("Satisfactory", "IMI can no longer read the documents.")
}

// reads: IMI sees exactly what was released, and opens it.
func (h *house) reads() {
	a := h.enter(amara)
	a.Go(h.mailed(amara, "has answered request"))
	a.See("Cédula de identidad", "nobody consented to a recording")
	a.NotSee("Código de conducta")
	a.Click("Cédula de identidad › View")
	a.See("Cédula de identidad", "SHA-256")
	a.Page.Go("/imi/evidence/" + h.ids["conduct"].String() + "/view")
	a.See("not here, or not open to you")
}
