package web_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"accord/tenants"
	"accord/web"
	"accord/web/webtest"
)

func TestEachDoorAdmitsItsOwn(t *testing.T) {
	t.Parallel()
	w, site := serve(t)
	andina := "/o/" + w.Andina.Slug
	site.As(w.Andina.Trainer).Get(andina).Status(200).Says("inside", "Academia Andina de Mediación")
	site.As(w.IMI.Reviewer).Get("/imi").Status(200).Says("everywhere", "You are looking across organisations")
	site.As(w.Andina.Trainer).Get("/me").Status(200).Says("myself")
	site.Nobody().Get("/").Status(200).Says("anybody")
}

func TestADoorIsAbsentForEverybodyElse(t *testing.T) {
	t.Parallel()
	w, site := serve(t)
	for name, path := range map[string]string{
		"another's organisation": "/o/" + w.Nordic.Slug, "no organisation": "/o/nowhere", "oversight": "/imi", "IMI's own people": "/o/imi",
		"a strange name": "/o/%27%20or%201=1", "a long name": "/o/" + strings.Repeat("x", 2000),
	} {
		if got := site.As(w.Andina.Admin).Get(path); got.StatusCode != http.StatusNotFound {
			t.Errorf("%s answers %d", name, got.StatusCode)
		}
	}
	// the answer for another's organisation is the answer for none
	trim := func(path string) string {
		return strings.Split(site.As(w.Andina.Admin).Get(path).Words(), "Number of this request")[0]
	}
	if trim("/o/"+w.Nordic.Slug) != trim("/o/nowhere") {
		t.Error("another's organisation can be told from none")
	}
}

func TestNobodyIsLedToSignInAndBack(t *testing.T) {
	t.Parallel()
	w, site := serve(t)
	andina := "/o/" + w.Andina.Slug
	site.Nobody().Get(andina + "/?x=1").To("/sign-in?next=%2Fo%2F" + w.Andina.Slug + "%2F%3Fx%3D1")
	site.Nobody().Get("/imi").To("/sign-in?next=%2Fimi")
	site.Nobody().Post(andina+"/cohorts", webtest.Form{}).To("/sign-in")
	site.Nobody().With("Accept", "application/json").Get(andina).Status(http.StatusUnauthorized)
	answer := site.Nobody().With("HX-Request", "true").Get(andina).Status(http.StatusNoContent)
	if !strings.HasPrefix(answer.Header.Get("HX-Redirect"), "/sign-in") {
		t.Error(answer.Header)
	}
}

func TestAnIdThatIsNoneIsAbsent(t *testing.T) {
	t.Parallel()
	w, site := serve(t)
	trainer := site.As(w.Andina.Trainer)
	for _, id := range []string{"1", "x", "%00", "00000000000000000000000000000000", "{00000000-0000-7000-8000-000000000001}", "urn:uuid:00000000-0000-7000-8000-000000000001"} {
		trainer.Get("/o/" + w.Andina.Slug + "/cohorts/" + id).Status(http.StatusNotFound)
	}
	trainer.Get("/o/" + w.Andina.Slug + "/cohorts/00000000-0000-7000-8000-000000000001").Status(200)
}

func TestEveryRouteIsKnownWithItsDoor(t *testing.T) {
	t.Parallel()
	_, site := serve(t)
	known := site.App.Routes()
	for _, r := range site.App.Served() {
		if !slices.ContainsFunc(known, func(k web.Route) bool {
			return k.Method == r.Method && k.Pattern == r.Pattern && k.Door != "" && k.Name != ""
		}) {
			t.Errorf("%s %s is served without a door", r.Method, r.Pattern)
		}
	}
	for _, k := range known {
		if prefix := web.Prefix(k.Door); !strings.HasPrefix(k.Pattern, prefix) {
			t.Errorf("%s is behind the door %s and not below %s", k.Pattern, k.Door, prefix)
		}
		if k.Door == tenants.DoorPublic && (strings.HasPrefix(k.Pattern, "/o/") || strings.HasPrefix(k.Pattern, "/imi") || strings.HasPrefix(k.Pattern, "/me")) {
			t.Errorf("%s is public below another door's prefix", k.Pattern)
		}
	}
}

func TestTheSideBarShowsWhatARoleHas(t *testing.T) {
	t.Parallel()
	w, site := serve(t)
	andina := "/o/" + w.Andina.Slug
	site.As(w.Andina.Admin).Get(andina).Says("Trainees", "A form")
	site.As(w.Andina.Trainer).Get(andina).Says("Trainees").SaysNot("A form")
}

func TestAMistakeInARouteStopsTheProgram(t *testing.T) {
	t.Parallel()
	_, site := serve(t)
	for name, add := range map[string]func(){
		"taken":      func() { site.App.Member().Get("/cohorts/:id", "again", nil) },
		"no name":    func() { site.App.Member().Get("/x", "", nil) },
		"no pattern": func() { site.App.Member().Get("x", "x", nil) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: it went through", name)
				}
			}()
			add()
		}()
	}
}
