package organisations_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/organisations"
	"accord/app/paging"
	"accord/app/people"
	"accord/tenants"
	"accord/tenants/fault"
)

const good = "nieve sobre el cotopaxi"

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

func here() people.Visit { return people.Visit{Address: uuid.NewString(), Request: "test"} }

// whole is an organisation that can be invited.
func whole() organisations.NewOrganisation {
	id := uuid.NewString()
	return organisations.NewOrganisation{Name: "Centro de Mediación " + id[:8], Country: "pe", TimeZone: "America/Lima",
		Administrator: organisations.Administrator{AdminName: "Lucía Paredes", AdminEmail: "Lucia-" + id + "@example.org", Locale: "es"}}
}

func oversee(t *testing.T, w *apptest.World, o tenants.Overseer, fn func(*tenants.OversightTx) error) error {
	t.Helper()
	return w.DB.Oversee(t.Context(), o, "invite an organisation", fn)
}

func invite(t *testing.T, w *apptest.World, in organisations.NewOrganisation) (o organisations.Organisation, token string) {
	t.Helper()
	ok(t, oversee(t, w, w.IMI.Administrator, func(tx *tenants.OversightTx) (err error) { o, err = organisations.Invite(tx, in); return err }))
	return o, newest(w, o.TenantID)
}

func newest(w *apptest.World, tenant uuid.UUID) string {
	return w.DB.LinkToken(w.ID(`select id from link where tenant_id = $1 and act = 'found' order by id desc limit 1`, tenant))
}

func found(t *testing.T, w *apptest.World, token string, in people.Joining) (people.Entrance, error) {
	t.Helper()
	i, err := people.Invitation(t.Context(), w.DB, token, organisations.ActFound, people.ActAccept)
	ok(t, err)
	return organisations.Found(t.Context(), w.DB, i, in, here())
}

func load(t *testing.T, w *apptest.World, id uuid.UUID) (k organisations.Known) {
	t.Helper()
	ok(t, oversee(t, w, w.IMI.Reviewer, func(tx *tenants.OversightTx) (err error) { k, err = organisations.Load(tx, id); return err }))
	return k
}

func TestAnInvitedOrganisationIsFoundedByTheNamedPerson(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	in := whole()
	o, token := invite(t, w, in)
	if o.Slug != organisations.ProposeSlug(in.Name) || o.Country != "PE" || load(t, w, o.TenantID).State() != organisations.Invited {
		t.Errorf("invited as %+v", o)
	}
	e, err := found(t, w, token, people.Joining{Name: "Lucía Paredes Rojas", Password: good, TimeZone: "America/Lima"})
	ok(t, err)
	s, err := w.DB.SignedBy(t.Context(), e.Session, "test")
	ok(t, err)
	m, err := w.DB.AdmitMember(t.Context(), s, o.Slug)
	ok(t, err)
	if !m.HasRole(tenants.RoleAdministrator) || len(m.Roles()) != 1 {
		t.Errorf("admitted with %v", m.Roles())
	}
	k := load(t, w, o.TenantID)
	if k.State() != organisations.Founded || k.Profile.ContactEmail != strings.ToLower(in.AdminEmail) {
		t.Errorf("known as %+v", k)
	}
	ok(t, w.DB.Write(t.Context(), m, func(tx *tenants.Tx) error { // and can do an administrator's work
		_, err := people.Invite(tx, people.NewMember{Name: "X", Email: uuid.NewString() + "@example.org", Locale: "es", Roles: []tenants.Role{tenants.RoleTrainer}})
		return err
	}))
	if n := w.Count(`select count(*) from outbox where tenant_id = $1 and args->>'letter' = 'invitation_administrator' and door = 'member'`, o.TenantID); n != 1 {
		t.Errorf("%d mails", n)
	}
	if n := w.Count(`select count(*) from audit_log where tenant_id = $1 and action in ('organisation.invited', 'organisation.founded')`, o.TenantID); n != 2 {
		t.Errorf("the organisation's journal has %d of 2 events", n)
	}
}

func TestAnOrganisationIsFoundedOnce(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	o, token := invite(t, w, whole())
	again := func(in organisations.Administrator) error {
		return oversee(t, w, w.IMI.Administrator, func(tx *tenants.OversightTx) error { return organisations.InviteAgain(tx, o.TenantID, in) })
	}
	k := load(t, w, o.TenantID)
	same := organisations.Administrator{AdminName: k.Invitation.Name, AdminEmail: k.Invitation.Email, Locale: "es"}
	ok(t, again(same))
	second := newest(w, o.TenantID)
	_, err := found(t, w, second, people.Joining{Name: "Lucía Paredes", Password: good})
	ok(t, err)
	_, err = found(t, w, token, people.Joining{Password: good})
	refused(t, fault.Conflict, "people.accepted_already", err)
	refused(t, fault.Conflict, "organisations.founded", again(same))
	refused(t, fault.Conflict, "organisations.founded", oversee(t, w, w.IMI.Administrator, func(tx *tenants.OversightTx) error { return organisations.Withdraw(tx, o.TenantID) }))
}

