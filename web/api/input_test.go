package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"

	"accord/tenants/fault"
	"accord/web"
)

func TestWhatIsNotKnownIsRefusedAtItsName(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	c := as(t, s, w, w.Andina.Manager)
	with := person("Ana Torres")
	with["tenant_id"], with["id"] = w.Nordic.ID, uuid.NewString()
	fields(t, problem(t, c.post("/candidates", with), 422), map[string]string{"tenant_id": "api.unexpected", "id": "api.unexpected"})
	fields(t, problem(t, c.get("/candidates?tenant="+w.Nordic.ID.String()), 422), map[string]string{"query.tenant": "api.unexpected"})
	p := problem(t, c.post("/assessments", object{"candidate_id": uuid.NewString(), "program_id": uuid.NewString(), "outcome": "passed"}), 422)
	fields(t, p, map[string]string{"outcome": "api.unexpected"})
	if n := w.Count(`select count(*) from candidate where tenant_id = $1`, w.Andina.ID); n != 0 {
		t.Error("it was added all the same")
	}
}

func TestWrongTypesAreRefusedEachAtItsField(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	c := as(t, s, w, w.Andina.Manager)
	fields(t, problem(t, c.post("/candidates", object{"name": 7, "email": []string{"a@b.c"}, "language": "español"}), 422),
		map[string]string{"name": "api.text", "email": "api.text", "language": "api.length"})
	fields(t, problem(t, c.post("/candidates", object{}), 422), map[string]string{"name": "api.required", "email": "api.required"})
	fields(t, problem(t, c.post("/cohorts", object{"program_id": "seven", "code": "A", "title": "T", "language": "es", "starts_on": "tomorrow", "ends_on": "2026-13-40", "capacity": 2.5, "required_hours": "many", "attendance_floor": true}), 422),
		map[string]string{"program_id": "api.uuid", "starts_on": "api.date", "ends_on": "api.date", "capacity": "api.integer", "required_hours": "api.number", "attendance_floor": "api.integer"})
	fields(t, problem(t, c.call("PUT", "/sessions/"+uuid.NewString()+"/attendance", object{"marks": []object{{"enrolment_id": uuid.NewString(), "mark": "asleep"}}}), 422), map[string]string{"marks[0].mark": "api.choice"})
	fields(t, problem(t, c.call("PUT", "/sessions/"+uuid.NewString()+"/attendance", object{"marks": "all"}), 422), map[string]string{"marks": "api.list"})
	fields(t, problem(t, c.get("/candidates?limit=0"), 422), map[string]string{"query.limit": "api.least"})
	fields(t, problem(t, c.get("/candidates?limit=many"), 422), map[string]string{"query.limit": "api.integer"})
	fields(t, problem(t, c.get("/candidates?limit=101"), 422), map[string]string{"query.limit": "api.most"})
	fields(t, problem(t, c.get("/candidates/seven"), 422), map[string]string{"path.id": "api.uuid"})
}

func TestTheDomainsOwnRefusalsStandAtTheSameFields(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	c := as(t, s, w, w.Andina.Manager)
	p := problem(t, c.post("/candidates", object{"name": "  ", "email": "nobody"}), 422)
	names := map[string]bool{}
	for _, f := range p.Errors {
		names[f.Field] = true
	}
	if p.Code != fault.Invalid || !names["name"] || !names["email"] {
		t.Errorf("refused with %+v", p)
	}
}

func TestARefusalSpeaksTheCallersLanguageAndRepeatsNothing(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	c := as(t, s, w, w.Andina.Manager).say("Accept-Language", "es-EC,es;q=0.9")
	w.Exec(`update account set locale = 'es' where person_id = $1`, w.Andina.Manager.Person())
	a := c.post("/candidates", object{"name": "<script>alert(1)</script>", "email": 7, "secret-of-mine": "4111 1111 1111 1111"})
	p := problem(t, a, 422)
	said := map[string]string{}
	for _, f := range p.Errors {
		said[f.Field] = f.Detail
	}
	if said["email"] != "Envíe un texto." || said["secret-of-mine"] != "Esto no se conoce aquí: revise el nombre." {
		t.Errorf("it says %v", said)
	}
	if strings.Contains(a.Text, "4111") || strings.Contains(a.Text, "alert(1)") {
		t.Errorf("it repeats what was sent: %s", a.Text)
	}
}

