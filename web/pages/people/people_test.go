package people_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/letters"
	"accord/app/organisations"
	"accord/app/people"
	"accord/tenants"
	"accord/web"
	pages "accord/web/pages/people"
	ui "accord/web/templates"
	"accord/web/webtest"
)

const good = "nieve sobre el cotopaxi"

func site(t *testing.T) (*apptest.World, *webtest.Site) {
	t.Helper()
	w := apptest.NewWorld(t)
	return w, webtest.New(t, w, func(app *web.App) {
		pages.Routes(app, w.DB)
		app.Member().Get("/", "overview", func(m *web.Member) error { return m.JSON("the overview") })
		app.Overseer().Get("/", "oversight", func(o *web.Overseer) error {
			return o.Render(ui.Page{Title: "Oversight"}, ui.Notice(ui.Info, "oversight"))
		})
	})
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func invited(t *testing.T, w *apptest.World, email string) (people.Membership, string) {
	t.Helper()
	var m people.Membership
	ok(t, w.DB.Write(t.Context(), w.Andina.Admin, func(tx *tenants.Tx) (err error) {
		m, err = people.Invite(tx, people.NewMember{Name: "Camila Torres", Email: email, Locale: "en", Roles: []tenants.Role{tenants.RoleTrainer}})
		return err
	}))
	return m, path(t, w, m.ID)
}

// path is the address of the newest link on a subject.
func path(t *testing.T, w *apptest.World, subject uuid.UUID) string {
	t.Helper()
	token := w.DB.LinkToken(w.ID(`select id from link where subject_id = $1 order by id desc limit 1`, subject))
	l, err := w.DB.LinkOf(t.Context(), token)
	ok(t, err)
	return letters.LinkPath(l, token)
}

func address() string { return uuid.NewString() + "@example.org" }

func cookie(a *webtest.Answer, name string) string {
	for _, c := range a.Cookies() {
		if c.Name == name {
			return c.Value
		}
	}
	return ""
}

func TestAnInvitationIsAcceptedAndThePersonSignsInAndOut(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	email := address()
	_, link := invited(t, w, email)
	c := s.Nobody()
	c.Get(link).Status(200).Says("Join Academia Andina de Mediación", "This invitation is for "+email, "At least 12 characters").SaysNot("already")
	c.Post(link, webtest.Form{"name": {"Camila Torres Vega"}, "password": {"password1234"}}).Status(422).
		Says("There is a problem", "easy to guess").SaysNot("password1234")
	if page := c.Post(link, webtest.Form{"name": {"Camila Torres Vega"}, "password": {"short"}}).Status(422); !strings.Contains(page.Text, `value="Camila Torres Vega"`) {
		t.Error("the name that was typed is gone")
	}
	done := c.Post(link, webtest.Form{"name": {"Camila Torres Vega"}, "password": {good}}).To("/o/" + w.Andina.Slug)
	if cookie(done, "accord") == "" || cookie(done, "device") == "" {
		t.Errorf("the cookies are %v", done.Cookies())
	}
	done.Follow().Status(200).Says("the overview")
	c.Get(link).Status(200) // a mail program, or its owner, opens it again
	c.Post(link, webtest.Form{}).Status(409).Says("does nothing any more")

	c.Post("/sign-out", webtest.Form{}).To("/sign-in").Follow().Says("You are signed out.")
	c.Get("/o/" + w.Andina.Slug).To("/sign-in?next=" + "%2Fo%2F" + w.Andina.Slug)
	c.Post("/sign-in", webtest.Form{"email": {strings.ToUpper(email)}, "password": {good}, "next": {"/me/account"}}).To("/me/account").Follow().Status(200).Says("Your account")
	c.Get("/sign-in").To("/o/" + w.Andina.Slug) // who is signed in goes on
}

func TestSigningInSaysTheSameToEverybodyAndKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	email := address()
	_, link := invited(t, w, email)
	s.Nobody().Post(link, webtest.Form{"name": {"Camila"}, "password": {good}}).Status(http.StatusSeeOther)
	csrf := regexp.MustCompile(`name="_(csrf|once)" value="[^"]*"|nonce="[^"]*"`)
	answers := map[string]string{}
	for _, who := range []string{email, address()} {
		page := s.Nobody().Post("/sign-in", webtest.Form{"email": {who}, "password": {"not it at all"}}).Status(422).
			Says("do not belong together").SaysNot("not it at all")
		answers[csrf.ReplaceAllString(strings.ReplaceAll(page.Text, who, "WHO"), "")] = who
	}
	if len(answers) != 1 {
		t.Error("a known and an unknown address get different pages")
	}
	s.Nobody().Post("/sign-in", webtest.Form{}).Status(422).Says("E-mail: enter a value", "Password: enter a value")
	s.Nobody().Post("/sign-in", webtest.Form{"email": {"camila"}, "password": {"x"}}).Status(422).Says("name@example.org")
	s.Nobody().Post("/sign-in", webtest.Form{"email": {email}, "password": {good}, "admin": {"yes"}}).Status(422).Says("is no field of this form")
}

