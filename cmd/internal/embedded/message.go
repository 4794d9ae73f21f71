package embedded

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"time"

	"github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset" // mail in other encodings than UTF-8
	"github.com/emersion/go-message/mail"
)

// A Message is a mail as its reader sees it.
type Message struct {
	ID      string    // in the mailbox
	At      time.Time // what its Date says; of a message without one, when it arrived
	From    string    // as the header shows it, "Accord <no-reply@accord.example>"
	To      []string  // whom it was delivered to, by address
	Subject string
	Text    string // empty when it has no such part
	HTML    string // likewise
	Files   []string
}

// parse never fails: a message that is no proper mail is shown as the text it is, since the person who looks is looking
// for what went wrong.
func parse(id string, whole []byte) Message {
	m := Message{ID: id, At: arrival(id)}
	reader, err := mail.CreateReader(bytes.NewReader(whole))
	if err != nil && !message.IsUnknownCharset(err) {
		m.Text = string(whole)
		return m
	}
	defer func() { _ = reader.Close() }()
	m.readHeader(&reader.Header)
	for {
		part, err := reader.NextPart()
		if err != nil && !message.IsUnknownCharset(err) {
			if !errors.Is(err, io.EOF) && m.Text == "" {
				m.Text = string(whole)
			}
			return m
		}
		m.readPart(part)
	}
}

func (m *Message) readHeader(header *mail.Header) {
	for fields := header.FieldsByKey("Delivered-To"); fields.Next(); {
		m.To = append(m.To, fields.Value())
	}
	// A header that cannot be decoded is shown raw.
	var err error
	if m.Subject, err = header.Subject(); err != nil {
		m.Subject = header.Get("Subject")
	}
	if m.From, err = header.Text("From"); err != nil {
		m.From = header.Get("From")
	}
	if at, err := header.Date(); err == nil && !at.IsZero() {
		m.At = at.UTC()
	}
}

func (m *Message) readPart(part *mail.Part) {
	switch header := part.Header.(type) {
	case *mail.AttachmentHeader:
		if name, err := header.Filename(); err == nil {
			m.Files = append(m.Files, name)
		}
	case *mail.InlineHeader:
		kind, _, _ := header.ContentType()
		body, err := io.ReadAll(part.Body)
		if err != nil {
			return
		}
		switch {
		case kind == "text/html" && m.HTML == "":
			m.HTML = string(body)
		case strings.HasPrefix(kind, "text/plain") && m.Text == "":
			m.Text = string(body)
		}
	}
}

// arrival reads the time that a message's id is made of.
func arrival(id string) time.Time {
	at, err := time.Parse("20060102T150405.000000", id)
	if err != nil {
		return time.Time{}
	}
	return at
}
