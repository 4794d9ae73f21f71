package mainjob_test

import (
	"time"
)

// table is an import as the API shows it.
type table struct {
	ID, Digest, State string
	Refused, Enrol    int
	Rows              []struct {
		Row     int
		Name    string
		Outcome string
		Faults  []struct{ Column, Detail string }
	}
}

// cohortIsRun is step 3: a cohort, its sessions, its candidates one by one and
// by a table, attendance and completion.
func (p *programs) cohortIsRun() {
	cohort := object{"program_id": p.ids["cmtp"], "code": "FM-2026-11", "title": "Fundamentos, noviembre", "language": "es", "starts_on": "2026-11-23", "ends_on": "2026-11-27",
		"capacity": 12, "required_hours": 39, "attendance_floor": 90}
	p.refused(joaquin, "POST", p.o("/cohorts"), cohort, 422, `"pointer":"#/required_hours"`)
	cohort["required_hours"] = 40
	at := p.o("/cohorts/" + p.makes(joaquin, p.o("/cohorts"), cohort))
	p.refused(rosa, "POST", at+"/candidates", object{"name": camila.name, "email": camila.email}, 404) // she does not train it yet
	staff := object{"memberships": []string{p.ids[rosa.name]}}
	p.refused(joaquin, "PUT", at+"/trainers", staff, 422, `"pointer":"#/reasons"`, "They do not qualify") // nothing is on file of her practice
	staff["reasons"] = []object{{"membership": p.ids[rosa.name], "reason": "Her practice is being collected; she has trained with us for nine years."}}
	p.does(joaquin, "PUT", at+"/trainers", staff, nil)
	var sessions []string
	for i, title := range []string{"Conflicto y comunicación", "Intereses y necesidades", "Opciones y bloqueos", "Cierre y acuerdo", "Práctica supervisada"} {
		from := quito(time.November, 23+i, 9)
		sessions = append(sessions, p.makes(rosa, at+"/sessions", object{"title": title, "starts_at": from, "ends_at": from.Add(9 * time.Hour), "hours": 8}))
	}
	var camilas struct {
		Candidate string `json:"candidate_id"`
	}
	p.does(rosa, "POST", at+"/candidates", object{"name": camila.name, "email": camila.email, "language": "es"}, &camilas)
	p.ids["candidate"] = camilas.Candidate
	p.imports(at)

	p.until(quito(time.November, 27, 19))
	for i, session := range sessions {
		var marks []object
		for _, s := range p.standings(at) {
			mark := "present"
			if i == 0 && s.Name == "Andrés Villacís" {
				mark = "absent"
			}
			marks = append(marks, object{"enrolment_id": s.Enrolment, "mark": mark})
		}
		p.does(rosa, "PUT", p.o("/sessions/"+session+"/attendance"), object{"marks": marks}, nil)
	}
	p.completes(at)
}

// imports: a table with a fault imports nobody; without, everybody.
func (p *programs) imports(at string) {
	var faulty, whole table
	p.does(rosa, "POST", at+"/imports?file_name=inscritos.csv", "nombre;correo\nDiego Yánez;diego@correo.example\nLucía Cevallos;no es un correo\n", &faulty)
	if faulty.Refused != 1 || len(faulty.Rows) != 2 || len(faulty.Rows[1].Faults) != 1 || faulty.Rows[1].Faults[0].Column != "email" || faulty.Rows[1].Faults[0].Detail == "" {
		p.t.Errorf("the preview of a table with a fault is %+v", faulty)
	}
	p.refused(rosa, "POST", p.o("/imports/"+faulty.ID+"/commit"), object{"digest": faulty.Digest}, 409)
	p.does(rosa, "POST", at+"/imports", "\ufeffnombre;correo\nDiego Yánez;diego@correo.example\nLucía Cevallos;lucia@correo.example\nAndrés Villacís;andres@correo.example\n", &whole)
	if got := len(p.standings(at)); whole.Enrol != 3 || whole.State != "waiting" || got != 1 {
		p.t.Errorf("%d are enrolled before the import is committed: %+v", got, whole)
	}
	p.refused(joaquin, "POST", p.o("/imports/"+whole.ID+"/commit"), object{"digest": whole.Digest}, 404) // somebody else's
	p.does(rosa, "POST", p.o("/imports/"+whole.ID+"/commit"), object{"digest": whole.Digest}, &whole)
	if got := len(p.standings(at)); whole.State != "committed" || got != 4 {
		p.t.Errorf("%d are enrolled after it: %+v", got, whole)
	}
}

type standing struct {
	Enrolment string `json:"enrolment_id"`
	Name      string
	Status    string
}

func (p *programs) standings(at string) []standing {
	p.t.Helper()
	var file struct{ Enrolled []standing }
	p.does(rosa, "GET", at, nil, &file)
	return file.Enrolled
}

// completes: whoever meets the rule by it, and one by an exception, which is the
// manager's to make.
func (p *programs) completes(at string) {
	var ready []string
	short := ""
	for _, s := range p.standings(at) {
		if s.Status == "ready" {
			ready = append(ready, s.Enrolment)
		} else {
			short = s.Enrolment
		}
	}
	if len(ready) != 3 {
		p.t.Fatalf("%d are ready", len(ready))
	}
	p.refused(rosa, "POST", at+"/completions", object{"enrolments": append(ready, short)}, 409)
	p.does(rosa, "POST", at+"/completions", object{"enrolments": ready}, nil)
	why := object{"reason": "She made the hours up in another cohort."}
	p.refused(rosa, "POST", p.o("/enrolments/"+short+"/exception"), why, 403)
	p.does(joaquin, "POST", p.o("/enrolments/"+short+"/exception"), why, nil)
}
