package people_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/paging"
	"accord/app/people"
	"accord/tenants"
	"accord/tenants/fault"
)

func as(t *testing.T, w *apptest.World, m tenants.Member, fn func(*tenants.Tx) error) error {
	t.Helper()
	return w.DB.Write(t.Context(), m, fn)
}

func TestInvitingChecksEveryField(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	try := func(in people.NewMember) error {
		return as(t, w, w.Andina.Admin, func(tx *tenants.Tx) error { _, err := people.Invite(tx, in); return err })
	}
	err := try(people.NewMember{Locale: "fr"})
	for _, key := range []string{"people.name_missing", "people.email_missing", "people.locale", "people.role_missing"} {
		refused(t, fault.Invalid, key, err)
	}
	whole := people.NewMember{Name: "Camila Torres", Email: uuid.NewString() + "@example.org", Locale: "es", Roles: []tenants.Role{tenants.RoleTrainer}}
	for _, role := range []tenants.Role{tenants.RoleCandidate, tenants.RoleIMIAdministrator, tenants.RoleGuest, "owner"} {
		in := whole
		in.Roles = []tenants.Role{tenants.RoleTrainer, role}
		refused(t, fault.Invalid, "people.role_unknown", try(in))
	}
	for _, email := range []string{"camila", "camila@localhost", "Camila <c@example.org>", "c@example.org, d@example.org", "c@@example.org"} {
		in := whole
		in.Email = email
		refused(t, fault.Invalid, "people.email_form", try(in))
	}
	ok(t, try(whole))
	refused(t, fault.Conflict, "people.member_already", try(whole))
}

func TestOnlyAdministratorsManageMembers(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	m, _ := invite(t, w, uuid.NewString()+"@example.org")
	acts := map[string]func(*tenants.Tx) error{
		"resend": func(tx *tenants.Tx) error { return people.Resend(tx, m.ID) },
		"roles":  func(tx *tenants.Tx) error { return people.SetRoles(tx, m.ID, []tenants.Role{tenants.RoleAssessor}) },
		"end":    func(tx *tenants.Tx) error { return people.End(tx, m.ID) },
	}
	invite := func(tx *tenants.Tx) error {
		_, err := people.Invite(tx, people.NewMember{Name: "X", Email: uuid.NewString() + "@example.org", Locale: "en", Roles: []tenants.Role{tenants.RoleTrainer}})
		return err
	}
	for _, colleague := range []tenants.Member{w.Andina.Manager, w.Andina.Trainer, w.Andina.Assessor} {
		for name, act := range acts {
			if err := as(t, w, colleague, act); !fault.Is(err, fault.Forbidden) {
				t.Errorf("%v, %s: %v", colleague.Roles(), name, err)
			}
		}
		refused(t, fault.NotFound, "", as(t, w, colleague, invite)) // a row that is not there yet may not be read either
	}
	candidate := w.Member(w.Andina, tenants.RoleCandidate)
	for _, outsider := range []tenants.Member{w.Nordic.Admin, candidate, w.IMI.AdministratorMember} {
		for name, act := range acts {
			if err := as(t, w, outsider, act); !fault.Is(err, fault.NotFound) {
				t.Errorf("%v, %s: %v", outsider.Roles(), name, err)
			}
		}
	}
	refused(t, fault.NotFound, "", as(t, w, candidate, invite))
	for name, act := range acts {
		if err := as(t, w, w.Andina.Admin, act); err != nil {
			t.Errorf("the administrator, %s: %v", name, err)
		}
		if name == "end" {
			break
		}
	}
}

func TestAnInvitationIsSentAgainUntilItIsAccepted(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	m, first := invite(t, w, uuid.NewString()+"@example.org")
	resend := func() error {
		return as(t, w, w.Andina.Admin, func(tx *tenants.Tx) error { return people.Resend(tx, m.ID) })
	}
	ok(t, resend())
	second := newest(w, m.ID)
	if first == second {
		t.Error("no new link")
	}
	_, err := accept(t, w, second, people.Joining{Name: "Camila Torres", Password: good}, here())
	ok(t, err)
	refused(t, fault.Conflict, "people.accepted_already", resend())
	_, err = accept(t, w, first, people.Joining{Password: good}, here())
	refused(t, fault.Conflict, "people.accepted_already", err)
	ok(t, as(t, w, w.Andina.Admin, func(tx *tenants.Tx) error { return people.End(tx, m.ID) }))
	refused(t, fault.Conflict, "people.accepted_already", resend())
}

