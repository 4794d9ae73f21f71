package people_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/people"
	"accord/tenants/fault"
)

func TestAResetByMailSetsThePasswordAndSignsOutEverywhereElse(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	email, before := account(t, w)
	ok(t, people.AskReset(t.Context(), w.DB, email, here()))
	token := newest(w, before.Person)
	l, err := people.ResetLink(t.Context(), w.DB, token)
	ok(t, err)
	if l.Email != email || l.Locale != "es" {
		t.Errorf("the link reads %+v", l)
	}
	_, err = people.Reset(t.Context(), w.DB, token, "password1234", here())
	refused(t, fault.Invalid, "people.password_common", err)
	after, err := people.Reset(t.Context(), w.DB, token, "granizo sobre el cotopaxi", here())
	ok(t, err)
	signed(t, w, after)
	_, err = w.DB.SignedBy(t.Context(), before.Session, "test")
	refused(t, fault.Unauthenticated, "", err)
	_, err = people.SignIn(t.Context(), w.DB, people.Credentials{Email: email, Password: good}, here())
	refused(t, fault.Unauthenticated, "people.wrong", err)
	_, err = people.SignIn(t.Context(), w.DB, people.Credentials{Email: email, Password: "granizo sobre el cotopaxi"}, here())
	ok(t, err)
	if n := w.Count(`select count(*) from outbox o where o.args->>'letter' = 'password_changed' and (o.args->>'link')::uuid in (select id from link where email = $1)`, email); n != 1 {
		t.Errorf("%d mails tell of the change", n)
	}
}

func TestAResetLinkWorksOnceAndNotForLong(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	email, e := account(t, w)
	ok(t, people.AskReset(t.Context(), w.DB, email, here()))
	first := newest(w, e.Person)
	w.Clock.Add(time.Minute)
	ok(t, people.AskReset(t.Context(), w.DB, email, here()))
	second := newest(w, e.Person)
	w.Clock.Add(time.Minute)
	_, err := people.Reset(t.Context(), w.DB, second, "granizo sobre el cotopaxi", here())
	ok(t, err)
	_, err = people.Reset(t.Context(), w.DB, second, "lluvia sobre el cotopaxi", here())
	refused(t, fault.Conflict, "fault.link_used", err)
	_, err = people.Reset(t.Context(), w.DB, first, "lluvia sobre el cotopaxi", here())
	refused(t, fault.Conflict, "fault.link_used", err) // asked for before the change

	ok(t, people.AskReset(t.Context(), w.DB, email, here()))
	third := newest(w, e.Person)
	w.Clock.Add(time.Hour)
	_, err = people.Reset(t.Context(), w.DB, third, "lluvia sobre el cotopaxi", here())
	refused(t, fault.NotFound, "fault.link_gone", err)
	_, err = people.Reset(t.Context(), w.DB, "made up", "lluvia sobre el cotopaxi", here())
	refused(t, fault.NotFound, "fault.link_gone", err)
	_, invitation := invite(t, w, uuid.NewString()+"@example.org")
	_, err = people.Reset(t.Context(), w.DB, invitation, "lluvia sobre el cotopaxi", here())
	refused(t, fault.NotFound, "fault.link_gone", err)
}

func TestAskingForAResetTellsNobodyWhetherThereIsAnAccount(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	email, e := account(t, w)
	nobody := uuid.NewString() + "@example.org"
	for _, address := range []string{email, nobody} {
		v := here()
		v.Request = "ask " + address
		ok(t, people.AskReset(t.Context(), w.DB, address, v))
		if n := w.Count(`select count(*) from audit_log where request_id = $1`, v.Request); n != 1 {
			t.Errorf("%s: %d events", address, n)
		}
	}
	if n := w.Count(`select count(*) from link where email = $1`, nobody); n != 0 {
		t.Error("a link was made for a stranger's address")
	}
	refused(t, fault.Invalid, "people.email_form", people.AskReset(t.Context(), w.DB, "no address", here()))
	refused(t, fault.Invalid, "people.email_missing", people.AskReset(t.Context(), w.DB, " ", here()))

	for range 12 {
		ok(t, people.AskReset(t.Context(), w.DB, email, here())) // the same answer, however often
	}
	if n := w.Count(`select count(*) from link where subject_id = $1 and act = 'reset' and email <> ''`, e.Person); n != 10 {
		t.Errorf("%d mails within the window", n)
	}
}