func TestTheLanguageACallAsksForComesBeforeTheAccounts(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	w.Exec(`update account set locale = 'es' where person_id = $1`, w.Andina.Manager.Person())
	c := as(t, s, w, w.Andina.Manager)
	for header, want := range map[string]string{"en-GB,en;q=0.9": "Send a text.", "": "Envíe un texto.", "*": "Envíe un texto.", "fi": "Envíe un texto."} {
		a := c.say("Accept-Language", header).post("/candidates", object{"name": "Ana", "email": 7})
		if !strings.Contains(a.Text, want) {
			t.Errorf("asked in %q: %s", header, a.Text)
		}
	}
}

func TestABodyThatIsNoJSONOrTooLargeIsRefused(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	c := as(t, s, w, w.Andina.Manager)
	for what, body := range map[string]string{"half": `{"name": "Ana`, "nothing": ``, "a list": `[]`, "two": `{"name":"A","email":"a@example.org"} {"name":"B"}`, "null": `null`, "words": `name=Ana`} {
		a := c.post("/candidates", body)
		if a.StatusCode != 400 && a.StatusCode != 422 {
			t.Errorf("%s: %d %s", what, a.StatusCode, a.Text)
			continue
		}
		problem(t, a, a.StatusCode)
	}
	if p := problem(t, c.post("/candidates", `{"name":"`+strings.Repeat("a", web.BodyLimit)+`"}`), 413); p.Code != fault.TooLarge {
		t.Errorf("too large is said as %+v", p)
	}
	p := problem(t, c.say("Content-Type", "application/xml").post("/candidates", `<name>Ana</name>`), 415)
	if p.Title == "" {
		t.Error("it is not said what is taken")
	}
	if n := w.Count(`select count(*) from candidate where tenant_id = $1`, w.Andina.ID); n != 0 {
		t.Errorf("%d candidates of that", n)
	}
}

func TestIdsOfAnotherOrganisationAreAbsent(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	theirs := id(t, as(t, s, w, w.Nordic.Manager).post("/candidates", person("Kari Nordmann")))
	c := as(t, s, w, w.Andina.Manager)
	mine := id(t, c.post("/candidates", person("Ana Torres")))
	problem(t, c.get("/candidates/"+theirs), 404)
	problem(t, c.call("PUT", "/candidates/"+theirs, person("Mine now")), 404)
	problem(t, c.post("/assessments", object{"candidate_id": theirs, "program_id": w.Andina.QAP}), 404)
	for _, a := range []*http.Response{
		c.post("/assessments", object{"candidate_id": mine, "program_id": w.Nordic.QAP}).Response,
		c.post("/submissions", object{"candidate_id": theirs, "program_id": w.Andina.QAP}).Response,
		c.post("/cohorts", object{"program_id": w.Nordic.CMTP, "code": "A", "title": "T", "language": "es", "starts_on": "2026-12-01", "ends_on": "2026-12-20", "capacity": 20, "required_hours": 40, "attendance_floor": 90}).Response,
	} {
		if a.StatusCode != 404 && a.StatusCode != 422 {
			t.Errorf("%s took another's id: %d", a.Request.URL.Path, a.StatusCode)
		}
	}
	if n := w.Count(`select count(*) from candidate where id = $1 and name = 'Kari Nordmann'`, uuid.MustParse(theirs)); n != 1 {
		t.Error("their candidate was changed")
	}
}

func TestAnAddressThatIsNotThereIsAProblemToo(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	c := as(t, s, w, w.Andina.Manager)
	for _, path := range []string{"/api/v1/nothing", "/api/v2/cohorts", "/nothing", "/cohorts/" + uuid.NewString() + "/nothing"} {
		if p := problem(t, c.get(path), 404); p.Code != fault.NotFound {
			t.Errorf("%s: %+v", path, p)
		}
	}
	a := c.call("PATCH", "/candidates", object{})
	problem(t, a, 405)
	if allow := a.Header.Get("Allow"); !strings.Contains(allow, "POST") {
		t.Errorf("it is not said which methods there are: %q", allow)
	}
	problem(t, s.Nobody().Get("/api/v1/o/"+w.Andina.Slug+"/nothing"), 401)
}
