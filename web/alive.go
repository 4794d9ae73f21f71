package web

import "github.com/gofiber/fiber/v2"

// alive answers that the process lives, for a balancer that knows only the
// site's own address. It says no more than that and asks no part of the
// system; how each part does stands behind Ops, on an address of its own.
func (a *App) alive() {
	a.fiber.Use(alivePath, func(c *fiber.Ctx) error { // before the doors, and none of them
		if c.Path() != alivePath || c.Method() != fiber.MethodGet && c.Method() != fiber.MethodHead {
			return c.Next()
		}
		c.Set(fiber.HeaderCacheControl, "no-store")
		return c.SendString("ok\n")
	})
}
