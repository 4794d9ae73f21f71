package embedded

import (
	"net/smtp"
	"slices"
	"strings"
	"testing"
	"time"
)

func sink(t *testing.T) *Mail {
	t.Helper()
	home, err := Open(place(t))
	if err != nil {
		t.Fatal(err)
	}
	mail, err := home.StartMail(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := mail.Stop(); err != nil {
			t.Error(err)
		}
		_ = home.Close()
	})
	return mail
}

func send(t *testing.T, m *Mail, message string, to ...string) {
	t.Helper()
	err := smtp.SendMail(strings.TrimPrefix(m.URL(), "smtp://"), nil, "bounces@accord.example", to,
		[]byte(strings.ReplaceAll(message, "\n", "\r\n")))
	if err != nil {
		t.Fatal(err)
	}
}

const bilingual = `From: =?UTF-8?q?Instituci=C3=B3n?= <no-reply@accord.example>
To: ana@org.example
Subject: =?UTF-8?q?La_petici=C3=B3n_vence_ma=C3=B1ana?=
Date: Mon, 02 Mar 2026 09:30:00 +0100
Message-ID: <1@accord.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=outer

--outer
Content-Type: multipart/alternative; boundary=inner

--inner
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

Ma=F1ana.
--inner
Content-Type: text/html; charset=utf-8

<p>Mañana.</p>
--inner--
--outer
Content-Type: text/calendar
Content-Disposition: attachment; filename=plazo.ics

BEGIN:VCALENDAR
--outer--
`

func TestAMessageIsShownAsItsReaderSeesIt(t *testing.T) {
	t.Parallel()
	m := sink(t)
	send(t, m, bilingual, "ana@org.example", "hidden@org.example")
	all := m.Messages()
	if len(all) != 1 {
		t.Fatalf("got %d messages", len(all))
	}
	got := all[0]
	if got.From != "Institución <no-reply@accord.example>" || got.Subject != "La petición vence mañana" {
		t.Errorf("got %q, %q", got.From, got.Subject)
	}
	if !slices.Equal(got.To, []string{"ana@org.example", "hidden@org.example"}) {
		t.Errorf("it was delivered to %q", got.To)
	}
	if !got.At.Equal(time.Date(2026, 3, 2, 8, 30, 0, 0, time.UTC)) {
		t.Errorf("at %s", got.At)
	}
	if strings.TrimSpace(got.Text) != "Mañana." || strings.TrimSpace(got.HTML) != "<p>Mañana.</p>" || !slices.Equal(got.Files, []string{"plazo.ics"}) {
		t.Errorf("got %q, %q, %q", got.Text, got.HTML, got.Files)
	}
	if one, ok := m.Message(got.ID); !ok || one.Subject != got.Subject {
		t.Errorf("by its id: %+v", one)
	}
	if _, ok := m.Message("../settings"); ok {
		t.Error("there is a message of any name")
	}
}

func TestTheLatestMessageComesFirst(t *testing.T) {
	t.Parallel()
	m := sink(t)
	for _, subject := range []string{"first", "second", "third"} {
		arrived := m.Arrived()
		send(t, m, "Subject: "+subject+"\n\n.\n", "ana@org.example")
		<-arrived
	}
	var subjects []string
	for _, message := range m.Messages() {
		subjects = append(subjects, message.Subject)
	}
	if !slices.Equal(subjects, []string{"third", "second", "first"}) {
		t.Errorf("got %q", subjects)
	}
}

func TestWhatIsNoProperMailIsKeptAndShown(t *testing.T) {
	t.Parallel()
	m := sink(t)
	send(t, m, "this is no header\n\nbody\n", "ana@org.example")
	if all := m.Messages(); len(all) != 1 || !strings.Contains(all[0].Text, "this is no header") || all[0].At.IsZero() {
		t.Errorf("got %+v", all)
	}
	again, err := OpenMailbox(m.folder)
	if err != nil || len(again.Messages()) != 1 {
		t.Errorf("the box opens with %d messages: %v", len(again.Messages()), err)
	}
}

func TestATooLargeMessageIsRefused(t *testing.T) {
	t.Parallel()
	m := sink(t)
	err := smtp.SendMail(strings.TrimPrefix(m.URL(), "smtp://"), nil, "a@accord.example", []string{"b@accord.example"},
		[]byte("Subject: large\r\n\r\n"+strings.Repeat(strings.Repeat("x", 998)+"\r\n", messageLimit/1000+1)))
	if err == nil || !strings.Contains(err.Error(), "552") {
		t.Errorf("got %v", err)
	}
	if n := len(m.Messages()); n != 0 {
		t.Errorf("%d messages were kept", n)
	}
}
