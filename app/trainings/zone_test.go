package trainings

import (
	"errors"
	"slices"
	"testing"
	"time"

	"accord/app/apptest"
	"accord/app/paging"
	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
)

// placed is November's cohort at a place, in a zone; "" is left open.
func placed(w *apptest.World, code, place, zone string, starts, ends time.Time) NewCohort {
	in := november(w)
	in.Code, in.Place, in.TimeZone, in.StartsOn, in.EndsOn = code, place, zone, starts, ends
	return in
}

func date(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

func (s *zoned) open(t *testing.T, in NewCohort) (c Cohort) {
	t.Helper()
	ok(t, write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) (err error) { c, err = Open(tx, in); return err }))
	return c
}

// zoned is Andina, whose program is held in Quito, in Madrid and online.
type zoned struct{ *apptest.World }

func newZoned(t *testing.T, places ...programs.NewLocation) *zoned {
	t.Helper()
	s := &zoned{apptest.NewWorld(t)}
	for _, p := range places {
		s.Row("program_location", map[string]any{"tenant_id": s.Andina.ID, "program_id": s.Andina.CMTP, "name": p.Name, "city": p.City, "time_zone": p.TimeZone, "online": p.Online, "added_at": apptest.Start})
	}
	return s
}

var (
	quito  = programs.NewLocation{Name: "Casa Andina", City: "Quito", TimeZone: "America/Guayaquil"}
	madrid = programs.NewLocation{Name: "Sede Europa", City: "Madrid", TimeZone: "Europe/Madrid"}
	online = programs.NewLocation{Name: "Online", TimeZone: "America/Guayaquil", Online: true}
)

func TestACohortHasTheZoneOfItsPlaceElseTheOrganisations(t *testing.T) {
	t.Parallel()
	s := newZoned(t, quito, madrid, online)
	starts, ends := date(2027, 3, 1), date(2027, 6, 1)
	for code, c := range map[string]struct{ place, zone, want string }{
		"MADRID": {"Sede Europa, aula 2", "", "Europe/Madrid"}, "CITY": {"madrid", "", "Europe/Madrid"}, "QUITO": {"Quito", "", "America/Guayaquil"},
		"ONLINE": {"Madrid and online", "", "America/Guayaquil"}, "NOWHERE": {"", "", "America/Guayaquil"}, "CHOSEN": {"Madrid", "Pacific/Auckland", "Pacific/Auckland"},
	} {
		if got := s.open(t, placed(s.World, code, c.place, c.zone, starts, ends)).TimeZone; got != c.want {
			t.Errorf("%s at %q is in %s, want %s", code, c.place, got, c.want)
		}
	}
	only := newZoned(t, madrid)
	if got := only.open(t, placed(only.World, "ONLY", "", "", starts, ends)).TimeZone; got != "Europe/Madrid" {
		t.Errorf("a program of one place has cohorts in %s", got)
	}
	err := write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := Open(tx, placed(s.World, "MARS", "", "Mars/Olympus", starts, ends))
		return err
	})
	saidOf(t, err, fault.Invalid, "people.time_zone")
}

// Clocks in Madrid go forward on 28 March 2027, and the series stays at its hour.
func TestASeriesStaysAtItsHourWhereItTakesPlaceWhenClocksChange(t *testing.T) {
	t.Parallel()
	s := newZoned(t, madrid)
	c := s.open(t, placed(s.World, "MADRID", "Madrid", "", date(2027, 3, 1), date(2027, 6, 1)))
	var all []TrainingSession
	ok(t, write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		all, err = AddSeries(tx, c.ID, Series{From: date(2027, 3, 20), Days: []time.Weekday{time.Saturday}, Times: 3, Begins: 9 * 60, Ends: 13 * 60, Session: NewSession{Title: "Escucha", Hours: 4}})
		return err
	}))
	for i, want := range []string{"2027-03-20T08:00:00Z", "2027-03-27T08:00:00Z", "2027-04-03T07:00:00Z"} {
		if got := all[i].StartsAt.UTC().Format(time.RFC3339); got != want {
			t.Errorf("session %d is at %s, want %s", i+1, got, want)
		}
	}
	r := SessionReminder{DaysBefore: 7}
	if got := r.At(all[2], c.Zone()).UTC().Format(time.RFC3339); got != "2027-03-27T08:00:00Z" {
		t.Errorf("its reminder is at %s", got)
	}
	// Where there is no such hour it is refused.
	err := write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := AddSeries(tx, c.ID, Series{From: date(2027, 3, 28), Days: []time.Weekday{time.Sunday}, Times: 1, Begins: 2*60 + 30, Ends: 6 * 60, Session: NewSession{Title: "Noche", Hours: 3}})
		return err
	})
	saidOf(t, err, fault.Invalid, "series.no_such_hour")
}

