package api

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"accord/web"
	ui "accord/web/templates"
)

// documents serves the description of the API: for programs as OpenAPI 3.1,
// for people as a page.
func (s *service) documents() {
	door := s.app.Public()
	described, err := json.Marshal(s.huma.OpenAPI())
	if err != nil {
		panic("api: the document cannot be written: " + err.Error())
	}
	door.Get(Prefix+"/openapi.json", "api.openapi", func(p *web.Public) error { return p.JSON(json.RawMessage(described)) })
	s.indexed()
	page := docs{described: s.described()}
	door.Get(Prefix+"/docs", "api.docs", func(p *web.Public) error {
		return p.Render(ui.Page{Title: p.T.Say("api.title")}, docsPage(page))
	})
}

// docs is the document as a page shows it.
type docs struct{ described []chapter }

// chapter is what the API does about one thing.
type chapter struct {
	ID, Title string
	Endpoints []endpoint
}

// endpoint is one operation.
type endpoint struct {
	ID, Method, Path, Summary string
	Parameters, Sends, Gets   []field
	Status                    []string
}

// field is one value of an address, of a body or of an answer; a value inside
// another is named with it: "demands[].kind".
type field struct {
	Name, Kind, Doc string
	Needed          bool
}

func (s *service) described() (all []chapter) {
	for _, op := range s.operations() {
		tag := op.Tags[0]
		i := slices.IndexFunc(all, func(c chapter) bool { return c.Title == tag })
		if i < 0 {
			i = len(all)
			all = append(all, chapter{ID: "about-" + strings.NewReplacer(": ", "-", " ", "-").Replace(tag), Title: tag})
		}
		all[i].Endpoints = append(all[i].Endpoints, s.endpoint(op))
	}
	slices.SortFunc(all, func(x, y chapter) int { return strings.Compare(x.Title, y.Title) })
	return all
}

func (s *service) endpoint(op *huma.Operation) endpoint {
	e := endpoint{ID: op.OperationID, Method: op.Method, Path: Prefix + op.Path, Summary: op.Summary}
	for _, p := range op.Parameters {
		if p.In == "header" || p.Name == "organisation" {
			continue // the page says it once, for all
		}
		f := s.field(p.Name, p.Schema, p.Required)
		if p.Description != "" {
			f.Doc = p.Description
		}
		e.Parameters = append(e.Parameters, f)
	}
	if op.RequestBody != nil {
		for kind, content := range op.RequestBody.Content {
			if kind == "application/json" {
				e.Sends = s.fields("", content.Schema, true)
			} else {
				e.Sends = []field{{Name: kind, Kind: "the whole body", Doc: op.RequestBody.Description, Needed: true}}
			}
		}
	}
	for status, answer := range op.Responses {
		e.Status = append(e.Status, status)
		if content := answer.Content["application/json"]; content != nil && status[0] == '2' {
			e.Gets = s.fields("", content.Schema, false)
		}
	}
	slices.Sort(e.Status)
	return e
}

// fields lists the values of an object, those of objects within it too.
func (s *service) fields(under string, schema *huma.Schema, sent bool) (all []field) {
	schema = s.resolved(schema)
	for _, name := range sortedKeys(schema.Properties) {
		p := schema.Properties[name]
		all = append(all, s.field(under+name, p, sent && slices.Contains(schema.Required, name)))
		inner, mark := s.resolved(p), "."
		if inner.Type == huma.TypeArray {
			inner, mark = s.resolved(inner.Items), "[]."
		}
		if inner.Type == huma.TypeObject && strings.Count(under, ".") < 3 {
			all = append(all, s.fields(under+name+mark, inner, sent)...)
		}
	}
	return all
}

func (s *service) field(name string, schema *huma.Schema, needed bool) field {
	resolved := s.resolved(schema)
	f := field{Name: name, Kind: s.kind(resolved), Doc: schema.Description, Needed: needed}
	if len(resolved.Enum) > 0 {
		var words []string
		for _, one := range resolved.Enum {
			if w, ok := one.(string); ok {
				words = append(words, w)
			}
		}
		f.Kind = strings.Join(words, " | ")
	}
	return f
}

func (s *service) kind(schema *huma.Schema) string {
	switch {
	case schema.Type == huma.TypeArray:
		return s.kind(s.resolved(schema.Items)) + "[]"
	case schema.Format != "" && schema.Type == huma.TypeString:
		return schema.Format
	}
	return schema.Type
}

func (s *service) resolved(schema *huma.Schema) *huma.Schema {
	if schema != nil && schema.Ref != "" {
		return s.huma.OpenAPI().Components.Schemas.SchemaFromRef(schema.Ref)
	}
	return schema
}

func sortedKeys(properties map[string]*huma.Schema) []string {
	names := make([]string, 0, len(properties))
	for name := range properties {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
