package embedded

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheDefaultHomeFollowsTheEnvironment(t *testing.T) {
	t.Setenv("ACCORD_HOME", "/srv/accord")
	t.Setenv("XDG_DATA_HOME", "/data")
	expectHome(t, "/srv/accord")
	t.Setenv("ACCORD_HOME", "")
	if os.Geteuid() == 0 {
		expectHome(t, "/var/lib/accord")
		return
	}
	expectHome(t, "/data/accord")
	t.Setenv("XDG_DATA_HOME", "not/absolute")
	t.Setenv("HOME", "/home/ana")
	expectHome(t, "/home/ana/.local/share/accord")
}

func expectHome(t *testing.T, expected string) {
	t.Helper()
	got, err := DefaultHome()
	if err != nil || got != expected {
		t.Errorf("got %q, %v; expected %q", got, err, expected)
	}
}

func TestAHomeThatTheServersCannotEnterIsRefusedWithTheReason(t *testing.T) {
	t.Parallel()
	who, err := findServant()
	if err != nil {
		t.Fatal(err)
	}
	closed := filepath.Join(place(t), "closed")
	if err := os.MkdirAll(closed, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(closed, 0o700); err != nil {
		t.Fatal(err)
	}
	home, err := Open(filepath.Join(closed, "home"))
	if who == nil { // an ordinary user's servers are that user
		if err != nil {
			t.Fatal(err)
		}
		if err := home.Close(); err != nil {
			t.Error(err)
		}
		return
	}
	if err == nil || !strings.Contains(err.Error(), "may not enter "+closed) || !strings.Contains(err.Error(), "ACCORD_HOME") {
		t.Errorf("got %v", err)
	}
}

func TestAPortIsKeptWhileItIsFree(t *testing.T) {
	t.Parallel()
	home, err := Open(place(t))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = home.Close() }()
	first, err := home.StartMail(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	second, err := home.StartMail(t.Context()) // while the first has the port
	if err != nil {
		t.Fatal(err)
	}
	if first.URL() == second.URL() {
		t.Error("two servers have one port")
	}
	if err := second.Stop(); err != nil {
		t.Error(err)
	}
	third, err := home.StartMail(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if third.URL() != second.URL() {
		t.Errorf("the port %s became %s", second.URL(), third.URL())
	}
	for _, m := range []*Mail{first, third} {
		if err := m.Stop(); err != nil {
			t.Error(err)
		}
	}
}

func TestDamagedSettingsAreToldAndLeftAlone(t *testing.T) {
	t.Parallel()
	path := place(t)
	if err := os.MkdirAll(path, 0o755); err != nil {
		t.Fatal(err)
	}
	settings := filepath.Join(path, "settings.json")
	if err := os.WriteFile(settings, []byte(`{"postgres":`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path); err == nil || !strings.Contains(err.Error(), "settings.json is damaged") {
		t.Errorf("got %v", err)
	}
	if written, err := os.ReadFile(settings); err != nil || string(written) != `{"postgres":` {
		t.Errorf("they are now %q, %v", written, err)
	}
}
