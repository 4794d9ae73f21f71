package people_test

import (
	"context"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/people"
	"accord/tenants"
	"accord/tenants/fault"
)

const good = "nieve sobre el cotopaxi"

// here is where the tests' browser is; each test has its own, so that tries are not counted together.
func here() people.Visit {
	return people.Visit{Address: uuid.NewString(), UserAgent: "Firefox", Request: "test"}
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func refused(t *testing.T, code fault.Code, key string, err error) {
	t.Helper()
	e, is := err.(*fault.Error)
	if !is || e.Code != code {
		t.Fatalf("%v, not refused as %s", err, code)
	}
	for _, f := range e.Fields {
		if f.Key == key {
			return
		}
	}
	if key != "" && e.Key != key {
		t.Fatalf("refused with %v, not %s", e, key)
	}
}

// invite invites somebody to Andina as a trainer and answers the membership and the link's token.
func invite(t *testing.T, w *apptest.World, email string) (people.Membership, string) {
	t.Helper()
	var m people.Membership
	ok(t, w.DB.Write(t.Context(), w.Andina.Admin, func(tx *tenants.Tx) (err error) {
		m, err = people.Invite(tx, people.NewMember{Name: "Camila Torres", Email: email, Locale: "es", Roles: []tenants.Role{tenants.RoleTrainer}})
		return err
	}))
	return m, newest(w, m.ID)
}

// newest is the token of the newest link on a subject.
func newest(w *apptest.World, subject uuid.UUID) string {
	return w.DB.LinkToken(w.ID(`select id from link where subject_id = $1 order by id desc limit 1`, subject))
}

func accept(t *testing.T, w *apptest.World, token string, in people.Joining, v people.Visit) (people.Entrance, error) {
	t.Helper()
	i, err := people.Invitation(t.Context(), w.DB, token, people.ActAccept)
	ok(t, err)
	return people.Accept(t.Context(), w.DB, i, in, v)
}

// account opens an account with a password, as a trainer of Andina.
func account(t *testing.T, w *apptest.World) (email string, e people.Entrance) {
	t.Helper()
	email = uuid.NewString() + "@example.org"
	_, token := invite(t, w, email)
	e, err := accept(t, w, token, people.Joining{Name: "Camila Torres", Password: good}, here())
	ok(t, err)
	return email, e
}

func signed(t *testing.T, w *apptest.World, e people.Entrance) (tenants.Signed, tenants.Person) {
	t.Helper()
	s, err := w.DB.SignedBy(context.Background(), e.Session, "test")
	ok(t, err)
	p, err := w.DB.AdmitSelf(s)
	ok(t, err)
	return s, p
}
