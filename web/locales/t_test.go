package locales

import (
	"strings"
	"testing"
	"time"

	"accord/tenants/fault"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestAMomentNamesItsZone(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 12, 4, 16, 0, 0, 0, time.UTC)
	for _, c := range []struct{ locale, zone, want string }{
		{"en", "Europe/Amsterdam", "4 Dec 2026, 17:00 CET"},
		{"es", "Europe/Amsterdam", "4 dic 2026, 17:00 CET"},
		{"en", "America/Guayaquil", "4 Dec 2026, 11:00 Guayaquil (UTC−5)"},
		{"es", "Asia/Kolkata", "4 dic 2026, 21:30 IST"},
		{"en", "Asia/Kathmandu", "4 Dec 2026, 21:45 Kathmandu (UTC+5:45)"},
		{"en", "Pacific/Auckland", "5 Dec 2026, 05:00 NZDT"},
		{"en", "UTC", "4 Dec 2026, 16:00 UTC"},
	} {
		if got := New(c.locale, zone(t, c.zone)).DateTime(at); got != c.want {
			t.Errorf("%s in %s: %q, want %q", c.locale, c.zone, got, c.want)
		}
	}
}

func TestSummerTimeIsNamedOnItsDay(t *testing.T) {
	t.Parallel()
	said := New("en", zone(t, "Europe/Amsterdam"))
	if got := said.DateTime(time.Date(2026, 7, 1, 10, 0, 0, 0, time.UTC)); got != "1 Jul 2026, 12:00 CEST" {
		t.Error(got)
	}
}

func TestHowFarOffIsCountedOnTheReadersCalendar(t *testing.T) {
	t.Parallel()
	quito := New("en", zone(t, "America/Guayaquil"))
	now := time.Date(2026, 11, 21, 23, 0, 0, 0, time.UTC) // 18:00 in Quito
	for _, c := range []struct {
		in   time.Duration
		want string
	}{
		{0, "just now"}, {30 * time.Second, "just now"}, {time.Minute, "in 1 minute"}, {-5 * time.Minute, "5 minutes ago"},
		{2 * time.Hour, "in 2 hours"}, {16 * time.Hour, "tomorrow"}, {-14 * time.Hour, "today"}, {-20 * time.Hour, "yesterday"},
		{72 * time.Hour, "in 3 days"}, {-72 * time.Hour, "3 days ago"},
	} {
		if got := quito.Relative(now.Add(c.in), now); got != c.want {
			t.Errorf("%v from now: %q, want %q", c.in, got, c.want)
		}
	}
}

func TestNumbersAreWrittenAsTheLanguageWritesThem(t *testing.T) {
	t.Parallel()
	en, es := New("en", nil), New("es", nil)
	for _, c := range []struct{ got, want string }{
		{en.Number(12480), "12,480"}, {es.Number(12480), "12.480"}, {en.Decimal(33.5), "33.5"}, {es.Decimal(33.5), "33,5"},
		{en.Percent(94), "94%"}, {es.Percent(94), "94\u00a0%"},
		{en.Bytes(0), "0\u00a0B"}, {en.Bytes(999), "999\u00a0B"}, {en.Bytes(412345), "412\u00a0kB"}, {en.Bytes(999999), "1\u00a0MB"},
		{es.Bytes(3412345678), "3,4\u00a0GB"}, {en.Bytes(20_000_000_000), "20\u00a0GB"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestASentenceWritesItsValuesAndItsPlural(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		locale string
		count  int
		want   string
	}{
		{"en", 1, "in 1 day"}, {"en", 2, "in 2 days"}, {"en", 0, "in 0 days"}, {"en", 1200, "in 1,200 days"},
		{"es", 1, "en 1 día"}, {"es", 2, "en 2 días"}, {"es", 1_000_000, "en 1.000.000 días"},
	} {
		if got := New(c.locale, nil).Say("when.in.days", "Count", c.count); got != c.want {
			t.Errorf("%s %d: %q, want %q", c.locale, c.count, got, c.want)
		}
	}
	got := New("es", nil).Sentence(fault.Say("form.file_large", "Max", Size(25_000_000)))
	if got != "Este archivo supera 25\u00a0MB" {
		t.Errorf("a size in a sentence: %q", got)
	}
}

func TestAMissingKeyIsNeverShownRaw(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"nothing.at_all", "nothing", "", "nothing."} {
		if got := New("en", nil).Say(key); got == key && key != "" || got == "" || strings.Contains(got, ".") || strings.Contains(got, "_") {
			t.Errorf("%q shows as %q", key, got)
		}
	}
}

func TestTheZeroTranslatorSpeaksEnglish(t *testing.T) {
	t.Parallel()
	var zero T
	if got := zero.Say("ui.skip"); got != "Skip to the content" || zero.Locale() != "en" || zero.Dir() != "ltr" || zero.Zone() != time.UTC {
		t.Errorf("%q %s %s %s", got, zero.Locale(), zero.Dir(), zero.Zone())
	}
}

func TestTheRehearsalIsLongerAndFromTheRight(t *testing.T) {
	t.Parallel()
	plain, rehearsed := New("en", nil).Say("ui.skip"), Pseudo(nil)
	got := rehearsed.Say("ui.skip")
	if rehearsed.Dir() != "rtl" || got == plain || len([]rune(got)) < len([]rune(plain))*4/3 {
		t.Errorf("%q (%s)", got, rehearsed.Dir())
	}
}

func TestTheReadersLanguageIsNegotiated(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		accept  string
		choices []string
		want    string
	}{
		{"es-EC,es;q=0.9", nil, "es"}, {"en-GB", nil, "en"}, {"nl, es;q=0.8", nil, "es"}, {"fr", nil, "en"}, {"", nil, "en"},
		{"es", []string{"en"}, "en"}, {"es", []string{"", "xx", "en"}, "en"}, {"en", []string{"", "es"}, "es"}, {"%%%;;", nil, "en"},
	} {
		if got := Negotiate(c.accept, c.choices...); got != c.want {
			t.Errorf("%q with %v: %s, want %s", c.accept, c.choices, got, c.want)
		}
	}
}
