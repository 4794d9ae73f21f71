package web

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"
)

// worthKeeping is how many characters make a text that nobody likes to write
// twice.
const worthKeeping = 60

// typed are the long texts of a form that was not accepted because its page
// was out of date, so that they can be copied: going back loads the page
// afresh in some browsers. Only what the browser says came from a page of this
// site is shown: nobody else is to put words on ours. Secrets are never shown.
func (r *Request) typed() (kept []string) {
	origin := r.c.Get(fiber.HeaderOrigin)
	if r.c.Get("Sec-Fetch-Site") != "same-origin" && (origin == "" || !r.sameOrigin(origin)) {
		return nil
	}
	values, _, err := r.posted()
	if err != nil {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if strings.HasPrefix(name, "_") || strings.Contains(name, "password") || strings.Contains(name, "token") || strings.Contains(name, "code") {
			continue
		}
		for _, text := range values[name] {
			if text = strings.TrimSpace(text); strings.Contains(text, "\n") || utf8.RuneCountInString(text) > worthKeeping {
				kept = append(kept, strings.ToValidUTF8(text, ""))
			}
		}
	}
	return kept
}
