package boot

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"accord/jobs"
)

// The accounting of jobs: whatever a verb enqueues or sets a deadline for, some
// handler does. (That every letter has its writer, and every writer its letter,
// package jobs tests itself.)

func TestEveryJobThatIsEnqueuedHasAHandler(t *testing.T) {
	t.Parallel()
	wanted := enqueued(t)
	if len(wanted) < 6 {
		t.Fatalf("only these kinds were found in app: %v", wanted)
	}
	known := jobs.Kinds()
	for kind, where := range wanted {
		if !slices.Contains(known, kind) {
			t.Errorf("%s enqueues %q, which no handler does", where, kind)
		}
	}
	for _, kind := range known {
		if wanted[kind] == "" {
			t.Errorf("the handler of %q waits for a job that nobody enqueues", kind)
		}
	}
}

// enqueued are the kinds in the jobs and deadlines that app's code makes, each
// with a place where. A kind is a text, a constant of its package, or a
// variable that the same function gives texts to.
func enqueued(t *testing.T) map[string]string {
	t.Helper()
	folders := map[string][]*ast.File{}
	set := token.NewFileSet()
	err := filepath.WalkDir("../../../app", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(set, path, nil, 0)
		folders[filepath.Dir(path)] = append(folders[filepath.Dir(path)], file)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]string{}
	for _, files := range folders {
		for _, file := range files {
			ast.Inspect(file, func(n ast.Node) bool {
				value, ok := kindOf(n)
				if !ok {
					return true
				}
				texts := textsOf(value, files)
				if len(texts) == 0 {
					t.Errorf("%s: of which kind is this job?", set.Position(n.Pos()))
				}
				for _, text := range texts {
					kinds[text] = set.Position(n.Pos()).String()
				}
				return true
			})
		}
	}
	return kinds
}

// kindOf is the Kind of a tenants.Job or tenants.Deadline that is made here.
func kindOf(n ast.Node) (ast.Expr, bool) {
	made, ok := n.(*ast.CompositeLit)
	if !ok {
		return nil, false
	}
	of, ok := made.Type.(*ast.SelectorExpr)
	if !ok || of.Sel.Name != "Job" && of.Sel.Name != "Deadline" {
		return nil, false
	}
	for _, e := range made.Elts {
		if pair, ok := e.(*ast.KeyValueExpr); ok && pair.Key.(*ast.Ident).Name == "Kind" {
			return pair.Value, true
		}
	}
	return nil, false
}

func textsOf(value ast.Expr, files []*ast.File) (texts []string) {
	if literal, ok := value.(*ast.BasicLit); ok {
		text, _ := strconv.Unquote(literal.Value)
		return []string{text}
	}
	name, ok := value.(*ast.Ident)
	if !ok {
		return nil
	}
	given := func(names []string, values []ast.Expr) {
		for i, n := range names {
			if n != name.Name || i >= len(values) {
				continue
			}
			if literal, ok := values[i].(*ast.BasicLit); ok {
				text, _ := strconv.Unquote(literal.Value)
				texts = append(texts, text)
			}
		}
	}
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				given(names(n.Names), n.Values)
			case *ast.AssignStmt:
				var left []string
				for _, l := range n.Lhs {
					id, _ := l.(*ast.Ident)
					if id == nil {
						id = ast.NewIdent("")
					}
					left = append(left, id.Name)
				}
				given(left, n.Rhs)
			}
			return true
		})
	}
	return texts
}

func names(ids []*ast.Ident) (all []string) {
	for _, id := range ids {
		all = append(all, id.Name)
	}
	return all
}
