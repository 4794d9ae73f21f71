package web_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strconv"
	"testing"

	"accord/web"
)

func TestOneAddressCannotCopyTheRegisterByAskingForEachNumber(t *testing.T) {
	t.Parallel()
	w, _ := serve(t)
	app, err := web.New(web.Config{Admission: w.DB, Proxies: []netip.Prefix{netip.MustParsePrefix("0.0.0.0/32")}})
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []string{"/verify/:number", "/elsewhere", "/api/v1/credentials/:number"} {
		app.Public().Get(at, "page "+at, func(p *web.Public) error { return p.JSON("here") })
	}
	ask := func(client, path string) *http.Response {
		t.Helper()
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.Host = "127.0.0.1:8080"
		r.Header.Set("X-Forwarded-For", client)
		answer, err := app.Test(r)
		if err != nil {
			t.Fatal(err)
		}
		return answer
	}
	for client, limited := range map[string]bool{"203.0.113.7": true, "2001:db8::1": true, "10.0.0.7": false} {
		refused := 0
		for n := range 130 {
			if ask(client, "/verify/IMI-"+strconv.Itoa(n)).StatusCode == http.StatusTooManyRequests {
				refused++
			}
		}
		if refused != map[bool]int{true: 10}[limited] {
			t.Errorf("%s: %d of 130 are refused", client, refused)
		}
	}
	again := ask("203.0.113.7", "/api/v1/credentials/IMI-1") // the API is no way round
	var p web.Problem
	if err := json.NewDecoder(again.Body).Decode(&p); err != nil || again.StatusCode != http.StatusTooManyRequests || again.Header.Get("Retry-After") == "" || p.Status != http.StatusTooManyRequests || p.Type != "/api/v1/problems/too-often" {
		t.Errorf("the API answers %d, %+v (%v)", again.StatusCode, p, err)
	}
	if a := ask("2001:db8::2", "/verify/IMI-1"); a.StatusCode != http.StatusTooManyRequests {
		t.Error("the next address of the same network begins anew")
	}
	if a := ask("203.0.113.8", "/verify/IMI-1"); a.StatusCode != http.StatusOK {
		t.Error("another is refused with it")
	}
	if a := ask("203.0.113.7", "/elsewhere"); a.StatusCode != http.StatusOK {
		t.Error("other pages are refused with the register's")
	}
}
