package api_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/people"
	"accord/tenants"
	"accord/web/webtest"
)

func TestATokenReachesItsOwnMembershipAlone(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	// One person who manages two organisations, and who works at IMI.
	both := w.Member(w.Andina, tenants.RoleProgramManager)
	for _, place := range []uuid.UUID{w.Nordic.ID, tenants.Oversight} {
		m := uuid.Must(uuid.NewV7())
		w.Exec(`insert into membership (tenant_id, id, person_id, name, email, created_at, accepted_at) values ($1,$2,$3,'The same person',$4,$5,$5)`, place, m, both.Person(), both.Email(), apptest.Start)
		w.Exec(`insert into membership_role (tenant_id, membership_id, role, given_at) values ($1,$2,$3,$4)`, place, m, map[bool]string{true: tenants.RoleIMIAdministrator, false: tenants.RoleAdministrator}[place == tenants.Oversight], apptest.Start)
	}
	c := as(t, s, w, both)
	c.get("/candidates").Status(200)
	problem(t, c.get("/api/v1/o/"+w.Nordic.Slug+"/candidates"), 404)
	problem(t, c.get("/api/v1/o/"+w.Nordic.Slug), 404)
	problem(t, c.get("/api/v1/o/imi/people"), 404)
	problem(t, c.get("/api/v1/imi/submissions"), 404)
	problem(t, c.post("/api/v1/o/"+w.Nordic.Slug+"/candidates", person("Nobody's")), 404)
	problem(t, c.get("/api/v1/me/credentials"), 404) // what is theirs wherever they work
	// The person themselves, signed in, goes where they may.
	s.As(both).Get("/api/v1/o/" + w.Nordic.Slug).Status(200)
	s.As(both).Get("/api/v1/imi/submissions").Status(200)
	s.As(both).Get("/api/v1/me/credentials").Status(200)
}

func TestATokenCarriesTheRightsThatItsMembershipHasNow(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	m := w.Member(w.Andina, tenants.RoleProgramManager)
	c := as(t, s, w, m)
	made := id(t, c.post("/candidates", person("Ana Torres")))
	w.Exec(`update membership_role set role = 'assessor' where membership_id = $1`, m.Membership())
	problem(t, c.post("/candidates", person("Ana Torres")), 404)
	problem(t, c.get("/candidates/"+made), 404)
	problem(t, as(t, s, w, w.Andina.Trainer).call("PUT", "/people/"+m.Membership().String()+"/roles", object{"roles": []string{"organisation_admin"}}), 403)
	ok(t, w.DB.Write(t.Context(), w.Andina.Admin, func(tx *tenants.Tx) error { return people.End(tx, m.Membership()) }))
	problem(t, c.get("/candidates"), 401)
}

func TestARevokedExpiredOrForeignTokenAdmitsNobody(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	secret, key := token(t, w, w.Andina.Manager)
	path := "/api/v1/o/" + w.Andina.Slug + "/candidates"
	with := func(authorization string) *webtest.Answer {
		return s.Nobody().With("Authorization", authorization).Get(path)
	}
	with("Bearer " + secret).Status(200)
	with("bearer  " + secret + " ").Status(200)
	for what, said := range map[string]string{"nothing": "", "no token": "Bearer ", "another's kind": "Basic " + secret, "a piece of it": "Bearer " + secret[:len(secret)-1],
		"more than it": "Bearer " + secret + "A", "a session": "Bearer " + s.Token(w.Andina.Manager), "its id": "Bearer " + key.String()} {
		a := with(said)
		problem(t, a, 401)
		if a.Header.Get("WWW-Authenticate") != "Bearer" {
			t.Errorf("%s: it is not said what is asked for", what)
		}
	}
	// The token is no session: it opens no page.
	if to := s.Nobody().With("Cookie", "accord="+secret).Get(path); to.StatusCode != http.StatusUnauthorized {
		t.Errorf("a token in the cookie is answered %d", to.StatusCode)
	}
	w.Clock.Add(31 * 24 * time.Hour)
	problem(t, with("Bearer "+secret), 401)

	fresh, again := token(t, w, w.Andina.Manager)
	with("Bearer " + fresh).Status(200)
	ok(t, w.DB.Write(t.Context(), w.Andina.Manager, func(tx *tenants.Tx) error { return people.RevokeToken(tx, again) }))
	problem(t, with("Bearer "+fresh), 401)
}

func TestATokenThatIsWrongIsNotMadeGoodByASession(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	problem(t, s.As(w.Andina.Manager).With("Authorization", "Bearer nonsense").Get("/api/v1/o/"+w.Andina.Slug+"/candidates"), 401)
}