func TestAnInvitedMailboxIsNotFlooded(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	m, _ := invite(t, w, uuid.NewString()+"@example.org")
	resend := func() error {
		return as(t, w, w.Andina.Admin, func(tx *tenants.Tx) error { return people.Resend(tx, m.ID) })
	}
	for range 4 {
		ok(t, resend())
	}
	refused(t, fault.Conflict, "fault.links_many", resend())
	if n := w.Count(`select count(*) from outbox where case_id = $1`, m.ID); n != 5 {
		t.Errorf("%d mails", n)
	}
	invite(t, w, uuid.NewString()+"@example.org") // another's invitation goes out
	w.Clock.Add(time.Hour)
	ok(t, resend())

	w.Exec(`insert into link (tenant_id, id, token_hash, act, subject_id, email, created_at, expires_at)
		select $1, g, sha256(g::text::bytea), 'accept', g, 'a@b.example', $2, $2 from (select gen_random_uuid() g from generate_series(1, 500)) s`, w.Andina.ID, w.Clock.Now())
	refused(t, fault.Conflict, "fault.links_many", as(t, w, w.Andina.Admin, func(tx *tenants.Tx) error {
		_, err := people.Invite(tx, people.NewMember{Name: "One More", Email: uuid.NewString() + "@example.org", Locale: "en", Roles: []tenants.Role{tenants.RoleTrainer}})
		return err
	}))
}

func TestRolesAreGivenAndTaken(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	id := w.Andina.Trainer.Membership()
	set := func(roles ...tenants.Role) error {
		return as(t, w, w.Andina.Admin, func(tx *tenants.Tx) error { return people.SetRoles(tx, id, roles) })
	}
	ok(t, set(tenants.RoleAssessor, tenants.RoleProgramManager))
	var m people.Member
	ok(t, w.DB.Read(t.Context(), w.Andina.Admin, func(tx *tenants.Tx) (err error) { m, err = people.Load(tx, id); return err }))
	if !slices.Equal(m.Roles, []tenants.Role{tenants.RoleAssessor, tenants.RoleProgramManager}) {
		t.Errorf("has %v", m.Roles)
	}
	now, err := w.DB.ReadmitMember(t.Context(), w.Andina.Trainer.Person(), w.Andina.ID, "test")
	ok(t, err)
	if now.HasRole(tenants.RoleTrainer) || !now.HasRole(tenants.RoleAssessor) {
		t.Errorf("admitted with %v", now.Roles())
	}
	refused(t, fault.Invalid, "people.role_missing", set())
	refused(t, fault.Invalid, "people.role_unknown", set(tenants.RoleIMIAdministrator))
	ok(t, set(tenants.RoleAssessor, tenants.RoleProgramManager)) // the same again is no fault
}

func TestNobodyRaisesThemselves(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	admin := w.Andina.Admin
	refused(t, fault.Forbidden, "people.raise_oneself", as(t, w, admin, func(tx *tenants.Tx) error {
		return people.SetRoles(tx, admin.Membership(), []tenants.Role{tenants.RoleAdministrator, tenants.RoleAssessor})
	}))
	imi := w.IMI.AdministratorMember
	refused(t, fault.Forbidden, "people.raise_oneself", as(t, w, imi, func(tx *tenants.Tx) error {
		return people.SetRoles(tx, imi.Membership(), []tenants.Role{tenants.RoleIMIAdministrator, tenants.RoleReviewer})
	}))
}

func TestAnOrganisationKeepsAnAdministrator(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	admin := w.Andina.Admin
	end := func(by tenants.Member, id uuid.UUID) error {
		return as(t, w, by, func(tx *tenants.Tx) error { return people.End(tx, id) })
	}
	take := func(by tenants.Member, id uuid.UUID) error {
		return as(t, w, by, func(tx *tenants.Tx) error { return people.SetRoles(tx, id, []tenants.Role{tenants.RoleTrainer}) })
	}
	refused(t, fault.Conflict, "people.last_administrator", end(admin, admin.Membership()))
	ok(t, as(t, w, admin, func(tx *tenants.Tx) error { // an invited one does not count yet
		_, err := people.Invite(tx, people.NewMember{Name: "X", Email: uuid.NewString() + "@example.org", Locale: "en", Roles: []tenants.Role{tenants.RoleAdministrator}})
		return err
	}))
	refused(t, fault.Conflict, "people.last_administrator", end(admin, admin.Membership()))
	second := w.Member(w.Andina, tenants.RoleAdministrator)
	refused(t, fault.Conflict, "people.last_administrator", func() error { ok(t, end(admin, second.Membership())); return end(admin, admin.Membership()) }())
	third := w.Member(w.Andina, tenants.RoleAdministrator, tenants.RoleTrainer)
	ok(t, take(admin, third.Membership()))
	w.Exec(`insert into membership_role (tenant_id, membership_id, role, given_at) values ($1, $2, 'trainer', $3)`, w.Andina.ID, admin.Membership(), apptest.Start)
	refused(t, fault.Conflict, "people.last_administrator", take(admin, admin.Membership()))
	w.Member(w.Andina, tenants.RoleAdministrator)
	ok(t, take(admin, admin.Membership())) // with another there, one may lay the role down
}

