package api_test

import (
	"net/http"
	"testing"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/candidates"
	"accord/tenants"
)

func TestAnAssessmentIsStaffedByProposalThroughTheAPI(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	c := as(t, s, w, w.Andina.Manager)
	var a assessments.Assessment
	ok(t, w.DB.Write(t.Context(), w.Andina.Manager, func(tx *tenants.Tx) error {
		of, err := candidates.Add(tx, candidates.NewCandidate{Name: "Lucía Ferrán Ortega", Email: "lucia@correo.example", Language: "es"})
		if err == nil {
			a, err = assessments.Open(tx, assessments.NewAssessment{CandidateID: of.ID, ProgramID: w.Andina.QAP})
		}
		return err
	}))
	who, other := w.Andina.Assessor.Membership(), w.Andina.Assessor2.Membership()
	w.Qualify(w.Andina.Assessor)
	at := "/assessors/" + who.String()
	fields(t, problem(t, c.post(at+"/appointments", object{"program_id": w.Andina.QAP, "grounds": "short"}), 422), map[string]string{"grounds": "assessor.grounds"})
	var made struct{ ID uuid.UUID }
	appointment := object{"program_id": w.Andina.QAP, "grounds": "Has judged forty role-plays elsewhere."}
	c.post(at+"/appointments", appointment).Status(http.StatusCreated).JSON(&made)
	problem(t, c.post(at+"/appointments", appointment), 409)
	problem(t, as(t, s, w, w.Andina.Assessor).post(at+"/appointments", appointment), 403)
	c.call("PUT", at, object{"languages": []string{"es"}, "monthly_limit": 3}).Status(http.StatusOK)
	problem(t, c.call("PUT", at, object{"languages": []string{"xx"}, "monthly_limit": 3}), 422)
	own := as(t, s, w, w.Andina.Assessor)
	var noted struct{ ID, Kind string }
	own.post(at+"/times", object{"kind": "free", "from": "2026-11-10", "until": "2026-11-30"}).Status(http.StatusCreated).JSON(&noted)
	problem(t, own.post(at+"/times", object{"kind": "free", "from": "2026-11-10", "until": "2026-11-01"}), 422)
	problem(t, as(t, s, w, w.Andina.Assessor2).call("DELETE", at+"/times/"+noted.ID, nil), 404)
	type suggested struct {
		MembershipID                             uuid.UUID `json:"membership_id"`
		Proposed, Independent, Qualified, Speaks bool
		Availability, Against                    string
		Why                                      []string
	}
	var p struct {
		Open        int
		Independent bool
		Suggestions []suggested
	}
	c.get("/assessments/" + a.ID.String() + "/proposal").Status(http.StatusOK).JSON(&p)
	if len(p.Suggestions) != 2 || p.Open != 2 || !p.Independent {
		t.Fatalf("%+v", p)
	}
	if one := p.Suggestions[0]; one.MembershipID != who || !one.Proposed || !one.Qualified || !one.Speaks || one.Availability != "free" || one.Against != "" || len(one.Why) != 6 {
		t.Errorf("first comes %+v", one)
	}
	if one := p.Suggestions[1]; one.MembershipID != other || one.Proposed || one.Against == "" {
		t.Errorf("then %+v", one)
	}
	take := func(ids ...uuid.UUID) object { return object{"membership_ids": ids} }
	problem(t, c.post("/assessments/"+a.ID.String()+"/proposal", take(who, other)), 409)
	problem(t, as(t, s, w, w.Nordic.Manager).get("/assessments/"+a.ID.String()+"/proposal"), 404)
	c.post("/assessments/"+a.ID.String()+"/proposal", take(who)).Status(http.StatusCreated)
	var listed struct {
		Items []struct {
			MembershipID uuid.UUID `json:"membership_id"`
			Open         int
			ThisMonth    int `json:"this_month"`
		}
	}
	c.get("/assessors?program_id=" + w.Andina.QAP.String()).Status(http.StatusOK).JSON(&listed)
	if len(listed.Items) != 1 || listed.Items[0].Open != 1 || listed.Items[0].ThisMonth != 1 {
		t.Errorf("%+v", listed)
	}
	c.call("DELETE", at+"/appointments/"+made.ID.String(), nil).Status(http.StatusOK)
	problem(t, c.call("DELETE", at+"/appointments/"+made.ID.String(), nil), 409)
}
