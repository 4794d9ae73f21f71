package people

import (
	"strings"
	"testing"

	"accord/tenants/fault"
)

func TestAPasswordMatchesItsOwnHashOnly(t *testing.T) {
	t.Parallel()
	hash, err := hashPassword(t.Context(), "nieve sobre el cotopaxi")
	if err != nil || !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Fatalf("%q, %v", hash, err)
	}
	other, _ := hashPassword(t.Context(), "nieve sobre el cotopaxi")
	if other == hash {
		t.Error("two hashes of one password are equal: there is no salt")
	}
	for password, want := range map[string]bool{"nieve sobre el cotopaxi": true, "nieve sobre el cotopax": false, "": false, "Nieve sobre el cotopaxi": false} {
		if got, err := matches(t.Context(), hash, password); err != nil || got != want {
			t.Errorf("%q: %v, %v", password, got, err)
		}
	}
}

func TestAnAccountWithoutAPasswordMatchesNothing(t *testing.T) {
	t.Parallel()
	for _, hash := range []string{"", "none", decoy} {
		if got, _ := matches(t.Context(), hash, "anything at all"); got {
			t.Errorf("%q let somebody in", hash)
		}
	}
	if _, err := matches(t.Context(), "$argon2id$v=19$m=x$salt$key", "anything"); err == nil {
		t.Error("a broken hash is no error")
	}
}

func TestGuessingAnUnknownAccountCostsWhatAKnownOneCosts(t *testing.T) {
	t.Parallel()
	real, _ := hashPassword(t.Context(), "nieve sobre el cotopaxi")
	cost := func(hash string) string { return hash[:strings.LastIndex(hash[:strings.LastIndex(hash, "$")], "$")] } // all but salt and key
	if cost(real) != cost(decoy) || !strings.Contains(cost(real), "m=") {
		t.Errorf("a known account costs %s, an unknown one %s", cost(real), cost(decoy))
	}
}

func TestCommonShortAndPersonalPasswordsAreRefused(t *testing.T) {
	t.Parallel()
	for password, want := range map[string]string{
		"":                                 "people.password_missing",
		"nieve12":                          "people.password_short",
		strings.Repeat("nieve sobre ", 12): "people.password_long",
		"password1234":                     "people.password_common",
		"Password!2024":                    "people.password_common",
		"qwertyuiop12":                     "people.password_common",
		"123456789012":                     "people.password_common",
		"aaaaaaaaaaaa":                     "people.password_common",
		"trustno1trustno1":                 "people.password_common",
		"quito quito quito":                "people.password_common",
		"contraseña2026":                   "people.password_common",
		"mediation2026!":                   "people.password_common",
		"camila.torres1":                   "people.password_common",
		"nieve sobre el cotopaxi":          "",
		"k9#fLq2!zPw8":                     "",
		"correct horse battery staple":     "",
	} {
		var c fault.Check
		checkPassword(&c, "password", password, "camila.torres@example.org", "Camila Torres")
		got := ""
		if e, ok := c.Err().(*fault.Error); ok {
			got = e.Fields[0].Key
		}
		if got != want {
			t.Errorf("%q: %q, not %q", password, got, want)
		}
	}
}
