package jobs

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
)

// What a concept enqueues or sets a deadline for has a handler, and no handler
// waits for what nobody enqueues.
func TestEveryJobThatIsEnqueuedHasAHandler(t *testing.T) {
	t.Parallel()
	enqueued := map[string]string{} // kind → where
	err := filepath.WalkDir("../app", func(path string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
			kindsIn(t, path, enqueued)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	known := Kinds()
	for kind, where := range enqueued {
		if !slices.Contains(known, kind) {
			t.Errorf("%s enqueues %s, which has no handler", where, kind)
		}
	}
	for _, kind := range known {
		if enqueued[kind] == "" {
			t.Errorf("nobody enqueues %s", kind)
		}
	}
}

// kindsIn notes the kinds of the tenants.Job and tenants.Deadline literals of a file.
func kindsIn(t *testing.T, path string, into map[string]string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		t.Error(err)
		return
	}
	ast.Inspect(file, func(n ast.Node) bool {
		literal, ok := n.(*ast.CompositeLit)
		if !ok {
			return true
		}
		of, ok := literal.Type.(*ast.SelectorExpr)
		if !ok || (of.Sel.Name != "Job" && of.Sel.Name != "Deadline") {
			return true
		}
		for _, e := range literal.Elts {
			if kv, ok := e.(*ast.KeyValueExpr); ok && kv.Key.(*ast.Ident).Name == "Kind" {
				found := texts(filepath.Dir(path), file, kv.Value)
				if len(found) == 0 {
					t.Errorf("%s: the kind of a job cannot be read", path)
				}
				for _, kind := range found {
					into[kind] = path
				}
			}
		}
		return true
	})
}

// texts are what an expression can be: a literal, a constant of its package,
// or a variable's assignments in its file.
func texts(dir string, file *ast.File, e ast.Expr) []string {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, _ := strconv.Unquote(e.Value)
		return []string{s}
	case *ast.Ident:
		found := assigned(file, e.Name)
		others, _ := filepath.Glob(dir + "/*.go")
		for _, path := range others {
			if other, err := parser.ParseFile(token.NewFileSet(), path, nil, 0); err == nil && len(found) == 0 {
				found = assigned(other, e.Name)
			}
		}
		return found
	}
	return nil
}

func assigned(file *ast.File, name string) (found []string) {
	note := func(names []ast.Expr, values []ast.Expr) {
		for i, n := range names {
			if id, ok := n.(*ast.Ident); ok && id.Name == name && i < len(values) {
				if lit, ok := values[i].(*ast.BasicLit); ok && lit.Kind == token.STRING {
					s, _ := strconv.Unquote(lit.Value)
					found = append(found, s)
				}
			}
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			note(n.Lhs, n.Rhs)
		case *ast.ValueSpec:
			names := make([]ast.Expr, len(n.Names))
			for i, id := range n.Names {
				names[i] = id
			}
			note(names, n.Values)
		}
		return true
	})
	return found
}
