package web

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/gofiber/fiber/v2"

	"accord/tenants"
)

// account stands around every request: it bounds its time, catches a panic,
// and writes the one line of the log. The line has the route's pattern, never
// the address: addresses carry tokens and names.
func (a *App) account(c *fiber.Ctx) (err error) {
	a.underWay.Add(1)
	defer a.underWay.Add(-1)
	r, began := a.request(c), time.Now()
	ctx, cancel := context.WithTimeout(context.Background(), requestDeadline)
	defer cancel()
	c.SetUserContext(ctx)
	err = a.guarded(c)
	if err != nil {
		err = a.refuse(c, err)
	}
	took, status := time.Since(began), c.Response().StatusCode()
	door := r.route.Door
	if door == "" {
		door = tenants.DoorPublic
	}
	a.meter.observe(string(door), r.route.Name, status, took)
	if !isAsset(c.Path()) {
		a.log.LogAttrs(ctx, levelOf(status), "request", attrs(r, c, status, took)...)
	}
	return err
}

// guarded turns a panic into an error with its place.
func (a *App) guarded(c *fiber.Ctx) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return c.Next()
}
