package demo

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"accord/cmd/internal/embedded"
)

// Env is what points tools at the demo that runs in a home, as NAME=value
// lines: its services, and its own two addresses. It refuses when none runs.
func Env(home string) ([]string, error) {
	lines, err := embedded.RunningEnv(home)
	if err != nil {
		return nil, err
	}
	told, err := os.ReadFile(addresses(home))
	if err != nil && !errors.Is(err, fs.ErrNotExist) { // it is still on its way up
		return nil, err
	}
	return append(lines, strings.Fields(string(told))...), nil
}

// tellAddresses keeps where the demo answers, for Env.
func (d *Demo) tellAddresses(site, ops string) error {
	return os.WriteFile(addresses(filepath.Dir(d.home)), []byte("ACCORD_PUBLIC_URL="+site+"\nACCORD_OPS_URL="+ops+"\n"), 0o600)
}

func addresses(home string) string { return filepath.Join(home, "demo", "addresses") }