// In Auckland it is Monday while it is Sunday still in Quito.
func TestADayIsTheDayWhereTheCohortTakesPlace(t *testing.T) {
	t.Parallel()
	s := newZoned(t, quito)
	c := s.open(t, placed(s.World, "AUCKLAND", "Auckland", "Pacific/Auckland", date(2026, 11, 23), date(2026, 11, 24)))
	first := time.Date(2026, 11, 23, 9, 0, 0, 0, c.Zone()) // 15:00 of the 22nd in Quito
	add := func(at time.Time) error {
		return write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error {
			_, err := AddSession(tx, c.ID, NewSession{Title: "Listening", StartsAt: at, EndsAt: at.Add(4 * time.Hour), Hours: 4})
			return err
		})
	}
	saidOf(t, add(first.AddDate(0, 0, -1)), fault.Invalid, "session.outside")
	ok(t, add(first))
	saidOf(t, add(time.Date(2026, 11, 25, 9, 0, 0, 0, c.Zone())), fault.Invalid, "session.outside") // the 24th still in Quito
	states := func(want State) {
		t.Helper()
		ok(t, read(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error {
			if got := c.StateAt(tx.Now()); got != want {
				t.Errorf("at %s it is %s, want %s", tx.Now(), got, want)
			}
			page, err := List(tx, Filter{State: want}, paging.Ask{})
			if len(page.Items) != 1 {
				t.Errorf("%d cohorts are listed as %s", len(page.Items), want)
			}
			return err
		}))
	}
	s.Clock.Add(first.Add(-10 * time.Hour).Sub(s.Clock.Now())) // 23:00 of the 22nd there
	states(Planned)
	s.Clock.Add(2 * time.Hour)
	states(Running)
	edit := func(zone string) error {
		return write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error {
			in := placed(s.World, "AUCKLAND", "Auckland", zone, date(2026, 11, 23), date(2026, 11, 24))
			_, err := Edit(tx, c.ID, in)
			return err
		})
	}
	saidOf(t, edit("America/Guayaquil"), fault.Invalid, "cohort.zone_stays")
	ok(t, edit("")) // its own
	if s.Try(`update cohort set time_zone = 'America/Guayaquil' where id = $1`, c.ID) == nil || s.Try(`update cohort set time_zone = 'Mars/Olympus' where id = $1`, c.ID) == nil {
		t.Error("the database lets the zone of planned sessions go")
	}
	if n, err := s.ByLogin(tenants.DoorMember, s.Nordic.ID, `update cohort set time_zone = 'UTC' where id = $1`, c.ID); n != 0 || err != nil {
		t.Errorf("another organisation reaches %d: %v", n, err)
	}
}

// saidOf is refused, with the sentence that says why.
func saidOf(t *testing.T, err error, code fault.Code, key string) {
	t.Helper()
	f, is := errors.AsType[*fault.Error](err)
	if !is || f.Code != code || f.Key != key && !slices.ContainsFunc(f.Fields, func(e fault.FieldError) bool { return e.Key == key }) {
		t.Errorf("want %s %s, got %v", code, key, err)
	}
}
