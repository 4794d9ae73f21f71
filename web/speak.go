package web

import (
	"net/url"
	"time"

	"github.com/gofiber/fiber/v2"

	"accord/web/locales"
)

// rehearsal is the name of the right-to-left rehearsal among the languages.
const rehearsal = "x-rtl"

// speak chooses the reader's language and zone. The language chosen on this
// device comes first (signing in forgets it), then the account's, then what
// the browser asks for. The zone is the account's, then the device's.
func (r *Request) speak() {
	zone := zoneOf(r.Signed.TimeZone())
	if zone == nil {
		cookie, _ := url.QueryUnescape(r.c.Cookies("zone"))
		zone = zoneOf(cookie)
	}
	chosen := r.c.Cookies("locale")
	if r.app.config.Rehearsal && chosen == rehearsal {
		r.T = locales.Pseudo(zone)
		return
	}
	r.T = locales.New(locales.Negotiate(r.c.Get(fiber.HeaderAcceptLanguage), chosen, r.Signed.Locale()), zone)
}

// zoneOf answers a zone by name; nil for none and for names that are none.
func zoneOf(name string) *time.Location {
	if name == "" || name == "Local" || len(name) > 64 {
		return nil
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil
	}
	return zone
}
