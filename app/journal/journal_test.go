package journal_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/journal"
	"accord/app/paging"
	"accord/app/people"
	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
)

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func refused(t *testing.T, code fault.Code, key string, err error) {
	t.Helper()
	e, is := err.(*fault.Error)
	if !is || e.Code != code || (key != "" && e.Key != key) {
		t.Fatalf("%v, not refused as %s %s", err, code, key)
	}
}

// invite leaves an event in an organisation's log, and a case of it.
func invite(t *testing.T, w *apptest.World, by tenants.Member) (m people.Membership) {
	t.Helper()
	ok(t, w.DB.Write(t.Context(), by, func(tx *tenants.Tx) (err error) {
		m, err = people.Invite(tx, people.NewMember{Name: "X", Email: uuid.NewString() + "@example.org", Locale: "en", Roles: []tenants.Role{tenants.RoleTrainer}})
		return err
	}))
	return m
}

// invited is the same within a transaction.
func invited(tx *tenants.Tx) (uuid.UUID, error) {
	m, err := people.Invite(tx, people.NewMember{Name: "X", Email: uuid.NewString() + "@example.org", Locale: "en", Roles: []tenants.Role{tenants.RoleTrainer}})
	return m.ID, err
}

func list(t *testing.T, w *apptest.World, by tenants.Member, f journal.Filter, ask paging.Ask) (page paging.Page[journal.AuditLog], err error) {
	t.Helper()
	err = w.DB.Read(t.Context(), by, func(tx *tenants.Tx) (err error) { page, err = journal.List(tx, f, ask); return err })
	return page, err
}

func TestACasesEventsAreReadNewestFirst(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	m := invite(t, w, w.Andina.Admin)
	w.Clock.Add(time.Minute)
	ok(t, w.DB.Write(t.Context(), w.Andina.Admin, func(tx *tenants.Tx) error { return people.SetRoles(tx, m.ID, []tenants.Role{tenants.RoleAssessor}) }))
	ok(t, w.DB.Read(t.Context(), w.Andina.Trainer, func(tx *tenants.Tx) error {
		all, err := journal.OfCase(tx, tx.Tenant(), m.ID)
		if len(all) != 2 || all[0].Action != "membership.roles_set" || all[0].Actor != w.Andina.Admin.Name() || !all[0].At.Equal(apptest.Start.Add(time.Minute)) {
			t.Errorf("the events read %+v", all)
		}
		if all[0].Detail.Text("given") != "assessor" || all[0].Detail.Text("nothing") != "" || !slices.Equal(all[0].Roles, []string{tenants.RoleAdministrator}) || all[0].ByJob() {
			t.Errorf("the event reads %+v", all[0])
		}
		return err
	}))
	ok(t, w.DB.Read(t.Context(), w.Nordic.Admin, func(tx *tenants.Tx) error {
		all, err := journal.OfCase(tx, w.Andina.ID, m.ID)
		if len(all) != 0 {
			t.Errorf("another organisation reads %d events", len(all))
		}
		return err
	}))
	ok(t, w.DB.OverseeRead(t.Context(), w.IMI.Administrator, "look", func(tx *tenants.OversightTx) error {
		all, err := journal.OfCase(tx, w.Andina.ID, m.ID)
		if len(all) != 0 {
			t.Errorf("IMI reads %d events of the organisation's own", len(all))
		}
		return err
	}))
}

func TestOnlyAdministratorsReadTheWholeLog(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	invite(t, w, w.Nordic.Admin)
	m := invite(t, w, w.Andina.Admin)
	page, err := list(t, w, w.Andina.Admin, journal.Filter{}, paging.Ask{})
	ok(t, err)
	for _, e := range page.Items {
		if e.TenantID != w.Andina.ID {
			t.Errorf("an event of another organisation: %+v", e)
		}
	}
	if len(page.Items) != 1 || *page.Items[0].SubjectID != m.ID {
		t.Errorf("the log reads %+v", page.Items)
	}
	for _, colleague := range []tenants.Member{w.Andina.Manager, w.Andina.Trainer, w.Andina.Assessor, w.Member(w.Andina, tenants.RoleCandidate)} {
		_, err := list(t, w, colleague, journal.Filter{}, paging.Ask{})
		refused(t, fault.NotFound, "not_found.audit_log", err)
		err = w.DB.Write(t.Context(), colleague, func(tx *tenants.Tx) error { _, _, err := journal.Export(tx, journal.Filter{}); return err })
		refused(t, fault.NotFound, "not_found.audit_log", err)
	}
	for _, colleague := range []tenants.Overseer{w.IMI.Reviewer, w.IMI.SpotChecker, w.IMI.Appraiser} {
		err := w.DB.OverseeRead(t.Context(), colleague, "look", func(tx *tenants.OversightTx) error {
			_, err := journal.Oversight(tx, uuid.Nil, journal.Filter{}, paging.Ask{})
			return err
		})
		refused(t, fault.NotFound, "not_found.audit_log", err)
	}
}

