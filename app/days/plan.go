package days

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/people"
	"accord/app/programs"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// What a day's and a slot's fields are bounded by.
const (
	MaxTitle   = 200
	MaxPlace   = 200
	MaxRoom    = 100
	MaxVersion = 40
	MaxReason  = 300
	MaxNote    = 1000
	MaxSlots   = 60 // of a day, those that were cancelled not counted
)

// NewDay is what a form says of a day.
type NewDay struct {
	Program  uuid.UUID // of a day that is there, it stays
	Title    string
	On       time.Time // a day
	Place    string
	Link     string
	Language string
	TimeZone string // IANA's name; "": that of its place, else the organisation's
	Reason   string // why it moves, for those who are told
}

// Plan plans a day of a program that assesses. Returns Invalid with every wrong
// field.
func Plan(tx *tenants.Tx, in NewDay) (Day, error) {
	in = in.tidy()
	d := Day{TenantID: tx.Tenant(), ID: tx.NewID(), ProgramID: in.Program, State: Planned, CreatedAt: tx.Now(), CreatedBy: membership(tx)}
	if err := tx.Allow("plan", &d); err != nil {
		return Day{}, err
	}
	p, err := Program(tx, in.Program)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return Day{}, err
	}
	if in, err = in.zoned(tx, p); err != nil {
		return Day{}, err
	}
	var c fault.Check
	switch {
	case c.If(p.ID == uuid.Nil, "program", "day.program_required"):
	case c.If(!p.Assesses(), "program", "assessor.program_trains"):
	case c.If(p.ClosedAt != nil, "program", "assessment.program_closed", "Program", p.Title):
	}
	in.check(&c, today(tx, in.TimeZone))
	if err := c.Err(); err != nil {
		return Day{}, err
	}
	in.into(&d)
	if err := insert(tx, &d); err != nil {
		return Day{}, err
	}
	tx.Record(tenants.Event{Action: "day.planned", Resource: "assessment_day", Subject: d.ID, Case: d.ID, Detail: d.facts()})
	return d, nil
}

// EditDay changes a day. One that goes to another date takes its slots along, at
// the same hours by the clock of its place; those who were invited to a slot of
// another hour, place or link are told. Returns Invalid with every wrong field,
// also when there is nobody's reason for what they are told, and Conflict when
// the day is over, or somebody or a room is taken then.
func EditDay(tx *tenants.Tx, id uuid.UUID, in NewDay) (Day, error) {
	d, err := opened(tx, id, "plan")
	if err != nil {
		return d, err
	}
	was := d
	in = in.tidy()
	in.Program = d.ProgramID
	p, err := Program(tx, d.ProgramID)
	if err != nil {
		return d, err
	}
	if in, err = in.zoned(tx, p); err != nil {
		return d, err
	}
	slots, err := Slots(tx, d.ID)
	if err != nil {
		return d, err
	}
	moves := !dayOf(in.On).Equal(dayOf(d.HeldOn)) || in.TimeZone != d.TimeZone
	earliest := today(tx, in.TimeZone)
	if !moves {
		earliest = dayOf(d.HeldOn)
	}
	var c fault.Check
	in.check(&c, earliest)
	for _, s := range slots {
		if moves && s.Settled() {
			c.Field("on", "day.took_place")
		}
	}
	in.into(&d)
	before, after, told := []Slot{}, []Slot{}, 0
	for _, s := range slots {
		if !s.Ahead() {
			continue
		}
		is := s
		if moves {
			is.StartsAt, is.EndsAt = moved(s.StartsAt, was, d), moved(s.EndsAt, was, d)
		}
		if other := is.differs(d, s, was); other && s.State == Invited {
			is.Revision++
			told++
			c.If(!is.StartsAt.After(tx.Now()), "on", "slot.past")
		}
		before, after = append(before, s), append(after, is)
	}
	c.If(told > 0 && in.Reason == "", "reason", "session.reason_required")
	if err := c.Err(); err != nil {
		return d, err
	}
	if err := update(tx, &d, "Title", "HeldOn", "TimeZone", "Place", "Link", "Language"); err != nil {
		return d, taken(err, after...)
	}
	tx.Record(tenants.Event{Action: "day.edited", Resource: "assessment_day", Subject: d.ID, Case: d.ID, Detail: d.facts()})
	if moves || told > 0 {
		return d, move(tx, was, d, before, after, in.Reason)
	}
	return d, nil
}

