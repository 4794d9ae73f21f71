// Command testbed owns the servers that tests use: one PostgreSQL and one S3 server for all test binaries, a Redis and a
// mail sink for each that asks. Tests reach it through accord/tenants/tenantstest, which starts it when none runs.
//
// Alone, it ends itself when no test binary has held a lease for some minutes. With a command after "--" it is there for
// that command: it ends with it, and with its exit code. This is how ./test runs all tests on one bed.
//
// Everything it starts is made anew each time and thrown away at the end: a cluster that does without fsync, for speed,
// must not be trusted after the machine went down.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"

	"accord/cmd/internal/embedded"
	"accord/tenants/tenantstest/bed"
)

func main() {
	home := flag.String("home", "", "folder of the bed; test in Accord's home when empty")
	idle := flag.Duration("idle", 5*time.Minute, "how long to stay without a test to serve")
	flag.Parse()

	code, err := run(*home, *idle, flag.Args())
	if err != nil {
		fmt.Fprintln(os.Stderr, "testbed:", err)
		code = max(code, 1)
	}
	os.Exit(code)
}

// takeover is how long a bed that was told to stop may take to make room for this one.
const takeover = 20 * time.Second

func run(home string, idle time.Duration, command []string) (int, error) {
	if home == "" {
		var err error
		if home, err = bed.Home(); err != nil {
			return 1, err
		}
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	b, err := lay(ctx, home)
	var inUse embedded.InUse
	if errors.As(err, &inUse) {
		if len(command) > 0 && !dismiss(home) {
			return runCommand(command, os.TempDir()) // on the bed that is there, for it is in use
		}
		for deadline := time.Now().Add(takeover); errors.As(err, &inUse) && time.Now().Before(deadline); b, err = lay(ctx, home) {
			time.Sleep(50 * time.Millisecond)
		}
	}
	if err != nil {
		return 1, err
	}
	b.forCommand = len(command) > 0
	listener, err := listen(bed.Socket(home))
	if err != nil {
		return 1, errors.Join(err, b.remove())
	}
	server := &http.Server{Handler: b.routes(), ReadHeaderTimeout: time.Minute}
	go func() { _ = server.Serve(listener) }() // ends, with an error that says so, when it is closed

	code := 0
	if len(command) > 0 {
		var folder string
		if folder, err = temporary(b.data); err == nil {
			code, err = runCommand(command, folder)
		}
	} else {
		b.awaitEnd(ctx, idle)
	}
	b.beginEnd()
	// Closing the connections ends the leases; what they held goes with the whole bed.
	return code, errors.Join(err, server.Close(), b.remove())
}

// dismiss asks the bed that is there to make room, unless somebody uses it. One that is left of an earlier run may be of
// older code.
func dismiss(home string) bool {
	client := &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "unix", bed.Socket(home))
	}}}
	answer, err := client.Post("http://bed/stop?unless=held", "", nil)
	if err != nil {
		return true // it is on its way out already
	}
	_ = answer.Body.Close()
	return answer.StatusCode == http.StatusOK
}

// runCommand answers the command's exit code. A Ctrl-C reaches it by itself, being in the same group; a SIGTERM is
// passed on. What it writes for a moment goes to that folder.
func runCommand(command []string, temporary string) (int, error) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM)
	defer signal.Stop(signals)
	process := exec.Command(command[0], command[1:]...)
	process.Stdin, process.Stdout, process.Stderr = os.Stdin, os.Stdout, os.Stderr
	process.Env = append(os.Environ(), "TMPDIR="+temporary)
	if err := process.Start(); err != nil {
		return 1, err
	}
	go func() {
		for s := range signals {
			_ = process.Process.Signal(s) // when it has ended already there is nobody to tell
		}
	}()
	err := process.Wait()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return max(exit.ExitCode(), 1), nil
	}
	return 0, err
}

// listen takes over the socket's place: the bed's lock is held, so whoever listened there is gone.
func listen(path string) (net.Listener, error) {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	listener, err := net.Listen("unix", path)
	if err != nil {
		return nil, err
	}
	return listener, os.Chmod(path, 0o600)
}
