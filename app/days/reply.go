package days

import (
	"github.com/google/uuid"

	"accord/tenants"
)

// Reply is where the invitation to a slot stands.
type Reply string

// The replies. Of a slot to which nobody is invited there is none: "".
const (
	Unanswered Reply = "none"
	Comes      Reply = "comes"
	CannotCome Reply = "cannot"
)

// Replies are those that a list can be narrowed to.
var Replies = []Reply{Unanswered, Comes, CannotCome}

// Answers are what the candidates of slots said, by slot; what was said of an
// hour or place from which a slot has moved since has fallen.
type Answers map[uuid.UUID]Answer

// To is where the invitation to a slot stands.
func (all Answers) To(s Slot) Reply {
	a, said := all[s.ID]
	switch {
	case s.State != Invited:
		return ""
	case !said:
		return Unanswered
	case a.Comes:
		return Comes
	}
	return CannotCome
}

// AnswersTo reads what was said of slots, those the actor may see.
func AnswersTo(tx *tenants.Tx, slots []Slot) (Answers, error) {
	rows, err := answersTo(tx, slots)
	return standing(rows, slots), err
}

// standing are those of the answers that have not fallen.
func standing(rows []Answer, slots []Slot) Answers {
	revision := map[uuid.UUID]int{}
	for _, s := range slots {
		revision[s.ID] = s.Revision
	}
	all := Answers{}
	for _, a := range rows {
		if a.Revision == revision[a.SlotID] {
			all[a.SlotID] = a
		}
	}
	return all
}

// Tally is how those who are invited answered.
type Tally struct{ Asked, Confirmed, Declined int }

// Missing is how many did not.
func (t Tally) Missing() int { return t.Asked - t.Confirmed - t.Declined }

// tally counts the answers to slots.
func tally(slots []Slot, all Answers) (t Tally) {
	for _, s := range slots {
		switch all.To(s) {
		case "":
			continue
		case Comes:
			t.Confirmed++
		case CannotCome:
			t.Declined++
		}
		t.Asked++
	}
	return t
}

// Tally counts how the candidates of the day's slots answered.
func (w Whole) Tally() Tally { return tally(w.Slots, w.Answers) }

// Declined are the slots whose candidate cannot come, of which nobody has said
// yet what is to become.
func (w Whole) Declined() (some []Slot) {
	for _, s := range w.Slots {
		if w.Answers.To(s) == CannotCome && w.Answers[s.ID].KeptAt == nil {
			some = append(some, s)
		}
	}
	return some
}
