package candidates

import (
	"reflect"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestALogbookAddsUpWhatCounts(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	c := add(t, w, w.Andina.Manager, camila)
	for _, role := range []string{"mediator", "co_mediator", "observer", "advocate", "mediator"} {
		in := mediation
		in.Role = role
		enter(t, w, w.Andina.Manager, c, in)
	}
	gone := enter(t, w, w.Andina.Manager, c, mediation)
	ok(t, write(t, w, w.Andina.Manager, func(tx *tenants.Tx) error { _, err := RemoveEntry(tx, gone.ID); return err }))
	ok(t, read(t, w, w.Andina.Manager, func(tx *tenants.Tx) error {
		entries, err := Logbook(tx, c.ID)
		if got := Sum(entries); !reflect.DeepEqual(got, Totals{Entries: 5, Mediations: 3, As: map[string]int{"mediator": 2, "co_mediator": 1, "observer": 1, "advocate": 1}, Hours: 13.5, Advocacies: 1}) {
			t.Errorf("adds up to %+v", got)
		}
		return err
	}))
}

func TestEveryWrongFieldOfAMediationIsNamedAtOnce(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	c := add(t, w, w.Andina.Manager, camila)
	tomorrow, named, tiny := mediation, mediation, mediation
	tomorrow.HeldOn = today.Add(24 * time.Hour)
	named.Field = "María Pérez contra Juan Solano"
	tiny.Hours = 0.001
	for name, x := range map[string]struct {
		in     NewEntry
		fields []string
	}{
		"nothing":          {NewEntry{}, []string{"held_on", "role", "medium", "hours", "field", "parties", "settled"}},
		"tomorrow":         {tomorrow, []string{"held_on"}},
		"a party's name":   {named, []string{"field"}},
		"a sliver of time": {tiny, []string{"hours"}},
	} {
		err := write(t, w, w.Andina.Manager, func(tx *tenants.Tx) error { _, err := AddEntry(tx, c.ID, x.in, today); return err })
		refused(t, err, fault.Invalid)
		t.Run(name, func(t *testing.T) { sameFields(t, err, x.fields...) })
	}
	named.NoName = true
	enter(t, w, w.Andina.Manager, c, named)
}

func TestTodayIsTheOrganisationsDay(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	c := add(t, w, w.Andina.Manager, camila)
	auckland, err := time.LoadLocation("Pacific/Auckland")
	ok(t, err)
	w.Clock.Add(5 * time.Hour) // 14:00 UTC on the 16th; the 17th in Auckland
	in := mediation
	in.HeldOn = time.Date(2026, 11, 17, 0, 0, 0, 0, time.UTC)
	enterOn := func(on time.Time) error {
		return write(t, w, w.Andina.Manager, func(tx *tenants.Tx) error { _, err := AddEntry(tx, c.ID, in, on); return err })
	}
	refused(t, enterOn(w.Clock.Now()), fault.Invalid)
	ok(t, enterOn(w.Clock.Now().In(auckland)))
}

func TestAnEditedEntryMustBeVerifiedAgain(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	c := add(t, w, w.Andina.Manager, camila)
	e := enter(t, w, w.Andina.Manager, c, mediation)
	verify := func(ids ...uuid.UUID) (n int, err error) {
		err = write(t, w, w.Andina.Manager, func(tx *tenants.Tx) (err error) { n, err = VerifyEntries(tx, c.ID, ids); return err })
		return n, err
	}
	if n, err := verify(e.ID); n != 1 || err != nil {
		t.Fatalf("%d verified, %v", n, err)
	}
	in := mediation
	in.Hours = 6
	ok(t, write(t, w, w.Andina.Manager, func(tx *tenants.Tx) error {
		got, err := EditEntry(tx, e.ID, in, today)
		if got.VerifiedAt != nil || got.Hours != 6 {
			t.Errorf("edited to %+v", got)
		}
		return err
	}))
	if w.Count("select count(*) from logbook_entry where id = $1 and verified_at is null and verified_by is null and hours = 6", e.ID) != 1 {
		t.Error("the row is still verified")
	}
	if w.Count(`select count(*) from audit_log where action = 'logbook.edited' and case_id = $1 and (detail->'was'->>'hours')::numeric = 4.5`, c.ID) != 1 {
		t.Error("the journal does not say what it was")
	}
	_, err := verify()
	refused(t, err, fault.Invalid)
	_, err = verify(e.ID, uuid.New())
	refused(t, err, fault.NotFound)
}

func TestARemovedEntryIsAbsentAndStays(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	c := add(t, w, w.Andina.Manager, camila)
	e := enter(t, w, w.Andina.Manager, c, mediation)
	remove := func() error {
		return write(t, w, w.Andina.Manager, func(tx *tenants.Tx) error { _, err := RemoveEntry(tx, e.ID); return err })
	}
	ok(t, remove())
	refused(t, remove(), fault.NotFound)
	refused(t, write(t, w, w.Andina.Manager, func(tx *tenants.Tx) error { _, err := EditEntry(tx, e.ID, mediation, today); return err }), fault.NotFound)
	if w.Count("select count(*) from logbook_entry where id = $1 and removed_at is not null", e.ID) != 1 {
		t.Error("the row is gone")
	}
}

func TestALogbookIsClosedToThoseItIsNotFor(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	c := add(t, w, w.Andina.Manager, camila)
	e := enter(t, w, w.Andina.Manager, c, mediation)
	for _, m := range []tenants.Member{w.Nordic.Manager, w.Andina.Trainer, w.Andina.Assessor} {
		ok(t, read(t, w, m, func(tx *tenants.Tx) error {
			entries, err := Logbook(tx, c.ID)
			if len(entries) != 0 {
				t.Errorf("%v read %d entries", m.Roles(), len(entries))
			}
			return err
		}))
		refused(t, write(t, w, m, func(tx *tenants.Tx) error { _, err := EditEntry(tx, e.ID, mediation, today); return err }), fault.NotFound)
		refused(t, write(t, w, m, func(tx *tenants.Tx) error { _, err := AddEntry(tx, c.ID, mediation, today); return err }), fault.NotFound)
		refused(t, write(t, w, m, func(tx *tenants.Tx) error { _, err := VerifyEntries(tx, c.ID, []uuid.UUID{e.ID}); return err }), fault.NotFound)
	}
}
