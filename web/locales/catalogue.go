package locales

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

//go:embed *.json
var files embed.FS

// English and Spanish are the complete languages; only those are offered.
const (
	English = "en"
	Spanish = "es"
)

// Offered lists the languages a reader can choose, the default first.
func Offered() []string { return []string{English, Spanish} }

// IsOffered says whether a language can be chosen.
func IsOffered(locale string) bool { return slices.Contains(Offered(), locale) }

// catalogue is read once. A broken file stops the program at its start.
var catalogue = load(files)

func load(from fs.FS) *i18n.Bundle {
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("json", json.Unmarshal)
	names, err := fs.Glob(from, "*.json")
	if err != nil {
		panic(err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(from, name)
		if err == nil {
			_, err = bundle.ParseMessageFileBytes(text, name)
		}
		if err != nil {
			panic(fmt.Sprintf("locales: %s: %v", name, err))
		}
	}
	return bundle
}
