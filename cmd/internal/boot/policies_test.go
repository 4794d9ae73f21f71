package boot

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"accord/policies"
	"accord/tenants"
	"accord/web/locales"
)

// The accounting of policy lines and registered resources: each names only
// what the other has, and every action is somebody's.

func TestEveryPolicyLineNamesWhatIsRegistered(t *testing.T) {
	t.Parallel()
	if _, err := policies.New(); err != nil {
		t.Fatal(err)
	}
}

func TestEveryRegisteredActionIsGivenToSomebody(t *testing.T) {
	t.Parallel()
	p, err := policies.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, action := range p.Ungiven() {
		t.Errorf("nobody may %s", action)
	}
}

func TestEveryConceptIsAccountedForHere(t *testing.T) {
	t.Parallel()
	written := 0
	err := filepath.WalkDir("../../../app", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		written += bytes.Count(text, []byte("tenants.Register("))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(tenants.Resources()); written < 30 || n < written {
		t.Errorf("%d resources are registered in app, and %d are known here: import the concept in concepts.go", written, n)
	}
}

// Whoever may not even read a row is told that there is none, in words.
func TestEveryResourceHasASentenceForBeingAbsent(t *testing.T) {
	t.Parallel()
	for _, locale := range locales.Offered() {
		for _, r := range tenants.Resources() {
			if len(r.Actions) > 0 && !locales.New(locale, nil).Has("not_found."+r.Name) {
				t.Errorf("not_found.%s is not said in %q", r.Name, locale)
			}
		}
	}
}
