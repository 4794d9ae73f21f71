package demo

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// Clock runs with the wall's, ahead of it or behind it. How far is kept in a
// file, so that a restart does not turn time back.
type Clock struct {
	mu     sync.Mutex
	offset time.Duration
	file   string
}

// openClock reads how far the demo's clock was moved.
func openClock(home string) (*Clock, error) {
	c := &Clock{file: filepath.Join(home, "clock")}
	text, err := os.ReadFile(c.file)
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	if err == nil {
		c.offset, err = time.ParseDuration(strings.TrimSpace(string(text)))
	}
	if err != nil {
		return nil, fmt.Errorf("the demo's clock: %w", err)
	}
	return c, nil
}

// Now is the demo's moment.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.offset)
}

// to sets the clock, for telling stories in the order in which they happened.
func (c *Clock) to(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset = time.Until(t)
}

// untilNextWorkday is how long it is to the same hour of the next day from
// Monday to Friday.
func (c *Clock) untilNextWorkday() time.Duration {
	now := c.Now()
	next := now.AddDate(0, 0, 1)
	for weekend(next.In(quito)) {
		next = next.AddDate(0, 0, 1)
	}
	return next.Sub(now)
}

// advance moves the clock on.
func (c *Clock) advance(by time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset += by
	return c.write()
}

// keep makes the clock go on from here after a restart.
func (c *Clock) keep() error { c.mu.Lock(); defer c.mu.Unlock(); return c.write() }

func (c *Clock) write() error {
	return os.WriteFile(c.file, []byte(c.offset.String()+"\n"), 0o600)
}
