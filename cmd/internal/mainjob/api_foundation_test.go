package mainjob_test

// peopleCome is step 1: each invitation is an endpoint's, each joining a person's.
func (p *programs) peopleCome(first string) {
	imi, andina := func() string { return "/o/imi" }, func() string { return "/o/" + p.slug }
	p.joins(ilse, first, imi)
	for who, role := range map[person]string{henrik: "imi_reviewer", amara: "imi_spot_checker"} {
		p.makes(ilse, "/o/imi/people", object{"name": who.name, "email": who.email, "locale": "en", "roles": []string{role}})
		p.joins(who, p.mailed(who, "invites you"), imi)
	}
	p.refused(ilse, "POST", "/imi/organisations", object{"name": "Academia Andina", "country": "EC", "time_zone": "America/Guayaquil", "administrator_name": elena.name, "administrator_email": "elena@", "locale": "en"},
		422, `"field":"administrator_email"`, `"pointer":"#/administrator_email"`, `"type":"/api/v1/problems/invalid"`)
	var made struct{ ID, Slug string }
	p.does(ilse, "POST", "/imi/organisations", object{"name": "Academia Andina de Mediación", "country": "EC", "time_zone": "America/Guayaquil",
		"administrator_name": elena.name, "administrator_email": elena.email, "locale": "en"}, &made)
	p.ids["organisation"], p.slug = made.ID, made.Slug
	p.joins(elena, p.mailed(elena, "is invited to Accord"), andina)
	for _, who := range []struct {
		person
		roles []string
	}{{joaquin, []string{"program_manager"}}, {rosa, []string{"trainer", "assessor"}}, {mateo, []string{"assessor"}}, {teresa, []string{"assessor"}}} {
		p.ids[who.name] = p.makes(elena, p.o("/people"), object{"name": who.name, "email": who.email, "locale": "en", "roles": who.roles})
		p.joins(who.person, p.mailed(who.person, "invites you"), andina)
	}
	p.refused(rosa, "POST", p.o("/people"), object{"name": "Somebody", "email": "somebody@andina.example", "locale": "en", "roles": []string{"trainer"}}, 404)
	p.refused(amara, "GET", p.o("/people"), nil, 404)
}

// programsAreRecognised is step 2, with a criterion that lacks its benchmark at first.
func (p *programs) programsAreRecognised() {
	keeps := func(body object) string {
		body["language"], body["city"], body["country"], body["description"] = "es", "Quito", "EC", "En aula, con juegos de rol."
		return p.makes(joaquin, p.o("/programs"), body)
	}
	p.ids["cmtp"] = keeps(object{"kind": "CMTP", "title": "Fundamentos de la mediación", "course_hours": 40, "attendance_floor": 90})
	p.ids["qap"] = keeps(object{"kind": "QAP", "title": "Evaluación de mediadores"})
	at := p.o("/programs/" + p.ids["qap"])
	criterion := object{"heading": "skills", "title": own, "scale_max": 5, "pass_mark": 3}
	made := p.makes(joaquin, at+"/criteria", criterion)
	p.refused(joaquin, "POST", at+"/proposal", nil, 422, "benchmark")
	var file struct {
		Missing  []struct{ Field, Detail string }
		Criteria []struct{ ID string }
	}
	p.does(joaquin, "GET", at, nil, &file)
	if len(file.Missing) != 1 || len(file.Criteria) != 10 || file.Criteria[9].ID != made {
		p.t.Errorf("the program lacks %v and has %d criteria", file.Missing, len(file.Criteria))
	}
	criterion["benchmark"] = "Se asegura de que cada parte habla y entiende en su lengua."
	p.does(joaquin, "PUT", at+"/criteria/"+made, criterion, nil)
	p.does(joaquin, "POST", at+"/criteria/"+made+"/raise", nil, nil)
	p.does(joaquin, "POST", at+"/proposal", nil, nil)
	p.does(joaquin, "DELETE", at+"/proposal", nil, nil)
	p.does(joaquin, "POST", at+"/proposal", nil, nil)
	p.does(joaquin, "POST", p.o("/programs/"+p.ids["cmtp"]+"/proposal"), nil, nil)
	var waiting struct {
		Items []struct {
			Organisation string `json:"organisation_id"`
			Program      struct{ ID string }
		}
	}
	p.does(ilse, "GET", "/imi/programs", nil, &waiting)
	if len(waiting.Items) != 2 {
		p.t.Fatalf("%d programs wait", len(waiting.Items))
	}
	for _, w := range waiting.Items {
		p.does(ilse, "POST", "/imi/organisations/"+w.Organisation+"/programs/"+w.Program.ID+"/recognition", nil, nil)
	}
	var draft struct {
		Revision int
		Criteria []struct{ ID string }
		Missing  []object
	}
	p.does(joaquin, "POST", at+"/design/draft", nil, &draft)
	if len(draft.Criteria) != 10 || len(draft.Missing) != 0 {
		p.t.Errorf("the design begins with %d criteria and lacks %v", len(draft.Criteria), draft.Missing)
	}
	p.refused(mateo, "GET", at+"/design/draft", nil, 404)
	p.refused(mateo, "GET", at+"/design", nil, 404)
	p.does(joaquin, "POST", at+"/design/draft/publication", object{"revision": draft.Revision}, nil)
	p.refused(joaquin, "DELETE", at+"/design/draft", nil, 404)
	p.does(mateo, "GET", at+"/design", nil, nil)
}
