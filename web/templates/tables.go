package templates

import (
	"context"

	"github.com/a-h/templ"
)

func sortIcon(ctx context.Context, sort string) string {
	switch direction(ctx, sort) {
	case "ascending":
		return "arrow-up"
	case "descending":
		return "arrow-down"
	}
	return "selector"
}

// turn is the address of another page of the list.
func turn(ctx context.Context, way, key, list string) templ.SafeURL {
	return WithQuery(ctx, way, key) + templ.SafeURL("#"+list)
}
