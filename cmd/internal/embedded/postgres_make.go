package embedded

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// makeCluster runs initdb where the home has no cluster yet, and answers the folder of the binaries that suit it. The
// cluster is made beside its place and then moved, so that an interrupted start leaves nothing half made.
func (h *Home) makeCluster(ctx context.Context, options PostgresOptions) (string, error) {
	data := h.join("postgres")
	version, err := os.ReadFile(filepath.Join(data, "PG_VERSION"))
	if err == nil {
		return findPostgres(strings.TrimSpace(string(version)))
	}
	if !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	bin, err := findPostgres("")
	if err != nil {
		return "", err
	}
	fresh := h.join("postgres.new")
	if err := os.RemoveAll(fresh); err != nil {
		return "", err
	}
	if err := h.folder(fresh); err != nil {
		return "", err
	}
	password := filepath.Join(fresh, "password")
	if err := os.WriteFile(password, []byte(h.settings.Postgres.Superuser), 0o600); err != nil {
		return "", err
	}
	if err := h.servant.own(password); err != nil {
		return "", err
	}
	cluster := filepath.Join(fresh, "cluster")
	args := []string{"-D", cluster, "-U", superuser, "-A", "scram-sha-256", "--pwfile", password, "--locale=C.UTF-8", "-E", "UTF8"}
	if !options.Durable {
		args = append(args, "--no-sync")
	}
	initdb := exec.CommandContext(ctx, filepath.Join(bin, "initdb"), args...)
	initdb.Dir = h.path
	initdb.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C.UTF-8", "TZ=UTC"}
	initdb.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	h.servant.drop(initdb.SysProcAttr)
	var said bytes.Buffer
	initdb.Stdout, initdb.Stderr = &said, &said
	err = onSpawner(initdb.Start)
	if err == nil {
		err = initdb.Wait()
	}
	if err != nil {
		return "", fmt.Errorf("the PostgreSQL cluster cannot be made: %w\n%s", err, said.String())
	}
	if err := os.Rename(cluster, data); err != nil {
		return "", err
	}
	return bin, os.RemoveAll(fresh)
}

// findPostgres answers the folder of PostgreSQL's binaries: PG_BIN_DIR, else that of the postgres in PATH, else
// Debian's, the newest first. A cluster is served by its own major version alone, so with one given the others are
// passed over.
func findPostgres(major string) (string, error) {
	var found []string
	for _, bin := range postgresFolders() {
		version, err := postgresMajor(bin)
		if err != nil {
			continue
		}
		if version == major || major == "" && atLeast(version, 15) {
			return bin, nil
		}
		found = append(found, version)
	}
	switch {
	case len(found) == 0:
		return "", errors.New("PostgreSQL is not installed: ./run installs it, or set PG_BIN_DIR to the folder of its binaries")
	case major == "":
		return "", fmt.Errorf("PostgreSQL 15 or newer is needed; found %s", strings.Join(found, ", "))
	}
	return "", fmt.Errorf("the cluster was made by PostgreSQL %s; found only %s: install that version, or start over with --reset", major, strings.Join(found, ", "))
}

func postgresFolders() []string {
	if bin := os.Getenv("PG_BIN_DIR"); bin != "" {
		return []string{bin}
	}
	var folders []string
	if path, err := exec.LookPath("postgres"); err == nil {
		// The link in PATH is resolved, because initdb and the shared files lie beside the real binary.
		if real, err := filepath.EvalSymlinks(path); err == nil {
			folders = append(folders, filepath.Dir(real))
		}
	}
	debian, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	slices.SortFunc(debian, func(a, b string) int {
		return number(filepath.Base(filepath.Dir(b))) - number(filepath.Base(filepath.Dir(a)))
	})
	return append(folders, debian...)
}

// postgresMajor asks the binary: "postgres (PostgreSQL) 15.18 (Debian …)" is "15".
func postgresMajor(bin string) (string, error) {
	if _, err := os.Stat(filepath.Join(bin, "initdb")); err != nil {
		return "", err
	}
	said, err := exec.Command(filepath.Join(bin, "postgres"), "--version").Output()
	if err != nil {
		return "", err
	}
	words := strings.Fields(string(said))
	if len(words) < 3 {
		return "", fmt.Errorf("postgres --version says %q", said)
	}
	major, _, _ := strings.Cut(words[2], ".")
	return major, nil
}

func atLeast(version string, least int) bool { return number(version) >= least }

func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}