func TestIMICannotInviteItselfIntoAFoundedOrganisation(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	err := oversee(t, w, w.IMI.Administrator, func(tx *tenants.OversightTx) error {
		return organisations.InviteAgain(tx, w.Andina.ID, organisations.Administrator{AdminName: "IMI", AdminEmail: "imi@example.org", Locale: "en"})
	})
	refused(t, fault.Conflict, "organisations.founded", err)
	err = oversee(t, w, w.IMI.Administrator, func(tx *tenants.OversightTx) error { // not even past the verb
		o := organisations.Organisation{TenantID: w.Andina.ID}
		if err := tx.Allow("create", &o); err != nil {
			return err
		}
		tx.Record(tenants.Event{Action: "organisation.invited", Resource: "organisation", Subject: o.TenantID})
		return tx.DB().Create(&organisations.OrganisationInvitation{TenantID: w.Andina.ID, ID: tx.NewID(), Name: "IMI", Email: "imi@example.org", Locale: "en", InvitedAt: tx.Now()}).Error
	})
	refused(t, fault.Conflict, "fault.moved_on", err)
}

func TestACorrectedInvitationReplacesTheOneBefore(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	o, wrong := invite(t, w, whole())
	ok(t, oversee(t, w, w.IMI.Administrator, func(tx *tenants.OversightTx) error {
		return organisations.InviteAgain(tx, o.TenantID, organisations.Administrator{AdminName: "Rosa Quispe", AdminEmail: uuid.NewString() + "@example.org", Locale: "es"})
	}))
	right := newest(w, o.TenantID)
	_, err := found(t, w, wrong, people.Joining{Name: "Lucía Paredes", Password: good})
	refused(t, fault.Conflict, "organisations.invitation_withdrawn", err)
	_, err = found(t, w, right, people.Joining{Name: "Rosa Quispe", Password: good})
	ok(t, err)
	if k := load(t, w, o.TenantID); k.Invitation.Name != "Rosa Quispe" || k.Profile.ContactName != "Rosa Quispe" {
		t.Errorf("known as %+v", k.Invitation)
	}
}

func TestAWithdrawnOrganisationCannotBeFounded(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	o, token := invite(t, w, whole())
	withdraw := func() error {
		return oversee(t, w, w.IMI.Administrator, func(tx *tenants.OversightTx) error { return organisations.Withdraw(tx, o.TenantID) })
	}
	ok(t, withdraw())
	_, err := found(t, w, token, people.Joining{Name: "Lucía Paredes", Password: good})
	refused(t, fault.Conflict, "organisations.invitation_withdrawn", err)
	refused(t, fault.Conflict, "organisations.closed", withdraw())
	if load(t, w, o.TenantID).State() != organisations.Closed {
		t.Error("it is not closed")
	}
}

func TestInvitingAnOrganisationChecksEveryField(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	try := func(in organisations.NewOrganisation) error {
		return oversee(t, w, w.IMI.Administrator, func(tx *tenants.OversightTx) error { _, err := organisations.Invite(tx, in); return err })
	}
	err := try(organisations.NewOrganisation{})
	for _, key := range []string{"organisations.name_missing", "organisations.country_missing", "people.time_zone", "people.name_missing", "people.email_missing", "people.locale"} {
		refused(t, fault.Invalid, key, err)
	}
	bad := whole()
	bad.Name, bad.Slug, bad.Country = strings.Repeat("n", 201), "Not A Slug", "XX"
	err = try(bad)
	for _, key := range []string{"organisations.name_long", "organisations.slug_form", "organisations.country"} {
		refused(t, fault.Invalid, key, err)
	}
	bad = whole()
	bad.Name = "调解中心"
	refused(t, fault.Invalid, "organisations.slug_missing", try(bad))
	bad.Slug = w.Andina.Slug
	refused(t, fault.Conflict, "organisations.slug_taken", try(bad))
}

func TestOnlyIMIsAdministratorInvites(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	o, _ := invite(t, w, whole())
	for _, colleague := range []tenants.Overseer{w.IMI.Reviewer, w.IMI.SpotChecker, w.IMI.Appraiser} {
		for name, act := range map[string]func(*tenants.OversightTx) error{
			"invite": func(tx *tenants.OversightTx) error { _, err := organisations.Invite(tx, whole()); return err },
			"again": func(tx *tenants.OversightTx) error {
				return organisations.InviteAgain(tx, o.TenantID, organisations.Administrator{})
			},
			"withdraw": func(tx *tenants.OversightTx) error { return organisations.Withdraw(tx, o.TenantID) },
		} {
			if err := oversee(t, w, colleague, act); !fault.Is(err, fault.Forbidden) {
				t.Errorf("%v, %s: %v", colleague.Roles(), name, err)
			}
		}
	}
}

