package embedded

import (
	"os"
	"strings"
	"testing"
)

// migrations/logins.sh makes for a server of one's own what the demo makes for
// its own: no login more or less, and none with more rights.
func TestTheScriptForOthersServersMakesTheSameLogins(t *testing.T) {
	t.Parallel()
	script, err := os.ReadFile("../../../migrations/logins.sh")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		"for login in " + strings.Join(Logins, " ") + "; do",
		"login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password",
		"alter database accord owner to accord_owner;",
		"revoke connect, temporary on database accord, postgres, template1 from public;",
	} {
		if !strings.Contains(string(script), line) {
			t.Errorf("it does not say %q", line)
		}
	}
	compose, err := os.ReadFile("../../../compose.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(compose), "file: migrations/logins.sh") {
		t.Error("compose.yaml makes the logins in another way")
	}
}
