package standards_test

import (
	"slices"
	"testing"

	"accord/app/standards"
)

func TestTheRuleSetInForceIsTheNewestThatWasEffective(t *testing.T) {
	t.Parallel()
	all := load(t)
	last, _ := all.InForce(standards.Certified, standards.Day(2025, 8, 31))
	first, _ := all.InForce(standards.Certified, standards.Day(2025, 9, 1))
	if last.ID == first.ID {
		t.Fatal("the digest became optional on 1 September 2025, and the rule set stayed the same")
	}
	if !slices.Contains(last.Obligations, "IMI-LI-01") {
		t.Error("on 31 August 2025 a digest was asked for")
	}
	if slices.Contains(first.Obligations, "IMI-LI-01") {
		t.Error("on 1 September 2025 a digest was still asked for")
	}
}

func TestNoRuleSetIsInForceBeforeTheFirstOrOnceItIsClosed(t *testing.T) {
	t.Parallel()
	all := load(t)
	if r, ok := all.InForce(standards.Certified, standards.Day(2001, 1, 1)); ok {
		t.Errorf("in 2001 there was %s", r.ID)
	}
	if r, ok := all.InForce(standards.YoungAdvocate, standards.Day(2026, 1, 1)); ok {
		t.Errorf("the closed certification is judged by %s", r.ID)
	}
	if r, ok := all.InForce("archmediator", standards.Day(2026, 1, 1)); ok {
		t.Errorf("an unknown certification is judged by %s", r.ID)
	}
}
