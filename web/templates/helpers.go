package templates

import (
	"context"
	"strings"

	"accord/tenants/fault"
)

// Hours is "1 hour" or "4.5 hours", as a value of a sentence that counts
// something else.
func Hours(n float64) fault.Sentence { return fault.Say("ui.hours", "Count", n) }

// yes prints an attribute's truth; a bare attribute would read as false.
func yes(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

// here is the page's address, to come back to.
func here(ctx context.Context) string {
	v := From(ctx)
	if len(v.Query) > 0 {
		return v.Path + "?" + v.Query.Encode()
	}
	return v.Path
}

func languageMark(locale string) string { return strings.ToUpper(locale) }

// languageName is a language in its own words, for those who look for it.
func languageName(locale string) string {
	switch locale {
	case "es":
		return "Español"
	}
	return "English"
}

func themeIcon(theme string) string {
	switch theme {
	case "light":
		return "sun"
	case "dark":
		return "moon"
	}
	return "device-desktop"
}
