package api

import (
	"strings"

	"accord/web"
)

// index is what the API's own address answers.
type index struct {
	Name     string `json:"name"`
	Version  string `json:"version"`
	OpenAPI  string `json:"openapi"`
	Docs     string `json:"docs"`
	Problems string `json:"problems"`
}

// indexed answers the API's own address: a program with where to go on, a
// browser with the page; and the address of each kind of problem with where it
// is told about.
func (s *service) indexed() {
	door := s.app.Public()
	door.Get(Prefix, "api.index", func(p *web.Public) error {
		if strings.Contains(p.Header("Accept"), "text/html") {
			return p.Go(Prefix + "/docs")
		}
		return p.JSON(index{"Accord", "1", Prefix + "/openapi.json", Prefix + "/docs", Prefix + "/docs#problems"})
	})
	door.Get(web.ProblemTypes+":kind", "api.problem", func(p *web.Public) error {
		for _, k := range problemKinds() {
			if k.Kind == p.Param("kind") {
				return p.Go(Prefix + "/docs#problem-" + k.Kind)
			}
		}
		return p.Go(Prefix + "/docs#problems")
	})
}

// problemKind is one kind of refusal, as the page tells about it.
type problemKind struct {
	Kind   string
	Status int
}

// word is the kind in a key of the catalogue.
func (k problemKind) word() string { return strings.ReplaceAll(k.Kind, "-", "_") }

func problemKinds() (all []problemKind) {
	for _, status := range []int{400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 429, 500, 503} {
		all = append(all, problemKind{web.ProblemKind(status), status})
	}
	return all
}
