package candidates

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"accord/app/candidates"
	"accord/web"
	ui "accord/web/templates"
)

// taught are the languages that forms offer: those in which courses are given.
var taught = []string{"ar", "ca", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "he", "hi", "hr", "hu", "id", "it", "ja", "ko",
	"lt", "lv", "ms", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "vi", "zh"}

// names are the words for languages and countries in one language.
type names struct {
	languages, countries []ui.Option
}

var (
	named   = map[string]names{}
	naming  sync.Mutex
	letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
)

// namesIn are made once for each language.
func namesIn(locale string) names {
	naming.Lock()
	defer naming.Unlock()
	if n, ok := named[locale]; ok {
		return n
	}
	tag := language.Make(locale)
	languages, countries := display.Languages(tag), display.Regions(tag)
	var n names
	for _, code := range taught {
		n.languages = append(n.languages, ui.Option{Value: code, Label: capital(languages.Name(language.MustParseBase(code)))})
	}
	for _, a := range letters {
		for _, b := range letters {
			if code := string([]rune{a, b}); candidates.IsCountry(code) {
				if label := countries.Name(language.MustParseRegion(code)); label != "" {
					n.countries = append(n.countries, ui.Option{Value: code, Label: label})
				}
			}
		}
	}
	order := collate.New(tag)
	for _, list := range [][]ui.Option{n.languages, n.countries} {
		slices.SortFunc(list, func(x, y ui.Option) int {
			return cmp.Or(order.CompareString(x.Label, y.Label), cmp.Compare(x.Value, y.Value))
		})
	}
	named[locale] = n
	return n
}

// LanguageOptions are the languages a form offers, and the one it holds.
func LanguageOptions(ctx context.Context, held string) []ui.Option {
	return withHeld(namesIn(ui.From(ctx).T.Locale()).languages, held, LanguageName(ctx, held))
}

// CountryOptions are the countries a form offers.
func CountryOptions(ctx context.Context, held string) []ui.Option {
	return withHeld(namesIn(ui.From(ctx).T.Locale()).countries, held, held)
}

func withHeld(offered []ui.Option, held, label string) []ui.Option {
	if held == "" || slices.ContainsFunc(offered, func(o ui.Option) bool { return o.Value == held }) {
		return offered
	}
	return append(slices.Clone(offered), ui.Option{Value: held, Label: label})
}

// LanguageName is a language in the reader's words; "" for none.
func LanguageName(ctx context.Context, code string) string {
	if code == "" {
		return ""
	}
	base, err := language.ParseBase(code)
	if err != nil {
		return code
	}
	return capital(display.Languages(language.Make(ui.From(ctx).T.Locale())).Name(base))
}

// CountryName is a country in the reader's words; "" for none.
func CountryName(ctx context.Context, code string) string {
	for _, o := range namesIn(ui.From(ctx).T.Locale()).countries {
		if o.Value == code {
			return o.Label
		}
	}
	return code
}

func capital(s string) string {
	for i, r := range s {
		if i == 0 {
			return string([]rune{unicode.ToUpper(r)}) + s[len(string(r)):]
		}
	}
	return s
}

func roleOptions(ctx context.Context) []ui.Option {
	return each(candidates.Roles, func(v string) string { return ui.T(ctx, "logbook.as."+v) })
}

func mediumOptions(ctx context.Context) []ui.Option {
	return each(candidates.Mediums, func(v string) string { return ui.T(ctx, "logbook.held."+v) })
}

func settledOptions(ctx context.Context) []ui.Option {
	return each(candidates.Settleds, func(v string) string { return ui.T(ctx, "logbook.ended."+v) })
}

func each(values []string, label func(string) string) []ui.Option {
	all := make([]ui.Option, len(values))
	for i, v := range values {
		all[i] = ui.Option{Value: v, Label: label(v)}
	}
	return all
}

// today is the day it is in the organisation's zone.
func today(m *web.Member, now time.Time) time.Time { return now.In(m.OrganisationZone()) }

// hours are written as the reader writes numbers.
func hours(ctx context.Context, h float64) string { return ui.From(ctx).T.Decimal(h) }
