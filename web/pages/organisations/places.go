package organisations

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"accord/app/organisations"
	ui "accord/web/templates"
)

// renamed are names that changed after the words' edition, by language.
var renamed = map[string]map[string]string{
	"en": {"CV": "Cabo Verde", "MO": "Macao SAR China", "SZ": "Eswatini", "MK": "North Macedonia", "TR": "Türkiye"},
	"es": {"SZ": "Esuatini", "MK": "Macedonia del Norte"},
}

// CountryName is a country in the reader's words; the code itself where the
// words know none, "" for none.
func CountryName(ctx context.Context, code string) string {
	locale := ui.From(ctx).T.Locale()
	if name := renamed[locale][code]; name != "" {
		return name
	}
	region, err := language.ParseRegion(code)
	if err != nil {
		return code
	}
	if name := display.Regions(language.Make(locale)).Name(region); name != "" {
		return name
	}
	return code
}

var countries sync.Map // locale → []ui.Option

// CountryOptions are all countries, in the order of the reader's words.
func CountryOptions(ctx context.Context) []ui.Option {
	locale := ui.From(ctx).T.Locale()
	if all, ok := countries.Load(locale); ok {
		return all.([]ui.Option)
	}
	all := make([]ui.Option, len(organisations.Countries))
	for i, code := range organisations.Countries {
		all[i] = ui.Option{Value: code, Label: CountryName(ctx, code)}
	}
	ByLabel(locale, all)
	countries.Store(locale, all)
	return all
}

// ByLabel sorts options as a language sorts words.
func ByLabel(locale string, all []ui.Option) {
	order := collate.New(language.Make(locale))
	slices.SortFunc(all, func(a, b ui.Option) int {
		return cmp.Or(order.CompareString(a.Label, b.Label), cmp.Compare(a.Value, b.Value))
	})
}
