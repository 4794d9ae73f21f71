package embedded

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// A Mailbox is a folder of messages, one .eml each, named by the time of arrival. Safe for use by many goroutines.
type Mailbox struct {
	folder string

	mu       sync.Mutex
	messages []Message // in the order of arrival
	arrived  chan struct{}
}

// OpenMailbox reads the folder, making it where it is absent.
func OpenMailbox(folder string) (*Mailbox, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	names, err := filepath.Glob(filepath.Join(folder, "*.eml"))
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	box := &Mailbox{folder: folder, arrived: make(chan struct{})}
	for _, name := range names {
		written, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		box.messages = append(box.messages, parse(idOf(name), written))
	}
	return box, nil
}

// Messages are all of them, the latest arrival first.
func (b *Mailbox) Messages() []Message {
	b.mu.Lock()
	defer b.mu.Unlock()
	latest := slices.Clone(b.messages)
	slices.Reverse(latest)
	return latest
}

// Message is the one with that id; ok is false when there is none.
func (b *Mailbox) Message(id string) (m Message, ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	at := slices.IndexFunc(b.messages, func(m Message) bool { return m.ID == id })
	if at < 0 {
		return Message{}, false
	}
	return b.messages[at], true
}

// Arrived is closed when the next message has come. Take it before looking, and no message is missed.
func (b *Mailbox) Arrived() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.arrived
}

// keep writes the message with its envelope before it, as a mail server's delivery does, and only then shows it.
func (b *Mailbox) keep(from string, to []string, body []byte) error {
	var whole bytes.Buffer
	fmt.Fprintf(&whole, "Return-Path: <%s>\r\n", from)
	for _, recipient := range to {
		fmt.Fprintf(&whole, "Delivered-To: %s\r\n", recipient)
	}
	whole.Write(body)

	b.mu.Lock()
	defer b.mu.Unlock()
	name, err := b.store(whole.Bytes())
	if err != nil {
		return err
	}
	b.messages = append(b.messages, parse(idOf(name), whole.Bytes()))
	close(b.arrived)
	b.arrived = make(chan struct{})
	return nil
}

// store writes under the next free name: two messages can come in the same microsecond.
func (b *Mailbox) store(message []byte) (string, error) {
	for at := time.Now().UTC(); ; at = at.Add(time.Microsecond) {
		name := filepath.Join(b.folder, at.Format("20060102T150405.000000")+".eml")
		file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		_, err = file.Write(message)
		return name, errors.Join(err, file.Close())
	}
}

func idOf(name string) string { return strings.TrimSuffix(filepath.Base(name), ".eml") }
