package web

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"accord/tenants"
	"accord/tenants/fault"
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
	a.fiber.Add(method, route.Pattern, func(c *fiber.Ctx) error {
		r := a.request(c)
		r.route = route
		return serve(r)
	})
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

// API opens a prefix for a router of another make, with the four doors' own
// admissions before it: prefix/o/:organisation, prefix/me and prefix/imi take
// a bearer token or, from this site's own pages, the session; everything else
// under the prefix is the public door's. What was admitted rides on the
// request's context: see MemberIn, OverseerIn and SelfIn. The routes that are
// added to the router are made known with Known.
func (a *App) API(prefix string) fiber.Router {
	door := func(door tenants.Door, at string, admit func(*Request) (any, error)) {
		a.Group(door, at, func(r *Request) error {
			admitted, err := admit(r)
			if err != nil {
				return err
			}
			ctx := context.WithValue(r.Context(), admittedKey{}, admitted)
			if key := r.Header("Idempotency-Key"); key != "" && r.c.Method() != fiber.MethodGet {
				ctx = tenants.WithOnce(ctx, key, r.c.Method()+" "+strings.Clone(r.c.Path()))
			}
			r.c.SetUserContext(ctx)
			return nil
		})
	}
	a.Group(tenants.DoorPublic, prefix, func(r *Request) error {
		r.c.SetUserContext(context.WithValue(r.Context(), apiKey{}, r))
		return nil
	})
	door(tenants.DoorMember, prefix+"/o/:organisation", func(r *Request) (any, error) {
		if err := r.signAPI(); err != nil {
			return nil, err
		}
		return r.memberAs(r.Param("organisation"))
	})
	door(tenants.DoorSelf, prefix+"/me", func(r *Request) (any, error) {
		if err := r.signAPI(); err != nil {
			return nil, err
		}
		return r.app.config.Admission.AdmitSelf(r.Signed)
	})
	door(tenants.DoorOverseer, prefix+"/imi", func(r *Request) (any, error) {
		if err := r.signAPI(); err != nil {
			return nil, err
		}
		o, err := r.app.config.Admission.AdmitOverseer(r.Context(), r.Signed)
		r.tenantID = tenants.Oversight
		return o, err
	})
	return a.fiber.Group(prefix)
}

type (
	admittedKey struct{}
	apiKey      struct{}
)

// RefusalIn writes an error of an API endpoint as a problem, in the caller's
// language, and its cause to the log.
func RefusalIn(ctx context.Context, err error) Problem {
	r, ok := ctx.Value(apiKey{}).(*Request)
	if !ok {
		return Problem{Type: "about:blank", Status: fiber.StatusInternalServerError, Code: fault.Internal}
	}
	r.app.noteFault(r, faultOf(err), err)
	return r.ProblemOf(err)
}

// MemberIn is who the API admitted to an organisation; the zero Member, which
// opens nothing, where that was not the door.
func MemberIn(ctx context.Context) tenants.Member {
	m, _ := ctx.Value(admittedKey{}).(tenants.Member)
	return m
}

// OverseerIn is who the API admitted to oversight.
func OverseerIn(ctx context.Context) tenants.Overseer {
	o, _ := ctx.Value(admittedKey{}).(tenants.Overseer)
	return o
}

// SelfIn is who the API admitted to their own rows.
func SelfIn(ctx context.Context) tenants.Person {
	p, _ := ctx.Value(admittedKey{}).(tenants.Person)
	return p
}

// signAPI takes a bearer token, or the session of this site's own pages.
func (r *Request) signAPI() error {
	token := r.bearer()
	if token == "" {
		return r.mustSign()
	}
	s, err := r.app.config.Admission.SignedByBearer(r.Context(), token, r.id)
	r.looked = true
	if err != nil {
		return err
	}
	r.Signed = s
	r.speak()
	return nil
}

func (r *Request) memberAs(slug string) (tenants.Member, error) {
	m, err := r.app.config.Admission.AdmitMember(r.Context(), r.Signed, slug)
	r.tenantID = m.Organisation().ID
	return m, err
}
