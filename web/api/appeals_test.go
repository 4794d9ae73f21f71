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
	Draft *struct {
		Number int
		Votes  []struct{ Agrees bool }
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
	var told struct {
		DecidedBy string `json:"decided_by"`
		Left      *int   `json:"attempts_left"`
		Criteria  []struct {
			Title   struct{ En string }
			Reached float64
			Asked   int
			Met     bool
		}
	}
	manager.post(at+"/result", words).Status(201).JSON(&told)
	if len(told.Criteria) != 3 || told.Criteria[0].Reached != 1 || told.Criteria[0].Met != (told.Criteria[0].Asked <= 1) || told.DecidedBy != w.Andina.Manager.Name() || told.Left == nil {
		t.Errorf("told: %+v", told)
	}
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
	problem(t, trainer.post(appeal+"/draft", ruling), 409) // the other has not declared
	admin.post(appeal+"/declaration", nil).Status(201)
	problem(t, manager.post(appeal+"/draft", ruling), 404)
	problem(t, trainer.post(appeal+"/draft", object{"outcome": "allowed", "minute": "", "answer": "A"}), 422)
	problem(t, as(t, s, w, w.Nordic.Manager).get(appeal), 404)
	draft := appeal + "/draft/" + id(t, trainer.post(appeal+"/draft", ruling))
	problem(t, admin.post(appeal+"/draft", ruling), 409) // over what was drafted meanwhile
	problem(t, manager.post(draft+"/agreement", nil), 404)
	problem(t, first.post(draft+"/dissent", object{"reasons": "No."}), 404)
	problem(t, admin.post(draft+"/dissent", object{"reasons": ""}), 422)
	trainer.post(draft+"/agreement", nil).Status(201) // who drafted has agreed: nothing comes of it
	var open appealOut
	trainer.get(appeal).Status(200).JSON(&open)
	if open.State != "lodged" || open.Draft.Number != 1 || len(open.Draft.Votes) != 1 {
		t.Errorf("drafted: %+v", open)
	}
	open = appealOut{}
	if manager.get(appeal).Status(200).JSON(&open); open.Draft != nil {
		t.Errorf("the manager reads the draft: %+v", open.Draft)
	}
	problem(t, admin.post("/appeals/00000000-0000-7000-8000-000000000001/draft/"+draft[len(draft)-36:]+"/agreement", nil), 404)
	admin.post(draft+"/agreement", nil).Status(201)
	problem(t, trainer.get(appeal), 404) // after the end
	var a appealOut
	manager.get(appeal).Status(200).JSON(&a)
	if a.State != "allowed" || a.Answer != "You are right." || len(a.Panel) != 2 || a.Panel[0].DeclaredAt == "" || len(a.Draft.Votes) != 2 {
		t.Errorf("decided: %+v", a)
	}
	problem(t, manager.post(appeal+"/withdrawal", nil), 409)
	var all struct{ Items []appealOut }
	manager.get("/appeals?state=allowed").Status(200).JSON(&all)
	if len(all.Items) != 1 {
		t.Errorf("listed: %+v", all)
	}
	var fell struct {
		Outcome    string
		SetAsideAt string `json:"set_aside_at"`
	}
	for what, r := range map[string]string{"the assessment": at, "the result": at + "/result"} {
		if manager.get(r).Status(200).JSON(&fell); fell.SetAsideAt == "" || fell.Outcome != "failed" {
			t.Errorf("%s reads %+v", what, fell)
		}
		fell.SetAsideAt = ""
	}
	if first.get(at).Status(200).JSON(&fell); fell.SetAsideAt == "" {
		t.Errorf("who judged it reads %+v", fell)
	}
	for stage, want := range map[string]int{"set_aside": 1, "decided": 0} {
		var listed struct{ Items []object }
		if manager.get("/assessments?stage=" + stage).Status(200).JSON(&listed); len(listed.Items) != want {
			t.Errorf("%d are %s", len(listed.Items), stage)
		}
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
