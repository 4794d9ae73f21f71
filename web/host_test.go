package web_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"accord/web"
)

func TestOnlyWhatWasAskedOfThisSiteIsAnswered(t *testing.T) {
	t.Parallel()
	w, _ := serve(t)
	alive, err := web.New(web.Config{Admission: w.DB, BaseURL: "https://accord.example"})
	if err != nil {
		t.Fatal(err)
	}
	probe := httptest.NewRequest(http.MethodGet, "/healthz", nil)
	probe.Host = "10.0.0.7:8080" // a balancer knows an address only
	if a, err := alive.Test(probe); err != nil || a.StatusCode != http.StatusOK {
		t.Errorf("a balancer is answered %v, %v", a, err)
	}
	for base, hosts := range map[string]map[string]bool{
		"http://127.0.0.1:8080": {"127.0.0.1:8080": true, "localhost:8080": true, "[::1]:8080": true, "127.0.0.1": true, "LOCALHOST.:8080": true,
			"evil.example:8080": false, "evil.example": false, "127.0.0.1.evil.example:8080": false, "localhost.evil.example": false, "10.0.0.7:8080": false, "0.0.0.0:8080": false},
		"https://accord.example": {"accord.example": true, "Accord.Example:443": true, "127.0.0.1:8080": true,
			"evil.example": false, "accord.example.evil.example": false, "other.accord.example": false, "203.0.113.7": false},
		"http://0.0.0.0:8080": {"203.0.113.7:8080": true, "[2001:db8::1]:8080": true, "localhost:8080": true, "evil.example:8080": false},
	} {
		app, err := web.New(web.Config{Admission: w.DB, BaseURL: base})
		if err != nil {
			t.Fatal(err)
		}
		app.Public().Get("/", "home", func(p *web.Public) error { return p.JSON("at home") })
		app.Public().Post("/", "post", func(p *web.Public) error { return p.JSON("at home") })
		for host, ours := range hosts {
			for _, method := range []string{http.MethodGet, http.MethodPost} {
				r := httptest.NewRequest(method, "/", nil)
				r.Host = host
				r.Header.Set("Origin", "http://"+host)
				answer, err := app.Test(r)
				if err != nil {
					t.Fatal(err)
				}
				text, _ := io.ReadAll(answer.Body)
				refused := answer.StatusCode == http.StatusMisdirectedRequest
				if refused == ours || (refused && strings.Contains(string(text), "evil")) || answer.Header.Get("Location") != "" {
					t.Errorf("%s: %s asked of %s is answered %d %s", base, method, host, answer.StatusCode, text)
				}
			}
		}
	}
}
