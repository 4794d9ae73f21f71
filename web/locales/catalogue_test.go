package locales

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// sentences are the forms of one key: "other" alone, or a plural's.
type sentences map[string]string

// read answers every key of a language with its forms and its file.
func read(t *testing.T, language string) (map[string]sentences, map[string]string) {
	t.Helper()
	all, from := map[string]sentences{}, map[string]string{}
	names, err := fs.Glob(files, "*."+language+".json")
	if err != nil || len(names) == 0 {
		t.Fatalf("no files of %s: %v", language, err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		decoder := json.NewDecoder(bytes.NewReader(text))
		if _, err := decoder.Token(); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for decoder.More() {
			key, err := decoder.Token()
			var value any
			if err == nil {
				err = decoder.Decode(&value)
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			k := fmt.Sprint(key)
			if before, twice := from[k]; twice {
				t.Errorf("%s is in %s and again in %s", k, before, name)
			}
			all[k], from[k] = formsOf(t, name, k, value), name
		}
	}
	return all, from
}

func formsOf(t *testing.T, file, key string, value any) sentences {
	t.Helper()
	switch v := value.(type) {
	case string:
		return sentences{"other": v}
	case map[string]any:
		forms := sentences{}
		for form, text := range v {
			said, ok := text.(string)
			if !ok || !slices.Contains([]string{"one", "other"}, form) {
				t.Errorf("%s: %s has a form %q", file, key, form)
			}
			forms[form] = said
		}
		if forms["one"] == "" || forms["other"] == "" {
			t.Errorf("%s: %s needs both forms, one and other", file, key)
		}
		return forms
	}
	t.Errorf("%s: %s is %T", file, key, value)
	return nil
}

var (
	keySyntax   = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[A-Za-z0-9_-]+)+$`)
	placeholder = regexp.MustCompile(`\{\{\s*\.(\w+)\s*\}\}`)
)

// values are the names that a sentence mentions.
func values(forms sentences) []string {
	seen := map[string]bool{}
	for _, m := range placeholder.FindAllStringSubmatch(forms["other"], -1) {
		seen[m[1]] = true
	}
	return slices.Sorted(maps.Keys(seen))
}

func TestEveryKeyIsWrittenAsKeysAre(t *testing.T) {
	t.Parallel()
	for _, language := range Offered() {
		all, from := read(t, language)
		for key, forms := range all {
			if !keySyntax.MatchString(key) {
				t.Errorf("%s: %q is no key", from[key], key)
			}
			for form, said := range forms {
				if strings.TrimSpace(said) != said || said == "" {
					t.Errorf("%s: %s (%s) is empty or has blanks around it", from[key], key, form)
				}
				if rest := placeholder.ReplaceAllString(said, ""); strings.Contains(rest, "{{") {
					t.Errorf("%s: %s (%s) has a value that cannot be filled in: %s", from[key], key, form, said)
				}
			}
		}
	}
}

func TestSpanishSaysEverythingThatEnglishSays(t *testing.T) {
	t.Parallel()
	english, fromEnglish := read(t, English)
	spanish, fromSpanish := read(t, Spanish)
	for key, forms := range english {
		other, ok := spanish[key]
		switch {
		case !ok:
			t.Errorf("%s: %s is missing in Spanish", fromEnglish[key], key)
		case len(forms) != len(other):
			t.Errorf("%s: %s is a plural in one language only", fromEnglish[key], key)
		case !slices.Equal(values(forms), values(other)):
			t.Errorf("%s: %s mentions %v in English and %v in Spanish", fromEnglish[key], key, values(forms), values(other))
		}
	}
	for key := range spanish {
		if _, ok := english[key]; !ok {
			t.Errorf("%s: %s is missing in English", fromSpanish[key], key)
		}
	}
}

func TestNothingIsSaidThatIsNotInTheCatalogue(t *testing.T) {
	t.Parallel()
	english, _ := read(t, English)
	for key, places := range code(t).asked {
		if _, ok := english[key]; !ok {
			t.Errorf("%s asks for %s, which is in no file of web/locales", places[0], key)
		}
	}
	for prefix, places := range code(t).prefixes {
		if !slices.ContainsFunc(slices.Collect(maps.Keys(english)), func(k string) bool { return strings.HasPrefix(k, prefix) }) {
			t.Errorf("%s asks for keys under %s, of which there is none", places[0], prefix)
		}
	}
}

func TestNothingIsInTheCatalogueThatIsNeverSaid(t *testing.T) {
	t.Parallel()
	english, from := read(t, English)
	found := code(t)
	for key := range english {
		if !found.literals[key] && !found.asks(key) {
			t.Errorf("%s: nothing says %s", from[key], key)
		}
	}
}
