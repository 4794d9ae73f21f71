package app_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// concepts in their order: each may import those before it.
var concepts = []string{"standards", "people", "organisations", "programs", "journal", "candidates", "consents", "identities", "adjustments", "evidence", "qualifications", "trainings", "progress", "personal", "checkins", "calendars", "messages", "materials", "evaluations", "exercises", "certificates", "applications",
	"designs", "assessments", "notes", "knowledge", "assessors", "quality", "days", "appeals", "register", "submissions", "merges", "pathways", "readiness", "dashboards", "files", "spotchecks", "deadletters"}

// helpers are small things that every concept may use; they import no concept.
var helpers = []string{"paging", "sheets", "shares", "letters"}

// kept says where alone an outside library may be imported, and why.
var kept = []struct{ library, where, why string }{
	{"github.com/gofiber/fiber", "web", "the web framework stays in web"},
	{"github.com/hibiken/asynq", "jobs", "the queue's dispatcher stays in jobs; the queue of record is the outbox"},
	{"github.com/casbin/casbin", "policies", "the policy engine stays behind tenants.Guard"},
	{"github.com/aws/aws-sdk-go-v2", "app/evidence/s3vault", "the store's SDK stays behind the vault"},
	{"github.com/danielgtaylor/huma", "web", "the API's framework stays in web"},
	{"github.com/chromedp/chromedp", "web/browsertest", "the browser is driven through one wrapper"},
}

type source struct {
	path, pkg string // "app/trainings/open.go", "app/trainings"
	imports   []string
}

func sources(t *testing.T) []source {
	t.Helper()
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	var all []source
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root, path)
		if d.IsDir() {
			if _, nested := os.Stat(filepath.Join(path, "go.mod")); nested == nil && rel != "." || strings.HasPrefix(d.Name(), ".") && rel != "." || d.Name() == "node_modules" {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		s := source{path: filepath.ToSlash(rel), pkg: filepath.ToSlash(filepath.Dir(rel))}
		for _, i := range file.Imports {
			name, _ := strconv.Unquote(i.Path.Value)
			s.imports = append(s.imports, name)
		}
		all = append(all, s)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 50 {
		t.Fatalf("only %d files were found", len(all))
	}
	return all
}

func (s source) test() bool { return strings.HasSuffix(s.path, "_test.go") }

// keeps says whether it is a concept's store: store.go, and store_sheets.go for one part of it.
func (s source) keeps() bool {
	name := filepath.Base(s.path)
	return name == "store.go" || strings.HasPrefix(name, "store_") && !s.test()
}

func under(pkg, folder string) bool { return pkg == folder || strings.HasPrefix(pkg, folder+"/") }

// concept is the concept or helper that a package under app belongs to.
func concept(pkg string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(pkg, "app/"), "/")
	return name
}

// allowed says whether a package of ours may import another, and if not, why.
func allowed(from, to string) string {
	switch {
	case under(from, "cmd"):
		return ""
	case under(to, "cmd"):
		return "only cmd imports cmd: it puts the parts together"
	case under(from, "tenants/tenantstest"), under(from, "app/apptest"), under(from, "web/browsertest"), under(from, "web/webtest"):
		return ""
	case under(to, "tenants/tenantstest"), under(to, "app/apptest"), under(to, "web/browsertest"), under(to, "web/webtest"):
		return "only tests import the tests' own packages"
	case under(from, "tenants"):
		if under(to, "tenants") {
			return ""
		}
		return "the kernel imports nothing of ours"
	case under(from, "migrations"):
		return "migrations import nothing of ours"
	case under(from, "policies"):
		if under(to, "tenants") {
			return ""
		}
		return "policies stand on the kernel alone"
	case under(from, "app"):
		if under(to, "tenants") {
			return ""
		}
		if !under(to, "app") {
			return "the domain imports the kernel and the domain"
		}
		a, b := concept(from), concept(to)
		if a == b || slices.Contains(helpers, b) {
			return ""
		}
		if slices.Contains(helpers, a) {
			return "helpers import no concept"
		}
		if i, j := slices.Index(concepts, a), slices.Index(concepts, b); i < 0 || j < 0 || j > i {
			return "a concept imports those before it: " + strings.Join(concepts, ", ")
		}
		return ""
	case under(from, "jobs"):
		if under(to, "web") {
			return "jobs and web never import each other"
		}
		return ""
	case under(from, "web"):
		if under(to, "jobs") {
			return "jobs and web never import each other"
		}
		return ""
	}
	return "this package is on no floor: say where it belongs in app/arch_test.go"
}

func TestImportsRunDownTheFloorsAndNeverBack(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		if s.test() {
			continue
		}
		for _, i := range s.imports {
			if to, ours := strings.CutPrefix(i, "accord/"); ours {
				if why := allowed(s.pkg, to); why != "" {
					t.Errorf("%s imports %s: %s", s.path, i, why)
				}
			}
		}
	}
}

func TestEachLibraryStaysInItsPlace(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		if s.test() || under(s.pkg, "cmd") || under(s.pkg, "tenants/tenantstest") {
			continue
		}
		for _, i := range s.imports {
			for _, k := range kept {
				if under(i, k.library) && !under(s.pkg, k.where) {
					t.Errorf("%s imports %s: %s", s.path, i, k.why)
				}
			}
			if under(i, "gorm.io") && !under(s.pkg, "tenants") && s.pkg != "app/paging" && !(under(s.pkg, "app") && s.keeps()) {
				t.Errorf("%s imports %s: GORM is for the kernel and a concept's store", s.path, i)
			}
			if strings.HasPrefix(i, "github.com/jackc/pgx") && !under(s.pkg, "tenants") && !under(s.pkg, "migrations") && !under(s.pkg, "jobs") && !under(s.pkg, "policies") && !under(s.pkg, "app/apptest") {
				t.Errorf("%s imports %s: statements go through the kernel", s.path, i)
			}
		}
	}
}

func TestTheDoorsAreNotWalkedRound(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		if s.test() || !(under(s.pkg, "app") || under(s.pkg, "web")) || under(s.pkg, "app/apptest") || under(s.pkg, "web/browsertest") {
			continue
		}
		text, err := os.ReadFile(filepath.Join("..", s.path))
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{".Raw(", ".Exec(", ".Joins("} {
			if strings.Contains(string(text), word) && s.keeps() {
				t.Errorf("%s uses %s): the row policies do not reach there", s.path, word)
			}
		}
		if strings.Contains(string(text), ".Gate(") && !under(s.pkg, "app/people") && !under(s.pkg, "web") {
			t.Errorf("%s opens the gate: signing in is app/people's", s.path)
		}
		if strings.Contains(string(text), ".Clerk(") {
			t.Errorf("%s takes the clerk's login: it is for the relay and the scan", s.path)
		}
	}
}
