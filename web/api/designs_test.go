package api_test

import (
	"maps"
	"testing"

	"github.com/google/uuid"
)

type designOut struct {
	Version, Revision int
	PassPercent       int `json:"pass_percent"`
	Criteria          []struct {
		ID       string
		Heading  string
		Revision int
		Weight   int
	}
	Missing []struct{ Field, Key string }
}

var newCriterion = object{"heading": "skills", "title": object{"en": "Works with interpreters"}, "benchmark": object{"en": "Everybody follows."}, "scale_max": 5,
	"levels": []object{{"from": 0, "says": object{"en": "Not shown"}}, {"from": 3, "says": object{"en": "Shown"}}}, "weight": 5, "floor": 3, "methods": []string{"role_play_live"}}

func criterionWith(more object) object {
	c := maps.Clone(newCriterion)
	maps.Copy(c, more)
	return c
}

func TestADesignIsDraftedAndPublishedByTheAPI(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	manager := as(t, s, w, w.Andina.Manager)
	at := "/programs/" + w.Andina.QAP.String() + "/design"
	var d designOut
	manager.get(at).Status(200).JSON(&d)
	if d.Version != 1 || len(d.Criteria) != 3 {
		t.Fatalf("in force is %+v", d)
	}
	manager.post(at+"/draft", nil).Status(201).JSON(&d)
	one := id(t, manager.post(at+"/draft/criteria", newCriterion))
	manager.call("PUT", at+"/draft/criteria/"+one, criterionWith(object{"revision": 1, "weight": 15})).Status(200)
	manager.post(at+"/draft/criteria/"+one+"/raise", nil).Status(201)
	manager.get(at + "/draft").Status(200).JSON(&d)
	if d.Version != 0 || len(d.Criteria) != 4 || d.Criteria[2].ID != one || d.Criteria[2].Weight != 15 {
		t.Fatalf("the draft is %+v", d)
	}
	manager.call("PUT", at+"/draft/rule", object{"revision": d.Revision, "pass_percent": 70, "may_fall_short": 0, "marks_apart": 20, "result_apart": 10, "methods": []object{{"name": "role_play_live"}}}).Status(200)
	var changes struct{ Items []struct{ What string } }
	manager.get(at + "/draft/changes").Status(200).JSON(&changes)
	if len(changes.Items) == 0 {
		t.Error("no change is told")
	}
	manager.get(at + "/draft").Status(200).JSON(&d)
	manager.post(at+"/draft/publication", object{"revision": d.Revision, "note": "Interpreters."}).Status(201)
	manager.get(at + "/versions/2").Status(200).JSON(&d)
	var all struct{ Items []designOut }
	manager.get(at + "/versions").Status(200).JSON(&all)
	if d.PassPercent != 70 || len(all.Items) != 2 || all.Items[0].Version != 2 {
		t.Errorf("published is %+v of %d", d, len(all.Items))
	}
	manager.post(at+"/draft", nil).Status(201)
	manager.call("DELETE", at+"/draft", nil).Status(200)
	problem(t, manager.get(at+"/draft"), 404)
}

func TestDesignsRefuseByTheAPIAsByThePages(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	manager, assessor := as(t, s, w, w.Andina.Manager), as(t, s, w, w.Andina.Assessor)
	at := "/programs/" + w.Andina.QAP.String() + "/design"
	rule := object{"revision": 1, "pass_percent": 70, "may_fall_short": 0, "marks_apart": 20, "result_apart": 10, "methods": []object{{"name": "role_play_live"}}}

	// In the wrong state: there is no draft, or there is one.
	for _, path := range []string{at + "/draft", at + "/draft/changes", at + "/versions/2"} {
		problem(t, manager.get(path), 404)
	}
	problem(t, manager.call("PUT", at+"/draft/rule", rule), 404)
	problem(t, manager.post(at+"/draft/publication", object{"revision": 1}), 404)
	problem(t, manager.call("DELETE", at+"/draft", nil), 404)
	var d designOut
	manager.post(at+"/draft", nil).Status(201).JSON(&d)
	problem(t, manager.post(at+"/draft", nil), 409)
	problem(t, manager.post("/programs/"+w.Andina.CMTP.String()+"/design/draft", nil), 409)
	one := d.Criteria[0].ID

	// Another organisation, and whoever only reads what is published: absent, or refused.
	for _, c := range []caller{as(t, s, w, w.Nordic.Manager), assessor} {
		problem(t, c.get(at+"/draft"), 404)
		problem(t, c.get(at+"/draft/changes"), 404)
		problem(t, c.post(at+"/draft", nil), 404)
		problem(t, c.post(at+"/draft/criteria", newCriterion), 404)
		problem(t, c.call("PUT", at+"/draft/criteria/"+one, criterionWith(object{"revision": 1})), 404)
		problem(t, c.call("DELETE", at+"/draft/criteria/"+one, nil), 404)
		problem(t, c.post(at+"/draft/criteria/"+one+"/raise", nil), 404)
		problem(t, c.call("PUT", at+"/draft/rule", rule), 404)
		problem(t, c.post(at+"/draft/publication", object{"revision": 1, "note": "Mine."}), 404)
		problem(t, c.call("DELETE", at+"/draft", nil), 404)
	}
	problem(t, as(t, s, w, w.Nordic.Manager).get(at), 404)
	problem(t, as(t, s, w, w.Nordic.Manager).get(at+"/versions"), 404)
	problem(t, manager.get("/programs/"+uuid.NewString()+"/design"), 404)

	// What is wrong, at its field; and what somebody has changed since.
	fields(t, problem(t, manager.post(at+"/draft/criteria", criterionWith(object{"title": object{}})), 422), map[string]string{"title_en": "design.title_required"})
	problem(t, manager.post(at+"/draft/criteria", criterionWith(object{"heading": "charm"})), 422)
	problem(t, manager.post(at+"/draft/criteria", criterionWith(object{"floor": 6})), 422)
	problem(t, manager.post(at+"/draft/criteria", criterionWith(object{"weight": 1001})), 422)
	problem(t, manager.post(at+"/draft/criteria", criterionWith(object{"colour": "red"})), 422)
	problem(t, manager.call("PUT", at+"/draft/criteria/"+one, criterionWith(object{"revision": 9})), 409)
	problem(t, manager.call("PUT", at+"/draft/criteria/"+uuid.NewString(), criterionWith(object{"revision": 1})), 404)
	problem(t, manager.call("PUT", at+"/draft/rule", object{"revision": 9, "pass_percent": 70, "may_fall_short": 0, "marks_apart": 20, "result_apart": 10, "methods": []object{{"name": "role_play_live"}}}), 409)
	problem(t, manager.call("PUT", at+"/draft/rule", object{"revision": 1, "pass_percent": 101, "may_fall_short": 0, "marks_apart": 20, "result_apart": 10, "methods": []object{}}), 422)
	fields(t, problem(t, manager.post(at+"/draft/publication", object{"revision": d.Revision}), 422), map[string]string{"note": "design.note_required"})
	manager.call("DELETE", at+"/draft/criteria/"+one, nil).Status(200)
	manager.get(at + "/draft").Status(200).JSON(&d)
	fields(t, problem(t, manager.post(at+"/draft/publication", object{"revision": d.Revision, "note": "Less."}), 422), map[string]string{"heading_experience": "design.heading_missing"})
	if n := w.Count(`select count(*) from assessment_design where tenant_id = $1 and published_at is not null`, w.Andina.ID); n != 1 {
		t.Errorf("%d versions are published", n)
	}
}
