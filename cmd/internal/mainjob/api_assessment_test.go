package mainjob_test

import "time"

// candidateIsAssessed is step 4: the logbook, kept and verified; an assessor
// refused with the reason; two sheets; the decision.
func (p *programs) candidateIsAssessed() {
	log := p.o("/candidates/" + p.ids["candidate"] + "/logbook")
	entry := object{"held_on": "2026-11-02", "role": "mediator", "medium": "in_person", "hours": "four", "field": "commercial lease", "parties": -1, "settled": "yes"}
	p.refused(joaquin, "POST", log, entry, 422, `"pointer":"#/hours"`, `"pointer":"#/parties"`)
	var entries []string
	for i := range 20 {
		entry["held_on"], entry["hours"], entry["parties"] = time.Date(2026, time.November-time.Month(i), 2, 0, 0, 0, 0, time.UTC).Format(time.DateOnly), 4.5, 2
		entries = append(entries, p.makes(joaquin, log, entry))
	}
	p.refused(mateo, "POST", log+"/verifications", object{"entries": entries}, 404)
	var n struct{ Verified int }
	if p.does(joaquin, "POST", log+"/verifications", object{"entries": entries}, &n); n.Verified != 20 {
		p.t.Errorf("%d entries are verified", n.Verified)
	}

	at := p.o("/assessments/" + p.makes(joaquin, p.o("/assessments"), object{"candidate_id": p.ids["candidate"], "program_id": p.ids["qap"]}))
	p.refused(joaquin, "POST", at+"/assessors", object{"membership_id": p.ids[rosa.name]}, 409, "trained Camila Torres Vega in cohort FM-2026-11")
	for _, who := range []person{mateo, teresa} {
		p.refused(joaquin, "POST", at+"/assessors", object{"membership_id": p.ids[who.name]}, 422, `"pointer":"#/because"`) // nothing is on file of their practice
		p.makes(joaquin, at+"/assessors", object{"membership_id": p.ids[who.name], "because": "Their papers are on their way."})
	}
	p.judges(mateo, at, 4)
	p.judges(teresa, at, 3)
	var compared struct{ Sheets, Rows []object }
	if p.does(joaquin, "GET", at+"/comparison", nil, &compared); len(compared.Sheets) != 2 || len(compared.Rows) != 10 {
		p.t.Errorf("%d sheets and %d criteria are compared", len(compared.Sheets), len(compared.Rows))
	}
	p.does(joaquin, "POST", at+"/decision", object{"outcome": "passed", "minute": "Both assessors found every criterion met; nothing stands against the candidate."}, nil)
}

// judges finds the task, declares, marks every criterion and hands the sheet in.
func (p *programs) judges(who person, at string, points int) {
	p.t.Helper()
	var mine struct{ Items []struct{ Criteria int } }
	if p.does(who, "GET", p.o("/tasks"), nil, &mine); len(mine.Items) != 1 {
		p.t.Fatalf("%s has %d tasks", who.name, len(mine.Items))
	}
	p.does(who, "POST", at+"/declaration", nil, nil)
	var sheet struct {
		Revision int
		Criteria []struct {
			ID       string
			ScaleMax int `json:"scale_max"`
		}
	}
	p.does(who, "GET", at+"/sheet", nil, &sheet)
	var scores []object
	for _, c := range sheet.Criteria {
		scores = append(scores, object{"criterion_id": c.ID, "points": min(points, c.ScaleMax)})
	}
	scores[1]["points"] = 99
	p.refused(who, "PUT", at+"/sheet", object{"revision": sheet.Revision, "scores": scores}, 422, `"field":"scores[1].points"`, `"pointer":"#/scores/1/points"`)
	scores[1]["points"] = min(points, sheet.Criteria[1].ScaleMax)
	p.refused(who, "POST", at+"/sheet", object{"revision": sheet.Revision, "scores": scores[:3]}, 422, `"pointer":"#/scores"`)
	p.does(who, "POST", at+"/sheet", object{"revision": sheet.Revision, "comment": "Calm, clear, and fair to both.", "scores": scores}, nil)
}
