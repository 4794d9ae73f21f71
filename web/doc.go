// Package web is the site: its doors, and what every page needs from them.
//
// # A page in ten lines
//
// A concept's pages are a package of their own, web/pages/CONCEPT, with its
// sentences in web/locales/CONCEPT.en.json and CONCEPT.es.json. It registers
// its routes and its line of the side bar:
//
//	package cohorts
//
//	type pages struct{ db *tenants.DB }
//
//	func Routes(app *web.App, db *tenants.DB) {
//		p := pages{db}
//		door := app.Member() // or Overseer, Self, Public
//		door.Get("/cohorts/:id", "cohort.show", p.show)
//		door.Get("/cohorts/new", "cohort.new", p.blank)
//		door.Post("/cohorts", "cohort.open", p.open)
//		app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Training, Key: "cohort.nav", Icon: "school", Path: "/cohorts"})
//	}
//
// A handler translates: it reads what was asked, opens the door's transaction,
// calls one domain function, and renders. Errors are simply returned; the site
// makes of them a page, a notice or a problem+json.
//
//	func (p pages) show(m *web.Member) error {
//		id, err := m.ID("id")
//		if err != nil {
//			return err
//		}
//		var c trainings.Cohort
//		err = p.db.Read(m.Context(), m.Member, func(tx *tenants.Tx) (err error) {
//			c, err = trainings.Find(tx, id)
//			return err
//		})
//		if err != nil {
//			return err
//		}
//		return m.Render(ui.Page{Title: c.Name, Crumbs: []ui.Crumb{{Label: m.T.Say("cohort.nav"), Href: m.Link("/cohorts")}}}, showPage(c))
//	}
//
// A form is read by type, and reading declares: what no handler read is
// refused. Refuse shows the same page again with what was typed, 422, and each
// fault at its field; Redirect is the 303 with a message.
//
//	func (p pages) open(m *web.Member) error {
//		f := m.Form()
//		in := trainings.NewCohort{Name: f.Text("name", 200), Starts: f.Date("starts"), Notes: f.OptionalText("notes", 2000)}
//		err := f.Err()
//		if err == nil {
//			err = p.db.Write(m.Context(), m.Member, func(tx *tenants.Tx) error { return trainings.Open(tx, in) })
//		}
//		if err != nil {
//			return m.Refuse(f, err, newPageOf(m), newForm(f))
//		}
//		return m.Redirect("/cohorts", "cohort.opened", "Name", in.Name)
//	}
//
// The page is templ, made of the components that /style shows:
//
//	templ newForm(f *forms.Form) {
//		@ui.Head(ui.HeadOf{Title: ui.T(ctx, "cohort.new")})
//		@ui.Form(f, ui.FormOf{Action: ui.Path(ctx, "/cohorts")}) {
//			@ui.Input(f, ui.Field{Name: "name", Label: ui.T(ctx, "cohort.name"), Max: 200})
//			@ui.DateInput(f, ui.Field{Name: "starts", Label: ui.T(ctx, "cohort.starts")})
//			@ui.Textarea(f, ui.Field{Name: "notes", Label: ui.T(ctx, "cohort.notes")})
//			@ui.Actions() {
//				@ui.Submit(ui.T(ctx, "cohort.open"), ui.Primary, "")
//				@ui.Cancel(ui.Path(ctx, "/cohorts"))
//			}
//		}
//	}
//
// Package web/pages/style holds a whole one (form.go, form.templ) that runs and is tested.
//
// # Trying it
//
// Package webtest serves routes before a world of the real database and asks
// them as people do, and package browsertest does it in Chromium:
//
//	func TestATrainerOpensACohort(t *testing.T) {
//		t.Parallel()
//		w := apptest.NewWorld(t)
//		site := webtest.New(t, w, func(app *web.App) { cohorts.Routes(app, w.DB) })
//		site.As(w.Andina.Trainer).Post("/o/"+w.Andina.Slug+"/cohorts", webtest.Form{"name": {""}}).Status(422).Says("Name: enter a value")
//		p := browsertest.Open(t, site.URL, browsertest.Cookie("accord", site.Token(w.Andina.Trainer)))
//		p.Go("/o/" + w.Andina.Slug + "/cohorts/new")
//		p.Audit()
//	}
//
// # What holds for every page
//
//   - No route without a door: routes are registered by a door only, and Routes
//     lists them all.
//   - It works with scripts off. A link links, a form posts, a dialog's opener
//     leads to a page with the same form (ui.Opener).
//   - Nothing inline: no style attribute, no handler, no script. The content
//     policy would stop it, and the browser tests fail on what it stops.
//   - Times are stored in UTC and shown by ui.Moment, ui.Date or ui.Deadline.
//     Names of people and organisations stand in <bdi>; the components do it.
//   - A list keeps its filters in the URL (m.Query, ui.WithQuery) and is paged
//     by key (m.Query("after"), ui.Pager).
package web
