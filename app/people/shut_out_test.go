package people_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/people"
	"accord/tenants"
	"accord/tenants/fault"
)

// tokenOf makes an API token for the newest membership of a person.
func tokenOf(t *testing.T, w *apptest.World, e people.Entrance) string {
	t.Helper()
	s, _ := signed(t, w, e)
	m, err := w.DB.AdmitMember(t.Context(), s, w.Andina.Slug)
	ok(t, err)
	var token string
	ok(t, as(t, w, m, func(tx *tenants.Tx) (err error) {
		_, token, err = people.CreateToken(tx, people.NewToken{Name: "spreadsheet", Days: 90})
		return err
	}))
	_, err = w.DB.SignedByBearer(t.Context(), token, "test")
	ok(t, err)
	return token
}

func TestWhoeverShutsOthersOutEndsTheirTokensToo(t *testing.T) {
	t.Parallel()
	for name, shut := range map[string]func(t *testing.T, w *apptest.World, email string, e people.Entrance){
		"by a reset": func(t *testing.T, w *apptest.World, email string, e people.Entrance) {
			ok(t, people.AskReset(t.Context(), w.DB, email, here()))
			_, err := people.Reset(t.Context(), w.DB, newest(w, e.Person), "granizo sobre el cotopaxi", here())
			ok(t, err)
		},
		"by a new password": func(t *testing.T, w *apptest.World, _ string, e people.Entrance) {
			_, p := signed(t, w, e)
			_, err := people.ChangePassword(t.Context(), w.DB, p, people.NewPassword{Current: good, Password: "granizo sobre el cotopaxi"}, here())
			ok(t, err)
		},
		"by signing out everywhere else": func(t *testing.T, w *apptest.World, _ string, e people.Entrance) {
			s, p := signed(t, w, e)
			ok(t, people.EndOtherSessions(t.Context(), w.DB, p, s.Session()))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := apptest.NewWorld(t)
			email, e := account(t, w)
			token := tokenOf(t, w, e)
			_, other := account(t, w)
			others := tokenOf(t, w, other)
			w.Clock.Add(time.Minute)
			shut(t, w, email, e)
			_, err := w.DB.SignedByBearer(t.Context(), token, "test")
			refused(t, fault.Unauthenticated, "", err)
			if n := w.Count(`select count(*) from api_token where token_hash = $1 and revoked_at is null`, tenants.HashToken(token)); n != 0 {
				t.Error("it is still listed as one that holds")
			}
			if n := w.Count(`select count(*) from audit_log where subject_id = $1 and detail->>'tokens' = '1'`, e.Person); n != 1 {
				t.Errorf("%d events tell of it", n)
			}
			_, err = w.DB.SignedByBearer(t.Context(), others, "test") // another person's is not touched
			ok(t, err)
		})
	}
}

func TestATokenMadeWhileThePasswordChangesIsOverWithTheOldOne(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	_, e := account(t, w)
	_, p := signed(t, w, e)
	began := w.DB.Now() // of the transaction that makes the token, and commits after the change
	w.Clock.Add(time.Second)
	_, err := people.ChangePassword(t.Context(), w.DB, p, people.NewPassword{Current: good, Password: "granizo sobre el cotopaxi"}, here())
	ok(t, err)
	late := "accord_" + uuid.NewString()
	membership := w.ID(`select id from membership where person_id = $1`, e.Person)
	w.Exec(`insert into api_token (tenant_id, id, membership_id, name, token_hash, created_at, expires_at) values ($1,$2,$3,'late',$4,$5,$6)`,
		w.Andina.ID, uuid.Must(uuid.NewV7()), membership, tenants.HashToken(late), began, began.Add(time.Hour))
	_, err = w.DB.SignedByBearer(t.Context(), late, "test")
	refused(t, fault.Unauthenticated, "", err)
}
