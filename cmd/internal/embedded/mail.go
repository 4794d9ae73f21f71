package embedded

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"time"

	"github.com/emersion/go-smtp"
)

// Mail is the sink: an SMTP server on loopback that delivers nothing and keeps everything. It runs in this process.
type Mail struct {
	*Mailbox
	server   *smtp.Server
	listener net.Listener
	port     int
}

const (
	messageLimit   = 25 << 20 // bytes
	recipientLimit = 1000
)

// StartMail starts the home's sink, with what earlier runs received.
func (h *Home) StartMail(ctx context.Context) (*Mail, error) {
	box, err := OpenMailbox(h.join("mail"))
	if err != nil {
		return nil, err
	}
	var listener net.Listener
	err = h.onPort(&h.settings.Mail.Port, func(port int) (err error) {
		listener, err = (&net.ListenConfig{}).Listen(ctx, "tcp", loopback(port))
		return err
	})
	if err != nil {
		return nil, err
	}
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) {
		return &delivery{box: box}, nil
	}))
	server.Domain = "localhost"
	server.MaxMessageBytes, server.MaxRecipients = messageLimit, recipientLimit
	server.ReadTimeout, server.WriteTimeout = time.Minute, time.Minute
	server.EnableSMTPUTF8 = true
	go func() { _ = server.Serve(listener) }() // ends, with an error that says so, when Stop closes the listener
	return &Mail{Mailbox: box, server: server, listener: listener, port: h.settings.Mail.Port}, nil
}

// URL is how mail is sent to it.
func (m *Mail) URL() string { return mailURL(m.port) }

func mailURL(port int) string { return "smtp://" + loopback(port) }

// Stop takes no more mail. Deliveries under way are finished, or cut after some seconds.
func (m *Mail) Stop() error {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	err := m.server.Shutdown(ctx)
	// The server knows of its listener only once it serves; stopped before that, it would leave the port taken.
	if closeErr := m.listener.Close(); closeErr != nil && !errors.Is(closeErr, net.ErrClosed) {
		err = errors.Join(err, closeErr)
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return m.server.Close()
	}
	return err
}

// delivery is one message on its way in; a connection may bring several, one after the other.
type delivery struct {
	box  *Mailbox
	from string
	to   []string
}

func (d *delivery) Mail(from string, _ *smtp.MailOptions) error {
	d.from = from
	return nil
}

func (d *delivery) Rcpt(to string, _ *smtp.RcptOptions) error {
	d.to = append(d.to, to)
	return nil
}

func (d *delivery) Data(body io.Reader) error {
	written, err := io.ReadAll(body)
	if err != nil {
		return err
	}
	if err := d.box.keep(d.from, d.to, written); err != nil {
		return fmt.Errorf("the message cannot be kept: %w", err)
	}
	return nil
}

func (d *delivery) Reset() { d.from, d.to = "", nil }

func (d *delivery) Logout() error { return nil }
