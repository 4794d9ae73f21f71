package mainjob_test

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"time"

	"github.com/google/uuid"
)

// isWalkedByTheAPI is the case once more by endpoints alone; what an applicant
// does by their link, only a person does.
func (c *contest) isWalkedByTheAPI() {
	p := c.programs
	c.appliesByHand()
	c.isCandidate()
	at := c.judgedByTheAPI(mateo, teresa, 1)
	c.disagrees(at)
	p.refused(joaquin, "POST", at+"/decision", object{"outcome": "failed", "minute": "Según las hojas."}, 409)
	if c.moderated {
		c.moderatesByTheAPI(at)
	} else {
		p.refused(joaquin, "POST", at+"/moderation", object{"held_on": "2026-11-16", "reasons": "", "agreed": []object{}}, 422, `"pointer":"#/reasons"`)
		p.makes(joaquin, at+"/assessors", object{"membership_id": p.ids[rosa.name], "because": "Their papers are on their way."})
		c.handsIn(rosa, at, 1)
	}
	p.does(joaquin, "POST", at+"/decision", object{"outcome": "failed", "minute": "Según las hojas y lo acordado."}, nil)
	p.does(joaquin, "POST", at+"/result", object{"words": "El cierre aún no está claro."}, nil)
	c.allowed(at)

	again := c.judgedByTheAPI(pablo, ines, 4, mateo, teresa)
	p.does(joaquin, "POST", again+"/decision", object{"outcome": "passed", "minute": "Según las hojas."}, nil)
	p.does(joaquin, "POST", again+"/result", object{"words": "Enhorabuena."}, nil)
	var was, is struct {
		Outcome string
		Attempt int
	}
	p.does(joaquin, "GET", at, nil, &was)
	p.does(joaquin, "GET", again, nil, &is)
	if was.Outcome != "failed" || is.Outcome != "passed" || is.Attempt != 1 { // what has fallen is no attempt
		p.t.Errorf("first %+v, then %+v", was, is)
	}
	c.isReady()
}

// appliesByHand sends what the applicant's pages ask, and has it admitted.
func (c *contest) appliesByHand() {
	p := c.programs
	jar, err := cookiejar.New(nil)
	ok(p.t, err)
	browser := &http.Client{Jar: jar}
	public := "/programs/" + p.ids[c.kind]
	p.fills(browser, public, public+"/application", url.Values{"name": {c.candidate.name}, "email": {c.candidate.email}})
	link := p.mailed(c.candidate, "Academia Andina")
	p.fills(browser, link, link, url.Values{"act": {"submit"}, "name": {c.candidate.name}, "language": {"es"}, "country": {"EC"},
		"profession": {"Abogacía"}, "motivation": {"Medio desde hace años."}, "notice": {"on"},
		"notice_version": {ask[uuid.UUID](p.house, `select id from notice where kind = 'privacy' and tenant_id = $1`, p.house.ids["organisation"]).String()}})
	var sent struct{ Items []struct{ ID, Name string } }
	p.does(joaquin, "GET", p.o("/applications?state=received"), nil, &sent)
	if len(sent.Items) != 1 || sent.Items[0].Name != c.candidate.name {
		p.t.Fatalf("sent in are %+v", sent.Items)
	}
	at := p.o("/applications/" + sent.Items[0].ID)
	p.refused(joaquin, "POST", at+"/admission", object{"cohort_id": uuid.NewString()}, 422)
	p.does(joaquin, "POST", at+"/admission", object{}, nil)
}

// judgedByTheAPI opens an assessment and has two sheets handed in; barred are
// refused as assessors first.
func (c *contest) judgedByTheAPI(first, second person, last int, barred ...person) string {
	c.t.Helper()
	p := c.programs
	at := p.o("/assessments/" + p.makes(joaquin, p.o("/assessments"), object{"candidate_id": c.at, "program_id": p.ids[c.kind]}))
	for _, who := range barred {
		p.refused(joaquin, "POST", at+"/assessors", object{"membership_id": p.ids[who.name]}, 409)
	}
	for _, who := range []person{first, second} {
		p.makes(joaquin, at+"/assessors", object{"membership_id": p.ids[who.name], "because": "Their papers are on their way."})
	}
	c.handsIn(first, at, 4)
	c.handsIn(second, at, last)
	return at
}

// handsIn declares and hands a sheet in.
func (c *contest) handsIn(who person, at string, last int) {
	c.t.Helper()
	p := c.programs
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
	for i, k := range sheet.Criteria {
		scores = append(scores, object{"criterion_id": k.ID, "points": points(i, len(sheet.Criteria), k.ScaleMax, last)})
	}
	p.does(who, "POST", at+"/sheet", object{"revision": sheet.Revision, "scores": scores}, nil)
}

// sheets are an assessment's, side by side.
type sheets struct {
	Rows []struct {
		Criterion struct{ ID string }
		Differs   bool
	}
	Disagreement *struct {
		SettledAt *time.Time `json:"settled_at"`
	}
}

func (c *contest) disagrees(at string) (s sheets) {
	c.t.Helper()
	c.does(joaquin, "GET", at+"/comparison", nil, &s)
	for i, r := range s.Rows {
		if r.Differs != (i == len(s.Rows)-1) {
			c.t.Errorf("criterion %d differs: %v", i+1, r.Differs)
		}
	}
	if s.Disagreement == nil || s.Disagreement.SettledAt != nil {
		c.t.Fatalf("the disagreement is %+v", s.Disagreement)
	}
	return s
}

func (c *contest) moderatesByTheAPI(at string) {
	rows := c.disagrees(at).Rows
	c.makes(joaquin, at+"/moderation", object{"held_on": "2026-11-16", "reasons": "Vimos juntos la grabación.",
		"agreed": []object{{"criterion_id": rows[len(rows)-1].Criterion.ID, "points": 2}}})
}

// allowed notes an appeal, and has a panel of two who had no part allow it.
func (c *contest) allowed(at string) {
	p := c.programs
	appeal := p.o("/appeals/" + p.makes(joaquin, at+"/appeals", object{"ground": "procedure", "statement": "El juego de rol empezó media hora tarde."}))
	p.refused(joaquin, "POST", appeal+"/panel", object{"membership_id": p.ids[mateo.name]}, 409)
	for _, who := range []person{elena, clara} {
		p.makes(joaquin, appeal+"/panel", object{"membership_id": p.ids[who.name]})
		p.does(who, "POST", appeal+"/declaration", nil, nil)
	}
	draft := object{"outcome": "allowed", "minute": "Oídas ambas partes.", "answer": "Tiene razón."}
	p.refused(joaquin, "POST", appeal+"/draft", draft, 404)
	at = appeal + "/draft/" + p.makes(clara, appeal+"/draft", draft)
	p.refused(joaquin, "POST", at+"/agreement", object{}, 404)
	var told struct{ State string }
	if p.does(clara, "GET", appeal, nil, &told); told.State != "lodged" {
		p.t.Errorf("one of two has decided: it is %s", told.State)
	}
	p.does(elena, "POST", at+"/agreement", nil, &told)
	if told.State != "allowed" {
		p.t.Errorf("both agree, and it is %s", told.State)
	}
}
