package api_test

import (
	"testing"

	"accord/app/apptest"
	"accord/tenants/tenantstest"
	"accord/web"
	"accord/web/api"
	"accord/web/webtest"
)

func TestRuleSetsAreReadByEverybodyAndPublishedByTheAdministrator(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorldIn(t, tenantstest.FreshDatabase(t)) // rule sets are everybody's
	s := webtest.New(t, w, func(app *web.App) { api.Routes(app, w.DB, nil) })
	var all struct {
		Items []struct {
			ID         string
			Experience *struct{ Mediations, Hours int }
		}
	}
	as(t, s, w, w.Andina.Trainer).get("/standards?certification=certified_mediator").Status(200).JSON(&all)
	if len(all.Items) != 2 || all.Items[1].ID != "certified_mediator/2025-09-01" || all.Items[1].Experience.Hours != 200 {
		t.Fatalf("a member reads %+v", all)
	}
	caller{t, s, nil, ""}.get("/api/v1/standards").Status(200).JSON(&all)
	if len(all.Items) != 9 {
		t.Errorf("everybody reads %d rule sets", len(all.Items))
	}
	imi := as(t, s, w, w.IMI.AdministratorMember)
	fresh := object{"certification": "certified_mediator", "effective_from": "2027-03-01", "note": "The committee decided so.", "mediations": 25, "hours": 200,
		"documents": []string{"identity_check", "code_of_conduct"}, "obligations": []string{"IMI-SU-01"}}
	var made struct {
		ID            string
		EffectiveFrom string `json:"effective_from"`
	}
	imi.post("/api/v1/imi/standards", fresh).Status(201).JSON(&made)
	if made.ID != "certified_mediator/2027-03-01" || made.EffectiveFrom != "2027-03-01" {
		t.Errorf("published: %+v", made)
	}
	imi.get("/api/v1/imi/standards?certification=certified_mediator").Status(200).JSON(&all)
	if len(all.Items) != 3 || all.Items[2].Experience.Mediations != 25 {
		t.Errorf("IMI reads %+v", all)
	}
	problem(t, imi.post("/api/v1/imi/standards", fresh), 409)
	fresh["effective_from"] = "2026-11-16"
	fields(t, problem(t, imi.post("/api/v1/imi/standards", fresh), 422), map[string]string{"effective_from": "standards.day_begun"})
	problem(t, as(t, s, w, w.Andina.Admin).post("/api/v1/imi/standards", fresh), 404)
}

func TestAPathwayAnExemptionAndAFloorByTheAPI(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	c := as(t, s, w, w.Andina.Manager)
	var kept struct{ ID string }
	c.post("/candidates", object{"name": "Ana Torres", "email": "ana.pathway@example.org", "language": "es"}).Status(201).JSON(&kept)
	at := "/candidates/" + kept.ID
	var p struct {
		Next  string
		Steps []struct {
			Certification, Stage string
			Lines                []struct{ State, Sentence, Note string }
		}
		Exemptions []struct{ Citation, Reason string }
	}
	c.get(at + "/pathway").Status(200).JSON(&p)
	if p.Next != "qualified_mediator" || len(p.Steps) != 5 || p.Steps[1].Lines[0].State != "missing" {
		t.Fatalf("the pathway is %+v", p)
	}
	c.call("PUT", "/programs/"+w.Andina.QAP.String()+"/floor", object{"mediations": 30}).Status(200)
	fields(t, problem(t, c.call("PUT", "/programs/"+w.Andina.QAP.String()+"/floor", object{"mediations": 19}), 422), map[string]string{"mediations": "programs.floor_below"})
	except := object{"program_id": w.Andina.QAP, "citation": "IMI-CM-01", "reason": "A judge-mediator for twelve years."}
	problem(t, as(t, s, w, w.Andina.Trainer).post(at+"/exemptions", except), 404)
	problem(t, as(t, s, w, w.Andina.Trainer).get(at+"/pathway"), 404)
	var exemption struct{ ID string }
	c.post(at+"/exemptions", except).Status(201).JSON(&exemption)
	problem(t, c.post(at+"/exemptions", except), 409)
	c.get(at + "/pathway").Status(200).JSON(&p)
	if l := p.Steps[1].Lines[0]; l.State != "exempt" || len(p.Exemptions) != 1 || l.Note == "" {
		t.Errorf("exempt: %+v, %+v", l, p.Exemptions)
	}
	c.call("DELETE", at+"/exemptions/"+exemption.ID, nil).Status(200)
	c.get(at + "/pathway").Status(200).JSON(&p)
	if l := p.Steps[1].Lines[0]; l.State != "missing" || l.Note != "This program asks 30 mediations or 200 hours; IMI asks 20 or 200" {
		t.Errorf("withdrawn: %+v", l)
	}
}
