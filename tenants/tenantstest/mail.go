package tenantstest

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"accord/tenants/tenantstest/bed"
)

// Message is a mail that was sent.
type Message = bed.Message

// MailSink receives what a test's code sends and delivers nothing.
type MailSink struct {
	SMTPURL string

	t      testing.TB
	server bed.Server
}

// Mail is a sink for this test alone.
func Mail(t testing.TB) *MailSink {
	t.Helper()
	server := ownServer(t, bed.Mail)
	return &MailSink{SMTPURL: server.URL, t: t, server: server}
}

// Messages are what came, in the order of arrival.
func (m *MailSink) Messages() []Message {
	m.t.Helper()
	return m.more(-1, 0)
}

// patience is how long Wait waits for a mail: long enough for a loaded machine, and an end for a test that fails.
const patience = 30 * time.Second

// Wait answers the first mail to that address whose subject contains the words, waiting until it has come. It fails the
// test when none does.
func (m *MailSink) Wait(t testing.TB, to, subjectContains string) Message {
	t.Helper()
	var seen []Message
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); {
		seen = m.more(len(seen), time.Until(deadline))
		for _, message := range seen {
			if slices.Contains(message.To, to) && strings.Contains(message.Subject, subjectContains) {
				return message
			}
		}
	}
	var list strings.Builder
	for _, message := range seen {
		fmt.Fprintf(&list, "\n\tto %s: %s", strings.Join(message.To, ", "), message.Subject)
	}
	t.Fatalf("no mail to %s about %q came; these did:%s", to, subjectContains, list.String())
	return Message{}
}

// more answers all messages once there are more than that many, or when the time is over.
func (m *MailSink) more(than int, within time.Duration) []Message {
	m.t.Helper()
	var messages []Message
	path := fmt.Sprintf("/servers/%s/messages?after=%d&seconds=%f", m.server.ID, than, within.Seconds())
	if err := ask(http.MethodGet, path, nil, &messages); err != nil {
		m.t.Fatal(err)
	}
	return messages
}
