package tenantstest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"accord/tenants/tenantstest/bed"
)

// held is this test binary's lease. Its connection stays open as long as the binary lives, and is never closed: the end
// of the process closes it, and the bed then clears up.
var held = sync.OnceValues(func() (bed.Lease, error) {
	lease, err := takeLease()
	if err == nil {
		return lease, nil
	}
	if err := ensureBed(); err != nil {
		return bed.Lease{}, fmt.Errorf("the test bed does not start: %w", err)
	}
	return takeLease()
})

var errOtherVersion = errors.New("the running test bed is of another version")

func takeLease() (bed.Lease, error) {
	answer, err := client.Post("http://bed/lease", "application/json", nil)
	if err != nil {
		return bed.Lease{}, err
	}
	var lease bed.Lease
	if err := json.NewDecoder(answer.Body).Decode(&lease); err != nil { // and the body stays open
		return bed.Lease{}, err
	}
	if lease.Version != bed.Version {
		return bed.Lease{}, errors.Join(errOtherVersion, answer.Body.Close())
	}
	return lease, nil
}

var client = &http.Client{Transport: &http.Transport{
	DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		home, err := bed.Home()
		if err != nil {
			return nil, err
		}
		return (&net.Dialer{}).DialContext(ctx, "unix", bed.Socket(home))
	},
}}

// ask says something to the bed. The longest answer is that of the first bucket, when the S3 server has to be built.
func ask(method, path string, say, hear any) error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	defer cancel()
	said, err := json.Marshal(say)
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, method, "http://bed"+path, bytes.NewReader(said))
	if err != nil {
		return err
	}
	answer, err := client.Do(request)
	if err != nil {
		return fmt.Errorf("the test bed is gone: %w", err)
	}
	defer func() { _ = answer.Body.Close() }()
	heard, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("test bed: %s %s: %s", method, path, bytes.TrimSpace(heard))
	}
	if hear == nil {
		return nil
	}
	return json.Unmarshal(heard, hear)
}

// ensureBed starts a bed unless one answers. Of several test binaries that find none, one starts it.
func ensureBed() error {
	home, err := bed.Home()
	if err != nil {
		return err
	}
	if err := bed.Make(home); err != nil {
		return err
	}
	lock, err := os.OpenFile(filepath.Join(home, "starting"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = lock.Close() }() // which gives the lock free
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return err
	}
	switch _, err := takeLease(); { // a lease that is forgotten costs the bed nothing
	case err == nil:
		return nil
	case errors.Is(err, errOtherVersion):
		if err := ask(http.MethodPost, "/stop", nil, nil); err != nil {
			return err
		}
	}
	binary, err := buildBed(home)
	if err != nil {
		return err
	}
	return startBed(home, binary)
}

func buildBed(home string) (string, error) {
	binary := filepath.Join(home, "accord-testbed")
	build := exec.Command("go", "build", "-o", binary, "accord/cmd/internal/testbed")
	if said, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, said)
	}
	return binary, nil
}

// startBed starts the bed as nobody's child, for it outlives this binary, and waits until it answers.
func startBed(home, binary string) error {
	log, err := os.OpenFile(filepath.Join(home, "bed.log"), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }()
	process := exec.Command(binary, "-home", home)
	process.Dir, process.Stdout, process.Stderr = home, log, log
	process.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := process.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- process.Wait() }()
	for {
		connection, err := net.Dial("unix", bed.Socket(home))
		if err == nil {
			return connection.Close()
		}
		select {
		case err := <-ended:
			said, _ := os.ReadFile(log.Name())
			return fmt.Errorf("it ended (%v): %s", err, said)
		case <-time.After(20 * time.Millisecond):
		}
	}
}
