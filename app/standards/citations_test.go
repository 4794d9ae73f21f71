package standards_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"accord/app/standards"
)

// citation is an obligation's number as it is cited anywhere.
var citation = regexp.MustCompile(`\bIMI-[A-Z]{2}-[0-9]{2}\b`)

func TestEveryCitationIsOfAnObligation(t *testing.T) {
	t.Parallel()
	root := "../.."
	if _, err := os.Stat(filepath.Join(root, "go.mod")); err != nil {
		t.Fatal(err)
	}
	cited := 0
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() {
			if strings.HasPrefix(e.Name(), ".") && path != root || e.Name() == "node_modules" {
				return filepath.SkipDir
			}
			return nil
		}
		if !slices.Contains([]string{".go", ".templ", ".sql", ".csv", ".json", ".md"}, filepath.Ext(path)) || strings.HasSuffix(path, "obligations.go") {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, id := range citation.FindAllString(string(text), -1) {
			cited++
			if _, ok := standards.ObligationNamed(id); !ok {
				t.Errorf("%s cites %s, which is no obligation", path, id)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if cited == 0 {
		t.Error("no citation was found: the search is broken")
	}
}

func TestAnObligationIsNumberedOnce(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, o := range standards.Obligations() {
		if seen[o.ID] || citation.FindString(o.ID) != o.ID || o.Source == "" {
			t.Errorf("%s is numbered twice, or not as an obligation is, or from nowhere", o.ID)
		}
		seen[o.ID] = true
	}
}
