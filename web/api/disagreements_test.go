package api_test

import (
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/candidates"
	"accord/tenants"
)

type comparisonOut struct {
	Sheets []struct {
		Reached float64
		Passes  bool
	}
	Rows []struct {
		Criterion struct{ ID string }
		Differs   bool
		Agreed    *struct{ Points *int }
	}
	Rule         *struct{ Passes bool }
	Disagreement *struct {
		Result    bool
		Third     *uuid.UUID
		Moderator *uuid.UUID
		SettledAt string `json:"settled_at"`
		Minute    *struct {
			HeldBy  string `json:"held_by"`
			HeldOn  string `json:"held_on"`
			Reasons string
		}
	}
}

// judge opens an assessment by the API, and hands in two sheets.
func judge(t *testing.T, w *apptest.World, manager caller, first, second caller, marks [2][3]int) string {
	t.Helper()
	var c candidates.Candidate
	ok(t, w.DB.Write(t.Context(), w.Andina.Manager, func(tx *tenants.Tx) (err error) {
		c, err = candidates.Add(tx, candidates.NewCandidate{Name: "Ana Torres", Email: uuid.NewString() + "@example.org", Language: "es", Country: "EC"})
		return err
	}))
	at := "/assessments/" + id(t, manager.post("/assessments", object{"candidate_id": c.ID, "program_id": w.Andina.QAP}))
	for i, who := range []struct {
		caller
		tenants.Member
	}{{first, w.Andina.Assessor}, {second, w.Andina.Assessor2}} {
		manager.post(at+"/assessors", object{"membership_id": who.Membership(), "because": "Their papers are on their way."}).Status(201)
		handIn(t, who.caller, at, marks[i])
	}
	return at
}

func handIn(t *testing.T, c caller, at string, marks [3]int) {
	t.Helper()
	c.post(at+"/declaration", nil).Status(201)
	var sheet struct{ Criteria []struct{ ID string } }
	c.get(at + "/sheet").Status(200).JSON(&sheet)
	var scores []object
	for i, k := range sheet.Criteria {
		scores = append(scores, object{"criterion_id": k.ID, "points": marks[i]})
	}
	c.post(at+"/sheet", object{"revision": 0, "scores": scores}).Status(201)
}

func TestADisagreementIsSettledByTheAPI(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	third, named := w.Member(w.Andina, tenants.RoleAssessor), w.Member(w.Andina, tenants.RoleAssessor)
	manager, first, second := as(t, s, w, w.Andina.Manager), as(t, s, w, w.Andina.Assessor), as(t, s, w, w.Andina.Assessor2)
	decision := object{"outcome": "passed", "minute": "As settled."}

	at := judge(t, w, manager, first, second, [2][3]int{{4, 4, 3}, {4, 2, 4}})
	var c comparisonOut
	manager.get(at + "/comparison").Status(200).JSON(&c)
	if c.Disagreement == nil || !c.Disagreement.Result || c.Disagreement.SettledAt != "" || !c.Rows[1].Differs || c.Rows[0].Differs || !c.Sheets[0].Passes || c.Sheets[1].Passes || c.Sheets[1].Reached != 66.6 {
		t.Fatalf("they disagree: %+v", c)
	}
	problem(t, manager.post(at+"/decision", decision), 409)
	var g struct{ Third bool }
	problem(t, manager.post(at+"/assessors", object{"membership_id": third.Membership()}), 422) // without the qualification, and without a reason
	manager.post(at+"/assessors", object{"membership_id": third.Membership(), "because": "Their papers are on their way."}).Status(201).JSON(&g)
	if !g.Third {
		t.Error("the one who is assigned is not the third")
	}
	as(t, s, w, third).get(at + "/comparison").Status(200).JSON(&c)
	if len(c.Sheets) != 0 {
		t.Errorf("the third sees %d sheets", len(c.Sheets))
	}
	handIn(t, as(t, s, w, third), at, [3]int{4, 3, 4})
	manager.get(at + "/comparison").Status(200).JSON(&c)
	if c.Disagreement.Third == nil || *c.Disagreement.Third != third.Membership() || c.Disagreement.SettledAt == "" || c.Rule == nil || !c.Rule.Passes {
		t.Errorf("settled by the third: %+v", c.Disagreement)
	}
	manager.post(at+"/decision", decision).Status(201)

	at = judge(t, w, manager, first, second, [2][3]int{{4, 4, 3}, {4, 2, 4}})
	var choices struct {
		Items []struct {
			MembershipID uuid.UUID `json:"membership_id"`
			Refusal      string
		}
	}
	manager.get(at + "/moderators").Status(200).JSON(&choices)
	for _, one := range choices.Items {
		if judged := one.MembershipID == w.Andina.Assessor.Membership() || one.MembershipID == w.Andina.Assessor2.Membership(); judged != (one.Refusal != "") {
			t.Errorf("%+v can moderate", one)
		}
	}
	manager.post(at+"/moderator", object{"membership_id": named.Membership()}).Status(201)
	moderator := as(t, s, w, named)
	var waiting struct{ Items []struct{ ID string } }
	moderator.get("/moderations").Status(200).JSON(&waiting)
	if len(waiting.Items) != 1 || at != "/assessments/"+waiting.Items[0].ID {
		t.Errorf("waiting are %+v", waiting)
	}
	moderator.get(at + "/comparison").Status(200).JSON(&c)
	minute := object{"held_on": "2026-11-16", "reasons": "Both watched it again.", "agreed": []object{{"criterion_id": c.Rows[1].Criterion.ID, "points": 2, "note": "Late."}}}
	moderator.post(at+"/moderation", minute).Status(201)
	manager.get(at + "/comparison").Status(200).JSON(&c)
	if m := c.Disagreement.Minute; m == nil || m.HeldBy != named.Name() || m.HeldOn != "2026-11-16" || m.Reasons == "" || c.Rows[1].Agreed == nil || *c.Rows[1].Agreed.Points != 2 || c.Rule.Passes {
		t.Errorf("settled by a minute: %+v", c)
	}
	problem(t, manager.post(at+"/decision", decision), 422) // otherwise than the rule, without a reason
	manager.post(at+"/decision", object{"outcome": "passed", "minute": "Against it.", "because": "The recording broke off at that point."}).Status(201)
}

