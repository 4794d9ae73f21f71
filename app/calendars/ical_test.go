package calendars_test

import (
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"accord/app/calendars"
	"accord/app/trainings"
	"accord/tenants"
)

func TestAnHourStaysTheHourOverTheChangeToSummerTime(t *testing.T) {
	t.Parallel()
	s := newYear(t)
	winter, summer := s.at(t, s.One, "2027-03-27 09:00", trainings.NewSession{}), s.at(t, s.One, "2027-03-29 09:00", trainings.NewSession{})
	text := calendars.ICal(s.window(t, s.Nordic.Trainer, calendars.Filter{}), words())
	all := read(t, text)
	for _, one := range []trainings.TrainingSession{winter, summer} {
		at, err := all[of(one)].GetStartAt()
		ok(t, err)
		if got := at.In(s.oslo).Format("15:04"); got != "09:00" {
			t.Errorf("a session at nine begins at %s", got)
		}
	}
	if !strings.Contains(text, "DTSTART:20270327T080000Z") || !strings.Contains(text, "DTSTART:20270329T070000Z") {
		t.Errorf("the times are not in UTC:\n%s", text)
	}
}

func TestAMoveAndACancellationCountUp(t *testing.T) {
	t.Parallel()
	s := newYear(t)
	one := s.at(t, s.One, "2027-02-01 09:00", trainings.NewSession{Title: "Options"})
	feed := func() *ics.VEvent {
		t.Helper()
		return read(t, calendars.ICal(s.window(t, s.Nordic.Trainer, calendars.Filter{}), words()))[of(one)]
	}
	before := feed()
	if value(before, ics.ComponentPropertySequence) != "0" || value(before, ics.ComponentPropertyStatus) != "CONFIRMED" {
		t.Errorf("planned it is %v", before.Properties)
	}
	s.Clock.Add(time.Hour)
	s.write(t, s.Nordic.Manager, func(tx *tenants.Tx) error {
		_, err := trainings.EditSession(tx, one.ID, trainings.NewSession{Title: "Options", StartsAt: one.StartsAt.Add(time.Hour), EndsAt: one.EndsAt.Add(time.Hour), Hours: 3, Reason: "The room"})
		return err
	})
	moved := feed()
	if value(moved, ics.ComponentPropertySequence) != "1" || value(moved, ics.ComponentPropertyLastModified) == value(before, ics.ComponentPropertyLastModified) {
		t.Errorf("moved it is %v", moved.Properties)
	}
	s.Clock.Add(time.Hour)
	s.write(t, s.Nordic.Manager, func(tx *tenants.Tx) error { _, err := trainings.CancelSession(tx, one.ID, "Snow"); return err })
	gone := feed()
	if value(gone, ics.ComponentPropertySequence) != "2" || value(gone, ics.ComponentPropertyStatus) != "CANCELLED" || value(gone, ics.ComponentPropertySummary) != "Options" {
		t.Errorf("cancelled it is %v", gone.Properties)
	}
	if a, b := calendars.ICal(s.window(t, s.Nordic.Trainer, calendars.Filter{}), words()), calendars.ICal(s.window(t, s.Nordic.Trainer, calendars.Filter{}), words()); a != b {
		t.Error("what did not change reads differently")
	}
}

func TestWhatPeopleWriteIsEscapedAndFolded(t *testing.T) {
	t.Parallel()
	s := newYear(t)
	title := `Ø, "ja"; mediación — un título que no cabe en una línea de setenta y cinco octetos\n BEGIN:VEVENT`
	one := s.at(t, s.One, "2027-02-01 09:00", trainings.NewSession{Title: title, Place: "Room 2; first floor, left", Link: "https://meet.example/a?b=1,2;c"})
	text := calendars.ICal(s.window(t, s.Nordic.Trainer, calendars.Filter{}), words())
	all := read(t, text)
	if len(all) != 1 {
		t.Fatalf("%d events of one session", len(all))
	}
	e := all[of(one)]
	for property, want := range map[ics.ComponentProperty]string{ics.ComponentPropertySummary: one.Title, ics.ComponentPropertyLocation: "Room 2; first floor, left",
		ics.ComponentPropertyUrl: "https://accord.example/s/" + one.ID.String()} {
		if got := value(e, property); got != want {
			t.Errorf("%s is %q, not %q", property, got, want)
		}
	}
	if got := value(e, ics.ComponentPropertyDescription); !strings.Contains(got, "https://meet.example/a?b=1,2;c") || !strings.Contains(got, "\n") {
		t.Errorf("the description is %q", got)
	}
	for _, want := range []string{"VERSION:2.0", "METHOD:PUBLISH", "REFRESH-INTERVAL", "PT1H", "X-WR-TIMEZONE:Europe/Oslo", "DTSTAMP:"} {
		if !strings.Contains(text, want) {
			t.Errorf("the calendar lacks %s:\n%s", want, text)
		}
	}
}
