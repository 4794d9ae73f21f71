package post

import (
	"bytes"
	"io"
	"net"
	netmail "net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/google/uuid"

	"accord/app/letters"
	"accord/tenants/fault"
)

var noon = time.Date(2026, time.November, 16, 12, 0, 0, 0, time.UTC)

var letter = letters.Letter{Locale: "es", Subject: "Recordatorio: mañana", Text: "Hola, María:\n", HTML: "<p>Hola, María:</p>"}

func TestALetterCarriesTheIdOfItsJobInEveryCopy(t *testing.T) {
	t.Parallel()
	s := serve(t, nil)
	p := open(t, s.url)
	id := uuid.Must(uuid.NewV7())
	for range 2 {
		if err := p.Send(t.Context(), id, noon, letters.Recipient{Name: `Ana "la jefa" <x@evil.example>, b@evil.example`, Email: "ana@example.org"}, letter); err != nil {
			t.Fatal(err)
		}
	}
	first, second := s.mail(t, 0), s.mail(t, 1)
	if a, b := first.Header.Get("Message-Id"), second.Header.Get("Message-Id"); a != b || a != "<"+id.String()+"@accord.example>" {
		t.Errorf("the copies are %s and %s", a, b)
	}
	if got := first.Header.Get("X-Accord-Job"); got != id.String() {
		t.Errorf("X-Accord-Job is %q", got)
	}
	to, err := first.Header.AddressList("To")
	if err != nil || len(to) != 1 || to[0].Address != "ana@example.org" {
		t.Errorf("a name became an address: %v, %v", to, err)
	}
	if at, err := first.Header.Date(); err != nil || !at.Equal(noon) {
		t.Errorf("it is dated %v", at)
	}
	for name, want := range map[string]string{"Auto-Submitted": "auto-generated", "Content-Language": "es", "From": `"Accord" <no-reply@accord.example>`} {
		if got := first.Header.Get(name); got != want {
			t.Errorf("%s is %q", name, got)
		}
	}
	body, _ := io.ReadAll(first.Body)
	if !bytes.Contains(body, []byte("text/plain")) || !bytes.Contains(body, []byte("text/html")) {
		t.Errorf("it has not both parts:\n%s", body)
	}
}

func TestAnAddressThatIsNotOneIsRefusedBeforeTheServerHearsOfIt(t *testing.T) {
	t.Parallel()
	s := serve(t, nil)
	p := open(t, s.url)
	for _, address := range []string{"", "ana", "Ana <ana@example.org>", "ana@example.org\r\nRCPT TO:<b@example.org>", "a@example.org, b@example.org"} {
		err := p.Send(t.Context(), uuid.New(), noon, letters.Recipient{Name: "Ana", Email: address}, letter)
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", address, err)
		}
	}
	if n := s.count(); n != 0 {
		t.Errorf("%d mails were sent", n)
	}
}

func TestTheServersAnswerSaysWhetherToTryAgain(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		answer *smtp.SMTPError
		want   fault.Code
	}{
		"no such mailbox": {&smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such mailbox"}, fault.Invalid},
		"greylisted":      {&smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 7, 1}, Message: "come back later"}, fault.Unavailable},
	} {
		p := open(t, serve(t, c.answer).url)
		err := p.Send(t.Context(), uuid.New(), noon, letters.Recipient{Name: "Ana", Email: "ana@example.org"}, letter)
		if !fault.Is(err, c.want) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestAServerThatIsDownIsWorthTryingAgain(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	p := open(t, "smtp://"+l.Addr().String())
	if err := p.Send(t.Context(), uuid.New(), noon, letters.Recipient{Email: "ana@example.org"}, letter); !fault.Is(err, fault.Unavailable) {
		t.Errorf("got %v", err)
	}
}

func TestAServerWithoutTheTLSThatIsRequiredGetsNoMail(t *testing.T) {
	t.Parallel()
	s := serve(t, nil)
	p := open(t, s.url+"?tls=required")
	if err := p.Send(t.Context(), uuid.New(), noon, letters.Recipient{Email: "ana@example.org"}, letter); !fault.Is(err, fault.Unavailable) {
		t.Errorf("got %v", err)
	}
	if n := s.count(); n != 0 {
		t.Errorf("%d mails were sent in the clear", n)
	}
}

func TestAnAddressOfTheServerThatCannotBeIsRefusedWithoutItsPassword(t *testing.T) {
	t.Parallel()
	for _, url := range []string{"", "http://mail.example", "smtp://", "smtp://user:hunter2@:x y", "smtp://user:hunter2@mail.example:port"} {
		if _, err := Open(url, "no-reply@accord.example"); err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%q: %v", url, err)
		}
	}
	if _, err := Open("smtp://localhost", "nobody"); err == nil {
		t.Error("a sender without an address was taken")
	}
	if _, err := Open("smtps://user:secret@mail.example", "Accord <no-reply@accord.example>"); err != nil {
		t.Error(err)
	}
}

func open(t *testing.T, url string) *Post {
	t.Helper()
	p, err := Open(url, "Accord <no-reply@accord.example>")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// server is a mail server that keeps what it takes, or refuses every recipient.
type server struct {
	url    string
	refuse *smtp.SMTPError
	mu     sync.Mutex
	mails  [][]byte
}

func serve(t *testing.T, refuse *smtp.SMTPError) *server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &server{url: "smtp://" + l.Addr().String(), refuse: refuse}
	srv := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return s, nil }))
	srv.Domain = "localhost"
	go func() { _ = srv.Serve(l) }()
	t.Cleanup(func() { srv.Close() })
	return s
}

func (s *server) Mail(string, *smtp.MailOptions) error { return nil }
func (s *server) Reset()                               {}
func (s *server) Logout() error                        { return nil }

func (s *server) Rcpt(string, *smtp.RcptOptions) error {
	if s.refuse != nil {
		return s.refuse
	}
	return nil
}

func (s *server) Data(r io.Reader) error {
	b, err := io.ReadAll(r)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mails = append(s.mails, b)
	return err
}

func (s *server) count() int { s.mu.Lock(); defer s.mu.Unlock(); return len(s.mails) }

func (s *server) mail(t *testing.T, n int) *netmail.Message {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if n >= len(s.mails) {
		t.Fatalf("only %d mails came", len(s.mails))
	}
	m, err := netmail.ReadMessage(bytes.NewReader(s.mails[n]))
	if err != nil {
		t.Fatal(err)
	}
	return m
}
