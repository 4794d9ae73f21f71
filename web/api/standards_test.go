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
