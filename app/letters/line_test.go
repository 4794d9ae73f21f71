package letters

import (
	"strings"
	"testing"
)

func TestALineOfAMailIsOneLine(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"Ana María":                  "Ana María",
		"  a\r\n\tb  ":               "a b",
		"x\u202ey\u200bz\u2066":      "xyz",
		"see http://evil.example":    "see http…evil.example",
		"nul\x00l":                   "nul l",
		strings.Repeat("ñ", 200):     strings.Repeat("ñ", 200),
		strings.Repeat("ñ", 201):     strings.Repeat("ñ", 200) + "…",
		"\u062d\u0633\u0646 (Hasan)": "\u062d\u0633\u0646 (Hasan)",
		"":                           "",
	} {
		if got := Line(given); got != want {
			t.Errorf("Line(%q) = %q, want %q", given, got, want)
		}
	}
}