func TestTwoAdministratorsCannotEndEachOther(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	first, second := w.Andina.Admin, w.Member(w.Andina, tenants.RoleAdministrator)
	results := make(chan error, 2)
	for _, pair := range [][2]tenants.Member{{first, second}, {second, first}} {
		go func() {
			results <- w.DB.Write(t.Context(), pair[0], func(tx *tenants.Tx) error { return people.End(tx, pair[1].Membership()) })
		}()
	}
	done := 0
	for range 2 {
		if <-results == nil {
			done++
		}
	}
	if n := w.Count(`select count(*) from membership m join membership_role r on r.membership_id = m.id where m.tenant_id = $1 and r.role = 'organisation_admin' and m.ended_at is null`, w.Andina.ID); n < 1 {
		t.Errorf("no administrator is left; %d of 2 went through", done)
	}
}

func TestAnEndedMembershipAdmitsNobody(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	_, e := account(t, w)
	s, _ := signed(t, w, e)
	in, err := w.DB.AdmitMember(t.Context(), s, w.Andina.Slug)
	ok(t, err)
	var token string
	ok(t, as(t, w, in, func(tx *tenants.Tx) (err error) {
		_, token, err = people.CreateToken(tx, people.NewToken{Name: "export", Days: 30})
		return err
	}))
	_, err = w.DB.SignedByBearer(t.Context(), token, "test")
	ok(t, err)
	end := func() error {
		return as(t, w, w.Andina.Admin, func(tx *tenants.Tx) error { return people.End(tx, in.Membership()) })
	}
	ok(t, end())
	_, err = w.DB.AdmitMember(t.Context(), s, w.Andina.Slug)
	refused(t, fault.NotFound, "", err)
	_, err = w.DB.SignedByBearer(t.Context(), token, "test")
	refused(t, fault.Unauthenticated, "", err)
	refused(t, fault.Conflict, "people.membership_ended", end())
	refused(t, fault.Conflict, "people.membership_ended", as(t, w, w.Andina.Admin, func(tx *tenants.Tx) error {
		return people.SetRoles(tx, in.Membership(), []tenants.Role{tenants.RoleAssessor})
	}))
	if _, me := signed(t, w, e); me.ID() == uuid.Nil {
		t.Error("the person's own door closed too")
	}
}

func TestMembersAreListedByNameAndFiltered(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	o := w.NewOrg("list", "List", "EC", "America/Guayaquil")
	w.Exec(`update membership set name = 'Ana 100%' where id = $1`, o.Trainer.Membership())
	candidate := w.Member(o, tenants.RoleCandidate)
	list := func(by tenants.Member, f people.Filter, ask paging.Ask) (page paging.Page[people.Member]) {
		ok(t, w.DB.Read(t.Context(), by, func(tx *tenants.Tx) (err error) { page, err = people.List(tx, f, ask); return err }))
		return page
	}
	if n := len(list(o.Admin, people.Filter{}, paging.Ask{}).Items); n != 7 {
		t.Errorf("the administrator sees %d", n)
	}
	if n := len(list(o.Trainer, people.Filter{}, paging.Ask{}).Items); n != 6 {
		t.Errorf("a trainer sees %d: candidates are no colleagues", n)
	}
	if own := list(candidate, people.Filter{}, paging.Ask{}).Items; len(own) != 1 || own[0].ID != candidate.Membership() {
		t.Errorf("a candidate sees %v", own)
	}
	for search, want := range map[string]int{"ana": 1, "100%": 1, "%": 0, "a%a": 0, "_na": 0, "trainer": 2} {
		if n := len(list(o.Admin, people.Filter{Search: search, Role: tenants.RoleTrainer}, paging.Ask{}).Items); n != want {
			t.Errorf("%q finds %d", search, n)
		}
	}
	first := list(o.Admin, people.Filter{}, paging.Ask{Limit: 4})
	rest := list(o.Admin, people.Filter{}, paging.Ask{Limit: 4, After: first.Next})
	if len(first.Items) != 4 || len(rest.Items) != 3 || rest.Next != "" || first.Items[3].Name > rest.Items[0].Name {
		t.Errorf("pages of %d and %d", len(first.Items), len(rest.Items))
	}
	if got := list(w.Nordic.Admin, people.Filter{Search: "ana 100"}, paging.Ask{}).Items; len(got) != 0 {
		t.Errorf("another organisation sees %v", got)
	}
	if n := len(list(o.Admin, people.Filter{State: people.Invitee}, paging.Ask{}).Items); n != 0 {
		t.Errorf("%d are invited", n)
	}
	var trainers []people.Membership
	var names map[uuid.UUID]string
	ok(t, w.DB.Read(t.Context(), o.Trainer, func(tx *tenants.Tx) (err error) {
		if trainers, err = people.WithRole(tx, tenants.RoleTrainer); err == nil {
			names, err = people.Names(tx, o.Trainer.Membership(), candidate.Membership(), w.Nordic.Admin.Membership())
		}
		return err
	}))
	if len(trainers) != 2 || trainers[0].Name != "Ana 100%" || len(names) != 1 || names[o.Trainer.Membership()] != "Ana 100%" {
		t.Errorf("trainers %v, names %v", trainers, names)
	}
}

