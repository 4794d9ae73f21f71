package organisations_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/web"
	"accord/web/pages/organisations"
	"accord/web/pages/programs"
	"accord/web/webtest"
)

func site(t *testing.T) (*apptest.World, *webtest.Site) {
	t.Helper()
	w := apptest.NewWorld(t)
	return w, webtest.New(t, w, func(app *web.App) {
		organisations.Routes(app, w.DB, programs.Section())
		programs.Routes(app, w.DB)
	})
}

func form() webtest.Form {
	id := uuid.NewString()[:8]
	return webtest.Form{"name": {"Centro de Mediación " + id}, "slug": {""}, "country": {"PE"}, "time_zone": {"America/Lima"},
		"admin_name": {"Lucía Paredes"}, "admin_email": {id + "@example.org"}, "locale": {"es"}}
}

func TestIMIInvitesCorrectsAndWithdraws(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	c := s.As(w.IMI.Administrator)
	c.Get("/imi/organisations").Status(200).Says("Academia Andina de Mediación", "On Accord", "Invite an organisation")
	c.Get("/imi/organisations/new").Status(200).Says("First administrator", "Peru", "America/Lima")
	bad := form()
	bad["country"], bad["admin_email"] = []string{"XX"}, []string{"lucia"}
	if page := c.Post("/imi/organisations", bad).Status(422).Says("name@example.org"); !strings.Contains(page.Text, bad["name"][0]) {
		t.Error("what was typed is gone")
	}
	in := form()
	done := c.Post("/imi/organisations", in).Status(303)
	at := done.Header.Get("Location")
	done.Follow().Says("is invited", in["name"][0], "has not accepted the invitation yet", "Nothing was put forward", "invited the organisation")
	c.Get(at + "/invitation").Status(200).Says("Another person or address")
	c.Post(at+"/invitation", webtest.Form{"admin_name": {"Rosa Quispe"}, "admin_email": {"x" + in["admin_email"][0]}, "locale": {"es"}}).To(at).Follow().Says("Rosa Quispe", "on its way to x"+in["admin_email"][0])
	c.Get(at + "/withdrawal").Status(200).Says("stays taken")
	c.Post(at+"/withdrawal", webtest.Form{}).To("/imi/organisations")
	c.Get(at + "/withdrawal").Status(409)
	c.Get("/imi/organisations?state=closed&q=" + strings.ReplaceAll(in["name"][0], " ", "+")).Status(200).Says(in["name"][0])
	c.Get("/imi/organisations?q=there+is+none+of+this+name").Says("No organisation matches")
	taken := form()
	taken["slug"] = []string{w.Andina.Slug}
	c.Post("/imi/organisations", taken).Status(409).Says("Another organisation has this short name")
}

func TestAFoundedOrganisationIsInvitedByNobody(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	at := "/imi/organisations/" + w.Andina.ID.String()
	c := s.As(w.IMI.Administrator)
	c.Get(at).Status(200).Says("Foundations of Mediation").SaysNot("Send the invitation again")
	c.Get(at + "/invitation").Status(409)
	c.Post(at+"/invitation", webtest.Form{"admin_name": {"IMI"}, "admin_email": {"imi@example.org"}, "locale": {"en"}}).Status(409).Says("on Accord already")
	c.Post(at+"/withdrawal", webtest.Form{}).Status(409)
}

func TestOrganisationsPagesAreIMIsAndInvitingItsAdministrators(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	reviewer := s.As(w.IMI.Reviewer)
	reviewer.Get("/imi/organisations").Status(200).SaysNot("Invite an organisation")
	reviewer.Get("/imi/organisations/new").Status(403)
	reviewer.Post("/imi/organisations", form()).Status(403)
	s.As(w.Andina.Admin).Get("/imi/organisations").Status(404)
	s.Nobody().Get("/imi/organisations").To("/sign-in?next=%2Fimi%2Forganisations")
	reviewer.Get("/imi/organisations/" + uuid.NewString()).Status(404)
	reviewer.Get("/imi/organisations/" + "00000000-0000-7000-8000-000000000001").Status(404)
}

func TestAnOrganisationKeepsItsProfile(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	at := "/o/" + w.Andina.Slug + "/organisation"
	admin, trainer := s.As(w.Andina.Admin), s.As(w.Andina.Trainer)
	admin.Get(at).Status(200).Says("Academia Andina de Mediación", "Edit the profile")
	in := webtest.Form{"about_en": {"We train."}, "about_es": {""}, "website": {"andina"}, "contact_name": {""}, "contact_email": {"ana"}}
	admin.Post(at+"/edit", in).Status(422).Says("http:// or https://", "name@example.org")
	in["website"], in["contact_email"] = []string{"https://andina.example.org"}, []string{"ana@example.org"}
	admin.Post(at+"/edit", in).To(at).Follow().Says("The profile is saved.", "We train.", "ana@example.org")
	s.As(w.IMI.Reviewer).Get("/imi/organisations/" + w.Andina.ID.String()).Says("We train.")
	trainer.Get(at).Status(200).Says("We train.").SaysNot("Edit the profile")
	trainer.Get(at + "/edit").Status(403)
	trainer.Post(at+"/edit", in).Status(403)
	s.As(w.IMI.AdministratorMember).Get("/o/imi/organisation").Status(404)
}
