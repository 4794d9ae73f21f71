package embedded

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"
)

// TestMain is also the program that the tests start and kill: with ACCORD_TEST_RUN naming a home it starts the services
// there, says so, and waits.
func TestMain(m *testing.M) {
	if home := os.Getenv("ACCORD_TEST_RUN"); home != "" {
		os.Exit(runForTest(home))
	}
	os.Exit(withStorageBinary(m.Run))
}

// withStorageBinary builds the S3 server once for all tests. Its folder is open to all, since as root the server runs
// as somebody else.
func withStorageBinary(run func() int) int {
	dir, err := os.MkdirTemp("", "accord-embedded-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if err := os.Chmod(dir, 0o755); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	binary, err := (&Home{path: dir}).findStorage(context.Background())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	if err := os.Setenv("ACCORD_STORAGE_BIN", binary); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return run()
}

func runForTest(home string) int {
	services, err := Start(context.Background(), Options{Home: home})
	if err != nil {
		fmt.Println(err)
		return 1
	}
	end := make(chan os.Signal, 1)
	signal.Notify(end, syscall.SIGTERM)
	fmt.Println("started")
	<-end
	if err := services.Stop(); err != nil {
		fmt.Println(err)
		return 1
	}
	return 0
}

// place is a folder for a home, with a space in its name as people's folders have. t.TempDir is closed to other users,
// and as root the servers are one.
func place(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "accord-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "a home")
}

func start(t *testing.T, home string, origins ...string) *Services {
	t.Helper()
	services, err := Start(t.Context(), Options{Home: home, Origins: origins})
	if err != nil {
		t.Fatal(err)
	}
	return services
}

func stopNow(t *testing.T, s *Services) {
	t.Helper()
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
}

// started is a running set of services that ends with the test.
func started(t *testing.T, origins ...string) *Services {
	t.Helper()
	services := start(t, place(t), origins...)
	t.Cleanup(func() {
		if err := services.Stop(); err != nil {
			t.Error(err)
		}
	})
	return services
}
