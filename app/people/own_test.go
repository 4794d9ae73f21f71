package people_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/people"
	"accord/tenants"
	"accord/tenants/fault"
)

func sessions(t *testing.T, w *apptest.World, p tenants.Person) (all []people.AccountSession) {
	t.Helper()
	ok(t, w.DB.Self(t.Context(), p, func(tx *tenants.SelfTx) (err error) { all, err = people.Sessions(tx); return err }))
	return all
}

func TestAPersonSeesTheirSessionsAndEndsThem(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	email, first := account(t, w)
	w.Clock.Add(time.Minute)
	phone := here()
	phone.UserAgent = strings.Repeat("Safari ", 100)
	second, err := people.SignIn(t.Context(), w.DB, people.Credentials{Email: email, Password: good}, phone)
	ok(t, err)
	_, other := account(t, w)
	s, me := signed(t, w, first)
	all := sessions(t, w, me)
	if len(all) != 2 || all[1].ID != s.Session() || len(all[0].UserAgent) != 300 || all[0].TokenHash != nil {
		t.Fatalf("the sessions read %+v", all)
	}
	theirs, _ := signed(t, w, other)
	refused(t, fault.NotFound, "not_found.session", people.EndSession(t.Context(), w.DB, me, theirs.Session()))
	signed(t, w, other) // untouched

	ok(t, people.EndSession(t.Context(), w.DB, me, all[0].ID))
	_, err = w.DB.SignedBy(t.Context(), second.Session, "test")
	refused(t, fault.Unauthenticated, "", err)
	refused(t, fault.NotFound, "not_found.session", people.EndSession(t.Context(), w.DB, me, all[0].ID))

	third, err := people.SignIn(t.Context(), w.DB, people.Credentials{Email: email, Password: good}, here())
	ok(t, err)
	ok(t, people.EndOtherSessions(t.Context(), w.DB, me, s.Session()))
	_, err = w.DB.SignedBy(t.Context(), third.Session, "test")
	refused(t, fault.Unauthenticated, "", err)
	if all := sessions(t, w, me); len(all) != 1 || all[0].ID != s.Session() {
		t.Errorf("the sessions read %+v", all)
	}
}

func TestAPasswordIsChangedByWhoKnowsIt(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	email, e := account(t, w)
	_, me := signed(t, w, e)
	change := func(current, password string) (people.Entrance, error) {
		v := here()
		v.Session, v.Device = e.Session, e.Device
		return people.ChangePassword(t.Context(), w.DB, me, people.NewPassword{Current: current, Password: password}, v)
	}
	_, err := change("not it at all", "short")
	refused(t, fault.Invalid, "people.current_wrong", err)
	refused(t, fault.Invalid, "people.password_short", err)
	after, err := change(good, "granizo sobre el cotopaxi")
	ok(t, err)
	_, err = w.DB.SignedBy(t.Context(), e.Session, "test")
	refused(t, fault.Unauthenticated, "", err) // rotated here too
	signed(t, w, after)
	_, err = people.SignIn(t.Context(), w.DB, people.Credentials{Email: email, Password: "granizo sobre el cotopaxi"}, here())
	ok(t, err)
	for range 9 { // a thief of the session guesses as slowly as anybody; one wrong try is counted already
		_, err = change("not it at all", good)
		refused(t, fault.Invalid, "people.current_wrong", err)
	}
	_, err = change("granizo sobre el cotopaxi", good)
	refused(t, fault.Unavailable, "people.wait", err)
}

func TestAPersonChangesTheirNameLanguageAndZone(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	email, e := account(t, w)
	_, me := signed(t, w, e)
	ok(t, people.ChangeAccount(t.Context(), w.DB, me, people.Preferences{Name: " Camila Torres Vega ", Locale: "en", TimeZone: "America/Guayaquil"}))
	var a people.Account
	ok(t, w.DB.Self(t.Context(), me, func(tx *tenants.SelfTx) (err error) { a, err = people.OwnAccount(tx); return err }))
	if a.Name != "Camila Torres Vega" || a.Locale != "en" || a.TimeZone != "America/Guayaquil" || a.Email != email || a.PasswordHash != "" {
		t.Errorf("the account reads %+v", a)
	}
	err := people.ChangeAccount(t.Context(), w.DB, me, people.Preferences{Name: "", Locale: "fr", TimeZone: "Mars/Olympus"})
	for _, key := range []string{"people.name_missing", "people.locale", "people.time_zone"} {
		refused(t, fault.Invalid, key, err)
	}
	err = people.ChangeAccount(t.Context(), w.DB, me, people.Preferences{Name: strings.Repeat("á", 201), Locale: "es", TimeZone: "Local"})
	refused(t, fault.Invalid, "people.name_long", err)
	refused(t, fault.Invalid, "people.time_zone", err)
}