func TestATokenIsOnesOwnAndShownOnce(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	var row people.APIToken
	var token string
	ok(t, as(t, w, w.Andina.Assessor, func(tx *tenants.Tx) (err error) {
		row, token, err = people.CreateToken(tx, people.NewToken{Name: " spreadsheet ", Days: 90})
		return err
	}))
	s, err := w.DB.SignedByBearer(t.Context(), token, "test")
	ok(t, err)
	if s.Person() != w.Andina.Assessor.Person() || row.Name != "spreadsheet" || !row.ExpiresAt.Equal(apptest.Start.Add(90*24*time.Hour)) {
		t.Errorf("belongs to %v: %+v", s.Person(), row)
	}
	count := func(by tenants.Member) (n int) {
		ok(t, w.DB.Read(t.Context(), by, func(tx *tenants.Tx) error {
			all, err := people.Tokens(tx)
			for _, one := range all {
				if one.ID == row.ID {
					n++
				}
				if one.TokenHash != nil {
					t.Error("the hash is listed")
				}
			}
			return err
		}))
		return n
	}
	if count(w.Andina.Assessor) != 1 || count(w.Andina.Admin) != 1 || count(w.Andina.Manager) != 0 || count(w.Nordic.Admin) != 0 {
		t.Error("not seen by its holder and the administrator alone")
	}
	revoke := func(by tenants.Member) error {
		return as(t, w, by, func(tx *tenants.Tx) error { return people.RevokeToken(tx, row.ID) })
	}
	refused(t, fault.NotFound, "not_found.api_token", revoke(w.Andina.Manager))
	refused(t, fault.NotFound, "not_found.api_token", revoke(w.Nordic.Admin))
	ok(t, revoke(w.Andina.Admin))
	_, err = w.DB.SignedByBearer(t.Context(), token, "test")
	refused(t, fault.Unauthenticated, "", err)
	refused(t, fault.NotFound, "not_found.api_token", revoke(w.Andina.Assessor))

	bad := as(t, w, w.Andina.Assessor, func(tx *tenants.Tx) error {
		_, _, err := people.CreateToken(tx, people.NewToken{Days: 9999})
		return err
	})
	refused(t, fault.Invalid, "people.token_name_missing", bad)
	refused(t, fault.Invalid, "people.token_days", bad)
	refused(t, fault.NotFound, "", as(t, w, w.Member(w.Andina, tenants.RoleCandidate), func(tx *tenants.Tx) error {
		_, _, err := people.CreateToken(tx, people.NewToken{Name: "x", Days: 30})
		return err
	}))
	for i := range 21 {
		err = as(t, w, w.Andina.Trainer, func(tx *tenants.Tx) error {
			_, _, err := people.CreateToken(tx, people.NewToken{Name: "x", Days: 30})
			return err
		})
		if i < 20 {
			ok(t, err)
		}
	}
	refused(t, fault.Conflict, "people.token_many", err)
}

func TestAnExpiredTokenAdmitsNobody(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	var token string
	ok(t, as(t, w, w.Andina.Assessor, func(tx *tenants.Tx) (err error) {
		_, token, err = people.CreateToken(tx, people.NewToken{Name: "x", Days: 30})
		return err
	}))
	w.Clock.Add(30 * 24 * time.Hour)
	_, err := w.DB.SignedByBearer(t.Context(), token, "test")
	refused(t, fault.Unauthenticated, "", err)
}
