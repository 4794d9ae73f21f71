package api

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/tenants"
	"accord/web"
)

// Prefix is where the API is.
const Prefix = "/api/v1"

// service is what endpoints are written with.
type service struct {
	app  *web.App
	db   *tenants.DB
	room *evidence.Room
	huma huma.API
}

// Routes registers every endpoint and the document that describes them.
func Routes(app *web.App, db *tenants.DB, room *evidence.Room) {
	config := huma.DefaultConfig("Accord", "1")
	config.Info.Description = "The platform on which IMI's implementing organisations train, assess and put forward mediators."
	config.Servers = []*huma.Server{{URL: Prefix}}
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "", "", "" // documents.go serves them, through a door
	config.RejectUnknownQueryParameters = true
	config.CreateHooks = nil // no $schema links in bodies: clients have the document
	strict := huma.Format{Marshal: huma.DefaultJSONFormat.Marshal, Unmarshal: unmarshal}
	config.Formats = map[string]huma.Format{"application/json": strict, "json": strict}
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{"token": {Type: "http", Scheme: "bearer",
		Description: "A token of one membership, made by its person on the page /o/{organisation}/tokens (API tokens); for IMI's own people that is /o/imi/tokens. It carries at most that membership's rights."},
		"session": {Type: "apiKey", In: "cookie", Name: "accord",
			Description: "The session of a person who is signed in here; over https its cookie is named __Host-accord. What is a person's own opens to nothing else: a token belongs to one membership."}}
	s := &service{app: app, db: db, room: room}
	s.huma = humafiber.NewWithGroup(nil, app.API(Prefix), config)
	s.endpoints()
	for _, op := range s.operations() {
		mustReadItsPath(op)
		describeAnswers(op)
		app.Known(web.Route{Method: op.Method, Pattern: Prefix + strings.NewReplacer("{", ":", "}", "").Replace(op.Path), Door: doorOf(op.Path), Name: "api." + op.OperationID})
	}
	s.documents()
}

// operations lists every endpoint, by path and method.
func (s *service) operations() (all []*huma.Operation) {
	for _, item := range s.huma.OpenAPI().Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Delete} {
			if op != nil {
				all = append(all, op)
			}
		}
	}
	slices.SortFunc(all, func(x, y *huma.Operation) int {
		return cmp.Or(strings.Compare(x.Path, y.Path), slices.Index(methods, x.Method)-slices.Index(methods, y.Method))
	})
	return all
}

var methods = []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodDelete}

// mustReadItsPath stops the program at its start when an endpoint does not
// read a part of its own address: it would answer about the zero id.
func mustReadItsPath(op *huma.Operation) {
	for _, part := range strings.Split(op.Path, "/") {
		name, is := strings.CutPrefix(part, "{")
		if is && !slices.ContainsFunc(op.Parameters, func(p *huma.Param) bool { return p.In == "path" && "{"+p.Name+"}" == "{"+name }) {
			panic("api: " + op.OperationID + " does not read " + part + " of its address")
		}
	}
}

func doorOf(path string) tenants.Door {
	switch {
	case strings.HasPrefix(path, "/o/"):
		return tenants.DoorMember
	case path == "/imi" || strings.HasPrefix(path, "/imi/"):
		return tenants.DoorOverseer
	case path == "/me" || strings.HasPrefix(path, "/me/"):
		return tenants.DoorSelf
	}
	return tenants.DoorPublic
}

