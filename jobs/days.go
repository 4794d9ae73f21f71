package jobs

import (
	"github.com/google/uuid"

	assessdays "accord/app/days"
	"accord/app/letters"
	"accord/tenants"
)

// The letters about a slot of an assessment day never name its candidate to
// others. The hour goes with them as a calendar reads it.
var (
	_ = writes(Writer{Letter: letters.SlotInvited, Member: aboutSlot})
	_ = writes(Writer{Letter: letters.SlotAssessor, Member: aboutSlot})
	_ = writes(Writer{Letter: letters.SlotPlayer, Member: aboutSlot})
	_ = writes(Writer{Letter: letters.SlotMoved, Member: aboutSlot})
	_ = writes(Writer{Letter: letters.SlotCancelled, Member: aboutSlot})
	_ = writes(Writer{Letter: letters.SlotReminder, Member: remindsOfSlot})
	_ = writes(Writer{Letter: letters.SlotAsked, Member: aboutSlot})
	_ = writes(Writer{Letter: letters.SlotAskedAnew, Member: aboutSlot})
	_ = writes(Writer{Letter: letters.SlotUnanswered, Member: remindsOfSlot})
	_ = writes(Writer{Letter: letters.SlotDeclined, Member: aboutAnswer})
	_ = writes(Writer{Letter: letters.SlotRestored, Member: aboutAnswer})
)

// The day before a slot, everybody who takes part is reminded.
var _ = register(Kind{
	Name: assessdays.RemindKind,
	Do: func(tx *tenants.Tx, t tenants.Task) error {
		return assessdays.Remind(tx, t.ArgID("subject"), t.ArgText("stage"))
	},
})

// aboutSlot is what a notice says, to whom the job names.
func aboutSlot(tx *tenants.Tx, t tenants.Task) (Facts, error) {
	n, err := assessdays.NoticeOf(tx, t.ArgID("subject"))
	if err != nil {
		return Facts{}, err
	}
	l, err := assessdays.LetterOf(tx, n.SlotID, t.ArgID("part"), n.Kind == assessdays.Cancellation)
	if err != nil || l.Moot {
		return Facts{Moot: l.Moot}, err
	}
	if n.Kind == assessdays.Cancellation {
		l.Slot.State = assessdays.Cancelled // for whoever it is, also where it stands for others
	}
	f := Facts{Path: whereTo(t), To: []letters.Recipient{l.To}, Calendar: l.Slot.ICal(), Data: letters.Data{"Program": l.Program.Title}}
	kind := letters.Kind(t.ArgText("letter"))
	if kind != letters.SlotCancelled {
		f.Data["Starts"], f.Data["Ends"] = letters.Moment{At: n.StartsAt, Zone: n.Zone}, letters.Moment{At: n.EndsAt, Zone: n.Zone}
		f.Data["Place"] = whereabouts(n.Place, n.Link)
	}
	if kind == letters.SlotMoved || kind == letters.SlotAskedAnew || kind == letters.SlotCancelled {
		f.Data["Was"], f.Data["Reason"] = letters.Moment{At: n.WasStartsAt, Zone: n.WasZone}, n.Reason
	}
	if kind == letters.SlotPlayer {
		f.Data["Scenario"] = l.Slot.ScenarioText()
	}
	return f, nil
}

func remindsOfSlot(tx *tenants.Tx, t tenants.Task) (Facts, error) {
	l, err := assessdays.LetterOf(tx, t.ArgID("subject"), t.ArgID("part"), false)
	if err != nil || l.Moot {
		return Facts{Moot: l.Moot}, err
	}
	s, d := l.Slot, l.Slot.Day
	return Facts{Path: whereTo(t), To: []letters.Recipient{l.To}, Calendar: s.ICal(), Data: letters.Data{"Program": l.Program.Title, "Place": whereabouts(s.Where(d), s.LinkOr(d)),
		"Starts": letters.Moment{At: s.StartsAt, Zone: d.TimeZone}, "Ends": letters.Moment{At: s.EndsAt, Zone: d.TimeZone}}}, nil
}

// whereTo is the page on which whoever a letter goes to finds the slot.
func whereTo(t tenants.Task) string {
	if t.ArgID("part") == uuid.Nil {
		return "own-slots"
	}
	return "today"
}

// aboutAnswer is what those who plan are written of a candidate's answer: neither
// their name nor their reason, which stand on the slot's page. What they have
// taken back since is not written of.
func aboutAnswer(tx *tenants.Tx, t tenants.Task) (Facts, error) {
	a, err := assessdays.AnswerOf(tx, t.ArgID("subject"))
	if err != nil {
		return Facts{}, err
	}
	s, err := assessdays.SlotOf(tx, a.SlotID)
	if err != nil {
		return Facts{}, err
	}
	d, err := assessdays.Get(tx, s.DayID)
	if err != nil {
		return Facts{}, err
	}
	p, err := assessdays.Program(tx, d.ProgramID)
	moot := a.Revision != s.Revision || a.Comes != (letters.Kind(t.ArgText("letter")) == letters.SlotRestored)
	return Facts{Path: "days/" + d.ID.String() + "/slots/" + s.ID.String(), Moot: moot, Data: letters.Data{"Program": p.Title, "Starts": letters.Moment{At: s.StartsAt, Zone: d.TimeZone}}}, err
}

// whereabouts is a room, the address of one online, or both.
func whereabouts(place, link string) string {
	switch {
	case place == "":
		return link
	case link == "":
		return place
	}
	return place + " · " + link
}
