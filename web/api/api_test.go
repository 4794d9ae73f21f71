package api_test

import (
	"strings"
	"testing"

	"accord/web"
)

func TestTheDocumentDescribesEveryEndpointAndItsDoor(t *testing.T) {
	t.Parallel()
	s, _ := site(t)
	var doc struct {
		OpenAPI string `json:"openapi"`
		Servers []struct{ URL string }
		Paths   map[string]map[string]struct {
			OperationID string                `json:"operationId"`
			Summary     string                `json:"summary"`
			Security    []map[string][]string `json:"security"`
		}
	}
	s.Nobody().Get("/api/v1/openapi.json").Status(200).JSON(&doc)
	if !strings.HasPrefix(doc.OpenAPI, "3.1") || doc.Servers[0].URL != "/api/v1" || len(doc.Paths) == 0 {
		t.Fatalf("%s at %v with %d paths", doc.OpenAPI, doc.Servers, len(doc.Paths))
	}
	for path, item := range doc.Paths {
		for method, op := range item {
			private := strings.HasPrefix(path, "/o/") || strings.HasPrefix(path, "/imi") || strings.HasPrefix(path, "/me")
			if op.OperationID == "" || op.Summary == "" || private != (len(op.Security) > 0) {
				t.Errorf("%s %s is described as %+v", method, path, op)
			}
		}
	}
}

func TestARefusalIsAProblemInTheCallersLanguage(t *testing.T) {
	t.Parallel()
	s, _ := site(t)
	var p web.Problem
	a := s.Nobody().With("Accept-Language", "es").Get("/api/v1/credentials/IMI-NONE").Status(404)
	a.JSON(&p)
	if p.Code != "not_found" || p.Request == "" || p.Title == "" {
		t.Fatalf("%+v", p)
	}
	if got := a.Header.Get("Content-Type"); !strings.HasPrefix(got, "application/problem+json") {
		t.Errorf("sent as %s", got)
	}
}

func TestNobodyEntersAPrivateDoorWithoutAToken(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	for _, path := range []string{"/api/v1/o/" + w.Andina.Slug + "/cohorts", "/api/v1/imi/submissions", "/api/v1/me/credentials"} {
		s.Nobody().Get(path).Status(401)
		s.Nobody().With("Authorization", "Bearer nonsense").Get(path).Status(401)
	}
}
