package web

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"accord/tenants"
	"accord/tenants/fault"
	ui "accord/web/templates"
)

// once runs a handler so that a form sent twice is done once: its key is
// claimed by the handler's own transaction, and a second press is led to where
// the first one led.
func (r *Request) once(handle func() error) error {
	if r.key == "" || r.c.Method() == fiber.MethodGet {
		return handle()
	}
	r.c.SetUserContext(tenants.WithOnce(r.Context(), r.key, r.c.Method()+" "+r.c.Path()))
	err := handle()
	if again, ok := errors.AsType[*tenants.Repeated](err); ok {
		return r.repeated(again)
	}
	if to := r.ledTo(); err == nil && to != "" {
		if err := r.app.config.Admission.Remember(r.Context(), r.route.Door, r.tenantID, r.Signed.Person(), fiber.StatusSeeOther, to, nil); err != nil {
			r.app.log.Warn("where a form led is not remembered", "request", r.id, "cause", err)
		}
	}
	return err
}

// repeated answers a second press.
func (r *Request) repeated(again *tenants.Repeated) error {
	r.flash(ui.Info, fault.Say("fault.repeated"))
	if again.Location != "" {
		return r.goTo(again.Location)
	}
	return r.goTo(r.home + "/")
}

// ledTo is where the answer leads; "" when it stays.
func (r *Request) ledTo() string {
	if to := r.c.GetRespHeader("HX-Redirect"); to != "" {
		return to
	}
	return r.c.GetRespHeader(fiber.HeaderLocation)
}
