package trainings

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/paging"
	"accord/app/people"
	"accord/app/programs"
	"accord/tenants"
)

// File is a cohort with everything in it, read in a constant number of
// questions whatever its size.
type File struct {
	Cohort    Cohort
	Sessions  []TrainingSession // by time
	Standings []Standing        // by name
	Risk      AtRiskRule        // the program's
	byID      map[uuid.UUID]int
}

// Load reads a cohort with everything in it. Returns NotFound when the actor
// may not see it.
func Load(tx *tenants.Tx, id uuid.UUID) (File, error) {
	c, err := Get(tx, id)
	if err != nil {
		return File{}, err
	}
	return fileOf(tx, c)
}

func fileOf(tx *tenants.Tx, c Cohort) (File, error) {
	all, err := Files(tx, []Cohort{c})
	if err != nil {
		return File{}, err
	}
	return all[0], nil
}

// Files reads several cohorts with everything in them, in as many questions as
// one takes.
func Files(tx *tenants.Tx, cohorts []Cohort) ([]File, error) { return filesOf(tx, cohorts, true) }

// filesOf is Files, by name where the people are read too.
func filesOf(tx *tenants.Tx, cohorts []Cohort, named bool) ([]File, error) {
	ids, programs := make([]uuid.UUID, len(cohorts)), make([]uuid.UUID, len(cohorts))
	for i, c := range cohorts {
		ids[i], programs[i] = c.ID, c.ProgramID
	}
	sessions, err := by(tx, ids, "starts_at, number", func(t TrainingSession) uuid.UUID { return t.CohortID })
	if err != nil {
		return nil, err
	}
	risks, err := risksOf(tx, programs)
	if err != nil {
		return nil, err
	}
	enrolments, err := by(tx, ids, "id", func(e Enrolment) uuid.UUID { return e.CohortID })
	if err != nil {
		return nil, err
	}
	marks, err := by(tx, ids, "id", func(m Attendance) uuid.UUID { return m.CohortID })
	if err != nil {
		return nil, err
	}
	completions, err := by(tx, ids, "id", func(c Completion) uuid.UUID { return c.CohortID })
	if err != nil {
		return nil, err
	}
	var persons map[uuid.UUID]candidates.Candidate
	if named {
		if persons, err = candidatesOf(tx, ids); err != nil {
			return nil, err
		}
	}
	files := make([]File, len(cohorts))
	for i, c := range cohorts {
		files[i] = File{Cohort: c, Sessions: sessions[c.ID], Risk: risks[c.ProgramID], byID: map[uuid.UUID]int{}}
		files[i].stand(enrolments[c.ID], marks[c.ID], completions[c.ID], persons)
	}
	return files, nil
}

// by reads the rows of cohorts, in an order, each cohort's by itself.
func by[M any](tx tenants.Transaction, cohorts []uuid.UUID, order string, of func(M) uuid.UUID) (map[uuid.UUID][]M, error) {
	rows, err := within[M](tx, cohorts, order)
	all := make(map[uuid.UUID][]M, len(cohorts))
	for _, r := range rows {
		all[of(r)] = append(all[of(r)], r)
	}
	return all, err
}

func (f *File) stand(enrolments []Enrolment, marks []Attendance, completions []Completion, persons map[uuid.UUID]candidates.Candidate) {
	byEnrolment := map[uuid.UUID]map[uuid.UUID]Attendance{}
	for _, m := range marks {
		if byEnrolment[m.EnrolmentID] == nil {
			byEnrolment[m.EnrolmentID] = map[uuid.UUID]Attendance{}
		}
		byEnrolment[m.EnrolmentID][m.TrainingSessionID] = m
	}
	done := map[uuid.UUID]*Completion{}
	for i := range completions {
		done[completions[i].EnrolmentID] = &completions[i]
	}
	for _, e := range enrolments {
		f.Standings = append(f.Standings, f.Cohort.stand(Standing{Enrolment: e, Candidate: persons[e.CandidateID],
			Marks: byEnrolment[e.ID], Completion: done[e.ID]}, f.Sessions, f.Risk))
	}
	slices.SortFunc(f.Standings, func(a, b Standing) int {
		if d := strings.Compare(paging.Plain(a.Candidate.Name), paging.Plain(b.Candidate.Name)); d != 0 {
			return d
		}
		return compareIDs(a.Enrolment.ID, b.Enrolment.ID)
	})
	for i, s := range f.Standings {
		f.byID[s.Enrolment.ID] = i
	}
}

