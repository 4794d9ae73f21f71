package web_test

import (
	"net/http"
	"strings"
	"testing"

	"accord/web/webtest"
)

func TestAFormOfThisSiteIsAccepted(t *testing.T) {
	t.Parallel()
	w, site := serve(t)
	for _, c := range []*webtest.Client{site.Nobody(), site.As(w.Andina.Trainer)} {
		c.Post("/form", webtest.Form{"name": {"Rosa"}}).To("/")
		c.With("Sec-Fetch-Site", "same-origin").With("Origin", site.URL).Post("/form", webtest.Form{"name": {"Rosa"}}).To("/")
	}
}

func TestAFormOfAnotherSiteIsRefused(t *testing.T) {
	t.Parallel()
	w, site := serve(t)
	for _, from := range [][2]string{
		{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Sec-Fetch-Site", "none"},
		{"Origin", "https://evil.example"}, {"Origin", "null"}, {"Origin", site.URL + ".evil.example"},
	} {
		site.As(w.Andina.Trainer).With(from[0], from[1]).Post("/form", webtest.Form{"name": {"Rosa"}}).Status(http.StatusForbidden).Says("another site")
	}
}

func TestAFormWithoutItsVisitorsTokenIsRefused(t *testing.T) {
	t.Parallel()
	w, site := serve(t)
	trainer, other := site.As(w.Andina.Trainer), site.As(w.Andina.Admin)
	good, others := trainer.CSRF(), other.CSRF()
	for name, token := range map[string][]string{
		"none": nil, "empty": {""}, "another's": {others}, "two": {good, good}, "cut": {good[:len(good)-2]}, "changed": {strings.ToUpper(good)}, "a visitor's": {site.Nobody().CSRF()},
	} {
		form := webtest.Form{"name": {"Rosa"}}
		if token != nil {
			form["_csrf"] = token
		}
		if got := trainer.PostRaw("/form", form).StatusCode; got != http.StatusForbidden {
			t.Errorf("%s: %d", name, got)
		}
	}
	trainer.PostRaw("/form", webtest.Form{"name": {"Rosa"}, "_csrf": {good}}).To("/")
}

func TestTheTokenIsMaskedAnewOnEachPage(t *testing.T) {
	t.Parallel()
	w, site := serve(t)
	trainer := site.As(w.Andina.Trainer)
	first, second := trainer.CSRF(), trainer.CSRF()
	if first == second {
		t.Error("the same token twice: compression could tell it")
	}
	trainer.PostRaw("/form", webtest.Form{"name": {"Rosa"}, "_csrf": {first}}).To("/")
}

func TestABearerDoesNotExcuseAPageFromItsToken(t *testing.T) {
	t.Parallel()
	w, site := serve(t)
	site.As(w.Andina.Trainer).With("Authorization", "Bearer x").PostRaw("/form", webtest.Form{"name": {"Rosa"}}).Status(http.StatusForbidden)
}
