package trainings

import (
	"testing"
	"time"

	"accord/app/apptest"
	"accord/tenants"
	"accord/tenants/fault"
)

func on(year int, month time.Month, d int) time.Time {
	return time.Date(year, month, d, 0, 0, 0, 0, time.UTC)
}

func clock(t *testing.T, typed string) Clock {
	t.Helper()
	c, known := ReadClock(typed)
	if !known {
		t.Fatalf("%q is no hour", typed)
	}
	return c
}

// evenings are Tuesdays and Thursdays, 17:00 to 20:00, in Oslo.
func evenings(t *testing.T, from, until time.Time) Series {
	return Series{Session: NewSession{Title: "Listening", Hours: 2.5, Place: "Room 4"}, Days: []time.Weekday{time.Tuesday, time.Thursday},
		From: from, Until: until, Begins: clock(t, "17:00"), Ends: clock(t, "20:00")}
}

func oslo(t *testing.T, w *apptest.World, starts, ends time.Time) Cohort {
	t.Helper()
	var c Cohort
	ok(t, write(t, w, w.Nordic.Manager, func(tx *tenants.Tx) (err error) {
		c, err = Open(tx, NewCohort{Program: w.Nordic.CMTP, Code: "N-26", Title: "Foundations", Language: "en", StartsOn: starts, EndsOn: ends, Capacity: 24, RequiredHours: 40, AttendanceFloor: 90})
		return err
	}))
	return c
}

func TestASeriesKeepsItsHourByTheClockOnTheWallWhenTheClocksChange(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	c := oslo(t, w, on(2026, 10, 1), on(2026, 12, 18))
	var made []TrainingSession
	ok(t, write(t, w, w.Nordic.Manager, func(tx *tenants.Tx) (err error) {
		made, err = AddSeries(tx, c.ID, evenings(t, on(2026, 10, 19), on(2026, 10, 30)))
		return err
	}))
	want := []string{"2026-10-20T15:00:00Z", "2026-10-22T15:00:00Z", "2026-10-27T16:00:00Z", "2026-10-29T16:00:00Z"} // back to winter time on the 25th
	if len(made) != len(want) {
		t.Fatalf("%d sessions", len(made))
	}
	for i, s := range made {
		if got := s.StartsAt.UTC().Format(time.RFC3339); got != want[i] || s.Number != i+1 || s.EndsAt.Sub(s.StartsAt) != 3*time.Hour {
			t.Errorf("session %d at %s for %s, number %d", i, got, s.EndsAt.Sub(s.StartsAt), s.Number)
		}
	}
}

func TestAnHourThatTheClocksLeaveOutIsNotPlanned(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	c := oslo(t, w, on(2027, 3, 1), on(2027, 4, 30))
	in := evenings(t, on(2027, 3, 20), on(2027, 3, 31))
	in.Days, in.Begins, in.Ends = []time.Weekday{time.Sunday}, clock(t, "2:30"), clock(t, "05:30")
	err := write(t, w, w.Nordic.Manager, func(tx *tenants.Tx) error { _, err := AddSeries(tx, c.ID, in); return err })
	said(t, err, fault.Invalid, "series.no_such_hour")
	if n := w.Count("select count(*) from training_session where cohort_id = $1", c.ID); n != 0 {
		t.Errorf("%d sessions of a series that was refused", n)
	}
}

func TestASeriesEndsAfterItsNumberOrOnItsDay(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	c := oslo(t, w, on(2026, 11, 2), on(2026, 11, 27))
	preview := func(in Series) (plan []NewSession, err error) {
		err = read(t, w, w.Nordic.Manager, func(tx *tenants.Tx) error { plan, err = Preview(tx, c.ID, in); return err })
		return plan, err
	}
	byNumber := evenings(t, on(2026, 11, 2), time.Time{})
	byNumber.Times = 3
	plan, err := preview(byNumber)
	ok(t, err)
	if len(plan) != 3 || plan[2].StartsAt.Day() != 10 {
		t.Errorf("by number: %v", plan)
	}
	plan, err = preview(evenings(t, on(2026, 11, 3), on(2026, 11, 12)))
	ok(t, err)
	if len(plan) != 4 { // both its first and its last day count
		t.Errorf("by day: %d", len(plan))
	}
	for key, spoil := range map[string]func(*Series){
		"series.days_required":   func(s *Series) { s.Days = nil },
		"series.times_or_until":  func(s *Series) { s.Until = time.Time{} },
		"series.until_before":    func(s *Series) { s.Until = on(2026, 11, 2) },
		"session.outside":        func(s *Series) { s.Until = on(2026, 12, 24) },
		"series.none":            func(s *Series) { s.Days, s.Until = []time.Weekday{time.Sunday}, on(2026, 11, 5) },
		"series.beyond":          func(s *Series) { s.Times, s.Until = 50, time.Time{} },
		"series.too_many":        func(s *Series) { s.Times, s.Until = MaxSeries+1, time.Time{} },
		"session.title_required": func(s *Series) { s.Session.Title = " " },
		"session.hours_longer":   func(s *Series) { s.Session.Hours = 3.5 },
		"session.link_form":      func(s *Series) { s.Session.Link = "meet" },
	} {
		in := evenings(t, on(2026, 11, 3), on(2026, 11, 12))
		spoil(&in)
		_, err := preview(in)
		said(t, err, fault.Invalid, key)
	}
	both := evenings(t, on(2026, 11, 3), on(2026, 11, 12))
	both.Times = 2
	if plan, err := preview(both); err != nil || len(plan) != 2 {
		t.Errorf("two of those until a day are %d: %v", len(plan), err)
	}
	both.Times = 5 // only four fall until then
	_, err = preview(both)
	said(t, err, fault.Invalid, "series.beyond")
	if n := w.Count("select count(*) from training_session where cohort_id = $1", c.ID); n != 0 {
		t.Errorf("a preview planned %d sessions", n)
	}
}

func TestOfASeriesOnlyWhatWasKeptOfItsPreviewIsPlanned(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	c := oslo(t, w, on(2026, 11, 2), on(2026, 11, 27))
	in := evenings(t, on(2026, 11, 3), on(2026, 11, 12))
	add := func(days ...time.Time) error {
		in.OnlyDays = append([]time.Time{}, days...)
		return write(t, w, w.Nordic.Manager, func(tx *tenants.Tx) error { _, err := AddSeries(tx, c.ID, in); return err })
	}
	said(t, add(), fault.Invalid, "series.none_chosen")
	said(t, add(on(2026, 11, 3), on(2026, 11, 4)), fault.Invalid, "series.other_days")
	ok(t, add(on(2026, 11, 3), on(2026, 11, 12)))
	if n := w.Count("select count(*) from training_session where cohort_id = $1", c.ID); n != 2 {
		t.Errorf("%d sessions", n)
	}
}

func TestASeriesIsRefusedToWhoDoesNotPlanTheCohort(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	c := oslo(t, w, on(2026, 11, 2), on(2026, 11, 27))
	in := evenings(t, on(2026, 11, 3), on(2026, 11, 12))
	for _, m := range []tenants.Member{w.Nordic.Trainer, w.Nordic.Assessor, w.Andina.Manager} {
		refused(t, write(t, w, m, func(tx *tenants.Tx) error { _, err := AddSeries(tx, c.ID, in); return err }), fault.NotFound)
		refused(t, read(t, w, m, func(tx *tenants.Tx) error { _, err := Preview(tx, c.ID, in); return err }), fault.NotFound)
	}
}
