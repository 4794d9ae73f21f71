package register_test

import (
	"strings"
	"testing"

	"accord/app/register"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestANumberIsFoundHoweverItIsTyped(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	c := s.awarded(t, s.Andina, "Ana Lucía Torres")
	bare := strings.ReplaceAll(c.Number, "-", "")
	for _, typed := range []string{c.Number, strings.ToLower(c.Number), bare, "  " + bare[:3] + " " + bare[3:8] + " " + bare[8:] + " ",
		strings.ReplaceAll(c.Number, "-", "\u2011"), strings.ReplaceAll(c.Number, "-", "\u2013")} {
		if got := s.verify(t, typed); got.ID != c.ID {
			t.Errorf("%q finds %v", typed, got.ID)
		}
	}
}

func TestANumberThatIsNoneIsAbsent(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.awarded(t, s.Andina, "Ana Lucía Torres")
	for _, typed := range []string{"", "IMI", "IMI-AAAAA-AAAAA", "IMI-AAAAA-AAAA", "IMI-%%%%%-%%%%%", "' or 1=1 --", strings.Repeat("IMI", 1000), "SU-AAAAA-AAAAA"} {
		s.public(t, func(tx *tenants.PublicTx) error {
			_, err := register.Verify(tx, typed)
			refused(t, typed, err, fault.NotFound, "not_found.credential")
			return nil
		})
	}
}
