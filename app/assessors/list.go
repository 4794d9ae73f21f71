package assessors

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/paging"
	"accord/app/people"
	"accord/app/programs"
	"accord/app/qualifications"
	"accord/app/standards"
	"accord/tenants"
)

// Availability is whether somebody can be given another assessment.
type Availability string

// The availabilities, the best first.
const (
	IsFree Availability = "free"   // they said so
	Unsaid Availability = "unsaid" // they said nothing of the day
	Full   Availability = "full"   // they have as many this month as they take
	IsAway Availability = "away"
)

// Availabilities are all of them, in the order filters offer them.
var Availabilities = []Availability{IsFree, Unsaid, Full, IsAway}

func (a Availability) rank() int {
	switch a {
	case IsFree:
		return 0
	case Unsaid:
		return 1
	case Full:
		return 2
	}
	return 3
}

// Assessor is a member who assesses, with all that they are proposed by.
type Assessor struct {
	Member       people.Membership
	Profile      AssessorProfile
	Appointments []AssessorAppointment // in force
	Times        []AssessorTime        // that are not over, the first first
	Record       qualifications.Record
	Open         int // assessments that wait for their sheet
	ThisMonth    int // assigned to them since the month began, where the organisation is
	today        time.Time
}

// Qualified says whether they meet today what IMI asks of assessors (IMI-TR-01, IMI-TR-02).
func (a Assessor) Qualified() bool { return a.Record.State(a.today) != standards.Missing }

// AppointedFor says whether they assess under a program.
func (a Assessor) AppointedFor(program uuid.UUID) bool {
	for _, p := range a.Appointments {
		if p.ProgramID == program {
			return true
		}
	}
	return false
}

// Availability is whether they can be given another assessment today.
func (a Assessor) Availability() Availability { return a.On(a.today) }

// On is whether they can be given another assessment on a day.
func (a Assessor) On(day time.Time) Availability {
	is := Unsaid
	for _, t := range a.Times {
		switch {
		case !t.covers(day):
		case t.Kind == Away:
			return IsAway
		default:
			is = IsFree
		}
	}
	if a.Profile.MonthlyLimit > 0 && a.ThisMonth >= a.Profile.MonthlyLimit {
		return Full
	}
	return is
}

// Filter narrows the list of assessors.
type Filter struct {
	Program      uuid.UUID // for which they are appointed
	Availability Availability
	Loaded       bool   // with sheets to hand in, those with the most first
	Search       string // in name and address
}

// List reads everybody who assesses and is the actor's to see, by name unless by
// load, in a constant number of questions.
func List(tx *tenants.Tx, f Filter) ([]Assessor, error) {
	members, err := holders(tx)
	if err != nil {
		return nil, err
	}
	all, err := gather(tx, members)
	if err != nil {
		return nil, err
	}
	var kept []Assessor
	for _, a := range all {
		if tx.Can("read", &AssessorProfile{TenantID: tx.Tenant(), ID: a.Member.ID}) && contains(a.Member, f.Search) &&
			(f.Program == uuid.Nil || a.AppointedFor(f.Program)) && (f.Availability == "" || a.Availability() == f.Availability) && (!f.Loaded || a.Open > 0) {
			kept = append(kept, a)
		}
	}
	if f.Loaded {
		slices.SortStableFunc(kept, func(a, b Assessor) int { return b.Open - a.Open })
	}
	return kept, nil
}

// Of reads one assessor. Returns NotFound when they do not assess or are not
// the actor's to see.
func Of(tx *tenants.Tx, member uuid.UUID) (Assessor, error) {
	m, err := Member(tx, member)
	if err != nil {
		return Assessor{}, err
	}
	all, err := gather(tx, []people.Membership{m})
	if err != nil {
		return Assessor{}, err
	}
	return all[0], nil
}

// Among reads all that some members are proposed by, by member, in a constant
// number of questions.
func Among(tx *tenants.Tx, members []people.Membership) (map[uuid.UUID]Assessor, error) {
	all, err := gather(tx, members)
	by := make(map[uuid.UUID]Assessor, len(all))
	for _, a := range all {
		by[a.Member.ID] = a
	}
	return by, err
}

// gather reads all that these members are proposed by.
func gather(tx *tenants.Tx, members []people.Membership) ([]Assessor, error) {
	ids := make([]uuid.UUID, len(members))
	for i, m := range members {
		ids[i] = m.ID
	}
	now, err := today(tx)
	if err != nil {
		return nil, err
	}
	day := dayOf(now)
	profiles, err := by(tx, func(p AssessorProfile) uuid.UUID { return p.ID }, "id in ?", ids)
	if err != nil {
		return nil, err
	}
	appointments, err := by(tx, func(a AssessorAppointment) uuid.UUID { return a.MembershipID }, "membership_id in ? and ended_at is null", ids)
	if err != nil {
		return nil, err
	}
	times, err := timesOf(tx, ids, day)
	if err != nil {
		return nil, err
	}
	records, err := qualifications.Records(tx, ids, time.Time{})
	if err != nil {
		return nil, err
	}
	open, err := openOf(tx, ids)
	if err != nil {
		return nil, err
	}
	month, err := assignedSince(tx, ids, time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, now.Location()))
	if err != nil {
		return nil, err
	}
	all := make([]Assessor, len(members))
	for i, m := range members {
		all[i] = Assessor{Member: m, Profile: AssessorProfile{TenantID: tx.Tenant(), ID: m.ID}, Appointments: appointments[m.ID], Times: times[m.ID],
			Record: records[m.ID], Open: open[m.ID], ThisMonth: month[m.ID], today: day}
		if p := profiles[m.ID]; len(p) > 0 {
			all[i].Profile = p[0]
		}
	}
	return all, nil
}

// Month is what was assigned to somebody in one month.
type Month struct {
	Begins time.Time // its first day
	Count  int
}

// Months is what was assigned to somebody in each of so many months, the
// present one the last.
func Months(tx *tenants.Tx, member uuid.UUID, count int) ([]Month, error) {
	now, err := today(tx)
	if err != nil {
		return nil, err
	}
	first := time.Date(now.Year(), now.Month()-time.Month(count-1), 1, 0, 0, 0, 0, now.Location())
	found, err := byMonth(tx, member, first)
	all := make([]Month, count)
	for i := range all {
		all[i].Begins = dayOf(first.AddDate(0, i, 0))
		all[i].Count = found[all[i].Begins.Format("2006-01")]
	}
	return all, err
}

// Programs are those that assess and are not closed, by title: for which
// somebody can be appointed.
func Programs(tx *tenants.Tx) ([]programs.Program, error) { return programsToChoose(tx) }

// Waiting are the open assessments whose sheet waits for a member, the oldest first.
func Waiting(tx *tenants.Tx, member uuid.UUID) ([]assessments.Assessment, error) {
	return waitingFor(tx, member)
}

func contains(m people.Membership, search string) bool {
	in := paging.Plain(m.Name + " " + m.Email)
	for _, word := range strings.Fields(paging.Plain(search)) {
		if !strings.Contains(in, word) {
			return false
		}
	}
	return true
}
