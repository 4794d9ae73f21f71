package trainings

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// MaxSeries is how many sessions are planned at once, at most.
const MaxSeries = 100

// Series is a session that comes again: on these days of the week, from a day
// on, at the same hours by the clock on the wall, so many times or until a day.
type Series struct {
	Session  NewSession // its hours are those of From
	Days     []time.Weekday
	From     time.Time // a day
	Begins   Clock
	Ends     Clock       // of the same day; of the next where it is not after Begins
	Times    int         // 0 where Until alone says it
	Until    time.Time   // zero where Times alone says it; with both, so many must fit
	OnlyDays []time.Time // of those that come out, the ones to plan; nil: all
}

// Clock is an hour of a day, in minutes after midnight.
type Clock int

// ReadClock reads "17:00" or "9:30"; known is false for what is none.
func ReadClock(typed string) (c Clock, known bool) {
	if len(typed) == 4 {
		typed = "0" + typed
	}
	t, err := time.Parse("15:04", typed)
	return Clock(t.Hour()*60 + t.Minute()), err == nil
}

// On is this hour on a day in a zone; real is false where clocks that were put
// forward leave it out.
func (c Clock) On(day time.Time, zone *time.Location) (at time.Time, real bool) {
	at = time.Date(day.Year(), day.Month(), day.Day(), int(c)/60, int(c)%60, 0, 0, zone)
	return at, at.Hour()*60+at.Minute() == int(c)
}

// Preview lists the sessions that a series comes to, in their order, without
// writing anything. Returns Invalid with every wrong field, Conflict when the
// cohort is closed.
func Preview(tx *tenants.Tx, cohort uuid.UUID, in Series) ([]NewSession, error) {
	c, err := Get(tx, cohort)
	if err != nil {
		return nil, err
	}
	if err := stillOpen(c); err != nil {
		return nil, err
	}
	if err := tx.Allow("plan", &c); err != nil {
		return nil, err
	}
	return in.sessions(c)
}

// AddSeries plans the sessions of a series, all or none, and gives them their
// numbers. Returns Invalid with every wrong field, Conflict when the cohort is
// closed.
func AddSeries(tx *tenants.Tx, cohort uuid.UUID, in Series) ([]TrainingSession, error) {
	c, err := opened(tx, cohort, "plan")
	if err != nil {
		return nil, err
	}
	plan, err := in.sessions(c)
	if err != nil {
		return nil, err
	}
	if plan, err = in.chosen(c, plan); err != nil {
		return nil, err
	}
	all := make([]TrainingSession, 0, len(plan))
	for _, one := range plan {
		s, err := addTo(tx, c, one)
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, settle(tx, c.ID)
}

// sessions works a series out, by the clock of the cohort's zone.
func (in Series) sessions(c Cohort) ([]NewSession, error) {
	zone := c.Zone()
	if err := in.check(c); err != nil {
		return nil, err
	}
	var all []NewSession
	last := day(c.EndsOn)
	if !in.Until.IsZero() {
		last = day(in.Until)
	}
	for on := day(in.From); !on.After(last) && (in.Times == 0 || len(all) < in.Times); on = on.AddDate(0, 0, 1) {
		if !slices.Contains(in.Days, on.Weekday()) {
			continue
		}
		if len(all) == MaxSeries {
			return nil, at(fault.Invalid, "until", "series.too_many", "Max", MaxSeries)
		}
		one, err := in.session(on, zone)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	if in.Times > len(all) {
		return nil, at(fault.Invalid, "times", "series.beyond", "Count", len(all))
	}
	if len(all) == 0 {
		return nil, at(fault.Invalid, "days", "series.none")
	}
	first := all[0].tidy(c)
	return all, first.check(c)
}

// session is the series' session on one day.
func (in Series) session(on time.Time, zone *time.Location) (NewSession, error) {
	ends := on
	if in.Ends <= in.Begins {
		ends = on.AddDate(0, 0, 1)
	}
	one := in.Session
	var begun, over bool
	one.StartsAt, begun = in.Begins.On(on, zone)
	one.EndsAt, over = in.Ends.On(ends, zone)
	if !begun || !over {
		return one, at(fault.Invalid, "begins", "series.no_such_hour", "Day", on.Format(time.DateOnly))
	}
	return one, nil
}

// chosen leaves of a plan what was kept of its preview. The days must be the
// plan's own: what was looked at is what is made.
func (in Series) chosen(c Cohort, plan []NewSession) ([]NewSession, error) {
	if in.OnlyDays == nil {
		return plan, nil
	}
	zone := c.Zone()
	var kept []NewSession
	for _, one := range plan {
		on := day(one.StartsAt.In(zone))
		if slices.ContainsFunc(in.OnlyDays, func(d time.Time) bool { return day(d).Equal(on) }) {
			kept = append(kept, one)
		}
	}
	switch {
	case len(kept) == 0:
		return nil, at(fault.Invalid, "day", "series.none_chosen")
	case len(kept) != len(in.OnlyDays):
		return nil, at(fault.Invalid, "day", "series.other_days")
	}
	return kept, nil
}

func (in Series) check(c Cohort) error {
	var f fault.Check
	f.If(len(in.Days) == 0, "days", "series.days_required")
	switch {
	case f.If(in.From.Year() < 1990, "from", "session.starts_required"):
	case f.If(day(in.From).Before(day(c.StartsOn)) || day(in.From).After(day(c.EndsOn)), "from", "session.outside"):
	}
	open := in.Until.IsZero()
	f.If(in.Times == 0 && open, "times", "series.times_or_until")
	f.If(in.Times < 0 || in.Times > MaxSeries, "times", "series.too_many", "Max", MaxSeries)
	switch {
	case open:
	case f.If(day(in.Until).Before(day(in.From)), "until", "series.until_before"):
	case f.If(day(in.Until).After(day(c.EndsOn)), "until", "session.outside"):
	}
	return f.Err()
}
