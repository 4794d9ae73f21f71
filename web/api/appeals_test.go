package api_test

import (
	"testing"

	"accord/tenants"
)

type appealOut struct {
	ID, State, Answer string
	Panel             []struct {
		ID         string
		Name       string
		DeclaredAt string `json:"declared_at"`
	}
}

func TestADecisionIsToldContestedAndSetAsideByTheAPI(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	manager, first, second := as(t, s, w, w.Andina.Manager), as(t, s, w, w.Andina.Assessor), as(t, s, w, w.Andina.Assessor2)
	trainer, admin := as(t, s, w, w.Andina.Trainer), as(t, s, w, w.Andina.Admin)
	at := judge(t, w, manager, first, second, [2][3]int{{1, 1, 1}, {1, 1, 1}})
	words := object{"words": "The agreement was not yet clear."}
	problem(t, manager.post(at+"/result", words), 409) // not decided
	manager.post(at+"/decision", object{"outcome": "failed", "minute": "Below the floors."}).Status(201)
	problem(t, first.post(at+"/result", words), 404)
	problem(t, manager.post(at+"/result", object{"words": " "}), 422)
	manager.post(at+"/result", words).Status(201)
	problem(t, manager.post(at+"/result", words), 409)

	statement := object{"ground": "procedure", "statement": "The role-play began late."}
	problem(t, manager.post(at+"/appeals", object{"ground": "procedure", "statement": ""}), 422)
	appeal := "/appeals/" + id(t, manager.post(at+"/appeals", statement))
	problem(t, manager.post(at+"/appeals", statement), 409)
	problem(t, manager.post(appeal+"/panel", object{"membership_id": w.Andina.Assessor.Membership()}), 409)
	problem(t, manager.post(appeal+"/panel", object{"membership_id": w.Nordic.Admin.Membership()}), 404)
	problem(t, trainer.get(appeal), 404)
	for _, m := range []tenants.Member{w.Andina.Trainer, w.Andina.Admin} {
		manager.post(appeal+"/panel", object{"membership_id": m.Membership()}).Status(201)
	}
	problem(t, trainer.get(appeal), 404) // before declaring
	trainer.post(appeal+"/declaration", nil).Status(201)
	trainer.get(appeal).Status(200)
	trainer.get(at + "/comparison").Status(200)
	ruling := object{"outcome": "allowed", "minute": "Heard both.", "answer": "You are right."}
	problem(t, trainer.post(appeal+"/decision", ruling), 409) // the other has not declared
	admin.post(appeal+"/declaration", nil).Status(201)
	problem(t, manager.post(appeal+"/decision", ruling), 403)
	problem(t, as(t, s, w, w.Nordic.Manager).get(appeal), 404)
	trainer.post(appeal+"/decision", ruling).Status(201)
	problem(t, trainer.get(appeal), 404) // after the end
	var a appealOut
	manager.get(appeal).Status(200).JSON(&a)
	if a.State != "allowed" || a.Answer != "You are right." || len(a.Panel) != 2 || a.Panel[0].DeclaredAt == "" {
		t.Errorf("decided: %+v", a)
	}
	problem(t, manager.post(appeal+"/withdrawal", nil), 409)
	var all struct{ Items []appealOut }
	manager.get("/appeals?state=allowed").Status(200).JSON(&all)
	if len(all.Items) != 1 {
		t.Errorf("listed: %+v", all)
	}
	again := "/assessments/" + id(t, manager.post("/assessments", object{"candidate_id": w.ID(`select candidate_id from appeal where id = $1`, a.ID), "program_id": w.Andina.QAP}))
	problem(t, manager.post(again+"/assessors", object{"membership_id": w.Andina.Assessor.Membership()}), 409)
}

func TestAPanelIsLeftAndTakenApartByTheAPI(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	manager, first, second := as(t, s, w, w.Andina.Manager), as(t, s, w, w.Andina.Assessor), as(t, s, w, w.Andina.Assessor2)
	at := judge(t, w, manager, first, second, [2][3]int{{1, 1, 1}, {1, 1, 1}})
	manager.post(at+"/decision", object{"outcome": "failed", "minute": "Below the floors."}).Status(201)
	manager.post(at+"/result", object{"words": "Not yet."}).Status(201)
	appeal := "/appeals/" + id(t, manager.post(at+"/appeals", object{"ground": "facts", "statement": "The agreement was overlooked."}))
	seat := func(m tenants.Member) string {
		return id(t, manager.post(appeal+"/panel", object{"membership_id": m.Membership()}))
	}
	place := seat(w.Andina.Trainer)
	problem(t, as(t, s, w, w.Andina.Trainer).post(appeal+"/conflict", object{"conflict": ""}), 422)
	as(t, s, w, w.Andina.Trainer).post(appeal+"/conflict", object{"conflict": "We are cousins."}).Status(201)
	problem(t, manager.post(appeal+"/panel", object{"membership_id": w.Andina.Trainer.Membership()}), 409)
	problem(t, manager.post(appeal+"/panel/"+place+"/removal", nil), 404)
	place = seat(w.Andina.Admin)
	manager.post(appeal+"/panel/"+place+"/removal", nil).Status(201)
	problem(t, as(t, s, w, w.Andina.Admin).post(appeal+"/declaration", nil), 404)
	manager.post(appeal+"/withdrawal", nil).Status(201)
	problem(t, manager.post(appeal+"/panel", object{"membership_id": w.Andina.Admin.Membership()}), 409)
}
