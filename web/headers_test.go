package web_test

import (
	"regexp"
	"strings"
	"testing"

	"accord/app/apptest"
	"accord/web"
	"accord/web/webtest"
)

func TestEveryAnswerCarriesTheContentPolicy(t *testing.T) {
	t.Parallel()
	_, site := serve(t)
	nonce := regexp.MustCompile(`script-src 'nonce-([\w-]{20,})'`)
	seen := map[string]bool{}
	for _, path := range []string{"/", "/nowhere", "/panic", "/faults/conflict"} {
		answer := site.Nobody().Get(path)
		policy := answer.Header.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "style-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'", "frame-src 'none'"} {
			if !strings.Contains(policy, want) {
				t.Errorf("%s: %s lacks %s", path, policy, want)
			}
		}
		if strings.Contains(policy, "unsafe") {
			t.Errorf("%s: %s", path, policy)
		}
		m := nonce.FindStringSubmatch(policy)
		if m == nil || seen[m[1]] || !strings.Contains(answer.Text, `nonce="`+m[1]+`"`) {
			t.Errorf("%s: the nonce is missing, used before, or not the page's: %s", path, policy)
			continue
		}
		seen[m[1]] = true
		if answer.Header.Get("Cache-Control") != "no-store" || answer.Header.Get("X-Content-Type-Options") != "nosniff" || answer.Header.Get("X-Request-Id") == "" {
			t.Errorf("%s: %v", path, answer.Header)
		}
	}
}

func TestTheEvidenceStoreIsTheOnlyOtherOrigin(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	site := webtest.With(t, w, web.Config{Evidence: []string{"https://evidence.example"}}, pages{w.DB}.routes)
	policy := site.Nobody().Get("/").Header.Get("Content-Security-Policy")
	for _, want := range []string{"img-src 'self' data: https://evidence.example;", "media-src 'self' https://evidence.example;", "frame-src https://evidence.example;", "connect-src 'self' https://evidence.example;"} {
		if !strings.Contains(policy, want) {
			t.Errorf("%s lacks %s", policy, want)
		}
	}
}

func TestNothingIsInlineInAPage(t *testing.T) {
	t.Parallel()
	w, site := serve(t)
	inline := regexp.MustCompile(`(?i)<style|\sstyle=|\son[a-z]+=|hx-on|javascript:|<script(?:[^>]*)>[^<]`)
	for _, page := range []string{site.As(w.Andina.Admin).Get("/o/" + w.Andina.Slug).Text, site.Nobody().Get("/").Text, site.Nobody().Get("/nowhere").Text} {
		if found := inline.FindString(page); found != "" {
			t.Errorf("%q", found)
		}
	}
}

func TestTheLogNamesRequestsAndNoSecrets(t *testing.T) {
	t.Parallel()
	w, site := serve(t)
	c := site.As(w.Andina.Trainer)
	c.With("Authorization", "Bearer planted-secret").Get("/o/" + w.Andina.Slug + "/?token=planted-secret")
	c.Post("/form", webtest.Form{"name": {"planted-secret"}})
	c.Get("/o/planted-secret")
	log := site.Log.String()
	if strings.Contains(log, "planted-secret") {
		t.Errorf("the log has a secret:\n%s", log)
	}
	for _, want := range []string{`"route":"/o/:organisation"`, `"tenant":"` + w.Andina.ID.String(), `"person":"` + w.Andina.Trainer.Person().String(), `"status":200`, `"request":"`, `"took":`} {
		if !strings.Contains(log, want) {
			t.Errorf("the log lacks %s", want)
		}
	}
}
