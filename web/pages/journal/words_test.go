package journal

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	_ "accord/app/certificates"
	_ "accord/app/deadletters"
	"accord/app/journal"
	"accord/app/letters"
	_ "accord/app/spotchecks"
	"accord/tenants"
	"accord/web/locales"
	ui "accord/web/templates"
)

func TestEveryThingThatCanBeAskedAboutHasWords(t *testing.T) {
	t.Parallel()
	for _, locale := range locales.Offered() {
		said := locales.New(locale, time.UTC)
		for _, door := range []tenants.Door{tenants.DoorMember, tenants.DoorOverseer} {
			for _, asked := range journal.Askable(door) {
				if !said.Has("journal.thing." + asked.Resource) {
					t.Errorf("%s: no word for %s", locale, asked.Resource)
				}
				for _, action := range asked.Actions {
					if !said.Has("journal.doing." + action) {
						t.Errorf("%s: no word for %s", locale, action)
					}
				}
			}
		}
	}
}

func TestEveryLetterThatATimelineNamesHasWords(t *testing.T) {
	t.Parallel()
	for _, locale := range locales.Offered() {
		said := locales.New(locale, time.UTC)
		for kind := range letters.Kinds() {
			if !said.Has("letter." + string(kind)) {
				t.Errorf("%s: no word for the letter %s", locale, kind)
			}
		}
	}
}

var (
	stated = regexp.MustCompile(`(?:[oO]versee|OverseeRead)\([^"\n]*(?:, |"(?:[^"]*", ){4})"([a-z][^"]*)"`)
	named  = regexp.MustCompile(`const purpose = "([^"]+)"`)
)

func TestEveryPurposeThatIsStatedHasWords(t *testing.T) {
	t.Parallel()
	found := 0
	ctx := ui.With(context.Background(), &ui.View{T: locales.New("es", time.UTC)})
	for _, root := range []string{"../..", "../../../cmd/internal/demo"} {
		err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			code, err := os.ReadFile(path)
			for _, m := range append(stated.FindAllStringSubmatch(string(code), -1), named.FindAllStringSubmatch(string(code), -1)...) {
				found++
				if words, lang := purpose(ctx, m[1]); lang != "es" || words == m[1] {
					t.Errorf("%s: no words for %q", path, m[1])
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if found < 25 {
		t.Errorf("only %d purposes were found", found)
	}
	if words, lang := purpose(ctx, "to see <why>"); words != "to see <why>" || lang != "en" {
		t.Errorf("an older purpose is %q in %s", words, lang)
	}
}
