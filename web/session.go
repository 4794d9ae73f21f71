package web

import (
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"accord/tenants"
	"accord/tenants/fault"
)

// cookieName is the session's cookie. The prefix makes a browser refuse it
// from another path, another host or an unsafe connection.
func (a *App) cookieName(name string) string {
	if a.secure {
		return "__Host-" + name
	}
	return name
}

func (r *Request) cookie(name, value string, life time.Duration) {
	cookie := &fiber.Cookie{Name: name, Value: value, Path: "/", HTTPOnly: true, Secure: r.app.secure, SameSite: fiber.CookieSameSiteLaxMode}
	switch {
	case life < 0:
		cookie.MaxAge, cookie.Expires = -1, time.Unix(1, 0)
	case life > 0:
		cookie.MaxAge = int(life / time.Second)
	}
	r.c.Cookie(cookie)
}

// SignIn gives the browser a session's token. Whatever was bound to the
// visitor before, and the language of the device, end here.
func (r *Request) SignIn(token string) {
	r.cookie(r.app.cookieName("accord"), token, tenants.SessionAbsolute)
	r.cookie(r.app.cookieName("visitor"), "", -1)
	r.cookie("locale", "", -1)
	r.visitor = token
}

// SignOut takes the session's token from the browser; ending the session is
// the caller's. What is said next is bound to the visitor that is left.
func (r *Request) SignOut() {
	r.cookie(r.app.cookieName("accord"), "", -1)
	r.visitor = random(24)
	r.cookie(r.app.cookieName("visitor"), r.visitor, 0)
}

// SessionToken is the token that the browser sent, for ending its session.
func (r *Request) SessionToken() string {
	return strings.Clone(r.c.Cookies(r.app.cookieName("accord")))
}

// Device is the token by which this browser is known from before; "" when it
// is not.
func (r *Request) Device() string {
	return strings.Clone(r.c.Cookies(r.app.cookieName("device")))
}

// Know gives the browser the token by which it is known from now on. It says
// nothing of who somebody is, and outlives sessions.
func (r *Request) Know(device string) {
	if device != "" {
		r.cookie(r.app.cookieName("device"), device, 400*24*time.Hour)
	}
}

// bearer is the API token that was sent; "" when none was.
func (r *Request) bearer() string {
	kind, token, _ := strings.Cut(r.c.Get(fiber.HeaderAuthorization), " ")
	if !strings.EqualFold(kind, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

// mustSign finds out who is signed in. Returns Unauthenticated for nobody.
func (r *Request) mustSign() error {
	token := r.SessionToken()
	if token == "" {
		return fault.New(fault.Unauthenticated, "fault.unauthenticated")
	}
	s, err := r.app.config.Admission.SignedBy(r.Context(), token, r.id)
	r.looked = true
	if err != nil {
		return err
	}
	r.Signed = s
	r.speak()
	return nil
}

// maySign finds out who is signed in, if anybody; a public page serves
// everybody, even while signing in does not work.
func (r *Request) maySign() {
	if !r.looked && r.SessionToken() != "" {
		_ = r.mustSign()
	}
}

// secret is what this browser's forms and flashes are bound to. A visitor
// without a session gets a cookie for it when a page with a form is made.
func (r *Request) secret() string {
	if r.visitor != "" {
		return r.visitor
	}
	if token := r.SessionToken(); token != "" {
		return token
	}
	return strings.Clone(r.c.Cookies(r.app.cookieName("visitor")))
}

func (r *Request) mustSecret() string {
	if s := r.secret(); s != "" {
		return s
	}
	r.visitor = random(24)
	r.cookie(r.app.cookieName("visitor"), r.visitor, 0)
	return r.visitor
}
