package trainings

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"accord/app/people"
	"accord/app/qualifications"
	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/fault"
)

// Judged is somebody who teaches a session, held against what is asked of
// trainers on its date.
type Judged struct {
	Member  uuid.UUID
	Session TrainingSession
	On      time.Time // the session's day where it takes place
	Lines   []standards.Line
	State   standards.State // of all lines together: met, awaited, missing, or exempt by an exception
}

// bench is what judging takes, read once.
type bench struct {
	records    map[uuid.UUID]qualifications.Record
	exceptions []TeachingException
	zones      map[uuid.UUID]*time.Location // by cohort
}

// benchOf reads it for these members and the sessions they are judged on.
func benchOf(tx *tenants.Tx, cohorts, members []uuid.UUID, sessions ...TrainingSession) (b bench, err error) {
	held, err := ByIDs(tx, cohorts)
	if err != nil {
		return b, err
	}
	b.zones = map[uuid.UUID]*time.Location{}
	for _, c := range held {
		b.zones[c.ID] = c.Zone()
	}
	var from time.Time
	for _, s := range sessions {
		if at := s.StartsAt.In(b.zone(s)); from.IsZero() || at.Before(from) {
			from = at
		}
	}
	if b.records, err = qualifications.Records(tx, members, from); err != nil {
		return b, err
	}
	b.exceptions, err = where[TeachingException](tx, "cohort_id in ?", cohorts)
	return b, err
}

// zone is where a session takes place.
func (b bench) zone(s TrainingSession) *time.Location {
	if zone, known := b.zones[s.CohortID]; known {
		return zone
	}
	return time.UTC
}

// judge holds somebody against the rules on a session's date (IMI-TR-02:
// checked on the session's date).
func (b bench) judge(member uuid.UUID, s TrainingSession) Judged {
	j := Judged{Member: member, Session: s, On: day(s.StartsAt.In(b.zone(s))), State: standards.Met}
	record, known := b.records[member]
	if !known {
		j.State = standards.Missing
		return j
	}
	j.Lines = record.On(j.On)
	for _, e := range b.exceptions {
		if e.CohortID == s.CohortID && e.MembershipID == member && !j.On.After(day(e.Until)) {
			j.Lines = qualifications.Excepted(j.Lines, strings.Fields(e.Rules))
		}
	}
	if j.State = standards.Worst(j.Lines); j.State == standards.Met && standards.Worst(record.On(j.On)) != standards.Met {
		j.State = standards.Exempt
	}
	return j
}

// Qualified holds everybody who teaches a cohort against what is asked of them
// on the date of each session they teach, cancelled ones left out: coaches on
// all of them. It asks a constant number of questions.
func Qualified(tx *tenants.Tx, f File, around Around) ([]Judged, error) {
	teach, err := TrainersBySession(tx, f, around.Trainers)
	if err != nil {
		return nil, err
	}
	var members []uuid.UUID
	for _, m := range around.Trainers {
		members = append(members, m.ID)
	}
	for _, m := range around.Coaches {
		members = append(members, m.ID)
	}
	b, err := benchOf(tx, []uuid.UUID{f.Cohort.ID}, members, f.Sessions...)
	if err != nil {
		return nil, err
	}
	var all []Judged
	for _, s := range f.Sessions {
		if s.CancelledAt != nil {
			continue
		}
		for _, m := range teach[s.ID] {
			all = append(all, b.judge(m.ID, s))
		}
		for _, m := range around.Coaches {
			all = append(all, b.judge(m.ID, s))
		}
	}
	return all, nil
}

// Unqualified are those who do not meet what is asked on a session's date, and
// were not excepted; one who still can meet it is not among them.
func Unqualified(all []Judged) []Judged {
	return slices.DeleteFunc(slices.Clone(all), func(j Judged) bool { return j.State != standards.Missing })
}

// unqualifiedFor are those who teach a session and do not qualify on its date.
func unqualifiedFor(tx *tenants.Tx, s TrainingSession) ([]uuid.UUID, error) {
	concerned, err := ConcernedBy(tx, s)
	if err != nil {
		return nil, err
	}
	b, err := benchOf(tx, []uuid.UUID{s.CohortID}, concerned.Trainers, s)
	if err != nil {
		return nil, err
	}
	lacking := []uuid.UUID{}
	for _, m := range concerned.Trainers {
		if b.judge(m, s).State == standards.Missing {
			lacking = append(lacking, m)
		}
	}
	return lacking, nil
}

// Choice is a member who could be named to teach a cohort, with how they stand
// on its sessions' dates.
type Choice struct {
	Member uuid.UUID
	Judged []Judged // one for each session
}

// Choices holds members against a cohort's sessions before they are named. A
// cohort that has no session yet is looked at on the day it starts.
func Choices(tx *tenants.Tx, c Cohort, members []uuid.UUID) ([]Choice, error) {
	sessions, err := where[TrainingSession](tx, "cohort_id = ? and cancelled_at is null", c.ID)
	if err != nil {
		return nil, err
	}
	if len(sessions) == 0 {
		noon := time.Date(c.StartsOn.Year(), c.StartsOn.Month(), c.StartsOn.Day(), 12, 0, 0, 0, c.Zone())
		sessions = []TrainingSession{{CohortID: c.ID, StartsAt: noon, EndsAt: noon}}
	}
	b, err := benchOf(tx, []uuid.UUID{c.ID}, members, sessions...)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(sessions, func(a, b TrainingSession) int { return a.StartsAt.Compare(b.StartsAt) })
	all := make([]Choice, len(members))
	for i, m := range members {
		all[i].Member = m
		for _, s := range sessions {
			all[i].Judged = append(all[i].Judged, b.judge(m, s))
		}
	}
	return all, nil
}

// Teacher reads somebody who teaches a cohort, held against its sessions'
// dates. Returns NotFound when they do not teach it.
func Teacher(tx *tenants.Tx, c Cohort, member uuid.UUID) (people.Membership, []Judged, error) {
	teaches, err := count[CohortTrainer](tx, "cohort_id = ? and membership_id = ? and removed_at is null", c.ID, member)
	if err != nil {
		return people.Membership{}, nil, err
	}
	if teaches == 0 {
		return people.Membership{}, nil, fault.Absent("cohort_trainer")
	}
	m, err := one[people.Membership](tx, "membership", member)
	if err != nil {
		return m, nil, err
	}
	choices, err := Choices(tx, c, []uuid.UUID{member})
	if err != nil {
		return m, nil, err
	}
	return m, choices[0].Judged, nil
}