func TestANewAddressIsTheAccountsOnceItsMailboxConfirms(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	email, e := account(t, w)
	_, me := signed(t, w, e)
	next := uuid.NewString() + "@example.org"
	ask := func(in people.NewEmail) error { return people.AskEmail(t.Context(), w.DB, me, in, here()) }
	refused(t, fault.Invalid, "people.current_wrong", ask(people.NewEmail{Email: next, Password: "not it"}))
	refused(t, fault.Invalid, "people.email_same", ask(people.NewEmail{Email: email, Password: good}))
	refused(t, fault.Invalid, "people.email_form", ask(people.NewEmail{Email: "nowhere", Password: good}))
	ok(t, ask(people.NewEmail{Email: " " + strings.ToUpper(next), Password: good}))
	_, err := people.SignIn(t.Context(), w.DB, people.Credentials{Email: email, Password: good}, here())
	ok(t, err) // the old one until it is confirmed
	token := newest(w, e.Person)
	ok(t, people.ConfirmEmail(t.Context(), w.DB, token, here()))
	_, err = people.SignIn(t.Context(), w.DB, people.Credentials{Email: next, Password: good}, here())
	ok(t, err)
	_, err = people.SignIn(t.Context(), w.DB, people.Credentials{Email: email, Password: good}, here())
	refused(t, fault.Unauthenticated, "people.wrong", err)
	refused(t, fault.Conflict, "fault.link_used", people.ConfirmEmail(t.Context(), w.DB, token, here()))
	if n := w.Count(`select count(*) from link where email = $1 and act = 'notice'`, email); n != 1 {
		t.Error("the old address is not told")
	}
}

func TestAnAddressThatBecameAnothersCannotBeConfirmed(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	_, e := account(t, w)
	_, me := signed(t, w, e)
	theirs, _ := account(t, w)
	ok(t, people.AskEmail(t.Context(), w.DB, me, people.NewEmail{Email: theirs, Password: good}, here())) // says nothing of it
	refused(t, fault.Conflict, "people.email_taken", people.ConfirmEmail(t.Context(), w.DB, newest(w, e.Person), here()))
}

func TestANewPasswordEndsANewAddressThatWasAskedForBefore(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	email, e := account(t, w)
	_, me := signed(t, w, e)
	ok(t, people.AskEmail(t.Context(), w.DB, me, people.NewEmail{Email: uuid.NewString() + "@example.org", Password: good}, here()))
	token := newest(w, e.Person)
	w.Clock.Add(time.Minute)
	_, err := people.ChangePassword(t.Context(), w.DB, me, people.NewPassword{Current: good, Password: "granizo sobre el cotopaxi"}, here())
	ok(t, err)
	refused(t, fault.Conflict, "fault.link_used", people.ConfirmEmail(t.Context(), w.DB, token, here()))
	if n := w.Count(`select count(*) from account where person_id = $1 and email = $2`, e.Person, email); n != 1 {
		t.Error("the address was changed")
	}
}

func TestAPersonWritesTheirOwnProfileOnly(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	_, e := account(t, w)
	_, me := signed(t, w, e)
	_, e2 := account(t, w)
	_, other := signed(t, w, e2)
	write := func(p tenants.Person, in people.Profile) error {
		return w.DB.Self(t.Context(), p, func(tx *tenants.SelfTx) error { return people.WriteProfile(tx, in) })
	}
	read := func(p tenants.Person) (own people.Profile) {
		ok(t, w.DB.Self(t.Context(), p, func(tx *tenants.SelfTx) (err error) { own, err = people.OwnProfile(tx); return err }))
		return own
	}
	ok(t, write(me, people.Profile{BiographyEn: " Mediates in Quito. ", Website: "https://torres.example.org"}))
	ok(t, write(me, people.Profile{PersonID: other.ID(), BiographyEs: "Media en Quito."})) // whose it is, is not the input's to say
	if own := read(me); own.BiographyEn != "" || own.BiographyEs != "Media en Quito." || own.Website != "" || own.PersonID != me.ID() {
		t.Errorf("the profile reads %+v", own)
	}
	if theirs := read(other); theirs.BiographyEs != "" {
		t.Errorf("another's profile was written: %+v", theirs)
	}
	err := write(me, people.Profile{BiographyEn: strings.Repeat("x", 4001), Website: "torres.example.org"})
	refused(t, fault.Invalid, "people.text_long", err)
	refused(t, fault.Invalid, "people.website_form", err)
}
