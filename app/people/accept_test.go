package people_test

import (
	"slices"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/people"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestAnInvitedPersonJoinsWithTheirRoles(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	email := uuid.NewString() + "@example.org"
	m, token := invite(t, w, email)
	i, err := people.Invitation(t.Context(), w.DB, token, people.ActAccept)
	ok(t, err)
	if i.HasAccount || i.Organisation == "" || i.Slug != w.Andina.Slug || i.Email != email {
		t.Errorf("the invitation reads %+v", i)
	}
	e, err := people.Accept(t.Context(), w.DB, i, people.Joining{Name: "Camila Torres", Password: good, TimeZone: "America/Guayaquil"}, here())
	ok(t, err)
	s, _ := signed(t, w, e)
	if s.TimeZone() != "America/Guayaquil" {
		t.Errorf("the zone is %s", s.TimeZone())
	}
	in, err := w.DB.AdmitMember(t.Context(), s, w.Andina.Slug)
	ok(t, err)
	if in.Membership() != m.ID || !slices.Equal(in.Roles(), []tenants.Role{tenants.RoleTrainer}) {
		t.Errorf("admitted as %v with %v", in.Membership(), in.Roles())
	}
	_, err = w.DB.AdmitMember(t.Context(), s, w.Nordic.Slug)
	refused(t, fault.NotFound, "", err)
	if n := w.Count(`select count(*) from outbox where tenant_id = $1 and case_id = $2 and args->>'letter' = 'invitation_member'`, w.Andina.ID, m.ID); n != 1 {
		t.Errorf("%d mails", n)
	}
}

func TestAnInvitationsLinkWorksOnce(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	_, token := invite(t, w, uuid.NewString()+"@example.org")
	_, err := accept(t, w, token, people.Joining{Name: "Camila Torres", Password: good}, here())
	ok(t, err)
	_, err = accept(t, w, token, people.Joining{Name: "Somebody Else", Password: "granizo sobre el cotopaxi"}, here())
	refused(t, fault.Unauthenticated, "people.wrong", err) // the account is there now, and its password is asked
	_, err = accept(t, w, token, people.Joining{Password: good}, here())
	refused(t, fault.Conflict, "people.accepted_already", err)
}

func TestWhoHasAnAccountJoinsWithItsPassword(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	email, before := account(t, w)
	m := nordic(t, w, email)
	i, err := people.Invitation(t.Context(), w.DB, newest(w, m.ID), people.ActAccept)
	ok(t, err)
	if !i.HasAccount {
		t.Error("the account was not found")
	}
	_, err = people.Accept(t.Context(), w.DB, i, people.Joining{Name: "Camila Torres", Password: "granizo sobre el cotopaxi"}, here())
	refused(t, fault.Unauthenticated, "people.wrong", err)
	_, err = people.Accept(t.Context(), w.DB, i, people.Joining{}, here())
	refused(t, fault.Invalid, "people.password_missing", err)
	after, err := people.Accept(t.Context(), w.DB, i, people.Joining{Password: good}, here())
	ok(t, err)
	if after.Person != before.Person {
		t.Error("a second person was made")
	}
	s, _ := signed(t, w, after)
	all, err := w.DB.Organisations(t.Context(), s)
	ok(t, err)
	if len(all) != 2 {
		t.Errorf("belongs to %v", all)
	}
}

func nordic(t *testing.T, w *apptest.World, email string) (m people.Membership) {
	t.Helper()
	ok(t, w.DB.Write(t.Context(), w.Nordic.Admin, func(tx *tenants.Tx) (err error) {
		m, err = people.Invite(tx, people.NewMember{Name: "Camila Torres", Email: email, Locale: "es", Roles: []tenants.Role{tenants.RoleAssessor}})
		return err
	}))
	return m
}

func TestWhoIsSignedInByTheInvitedAddressNeedsNoPassword(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	email, e := account(t, w)
	me, _ := signed(t, w, e)
	m := nordic(t, w, email)
	_, stranger := account(t, w)
	them, _ := signed(t, w, stranger)
	_, err := accept(t, w, newest(w, m.ID), people.Joining{Signed: them}, here())
	refused(t, fault.Invalid, "people.password_missing", err) // another's session proves nothing
	again, err := accept(t, w, newest(w, m.ID), people.Joining{Signed: me}, here())
	ok(t, err)
	if again.Session != "" || again.Person != me.Person() {
		t.Errorf("the entrance reads %+v", again)
	}
	_, err = w.DB.AdmitMember(t.Context(), me, w.Nordic.Slug)
	ok(t, err)
}

