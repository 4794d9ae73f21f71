// Package post sends letters by SMTP. Sending is an outside effect: it happens
// at least once, and every copy carries the same Message-ID, derived from the
// job's id, by which a receiver tells that it is one letter.
package post

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	netmail "net/mail"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/wneessen/go-mail"

	"accord/app/letters"
	"accord/tenants/fault"
)

// Post sends through one SMTP server, as one sender. Safe for use by many goroutines.
type Post struct {
	host    string
	options []mail.Option
	from    netmail.Address
	domain  string // of Message-IDs
}

// Open reads the server's address and the sender's, and connects with the
// first mail. The address is smtp://[user:password@]host[:port], where TLS is
// used if the server offers it, or smtps://… for TLS from the start; with
// ?tls=required a server that does not offer it is refused. An error never
// holds the password.
func Open(smtpURL, from string) (*Post, error) {
	u, err := url.Parse(smtpURL)
	if err != nil || u.Hostname() == "" || (u.Scheme != "smtp" && u.Scheme != "smtps") {
		return nil, errors.New("post: the mail server's address is not smtp://[user:password@]host[:port]")
	}
	sender, err := netmail.ParseAddress(from)
	if err != nil {
		return nil, fmt.Errorf("post: the sender %q is not an address", from)
	}
	p := &Post{host: u.Hostname(), from: *sender, domain: sender.Address[strings.LastIndexByte(sender.Address, '@')+1:]}
	p.options = []mail.Option{
		mail.WithTimeout(20 * time.Second),
		mail.WithoutNoop(),
		mail.WithTLSConfig(&tls.Config{ServerName: u.Hostname(), MinVersion: tls.VersionTLS12}),
	}
	switch {
	case u.Scheme == "smtps":
		p.options = append(p.options, mail.WithSSLPort(false))
	case u.Query().Get("tls") == "required":
		p.options = append(p.options, mail.WithTLSPortPolicy(mail.TLSMandatory))
	default:
		p.options = append(p.options, mail.WithTLSPolicy(mail.TLSOpportunistic))
	}
	if port := u.Port(); port != "" {
		n, err := strconv.Atoi(port)
		if err != nil {
			return nil, errors.New("post: the mail server's port is not a number")
		}
		p.options = append(p.options, mail.WithPort(n))
	}
	if password, ok := u.User.Password(); ok {
		p.options = append(p.options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(u.User.Username()), mail.WithPassword(password))
	}
	if _, err := mail.NewClient(p.host, p.options...); err != nil {
		return nil, errors.New("post: the mail server's address cannot be used")
	}
	return p, nil
}

// Send sends a letter to one recipient. id is the job's: it makes the
// Message-ID. Returns Invalid when the address or the server's answer says
// that it will never be taken, Unavailable when it may be later.
func (p *Post) Send(ctx context.Context, id uuid.UUID, at time.Time, to letters.Recipient, l letters.Letter) error {
	m, err := p.message(id, at, to, l)
	if err != nil {
		return err
	}
	client, err := mail.NewClient(p.host, p.options...)
	if err != nil {
		return fault.Wrap(err, fault.Internal, "fault.internal")
	}
	conn, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return fault.Wrap(err, fault.Unavailable, "fault.mail_unavailable")
	}
	err = client.SendWithSMTPClient(conn, m)
	_ = client.CloseWithSMTPClient(conn) // the server has taken the mail by now, or refused it
	if m.IsDelivered() {
		return nil
	}
	if refused, ok := errors.AsType[*mail.SendError](err); ok && refused.ErrorCode() >= 500 && !refused.IsTemp() {
		return fault.Wrap(err, fault.Invalid, "fault.mail_refused")
	}
	return fault.Wrap(err, fault.Unavailable, "fault.mail_unavailable")
}

func (p *Post) message(id uuid.UUID, at time.Time, to letters.Recipient, l letters.Letter) (*mail.Msg, error) {
	address, err := netmail.ParseAddress(to.Email)
	if err != nil || address.Address != to.Email {
		return nil, fault.New(fault.Invalid, "fault.mail_address").Because(errors.New("post: not a bare address"))
	}
	m := mail.NewMsg(mail.WithNoDefaultUserAgent())
	// Not the …Format methods: they put a name between quotes without escaping it.
	m.SetAddrHeaderFromMailAddress(mail.HeaderFrom, &p.from)
	m.ToMailAddress(&netmail.Address{Name: letters.Line(to.Name), Address: address.Address})
	m.Subject(l.Subject)
	m.SetDateWithValue(at)
	m.SetMessageIDWithValue(id.String() + "@" + p.domain)
	m.SetGenHeader("X-Accord-Job", id.String())
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	m.SetGenHeader(mail.HeaderXAutoResponseSuppress, "All")
	m.SetGenHeader("Content-Language", l.Locale)
	m.SetBodyString(mail.TypeTextPlain, l.Text)
	m.AddAlternativeString(mail.TypeTextHTML, l.HTML)
	if l.Calendar != "" {
		if err := m.AttachReader("accord.ics", strings.NewReader(l.Calendar), mail.WithFileContentType("text/calendar; charset=utf-8; method=PUBLISH")); err != nil {
			return nil, fault.Wrap(err, fault.Internal, "fault.internal")
		}
	}
	return m, nil
}
