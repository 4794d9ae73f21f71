package standards_test

import (
	"slices"
	"testing"

	"accord/app/standards"
)

func TestARuleSetNamesObligationsAndKindsThatExist(t *testing.T) {
	t.Parallel()
	all, seen := load(t), map[string]bool{}
	shipped := slices.DeleteFunc(slices.Clone(all), func(r standards.RuleSet) bool { return r.PublishedAt != nil })
	if len(shipped) != 9 {
		t.Fatalf("%d rule sets are shipped, want 9", len(shipped))
	}
	for _, r := range all {
		if seen[r.ID] {
			t.Errorf("two rule sets are called %s", r.ID)
		}
		seen[r.ID] = true
		if _, ok := standards.CertificationNamed(r.Certification); !ok {
			t.Errorf("%s is for no certification", r.ID)
		}
		if again, ok := all.Named(r.ID); !ok || again.Certification != r.Certification {
			t.Errorf("%s is not found by its id", r.ID)
		}
		if c, from, ok := standards.SplitRuleSetID(r.ID); !ok || c != r.Certification || !from.Equal(r.EffectiveFrom) {
			t.Errorf("%s reads back as %s from %s", r.ID, c, from)
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

func TestTheRuleSetsShippedAreThoseOfTheDomain(t *testing.T) {
	t.Parallel()
	all := load(t)
	certified, online, advocate, qualified := inForce(t, all, standards.Certified), inForce(t, all, standards.Online), inForce(t, all, standards.Advocate), inForce(t, all, standards.Qualified)
	if e := certified.Experience; e.Mediations != 20 || e.Hours != 200 || len(e.Exemptions) != 0 {
		t.Errorf("the Certified Mediator is asked for %+v", e)
	}
	if e := online.Experience; e.Mediations != 20 || e.Counts.Months != 36 || e.Counts.Medium != "online" || e.Exemptions[0].Floor != 5 {
		t.Errorf("the Online Mediator is asked for %+v", e)
	}
	if e := advocate.Experience; e.Mediations != 5 || e.Hours != 0 || e.Exemptions[0].Holds != standards.Certified || e.Exemptions[1].Mediations != 10 || e.Exemptions[1].Hours != 200 {
		t.Errorf("the Advocate is asked for %+v", e)
	}
	if c := qualified.Completion; c.Before != 12 || !c.FullyOnline {
		t.Errorf("the Qualified Mediator is asked for %+v", c)
	}
}

func TestWhatIsNoRuleSetsIDIsNotReadAsOne(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"", "certified_mediator", "certified_mediator/", "certified_mediator/2025-02-30", "archmediator/2025-09-01", "certified_mediator/2025-09-01/2"} {
		if c, from, ok := standards.SplitRuleSetID(id); ok {
			t.Errorf("%q is read as %s from %s", id, c, from)
		}
	}
}
