package web

import (
	"errors"
	"fmt"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"accord/tenants"
	"accord/tenants/fault"
)

// judged answers a form. Handlers find fault with what was typed before they
// come to the transaction that asks for permission, and whoever may not act at
// all is not to be told how: their refused form is run once more only to ask,
// and what forbids it is the answer. handle is the act, ask the same act
// without its key.
func (r *Request) judged(handle, ask func() error) error {
	err := handle()
	if r.c.Method() == fiber.MethodGet || !r.isRefusedForm(err) {
		return err
	}
	kept := fasthttp.AcquireResponse()
	defer fasthttp.ReleaseResponse(kept)
	r.c.Response().CopyTo(kept)
	if denied := r.asks(ask); errors.Is(denied, tenants.ErrNotAllowed) || fault.Is(denied, fault.Forbidden) {
		r.c.Response().ResetBody()
		return denied
	}
	kept.CopyTo(r.c.Response())
	return err
}

func (r *Request) isRefusedForm(err error) bool {
	if err != nil {
		return fault.Is(err, fault.Invalid)
	}
	return r.c.Response().StatusCode() == statusOf(fault.Invalid)
}

func (r *Request) asks(ask func() error) (err error) {
	ctx := r.Context()
	defer func() {
		if p := recover(); p != nil { // on what nobody ought to send: the form stays refused
			err = fmt.Errorf("web: asking for permission: %v", p)
		}
		r.onlyAsks = false
		r.c.SetUserContext(ctx)
	}()
	r.onlyAsks = true
	r.c.SetUserContext(tenants.OnlyAsk(ctx))
	return ask()
}
