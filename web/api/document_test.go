package api_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"accord/app/sheets"
	"accord/web/browsertest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// described is the OpenAPI document, as far as the tests read it.
type described struct {
	OpenAPI string `json:"openapi"`
	Info    struct{ Title, Version, Description string }
	Servers []struct{ URL string }
	Paths   map[string]map[string]struct {
		OperationID string                `json:"operationId"`
		Summary     string                `json:"summary"`
		Tags        []string              `json:"tags"`
		Security    []map[string][]string `json:"security"`
		Parameters  []struct {
			Name, In string
			Required bool
			Schema   *schema
		}
		RequestBody *struct {
			Required bool
			Content  map[string]struct{ Schema *schema }
		} `json:"requestBody"`
		Responses map[string]struct {
			Description string
			Content     map[string]struct{ Schema *schema }
		}
	}
	Components struct {
		Schemas         map[string]*schema
		SecuritySchemes map[string]struct{ Type, Scheme string } `json:"securitySchemes"`
	}
}

type schema struct {
	Ref                  string `json:"$ref"`
	Type                 any    `json:"type"`
	Format               string
	Enum                 []any
	Items                *schema
	Properties           map[string]*schema
	Required             []string
	AdditionalProperties any `json:"additionalProperties"`
	Minimum              *float64
	MinLength            *int `json:"minLength"`
}

func document(t *testing.T) (d described) {
	t.Helper()
	s, _ := site(t)
	a := s.Nobody().Get("/api/v1/openapi.json").Status(200)
	if got := a.Header.Get("Content-Type"); !strings.HasPrefix(got, "application/json") {
		t.Errorf("the document is sent as %s", got)
	}
	a.JSON(&d)
	return d
}

var statusPattern = regexp.MustCompile(`^[1-5]\d\d$`)

// The document holds to OpenAPI 3.1 in what clients are made from.
func TestTheDocumentIsWholeAndEveryReferenceLeadsSomewhere(t *testing.T) {
	t.Parallel()
	d := document(t)
	if !strings.HasPrefix(d.OpenAPI, "3.1.") || d.Info.Title == "" || d.Info.Version == "" || len(d.Servers) != 1 || d.Servers[0].URL != "/api/v1" {
		t.Fatalf("its head is %s, %+v, %+v", d.OpenAPI, d.Info, d.Servers)
	}
	if token := d.Components.SecuritySchemes["token"]; token.Type != "http" || token.Scheme != "bearer" {
		t.Errorf("the token is described as %+v", token)
	}
	operations := map[string]bool{}
	for path, item := range d.Paths {
		for method, op := range item {
			at := strings.ToUpper(method) + " " + path
			if !strings.HasPrefix(path, "/") || strings.HasSuffix(path, "/") || !slices.Contains([]string{"get", "post", "put", "delete"}, method) {
				t.Errorf("%s is no address of the API", at)
			}
			if operations[op.OperationID] || op.OperationID == "" {
				t.Errorf("%s has the id %q, which must be its own", at, op.OperationID)
			}
			operations[op.OperationID] = true
			if len(op.Tags) != 1 || op.Tags[0] == "" || op.Summary == "" || strings.HasSuffix(op.Summary, ".") {
				t.Errorf("%s is described as %q under %q", at, op.Summary, op.Tags)
			}
			public := !strings.HasPrefix(path, "/o/") && !strings.HasPrefix(path, "/imi") && !strings.HasPrefix(path, "/me")
			if public != (len(op.Security) == 0) {
				t.Errorf("%s: who may call it is not said, or too much", at)
			}
			token := slices.ContainsFunc(op.Security, func(way map[string][]string) bool { return way["token"] != nil })
			if token != (!public && !strings.HasPrefix(path, "/me")) {
				t.Errorf("%s: whether a token opens it is told wrongly", at)
			}
			named := map[string]bool{}
			for _, p := range op.Parameters {
				key := p.In + " " + p.Name
				if named[key] || p.Schema == nil || p.In == "path" && (!p.Required || !strings.Contains(path, "{"+p.Name+"}")) {
					t.Errorf("%s: its parameter %s is not as it should be", at, key)
				}
				named[key] = true
				d.example(t, at+" "+key, p.Schema, 0)
			}
			for _, part := range strings.Split(path, "/") {
				if name, is := strings.CutPrefix(part, "{"); is && !named["path "+strings.TrimSuffix(name, "}")] {
					t.Errorf("%s does not describe %s", at, part)
				}
			}
			if private := !public && method != "get"; private != named["header Idempotency-Key"] {
				t.Errorf("%s: whether it takes a key is not said", at)
			}
			if op.RequestBody != nil {
				if len(op.RequestBody.Content) == 0 || !op.RequestBody.Required {
					t.Fatalf("%s: its body is not described", at)
				}
				for kind, content := range op.RequestBody.Content {
					d.body(t, at, kind, content.Schema)
				}
			}
			succeeds := 0
			for status, answer := range op.Responses {
				if !statusPattern.MatchString(status) || answer.Description == "" {
					t.Errorf("%s answers %q, %q", at, status, answer.Description)
				}
				kind := "application/problem+json"
				if status[0] == '2' {
					kind = "application/json"
					succeeds++
				}
				if answer.Content[kind].Schema == nil {
					t.Errorf("%s: its answer %s is not described", at, status)
					continue
				}
				d.example(t, at+" "+status, answer.Content[kind].Schema, 0)
			}
			if succeeds != 1 {
				t.Errorf("%s succeeds in %d ways", at, succeeds)
			}
		}
	}
	if len(operations) < 120 {
		t.Errorf("only %d endpoints", len(operations))
	}
	for _, whole := range []string{"id", "email"} {
		if d.Components.Schemas["Member"] == nil || d.Components.Schemas["Member"].Properties[whole] == nil {
			t.Errorf("a member is described without %s", whole)
		}
	}
}

