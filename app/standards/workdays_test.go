package standards_test

import (
	"accord/app/standards"
	"testing"
	"time"
)

func TestWorkingDaysFollowTheOrganisationsZoneAndSkipWeekends(t *testing.T) {
	t.Parallel()
	quito, _ := time.LoadLocation("America/Guayaquil")
	oslo, _ := time.LoadLocation("Europe/Oslo")
	cases := []struct {
		name string
		from time.Time
		n    int
		zone *time.Location
		want time.Time
	}{
		{"ten from a Monday", time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC), 10, quito, time.Date(2026, 11, 30, 17, 0, 0, 0, quito)},
		{"two from a Friday", time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC), 2, oslo, time.Date(2026, 11, 24, 17, 0, 0, 0, oslo)},
		{"one from a Saturday", time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC), 1, oslo, time.Date(2026, 11, 23, 17, 0, 0, 0, oslo)},
		{"it is still Sunday in Quito", time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC), 1, quito, time.Date(2026, 11, 23, 17, 0, 0, 0, quito)},
		{"five back over a weekend", time.Date(2026, 11, 30, 22, 0, 0, 0, time.UTC), -5, quito, time.Date(2026, 11, 23, 17, 0, 0, 0, quito)},
		{"over the end of daylight saving", time.Date(2026, 10, 23, 9, 0, 0, 0, time.UTC), 1, oslo, time.Date(2026, 10, 26, 17, 0, 0, 0, oslo)},
	}
	for _, c := range cases {
		if got := standards.AddWorkdays(c.from, c.n, c.zone); !got.Equal(c.want) {
			t.Errorf("%s: %s, expected %s", c.name, got, c.want)
		}
	}
}
