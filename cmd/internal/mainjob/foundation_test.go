package mainjob_test

import "github.com/google/uuid"

// own is the criterion that the organisation adds to those that are usual.
const own = "Trabaja con intérpretes"

// peopleCome: IMI's administrator takes the first link up, names IMI's people
// and invites an organisation, whose administrator names hers.
func (h *house) peopleCome(first string) {
	v := h.join(ilse, first)
	h.names(v, "/o/imi", henrik, "Reviewer")
	h.names(v, "/o/imi", amara, "Spot checker")
	v.Go("/imi/organisations/new")
	v.Click("Send the invitation")
	v.See("There is a problem", "Enter")
	v.Fill("Name", "Academia Andina de Mediación")
	v.Choose("Country", "Ecuador")
	v.Choose("Time zone", "America/Guayaquil")
	v.Fill("Their name", elena.name)
	v.Fill("Their e-mail", elena.email)
	v.Tick("English")
	v.Click("Send the invitation")
	v.See("Academia Andina de Mediación is invited.", elena.email)
	h.ids["organisation"] = v.here()
	h.slug = ask[string](h, `select slug from organisation where tenant_id = $1`, h.ids["organisation"])

	h.join(henrik, h.mailed(henrik, "invites you"))
	h.join(amara, h.mailed(amara, "invites you"))
	e := h.join(elena, h.mailed(elena, "is invited to Accord"))
	e.Go(h.o("/"))
	h.names(e, h.o(""), joaquin, "Program manager")
	h.names(e, h.o(""), rosa, "Trainer", "Assessor")
	h.names(e, h.o(""), mateo, "Assessor")
	h.names(e, h.o(""), teresa, "Assessor")
	for _, who := range []person{joaquin, rosa, mateo, teresa} {
		h.join(who, h.mailed(who, "invites you"))
	}
	e.Go(h.o("/people"))
	e.See(joaquin.name, "Program manager", "5 shown")
}

// names invites somebody with roles.
func (h *house) names(v *visitor, place string, who person, roles ...string) {
	h.t.Helper()
	v.Go(place + "/people/new")
	v.Fill("Name", who.name)
	v.Fill("E-mail", who.email)
	for _, r := range roles {
		v.Tick(r)
	}
	v.Tick("English")
	v.Click("Send the invitation")
	v.See(who.name + " is invited.")
}

// programsAreRecognised: the manager keeps a training and an assessment and
// puts both forward; IMI recognises them.
func (h *house) programsAreRecognised() {
	v := h.enter(joaquin)
	v.Go(h.o("/programs/new"))
	v.Click("Training program (CMTP)")
	h.describes(v, "Fundamentos de la mediación")
	v.Fill("Course hours", "40")
	v.Fill("Attendance required", "90")
	v.Click("Keep the program")
	v.See("is kept as a draft", "Everything is there")
	h.ids["cmtp"] = v.here()
	v.Click("Propose for recognition")
	v.See("The program is with IMI now")

	v.Go(h.o("/programs/new"))
	v.Click("Mediator assessment (QAP)")
	h.describes(v, "Evaluación de mediadores")
	v.Click("Keep the program")
	v.See("is kept as a draft", "Escucha y reformula") // the criteria that are usual, to begin with
	h.ids["qap"] = v.here()
	v.Click("Add a criterion")
	v.Tick("Skills")
	v.Fill("What must be shown", own)
	v.Fill("Highest score", "5")
	v.Fill("Lowest score that passes", "3")
	v.Click("Save")
	v.See("The criterion is added.", "Before you can propose it", "a benchmark")
	v.Go(h.o("/programs/%s/criteria/%s/edit", h.ids["qap"], ask[uuid.UUID](h, `select id from program_criterion where title = $1`, own)))
	v.Fill("Benchmark", "Se asegura de que cada parte habla y entiende en su lengua.")
	v.Click("Save")
	v.See("The criterion is changed.")
	v.Click("Propose for recognition")
	v.See("The program is with IMI now")

	i := h.enter(ilse)
	i.Go(h.mailed(ilse, "proposes a program"))
	for title, id := range map[string]uuid.UUID{"Fundamentos de la mediación": h.ids["cmtp"], "Evaluación de mediadores": h.ids["qap"]} {
		i.Go("/imi/programs")
		i.Click(title)
		i.See("Academia Andina de Mediación", "Proposed")
		i.Click("Recognise")
		i.See("its next audit is set two years on")
		i.Click("Recognise")
		i.See("“" + title + "” is recognised.")
		if got := ask[int](h, `select count(*) from recognition where program_id = $1`, id); got != 1 {
			h.t.Errorf("%s is recognised %d times", title, got)
		}
	}
	v.Go(h.mailed(joaquin, "has recognised"))
	v.See("Recognised")

	v.Go(h.o("/programs/%s/design", h.ids["qap"]))
	v.See("No design is published")
	v.Click("Begin the draft")
	v.See("Nothing changes in force until you publish it", own)
	v.Click("Publish")
	v.Click("Publish version 1")
	v.See("Version 1 is in force.")
}

func (h *house) describes(v *visitor, title string) {
	h.t.Helper()
	v.Fill("Title", title)
	v.Choose("Language", "Spanish")
	v.Fill("City", "Quito")
	v.Choose("Country", "Ecuador")
	v.Fill("Description", "En aula, con juegos de rol que se graban y se comentan.")
}