// body fails unless a body is an object that is closed, or a table.
func (d described) body(t *testing.T, at, kind string, body *schema) {
	t.Helper()
	example := d.example(t, at+" body", body, 0)
	if kind == "text/csv" || kind == sheets.Workbook.Type() {
		return
	}
	if made, _ := example.(map[string]any); kind != "application/json" || len(made) == 0 {
		t.Errorf("%s: no example can be made of its body (%s)", at, kind)
	}
	if closed, _ := d.resolved(t, at, body).AdditionalProperties.(bool); closed || d.resolved(t, at, body).AdditionalProperties == nil {
		t.Errorf("%s: its body takes what nobody knows", at)
	}
}

// example makes a value of a schema, and fails where none can be made.
func (d described) example(t *testing.T, at string, s *schema, deep int) any {
	t.Helper()
	if s = d.resolved(t, at, s); s == nil {
		return nil
	}
	if deep > 8 {
		t.Errorf("%s has no end", at)
		return nil
	}
	if len(s.Enum) > 0 {
		return s.Enum[0]
	}
	kind, _ := s.Type.(string)
	if kinds, ok := s.Type.([]any); ok && len(kinds) > 0 {
		kind = fmt.Sprint(kinds[0])
	}
	switch kind {
	case "string":
		return map[string]string{"binary": "name,email\n", "uuid": "0192d7a0-0000-7000-8000-000000000000", "date": "2026-11-16", "date-time": "2026-11-16T09:00:00Z", "": "words"}[s.Format]
	case "integer", "number":
		return 1
	case "boolean":
		return true
	case "array":
		return []any{d.example(t, at+"[]", s.Items, deep+1)}
	case "object":
		made := map[string]any{}
		for name, p := range s.Properties {
			made[name] = d.example(t, at+"."+name, p, deep+1)
		}
		for _, name := range s.Required {
			if s.Properties[name] == nil {
				t.Errorf("%s requires %s, which it does not describe", at, name)
			}
		}
		if open, _ := s.AdditionalProperties.(map[string]any); len(s.Properties) == 0 && open == nil {
			t.Errorf("%s is an object of nothing", at)
		}
		return made
	}
	t.Errorf("%s is of the kind %v", at, s.Type)
	return nil
}

func (d described) resolved(t *testing.T, at string, s *schema) *schema {
	t.Helper()
	if s == nil {
		t.Errorf("%s has no schema", at)
		return nil
	}
	if s.Ref == "" {
		return s
	}
	found := d.Components.Schemas[strings.TrimPrefix(s.Ref, "#/components/schemas/")]
	if found == nil {
		t.Errorf("%s refers to %s, which is not there", at, s.Ref)
	}
	return found
}

func TestTheDocumentDescribesEveryAddressOfTheAPIAndNoOther(t *testing.T) {
	t.Parallel()
	s, _ := site(t)
	d := document(t)
	served := map[string]bool{}
	for _, r := range s.App.Routes() {
		if path, is := strings.CutPrefix(r.Pattern, "/api/v1"); is && !slices.Contains([]string{"api.openapi", "api.docs", "api.index", "api.problem"}, r.Name) {
			served[strings.ToLower(r.Method)+" "+path] = true
		}
	}
	for path, item := range d.Paths {
		for method := range item {
			at := method + " " + regexp.MustCompile(`\{(\w+)\}`).ReplaceAllString(path, ":$1")
			if !served[at] {
				t.Errorf("%s is described and not served", at)
			}
			delete(served, at)
		}
	}
	for at := range served {
		t.Errorf("%s is served and not described", at)
	}
}

func TestThePageOfTheDocumentReadsInABrowserWithoutLoadingAnythingForeign(t *testing.T) {
	t.Parallel()
	s, _ := site(t)
	a := s.Nobody().Get("/api/v1/docs").Status(200)
	a.Says("The API", "List cohorts", "/api/v1/o/{organisation}/cohorts", "Idempotency-Key", "held_on", "mediator | co_mediator")
	if policy := a.Header.Get("Content-Security-Policy"); !strings.HasPrefix(policy, "default-src 'none'") {
		t.Errorf("its policy is %s", policy)
	}
	if foreign := regexp.MustCompile(`(?:src|href)="(?:https?:)?//[^"]*"`).FindAllString(a.Text, -1); len(foreign) > 0 {
		t.Errorf("it leads to %v", foreign)
	}
	s.Nobody().With("Accept-Language", "es").Get("/api/v1/docs").Status(200).Says("La API", "Cómo se llama", "Documento OpenAPI 3.1")
	p := browsertest.Open(t, s.URL)
	p.Go("/api/v1/docs")
	p.See("How to call it")
	p.Click("Open a cohort of a CMTP")
	p.See("attendance_floor")
	p.Audit()
	p.Shot("docs")
}
