package templates

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/a-h/templ"

	"accord/tenants/fault"
)

// SearchField is the name of every list's search in the address, and
// MaxSearch how many characters it takes.
const (
	SearchField = "q"
	MaxSearch   = 100
)

// IsLongSearch says whether a search is longer than its field, as one that was
// written into the address can be.
func IsLongSearch(text string) bool {
	return utf8.RuneCountInString(strings.TrimSpace(text)) > MaxSearch
}

// searchFault is what is wrong with the search of the address; nil for nothing.
func searchFault(ctx context.Context, name string) *fault.Sentence {
	text := From(ctx).Query.Get(name)
	if !IsLongSearch(text) {
		return nil
	}
	s := fault.Say("ui.search_long", "Max", MaxSearch)
	return &s
}

func searchAttrs(ctx context.Context, name string) templ.Attributes {
	if searchFault(ctx, name) == nil {
		return nil
	}
	return templ.Attributes{"aria-invalid": "true", "aria-describedby": "filter-" + name + "-error"}
}

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
