package web

import (
	"errors"
	"net/url"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"accord/tenants/fault"
	ui "accord/web/templates"
)

// statusOf is HTTP's word for a fault; it is decided nowhere else.
func statusOf(code fault.Code) int {
	switch code {
	case fault.Invalid:
		return fiber.StatusUnprocessableEntity
	case fault.Unauthenticated:
		return fiber.StatusUnauthorized
	case fault.Forbidden:
		return fiber.StatusForbidden
	case fault.NotFound:
		return fiber.StatusNotFound
	case fault.Conflict:
		return fiber.StatusConflict
	case fault.TooLarge:
		return fiber.StatusRequestEntityTooLarge
	case fault.Unavailable:
		return fiber.StatusServiceUnavailable
	}
	return fiber.StatusInternalServerError
}

// faultOf makes a fault of any error: of the router's, and of our mistakes,
// whose cause is for the log alone.
func faultOf(err error) *fault.Error {
	if f, ok := errors.AsType[*fault.Error](err); ok {
		return f
	}
	if e, ok := errors.AsType[*fiber.Error](err); ok {
		switch {
		case e.Code == fiber.StatusRequestEntityTooLarge, e.Code == fiber.StatusRequestHeaderFieldsTooLarge:
			return fault.New(fault.TooLarge, "fault.too_large")
		case e.Code == fiber.StatusNotFound, e.Code == fiber.StatusMethodNotAllowed:
			return fault.New(fault.NotFound, "fault.not_found")
		case e.Code >= 400 && e.Code < 500:
			return fault.New(fault.Invalid, "fault.form").Because(err)
		}
	}
	return fault.New(fault.Internal, "fault.internal").Because(err)
}

// refuse is the one exit of everything that went wrong: problem+json for
// programs, a notice for a part of a page, a page for people.
func (a *App) refuse(c *fiber.Ctx, err error) error {
	r, f := a.request(c), faultOf(err)
	a.noteFault(r, f, err)
	if f.Code == fault.Unavailable {
		c.Set(fiber.HeaderRetryAfter, "10")
	}
	switch {
	case r.stay(f):
		return nil
	case r.wantsJSON():
		return r.problem(f, err)
	case f.Code == fault.Unauthenticated:
		return r.toSignIn()
	case r.Partial():
		c.Set("HX-Retarget", "#flash")
		c.Set("HX-Reswap", "innerHTML")
		return r.write(statusOf(f.Code), r.view(false), ui.FaultNotice(r.sentence(f)))
	}
	if f.Code != fault.Internal && f.Code != fault.Unavailable {
		r.maySign() // the page speaks the language of whoever is signed in
	}
	page := r.faultPage(f)
	if broken := r.page(statusOf(f.Code), ui.Page{Title: page.Title}, ui.Fault(page)); broken != nil {
		a.log.Error("the fault's page is broken", "request", r.id, "cause", broken)
		return c.Status(fiber.StatusInternalServerError).SendString(page.Title)
	}
	return nil
}

// noteFault writes what was our or the machine's doing, and what was refused.
func (a *App) noteFault(r *Request, f *fault.Error, err error) {
	switch f.Code {
	case fault.Internal, fault.Unavailable:
		a.log.Error("fault", "request", r.id, "route", r.route.Pattern, "code", string(f.Code), "cause", err)
	case fault.Forbidden:
		a.log.Info("refused", "request", r.id, "route", r.route.Pattern, "code", string(f.Code), "reason", f.Key)
	}
}

// sentence is what the person reads; of our own mistakes no more than that.
func (r *Request) sentence(f *fault.Error) string { return r.T.Sentence(f.Sentence) }

// toSignIn leads to the sign-in page, and from there back here.
func (r *Request) toSignIn() error {
	to := "/sign-in"
	if r.SessionToken() != "" {
		r.SignOut()
		r.flash(ui.Warn, fault.Say("fault.session_over"))
	}
	if r.c.Method() == fiber.MethodGet {
		to += "?next=" + url.QueryEscape(r.c.OriginalURL())
	}
	return r.goTo(to)
}

// faultPage says what happened, what to do, and where to go on.
func (r *Request) faultPage(f *fault.Error) ui.FaultOf {
	page := ui.FaultOf{Text: r.sentence(f), OnLabel: r.T.Say("fault.on"), OnHref: templ.SafeURL(r.home + "/")}
	kind := "internal"
	switch f.Code {
	case fault.NotFound:
		kind, page.Icon = "not_found", "zoom-exclamation"
	case fault.Forbidden:
		kind, page.Icon = "forbidden", "lock"
		if f.Key == "fault.stale_form" {
			kind, page.Icon, page.Kept = "stale", "hourglass", r.typed()
		}
	case fault.Conflict:
		kind, page.Icon = "conflict", "arrows-exchange"
	case fault.Invalid:
		kind, page.Icon = "invalid", "writing"
	case fault.TooLarge:
		kind, page.Icon = "too_large", "file-x"
	case fault.Unavailable:
		kind, page.Icon, page.Again = "unavailable", "hourglass", true
	default:
		page.Icon, page.Again = "alert-triangle", true
	}
	if back := r.cameFrom(); back != "" && (kind == "stale" || f.Code == fault.TooLarge) {
		page.OnHref, page.OnLabel = templ.SafeURL(back), r.T.Say("fault.back")
	}
	page.Again = page.Again && r.c.Method() == fiber.MethodGet
	page.Title = r.T.Say("fault.title." + kind)
	page.Advice = r.T.Say("fault.advice." + kind)
	return page
}

// cameFrom is the page of this site that sent the form; "" when the browser
// does not say.
func (r *Request) cameFrom() string {
	u, err := url.Parse(r.Header(fiber.HeaderReferer))
	if err != nil || !r.sameOrigin(u.Scheme+"://"+u.Host) || !isLocal(u.RequestURI()) {
		return ""
	}
	return u.RequestURI()
}
