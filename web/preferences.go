package web

import (
	"net/url"
	"time"

	"accord/tenants/fault"
	"accord/web/locales"
)

const forAYear = 365 * 24 * time.Hour

// preferences takes the two switches of every page. They post, so that they
// work without scripts, and lead back to where they were pressed.
func (a *App) preferences() {
	a.Public().Post("/preferences", "preferences.change", func(p *Public) error {
		f := p.Form()
		theme := f.OptionalChoice("theme", "light", "dark", "system")
		locale := f.OptionalChoice("locale", append(locales.Offered(), rehearsal)...)
		back := f.OptionalText("back", 2000)
		if err := f.Err(); err != nil {
			return err
		}
		if theme != "" {
			p.cookie("theme", theme, forAYear)
		}
		if locale != "" {
			p.cookie("locale", locale, forAYear)
			if a.config.KeepLocale != nil && p.Signed.Valid() && locales.IsOffered(locale) {
				if err := a.config.KeepLocale(p.Context(), p.Signed, locale); err != nil {
					return err
				}
			}
		}
		if from, err := url.Parse(p.Header("Referer")); err == nil && from.Path != "" && p.sameOrigin(p.Header("Referer")) {
			back = from.RequestURI()
		}
		if !isLocal(back) {
			return fault.New(fault.Invalid, "fault.form")
		}
		return p.goTo(back)
	})
}