func TestSigningInLeadsNowhereElse(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	email := address()
	_, link := invited(t, w, email)
	s.Nobody().Post(link, webtest.Form{"name": {"Camila"}, "password": {good}}).Status(http.StatusSeeOther)
	for _, next := range []string{"https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/sign-in?next=/sign-in"} {
		s.Nobody().Post("/sign-in", webtest.Form{"email": {email}, "password": {good}, "next": {next}}).To("/o/" + w.Andina.Slug)
	}
}

func TestTooManyTriesAreToldToWait(t *testing.T) {
	t.Parallel()
	_, s := site(t)
	who := address()
	for range 10 {
		s.Nobody().Post("/sign-in", webtest.Form{"email": {who}, "password": {"a guess at it"}}).Status(422).Says("do not belong together")
	}
	s.Nobody().Post("/sign-in", webtest.Form{"email": {who}, "password": {"a guess at it"}}).Status(422).Says("too many tries", "15 min")
}

func TestAForgottenPasswordIsReplacedByMail(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	email := address()
	_, link := invited(t, w, email)
	s.Nobody().Post(link, webtest.Form{"name": {"Camila"}, "password": {good}}).Status(http.StatusSeeOther)
	c := s.Nobody()
	c.Get("/forgotten").Status(200)
	c.Post("/forgotten", webtest.Form{"email": {address()}}).Status(200).Says("If this address has an account")
	c.Post("/forgotten", webtest.Form{"email": {email}}).Status(200).Says("If this address has an account")
	person := w.ID(`select person_id from account where email = $1`, email)
	reset := path(t, w, person)
	if !strings.HasPrefix(reset, "/imi/link/") {
		t.Errorf("the link is %s", reset)
	}
	c.Get(reset).Status(200).Says("Choose a new password", email)
	c.Post(reset, webtest.Form{"password": {"short"}}).Status(422).Says("at least 12 characters")
	c.Post(reset, webtest.Form{"password": {"granizo sobre el cotopaxi"}}).To("/me").Follow().Status(200).Says("Your password is set", email)
	c.Get(reset).Status(409).Says("already been used")
	c.Get("/imi/link/" + strings.Repeat("x", 43)).Status(404).Says("no longer valid")
	c.Get("/o/" + w.Andina.Slug + strings.TrimPrefix(reset, "/imi")).Status(404) // a link belongs to its place
}

