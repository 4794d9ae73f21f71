package days

import (
	"time"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/paging"
	"accord/app/programs"
	"accord/tenants"
)

// Filter narrows the list of days.
type Filter struct {
	Past    bool // those before today, the latest first; otherwise from today on, the next first
	Program uuid.UUID
	Missing bool // those on which somebody who is invited has not answered
}

// Counts are how many slots a day has, those that were cancelled not counted.
type Counts struct {
	Free, Taken, Held, NoShow int
	Tally
}

// Item is a day in a list.
type Item struct {
	Day
	Counts Counts
}

// List reads days that the actor may see, in a constant number of questions.
func List(tx *tenants.Tx, f Filter, ask paging.Ask) (paging.Page[Item], error) {
	from := dayOf(tx.Now().Add(-12 * time.Hour)) // today still, wherever the day is held
	q, order := tx.DB().Where("held_on >= ?", from), byDay
	if f.Past {
		q, order = tx.DB().Where("held_on < ?", from), byDayBack
	}
	if f.Program != uuid.Nil {
		q = q.Where("program_id = ?", f.Program)
	}
	if f.Missing {
		q = q.Where("id in (?)", unanswered(tx))
	}
	page, err := paging.List(q, ask, order, func(d Day) []any { return []any{d.HeldOn, d.ID} })
	if err != nil || len(page.Items) == 0 {
		return paging.Page[Item]{}, err
	}
	ids := make([]uuid.UUID, len(page.Items))
	for i, d := range page.Items {
		ids[i] = d.ID
	}
	n, err := counts(tx, ids)
	if err != nil {
		return paging.Page[Item]{}, err
	}
	asked, err := asked(tx, ids)
	if err != nil {
		return paging.Page[Item]{}, err
	}
	said, err := AnswersTo(tx, asked)
	if err != nil {
		return paging.Page[Item]{}, err
	}
	byDay := map[uuid.UUID][]Slot{}
	for _, s := range asked {
		byDay[s.DayID] = append(byDay[s.DayID], s)
	}
	for _, id := range ids {
		c := n[id]
		c.Tally = tally(byDay[id], said)
		n[id] = c
	}
	items := make([]Item, len(ids))
	for i, d := range page.Items {
		items[i] = Item{d, n[d.ID]}
	}
	return paging.Page[Item]{Items: items, Next: page.Next, Back: page.Back}, nil
}

// Whole is a day with all that its page shows.
type Whole struct {
	Day
	Program programs.Program
	Slots   []Slot
	Parts   map[uuid.UUID][]Part
	Answers Answers            // those that the actor may see
	Said    []Answer           // with those that have fallen
	Away    map[uuid.UUID]bool // members who take part and have noted since that they are away
}

// Load reads a day whole, in a constant number of questions. Returns NotFound
// when the actor may not see it.
func Load(tx *tenants.Tx, id uuid.UUID) (w Whole, err error) {
	if w.Day, err = Get(tx, id); err != nil {
		return w, err
	}
	if w.Program, err = Program(tx, w.ProgramID); err != nil {
		return w, err
	}
	if w.Slots, err = Slots(tx, id); err != nil {
		return w, err
	}
	ids := make([]uuid.UUID, len(w.Slots))
	for i, s := range w.Slots {
		ids[i] = s.ID
	}
	if w.Parts, err = Parts(tx, ids...); err != nil {
		return w, err
	}
	var who []uuid.UUID
	for _, s := range w.Slots {
		for _, p := range w.Parts[s.ID] {
			if s.Ahead() && p.Part == Assessor {
				who = append(who, *p.MembershipID)
			}
		}
	}
	if w.Away, err = away(tx, who, w.HeldOn); err != nil {
		return w, err
	}
	w.Said, err = answersTo(tx, w.Slots)
	w.Answers = standing(w.Said, w.Slots)
	return w, err
}

// Gone are the slots ahead with an assessor who is away that day, and who is: an
// absence that was noted once the slot was planned.
func (w Whole) Gone() (all []Gone) {
	for _, s := range w.Slots {
		for _, p := range w.Parts[s.ID] {
			if s.Ahead() && p.Part == Assessor && p.MembershipID != nil && w.Away[*p.MembershipID] {
				all = append(all, Gone{s, p})
			}
		}
	}
	return all
}

// Gone is a slot with one of its assessors who is away.
type Gone struct {
	Slot Slot
	Part Part
}

// Invitable is how many slots are candidates' and told to nobody.
func (w Whole) Invitable() (n int) {
	for _, s := range w.Slots {
		if s.State == Planned && !s.Free() {
			n++
		}
	}
	return n
}

// Entry is a slot with its day.
type Entry struct {
	Slot
	Day        Day
	Assignment *assessments.Assignment // the actor's own, where they assess
	Answer     *Answer                 // the actor's own, where they are its candidate
}

// Reply is where the invitation stands, to who may see it.
func (e Entry) Reply() Reply {
	if e.Answer == nil {
		return Answers{}.To(e.Slot)
	}
	return Answers{e.ID: *e.Answer}.To(e.Slot)
}

// entries are slots with their days; those whose day is not the actor's to see are left out.
func entries(tx *tenants.Tx, slots []Slot) ([]Entry, error) {
	byID, err := daysOf(tx, slots)
	if err != nil {
		return nil, err
	}
	var all []Entry
	for _, s := range slots {
		if d, is := byID[s.DayID]; is {
			all = append(all, Entry{Slot: s, Day: d})
		}
	}
	return all, nil
}

// OfAssessment are an assessment's slots, the latest first.
func OfAssessment(tx *tenants.Tx, assessment uuid.UUID) ([]Entry, error) {
	all, err := ofAssessment(tx, assessment)
	if err != nil {
		return nil, err
	}
	return entries(tx, all)
}
