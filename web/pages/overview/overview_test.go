package overview_test

import (
	"testing"

	"github.com/a-h/templ"

	"accord/app/apptest"
	"accord/app/organisations"
	"accord/app/programs"
	"accord/tenants"
	"accord/web"
	"accord/web/pages/overview"
	ui "accord/web/templates"
	"accord/web/webtest"
)

func site(t *testing.T, parts []overview.Part, imi []overview.PartIMI) (*apptest.World, *webtest.Site) {
	t.Helper()
	w := apptest.NewWorld(t)
	return w, webtest.New(t, w, func(app *web.App) { overview.Routes(app, w.DB, parts, imi) })
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestANewOrganisationIsLedThroughItsFirstSteps(t *testing.T) {
	t.Parallel()
	w, s := site(t, nil, nil)
	o := w.NewOrg("fresh", "Fresh", "EC", "America/Guayaquil")
	w.Exec(`delete from recognition where tenant_id = $1`, o.ID)
	w.Exec(`update program set proposed_at = null where tenant_id = $1`, o.ID)
	c := s.As(o.Manager)
	c.Get("/o/"+o.Slug).Status(200).Says("First steps", "When a program is complete, propose it", "Foundations of Mediation", "Draft")
	w.Exec(`update program set proposed_at = $2 where tenant_id = $1`, o.ID, apptest.Start)
	c.Get("/o/" + o.Slug).Says("IMI has your program")
	s.As(o.Trainer).Get("/o/" + o.Slug).Status(200).Says("Nothing waits for you").SaysNot("First steps")
	s.As(w.Andina.Manager).Get("/o/" + w.Andina.Slug).Status(200).SaysNot("First steps")
	s.As(w.Member(o, tenants.RoleCandidate)).Get("/o/" + o.Slug).Status(303) // to their own file
	s.As(w.IMI.AdministratorMember).Get("/o/imi").Status(200).SaysNot("First steps")
}

func TestIMISeesWhatWaits(t *testing.T) {
	t.Parallel()
	w, s := site(t, nil, nil)
	var p programs.Program
	ok(t, w.DB.Write(t.Context(), w.Andina.Manager, func(tx *tenants.Tx) (err error) {
		p, err = programs.Create(tx, programs.NewProgram{Kind: programs.ICQAP, Details: programs.Details{Title: "Entre culturas", Languages: []string{"es"}, Description: "x"}, Places: []programs.NewLocation{{Name: "Zoom", TimeZone: "UTC", Online: true}}})
		if err == nil {
			err = programs.Propose(tx, p.ID)
		}
		return err
	}))
	ok(t, w.DB.Oversee(t.Context(), w.IMI.Administrator, "invite", func(tx *tenants.OversightTx) error {
		_, err := organisations.Invite(tx, organisations.NewOrganisation{Name: "Centro de Lima", Slug: "lima-" + p.ID.String()[30:], Country: "PE", TimeZone: "America/Lima",
			Administrator: organisations.Administrator{AdminName: "Lucía", AdminEmail: p.ID.String() + "@example.org", Locale: "es"}})
		return err
	}))
	for range 2 * 6 { // more than the card has lines
		w.Row("audit_log", map[string]any{"tenant_id": tenants.Oversight, "action": "mail.sent", "resource": "mail", "roles": []string{}})
	}
	s.As(w.IMI.Administrator).Get("/imi").Status(200).Says("Organisations on Accord", "Entre culturas", "Centro de Lima", "invited the organisation", "The whole log").SaysNot("the letter")
	s.As(w.IMI.Reviewer).Get("/imi").Status(200).Says("Entre culturas").SaysNot("The whole log").SaysNot("Centro de Lima")
}

func TestConceptsBringTheirParts(t *testing.T) {
	t.Parallel()
	part := func(place overview.Place, order int, text string) overview.Part {
		return overview.Part{Place: place, Order: order, Load: func(m *web.Member, _ *tenants.Tx) (templ.Component, error) {
			if !m.HasRole(tenants.RoleTrainer) {
				return nil, nil
			}
			return ui.Notice(ui.Info, text), nil
		}}
	}
	w, s := site(t, []overview.Part{part(overview.Main, 30, "the second"), part(overview.Main, 20, "the first"), part(overview.Tile, 1, "a tile")}, nil)
	s.As(w.Andina.Trainer).Get("/o/"+w.Andina.Slug).Status(200).Says("a tile", "the first the second").SaysNot("Nothing waits for you")
	s.As(w.Andina.Assessor).Get("/o/" + w.Andina.Slug).Status(200).SaysNot("the first")
}
