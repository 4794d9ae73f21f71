package people_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/people"
	"accord/tenants/fault"
)

func TestWhoKnowsThePasswordIsLetIn(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	email, _ := account(t, w)
	e, err := people.SignIn(t.Context(), w.DB, people.Credentials{Email: "  " + email + " ", Password: good}, here())
	ok(t, err)
	s, _ := signed(t, w, e)
	if s.Person() != e.Person || s.Email() != email || e.Locale != "es" || e.Device == "" {
		t.Errorf("let in as %v %s: %+v", s.Person(), s.Email(), e)
	}
	if n := w.Count(`select count(*) from account_session where token_hash = $1 or encode(token_hash, 'escape') like '%' || $2 || '%'`, []byte(e.Session), e.Session); n != 0 {
		t.Error("the session's token itself rests in the database")
	}
}

func TestASignInEndsTheSessionThatTheBrowserHeld(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	email, before := account(t, w)
	v := here()
	v.Session, v.Device = before.Session, before.Device
	after, err := people.SignIn(t.Context(), w.DB, people.Credentials{Email: email, Password: good}, v)
	ok(t, err)
	_, err = w.DB.SignedBy(t.Context(), before.Session, "test")
	refused(t, fault.Unauthenticated, "", err)
	if after.Session == before.Session || after.Device != before.Device {
		t.Error("the session was not rotated, or a known browser was made known twice")
	}
}

func TestAWrongPasswordAndAnUnknownAddressReadTheSame(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	email, _ := account(t, w)
	for _, in := range []people.Credentials{{Email: email, Password: "lluvia sobre el cotopaxi"}, {Email: uuid.NewString() + "@example.org", Password: good}, {Email: "no address", Password: good}} {
		_, err := people.SignIn(t.Context(), w.DB, in, here())
		refused(t, fault.Unauthenticated, "people.wrong", err)
		if fields := err.(*fault.Error).Fields; len(fields) != 0 {
			t.Errorf("%s: a field is named: %v", in.Email, fields)
		}
	}
	_, err := people.SignIn(t.Context(), w.DB, people.Credentials{}, here())
	refused(t, fault.Invalid, "people.email_missing", err)
	refused(t, fault.Invalid, "people.password_missing", err)
}

func TestGuessingAtOneAccountIsSlowAndLocksNobodyOut(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	email, home := account(t, w)
	guess := func(email string) error {
		_, err := people.SignIn(t.Context(), w.DB, people.Credentials{Email: email, Password: "a guess at it"}, here()) // another address each time
		return err
	}
	for range 10 {
		refused(t, fault.Unauthenticated, "people.wrong", guess(email))
	}
	refused(t, fault.Unavailable, "people.wait", guess(email))
	right := people.Credentials{Email: email, Password: good}
	_, err := people.SignIn(t.Context(), w.DB, right, here())
	refused(t, fault.Unavailable, "people.wait", err)

	known := here()
	known.Device = home.Device
	_, err = people.SignIn(t.Context(), w.DB, right, known)
	ok(t, err) // the browser they have used before

	ok(t, people.AskReset(t.Context(), w.DB, email, here())) // and any other, by their mailbox
	_, err = people.Reset(t.Context(), w.DB, newest(w, home.Person), "granizo sobre el cotopaxi", here())
	ok(t, err)

	nobody := uuid.NewString() + "@example.org"
	for range 10 {
		refused(t, fault.Unauthenticated, "people.wrong", guess(nobody))
	}
	refused(t, fault.Unavailable, "people.wait", guess(nobody)) // an account that is none waits as well

	w.Clock.Add(15 * time.Minute)
	refused(t, fault.Unauthenticated, "people.wrong", guess(email))
}

