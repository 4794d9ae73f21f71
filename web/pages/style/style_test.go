package style

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"testing"
	"time"

	"accord/web"
	"accord/web/browsertest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// site serves the style pages; nobody ever signs in there.
func site(t *testing.T) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	app, err := web.New(web.Config{Admission: struct{ web.Admission }{}, BaseURL: "http://" + ln.Addr().String(), Rehearsal: true})
	if err != nil {
		t.Fatal(err)
	}
	Routes(app)
	done := make(chan error, 1)
	go func() { done <- app.Serve(ln) }()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := app.Stop(ctx); err != nil {
			t.Error(err)
		}
		<-done
	})
	return "http://" + ln.Addr().String()
}

var pages = map[string]string{
	"style": "/style", "oversight": "/style?door=overseer", "public": "/style/public", "sign-in": "/style/sign-in",
	"sign-in-refused": "/style/sign-in?refused=1", "confirm": "/style/confirm", "form": "/style/form",
	"not-found": "/style/faults/not-found", "forbidden": "/style/faults/forbidden", "conflict": "/style/faults/conflict",
	"internal": "/style/faults/internal", "unavailable": "/style/faults/unavailable",
}

var everywhere = map[string]bool{"style": true, "sign-in-refused": true}

func TestEveryComponentIsAccessibleAndFits(t *testing.T) {
	t.Parallel()
	base := site(t)
	for _, width := range []int64{1440, 390} {
		for _, locale := range []string{"en", "es", "x-rtl"} {
			t.Run(fmt.Sprintf("%d %s", width, locale), func(t *testing.T) {
				t.Parallel()
				p := browsertest.Open(t, base, browsertest.Width(width), browsertest.Cookie("locale", locale))
				p.Allow("a status of 5")
				for name, path := range pages {
					// the small pages are made of the same components: in one language
					if everywhere[name] || locale == "en" {
						p.Go(path)
						p.InspectThemes(fmt.Sprintf("%s-%d-%s", name, width, url.PathEscape(locale)))
					}
				}
			})
		}
	}
}

func TestNothingScrollsSidewaysFrom320(t *testing.T) {
	t.Parallel()
	p := browsertest.Open(t, site(t), browsertest.Width(320))
	p.Allow("a status of 5")
	for _, path := range pages {
		p.Go(path)
		p.Fits()
	}
	p.Go("/style")
	p.Shot("style-320-light-en")
}