func TestAnAddressIsConfirmedByItsMailbox(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	email, next := address(), address()
	_, link := invited(t, w, email)
	c := s.Nobody()
	c.Post(link, webtest.Form{"name": {"Camila"}, "password": {good}}).Status(http.StatusSeeOther)
	c.Post("/me/email", webtest.Form{"email": {next}, "password": {"not it at all"}}).Status(422).Says("This is not your password")
	c.Post("/me/email", webtest.Form{"email": {next}, "password": {good}}).To("/me/").Follow().Says("A link is on its way to " + next)
	confirm := path(t, w, w.ID(`select person_id from account where email = $1`, email))
	c.Get(confirm).Status(200).Says("Confirm your address", next)
	c.Post(confirm, webtest.Form{}).To("/me").Follow().Says("You sign in with "+next, next)
	notice := path(t, w, w.ID(`select person_id from account where email = $1`, next))
	c.Get(notice).To("/me") // the mail that tells of it leads to one's own page
	c.Post(notice, webtest.Form{}).Status(404)
}

func TestOnesOwnPageShowsAndChangesOnesOwn(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	email := address()
	_, link := invited(t, w, email)
	c, other := s.Nobody(), s.Nobody()
	c.Post(link, webtest.Form{"name": {"Camila"}, "password": {good}}).Status(http.StatusSeeOther)
	other.Post("/sign-in", webtest.Form{"email": {email}, "password": {good}}).Status(http.StatusSeeOther)
	page := c.Get("/me").Status(200).Says("Camila", email, "Academia Andina de Mediación", "Nothing written yet", "This one")
	c.Post("/me/account", webtest.Form{"name": {"Camila Torres"}, "locale": {"es"}, "time_zone": {"America/Guayaquil"}}).To("/me/").Follow().Says("Su cuenta ha cambiado", "Camila Torres")
	c.Post("/me/account", webtest.Form{"name": {""}, "locale": {"fr"}, "time_zone": {"Mars"}}).Status(422)
	c.Post("/me/profile", webtest.Form{"biography_en": {"I mediate."}, "biography_es": {""}, "website": {"torres.example"}}).Status(422).Says("http:// o https://")
	c.Post("/me/profile", webtest.Form{"biography_en": {"I mediate."}, "biography_es": {""}, "website": {"https://torres.example"}}).To("/me/").Follow().Says("I mediate.", "https://torres.example")

	end := regexp.MustCompile(`/me/sessions/[0-9a-f-]{36}/end`).FindString(page.Text)
	other.Get("/me").Status(200)
	c.Post(end, webtest.Form{}).To("/me/")
	other.Get("/me").To("/sign-in?next=%2Fme")
	s.As(w.Nordic.Admin).Post(end, webtest.Form{}).Status(404)

	c.Post("/me/password", webtest.Form{"current": {good}, "password": {"granizo sobre el cotopaxi"}}).To("/me/").Follow().Status(200)
	s.Nobody().Get("/me").To("/sign-in?next=%2Fme")
}

func TestAnAdministratorInvitesAndGivesAndTakesRoles(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	admin, at, email := s.As(w.Andina.Admin), "/o/"+w.Andina.Slug+"/people", address()
	admin.Get(at).Status(200).Says("People and roles", "Invite somebody", "Organisation administrator")
	admin.Get(at + "/new").Status(200).Says("Runs the cohorts they are assigned to").SaysNot("IMI administrator")
	admin.Post(at, webtest.Form{"name": {"Rosa Quishpe"}, "email": {"rosa"}, "locale": {"es"}}).Status(422).Says("name@example.org", "Choose at least one role")
	invite := webtest.Form{"name": {"Rosa Quishpe"}, "email": {email}, "locale": {"es"}, "roles": {"trainer"}}
	admin.Post(at, invite).To(at).Follow().Says("Rosa Quishpe is invited.", "Invited")
	admin.Post(at, invite).Status(409).Says("belongs to a member or to an open invitation")
	id := w.ID(`select id from membership where email = $1`, email).String()
	admin.Get(at+"/"+id).Status(200).Says("Rosa Quishpe", "Send the link again", "The invitation has not been accepted yet.", "invited a member")
	admin.Post(at+"/"+id+"/resend", webtest.Form{}).To(at + "/" + id)
	admin.Post(at+"/"+id+"/roles", webtest.Form{"roles": {"trainer", "assessor"}}).To(at + "/" + id).Follow().Says("The roles are changed.")
	admin.Post(at+"/"+id+"/roles", webtest.Form{}).Status(422).Says("Choose at least one role")
	admin.Get(at + "/" + id + "/end").Status(200).Says("Withdraw the invitation of Rosa Quishpe?")
	admin.Post(at+"/"+id+"/end", webtest.Form{}).To(at)
	admin.Get(at+"?state=ended").Says("Rosa Quishpe", "Ended")
	admin.Get(at + "?q=nobody+at+all").Says("Nobody matches")

	own := at + "/" + w.Andina.Admin.Membership().String()
	admin.Post(own+"/roles", webtest.Form{"roles": {"organisation_admin", "trainer"}}).Status(409).Says("Nobody gives themselves a role")
	admin.Post(own+"/end", webtest.Form{}).Status(409).Says("This is the only administrator")
}

