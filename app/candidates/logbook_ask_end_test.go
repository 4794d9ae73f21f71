package candidates

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

func TestAChangedEntryIsAskedAboutNoMore(t *testing.T) {
	t.Parallel()
	a := newAsking(t)
	guest := a.referee(a.r)
	in := mediation
	in.Hours = 7
	ok(t, write(t, a.World, a.Andina.Manager, func(tx *tenants.Tx) error { _, err := EditEntry(tx, a.entries[0].ID, in, today); return err }))
	refused(t, a.answer(guest, says(a.r.Items, "", "")), fault.Conflict) // their page showed it as it was
	now := a.load(a.r.ID)
	if open := now.Open(); now.State != Asked || len(open) != 1 || open[0].EntryID != a.entries[1].ID {
		t.Fatalf("the request is %+v", now)
	}
	ok(t, write(t, a.World, a.Andina.Manager, func(tx *tenants.Tx) error { _, err := RemoveEntry(tx, a.entries[1].ID); return err }))
	if a.load(a.r.ID).State != Withdrawn {
		t.Error("a request about nothing is still asked")
	}
	refused(t, a.answer(guest, says(now.Open(), "")), fault.Conflict)
	_, err := a.ask(a.Andina.Manager, ortega, 0) // as it is now
	ok(t, err)
	ok(t, write(t, a.World, a.Andina.Manager, func(tx *tenants.Tx) error { // proof came another way
		_, err := VerifyEntries(tx, a.c.ID, []uuid.UUID{a.entries[0].ID})
		return err
	}))
	if n := a.Count(`select count(*) from referee_request where candidate_id = $1 and state = 'withdrawn'`, a.c.ID); n != 2 {
		t.Errorf("%d requests are withdrawn", n)
	}
}

func TestADisputeEndsWithACorrection(t *testing.T) {
	t.Parallel()
	a := newAsking(t)
	ok(t, a.answer(a.referee(a.r), says(a.r.Items, "", "Six hours, I believe")))
	in := mediation
	in.HeldOn, in.Hours = a.entries[1].HeldOn, 6
	ok(t, write(t, a.World, a.Andina.Manager, func(tx *tenants.Tx) error { _, err := EditEntry(tx, a.entries[1].ID, in, today); return err }))
	if e := a.entry(1); e.DisputedAt != nil || e.RefereeID != nil || e.RefereeName != "" {
		t.Errorf("corrected to %+v", e)
	}
	_, err := a.ask(a.Andina.Manager, ortega, 1)
	ok(t, err)
}

func TestARefereeIsRemindedOnceAndAskedNoMoreAfterAMonth(t *testing.T) {
	t.Parallel()
	a := newAsking(t)
	guest := a.referee(a.r)
	clerk, err := a.DB.AdmitClerk(t.Context(), a.Andina.ID, LapseRefereeKind, "test")
	ok(t, err)
	job := func(do func(*tenants.Tx, uuid.UUID) error) {
		t.Helper()
		ok(t, write(t, a.World, clerk, func(tx *tenants.Tx) error { return do(tx, a.r.ID) }))
	}
	job(LapseReferee)
	if a.load(a.r.ID).State != Asked {
		t.Error("it lapsed before its time")
	}
	a.Clock.Add(RefereeReminded)
	job(RemindReferee)
	job(RemindReferee)
	if n := a.Count(`select count(*) from audit_log where subject_id = $1 and action = 'logbook.referee_reminded'`, a.r.ID); n != 1 {
		t.Errorf("reminded %d times", n)
	}
	a.Clock.Add(RefereeLife - RefereeReminded)
	refused(t, a.answer(guest, says(a.r.Items, "", "")), fault.Conflict)
	if _, err := a.DB.LinkOf(t.Context(), a.DB.LinkToken(a.r.LinkID)); !fault.Is(err, fault.NotFound) {
		t.Errorf("the link still opens: %v", err)
	}
	job(LapseReferee)
	job(RemindReferee)
	if now := a.load(a.r.ID); now.State != Lapsed || len(now.Open()) != 0 {
		t.Errorf("after a month it is %+v", now)
	}
	_, err = a.ask(a.Andina.Manager, ortega, 0)
	ok(t, err)
}

func TestOneLogbookAsksTenRefereesADay(t *testing.T) {
	t.Parallel()
	a := newAsking(t)
	last := a.r.RefereeRequest
	again := func() (err error) {
		ok(t, write(t, a.World, a.Andina.Manager, func(tx *tenants.Tx) error { _, err := WithdrawReferee(tx, last.ID); return err }))
		last, err = a.ask(a.Andina.Manager, ortega, 0)
		return err
	}
	for range MaxReferees - 1 {
		ok(t, again())
	}
	refused(t, again(), fault.Conflict)
	refused(t, write(t, a.World, a.Andina.Manager, func(tx *tenants.Tx) error { _, err := WithdrawReferee(tx, a.r.ID); return err }), fault.Conflict)
	a.Clock.Add(24 * time.Hour)
	_, err := a.ask(a.Andina.Manager, ortega, 0)
	ok(t, err)
}

// The moves are the tables' own, whoever writes.
func TestTheDatabaseHoldsWhatARefereeSaid(t *testing.T) {
	t.Parallel()
	a := newAsking(t)
	said := []string{
		`update referee_request set state = 'answered', declared = 'x', ended_at = app.now() where id = $1`, // before its items
		`update referee_request set state = 'lapsed', ended_at = app.now() where id = $1`,
		`update referee_request set email = 'x@y.example' where id = $1`,
		`update referee_item set hours = 9 where request_id = $1`,
		`update logbook_entry set hours = 9 where id in (select entry_id from referee_item where request_id = $1)`,
		`update logbook_entry set verified_at = app.now(), referee_id = $1, referee_name = 'Inés Ortega' where id in (select entry_id from referee_item where request_id = $1)`,
	}
	for _, sql := range said {
		if a.Try(sql, a.r.ID) == nil {
			t.Errorf("the database takes %q", sql)
		}
	}
	ok(t, a.answer(a.referee(a.r), says(a.r.Items, "", "Another day")))
	for _, sql := range []string{
		`update referee_request set state = 'asked', declared = '', ended_at = null where id = $1`,
		`update referee_item set state = 'confirmed', reason = '' where request_id = $1 and state = 'disputed'`,
		`update logbook_entry set disputed_at = null, referee_id = null, referee_name = '', verified_at = app.now() where referee_id = $1 and disputed_at is not null`,
		`update logbook_entry set referee_name = 'Another' where referee_id = $1`,
	} {
		if a.Try(sql, a.r.ID) == nil {
			t.Errorf("the database takes %q", sql)
		}
	}
}
