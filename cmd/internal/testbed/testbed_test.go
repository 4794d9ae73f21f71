package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"accord/cmd/internal/embedded"
	"accord/tenants/tenantstest/bed"
)

// TestMain is also the test bed itself, for the tests that start it as a process.
func TestMain(m *testing.M) {
	if os.Getenv("ACCORD_TEST_BED") != "" {
		main()
	}
	os.Exit(m.Run())
}

func TestTestsAndTheProgramAgreeOnTheHome(t *testing.T) {
	for _, home := range []string{"", "/srv/accord", "relative"} {
		t.Setenv("ACCORD_HOME", home)
		program, err := embedded.DefaultHome()
		if err != nil {
			t.Fatal(err)
		}
		tests, err := bed.Home()
		if err != nil {
			t.Fatal(err)
		}
		if tests != filepath.Join(program, "test") {
			t.Errorf("%q: the program's home is %s, the tests' %s", home, program, tests)
		}
	}
}

func TestABedIsThereForACommandAndEndsWithItsCode(t *testing.T) {
	t.Parallel()
	home := place(t)
	output, err := bedProcess(home, "--", "sh", "-c", `test -S "$0" && echo there; exit 7`, bed.Socket(home)).Output()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 7 {
		t.Errorf("got %v", err)
	}
	if string(output) != "there\n" {
		t.Errorf("the command saw %q", output)
	}
	expectGone(t, home)
}

func TestACommandThatCannotBeStartedIsAFault(t *testing.T) {
	t.Parallel()
	home := place(t)
	said, err := bedProcess(home, "--", "no-such-command").CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || !strings.Contains(string(said), "no-such-command") {
		t.Errorf("got %v: %s", err, said)
	}
	expectGone(t, home)
}

func TestASecondCommandUsesTheBedThatIsThere(t *testing.T) {
	t.Parallel()
	home := place(t)
	first := bedProcess(home, "--", "cat")
	input, err := first.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	lease := await(t, home)
	if output, err := bedProcess(home, "--", "echo", "ran").Output(); err != nil || string(output) != "ran\n" {
		t.Errorf("got %q, %v", output, err)
	}
	lease.release() // the bed is still the first one's
	await(t, home).release()
	if err := errors.Join(input.Close(), first.Wait()); err != nil {
		t.Error(err)
	}
	expectGone(t, home)
}

func TestACommandReplacesABedThatNobodyUses(t *testing.T) {
	t.Parallel()
	home := place(t)
	left := bedProcess(home, "-idle", "1m")
	if err := left.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = left.Process.Kill() }() // when the test fails before it ends
	holder := await(t, home)
	if output, err := bedProcess(home, "--", "echo", "ran").Output(); err != nil || string(output) != "ran\n" {
		t.Errorf("beside one that is used: %q, %v", output, err)
	}
	if !holder.has("postgres") {
		t.Error("the bed is gone, though it was used")
	}
	holder.release()
	var output []byte
	eventually(t, "the bed that nobody uses stays", func() bool {
		var err error
		output, err = bedProcess(home, "--", "echo", "ran").Output()
		return err != nil || ended(left)
	})
	if string(output) != "ran\n" {
		t.Errorf("after it: %q", output)
	}
	expectGone(t, home)
}

// ended reaps the process when it has.
func ended(process *exec.Cmd) bool {
	var status syscall.WaitStatus
	pid, err := syscall.Wait4(process.Process.Pid, &status, syscall.WNOHANG, nil)
	return err == nil && pid != 0
}

func TestABedThatNobodyUsesEndsItself(t *testing.T) {
	t.Parallel()
	home := place(t)
	process := bedProcess(home, "-idle", "50ms")
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	if err := process.Wait(); err != nil {
		t.Error(err)
	}
	expectGone(t, home)
}

func TestALeasesThingsGoWithItHoweverItsHolderEnds(t *testing.T) {
	t.Parallel()
	home := place(t)
	process := bedProcess(home, "-idle", "1m")
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = process.Process.Kill() }() // when the test fails before the bed ends
	watcher, holder := await(t, home), await(t, home)

	var database bed.Access
	holder.post("/databases", bed.DatabaseRequest{Lease: holder.lease.ID, Template: "template1"}, &database)
	var redis bed.Server
	holder.post("/servers", bed.ServerRequest{Lease: holder.lease.ID, Kind: bed.Redis}, &redis)
	if !watcher.has(database.Database) {
		t.Error("the database is not there")
	}
	holder.release() // as the kernel does for a process that was killed

	address := redis.URL[strings.LastIndex(redis.URL, "@")+1 : strings.LastIndex(redis.URL, "/")]
	eventually(t, "the database is still there", func() bool { return !watcher.has(database.Database) })
	eventually(t, "redis still answers", func() bool {
		c, err := net.Dial("tcp", address)
		return err != nil || c.Close() != nil
	})
	watcher.post("/stop", nil, nil)
	if err := process.Wait(); err != nil {
		t.Error(err)
	}
	expectGone(t, home)
}

