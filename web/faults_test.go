package web_test

import (
	"net/http"
	"strings"
	"testing"

	"accord/web"
	"accord/web/webtest"
)

var statuses = map[string]int{"invalid": 422, "forbidden": 403, "not_found": 404, "conflict": 409, "too_large": 413, "unavailable": 503, "internal": 500}

func TestAFaultIsAPageForPeople(t *testing.T) {
	t.Parallel()
	_, site := serve(t)
	for code, status := range statuses {
		site.Nobody().Get("/faults/"+code).Status(status).Says("Somebody else changed this at the same moment.", "Go to the overview").SaysNot("secret cause")
	}
	site.Nobody().With("Accept-Language", "es").Get("/nowhere").Status(404).Says("Esta página no está aquí")
}

func TestAFaultIsAProblemForPrograms(t *testing.T) {
	t.Parallel()
	_, site := serve(t)
	for code, status := range statuses {
		var p web.Problem
		answer := site.Nobody().With("Accept", "application/json").Get("/faults/" + code).Status(status).JSON(&p).SaysNot("secret cause")
		if answer.Header.Get("Content-Type") != "application/problem+json" || string(p.Code) != code || p.Status != status || p.Request == "" || p.Title == "" || p.Detail == "" || p.Type != web.ProblemTypes+web.ProblemKind(status) {
			t.Errorf("%s: %s %+v", code, answer.Header.Get("Content-Type"), p)
		}
	}
	site.Nobody().Get("/api/v1/nowhere").Status(404).Says(`"code":"not_found"`)
}

func TestAFaultIsANoticeForAPartOfAPage(t *testing.T) {
	t.Parallel()
	_, site := serve(t)
	answer := site.Nobody().With("HX-Request", "true").Get("/faults/conflict").Status(409).Says("Somebody else changed this")
	if answer.Header.Get("HX-Retarget") != "#flash" || strings.Contains(answer.Text, "<html") {
		t.Errorf("%v\n%s", answer.Header, answer.Text)
	}
}

func TestAPanicIsOurMistakeAndTellsNothing(t *testing.T) {
	t.Parallel()
	_, site := serve(t)
	for _, path := range []string{"/panic", "/broken"} {
		site.Nobody().Get(path).Status(500).Says("Something went wrong on our side").SaysNot("secret cause")
	}
	if !strings.Contains(site.Log.String(), "the secret cause") {
		t.Error("the log does not have the cause")
	}
	site.Nobody().Get("/").Status(200)
}

func TestWhatIsTooLargeIsRefusedAndNothingElse(t *testing.T) {
	t.Parallel()
	_, site := serve(t)
	c := site.Nobody()
	c.Post("/form", webtest.Form{"name": {strings.Repeat("x", web.BodyLimit)}}).Status(http.StatusRequestEntityTooLarge).Says("This is too large")
	c.Post("/form", webtest.Form{"name": {"Rosa"}}).To("/")
}

func TestARefusedFormKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	_, site := serve(t)
	c := site.Nobody()
	c.Post("/form", webtest.Form{"name": {""}}).Status(422).Says("There is a problem", "Enter a value")
	c.Post("/form", webtest.Form{"name": {"Rosa"}, "admin": {"yes"}}).Status(422).Says("“admin” is no field of this form")
	c.Post("/form", webtest.Form{"name": {"a", "b"}}).Status(422).Says("Send this only once")
	c.Post("/form", webtest.Form{"name": {"a\x00b"}}).Status(422).Says("cannot be stored")
	c.Post("/form", webtest.Form{"name": {"a\xffb"}}).Status(422)
}

func TestABodyThatIsNoFormIsRefused(t *testing.T) {
	t.Parallel()
	_, site := serve(t)
	c := site.Nobody()
	token := c.CSRF()
	for _, kind := range []string{"application/json", "text/plain", "", "multipart/form-data", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"} {
		r, err := http.NewRequest(http.MethodPost, site.URL+"/form", strings.NewReader(`{"name":"Rosa"}`))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", kind)
		r.Header.Set("X-CSRF-Token", token)
		if got := c.Do(r).StatusCode; got != 422 && got != 403 {
			t.Errorf("%q is answered %d", kind, got)
		}
	}
}