func TestMembersPagesGiveNoMoreThanTheRoleDoes(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	m, _ := invited(t, w, address())
	at := "/o/" + w.Andina.Slug + "/people"
	trainer := s.As(w.Andina.Trainer)
	trainer.Get(at).Status(200).Says("Camila Torres").SaysNot("Invite somebody")
	trainer.Get(at + "/" + m.ID.String()).Status(200).SaysNot("Save the roles").SaysNot("Withdraw")
	trainer.Get(at + "/new").Status(403)
	trainer.Get(at + "/" + m.ID.String() + "/end").Status(403)
	for _, act := range []string{"/roles", "/resend", "/end"} {
		form := webtest.Form{}
		if act == "/roles" {
			form["roles"] = []string{"organisation_admin"}
		}
		trainer.Post(at+"/"+m.ID.String()+act, form).Status(403)
	}
	stranger := s.As(w.Nordic.Admin)
	stranger.Get(at).Status(404)
	stranger.Get("/o/" + w.Nordic.Slug + "/people/" + m.ID.String()).Status(404)
	candidate := s.As(w.Member(w.Andina, tenants.RoleCandidate))
	candidate.Get(at + "/" + m.ID.String()).Status(404)
	candidate.Get(at).Status(200).SaysNot("Camila Torres")
	trainer.Get(at + "/not-an-id").Status(404)
}

func TestPermissionIsAskedBeforeTheDetailsOfAFormAreJudged(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	m, _ := invited(t, w, address())
	at := "/o/" + w.Andina.Slug + "/people"
	own := at + "/" + m.ID.String()
	for _, act := range []string{at, own + "/roles", own + "/resend", own + "/end"} {
		for what, form := range map[string]webtest.Form{"an unknown field": {"surprise": {"x"}}, "a wrong one": {"roles": {"emperor"}}} {
			want := http.StatusForbidden
			if act == at { // whoever may not invite is not told that others may
				want = http.StatusNotFound
			}
			if a := s.As(w.Andina.Trainer).Post(act, form); a.StatusCode != want || strings.Contains(a.Text, "surprise") {
				t.Errorf("%s: %s of one who may not is answered %d", act, what, a.StatusCode)
			}
			s.As(w.Andina.Admin).Post(act, form).Status(422) // who may is told what is wrong
		}
	}
	if n := w.Count(`select count(*) from membership where id = $1 and ended_at is null and accepted_at is null`, m.ID); n != 1 {
		t.Error("asking did something")
	}
	if n := w.Count(`select count(*) from audit_log where subject_id = $1`, m.ID); n != 1 {
		t.Errorf("%d events instead of the invitation's", n)
	}
	s.As(w.Andina.Admin).Post(own+"/end", webtest.Form{"_once": {"pressed-twice"}, "surprise": {"x"}}).Status(422)
	s.As(w.Andina.Admin).Post(own+"/end", webtest.Form{"_once": {"pressed-twice"}}).To(at) // the refused one used no key up
}