func (f File) standing(enrolment uuid.UUID) (Standing, bool) {
	i, ok := f.byID[enrolment]
	if !ok {
		return Standing{}, false
	}
	return f.Standings[i], true
}

// Standing answers one candidate's standing by the enrolment.
func (f File) Standing(enrolment uuid.UUID) (Standing, bool) { return f.standing(enrolment) }

// Count counts the standings of these statuses.
func (f File) Count(of ...Status) int {
	n := 0
	for _, s := range f.Standings {
		if slices.Contains(of, s.Status) {
			n++
		}
	}
	return n
}

// Delivered is the hours of the sessions that are over at a moment.
func (f File) Delivered(now time.Time) float64 {
	sum := 0.0
	for _, s := range f.Sessions {
		if s.CancelledAt == nil && !s.EndsAt.After(now) {
			sum += s.Hours
		}
	}
	return tidy(sum)
}

// Next is the first session that is not over; nil when all are.
func (f File) Next(now time.Time) *TrainingSession {
	for i, s := range f.Sessions {
		if s.CancelledAt == nil && s.EndsAt.After(now) {
			return &f.Sessions[i]
		}
	}
	return nil
}

// ToRecord is the first session that has begun and lacks somebody's mark; nil
// when none does.
func (f File) ToRecord(now time.Time) *TrainingSession {
	for i, s := range f.Sessions {
		if s.CancelledAt == nil && !s.StartsAt.After(now) && f.Unmarked(s.ID) > 0 {
			return &f.Sessions[i]
		}
	}
	return nil
}

// Unmarked is how many who are still enrolled have no mark for a session.
func (f File) Unmarked(session uuid.UUID) int {
	n := 0
	for _, s := range f.Standings {
		if s.Status == Withdrawn || s.Status == Completed {
			continue
		}
		if _, ok := s.Marks[session]; !ok {
			n++
		}
	}
	return n
}

// Marked says whether anybody has a mark at a session: one that was held before
// somebody enrolled has none, and none to come.
func (f File) Marked(session uuid.UUID) bool {
	return slices.ContainsFunc(f.Standings, func(s Standing) bool { _, ok := s.Marks[session]; return ok })
}

// AverageRate is the share of all expected hours that was attended by those
// who did not withdraw, of 1; known is false before anything was recorded.
func (f File) AverageRate() (share float64, known bool) {
	attended, expected := 0.0, 0.0
	for _, s := range f.Standings {
		if s.Status != Withdrawn {
			attended, expected = attended+s.Attended, expected+s.Expected
		}
	}
	if expected <= 0 {
		return 0, false
	}
	return attended / expected, true
}

// SessionRate is the same for one session.
func (f File) SessionRate(t TrainingSession) (share float64, known bool) {
	attended, expected := 0.0, 0.0
	for _, s := range f.Standings {
		m, ok := s.Marks[t.ID]
		if !ok || m.Mark == Excused || s.Status == Withdrawn {
			continue
		}
		attended, expected = attended+m.Hours, expected+t.Hours
	}
	if expected <= 0 {
		return 0, false
	}
	return attended / expected, true
}

// Around is what a cohort's page shows beside its file.
type Around struct {
	Program  programs.Program
	Trainers []people.Membership // those who train it now, by name
	Coaches  []people.Membership // those who give feedback in its exercises, by name
}

// Surroundings reads a cohort's program, trainers and coaches.
func Surroundings(tx *tenants.Tx, c Cohort) (Around, error) {
	var a Around
	p, err := ProgramOf(tx, c.ProgramID)
	if err != nil {
		return a, err
	}
	a.Program = p
	rows, err := where[CohortTrainer](tx, "cohort_id = ? and removed_at is null", c.ID)
	if err != nil {
		return a, err
	}
	ids := make([]uuid.UUID, len(rows))
	for i, r := range rows {
		ids[i] = r.MembershipID
	}
	members, err := membersByID(tx, ids)
	if err != nil {
		return a, err
	}
	for _, r := range rows {
		if m, known := members[r.MembershipID]; known && r.Capacity == AsCoach {
			a.Coaches = append(a.Coaches, m)
		} else if known {
			a.Trainers = append(a.Trainers, m)
		}
	}
	byName := func(x, y people.Membership) int {
		if d := strings.Compare(paging.Plain(x.Name), paging.Plain(y.Name)); d != 0 {
			return d
		}
		return compareIDs(x.ID, y.ID)
	}
	slices.SortFunc(a.Trainers, byName)
	slices.SortFunc(a.Coaches, byName)
	return a, nil
}
