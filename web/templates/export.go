package templates

import (
	"context"
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"accord/app/sheets"
)

// ExportHref is the address of a table to keep: path behind the page's own
// door, narrowed and sorted as the page is, whatever its filters, and not of one
// page of it; more are further names and values.
func ExportHref(ctx context.Context, path string, more ...string) templ.SafeURL {
	q := url.Values{}
	for name, values := range From(ctx).Query {
		if name != "after" && name != "before" && name != "as" {
			q[name] = values
		}
	}
	for i := 0; i+1 < len(more); i += 2 {
		q.Set(more[i], more[i+1])
	}
	href := Path(ctx, path)
	if len(q) > 0 {
		href += templ.SafeURL("?" + q.Encode())
	}
	return href
}

// exportAs adds the format to an address, which may hold a query already.
func exportAs(href templ.SafeURL, as sheets.Format) templ.SafeURL {
	sign := "?"
	if strings.Contains(string(href), "?") {
		sign = "&"
	}
	return href + templ.SafeURL(sign+"as="+string(as))
}
