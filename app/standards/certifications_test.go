package standards_test

import (
	"testing"

	"accord/app/standards"
)

func TestEveryKindOfProgramPutsForwardForOneCertification(t *testing.T) {
	t.Parallel()
	for kind, want := range map[string]string{"CMTP": standards.Qualified, "QAP": standards.Certified, "MAQAP": standards.Advocate,
		"ICQAP": standards.Intercultural, "ODRQAP": standards.Online} {
		if got, ok := standards.CertificationOf(kind); !ok || got.ID != want {
			t.Errorf("%s puts forward for %q, want %q", kind, got.ID, want)
		}
		if got := standards.Assesses(kind); got != (kind != "CMTP") {
			t.Errorf("%s assesses: %v", kind, got)
		}
	}
	for _, kind := range []string{"", "RMTP", "qap"} {
		if got, ok := standards.CertificationOf(kind); ok {
			t.Errorf("%q puts forward for %q", kind, got.ID)
		}
	}
}

func TestAYoungMediationAdvocateIsKnownAndCannotBeAwarded(t *testing.T) {
	t.Parallel()
	c, ok := standards.CertificationNamed(standards.YoungAdvocate)
	if !ok {
		t.Fatal("the catalogue does not know it")
	}
	if !c.Awardable(standards.Day(2018, 12, 31)) {
		t.Error("it was awarded until 31 December 2018")
	}
	if c.Awardable(standards.Day(2019, 1, 1)) {
		t.Error("it is awarded after 31 December 2018")
	}
}

func TestEveryCertificationRestsOnAnObligation(t *testing.T) {
	t.Parallel()
	for _, c := range standards.Certifications() {
		if _, ok := standards.ObligationNamed(c.Since); !ok {
			t.Errorf("%s rests on %q, which is none", c.ID, c.Since)
		}
	}
}
