package web

import (
	"github.com/gofiber/fiber/v2"

	"accord/tenants/fault"
)

// keepHeader is said by a form that a script sends beside its page (keep.js),
// so that nothing typed is lost when it cannot be saved, and by answers that
// are for that script alone.
const keepHeader = "Accord-Keep"

// keeps says whether the page stays until this form is answered.
func (r *Request) keeps() bool { return r.c.Get(keepHeader) == "true" }

// lead tells the script where to go on. It is no redirect: following one would
// take the message that waits for the next page.
func (r *Request) lead(to string) error {
	r.c.Set(fiber.HeaderLocation, to)
	return r.c.SendStatus(fiber.StatusNoContent)
}

// stay answers a form whose page stays because its reader must sign in first,
// or because its token is of another session; false for every other fault. No
// cookie is touched: the page is still bound to them.
func (r *Request) stay(f *fault.Error) bool {
	switch {
	case !r.keeps():
		return false
	case f.Key == "fault.stale_form":
		r.c.Set(keepHeader, "stale")
	case f.Code != fault.Unauthenticated:
		return false
	}
	r.c.Set(fiber.HeaderCacheControl, "no-store")
	r.c.Status(statusOf(f.Code)).Response().SetBodyString(r.sentence(f))
	return true
}
