package embedded

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"
)

// A program is what is to be started.
type program struct {
	name     string   // for messages, and of its log file
	path     string   // of the binary
	args     []string // without the name
	env      []string // beside PATH and the locale; nothing else of ours is passed on
	farewell syscall.Signal
	stops    []stop
}

// A stop is one way to ask a child to end, and how long to wait before the next, rougher one.
type stop struct {
	signal syscall.Signal
	wait   time.Duration
}

// A child is a running server. Its group is its own, so that a Ctrl-C in the terminal reaches the program alone, which
// then stops its servers in order.
type child struct {
	program program
	process *os.Process
	log     string
	ended   chan struct{} // closed when it has
	err     error         // how it ended; read it after ended is closed
}

// launch starts a program as the servers' user, its output going to a log file.
func (h *Home) launch(p program) (*child, error) {
	if err := os.MkdirAll(h.join("log"), 0o700); err != nil {
		return nil, err
	}
	log, err := openLog(h.join("log", p.name+".log"))
	if err != nil {
		return nil, err
	}
	defer func() { _ = log.Close() }()

	command := exec.Command(p.path, p.args...)
	command.Dir = h.path
	command.Env = append([]string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C.UTF-8", "TZ=UTC"}, p.env...)
	command.Stdout, command.Stderr = log, log
	// The child keeps the lock's file open and with it the lock held until it has ended, whatever became of us.
	command.ExtraFiles = []*os.File{h.lock}
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: p.farewell}
	h.servant.drop(command.SysProcAttr)
	if err := onSpawner(command.Start); err != nil {
		return nil, fmt.Errorf("%s cannot be started: %w", p.name, err)
	}
	c := &child{program: p, process: command.Process, log: log.Name(), ended: make(chan struct{})}
	go func() {
		c.err = command.Wait()
		close(c.ended)
	}()
	return c, nil
}

// stop asks, more roughly each time, until the child has ended.
func (c *child) stop() error {
	for _, s := range c.program.stops {
		if err := c.process.Signal(s.signal); err != nil && !errors.Is(err, os.ErrProcessDone) {
			return err
		}
		select {
		case <-c.ended:
			return nil
		case <-time.After(s.wait):
		}
	}
	return c.kill()
}

// kill ends the child as a crash would.
func (c *child) kill() error {
	if err := c.process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	<-c.ended
	return nil
}

// failure is what to say of a child that ended by itself: how, and the last it wrote.
func (c *child) failure() error {
	return fmt.Errorf("%s ended (%v); the end of %s says:\n%s", c.program.name, c.err, c.log, lastLines(c.log, 8))
}

// hasEnded says whether the child is gone, without waiting.
func (c *child) hasEnded() bool {
	select {
	case <-c.ended:
		return true
	default:
		return false
	}
}

// onSpawner runs start on a thread that lives as long as the program: the kernel sends the signal that tells a child of
// its parent's death when the parent's *thread* ends, and Go ends threads as it likes.
func onSpawner(start func() error) error {
	done := make(chan error)
	spawner() <- func() { done <- start() }
	return <-done
}

var spawner = sync.OnceValue(func() chan<- func() {
	work := make(chan func())
	go func() {
		runtime.LockOSThread()
		for do := range work {
			do()
		}
	}()
	return work
})

// logLimit is the size in bytes from which a log starts anew.
const logLimit = 8 << 20

func openLog(path string) (*os.File, error) {
	flags := os.O_WRONLY | os.O_CREATE | os.O_APPEND
	if info, err := os.Stat(path); err == nil && info.Size() > logLimit {
		flags |= os.O_TRUNC
	}
	return os.OpenFile(path, flags, 0o600)
}

func lastLines(path string, n int) string {
	written, err := os.ReadFile(path)
	if err != nil {
		return err.Error()
	}
	lines := strings.Split(strings.TrimRight(string(written), "\n"), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "\n")
}
