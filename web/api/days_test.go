package api_test

import (
	"testing"
	"time"

	"accord/tenants"
)

func TestAnAssessmentDayGoesItsWayByTheAPI(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	manager, assessor := as(t, s, w, w.Andina.Manager), as(t, s, w, w.Andina.Assessor)
	person := object{"name": "Renata Ocampo", "email": "renata@correo.example", "language": "es"}
	assessment := id(t, manager.post("/assessments", object{"candidate_id": id(t, manager.post("/candidates", person)), "program_id": w.Andina.QAP}))
	day := object{"program_id": w.Andina.QAP, "title": "Assessments", "on": "2026-11-17", "place": "Quito", "language": "es"}
	problem(t, assessor.post("/assessment-days", day), 404)
	problem(t, manager.post("/assessment-days", object{"program_id": w.Andina.CMTP, "title": "Assessments", "on": "2026-11-17", "place": "Quito", "language": "es"}), 422)
	at := "/assessment-days/" + id(t, manager.post("/assessment-days", day))
	problem(t, manager.post(at+"/series", object{"begins": "09:00", "count": 1, "minutes": 60, "assessments": []any{w.Andina.QAP}}), 422)
	manager.post(at+"/series", object{"begins": "09:00", "count": 2, "minutes": 60, "room": "Sala 1", "assessments": []any{assessment}}).Status(201)
	var d struct {
		State string
		Slots []struct {
			ID, State string
			StartsAt  time.Time `json:"starts_at"`
			Parts     []struct{ ID string }
		}
	}
	manager.get(at).Status(200).JSON(&d)
	first, free := at+"/slots/"+d.Slots[0].ID, d.Slots[1].ID
	problem(t, manager.post(at+"/publication", nil), 409) // nobody assesses
	problem(t, manager.post(first+"/assessors", object{"membership_id": w.Andina.Trainer.Membership()}), 409)
	problem(t, manager.post(first+"/assessors", object{"membership_id": w.Andina.Assessor.Membership()}), 409) // without the qualification: for a reason, elsewhere
	w.Qualify(w.Andina.Assessor)
	manager.post(first+"/assessors", object{"membership_id": w.Andina.Assessor.Membership()}).Status(201)
	problem(t, assessor.get(at), 404) // nobody was told
	manager.post(at+"/publication", nil).Status(201)
	problem(t, manager.post(first+"/swap", object{"other": free}), 422) // a reason for those who are told
	manager.post(first+"/swap", object{"other": free, "reason": "The early bus."}).Status(201)
	signed := w.Member(w.Andina, tenants.RoleCandidate, tenants.RoleTrainer) // who is a candidate alone has no tokens
	w.Force(`update candidate set person_id = $2 where tenant_id = $1 and email = 'renata@correo.example'`, w.Andina.ID, signed.Person())
	candidate, own := as(t, s, w, signed), "/own-slots/"+d.Slots[0].ID
	problem(t, manager.get("/own-slots"), 403)
	problem(t, manager.post(first+"/keeping", nil), 409) // nothing was said yet
	problem(t, candidate.post("/own-slots/"+free+"/confirmation", nil), 404)
	problem(t, candidate.post(own+"/refusal", object{"reason": " "}), 422)
	candidate.post(own+"/refusal", object{"reason": "A flight."}).Status(201)
	manager.post(first+"/keeping", nil).Status(201)
	var said struct {
		Items []struct {
			Answer string
			Reason string `json:"answer_reason"`
			Kept   bool
		}
	}
	candidate.get("/own-slots").Status(200).JSON(&said)
	if len(said.Items) != 1 || said.Items[0].Answer != "cannot" || said.Items[0].Reason != "A flight." || !said.Items[0].Kept {
		t.Errorf("their own: %+v", said)
	}
	candidate.post(own+"/confirmation", nil).Status(201)
	problem(t, manager.post(at+"/slots/"+free+"/release", object{"reason": "x"}), 409) // it is free
	problem(t, assessor.post(first+"/attendance", object{"outcome": "held"}), 409)     // it has not begun
	w.Clock.Add(31 * time.Hour)
	problem(t, candidate.post(own+"/confirmation", nil), 409) // it has begun
	problem(t, assessor.post(first+"/attendance", object{"outcome": "no_show"}), 422)
	assessor.post(first+"/attendance", object{"outcome": "no_show", "note": "Nobody came."}).Status(201)
	assessor.post(first+"/attendance/undoing", nil).Status(201)
	assessor.post(first+"/attendance", object{"outcome": "no_show", "note": "Nobody came."}).Status(201)
	var today struct{ Today []struct{ State string } }
	assessor.get("/today").Status(200).JSON(&today)
	if len(today.Today) != 1 || today.Today[0].State != "no_show" {
		t.Errorf("today: %+v", today)
	}
	problem(t, as(t, s, w, w.Nordic.Manager).get(at), 404)
	manager.post(at+"/closing", nil).Status(201)
	manager.get(at).Status(200).JSON(&d)
	if d.State != "closed" || d.Slots[1].State != "no_show" && d.Slots[0].State != "no_show" {
		t.Errorf("closed: %+v", d)
	}
	problem(t, manager.post(at+"/cancellation", object{"reason": "x"}), 409)
}
