package templates

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"accord/web/static"
)

// Tone is one of the six colours of a status. A tone never stands alone: an
// icon and a word say the same.
type Tone string

// The tones.
const (
	Mute   Tone = "mute"   // nothing yet, over, not applicable
	Info   Tone = "info"   // under way
	OK     Tone = "ok"     // accepted, complete
	Warn   Tone = "warn"   // needs attention, returned
	Bad    Tone = "bad"    // refused, overdue
	Violet Tone = "violet" // waits for the reader's side
)

// icon is the sign a tone has unless a page chooses a better one.
func (t Tone) icon() string {
	switch t {
	case Info:
		return "clock"
	case OK:
		return "circle-check"
	case Warn:
		return "alert-triangle"
	case Bad:
		return "circle-x"
	case Violet:
		return "eye"
	}
	return "circle-dashed"
}

// Kind is the weight of a button. A page has one Primary.
type Kind string

// The kinds.
const (
	Plain   Kind = ""
	Primary Kind = "pri"
	Danger  Kind = "danger"
	Ghost   Kind = "ghost"
)

// mirrored icons point along the line of writing.
var mirrored = map[string]bool{
	"arrow-left": true, "arrow-right": true, "chevron-left": true, "chevron-right": true, "login": true, "logout": true,
	"send": true, "external-link": true, "list-check": true, "list-details": true, "arrow-back-up": true, "file-export": true, "file-import": true,
}

func iconClass(name string) string {
	if mirrored[name] {
		return "i flip"
	}
	return "i"
}

func iconHref(name string) string { return static.URL("icons.svg") + "#" + name }

// initials are one or two letters that stand for a name: first and last word.
func initials(name string) string {
	words := strings.Fields(name)
	if len(words) == 0 {
		return "?"
	}
	lettered := func(word string) bool { return strings.ContainsFunc(word, unicode.IsLetter) }
	if slices.ContainsFunc(words, lettered) { // a place in a list, "1.", is no part of a name
		words = slices.DeleteFunc(words, func(word string) bool { return !lettered(word) })
	}
	first := []rune(words[0])[:1]
	if len(words) == 1 && len(words[0]) <= 3 {
		return strings.ToUpper(words[0]) // an abbreviation stands for itself
	}
	if len(words) == 1 {
		return strings.ToUpper(string(first))
	}
	return strings.ToUpper(string(first) + string([]rune(words[len(words)-1])[:1]))
}

// tint gives a name always the same colour.
func tint(name string) string {
	sum := 0
	for _, r := range name {
		sum += int(r)
	}
	return fmt.Sprintf("ava c%d", sum%5)
}
