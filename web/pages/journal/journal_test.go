package journal_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/people"
	"accord/app/programs"
	"accord/tenants"
	"accord/web"
	"accord/web/pages/journal"
	"accord/web/webtest"
)

func site(t *testing.T) (*apptest.World, *webtest.Site) {
	t.Helper()
	w := apptest.NewWorld(t)
	return w, webtest.New(t, w, func(app *web.App) { journal.Routes(app, w.DB) })
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func invite(t *testing.T, w *apptest.World) (m people.Membership) {
	t.Helper()
	ok(t, w.DB.Write(t.Context(), w.Andina.Admin, func(tx *tenants.Tx) (err error) {
		m, err = people.Invite(tx, people.NewMember{Name: "X", Email: uuid.NewString() + "@example.org", Locale: "en", Roles: []tenants.Role{tenants.RoleTrainer}})
		return err
	}))
	return m
}

func TestTheLogIsReadFilteredAndTakenAway(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	m := invite(t, w)
	ok(t, w.DB.Write(t.Context(), w.Andina.Manager, func(tx *tenants.Tx) error { return programs.Close(tx, w.Andina.QAP) }))
	c, at := s.As(w.Andina.Admin), "/o/"+w.Andina.Slug+"/log"
	c.Get(at).Status(200).Says("Audit log", "Invited a member", "Closed the program", w.Andina.Manager.Name())
	c.Get(at + "?area=program").Says("Closed the program").SaysNot("Invited a member")
	c.Get(at + "?person=" + w.Andina.Admin.Person().String()).Says("Invited a member").SaysNot("Closed the program")
	c.Get(at + "?subject=" + m.ID.String()).Says("Invited a member").SaysNot("Closed the program")
	c.Get(at + "?show=read").Says("Nothing matches")
	c.Get(at + "?since=7&person=nonsense&area=%27%3B--&after=nonsense").Status(422)
	c.Get(at + "?since=7&person=nonsense&area=%27%3B--").Status(200).Says("Invited a member")

	file := c.Post(at+"/export", webtest.Form{"area": {"program"}, "person": {""}, "since": {""}, "show": {""}, "subject": {""}}).Status(200)
	if !strings.Contains(file.Header.Get("Content-Disposition"), "accord-log-"+w.Andina.Slug) {
		t.Errorf("it is sent as %s", file.Header.Get("Content-Disposition"))
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(file.Text, "\ufeff"))).ReadAll()
	ok(t, err)
	if len(rows) != 2 || rows[1][2] != "closed the program" || rows[1][3] != "program.closed" || rows[1][0] != "2026-11-16T09:00:00Z" {
		t.Errorf("the table reads %v", rows)
	}
	c.Get(at).Says("Exported the log")
}

func TestTheLogIsTheAdministrators(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	at := "/o/" + w.Andina.Slug
	for _, colleague := range []tenants.Member{w.Andina.Manager, w.Andina.Trainer, w.Andina.Assessor} {
		s.As(colleague).Get(at + "/log").Status(404)
		s.As(colleague).Post(at+"/log/export", webtest.Form{}).Status(404)
		s.As(colleague).Get(at + "/why").Status(404)
	}
	s.As(w.Nordic.Admin).Get(at + "/log").Status(404)
	s.As(w.IMI.Reviewer).Get("/imi/log").Status(404)
	s.As(w.IMI.Reviewer).Get("/imi/why").Status(404)
	s.As(w.IMI.Administrator).Get("/imi/log").Status(200).Says("IMI’s own log")
}

func TestWhySaysWhichLineDecides(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	c, at := s.As(w.Andina.Admin), "/o/"+w.Andina.Slug+"/why"
	c.Get(at).Status(200).Says("How it works", "Continue", w.Andina.Trainer.Name())
	c.Get(at+"?person="+w.Andina.Manager.Membership().String()+"&resource=program").Says("Certified Mediator Assessment", "Ask")
	ask := func(of tenants.Member, action string) *webtest.Answer {
		return c.Get(at + "?person=" + of.Membership().String() + "&resource=program&action=" + action + "&row=" + w.Andina.QAP.String()).Status(200)
	}
	ask(w.Andina.Manager, "close").Says(w.Andina.Manager.Name()+" may do this", "row.closed_at == nil", "Decisive", "Program manager", "Program: Close")
	ask(w.Andina.Trainer, "close").Says("may not do this", "No line gives it to any of their roles.")
	ask(w.Andina.Manager, "edit").Says("may not do this", "No line that gives it holds for this record.", "Does not hold")
	c.Get(at + "?person=" + w.Andina.Manager.Membership().String() + "&resource=program&action=steal&row=" + w.Andina.QAP.String()).Status(200).Says("How it works")
	c.Get(at + "?person=" + w.Andina.Manager.Membership().String() + "&resource=program&action=close&row=" + w.Nordic.QAP.String()).Status(404)
	c.Get(at + "?person=" + w.Nordic.Admin.Membership().String() + "&resource=program&action=close&row=" + w.Andina.QAP.String()).Status(404)

	imi := s.As(w.IMI.Administrator)
	imi.Get("/imi/why?resource=organisation").Status(200).Says("Academia Andina de Mediación")
	imi.Get("/imi/why?person="+w.IMI.AdministratorMember.Membership().String()+"&resource=organisation&action=withdraw&row="+w.Andina.ID.String()).Status(200).Says("may do this", "IMI administrator", "Organisation: Withdraw")
}
