package templates

import (
	"strings"

	"github.com/a-h/templ"

	"accord/app/sheets"
)

// exportAs adds the format to an address, which may hold a query already.
func exportAs(href templ.SafeURL, as sheets.Format) templ.SafeURL {
	sign := "?"
	if strings.Contains(string(href), "?") {
		sign = "&"
	}
	return href + templ.SafeURL(sign+"as="+string(as))
}
