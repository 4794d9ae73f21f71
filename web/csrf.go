package web

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"accord/tenants/fault"
)

// A form is ours when the browser says that it comes from this site
// (Sec-Fetch-Site) and when it carries the token of the visitor's own cookie:
// the session's, or before signing in one that only forms use. The token is
// derived from the cookie, so nothing is stored; it is masked anew on each
// page, so that compression tells nothing of it.

const tokenLength = 16

func secretSum(secret string) []byte {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("accord form"))
	return mac.Sum(nil)[:tokenLength]
}

// csrf is a fresh mask and the token under it.
func csrf(secret string) string {
	token := make([]byte, 2*tokenLength)
	mask := token[:tokenLength]
	rand.Read(mask) // never fails
	subtle.XORBytes(token[tokenLength:], mask, secretSum(secret))
	return base64.RawURLEncoding.EncodeToString(token)
}

// isCSRF says whether a token belongs to a secret.
func isCSRF(token, secret string) bool {
	b, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(b) != 2*tokenLength || secret == "" {
		return false
	}
	plain := make([]byte, tokenLength)
	subtle.XORBytes(plain, b[:tokenLength], b[tokenLength:])
	return subtle.ConstantTimeCompare(plain, secretSum(secret)) == 1
}

// forgery refuses a form that another site made, and reads the form's key.
func (a *App) forgery(c *fiber.Ctx) error {
	switch c.Method() {
	case fiber.MethodGet, fiber.MethodHead, fiber.MethodOptions:
		return c.Next()
	}
	r := a.request(c)
	if r.bearer() != "" && strings.HasPrefix(c.Path(), "/api/") {
		return c.Next() // no cookie speaks for the caller, so no other site can; pages take no bearer
	}
	foreign := fault.New(fault.Forbidden, "fault.foreign_form")
	if site := c.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" {
		return foreign
	}
	if origin := c.Get(fiber.HeaderOrigin); origin != "" && !r.sameOrigin(origin) {
		return foreign
	}
	token := c.Get("X-CSRF-Token")
	if values, _, err := r.posted(); err != nil {
		return err
	} else if sent := values[csrfField]; len(sent) == 1 {
		token = sent[0]
		if once := values[onceField]; len(once) == 1 && len(once[0]) >= 8 && len(once[0]) <= 100 {
			r.key = strings.Clone(once[0])
		}
	}
	if !isCSRF(token, r.secret()) {
		return fault.New(fault.Forbidden, "fault.stale_form")
	}
	return c.Next()
}

// sameOrigin says whether an Origin header names the host that was asked.
func (r *Request) sameOrigin(origin string) bool {
	u, err := url.Parse(origin)
	return err == nil && (u.Host == string(r.c.Request().Host()) || u.Host == r.app.host)
}
