package calendars

import (
	"cmp"
	"slices"
	"time"

	"github.com/google/uuid"

	"accord/app/calendars"
	"accord/app/people"
	"accord/app/programs"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	ui "accord/web/templates"
)

// monthView is one month, in the organisation's zone.
type monthView struct {
	zone     *time.Location
	first    time.Time // the first of the month
	single   bool      // one day of it alone, with all its sessions
	now      time.Time
	days     []day
	entries  int
	clashing int
	cohorts  []trainings.Cohort
	programs []programs.Program
	trainers []people.Membership
	me       uuid.UUID
	narrowed bool
}

// day is one day of the month's weeks.
type day struct {
	at      time.Time // its midnight
	outside bool      // of another month
	today   bool
	entries []calendars.Entry
}

// mostOfDay is how many sessions a day of the month shows; the rest is on the
// day's own page.
const mostOfDay = 6

// shown are the sessions of a day that stand in the month, and rest how many more
// it has.
func (v monthView) shown(d day) (entries []calendars.Entry, rest int) {
	if v.single || len(d.entries) <= mostOfDay {
		return d.entries, 0
	}
	return d.entries[:mostOfDay], len(d.entries) - mostOfDay
}

func (p pages) show(m *web.Member) error {
	if !m.HasRole(whose...) { // an assessor has no sessions, and a candidate has their own page
		return fault.Denied()
	}
	v := monthView{zone: m.OrganisationZone(), me: m.Membership()}
	f := calendars.Filter{}
	f.Cohort, _ = uuid.Parse(m.Query("cohort"))
	f.Program, _ = uuid.Parse(m.Query("program"))
	f.Trainer, _ = uuid.Parse(m.Query("trainer"))
	v.narrowed = f.Cohort != uuid.Nil || f.Program != uuid.Nil || f.Trainer != uuid.Nil
	var all []calendars.Entry
	err := p.db.Read(m.Context(), m.Member, func(tx *tenants.Tx) (err error) {
		v.now = tx.Now()
		v.first = monthOf(m.Query("month"), v.now, v.zone)
		f.From, f.To = weeksOf(v.first)
		if at, err := time.ParseInLocation(time.DateOnly, m.Query("day"), v.zone); err == nil && at.Year() > 1990 && at.Year() < 2200 {
			v.single, v.first = true, at.AddDate(0, 0, 1-at.Day())
			f.From, f.To = at, at.AddDate(0, 0, 1)
		}
		if all, err = calendars.Window(tx, f); err != nil {
			return err
		}
		if v.cohorts, err = calendars.Cohorts(tx, f.From, f.To); err != nil {
			return err
		}
		if v.programs, err = trainings.TrainingPrograms(tx); err != nil {
			return err
		}
		v.trainers, err = trainings.TrainersToChoose(tx)
		return err
	})
	if err != nil {
		return err
	}
	v.lay(all, f)
	return m.Render(ui.Page{Title: m.T.Say("calendar.title")}, monthPage(v))
}

// monthOf is the month of the address; the one it is where none is named.
func monthOf(text string, now time.Time, zone *time.Location) time.Time {
	if at, err := time.ParseInLocation("2006-01", text, zone); err == nil && at.Year() > 1990 && at.Year() < 2200 {
		return at
	}
	now = now.In(zone)
	return time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, zone)
}

// weeksOf are a month's weeks, whole, from Monday on.
func weeksOf(first time.Time) (from, to time.Time) {
	from = first.AddDate(0, 0, -(int(first.Weekday())+6)%7)
	last := first.AddDate(0, 1, -1)
	return from, last.AddDate(0, 0, 7-(int(last.Weekday())+6)%7)
}

// lay puts sessions on their days.
func (v *monthView) lay(all []calendars.Entry, f calendars.Filter) {
	today := v.now.In(v.zone).Format(time.DateOnly)
	on := map[string]int{}
	for at := f.From; at.Before(f.To); at = at.AddDate(0, 0, 1) {
		key := at.Format(time.DateOnly)
		on[key] = len(v.days)
		v.days = append(v.days, day{at: at, outside: at.Month() != v.first.Month(), today: key == today})
	}
	for _, e := range all {
		i, known := on[e.StartsAt.In(v.zone).Format(time.DateOnly)]
		if !known {
			continue
		}
		v.days[i].entries = append(v.days[i].entries, e)
		if !v.days[i].outside {
			v.entries++
			if len(e.Clashes) > 0 {
				v.clashing++
			}
		}
	}
	for _, d := range v.days {
		slices.SortStableFunc(d.entries, func(a, b calendars.Entry) int { return cmp.Compare(a.StartsAt.Unix(), b.StartsAt.Unix()) })
	}
}