// move takes slots from how they were to how they are, with whom they concern.
func move(tx *tenants.Tx, wasDay, isDay Day, before, after []Slot, reason string) error {
	if len(after) == 0 {
		return nil
	}
	ids := make([]uuid.UUID, len(after))
	for i := range before {
		ids[i] = before[i].ID
		if err := tx.Allow("plan", &before[i]); err != nil {
			return err
		}
	}
	parts, err := Parts(tx, ids...)
	if err != nil {
		return err
	}
	if err := free(tx, isDay, after, parts); err != nil {
		return err
	}
	if err := retimed(tx, after); err != nil {
		return taken(err, after...)
	}
	for i, is := range after {
		if is.State != Invited || !is.differs(isDay, before[i], wasDay) {
			continue
		}
		if err := tell(tx, wasDay, isDay, before[i], is, Move, reason, parts[is.ID]); err != nil {
			return err
		}
	}
	return nil
}

// differs says whether people who mean to come must know of a change.
func (s Slot) differs(d Day, was Slot, wasDay Day) bool {
	return !s.StartsAt.Equal(was.StartsAt) || !s.EndsAt.Equal(was.EndsAt) || s.Where(d) != was.Where(wasDay) || s.LinkOr(d) != was.LinkOr(wasDay) || d.TimeZone != wasDay.TimeZone
}

// moved is an hour of a day on another day, by the clock on the wall.
func moved(at time.Time, from, to Day) time.Time {
	clock, was := at.In(from.Zone()), dayOf(from.HeldOn)
	over := int(dayOf(clock).Sub(was).Hours() / 24) // 1 for a midnight at which it ends
	on := to.HeldOn
	return time.Date(on.Year(), on.Month(), on.Day()+over, clock.Hour(), clock.Minute(), 0, 0, to.Zone()).UTC()
}

// opened takes a day to work on it: locked, not over, and permitted.
func opened(tx *tenants.Tx, id uuid.UUID, action string) (Day, error) {
	if err := tx.Lock(id); err != nil {
		return Day{}, err
	}
	d, err := Get(tx, id)
	if err != nil {
		return d, err
	}
	if !d.Open() {
		return d, fault.New(fault.Conflict, "day.over")
	}
	return d, tx.Allow(action, &d)
}

func (in NewDay) tidy() NewDay {
	in.Title, in.Place, in.Link, in.Reason = oneLine(in.Title), oneLine(in.Place), strings.TrimSpace(in.Link), oneLine(in.Reason)
	in.On = dayOf(in.On)
	return in
}

func (in NewDay) zoned(tx *tenants.Tx, p programs.Program) (NewDay, error) {
	if in.TimeZone != "" {
		return in, nil
	}
	zone, err := trainings.ZoneOf(tx, p, in.Place)
	in.TimeZone = zone
	return in, err
}

func (in NewDay) check(c *fault.Check, earliest time.Time) {
	switch {
	case c.If(in.Title == "", "title", "day.title_required"):
	case c.If(utf8.RuneCountInString(in.Title) > MaxTitle, "title", "candidate.too_long", "Max", MaxTitle):
	}
	switch {
	case c.If(in.On.Year() < 1990, "on", "day.on_required"):
	case c.If(in.On.Before(earliest), "on", "day.on_past"):
	case c.If(in.On.After(earliest.AddDate(3, 0, 0)), "on", "day.on_far"):
	}
	switch {
	case c.If(in.Place == "" && in.Link == "", "place", "day.place_or_link"):
	case c.If(utf8.RuneCountInString(in.Place) > MaxPlace, "place", "candidate.too_long", "Max", MaxPlace):
	}
	c.If(in.Link != "" && !trainings.IsWebAddress(in.Link), "link", "session.link_form")
	c.If(!candidates.IsLanguage(in.Language), "language", "candidate.language_unknown")
	c.If(utf8.RuneCountInString(in.Reason) > MaxReason, "reason", "candidate.too_long", "Max", MaxReason)
	people.CheckZone(c, "time_zone", in.TimeZone)
}

func (in NewDay) into(d *Day) {
	d.Title, d.HeldOn, d.TimeZone, d.Place, d.Link, d.Language = in.Title, in.On, in.TimeZone, in.Place, in.Link, in.Language
}

func (d Day) facts() map[string]any {
	return map[string]any{"title": d.Title, "on": d.HeldOn.Format(time.DateOnly), "zone": d.TimeZone}
}

// today is the day in a zone.
func today(tx *tenants.Tx, zone string) time.Time {
	return dayOf(tx.Now().In(Day{TimeZone: zone}.Zone()))
}

// dayOf is the calendar day of a moment as its own zone has it, at midnight UTC.
func dayOf(at time.Time) time.Time {
	return time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, time.UTC)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
