package applications_test

import (
	"testing"
	"time"

	"accord/app/applications"
	"accord/tenants"
)

// What the database lets the organisation's login delete of applications,
// whoever asks and whatever the verbs do: a draft whose link is over.
func TestTheLoginItselfDeletesNoApplicationButADraftThatIsOver(t *testing.T) {
	t.Parallel()
	const delete = `delete from application where tenant_id = $1`
	s := newScene(t)
	lucia, bruno := s.applicant(t, s.Andina, s.at("lucia")), s.applicant(t, s.Andina, s.at("bruno"))
	sent := lucia.submit(t)
	ok(t, bruno.write(t, bruno.guest, func(tx *tenants.Tx) error {
		_, err := applications.Save(tx, bruno.link, applications.Form{Cohort: s.cohort.ID, Motivation: "Primero"})
		return err
	}))
	deletes := func(when string, want int) {
		t.Helper()
		if n, err := s.ByLogin(tenants.DoorMember, s.Nordic.ID, delete, s.Andina.ID); err != nil || n != 0 {
			t.Errorf("%s another organisation's reaches %d: %v", when, n, err)
		}
		if n, err := s.ByLogin(tenants.DoorMember, s.Andina.ID, delete, s.Andina.ID); err != nil || n != want {
			t.Errorf("%s it deletes %d, not %d: %v", when, n, want, err)
		}
	}
	s.Clock.Add(bruno.link.ExpiresAt.Sub(s.Clock.Now()) - time.Second)
	deletes("while the link holds", 0)
	s.Clock.Add(time.Second)
	deletes("when the link is over", 1)
	s.Clock.Add(365 * 24 * time.Hour)
	deletes("a year later", 0)
	if n := s.Count(`select count(*) from application where id = $1`, sent.ID); n != 1 {
		t.Error("what was sent is gone")
	}
	for _, door := range []tenants.Door{tenants.DoorPublic, tenants.DoorSelf, tenants.DoorOverseer, tenants.DoorGate, tenants.DoorClerk} {
		if _, err := s.ByLogin(door, s.Andina.ID, delete, s.Andina.ID); err == nil {
			t.Errorf("the login of the door %q may delete applications", door)
		}
	}
}