func TestAnAcceptanceThatWasCutOffIsFinishedByTheSamePersonOnly(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	email := uuid.NewString() + "@example.org"
	m, token := invite(t, w, email)
	i, err := people.Invitation(t.Context(), w.DB, token, people.ActAccept)
	ok(t, err)
	_, e, err := people.Join(t.Context(), w.DB, i, people.Joining{Name: "Camila Torres", Password: good}, here()) // and then the power fails
	ok(t, err)
	s, _ := signed(t, w, e)
	_, err = w.DB.AdmitMember(t.Context(), s, w.Andina.Slug)
	refused(t, fault.NotFound, "", err)

	_, err = accept(t, w, token, people.Joining{Password: good}, here())
	ok(t, err)
	in, err := w.DB.AdmitMember(t.Context(), s, w.Andina.Slug)
	ok(t, err)
	if in.Membership() != m.ID {
		t.Error("admitted by another membership")
	}
}

func TestAWithdrawnOldOrForeignInvitationLetsNobodyIn(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	m, token := invite(t, w, uuid.NewString()+"@example.org")
	ok(t, w.DB.Write(t.Context(), w.Andina.Admin, func(tx *tenants.Tx) error { return people.End(tx, m.ID) }))
	_, err := accept(t, w, token, people.Joining{Name: "Camila Torres", Password: good}, here())
	refused(t, fault.Conflict, "people.invitation_withdrawn", err)

	_, token = invite(t, w, uuid.NewString()+"@example.org")
	w.Clock.Add(people.InvitationLife)
	_, err = people.Invitation(t.Context(), w.DB, token, people.ActAccept)
	refused(t, fault.NotFound, "fault.link_gone", err)

	email, e := account(t, w)
	ok(t, people.AskReset(t.Context(), w.DB, email, here()))
	_, err = people.Invitation(t.Context(), w.DB, newest(w, e.Person), people.ActAccept)
	refused(t, fault.NotFound, "fault.link_gone", err)
	_, err = people.Invitation(t.Context(), w.DB, "made up", people.ActAccept)
	refused(t, fault.NotFound, "fault.link_gone", err)
}

func TestJoiningChecksTheNameAndThePassword(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	_, token := invite(t, w, uuid.NewString()+"@example.org")
	_, err := accept(t, w, token, people.Joining{Name: " ", Password: "password1234", TimeZone: "Nowhere"}, here())
	for _, key := range []string{"people.name_missing", "people.password_common", "people.time_zone"} {
		refused(t, fault.Invalid, key, err)
	}
	_, err = accept(t, w, token, people.Joining{Name: "Camila Torres", Password: good}, here())
	ok(t, err) // a refusal does not use the link up
}

func TestAGuestReachesTheirOwnInvitationOnly(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	mine, token := invite(t, w, uuid.NewString()+"@example.org")
	other, _ := invite(t, w, uuid.NewString()+"@example.org")
	l, err := w.DB.LinkOf(t.Context(), token)
	ok(t, err)
	guest, err := w.DB.GuestMember(t.Context(), l, uuid.New(), "test")
	ok(t, err)
	var seen []people.Membership
	ok(t, w.DB.Read(t.Context(), guest, func(tx *tenants.Tx) error { return tx.DB().Find(&seen).Error }))
	if len(seen) != 1 || seen[0].ID != mine.ID {
		t.Errorf("a guest sees %d memberships", len(seen))
	}
	refused(t, fault.NotFound, "", w.DB.Write(t.Context(), guest, func(tx *tenants.Tx) error { return tx.Allow("accept", &other) }))
	refused(t, fault.Forbidden, "", w.DB.Write(t.Context(), guest, func(tx *tenants.Tx) error { return people.End(tx, mine.ID) }))
	refused(t, fault.Forbidden, "", w.DB.Write(t.Context(), guest, func(tx *tenants.Tx) error {
		return people.SetRoles(tx, mine.ID, []tenants.Role{tenants.RoleAdministrator})
	}))
	_, err = w.DB.AdmitMember(t.Context(), tenants.Signed{}, w.Andina.Slug)
	refused(t, fault.Unauthenticated, "", err)
}
