package candidates

import (
	"context"
	"slices"
	"sync"
	"time"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"accord/app/candidates"
	"accord/web"
	places "accord/web/pages/organisations"
	ui "accord/web/templates"
)

// taught are the languages that forms offer: those in which courses are given.
var taught = []string{"ar", "ca", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "he", "hi", "hr", "hu", "id", "it", "ja", "ko",
	"lt", "lv", "ms", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "vi", "zh"}

// Languages are their codes.
func Languages() []string { return slices.Clone(taught) }

var spoken sync.Map // locale → []ui.Option

// languagesIn are the words for languages in one of them, made once for each.
func languagesIn(locale string) []ui.Option {
	if all, ok := spoken.Load(locale); ok {
		return all.([]ui.Option)
	}
	words := display.Languages(language.Make(locale))
	all := make([]ui.Option, len(taught))
	for i, code := range taught {
		all[i] = ui.Option{Value: code, Label: capital(words.Name(language.MustParseBase(code)))}
	}
	places.ByLabel(locale, all)
	spoken.Store(locale, all)
	return all
}

// LanguageOptions are the languages a form offers, and the one it holds.
func LanguageOptions(ctx context.Context, held string) []ui.Option {
	return withHeld(languagesIn(ui.From(ctx).T.Locale()), held, LanguageName(ctx, held))
}

// CountryOptions are the countries a form offers.
func CountryOptions(ctx context.Context, held string) []ui.Option {
	return withHeld(places.CountryOptions(ctx), held, CountryName(ctx, held))
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
	if code == "" {
		return ""
	}
	return places.CountryName(ctx, code)
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
