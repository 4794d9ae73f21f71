package people

import (
	"slices"

	"github.com/a-h/templ"

	"accord/app/people"
	"accord/tenants"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

func (p pages) selfRoutes(app *web.App) {
	door := app.Self()
	door.Get("/", "self.show", p.self)
	door.Get("/account", "self.account", p.account)
	door.Post("/account", "self.change", p.changeAccount)
	door.Get("/email", "self.email", p.email)
	door.Post("/email", "self.ask_email", p.askEmail)
	door.Get("/password", "self.password", p.password)
	door.Post("/password", "self.change_password", p.changePassword)
	door.Get("/profile", "self.profile", p.profile)
	door.Post("/profile", "self.write_profile", p.writeProfile)
	door.Post("/sessions/others", "self.end_others", p.endOthers)
	door.Post("/sessions/:session/end", "self.end_session", p.endSession)
	app.Nav(web.Nav{Door: tenants.DoorSelf, Order: 10, Key: "people.self_nav", Icon: "home", Path: "/"})
	app.Nav(web.Nav{Door: tenants.DoorSelf, Order: 20, Key: "people.profile_nav", Icon: "id-badge-2", Path: "/profile"})
	app.Nav(web.Nav{Door: tenants.DoorSelf, Order: 30, Key: "people.account_nav", Icon: "settings", Path: "/account"})
}

// ownSections are the parts of one's own page, this concept's and others'.
func ownSections(others []Section) []Section {
	all := append([]Section{{Order: 20, Load: credentialsSection}, {Order: 30, Load: profileSection}}, others...)
	slices.SortStableFunc(all, func(a, b Section) int { return a.Order - b.Order })
	return all
}

// ownPage is one's own page.
type ownPage struct {
	account       people.Account
	sessions      []people.AccountSession
	organisations []tenants.Organisation
	current       string // the session this is
	sections      []templ.Component
}

func (p pages) self(s *web.Self) error {
	page := ownPage{current: s.Signed.Session().String()}
	var err error
	if page.organisations, err = p.db.Organisations(s.Context(), s.Signed); err != nil {
		return err
	}
	err = p.db.Self(s.Context(), s.Person, func(tx *tenants.SelfTx) (err error) {
		if page.account, err = people.OwnAccount(tx); err != nil {
			return err
		}
		if page.sessions, err = people.Sessions(tx); err != nil {
			return err
		}
		for _, section := range p.sections {
			part, err := section.Load(s, tx)
			if err != nil {
				return err
			}
			if part != nil {
				page.sections = append(page.sections, part)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.Render(ui.Page{Title: s.T.Say("people.self_title")}, selfPage(page))
}

func profileSection(_ *web.Self, tx *tenants.SelfTx) (templ.Component, error) {
	own, err := people.OwnProfile(tx)
	return profileCard(own), err
}

func crumbs(s *web.Self) []ui.Crumb {
	return []ui.Crumb{{Label: s.T.Say("people.self_title"), Href: s.Link("/")}}
}

func (p pages) account(s *web.Self) error {
	var a people.Account
	err := p.db.Self(s.Context(), s.Person, func(tx *tenants.SelfTx) (err error) { a, err = people.OwnAccount(tx); return err })
	if err != nil {
		return err
	}
	f := forms.New().Set("name", a.Name).Set("locale", a.Locale).Set("time_zone", a.TimeZone)
	return s.Render(accountOf(s), accountPage(f, a.Email))
}

func accountOf(s *web.Self) ui.Page {
	return ui.Page{Title: s.T.Say("people.account_title"), Crumbs: crumbs(s)}
}

func (p pages) changeAccount(s *web.Self) error {
	f := s.Form()
	in := people.Preferences{Name: f.Text("name", 200), Locale: f.Choice("locale", people.Locales...), TimeZone: f.Choice("time_zone", people.Zones...)}
	err := f.Err()
	if err == nil {
		err = people.ChangeAccount(s.Context(), p.db, s.Person, in)
	}
	if err != nil {
		return s.Refuse(f, err, accountOf(s), accountPage(f, s.Signed.Email()))
	}
	return s.Redirect("/", "people.account_changed")
}

func emailOf(s *web.Self) ui.Page {
	return ui.Page{Title: s.T.Say("people.email_title"), Crumbs: crumbs(s)}
}

func (p pages) email(s *web.Self) error {
	return s.Render(emailOf(s), emailPage(forms.New(), s.Signed.Email()))
}

func (p pages) askEmail(s *web.Self) error {
	f := s.Form()
	in := people.NewEmail{Email: f.Email("email"), Password: f.Secret("password", 1000)}
	err := f.Err()
	if err == nil {
		err = people.AskEmail(s.Context(), p.db, s.Person, in, visit(s.Request))
	}
	if err != nil {
		return s.Refuse(f, atForm(err), emailOf(s), emailPage(f, s.Signed.Email()))
	}
	return s.Redirect("/", "people.email_asked", "Email", people.NormalEmail(in.Email))
}

func passwordOf(s *web.Self) ui.Page {
	return ui.Page{Title: s.T.Say("people.change_password"), Crumbs: crumbs(s)}
}

func (p pages) password(s *web.Self) error { return s.Render(passwordOf(s), passwordPage(forms.New())) }

func (p pages) changePassword(s *web.Self) error {
	f := s.Form()
	in := people.NewPassword{Current: f.Secret("current", 1000), Password: f.Secret("password", 1000)}
	err := f.Err()
	var e people.Entrance
	if err == nil {
		e, err = people.ChangePassword(s.Context(), p.db, s.Person, in, visit(s.Request))
	}
	if err != nil {
		return s.Refuse(f, atForm(err), passwordOf(s), passwordPage(f))
	}
	admit(s.Request, e)
	return s.Redirect("/", "people.password_set")
}

func profileOf(s *web.Self) ui.Page {
	return ui.Page{Title: s.T.Say("people.profile_title"), Crumbs: crumbs(s)}
}

func (p pages) profile(s *web.Self) error {
	var own people.Profile
	err := p.db.Self(s.Context(), s.Person, func(tx *tenants.SelfTx) (err error) { own, err = people.OwnProfile(tx); return err })
	if err != nil {
		return err
	}
	f := forms.New().Set("biography_en", own.BiographyEn).Set("biography_es", own.BiographyEs).Set("website", own.Website)
	return s.Render(profileOf(s), profilePage(f))
}

func (p pages) writeProfile(s *web.Self) error {
	f := s.Form()
	in := people.Profile{BiographyEn: f.OptionalText("biography_en", 4000), BiographyEs: f.OptionalText("biography_es", 4000), Website: f.OptionalText("website", 300)}
	err := f.Err()
	if err == nil {
		err = p.db.Self(s.Context(), s.Person, func(tx *tenants.SelfTx) error { return people.WriteProfile(tx, in) })
	}
	if err != nil {
		return s.Refuse(f, err, profileOf(s), profilePage(f))
	}
	return s.Redirect("/", "people.profile_written")
}

func (p pages) endSession(s *web.Self) error {
	id, err := s.Request.ID("session")
	if err != nil {
		return err
	}
	if err := s.Form().Err(); err != nil {
		return err
	}
	if err := people.EndSession(s.Context(), p.db, s.Person, id); err != nil {
		return err
	}
	return s.Redirect("/", "people.session_ended")
}

func (p pages) endOthers(s *web.Self) error {
	if err := s.Form().Err(); err != nil {
		return err
	}
	if err := people.EndOtherSessions(s.Context(), p.db, s.Person, s.Signed.Session()); err != nil {
		return err
	}
	return s.Redirect("/", "people.sessions_ended")
}
