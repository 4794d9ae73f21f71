package embedded

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// socketLimit is what a unix socket's path may measure, in bytes, by sockaddr_un.
const socketLimit = 107

// socketFolder makes the folder of the socket.
func (h *Home) socketFolder() (string, error) {
	run := socketPlace(h.path)
	if err := h.folder(run); err != nil {
		return "", err
	}
	// A folder in a place that everybody may write could have been put there by somebody else.
	info, err := os.Lstat(run)
	if err != nil {
		return "", err
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	owner := os.Geteuid()
	if h.servant != nil {
		owner = h.servant.uid
	}
	if !ok || !info.IsDir() || int(stat.Uid) != owner || info.Mode().Perm() != 0o700 {
		return "", fmt.Errorf("%s must be a folder of the servers' user alone: remove it and start again", run)
	}
	return run, nil
}

// socketPlace is where the socket of a home goes: inside it, or for a home with a long path in a short folder outside.
func socketPlace(home string) string {
	run := filepath.Join(home, "run")
	if len(run)+len("/.s.PGSQL.5432") > socketLimit {
		return shortFolder(home)
	}
	return run
}

// shortFolder is a folder for the socket of a home whose own path is too long for one.
func shortFolder(home string) string {
	sum := sha256.Sum256([]byte(home))
	return filepath.Join("/tmp", "accord-"+hex.EncodeToString(sum[:6]))
}
