package api_test

import "testing"

// What is due, its lists and the load are as on the pages.
func TestTheDashboardIsReadByTheAPI(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	manager, first, second := as(t, s, w, w.Andina.Manager), as(t, s, w, w.Andina.Assessor), as(t, s, w, w.Andina.Assessor2)
	type figures struct {
		Approaching, Sheets, Assessors int
		Load                           []struct{ Open int }
	}
	var d figures
	at := judge(t, w, manager, first, second, [2][3]int{{4, 4, 4}, {4, 4, 4}})
	manager.get("/dashboard").Status(200).JSON(&d)
	if d.Approaching != 0 || d.Sheets != 0 || d.Load == nil {
		t.Errorf("before the decision: %+v", d)
	}
	manager.post(at+"/decision", object{"outcome": "passed", "minute": "Both say so."}).Status(201)
	manager.get("/dashboard").Status(200).JSON(&d)
	var near struct {
		Items []struct {
			Name, Certification, Stage string
			Lines                      []struct{ Citation, State string }
		}
	}
	manager.get("/approaching").Status(200).JSON(&near)
	if d.Approaching != 1 || len(near.Items) != 1 || near.Items[0].Stage != "missing" || near.Items[0].Certification != "certified_mediator" && near.Items[0].Certification != "certified" || len(near.Items[0].Lines) == 0 {
		t.Errorf("%+v: %+v", d, near)
	}
	var scripts struct{ Items []struct{ Standing string } }
	manager.get("/scripts?standing=open").Status(200).JSON(&scripts)
	if scripts.Items == nil {
		t.Error("there is no list of scripts")
	}
	problem(t, manager.get("/scripts?standing=lost"), 422)
	for _, c := range []caller{first, as(t, s, w, w.Andina.Trainer)} {
		problem(t, c.get("/dashboard"), 403)
		problem(t, c.get("/approaching"), 403)
	}
	as(t, s, w, w.Nordic.Manager).get("/approaching").Status(200).JSON(&near)
	if len(near.Items) != 0 {
		t.Errorf("another organisation reads %+v", near.Items)
	}
}

// What a file lacks is said by the API as on the pages, and stops nobody.
func TestWhatAFileLacksIsReadByTheAPI(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	manager := as(t, s, w, w.Andina.Manager)
	at := "/candidates/" + id(t, manager.post("/candidates", object{"name": "Ana Torres", "email": "ana.readiness@example.org", "language": "es"}))
	var out struct {
		Lacks []struct{ Kind, Certification, Sentence string }
	}
	manager.get(at + "/readiness").Status(200).JSON(&out)
	if len(out.Lacks) != 3 || out.Lacks[0].Kind != "identity" || out.Lacks[1].Kind != "empty" || out.Lacks[2].Certification != "certified_mediator" || out.Lacks[0].Sentence == "" {
		t.Errorf("missing are %+v", out.Lacks)
	}
	problem(t, as(t, s, w, w.Nordic.Manager).get(at+"/readiness"), 404)
}
