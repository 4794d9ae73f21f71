package style

import (
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// A form in a dialog is also a page of its own, for those without scripts: the
// opener leads there. With scripts htmx sends it, and the answer is the form
// again with what is wrong, or the way on.

func deadlinePage(p *web.Public) ui.Page {
	return ui.Page{Title: p.T.Say("style.extend"), Crumbs: []ui.Crumb{{Label: p.T.Say("style.title"), Href: p.Link("/style")}}}
}

func askDeadline(p *web.Public) error {
	return p.Render(deadlinePage(p), extendPage(deadlineForm()))
}

func deadlineForm() *forms.Form { return forms.New().Named("extend") }

func sendDeadline(p *web.Public) error {
	f := p.Form().Named("extend")
	until, _ := f.Moment("until", quito()), f.Text("reason", 500)
	if !until.IsZero() && until.Before(sampleNow) {
		f.Fail("until", "style.deadline_past", "When", sampleNow)
	}
	if err := f.Err(); err != nil {
		if p.Partial() {
			return p.Refuse(f, err, deadlinePage(p), extendForm(f))
		}
		return p.Refuse(f, err, deadlinePage(p), extendPage(f))
	}
	return p.Redirect("/style", "style.extended", "When", until)
}
