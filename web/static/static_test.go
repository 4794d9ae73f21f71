package static

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"accord/web/static/bundle"
)

func TestWhatIsServedIsMadeOfTheSources(t *testing.T) {
	t.Parallel()
	made, err := bundle.Build("src")
	if err != nil {
		t.Fatal(err)
	}
	stored, err := filepath.Glob("dist/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range stored {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(text, made[filepath.Base(path)]) {
			t.Errorf("%s is not what its sources make: run go generate ./web/static", path)
		}
		delete(made, filepath.Base(path))
	}
	for name := range made {
		t.Errorf("dist/%s is missing: run go generate ./web/static", name)
	}
}

func TestAFirstVisitIsWithinItsBudget(t *testing.T) {
	t.Parallel()
	total := 0
	for _, name := range []string{"app.css", "app.js", "icons.svg", "mark.svg", "source-sans-3-latin-wght-normal.woff2", "source-serif-4-latin-wght-normal.woff2"} {
		asset, ok := Find(strings.TrimPrefix(URL(name), Prefix), "gzip, deflate, br")
		if !ok {
			t.Fatalf("no %s", name)
		}
		total += len(asset.Body)
	}
	if budget := 112 << 10; total > budget { // 120 KB less a page of 8
		t.Errorf("what a first visit loads beside the page is %d bytes, over %d", total, budget)
	}
}

func TestAFileComesInTheFormItsReaderKnows(t *testing.T) {
	t.Parallel()
	name := strings.TrimPrefix(URL("app.css"), Prefix)
	for accept, encoding := range map[string]string{"gzip, deflate, br": "br", "gzip": "gzip", "": "", "identity": ""} {
		asset, ok := Find(name, accept)
		if !ok || asset.Encoding != encoding || asset.Type != "text/css; charset=utf-8" || len(asset.Body) == 0 {
			t.Errorf("%q: %v %q %q", accept, ok, asset.Encoding, asset.Type)
		}
	}
	for _, name := range []string{"", "app.css", "manifest.json", "../static.go", "..", "nothing-X.css", "a/b"} {
		if _, ok := Find(name, "br"); ok {
			t.Errorf("%q is served", name)
		}
	}
}

func TestEveryIconExistsThatIsNamedAndIsNamedThatExists(t *testing.T) {
	t.Parallel()
	used := regexp.MustCompile(`Icon:\s*"([a-z0-9-]+)"|Icon(?:Href)?\("([a-z0-9-]+)"\)`)
	have, named := map[string]bool{}, map[string]bool{}
	word := regexp.MustCompile(`"([a-z0-9-]+)"`)
	icons, err := filepath.Glob("src/icons/*.svg")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range icons {
		have[strings.TrimSuffix(filepath.Base(path), ".svg")] = true
	}
	for _, root := range []string{"..", "../../cmd"} {
		err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() || !(strings.HasSuffix(path, ".templ") || strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_templ.go") && !strings.HasSuffix(path, "_test.go")) {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for _, m := range word.FindAllStringSubmatch(string(text), -1) {
				named[m[1]] = true
			}
			for _, m := range used.FindAllStringSubmatch(string(text), -1) {
				name := m[1] + m[2]
				if !have[name] {
					t.Errorf("%s uses the icon %q, which is not in web/static/src/icons", path, name)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for name := range have {
		if !named[name] {
			t.Errorf("nothing shows the icon %q", name)
		}
	}
}