func TestTheLogIsFilteredAndPaged(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	second := w.Member(w.Andina, tenants.RoleAdministrator)
	var all []people.Membership
	for range 3 {
		all = append(all, invite(t, w, w.Andina.Admin))
		w.Clock.Add(24 * time.Hour)
	}
	ok(t, w.DB.Write(t.Context(), second, func(tx *tenants.Tx) error { return people.End(tx, all[0].ID) }))
	ok(t, w.DB.Write(t.Context(), w.Andina.Manager, func(tx *tenants.Tx) error { return programs.Close(tx, w.Andina.QAP) }))
	for name, c := range map[string]struct {
		f    journal.Filter
		want int
	}{
		"all":             {journal.Filter{}, 5},
		"by a person":     {journal.Filter{Person: second.Person()}, 1},
		"an area":         {journal.Filter{Area: "membership"}, 4},
		"half an area":    {journal.Filter{Area: "member"}, 0},
		"a resource":      {journal.Filter{Resource: "program"}, 1},
		"a subject":       {journal.Filter{Subject: all[0].ID}, 2},
		"from a day":      {journal.Filter{From: apptest.Start.Add(24 * time.Hour)}, 4},
		"until a day":     {journal.Filter{To: apptest.Start.Add(24 * time.Hour)}, 1},
		"what was read":   {journal.Filter{Reading: true}, 0},
		"what IMI did":    {journal.Filter{Door: "overseer"}, 0},
		"a like wildcard": {journal.Filter{Area: "%"}, 0},
	} {
		page, err := list(t, w, w.Andina.Admin, c.f, paging.Ask{})
		ok(t, err)
		if len(page.Items) != c.want {
			t.Errorf("%s: %d events, not %d", name, len(page.Items), c.want)
		}
	}
	first, err := list(t, w, w.Andina.Admin, journal.Filter{}, paging.Ask{Limit: 2})
	ok(t, err)
	rest, err := list(t, w, w.Andina.Admin, journal.Filter{}, paging.Ask{Limit: 3, After: first.Next})
	ok(t, err)
	if first.Items[0].Action != "program.closed" || len(rest.Items) != 3 || rest.Next != "" || *rest.Items[2].SubjectID != all[0].ID {
		t.Errorf("the rest reads %+v", rest.Items)
	}
}

func TestWhatIMIDoesInAnOrganisationStandsInItsLog(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	var p programs.Program
	ok(t, w.DB.Write(t.Context(), w.Andina.Manager, func(tx *tenants.Tx) (err error) {
		p, err = programs.Create(tx, programs.NewProgram{Kind: programs.ICQAP, Details: programs.Details{Title: "Intercultural", Languages: []string{"en"}, Description: "x"}, Places: []programs.NewLocation{{Name: "Zoom", TimeZone: "UTC", Online: true}}})
		if err == nil {
			err = programs.Propose(tx, p.ID)
		}
		return err
	}))
	ok(t, w.DB.Oversee(t.Context(), w.IMI.Administrator, "recognise a program", func(tx *tenants.OversightTx) error {
		_, err := programs.Recognise(tx, w.Andina.ID, p.ID)
		return err
	}))
	page, err := list(t, w, w.Andina.Admin, journal.Filter{Door: "overseer"}, paging.Ask{})
	ok(t, err)
	if len(page.Items) != 1 || page.Items[0].Action != "program.recognised" || *page.Items[0].Purpose != "recognise a program" {
		t.Errorf("the log reads %+v", page.Items)
	}
	ok(t, w.DB.OverseeRead(t.Context(), w.IMI.Administrator, "look", func(tx *tenants.OversightTx) error {
		page, err := journal.Oversight(tx, w.Andina.ID, journal.Filter{}, paging.Ask{})
		if len(page.Items) != 2 || page.Items[0].Action != "program.recognised" || page.Items[1].Action != "program.proposed" {
			t.Errorf("what IMI did and was told reads %+v", page.Items)
		}
		return err
	}))
}

func TestAnExportIsAnEventItself(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	invite(t, w, w.Andina.Admin)
	ok(t, w.DB.Write(t.Context(), w.Andina.Admin, func(tx *tenants.Tx) error {
		all, more, err := journal.Export(tx, journal.Filter{})
		if len(all) != 1 || more {
			t.Errorf("%d events, more: %v", len(all), more)
		}
		return err
	}))
	page, err := list(t, w, w.Andina.Admin, journal.Filter{Area: "journal"}, paging.Ask{})
	ok(t, err)
	if len(page.Items) != 1 || page.Items[0].Detail.Text("events") != "1" {
		t.Errorf("the log reads %+v", page.Items)
	}
}

func TestSigningInStandsInNobodysLog(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	ok(t, people.AskReset(t.Context(), w.DB, uuid.NewString()+"@example.org", people.Visit{Address: uuid.NewString(), Request: "test"}))
	page, err := list(t, w, w.IMI.AdministratorMember, journal.Filter{Area: "account"}, paging.Ask{})
	ok(t, err)
	if len(page.Items) != 0 {
		t.Errorf("IMI's log reads %+v", page.Items)
	}
}
