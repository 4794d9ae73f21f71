package web

import (
	"net/netip"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/limiter"

	"accord/tenants/fault"
)

// How much one public address may ask for in a minute, at each replica: of
// the register, which nobody should copy by guessing, and of everything, which
// a classroom behind one address stays far below. Signing in, resets and
// changes of a password are counted for themselves: see people.SignIn.
const (
	registerPerMinute = 120
	askedPerMinute    = 1500
)

// limits refuses who asks too often, with 429.
func (a *App) limits() {
	a.fiber.Use(a.limited(askedPerMinute, func(path string) bool { return !isAsset(path) && path != alivePath }))
	a.fiber.Use(a.limited(registerPerMinute, func(path string) bool {
		for _, at := range []string{"/verify", "/find", "/api/v1/credentials"} {
			if path == at || strings.HasPrefix(path, at+"/") {
				return true
			}
		}
		return false
	}))
}

func (a *App) limited(perMinute int, counts func(path string) bool) fiber.Handler {
	return limiter.New(limiter.Config{
		Max: perMinute, Expiration: time.Minute, LimiterMiddleware: limiter.SlidingWindow{},
		Next:         func(c *fiber.Ctx) bool { return !counts(c.Path()) || whose(a.request(c).Address()) == "" },
		KeyGenerator: func(c *fiber.Ctx) string { return whose(a.request(c).Address()) },
		LimitReached: func(c *fiber.Ctx) error {
			r := a.request(c)
			f := fault.New(fault.Unavailable, "fault.too_often")
			if r.wantsJSON() {
				return r.refuseAs(f, fiber.StatusTooManyRequests)
			}
			return c.Status(fiber.StatusTooManyRequests).SendString(r.sentence(f))
		},
	})
}

// whose is the network that an address counts for; "" for one that tells
// nobody from another: the machine's own, or a private network's, is a proxy's.
func whose(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil || ip.IsLoopback() || ip.IsPrivate() || ip.IsUnspecified() || ip.IsLinkLocalUnicast() {
		return ""
	}
	if ip = ip.Unmap(); ip.Is6() {
		p, _ := ip.Prefix(64) // one visitor's network; it has more addresses than anybody can count
		return p.String()
	}
	return ip.String()
}