func TestIMIsPeopleAreKeptAtTheSamePages(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	admin, email := s.As(w.IMI.AdministratorMember), address()
	for _, line := range []string{`href="/o/imi/people"`, `href="/o/imi/tokens"`} {
		if page := admin.Get("/imi").Status(200); !strings.Contains(page.Text, line) {
			t.Errorf("IMI's sidebar has no %s", line)
		}
	}
	s.As(w.IMI.Reviewer).Get("/imi").Status(200).Says("API tokens").SaysNot("People and roles")
	admin.Get("/o/imi/people/new").Status(200).Says("Spot checker").SaysNot("Assessor")
	admin.Post("/o/imi/people", webtest.Form{"name": {"Henrik"}, "email": {email}, "locale": {"en"}, "roles": {"imi_reviewer"}}).To("/o/imi/people")
	link := path(t, w, w.ID(`select id from membership where email = $1`, email))
	c := s.Nobody()
	c.Get(link).Status(200).Says("International Mediation Institute")
	c.Post(link, webtest.Form{"name": {"Henrik Solberg"}, "password": {good}}).To("/imi").Follow().Status(200).Says("oversight")
}

func TestTheFirstAdministratorFoundsTheirOrganisation(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	var o organisations.Organisation
	email := address()
	ok(t, w.DB.Oversee(t.Context(), w.IMI.Administrator, "invite", func(tx *tenants.OversightTx) (err error) {
		o, err = organisations.Invite(tx, organisations.NewOrganisation{Name: "Centro " + email[:8], Country: "PE", TimeZone: "America/Lima",
			Administrator: organisations.Administrator{AdminName: "Lucía", AdminEmail: email, Locale: "es"}})
		return err
	}))
	link := path(t, w, w.ID(`select id from organisation_invitation where tenant_id = $1`, o.TenantID))
	c := s.Nobody()
	c.With("Accept-Language", "es")
	c.Get(link).Status(200).Says("primer administrador", email)
	c.Post(link, webtest.Form{"name": {"Lucía Paredes"}, "password": {good}}).To("/o/" + o.Slug).Follow().Status(200)
	c.Get("/o/"+o.Slug+"/people").Status(200).Says("Lucía", "Invitar a alguien")
}

func TestATokenIsShownOnceAndRevoked(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	c, at := s.As(w.Andina.Assessor), "/o/"+w.Andina.Slug+"/tokens"
	c.Get(at).Status(200).Says("No tokens")
	c.Post(at, webtest.Form{"name": {""}, "days": {"9999"}}).Status(422)
	page := c.Post(at, webtest.Form{"name": {"Sheet"}, "days": {"30"}}).Status(200).Says("Copy it now", "Sheet")
	token := regexp.MustCompile(`accord_[A-Za-z0-9_-]{43}`).FindString(page.Text)
	_, err := w.DB.SignedByBearer(t.Context(), token, "test")
	ok(t, err)
	c.Get(at).Says("Sheet").SaysNot(token)
	id := w.ID(`select id from api_token where membership_id = $1`, w.Andina.Assessor.Membership()).String()
	s.As(w.Andina.Trainer).Post(at+"/"+id+"/revoke", webtest.Form{}).Status(404)
	c.Post(at+"/"+id+"/revoke", webtest.Form{}).To(at).Follow().Says("No tokens")
	if strings.Contains(s.Log.String(), token) {
		t.Error("the token is in the log")
	}
}

func TestNoSecretIsLogged(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	email := address()
	_, link := invited(t, w, email)
	c := s.Nobody()
	done := c.Post(link, webtest.Form{"name": {"Camila"}, "password": {good}}).Status(http.StatusSeeOther)
	c.Post("/sign-in", webtest.Form{"email": {email}, "password": {"a planted secret"}}).Status(422)
	for _, secret := range []string{good, "a planted secret", strings.TrimPrefix(link, "/o/"+w.Andina.Slug+"/link/"), cookie(done, "accord"), cookie(done, "device")} {
		if strings.Contains(s.Log.String(), secret) {
			t.Errorf("the log has %q", secret)
		}
	}
}
