package web

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"accord/tenants"
)

// Route is one address of the site. No route exists without a door.
type Route struct {
	Method  string
	Pattern string // with its door's prefix: "/o/:organisation/cohorts/:id"
	Door    tenants.Door
	Name    string // what it is, for the log and for people: "cohort.show"
}

// Routes lists every address, by door, pattern and method: what the
// accounting tests walk.
func (a *App) Routes() []Route {
	all := slices.Clone(a.routes)
	slices.SortFunc(all, func(x, y Route) int {
		return strings.Compare(string(x.Door)+x.Pattern+x.Method, string(y.Door)+y.Pattern+y.Method)
	})
	return all
}

// Prefix is where a door's addresses begin.
func Prefix(door tenants.Door) string {
	switch door {
	case tenants.DoorMember:
		return "/o/:organisation"
	case tenants.DoorOverseer:
		return "/imi"
	case tenants.DoorSelf:
		return "/me"
	}
	return ""
}

// add registers a route; a second one at the same place is a mistake that
// stops the program.
func (a *App) add(method string, door tenants.Door, pattern, name string, serve func(*Request) error) {
	route := Route{method, strings.TrimSuffix(Prefix(door)+pattern, "/"), door, name}
	if route.Pattern == "" {
		route.Pattern = "/"
	}
	if !strings.HasPrefix(pattern, "/") || name == "" {
		panic(fmt.Sprintf("web: route %q %q needs a pattern and a name", pattern, name))
	}
	for _, r := range a.routes {
		if r.Method == route.Method && r.Pattern == route.Pattern {
			panic(fmt.Sprintf("web: %s %s is taken by %s", r.Method, r.Pattern, r.Name))
		}
	}
	a.routes = append(a.routes, route)
	answer := func(c *fiber.Ctx) error {
		r := a.request(c)
		r.route = route
		return serve(r)
	}
	a.fiber.Add(method, route.Pattern, answer)
	if method == fiber.MethodGet {
		a.fiber.Add(fiber.MethodHead, route.Pattern, answer)
	}
}

// Group is a part of the site that another router serves, such as the API:
// requests under prefix are admitted by the door first, and admitted says by
// whom. Its routes are made known with Known.
func (a *App) Group(door tenants.Door, prefix string, admit func(*Request) error) fiber.Router {
	return a.fiber.Group(prefix, func(c *fiber.Ctx) error {
		r := a.request(c)
		r.route = Route{Door: door, Pattern: prefix, Name: "api"}
		if err := admit(r); err != nil {
			return err
		}
		return c.Next()
	})
}

// Known adds routes that a Group serves to the list of routes.
func (a *App) Known(routes ...Route) { a.routes = append(a.routes, routes...) }

// Served lists what the router really answers, for the test that compares it
// with Routes. Middleware is not among it.
func (a *App) Served() []Route {
	var all []Route
	for _, r := range a.fiber.GetRoutes(true) {
		if r.Method != fiber.MethodHead {
			all = append(all, Route{Method: r.Method, Pattern: r.Path})
		}
	}
	return all
}
