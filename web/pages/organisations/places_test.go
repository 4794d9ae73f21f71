package organisations_test

import (
	"context"
	"testing"
	"time"

	app "accord/app/organisations"
	"accord/web/locales"
	"accord/web/pages/candidates"
	"accord/web/pages/organisations"
	ui "accord/web/templates"
)

func TestEachCountryOfTodayIsOfferedOnceByTheNameOfToday(t *testing.T) {
	t.Parallel()
	for locale, names := range map[string]map[string]string{
		"en": {"DE": "Germany", "SZ": "Eswatini", "MK": "North Macedonia", "CZ": "Czechia", "TR": "Türkiye", "AQ": "Antarctica"},
		"es": {"DE": "Alemania", "SZ": "Esuatini", "MK": "Macedonia del Norte", "CZ": "Chequia", "TR": "Turquía", "AQ": "Antártida"},
	} {
		ctx := ui.With(context.Background(), &ui.View{T: locales.New(locale, time.UTC)})
		for where, offered := range map[string][]ui.Option{"organisations": organisations.CountryOptions(ctx), "candidates": candidates.CountryOptions(ctx, "")} {
			if len(offered) != len(app.Countries) || len(offered) != 249 {
				t.Errorf("%s, %s: %d countries", locale, where, len(offered))
			}
			seen, said := map[string]string{}, map[string]string{}
			for _, o := range offered {
				if seen[o.Label] != "" {
					t.Errorf("%s, %s: %q is %s and %s", locale, where, o.Label, seen[o.Label], o.Value)
				}
				if o.Label == o.Value {
					t.Errorf("%s, %s: %s has no name", locale, where, o.Value)
				}
				seen[o.Label], said[o.Value] = o.Value, o.Label
			}
			for code, name := range names {
				if said[code] != name {
					t.Errorf("%s, %s: %s is %q, not %q", locale, where, code, said[code], name)
				}
			}
		}
	}
}
