package trainings

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"accord/app/paging"
	"accord/app/people"
	"accord/app/programs"
	"accord/app/shares"
	"accord/tenants"
)

// File is a cohort with its sessions and who stands where in it, read in a
// constant number of questions whatever its size. The marks themselves are read
// into the standings by ReadSheet, ReadLines or ReadRegister, for who shows them.
type File struct {
	Cohort    Cohort
	Sessions  []TrainingSession // by time
	Standings []Standing        // by name
	Risk      AtRiskRule        // the program's
	tallies   map[uuid.UUID]SessionTally
	byID      map[uuid.UUID]int
}

// Load reads a cohort, from what is kept of its marks. Returns NotFound when
// the actor may not see it.
func Load(tx *tenants.Tx, id uuid.UUID) (File, error) {
	c, err := Get(tx, id)
	if err != nil {
		return File{}, err
	}
	f, enrolments, err := opening(tx, c)
	if err != nil {
		return f, err
	}
	if f.tallies, err = keptOf[SessionTally](tx, c.ID); err != nil {
		return f, err
	}
	kept, err := keptOf[EnrolmentStanding](tx, c.ID)
	if err != nil {
		return f, err
	}
	done, err := completionsOf(tx, c.ID)
	if err != nil {
		return f, err
	}
	persons, err := candidatesOf(tx, c.ID)
	if err != nil {
		return f, err
	}
	for _, e := range enrolments {
		s := kept[e.ID].standing()
		s.Enrolment, s.Candidate, s.Completion = e, persons[e.CandidateID], done[e.ID]
		s.Status = c.Shown(s.Status, tx.Now())
		f.Standings = append(f.Standings, s)
	}
	f.arrange()
	return f, nil
}

// opening reads what every reading of a cohort begins with.
func opening(tx *tenants.Tx, c Cohort) (File, []Enrolment, error) {
	f := File{Cohort: c, tallies: map[uuid.UUID]SessionTally{}, byID: map[uuid.UUID]int{}}
	var err error
	if f.Sessions, err = of[TrainingSession](tx, c.ID, "starts_at, number"); err != nil {
		return f, nil, err
	}
	risks, err := risksOf(tx, []uuid.UUID{c.ProgramID})
	if err != nil {
		return f, nil, err
	}
	f.Risk = risks[c.ProgramID]
	enrolments, err := of[Enrolment](tx, c.ID, "id")
	return f, enrolments, err
}

// workOut reads a cohort with every mark and adds up what they come to, for the
// verbs that change or judge it; nobody is named.
func workOut(tx *tenants.Tx, c Cohort) (File, error) {
	f, enrolments, err := opening(tx, c)
	if err != nil {
		return f, err
	}
	done, err := completionsOf(tx, c.ID)
	if err != nil {
		return f, err
	}
	for _, e := range enrolments {
		f.Standings = append(f.Standings, Standing{Enrolment: e, Completion: done[e.ID]})
	}
	f.arrange()
	if err := f.ReadRegister(tx); err != nil {
		return f, err
	}
	for i, s := range f.Standings {
		f.Standings[i] = c.stand(s, f.Sessions, f.Risk)
	}
	for _, t := range f.Sessions {
		f.tallies[t.ID] = f.tally(t)
	}
	return f, nil
}

func completionsOf(tx *tenants.Tx, cohort uuid.UUID) (map[uuid.UUID]*Completion, error) {
	rows, err := of[Completion](tx, cohort, "id")
	all := make(map[uuid.UUID]*Completion, len(rows))
	for i := range rows {
		all[rows[i].EnrolmentID] = &rows[i]
	}
	return all, err
}

// arrange puts the standings in the order of names.
func (f *File) arrange() {
	names := make(map[uuid.UUID]string, len(f.Standings))
	for _, s := range f.Standings {
		names[s.Enrolment.ID] = paging.Plain(s.Candidate.Name)
	}
	slices.SortFunc(f.Standings, func(a, b Standing) int {
		if d := strings.Compare(names[a.Enrolment.ID], names[b.Enrolment.ID]); d != 0 {
			return d
		}
		return compareIDs(a.Enrolment.ID, b.Enrolment.ID)
	})
	for i, s := range f.Standings {
		f.byID[s.Enrolment.ID] = i
	}
}

// ReadSheet reads everybody's mark of one session.
func (f *File) ReadSheet(tx *tenants.Tx, session uuid.UUID) error {
	return f.readMarks(tx, "cohort_id = ? and training_session_id = ?", f.Cohort.ID, session)
}

// ReadLines reads the marks of these enrolments at every session.
func (f *File) ReadLines(tx *tenants.Tx, enrolments []uuid.UUID) error {
	return f.readMarks(tx, "cohort_id = ? and enrolment_id in ?", f.Cohort.ID, enrolments)
}

// ReadRegister reads every mark of the cohort.
func (f *File) ReadRegister(tx *tenants.Tx) error {
	return f.readMarks(tx, "cohort_id = ?", f.Cohort.ID)
}

// readMarks reads of each mark what it says and whose it is.
func (f *File) readMarks(tx *tenants.Tx, condition string, args ...any) error {
	var marks []Attendance
	err := tx.DB().Select("training_session_id", "enrolment_id", "mark", "hours").Where(condition, args...).Find(&marks).Error
	for _, m := range marks {
		i, known := f.byID[m.EnrolmentID]
		if !known {
			continue
		}
		s := &f.Standings[i]
		if s.Marks == nil {
			s.Marks = make(map[uuid.UUID]Attendance, len(f.Sessions))
		}
		s.Marks[m.TrainingSessionID] = m
	}
	return err
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
func (f File) Unmarked(session uuid.UUID) int { return f.tallies[session].Unmarked }

// Marked says whether anybody has a mark at a session: one that was held before
// somebody enrolled has none, and none to come.
func (f File) Marked(session uuid.UUID) bool { return f.tallies[session].Marks > 0 }

// AverageRate is the share of all expected hours that was attended by those
// who did not withdraw, in percent; known is false before anything was recorded.
func (f File) AverageRate() (percent int, known bool) {
	attended, expected := 0.0, 0.0
	for _, s := range f.Standings {
		if s.Status != Withdrawn {
			attended, expected = attended+s.Attended, expected+s.Expected
		}
	}
	if expected <= 0 {
		return 0, false
	}
	return shares.Percent(attended, expected), true
}

// SessionRate is the same for one session.
func (f File) SessionRate(t TrainingSession) (percent int, known bool) {
	sum := f.tallies[t.ID]
	if sum.Expected <= 0 {
		return 0, false
	}
	return shares.Percent(sum.Attended, sum.Expected), true
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
