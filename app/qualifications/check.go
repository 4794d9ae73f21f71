package qualifications

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"accord/app/standards"
	"accord/tenants"
)

// Record is all that qualifies one member, with the rules it is held against.
type Record struct {
	Member        uuid.UUID
	Qualification Qualification // zero where nothing was noted
	Practices     []Practice    // the latest first; see Records for how far back
	rules         standards.RuleSets
	today         time.Time
}

// Soon is within how many days a lapse is told of as one that comes soon.
const Soon = 90

// Records reads what qualifies these members to teach from a day on, in a
// constant number of questions: of their practice the years that the rules ask
// about, and what awaits confirmation. The zero day is today. What the actor may
// not see is left out of it.
func Records(tx *tenants.Tx, members []uuid.UUID, from time.Time) (map[uuid.UUID]Record, error) {
	return records(tx, members, func(rules standards.RuleSets, today time.Time) time.Time {
		if from.IsZero() || from.After(today) {
			from = today
		}
		return rules.PractisedSince(dayOf(from))
	})
}

func records(tx *tenants.Tx, members []uuid.UUID, since func(rules standards.RuleSets, today time.Time) time.Time) (map[uuid.UUID]Record, error) {
	all := make(map[uuid.UUID]Record, len(members))
	if len(members) == 0 {
		return all, nil
	}
	rules, err := standards.Load(tx)
	if err != nil {
		return nil, err
	}
	now, err := today(tx)
	if err != nil {
		return nil, err
	}
	rows, err := qualificationsOf(tx, members)
	if err != nil {
		return nil, err
	}
	asked := rules.Of(standards.Qualified)
	practices, err := practicesOf(tx, members, since(asked, dayOf(now)))
	if err != nil {
		return nil, err
	}
	for _, m := range members {
		all[m] = Record{Member: m, rules: asked, today: dayOf(now)}
	}
	for _, q := range rows {
		r := all[q.MembershipID]
		r.Qualification = q
		all[q.MembershipID] = r
	}
	for _, p := range practices {
		r := all[p.MembershipID]
		r.Practices = append(r.Practices, p)
		all[p.MembershipID] = r
	}
	return all, nil
}

// RecordOf reads what qualifies one member, with all their practice.
func RecordOf(tx *tenants.Tx, member uuid.UUID) (Record, error) {
	all, err := records(tx, []uuid.UUID{member}, func(standards.RuleSets, time.Time) (ever time.Time) { return ever })
	return all[member], err
}

// Today is the day on which the record was read, in the organisation's zone.
func (r Record) Today() time.Time { return r.today }

// On holds the record against the rules in force on a day, line by line; none
// where there are no rules for that day.
func (r Record) On(day time.Time) []standards.Line {
	rules, ok := r.rules.InForce(standards.Qualified, dayOf(day))
	if !ok {
		return nil
	}
	return rules.Teaching(r.teacher(), dayOf(day), r.today)
}

// State is what the lines of a day come to.
func (r Record) State(day time.Time) standards.State { return standards.Worst(r.On(day)) }

// Lapse is the first day after today, within a year, on which the rules would
// not be met any more if nothing were added. ok is false where there is none:
// they are not met today, or are met all that time.
func (r Record) Lapse() (day time.Time, ok bool) {
	if r.State(r.today) != standards.Met {
		return day, false
	}
	teacher := r.teacher()
	since := r.rules.PractisedSince(r.today)
	teacher.Mediations = slices.DeleteFunc(teacher.Mediations, func(m standards.Mediation) bool { return m.On.Before(since) })
	for i := 1; i <= 366; i++ {
		day := r.today.AddDate(0, 0, i)
		rules, ok := r.rules.InForce(standards.Qualified, day)
		if ok && standards.Worst(rules.Teaching(teacher, day, r.today)) != standards.Met {
			return day, true
		}
	}
	return day, false
}

// LapsesSoon says that the rules are met today and will not be within Soon days.
func (r Record) LapsesSoon() bool {
	day, ok := r.Lapse()
	return ok && !day.After(r.today.AddDate(0, 0, Soon))
}

// Unconfirmed counts the facts that await somebody's confirmation.
func (r Record) Unconfirmed() int {
	n := 0
	if q := r.Qualification; q.TrainedOn != nil && q.TrainingConfirmedAt == nil {
		n++
	}
	if q := r.Qualification; q.Law != "" && q.RegistrationConfirmedAt == nil {
		n++
	}
	for _, p := range r.Practices {
		if p.ConfirmedAt == nil {
			n++
		}
	}
	return n
}

func (r Record) teacher() standards.Teacher {
	var t standards.Teacher
	q := r.Qualification
	if q.TrainedOn != nil {
		t.Trained = &standards.Trained{On: *q.TrainedOn, Confirmed: q.TrainingConfirmedAt != nil}
	}
	if q.Law != "" {
		t.Registration = &standards.Registration{Asked: q.Law == LawAsks, Register: q.Register, Until: q.RegisteredUntil, Confirmed: q.RegistrationConfirmedAt != nil}
	}
	for _, p := range r.Practices {
		m := standards.Mediation{On: p.HeldOn, Role: p.Role, Hours: p.Hours}
		if p.ConfirmedAt == nil {
			t.Unverified = append(t.Unverified, m)
		} else {
			t.Mediations = append(t.Mediations, m)
		}
	}
	return t
}

// Standing is how a member stands today, as the list filters.
type Standing string

// The standings.
const (
	Met        Standing = "met"
	LapsesSoon Standing = "lapses_soon"
	NotMet     Standing = "not_met"
)

// Standings are all of them, in the order filters offer them.
var Standings = []Standing{NotMet, LapsesSoon, Met}

// Standing is how the member stands today.
func (r Record) Standing() Standing {
	switch {
	case r.State(r.today) != standards.Met:
		return NotMet
	case r.LapsesSoon():
		return LapsesSoon
	}
	return Met
}

// Excepted is what lines come to where these rules were excepted: what is
// missing of them is exempt.
func Excepted(lines []standards.Line, rules []string) []standards.Line {
	lines = slices.Clone(lines)
	for i, l := range lines {
		if l.State != standards.Met && slices.Contains(rules, l.Citation) {
			lines[i].State = standards.Exempt
		}
	}
	return lines
}

// dayOf is the calendar day of a moment as its own zone has it, at midnight UTC.
func dayOf(at time.Time) time.Time {
	return time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, time.UTC)
}
