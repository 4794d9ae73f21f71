package trainings

import (
	"slices"

	"github.com/google/uuid"

	"accord/app/people"
	"accord/app/standards"
	"accord/tenants"
)

// Lapse is somebody who teaches a session to come and, as things stand, does
// not meet what is asked of trainers on its date.
type Lapse struct {
	Member people.Membership
	Cohort Cohort
	Judged
}

// Lapses are those who lapse before their next session: by its date.
type Lapses struct {
	Members int     // how many people
	All     []Lapse // one for each person and cohort
}

// MaxAhead bounds how many sessions to come are looked at.
const MaxAhead = 2000

// Lapsing answers who lapses before the next session of theirs in a cohort, or
// cannot meet what is asked on a later one; those excepted are left out. It
// asks a constant number of questions.
func Lapsing(tx *tenants.Tx) (Lapses, error) {
	sessions, err := ahead(tx, MaxAhead)
	if err != nil || len(sessions) == 0 {
		return Lapses{}, err
	}
	var cohorts []uuid.UUID
	for _, s := range sessions {
		if !slices.Contains(cohorts, s.CohortID) {
			cohorts = append(cohorts, s.CohortID)
		}
	}
	staff, err := where[CohortTrainer](tx, "cohort_id in ? and removed_at is null", cohorts)
	if err != nil {
		return Lapses{}, err
	}
	named, err := where[SessionTrainer](tx, "cohort_id in ? and removed_at is null", cohorts)
	if err != nil {
		return Lapses{}, err
	}
	var members []uuid.UUID
	for _, t := range staff {
		if !slices.Contains(members, t.MembershipID) {
			members = append(members, t.MembershipID)
		}
	}
	b, err := benchOf(tx, cohorts, members, sessions...)
	if err != nil {
		return Lapses{}, err
	}
	lacking := b.lacking(sessions, staff, named)
	return withNames(tx, lacking)
}

// lacking are the first sessions of each cohort that somebody teaches and does
// not qualify for: the next one as things stand, a later one if it cannot be mended.
func (b bench) lacking(sessions []TrainingSession, staff []CohortTrainer, named []SessionTrainer) (all []Judged) {
	for _, t := range staff {
		next := true
		for _, s := range sessions {
			if s.CohortID != t.CohortID || !t.teaches(s, named) {
				continue
			}
			j := b.judge(t.MembershipID, s)
			if j.State == standards.Missing || next && j.State == standards.Awaited {
				all = append(all, j)
				break
			}
			next = false
		}
	}
	slices.SortFunc(all, func(x, y Judged) int {
		if d := x.Session.StartsAt.Compare(y.Session.StartsAt); d != 0 {
			return d
		}
		return compareIDs(x.Member, y.Member)
	})
	return all
}

// teaches says whether one of a cohort's staff teaches a session: its named
// trainers where some are named, else all; coaches every one.
func (t CohortTrainer) teaches(s TrainingSession, named []SessionTrainer) bool {
	some := false
	for _, n := range named {
		if n.TrainingSessionID != s.ID {
			continue
		}
		if some = true; n.MembershipID == t.MembershipID {
			return true
		}
	}
	return t.Capacity == AsCoach || !some
}

func withNames(tx *tenants.Tx, lacking []Judged) (Lapses, error) {
	var l Lapses
	var members, cohorts []uuid.UUID
	for _, j := range lacking {
		if !slices.Contains(members, j.Member) {
			members = append(members, j.Member)
		}
		cohorts = append(cohorts, j.Session.CohortID)
	}
	if len(lacking) == 0 {
		return l, nil
	}
	people, err := membersByID(tx, members)
	if err != nil {
		return l, err
	}
	rows, err := ByIDs(tx, cohorts)
	if err != nil {
		return l, err
	}
	for _, j := range lacking {
		i := slices.IndexFunc(rows, func(c Cohort) bool { return c.ID == j.Session.CohortID })
		if i >= 0 {
			l.All = append(l.All, Lapse{people[j.Member], rows[i], j})
		}
	}
	l.Members = len(members)
	return l, nil
}
