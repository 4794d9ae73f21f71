package web_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"accord/app/apptest"
	"accord/web"
	ui "accord/web/templates"
	"accord/web/webtest"
)

func TestTheSessionsCookieIsBoundToItsSite(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	in := func(app *web.App) {
		app.Public().Get("/in", "test.in", func(p *web.Public) error { p.SignIn("the-token"); return p.Go("/") })
		app.Public().Get("/out", "test.out", func(p *web.Public) error { p.SignOut(); return p.Go("/") })
	}
	for base, want := range map[string][]string{
		"https://accord.example": {"__Host-accord=the-token", "path=/", "HttpOnly", "secure", "SameSite=Lax", "max-age=1209600"},
		"http://127.0.0.1:8080":  {"accord=the-token", "path=/", "HttpOnly", "SameSite=Lax"},
	} {
		site := webtest.With(t, w, web.Config{BaseURL: base}, in)
		cookies := strings.Join(site.Nobody().Get("/in").Header.Values("Set-Cookie"), "\n")
		for _, part := range want {
			if !strings.Contains(cookies, part) {
				t.Errorf("%s: %s lacks %s", base, cookies, part)
			}
		}
		if strings.Contains(strings.ToLower(cookies), "domain=") {
			t.Errorf("%s: %s names a domain", base, cookies)
		}
		if out := strings.Join(site.Nobody().Get("/out").Header.Values("Set-Cookie"), "\n"); !strings.Contains(out, "accord=;") {
			t.Errorf("%s: signing out leaves the cookie: %s", base, out)
		}
	}
}

func TestOnlyHttpsIsStrict(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	for base, want := range map[string]bool{"https://accord.example": true, "http://127.0.0.1:8080": false} {
		site := webtest.With(t, w, web.Config{BaseURL: base})
		if got := site.Nobody().Get("/nowhere").Header.Get("Strict-Transport-Security") != ""; got != want {
			t.Errorf("%s: %v", base, got)
		}
	}
}

func TestAFlashIsShownOnceAndToItsVisitorOnly(t *testing.T) {
	t.Parallel()
	_, site := serve(t)
	c := site.Nobody()
	answer := c.Post("/form", webtest.Form{"name": {"<b>Rosa</b>"}})
	flash := ""
	for _, cookie := range answer.Cookies() {
		if cookie.Name == "flash" {
			flash = cookie.Value
		}
	}
	answer.To("/")
	if page := answer.Follow().Says("<b>Rosa</b> is saved."); strings.Contains(page.Text, "<b>Rosa") {
		t.Error("what was typed became markup")
	}
	c.Get("/").SaysNot("is saved")

	stranger := httptest.NewRequest(http.MethodGet, site.URL+"/", nil)
	stranger.RequestURI = ""
	stranger.AddCookie(&http.Cookie{Name: "flash", Value: flash})
	site.Nobody().Do(stranger).SaysNot("is saved")
}

func TestAPageRemembersThemeAndLanguage(t *testing.T) {
	t.Parallel()
	w, site := serve(t)
	c := site.As(w.Andina.Trainer)
	here := "/o/" + w.Andina.Slug + "/"
	if page := c.Get(here); !strings.Contains(page.Text, `lang="en" dir="ltr" data-theme="system"`) {
		t.Error(page.Text[:200])
	}
	c.Post("/preferences", webtest.Form{"theme": {"dark"}, "back": {here + "?x=1"}}).To(here + "?x=1")
	c.Post("/preferences", webtest.Form{"locale": {"es"}, "back": {here}}).To(here)
	if page := c.Get(here).Says("Formación"); !strings.Contains(page.Text, `lang="es" dir="ltr" data-theme="dark"`) {
		t.Error(page.Text[:200])
	}
	c.Post("/preferences", webtest.Form{"theme": {"pink"}, "back": {here}}).Status(422)
	c.Post("/preferences", webtest.Form{"locale": {"fr"}, "back": {here}}).Status(422)
}

func TestTheWayBackStaysOnThisSite(t *testing.T) {
	t.Parallel()
	_, site := serve(t)
	for _, back := range []string{"https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "", "x", "/a\r\nSet-Cookie: x=1", "/%0d%0a//evil.example/..//"} {
		answer := site.Nobody().Post("/preferences", webtest.Form{"theme": {"dark"}, "back": {back}})
		if to := answer.Header.Get("Location"); answer.StatusCode == http.StatusSeeOther && (!strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//")) || len(answer.Header.Values("Set-Cookie")) > 0 && strings.Contains(strings.Join(answer.Header.Values("Set-Cookie"), ""), "x=1") {
			t.Errorf("%q leads to %q (%d)", back, to, answer.StatusCode)
		}
	}
	answer := site.Nobody().With("Referer", "https://evil.example/x").Post("/preferences", webtest.Form{"theme": {"dark"}, "back": {"/"}})
	answer.To("/")
}

func TestTheReadersZoneIsTheDevicesUntilTheAccountSays(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	site := webtest.New(t, w, func(app *web.App) {
		app.Public().Get("/", "test.zone", func(p *web.Public) error { return p.Render(ui.Page{Title: "x"}, ui.Moment(apptest.Start)) })
	})
	for zone, want := range map[string]string{
		"": "09:00 UTC", "Europe%2FOslo": "10:00 CET", "Europe/Oslo": "10:00 CET", "America%2FGuayaquil": "04:00 Guayaquil (UTC−5)",
		"Local": "09:00 UTC", "..%2F..%2Fetc%2Fpasswd": "09:00 UTC", "x": "09:00 UTC",
	} {
		r := httptest.NewRequest(http.MethodGet, site.URL+"/", nil)
		r.RequestURI = ""
		if zone != "" {
			r.Header.Set("Cookie", "zone="+zone)
		}
		site.Nobody().Do(r).Says(want)
	}
}
