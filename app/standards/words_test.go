package standards_test

import (
	"encoding/json"
	"os"
	"testing"

	"accord/app/standards"
)

func TestTheStandardsAreSaidInBothLanguages(t *testing.T) {
	t.Parallel()
	for _, locale := range []string{"en", "es"} {
		text, err := os.ReadFile("../../web/locales/standards." + locale + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var said map[string]any
		if err := json.Unmarshal(text, &said); err != nil {
			t.Fatal(err)
		}
		need := func(key string) {
			if said[key] == nil {
				t.Errorf("%s is not said in %s", key, locale)
			}
		}
		for _, c := range standards.Certifications() {
			need("certification." + c.ID)
		}
		for _, k := range standards.Kinds() {
			need("kind." + k.ID)
		}
		for _, o := range standards.Obligations() {
			need("obligation." + o.ID)
		}
		for _, sentence := range []string{"mediations", "mediations_or_hours", "mediations_within"} {
			for _, state := range []string{"met", "missing", "missing_unverified"} {
				need("eligibility." + sentence + "." + state)
			}
		}
	}
}
