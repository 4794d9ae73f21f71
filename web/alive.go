package web

import "github.com/gofiber/fiber/v2"

// alive answers that the process lives, for a balancer that knows only the
// site's own address. It says no more than that and asks no part of the
// system; how each part does stands behind Ops, on an address of its own.
func (a *App) alive() {
	a.fiber.Get("/healthz", func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderCacheControl, "no-store")
		return c.SendString("ok\n")
	})
}
