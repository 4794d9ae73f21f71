package demo

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"accord/app/people"
	"accord/cmd/internal/embedded"
	"accord/tenants/fault"
	"accord/web"
	ui "accord/web/templates"
)

// bar is the demo's bar, for the pages that are being shown.
func (d *Demo) bar(context.Context) templ.Component {
	return bar(barOf{now: d.Clock.Now(), mails: len(d.Services.Mail.Messages())})
}

// pages are the demo's own: they exist nowhere else.
func (d *Demo) pages(app *web.App) {
	door := app.Public()
	door.Post("/demo/switch", "demo.switch", d.become)
	door.Post("/demo/clock", "demo.clock", d.nextDay)
	door.Get("/demo/mail", "demo.mail", d.mail)
	door.Get("/demo/mail/:id", "demo.message", d.message)
}

// become signs the visitor in as one of the cast.
func (d *Demo) become(p *web.Public) error {
	f := p.Form()
	email := f.Text("as", 200)
	if err := f.Err(); err != nil {
		return err
	}
	for _, c := range Cast {
		if c.Email == email {
			if err := d.enter(p, c); err != nil {
				return err
			}
			return p.Go(c.Place)
		}
	}
	return fault.New(fault.NotFound, "fault.not_found")
}

func (d *Demo) enter(p *web.Public, c Person) error {
	e, err := people.SignIn(p.Context(), d.Parts.DB, people.Credentials{Email: c.Email, Password: Password},
		people.Visit{Address: "127.0.0.1", UserAgent: p.Header("User-Agent"), Request: p.RequestID()})
	if err != nil {
		return err
	}
	p.SignIn(e.Session)
	return nil
}

// nextDay moves the clock on, does what falls due on the way, and shows what
// was mailed. Whoever is signed in stays so.
func (d *Demo) nextDay(p *web.Public) error {
	before, by := len(d.Services.Mail.Messages()), d.Clock.untilNextWorkday()
	if err := d.carrySessions(p.Context(), by); err != nil {
		return err
	}
	if err := d.Clock.advance(by); err != nil {
		return err
	}
	if err := d.Jobs.Settle(p.Context()); err != nil {
		return err
	}
	return p.Redirect("/demo/mail", "demo.day_begun", "At", d.Clock.Now(), "Count", len(d.Services.Mail.Messages())-before)
}

// mail lists the mails, of everybody or to one address.
func (d *Demo) mail(p *web.Public) error {
	box := mailboxOf{to: p.Query("to")}
	for _, m := range d.Services.Mail.Messages() {
		if box.to == "" || slices.Contains(m.To, box.to) {
			box.messages = append(box.messages, m)
		}
	}
	if at := slices.IndexFunc(box.messages, func(m embedded.Message) bool { return m.ID == p.Query("after") }); at >= 0 {
		box.messages = box.messages[at+1:]
	}
	if len(box.messages) > mailsOfPage {
		box.messages = box.messages[:mailsOfPage]
		box.after = box.messages[mailsOfPage-1].ID
	}
	return p.Render(ui.Page{Title: p.T.Say("demo.mailbox")}, mailbox(box))
}

// mailsOfPage is how many mails the mailbox shows at once.
const mailsOfPage = 50

func (d *Demo) message(p *web.Public) error {
	m, ok := d.Services.Mail.Message(p.Param("id"))
	if !ok {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	return p.Render(ui.Page{Title: m.Subject}, message(m, split(m.Text)))
}

// part is text, or a link in it.
type part struct{ text, href string }

var links = regexp.MustCompile(`https?://[^\s<>]+`)

// split finds the links of a mail's text, which lead into the demo itself.
func split(text string) (parts []part) {
	at := 0
	for _, found := range links.FindAllStringIndex(text, -1) {
		parts = append(parts, part{text: text[at:found[0]]})
		link := strings.TrimRight(text[found[0]:found[1]], ".,;")
		parts = append(parts, part{text: link, href: link})
		at = found[0] + len(link)
	}
	return append(parts, part{text: text[at:]})
}
