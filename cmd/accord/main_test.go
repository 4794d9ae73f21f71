package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

func TestACommandThatIsNoneIsNamedBeforeTheHelp(t *testing.T) {
	t.Parallel()
	if said := usage([]string{"bogus"}); !strings.HasPrefix(said, "accord: there is no command \"bogus\"\n\naccord COMMAND\n") {
		t.Errorf("it said %s", said)
	}
	if said := usage(nil); !strings.HasPrefix(said, "accord COMMAND\n") || !strings.Contains(said, "serve") {
		t.Errorf("to nothing it said %s", said)
	}
}

// Without a demo that ever ran there is nothing to ask, and nothing is built
// or installed to find that out.
func TestAskingForTheAddressesOfNoDemoSaysSoAtOnce(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	run := exec.CommandContext(t.Context(), "../../run", "--env")
	run.Env = append(os.Environ(), "ACCORD_HOME="+home)
	began := time.Now()
	said, err := run.CombinedOutput()
	if err == nil || string(said) != "no Accord is running in "+home+": start it with ./run\n" {
		t.Errorf("%v: %s", err, said)
	}
	if left, _ := os.ReadDir(home); len(left) > 0 || time.Since(began) > 10*time.Second {
		t.Errorf("it left %v behind, after %s", left, time.Since(began))
	}
}