func TestAStolenDeviceGuessesNoFasterThanAStranger(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	email, home := account(t, w)
	v := here()
	v.Device = home.Device
	for range 10 {
		_, err := people.SignIn(t.Context(), w.DB, people.Credentials{Email: email, Password: "a guess at it"}, v)
		refused(t, fault.Unauthenticated, "people.wrong", err)
	}
	_, err := people.SignIn(t.Context(), w.DB, people.Credentials{Email: email, Password: good}, v)
	refused(t, fault.Unavailable, "people.wait", err)
	_, err = people.SignIn(t.Context(), w.DB, people.Credentials{Email: email, Password: good}, here())
	ok(t, err) // its guesses are not the others'
}

func TestGuessingFromOneNetworkAtManyAccountsIsSlow(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	email, _ := account(t, w)
	network := "2001:" + uuid.NewString()[:4] + ":" + uuid.NewString()[:4] + ":2:"
	for i := range 60 {
		v := here()
		v.Address = network + ":" + string(rune('a'+i%6))
		_, err := people.SignIn(t.Context(), w.DB, people.Credentials{Email: uuid.NewString() + "@example.org", Password: "a guess at it"}, v)
		refused(t, fault.Unauthenticated, "people.wrong", err)
	}
	v := here()
	v.Address = network + ":f"
	_, err := people.SignIn(t.Context(), w.DB, people.Credentials{Email: email, Password: good}, v)
	refused(t, fault.Unavailable, "people.wait", err)
}

func TestTheAddressOfAProxyStopsNobody(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	email, _ := account(t, w)
	for range 61 {
		_, err := people.SignIn(t.Context(), w.DB, people.Credentials{Email: uuid.NewString() + "@example.org", Password: "a guess at it"}, people.Visit{Address: "10.1.2.3"})
		refused(t, fault.Unauthenticated, "people.wrong", err)
	}
	_, err := people.SignIn(t.Context(), w.DB, people.Credentials{Email: email, Password: good}, people.Visit{Address: "10.1.2.3"})
	ok(t, err)
}

func TestManyGuessesAtOnceAreCountedEach(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	email, _ := account(t, w)
	codes := make(chan fault.Code, 16)
	for range cap(codes) {
		go func() {
			_, err := people.SignIn(t.Context(), w.DB, people.Credentials{Email: email, Password: "a guess at it"}, here())
			codes <- fault.CodeOf(err)
		}()
	}
	judged := 0
	for range cap(codes) {
		if <-codes == fault.Unauthenticated {
			judged++
		}
	}
	if judged > 10 {
		t.Errorf("%d guesses were judged within the window", judged)
	}
}

func TestADeviceTokenThatNobodyWasGivenIsNotTakenOver(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	email, _ := account(t, w)
	v := here()
	v.Device = "planted by somebody else"
	e, err := people.SignIn(t.Context(), w.DB, people.Credentials{Email: email, Password: good}, v)
	ok(t, err)
	if e.Device == v.Device {
		t.Error("it was")
	}
}

func TestSignOutEndsTheSession(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	_, e := account(t, w)
	ok(t, people.SignOut(t.Context(), w.DB, people.Visit{Session: e.Session}))
	_, err := w.DB.SignedBy(t.Context(), e.Session, "test")
	refused(t, fault.Unauthenticated, "", err)
	ok(t, people.SignOut(t.Context(), w.DB, people.Visit{Session: e.Session})) // twice is no fault
	ok(t, people.SignOut(t.Context(), w.DB, people.Visit{}))
	if n := w.Count(`select count(*) from account_session where person_id = $1 and revoked_at is null`, e.Person); n != 0 {
		t.Error("a session is left")
	}
}

func TestABrowserIsForgottenInTime(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	email, e := account(t, w)
	w.Clock.Add(people.DeviceLife)
	v := here()
	v.Device = e.Device
	after, err := people.SignIn(t.Context(), w.DB, people.Credentials{Email: email, Password: good}, v)
	ok(t, err)
	if after.Device == e.Device {
		t.Error("it is known for ever")
	}
	if n := w.Count(`select count(*) from known_device where person_id = $1`, e.Person); n != 1 {
		t.Errorf("%d browsers are kept", n)
	}
}