func TestNothingIsLentWithoutALease(t *testing.T) {
	t.Parallel()
	home := place(t)
	process := bedProcess(home)
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	h := await(t, home)
	for path, request := range map[string]any{
		"/databases":        bed.DatabaseRequest{Lease: "lease99", Template: "template1"},
		"/servers":          bed.ServerRequest{Lease: "lease99", Kind: bed.Redis},
		"/buckets":          bed.LeaseRequest{Lease: "lease99"},
		"/servers/any/kill": nil,
	} {
		if status := h.status(path, request); status == http.StatusOK {
			t.Errorf("%s: %d", path, status)
		}
	}
	if status := h.status("/servers", bed.ServerRequest{Lease: h.lease.ID, Kind: "mainframe"}); status == http.StatusOK {
		t.Errorf("a server of any kind: %d", status)
	}
	h.post("/stop", nil, nil)
	if err := process.Wait(); err != nil {
		t.Error(err)
	}
}

// place is a folder for a bed. t.TempDir is closed to other users, and as root the servers are one.
func place(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "accord-bed-")
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
	return dir
}

func bedProcess(home string, args ...string) *exec.Cmd {
	process := exec.Command(os.Args[0], append([]string{"-home", home}, args...)...)
	process.Env = append(os.Environ(), "ACCORD_TEST_BED=1")
	return process
}

// A holder is one who holds a lease, as a test binary does.
type holder struct {
	t       *testing.T
	client  *http.Client
	lease   bed.Lease
	release func()
}

// await waits for the bed and takes a lease.
func await(t *testing.T, home string) *holder {
	t.Helper()
	h := &holder{t: t, client: &http.Client{Transport: &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, "unix", bed.Socket(home))
		},
	}}}
	var answer *http.Response
	eventually(t, "no bed answers", func() (ok bool) {
		var err error
		answer, err = h.client.Post("http://bed/lease", "", nil)
		return err == nil
	})
	line, err := bufio.NewReader(answer.Body).ReadBytes('\n')
	if err == nil {
		err = json.Unmarshal(line, &h.lease)
	}
	if err != nil {
		t.Fatal(err)
	}
	h.release = func() { _ = answer.Body.Close() }
	return h
}

func (h *holder) post(path string, say, hear any) {
	h.t.Helper()
	answer := h.send(path, say)
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		h.t.Fatalf("%s: %s", path, answer.Status)
	}
	if hear == nil {
		return
	}
	if err := json.NewDecoder(answer.Body).Decode(hear); err != nil {
		h.t.Fatal(err)
	}
}

func (h *holder) status(path string, say any) int {
	h.t.Helper()
	answer := h.send(path, say)
	_ = answer.Body.Close()
	return answer.StatusCode
}

func (h *holder) send(path string, say any) *http.Response {
	h.t.Helper()
	said, err := json.Marshal(say)
	if err != nil {
		h.t.Fatal(err)
	}
	answer, err := h.client.Post("http://bed"+path, "application/json", strings.NewReader(string(said)))
	if err != nil {
		h.t.Fatal(err)
	}
	return answer
}

func (h *holder) has(database string) (there bool) {
	h.t.Helper()
	c, err := pgx.Connect(h.t.Context(), h.lease.Access.Super)
	if err != nil {
		h.t.Fatal(err)
	}
	err = c.QueryRow(h.t.Context(), `select exists (select from pg_database where datname = $1)`, database).Scan(&there)
	if err := errors.Join(err, c.Close(h.t.Context())); err != nil {
		h.t.Fatal(err)
	}
	return there
}

func eventually(t *testing.T, otherwise string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal(otherwise)
		}
	}
}

// expectGone checks that nothing of the bed runs any more: its lock, which every server holds, is free.
func expectGone(t *testing.T, home string) {
	t.Helper()
	data, err := dataFolder(home)
	if err != nil {
		t.Fatal(err)
	}
	shared, err := embedded.Open(filepath.Join(data, "shared"))
	if err != nil {
		t.Error(fmt.Errorf("something still runs: %w", err))
		return
	}
	if err := errors.Join(forget(data), shared.Close()); err != nil {
		t.Error(err)
	}
}
