package style

import (
	"time"

	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// cohort is what the form asks for. A real page hands it to a domain function.
type cohort struct {
	Title    string
	Starts   time.Time
	Hours    int
	Language string
	Roles    []string
	Notes    string
	Agreed   bool
}

var (
	languages = []string{"en", "es", "fr"}
	roles     = []string{"trainer", "coach", "assessor"}
)

func page(p *web.Public) ui.Page {
	return ui.Page{Title: p.T.Say("style.forms"), Crumbs: []ui.Crumb{{Label: p.T.Say("style.title"), Href: p.Link("/style")}}}
}

// blank shows the form before anybody filled it in.
func blank(p *web.Public) error { return p.Render(page(p), formPage(forms.New())) }

// send reads it: each field by its type, all of them before one answer.
func send(p *web.Public) error {
	f := p.Form()
	in := cohort{
		Title: f.Text("title", 20), Starts: f.Date("starts"), Hours: f.Int("hours", 1, 400), Language: f.Choice("language", languages...),
		Roles: f.Choices("roles", roles...), Notes: f.OptionalText("notes", 2000), Agreed: f.Bool("agreed"),
	}
	if !in.Agreed {
		f.Fail("agreed", "style.agree_first")
	}
	if err := f.Err(); err != nil {
		return p.Refuse(f, err, page(p), formPage(f))
	}
	return p.Redirect("/style/form", "style.sent", "Name", in.Title)
}