func TestDisagreementsRefuseByTheAPIAsByThePages(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	manager, first, second := as(t, s, w, w.Andina.Manager), as(t, s, w, w.Andina.Assessor), as(t, s, w, w.Andina.Assessor2)
	named := w.Member(w.Andina, tenants.RoleAssessor)
	agree := judge(t, w, manager, first, second, [2][3]int{{4, 4, 3}, {4, 3, 4}})
	at := judge(t, w, manager, first, second, [2][3]int{{4, 4, 3}, {4, 2, 4}})
	var c comparisonOut
	manager.get(at + "/comparison").Status(200).JSON(&c)
	point := object{"criterion_id": c.Rows[1].Criterion.ID, "points": 2}
	minute := func(more object) object {
		m := object{"held_on": "2026-11-16", "reasons": "Both watched it again.", "agreed": []object{point}}
		for k, v := range more {
			m[k] = v
		}
		return m
	}

	// In the wrong state: nothing is to be settled.
	problem(t, manager.get(agree+"/moderators"), 409)
	problem(t, manager.post(agree+"/moderator", object{"membership_id": named.Membership()}), 409)
	problem(t, manager.post(agree+"/moderation", minute(object{"agreed": []object{}})), 409)

	// Another organisation, and whoever it does not concern: absent. One of the two: refused.
	for _, c := range []caller{as(t, s, w, w.Nordic.Manager), as(t, s, w, w.Andina.Trainer), as(t, s, w, named)} {
		problem(t, c.get(at+"/moderators"), 404)
		problem(t, c.post(at+"/moderator", object{"membership_id": named.Membership()}), 404)
		problem(t, c.post(at+"/moderation", minute(nil)), 404)
		problem(t, c.get(at+"/comparison"), 404)
	}
	problem(t, first.post(at+"/moderator", object{"membership_id": named.Membership()}), 403)
	problem(t, first.post(at+"/moderation", minute(nil)), 403)
	problem(t, manager.post(at+"/moderator", object{"membership_id": w.Andina.Assessor.Membership()}), 409)
	problem(t, manager.post(at+"/moderator", object{"membership_id": w.Andina.Trainer.Membership()}), 409)
	problem(t, manager.post(at+"/moderator", object{"membership_id": w.Nordic.Assessor.Membership()}), 404)

	// What is wrong, at its place.
	fields(t, problem(t, manager.post(at+"/moderation", minute(object{"held_on": "2026-11-17", "reasons": " ", "agreed": []object{{"criterion_id": c.Rows[1].Criterion.ID, "points": 9}}})), 422),
		map[string]string{"held_on": "assessment.held_on_range", "reasons": "assessment.reasons_required", "agreed[0].points": "assessment.points_range"})
	fields(t, problem(t, manager.post(at+"/moderation", minute(object{"agreed": []object{}})), 422),
		map[string]string{"agreed[criterion_id=" + c.Rows[1].Criterion.ID + "].points": "assessment.agreed_required"})
	problem(t, manager.post(at+"/moderation", minute(object{"held_on": "today"})), 422)
	problem(t, manager.post(at+"/moderation", minute(object{"held_by": "Ana"})), 422)
	problem(t, manager.post(at+"/moderation", minute(object{"agreed": []object{point, {"criterion_id": uuid.NewString(), "points": 1}}})), 404)
	manager.post(at+"/moderation", minute(nil)).Status(201)
	problem(t, manager.post(at+"/moderation", minute(nil)), 409)
	problem(t, manager.post(at+"/assessors", object{"membership_id": named.Membership()}), 409)
	ok(t, w.DB.Read(t.Context(), w.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := assessments.Moderators(tx, uuid.New())
		if err == nil {
			t.Error("an assessment that is not there has moderators")
		}
		return nil
	}))
}
