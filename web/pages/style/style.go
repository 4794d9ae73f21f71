// Package style shows every component in every state, at /style, so that the
// look is judged in one place and stays under the accessibility checker. It is
// served in the demo and in tests only: it is a page for those who build
// Accord, and production serves nothing that no user needs.
//
// form.go is a whole page with a form, to begin others from.
package style

import (
	"strings"
	"time"

	"github.com/a-h/templ"

	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// Routes registers the pages.
func Routes(app *web.App) {
	door := app.Public()
	door.Get("/style", "style", components)
	door.Get("/style/public", "style.public", func(p *web.Public) error {
		return p.Render(ui.Page{Title: p.T.Say("style.title")}, empty())
	})
	door.Get("/style/sign-in", "style.sign_in", signIn)
	door.Get("/style/confirm", "style.confirm", confirmation)
	door.Get("/style/faults/:code", "style.fault", faults)
	door.Get("/style/form", "style.form", blank)
	door.Post("/style/form", "style.form.send", send)
	door.Get("/style/deadline", "style.deadline", askDeadline)
	door.Post("/style/deadline", "style.deadline.send", sendDeadline)
}

// components is the page of everything, in the frame of a member.
func components(p *web.Public) error {
	page := ui.Page{Title: p.T.Say("style.title"), Crumbs: []ui.Crumb{
		{Label: p.T.Say("nav.group.training"), Href: "/style"}, {Label: p.T.Say("style.tables"), Href: "/style#tables"},
	}}
	return p.Show(200, framed(p), ui.Frame(page, gallery(sample(p))))
}

// framed is the view of somebody at an organisation; ?door=overseer shows
// IMI's.
func framed(p *web.Public) *ui.View {
	v := p.View()
	v.Name, v.Email, v.Door = "Rosa Quishpe", "rosa.quishpe@andina.example", tenants.DoorMember
	v.Place = ui.Place{Name: "Academia Andina de Mediación", Note: p.T.Say("ui.place.organisation")}
	v.Places = []ui.Place{
		{Name: v.Place.Name, Note: v.Place.Note, Href: "/style", Current: true},
		{Name: "IMI", Note: p.T.Say("ui.place.oversight"), Href: "/style?door=overseer"},
	}
	if p.Query("door") == "overseer" {
		v.Door, v.Place = tenants.DoorOverseer, ui.Place{Name: "IMI", Note: p.T.Say("ui.place.oversight")}
		v.Places[0].Current, v.Places[1].Current = false, true
	}
	v.Nav = []ui.Group{
		{Links: []ui.Link{{Label: p.T.Say("style.overview"), Icon: "layout-dashboard", Href: "/style?at=overview"}}},
		{Label: p.T.Say("nav.group.training"), Links: []ui.Link{
			{Label: p.T.Say("style.title"), Icon: "school", Href: "/style", Current: true},
			{Label: p.T.Say("style.tables"), Icon: "users", Href: "/style#tables", Count: 14},
		}},
		{Label: p.T.Say("nav.group.quality"), Links: []ui.Link{
			{Label: p.T.Say("style.forms"), Icon: "clipboard-search", Href: "/style/form", Count: 1},
		}},
	}
	v.Flashes = append(v.Flashes, ui.Flash{Tone: ui.OK, Text: p.T.Say("style.sent", "Name", "Lucía Ferrán Ortega")})
	return v
}

// signIn is the page of getting in, as the people's page makes it.
func signIn(p *web.Public) error {
	f := forms.New()
	if p.Query("refused") != "" {
		f.Set("email", "lucia.ferran@correo").Fail("email", "form.email")
		f.Fail("password", "form.required")
	}
	return p.Render(ui.Page{Title: p.T.Say("style.sign_in"), Auth: true}, signInForm(f))
}

func confirmation(p *web.Public) error {
	return p.Show(200, framed(p), ui.Frame(ui.Page{Title: p.T.Say("style.confirm")}, confirm(forms.New())))
}

// faults answers with the fault asked for, as a page that failed would.
func faults(p *web.Public) error {
	code := fault.Code(strings.ReplaceAll(p.Param("code"), "-", "_"))
	switch code {
	case fault.Invalid, fault.Forbidden, fault.Conflict, fault.TooLarge, fault.Unavailable, fault.Internal:
		return fault.New(code, sentences[code])
	}
	return fault.New(fault.NotFound, "fault.not_found")
}

var sentences = map[fault.Code]string{
	fault.Invalid: "fault.form", fault.Forbidden: "fault.forbidden", fault.Conflict: "fault.moved_on",
	fault.TooLarge: "fault.too_large", fault.Unavailable: "fault.unavailable", fault.Internal: "fault.internal",
}

// sampleNow is the moment the samples are of.
var sampleNow = time.Date(2026, 11, 21, 17, 0, 0, 0, time.UTC)

// quito is the zone of the samples' organisation.
func quito() *time.Location {
	zone, err := time.LoadLocation("America/Guayaquil")
	if err != nil {
		return time.UTC
	}
	return zone
}

// samples is what the gallery shows; the people are invented.
type samples struct {
	now    time.Time
	due    time.Time
	quito  *time.Location
	people []person
	fresh  *forms.Form
	wrong  *forms.Form
	badge  templ.Component
}

type person struct {
	name, email string
	hours       float64
	marks       []ui.Mark
	tone        ui.Tone
	state       string // key of the catalogue
}

func sample(p *web.Public) samples {
	row := func(marks string) []ui.Mark {
		var all []ui.Mark
		for i, m := range strings.Split(marks, "") {
			presence := ui.Presence(m)
			if m == "." {
				presence = ui.ToCome
			}
			all = append(all, ui.Mark{Session: p.T.Say("style.session", "Number", i+1), Presence: presence})
		}
		return all
	}
	wrong := forms.New().Named("wrong").Set("title", strings.Repeat("x", 30)).Set("starts.day", "31").Set("starts.month", "2").Set("starts.year", "2027").
		Set("hours", "forty").Set("roles", "trainer").Set("language", "es")
	wrong.Fail("title", "form.too_long", "Max", 20, "Count", 10)
	wrong.Fail("starts", "form.date")
	wrong.Fail("hours", "form.whole_number")
	wrong.Fail("language", "form.not_offered")
	wrong.Fail("agreed", "style.agree_first")
	return samples{
		now: sampleNow, due: time.Date(2026, 12, 4, 22, 0, 0, 0, time.UTC), quito: quito(),
		badge: ui.BadgeIcon(ui.Info, "hourglass", p.T.Say("style.state.part")),
		people: []person{
			{"Camila Torres Vega", "camila.torres@correo.example", 35, row("ppppppp."), ui.OK, "style.state.on_track"},
			{"Diego Paredes Lema", "diego.paredes@correo.example", 32.5, row("pplpppp."), ui.OK, "style.state.on_track"},
			{"Martín Yépez", "martin.yepez@correo.example", 22.5, row("pappla.."), ui.Warn, "style.state.at_risk"},
			{"Samir Haddad", "samir.haddad@correo.example", 30, row("ppppepp."), ui.Info, "style.state.excused"},
		},
		fresh: forms.New().Named("fresh").Set("language", "es").Set("roles", "trainer", "assessor").SetDate("starts", time.Date(2027, 3, 27, 0, 0, 0, 0, time.UTC)),
		wrong: wrong,
	}
}