// operation describes an endpoint. The id reads verb first: "listCohorts".
func operation(method, path, id, summary string) huma.Operation {
	op := huma.Operation{OperationID: id, Method: method, Path: path, Summary: summary, Tags: []string{tagOf(path)}, DefaultStatus: http.StatusOK,
		MaxBodyBytes: web.BodyLimit, Errors: []int{http.StatusUnprocessableEntity, http.StatusTooManyRequests}}
	if method == http.MethodPost {
		op.DefaultStatus = http.StatusCreated
	}
	if doorOf(path) == tenants.DoorPublic {
		op.Errors = append(op.Errors, http.StatusNotFound)
	} else {
		op.Security = []map[string][]string{{"token": {}}, {"session": {}}}
		if doorOf(path) == tenants.DoorSelf {
			op.Security = op.Security[1:]
		}
		op.Errors = append(op.Errors, http.StatusUnauthorized, http.StatusNotFound, http.StatusForbidden, http.StatusConflict)
		if method != http.MethodGet {
			op.Errors = append(op.Errors, http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
			op.Parameters = []*huma.Param{onceHeader()}
		}
	}
	return op
}

// onceHeader is read before the endpoint is reached (web.API).
func onceHeader() *huma.Param {
	from, to := 8, 100
	return &huma.Param{Name: "Idempotency-Key", In: "header", Schema: &huma.Schema{Type: huma.TypeString, MinLength: &from, MaxLength: &to},
		Description: "What has been done under a key is not done again: the answer is the first one's. One key is for one act, with one body, and holds for 30 days."}
}

// tagOf groups endpoints by what they are about.
func tagOf(path string) string {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	switch parts[0] {
	case "o":
		if len(parts) > 2 {
			return parts[2]
		}
		return "organisation"
	case "imi", "me":
		if len(parts) > 1 {
			return parts[0] + ": " + parts[1]
		}
	}
	return parts[0]
}

// output is a body as huma wants it.
type output[O any] struct{ Body O }

// problem is a refusal as huma carries it.
type problem struct{ web.Problem }

func (p *problem) Error() string             { return p.Title }
func (p *problem) GetStatus() int            { return p.Status }
func (p *problem) ContentType(string) string { return "application/problem+json" }

// MarshalJSON writes the problem itself.
func (p *problem) MarshalJSON() ([]byte, error) { return json.Marshal(p.Problem) }

// read registers a GET of an organisation's rows.
func read[I, O any](s *service, op huma.Operation, fn func(tx *tenants.Tx, in *I) (O, error)) {
	handle(s, op, func(ctx context.Context, in *I) (o O, err error) {
		err = s.db.Read(ctx, web.MemberIn(ctx), func(tx *tenants.Tx) (err error) { o, err = fn(tx, in); return err })
		return o, err
	})
}

// write registers an act in an organisation.
func write[I, O any](s *service, op huma.Operation, fn func(tx *tenants.Tx, in *I) (O, error)) {
	handle(s, op, func(ctx context.Context, in *I) (o O, err error) {
		m := web.MemberIn(ctx)
		err = s.db.Write(ctx, m, func(tx *tenants.Tx) (err error) { o, err = fn(tx, in); return err })
		return again(ctx, s, tenants.DoorMember, m.Tenant(), m.Person(), o, err)
	})
}

// act registers an act in an organisation that is more than one transaction:
// what it does is noted in the store, too.
func act[I, O any](s *service, op huma.Operation, fn func(ctx context.Context, in *I) (O, error)) {
	handle(s, op, func(ctx context.Context, in *I) (O, error) {
		m := web.MemberIn(ctx)
		o, err := fn(ctx, in)
		return again(ctx, s, tenants.DoorMember, m.Tenant(), m.Person(), o, err)
	})
}

// look registers a GET behind the overseer door, with its purpose.
func look[I, O any](s *service, op huma.Operation, purpose string, fn func(tx *tenants.OversightTx, in *I) (O, error)) {
	handle(s, op, func(ctx context.Context, in *I) (o O, err error) {
		err = s.db.OverseeRead(ctx, web.OverseerIn(ctx), purpose, func(tx *tenants.OversightTx) (err error) { o, err = fn(tx, in); return err })
		return o, err
	})
}

// oversee registers an act of oversight, with its purpose.
func oversee[I, O any](s *service, op huma.Operation, purpose string, fn func(tx *tenants.OversightTx, in *I) (O, error)) {
	handle(s, op, func(ctx context.Context, in *I) (o O, err error) {
		imi := web.OverseerIn(ctx)
		err = s.db.Oversee(ctx, imi, purpose, func(tx *tenants.OversightTx) (err error) { o, err = fn(tx, in); return err })
		return again(ctx, s, tenants.DoorOverseer, tenants.Oversight, imi.Person(), o, err)
	})
}

// public registers a GET of what is published.
func public[I, O any](s *service, op huma.Operation, fn func(tx *tenants.PublicTx, in *I) (O, error)) {
	handle(s, op, func(ctx context.Context, in *I) (o O, err error) {
		err = s.db.Public(ctx, func(tx *tenants.PublicTx) (err error) { o, err = fn(tx, in); return err })
		return o, err
	})
}

// self registers a GET of a person's own rows.
func self[I, O any](s *service, op huma.Operation, fn func(tx *tenants.SelfTx, in *I) (O, error)) {
	handle(s, op, func(ctx context.Context, in *I) (o O, err error) {
		err = s.db.Self(ctx, web.SelfIn(ctx), func(tx *tenants.SelfTx) (err error) { o, err = fn(tx, in); return err })
		return o, err
	})
}

// handle registers an endpoint whose faults become problems.
func handle[I, O any](s *service, op huma.Operation, fn func(ctx context.Context, in *I) (O, error)) {
	huma.Register(s.huma, op, func(ctx context.Context, in *I) (*output[O], error) {
		o, err := fn(ctx, in)
		if err != nil {
			return nil, s.refuse(ctx, err)
		}
		return &output[O]{o}, nil
	})
}

// again answers an act and remembers the answer under its Idempotency-Key; an
// act that was done before is answered as it was then.
func again[O any](ctx context.Context, s *service, door tenants.Door, tenant, person uuid.UUID, o O, err error) (O, error) {
	if repeated, ok := errors.AsType[*tenants.Repeated](err); ok && len(repeated.Body) > 0 {
		err = json.Unmarshal(repeated.Body, &o)
		return o, err
	}
	if err != nil {
		return o, err
	}
	body, err := json.Marshal(o)
	if err == nil {
		err = s.db.Remember(ctx, door, tenant, person, http.StatusCreated, "", body)
	}
	return o, err
}

// refuse writes a fault as a problem, in the caller's language.
func (s *service) refuse(ctx context.Context, err error) error {
	return &problem{web.RefusalIn(ctx, err)}
}
