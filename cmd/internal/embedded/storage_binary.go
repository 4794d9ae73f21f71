package embedded

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

const storageBinary = "accord-storage"

// findStorage answers the S3 server's binary: ACCORD_STORAGE_BIN, else the one beside this program, else one built from
// cmd/storage. It is a program of its own, because its module's dependencies must stay out of Accord's.
func (h *Home) findStorage(ctx context.Context) (string, error) {
	if binary := os.Getenv("ACCORD_STORAGE_BIN"); binary != "" {
		return filepath.Abs(binary)
	}
	if self, err := os.Executable(); err == nil {
		beside := filepath.Join(filepath.Dir(self), storageBinary)
		if _, err := os.Stat(beside); err == nil {
			return beside, nil
		}
	}
	return h.buildStorage(ctx)
}

// buildStorage builds into the home's bin. Go's cache makes every build but the first a matter of a second.
func (h *Home) buildStorage(ctx context.Context) (string, error) {
	source, err := storageSource()
	if err != nil {
		return "", err
	}
	bin := h.join("bin")
	if err := os.MkdirAll(bin, 0o755); err != nil {
		return "", err
	}
	binary := filepath.Join(bin, storageBinary)
	build := exec.CommandContext(ctx, "go", "build", "-o", binary, ".")
	build.Dir = source
	// A workspace or a -modfile meant for Accord's own module does not suit this one.
	build.Env = append(os.Environ(), "GOWORK=off", "CGO_ENABLED=0")
	if said, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("the S3 server cannot be built from %s: %w\n%s", source, err, said)
	}
	return binary, nil
}

// storageSource finds cmd/storage: where this file was compiled from, else up from the working folder.
func storageSource() (string, error) {
	var candidates []string
	if _, file, _, ok := runtime.Caller(0); ok && filepath.IsAbs(file) {
		candidates = append(candidates, filepath.Join(filepath.Dir(file), "..", "..", "storage"))
	}
	if dir, err := os.Getwd(); err == nil {
		for ; ; dir = filepath.Dir(dir) {
			candidates = append(candidates, filepath.Join(dir, "cmd", "storage"))
			if dir == filepath.Dir(dir) {
				break
			}
		}
	}
	for _, candidate := range candidates {
		if _, err := os.Stat(filepath.Join(candidate, "go.mod")); err == nil {
			return candidate, nil
		}
	}
	return "", errors.New("the S3 server is neither beside this program nor given by ACCORD_STORAGE_BIN, and its source is not here to build it from")
}
