package locales

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// found is what the code says of keys.
type found struct {
	asked    map[string][]string // key → where a call asks for it
	prefixes map[string][]string // "ui.theme." → where a key is made of it
	literals map[string]bool     // every string that could be a key
	openings map[string]bool     // every string that could be the beginning of one: "ui.theme."
	endings  map[string]bool     // every string that could be the end of one: ".missing"
}

func (f found) asks(key string) bool {
	for i, c := range key {
		if c == '.' && (f.openings[key[:i+1]] || f.literals[key[:i]] && (f.endings[key[i:]] || f.openings["."])) {
			return true
		}
	}
	_, ok := f.asked[key]
	return ok
}

// keyAt tells which argument of a call is a key, by the call's name.
var keyAt = map[string]int{
	"T": 1, "Say": 0, "Fail": 1, "Field": 1, "If": 2, "Redirect": 1, "Warn": 1,
	"fault.New": 1, "fault.Wrap": 2,
}

var code = func() func(*testing.T) found {
	var once sync.Once
	var f found
	var err error
	return func(t *testing.T) found {
		t.Helper()
		once.Do(func() { f, err = readCode() })
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
}()

// readCode reads every Go file of the product, those that templ made among
// them; tests and nested modules are not the product.
func readCode() (found, error) {
	f := found{map[string][]string{}, map[string][]string{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
	root, err := filepath.Abs("../..")
	if err != nil {
		return f, err
	}
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if _, nested := os.Stat(filepath.Join(path, "go.mod")); path != root && (nested == nil || strings.HasPrefix(d.Name(), ".")) {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil // half-written; the compiler says so better
		}
		where, _ := filepath.Rel(root, path)
		ast.Inspect(file, func(n ast.Node) bool {
			f.note(n, func(p token.Pos) string { return where + ":" + strconv.Itoa(set.Position(p).Line) })
			return true
		})
		return nil
	})
	return f, err
}

func (f found) note(n ast.Node, where func(token.Pos) string) {
	switch n := n.(type) {
	case *ast.BasicLit:
		if s, ok := literal(n); ok && keySyntax.MatchString(s) {
			f.literals[s] = true
		} else if ok && strings.HasSuffix(s, ".") && !strings.Contains(s, " ") {
			f.openings[s] = true
		} else if ok && strings.HasPrefix(s, ".") {
			f.endings[s] = true
		}
	case *ast.CallExpr:
		f.call(n, where)
	case *ast.CompositeLit:
		f.composite(n, where)
	}
}

func (f found) call(n *ast.CallExpr, where func(token.Pos) string) {
	name, full := called(n.Fun)
	if (name == "Absent") && len(n.Args) == 1 {
		if s, ok := literal(n.Args[0]); ok {
			f.ask("not_found."+s, where(n.Pos()))
		}
		return
	}
	at, ok := keyAt[full]
	if !ok {
		at, ok = keyAt[name]
	}
	if !ok || len(n.Args) <= at {
		return
	}
	f.value(n.Args[at], "", where)
}

// composite reads web.Nav{Key: …}, fault.Sentence{Key: …} and
// tenants.Event{Action: …}, which the journal's pages say under "event.".
func (f found) composite(n *ast.CompositeLit, where func(token.Pos) string) {
	kind, _ := called(n.Type)
	for _, e := range n.Elts {
		pair, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		switch field, _ := called(pair.Key); {
		case field == "Key" && (kind == "Nav" || kind == "Sentence"):
			f.value(pair.Value, "", where)
		case field == "Action" && kind == "Event":
			f.value(pair.Value, "event.", where)
		}
	}
}

// value notes a key that is written out, or the beginning of one.
func (f found) value(e ast.Expr, under string, where func(token.Pos) string) {
	if s, ok := literal(e); ok {
		if keySyntax.MatchString(s) {
			f.ask(under+s, where(e.Pos()))
		}
		return
	}
	if sum, ok := e.(*ast.BinaryExpr); ok && sum.Op == token.ADD {
		first := sum.X
		for {
			inner, ok := first.(*ast.BinaryExpr)
			if !ok {
				break
			}
			first = inner.X
		}
		if s, ok := literal(first); ok && strings.HasSuffix(s, ".") {
			f.prefixes[under+s] = append(f.prefixes[under+s], where(e.Pos()))
		}
	}
}

func (f found) ask(key, where string) { f.asked[key] = append(f.asked[key], where) }

// called is the name of what is called, alone and with its package.
func called(e ast.Expr) (name, full string) {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name, e.Name
	case *ast.SelectorExpr:
		if x, ok := e.X.(*ast.Ident); ok {
			return e.Sel.Name, x.Name + "." + e.Sel.Name
		}
		return e.Sel.Name, e.Sel.Name
	}
	return "", ""
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

func TestTheReaderOfCodeFindsKeys(t *testing.T) {
	t.Parallel()
	f := code(t)
	for _, key := range []string{"ui.skip", "fault.stale_form", "form.required", "style.sent", "not_found.organisation"} {
		if len(f.asked[key]) == 0 {
			t.Errorf("%s is asked for, and was not found", key)
		}
	}
	for _, prefix := range []string{"ui.theme.", "when.in.", "fault.title."} {
		if len(f.prefixes[prefix]) == 0 {
			t.Errorf("keys are made of %s, and were not found; there are %v", prefix, slices.Sorted(maps.Keys(f.prefixes)))
		}
	}
}
