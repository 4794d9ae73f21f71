package programs

import (
	"time"

	"accord/tenants/fault"
)

// Window is when applications are taken.
type Window struct{ OpensAt, ClosesAt time.Time }

// OpenAt says whether applications are taken at a moment.
func (w Window) OpenAt(now time.Time) bool { return !now.Before(w.OpensAt) && now.Before(w.ClosesAt) }

// Days are those on which applications are taken, the last one included, in the
// organisation's zone.
type Days struct{ OpensOn, ClosesOn time.Time }

// Window is the days as moments; what is wrong with them is noted. None is
// later than latest; a zero one sets no end.
func (d Days) Window(c *fault.Check, zone *time.Location, now, latest time.Time) Window {
	w := Window{midnight(d.OpensOn, 0, zone), midnight(d.ClosesOn, 1, zone)}
	c.If(d.OpensOn.IsZero(), "opens_on", "offer.opens_missing")
	switch {
	case c.If(d.ClosesOn.IsZero(), "closes_on", "offer.closes_missing"):
	case c.If(!w.ClosesAt.After(w.OpensAt), "closes_on", "offer.closes_before"):
	case c.If(!latest.IsZero() && w.ClosesAt.After(midnight(latest, 1, zone)), "closes_on", "offer.closes_late"):
	case c.If(!w.ClosesAt.After(now), "closes_on", "offer.closes_past"):
	}
	return w
}

// midnight is the first moment of the day so many days after one, in a zone.
func midnight(d time.Time, after int, zone *time.Location) time.Time {
	return time.Date(d.Year(), d.Month(), d.Day()+after, 0, 0, 0, 0, zone).UTC()
}
