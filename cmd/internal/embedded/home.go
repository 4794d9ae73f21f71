package embedded

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// DefaultHome is where state lives unless something else is asked for: ACCORD_HOME; for root /var/lib/accord, because
// the servers run as another user who cannot enter /root; otherwise accord in the user's data folder.
func DefaultHome() (string, error) {
	if home := os.Getenv("ACCORD_HOME"); home != "" {
		return filepath.Abs(home)
	}
	if os.Geteuid() == 0 {
		return "/var/lib/accord", nil
	}
	if data := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(data) {
		return filepath.Join(data, "accord"), nil
	}
	user, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("no folder for Accord's state: set ACCORD_HOME: %w", err)
	}
	return filepath.Join(user, ".local", "share", "accord"), nil
}

// A Home is one folder of state, open and locked. Its servers are started from it and end with it.
type Home struct {
	path     string
	lock     *os.File
	servant  *servant
	settings settings
	saving   sync.Mutex // the parts start side by side, and each may write the port it picked
}

// Open makes the folder where it is absent and locks it. It refuses a folder that a running Accord uses (InUse), and
// one that the servers' user could not enter.
func Open(path string) (*Home, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	who, err := findServant()
	if err != nil {
		return nil, err
	}
	mode := fs.FileMode(0o700)
	if who != nil {
		mode = 0o711
	}
	if err := os.MkdirAll(path, mode); err != nil {
		return nil, fmt.Errorf("the folder of state cannot be made: %w", err)
	}
	if err := who.mayEnter(path); err != nil {
		return nil, err
	}
	if err := ours(path); err != nil {
		return nil, err
	}
	lock, err := acquire(filepath.Join(path, "lock"))
	if err != nil {
		return nil, err
	}
	h := &Home{path: path, lock: lock, servant: who}
	if err := h.loadSettings(); err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	return h, nil
}

// ours refuses a folder that holds something else, such as a user's own home given by mistake: a reset would remove
// what it takes for Accord's.
func ours(path string) error {
	entries, err := os.ReadDir(path)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if entry.Name() == "settings.json" {
			return nil
		}
	}
	for _, entry := range entries {
		if name := entry.Name(); !slices.Contains([]string{"lock", "bin", "test"}, name) && !strings.HasPrefix(name, "settings-") {
			return fmt.Errorf("%s holds something that is not Accord's (%s): set ACCORD_HOME to a folder that is empty or not there yet", path, name)
		}
	}
	return nil
}

// Close gives the folder free. Its servers must have been stopped.
func (h *Home) Close() error {
	// An empty lock file says: whoever still holds this is on its way out.
	return errors.Join(h.lock.Truncate(0), h.lock.Close())
}

// Path is the folder.
func (h *Home) Path() string { return h.path }

func (h *Home) join(names ...string) string {
	return filepath.Join(append([]string{h.path}, names...)...)
}

// folder makes a folder that belongs to the servers' user alone.
func (h *Home) folder(path string) error {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return err
	}
	return h.servant.own(path)
}
