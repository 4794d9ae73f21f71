package templates

import (
	"bytes"
	"go/format"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"github.com/a-h/templ/generator"
	"github.com/a-h/templ/parser/v2"
)

func TestWhatTemplMadeIsMadeOfTheTemplates(t *testing.T) {
	t.Parallel()
	made := map[string]bool{}
	walk(t, "..", func(path string) {
		if !strings.HasSuffix(path, ".templ") {
			return
		}
		goes := strings.TrimSuffix(path, ".templ") + "_templ.go"
		made[goes] = true
		parsed, err := parser.Parse(path)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			return
		}
		var b bytes.Buffer
		if _, err := generator.Generate(parsed, &b, generator.WithFileName(filepath.Base(path)), generator.WithVersion(templ.Version())); err != nil {
			t.Errorf("%s: %v", path, err)
			return
		}
		want, err := format.Source(b.Bytes())
		if err != nil {
			t.Errorf("%s: %v", path, err)
			return
		}
		if got, err := os.ReadFile(goes); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what %s makes: run templ generate in its folder (%v)", goes, filepath.Base(path), err)
		}
	})
	walk(t, "..", func(path string) {
		if strings.HasSuffix(path, "_templ.go") && !made[path] {
			t.Errorf("%s is left over: its template is gone", path)
		}
	})
}

func walk(t *testing.T, root string, visit func(string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			visit(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
