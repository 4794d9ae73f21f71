package web

import (
	"strings"

	"github.com/gofiber/fiber/v2"
)

// headers are said with every answer. Nothing runs or loads that this site did
// not send: no inline script, style or handler.
func (a *App) headers(c *fiber.Ctx) error {
	r := a.request(c)
	c.Set("Content-Security-Policy", a.policy(r.nonce))
	c.Set("X-Content-Type-Options", "nosniff")
	c.Set("X-Frame-Options", "DENY")
	c.Set("Referrer-Policy", "same-origin")
	c.Set("Cross-Origin-Opener-Policy", "same-origin")
	c.Set("Cross-Origin-Resource-Policy", "same-origin")
	c.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()")
	if a.secure {
		c.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
	}
	c.Set("X-Request-Id", r.id)
	return c.Next()
}

func (a *App) policy(nonce string) string {
	evidence := ""
	if len(a.config.Evidence) > 0 {
		evidence = " " + strings.Join(a.config.Evidence, " ")
	}
	frames := "'none'"
	if evidence != "" {
		frames = strings.TrimSpace(evidence)
	}
	return "default-src 'none'; script-src 'nonce-" + nonce + "'; style-src 'self'; font-src 'self'; img-src 'self' data:" + evidence +
		"; media-src 'self'" + evidence + "; frame-src " + frames + "; connect-src 'self'" + evidence +
		"; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
}
