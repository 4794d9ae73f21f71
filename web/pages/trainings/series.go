package trainings

import (
	"strconv"
	"time"

	"accord/app/trainings"
	"accord/tenants"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

var weekdays = []string{"1", "2", "3", "4", "5", "6", "7"} // Monday first, as ISO 8601 numbers them

// blankSeries asks for sessions that come again, every week on the same days.
func (p pages) blankSeries(m *web.Member) error {
	c, now, err := p.cohort(m, "plan")
	if err != nil {
		return err
	}
	around, err := p.aroundSession(m, c, nil)
	if err != nil {
		return err
	}
	from := c.StartsOn
	if today := now.In(c.Zone()); today.Format(time.DateOnly) > from.Format(time.DateOnly) && today.Format(time.DateOnly) <= c.EndsOn.Format(time.DateOnly) {
		from = today
	}
	f := forms.New().Set("place", c.Place).SetDate("from", from).SetDate("until", c.EndsOn)
	return m.Render(seriesPageOf(m, c), seriesPage(f, c, c.Zone(), around))
}

func (p pages) previewSeries(m *web.Member) error {
	c, _, err := p.cohort(m, "plan")
	if err != nil {
		return err
	}
	around, err := p.aroundSession(m, c, nil)
	if err != nil {
		return err
	}
	f := m.Form()
	in := readSeries(f)
	var plan []trainings.NewSession
	if err = f.Err(); err == nil {
		err = p.read(m, func(tx *tenants.Tx) (err error) { plan, err = trainings.Preview(tx, c.ID, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, seriesPageOf(m, c), seriesPage(f, c, c.Zone(), around))
	}
	f.Set("day", days(c, plan)...)
	return m.Render(seriesPageOf(m, c), previewPage(f, c, plan, c.Zone()))
}

func (p pages) addSeries(m *web.Member) error {
	c, _, err := p.cohort(m, "plan")
	if err != nil {
		return err
	}
	around, err := p.aroundSession(m, c, nil)
	if err != nil {
		return err
	}
	f := m.Form()
	in := readSeries(f)
	var plan []trainings.NewSession
	looked := p.read(m, func(tx *tenants.Tx) (err error) { plan, err = trainings.Preview(tx, c.ID, in); return err })
	in.OnlyDays = []time.Time{}
	for _, d := range f.Choices("day", days(c, plan)...) {
		on, _ := time.Parse(time.DateOnly, d) // one of the preview's own
		in.OnlyDays = append(in.OnlyDays, on)
	}
	var made []trainings.TrainingSession
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) { made, err = trainings.AddSeries(tx, c.ID, in); return err })
	}
	switch {
	case err != nil && looked != nil:
		return m.Refuse(f, err, seriesPageOf(m, c), seriesPage(f, c, c.Zone(), around))
	case err != nil:
		return m.Refuse(f, err, seriesPageOf(m, c), previewPage(f, c, plan, c.Zone()))
	}
	return m.Redirect(at(c)+"/sessions", "series.planned", "Count", len(made))
}

func readSeries(f *forms.Form) trainings.Series {
	in := trainings.Series{From: f.Date("from"), Until: f.OptionalDate("until"),
		Session: trainings.NewSession{Title: f.NeededText("title", trainings.MaxTitle, "session.title_required"), Hours: f.Decimal("hours", 0.25, 24),
			Place: f.OptionalText("place", trainings.MaxPlace), Link: f.OptionalText("link", trainings.MaxLink), Trainers: f.UUIDs("trainers", 500)}}
	for _, d := range f.Choices("days", weekdays...) {
		n, _ := strconv.Atoi(d) // one of weekdays
		in.Days = append(in.Days, time.Weekday(n%7))
	}
	in.Begins, in.Ends = readClock(f, "begins"), readClock(f, "ends")
	if typed := f.OptionalText("times", 3); typed != "" {
		n, err := strconv.Atoi(typed)
		if in.Times = n; err != nil || n < 1 || n > trainings.MaxSeries {
			f.Fail("times", "series.too_many", "Max", trainings.MaxSeries)
		}
	}
	return in
}

func readClock(f *forms.Form, name string) trainings.Clock {
	c, known := trainings.ReadClock(f.Text(name, 5))
	if !known && f.Fault(name) == nil {
		f.Fail(name, "form.clock")
	}
	return c
}

// days are a plan's days as its preview's boxes carry them.
func days(c trainings.Cohort, plan []trainings.NewSession) []string {
	all := make([]string, len(plan))
	for i, s := range plan {
		all[i] = s.StartsAt.In(c.Zone()).Format(time.DateOnly)
	}
	return all
}

func seriesPageOf(m *web.Member, c trainings.Cohort) ui.Page {
	return sessionPageOf(m, c, "series.title")
}
