package standards_test

import (
	"testing"

	"accord/app/standards"
)

func TestARuleSetNamesObligationsAndKindsThatExist(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, r := range standards.RuleSets() {
		if seen[r.ID] {
			t.Errorf("two rule sets are called %s", r.ID)
		}
		seen[r.ID] = true
		if _, ok := standards.CertificationNamed(r.Certification); !ok {
			t.Errorf("%s is for no certification", r.ID)
		}
		if again, ok := standards.RuleSetNamed(r.ID); !ok || again.Certification != r.Certification {
			t.Errorf("%s is not found by its id", r.ID)
		}
		cited := append([]string(nil), r.Obligations...)
		for _, d := range r.Documents {
			cited = append(cited, d.Citation)
			if _, ok := standards.KindNamed(d.Kind); !ok {
				t.Errorf("%s asks for a kind %q that does not exist", r.ID, d.Kind)
			}
		}
		if r.Experience != nil {
			cited = append(cited, r.Experience.Citation)
			for _, x := range r.Experience.Exemptions {
				cited = append(cited, x.Citation)
			}
		}
		for _, id := range cited {
			if _, ok := standards.ObligationNamed(id); !ok {
				t.Errorf("%s cites %q, which is no obligation", r.ID, id)
			}
		}
	}
}
