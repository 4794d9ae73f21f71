package web_test

import (
	"net/http"
	"net/netip"
	"testing"

	"accord/app/apptest"
	"accord/web"
	"accord/web/webtest"
)

func TestTheClientsAddressIsTakenFromOurProxiesOnly(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	ours := []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("10.1.0.0/16")}
	for name, c := range map[string]struct {
		proxies []netip.Prefix
		said    []string
		want    string
	}{
		"no proxy of ours":              {nil, []string{"203.0.113.9"}, "127.0.0.1"},
		"a stranger is not our proxy":   {ours[1:], []string{"203.0.113.9"}, "127.0.0.1"},
		"one proxy":                     {ours, []string{"203.0.113.9"}, "203.0.113.9"},
		"two proxies":                   {ours, []string{"203.0.113.9, 10.1.0.7"}, "203.0.113.9"},
		"what the client made up":       {ours, []string{"198.51.100.1, 203.0.113.9"}, "203.0.113.9"},
		"a proxy the client made up":    {ours, []string{"198.51.100.1, 10.1.0.7, 203.0.113.9"}, "203.0.113.9"},
		"a proxy that says nothing":     {ours, nil, "127.0.0.1"},
		"a proxy that says no address":  {ours, []string{"somebody"}, "127.0.0.1"},
		"an address of the new kind":    {ours, []string{"2001:db8::7"}, "2001:db8::7"},
		"an old address written as new": {ours, []string{"::ffff:203.0.113.9"}, "203.0.113.9"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site := webtest.With(t, w, web.Config{Proxies: c.proxies}, func(app *web.App) {
				app.Public().Get("/whence", "test.whence", func(p *web.Public) error { return p.JSON(p.Address()) })
			})
			ask, err := http.NewRequestWithContext(t.Context(), http.MethodGet, site.URL+"/whence", nil)
			if err != nil {
				t.Fatal(err)
			}
			ask.Header["X-Forwarded-For"] = c.said
			answer, err := http.DefaultClient.Do(ask)
			if err != nil {
				t.Fatal(err)
			}
			defer answer.Body.Close()
			got := make([]byte, 100)
			n, _ := answer.Body.Read(got)
			if string(got[:n]) != `"`+c.want+`"` {
				t.Errorf("%s, want %s", got[:n], c.want)
			}
		})
	}
}