func TestOrganisationsAreListedAndFiltered(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	tag := uuid.NewString()[:8]
	var ids []uuid.UUID
	for _, name := range []string{"Áurea", "Brújula 50%", "Cóndor"} {
		in := whole()
		in.Name, in.Slug, in.Country = name+" "+tag, "x"+tag+strings.ToLower(name[len(name)-1:])+string(rune('a'+len(ids))), []string{"CL", "BO", "CL"}[len(ids)]
		in.Slug = strings.NewReplacer("%", "p").Replace(in.Slug)
		o, _ := invite(t, w, in)
		ids = append(ids, o.TenantID)
	}
	list := func(f organisations.Filter, ask paging.Ask) (page paging.Page[organisations.Known]) {
		ok(t, oversee(t, w, w.IMI.Reviewer, func(tx *tenants.OversightTx) (err error) { page, err = organisations.List(tx, f, ask); return err }))
		return page
	}
	for f, want := range map[*organisations.Filter]int{
		{Search: tag}:                                 3,
		{Search: "50% " + tag}:                        1,
		{Search: tag, Country: "cl"}:                  2,
		{Search: tag, State: organisations.Invited}:   3,
		{Search: tag, State: organisations.Founded}:   0,
		{Search: tag, State: organisations.Closed}:    0,
		{Search: tag, Among: ids[:2]}:                 2,
		{Search: tag, Among: []uuid.UUID{}}:           0,
		{Search: "International Mediation Institute"}: 0,
		{Search: "Andina", Among: []uuid.UUID{w.Andina.ID}, State: organisations.Founded}: 1,
	} {
		if n := len(list(*f, paging.Ask{}).Items); n != want {
			t.Errorf("%+v finds %d", *f, n)
		}
	}
	first := list(organisations.Filter{Search: tag}, paging.Ask{Limit: 2, Sort: "invited"})
	if first.Items[0].TenantID != ids[2] || first.Next == "" {
		t.Errorf("the newest is %s", first.Items[0].Name)
	}
	rest := list(organisations.Filter{Search: tag}, paging.Ask{Limit: 2, Sort: "invited", After: first.Next})
	if len(rest.Items) != 1 || rest.Items[0].TenantID != ids[0] {
		t.Errorf("the rest is %v", rest.Items)
	}
	err := oversee(t, w, w.IMI.Reviewer, func(tx *tenants.OversightTx) error { _, err := organisations.Load(tx, uuid.New()); return err })
	refused(t, fault.NotFound, "not_found.organisation", err)
	err = oversee(t, w, w.IMI.Reviewer, func(tx *tenants.OversightTx) error { _, err := organisations.Load(tx, tenants.Oversight); return err })
	refused(t, fault.NotFound, "not_found.organisation", err)
}

func TestAnAdministratorEditsTheProfileAndIMIReadsIt(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	edit := func(m tenants.Member, in organisations.OrganisationProfile) error {
		return w.DB.Write(t.Context(), m, func(tx *tenants.Tx) error { return organisations.EditProfile(tx, in) })
	}
	in := organisations.OrganisationProfile{TenantID: w.Nordic.ID, AboutEs: " Formamos en Quito. ", Website: "https://andina.example.org", ContactName: "Ana", ContactEmail: "ana@example.org"}
	ok(t, edit(w.Andina.Admin, in))
	if k := load(t, w, w.Andina.ID); k.Profile.AboutEs != "Formamos en Quito." || k.Profile.ContactEmail != "ana@example.org" {
		t.Errorf("the profile reads %+v", k.Profile)
	}
	if k := load(t, w, w.Nordic.ID); k.Profile.AboutEs != "" {
		t.Error("another organisation's profile was written")
	}
	err := edit(w.Andina.Admin, organisations.OrganisationProfile{AboutEn: strings.Repeat("x", 4001), Website: "andina", ContactEmail: "ana"})
	for _, key := range []string{"people.text_long", "people.website_form", "people.email_form"} {
		refused(t, fault.Invalid, key, err)
	}
	for _, colleague := range []tenants.Member{w.Andina.Manager, w.Andina.Trainer, w.Andina.Assessor, w.Member(w.Andina, tenants.RoleCandidate)} {
		refused(t, fault.Forbidden, "", edit(colleague, in))
	}
	refused(t, fault.NotFound, "not_found.organisation_profile", edit(w.IMI.AdministratorMember, in))
}

func TestASlugIsProposedFromTheName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Academia Andina de Mediación":      "academia-andina-de-mediacion",
		"  L’École -- Médiation & Co. ":     "lecole-mediation-co",
		"Ñandú":                             "nandu",
		"调解中心":                              "",
		"X":                                 "",
		"2 Rivers":                          "2-rivers",
		strings.Repeat("mediadores ", 10):   "mediadores-mediadores-mediadores",
		strings.Repeat("supercalifragi", 9): "supercalifragisupercalifragisupercalifra",
	} {
		if got := organisations.ProposeSlug(name); got != want {
			t.Errorf("%q: %q", name, got)
		}
	}
}
