package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/days"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

type assessmentDay struct {
	ID        uuid.UUID `json:"id"`
	ProgramID uuid.UUID `json:"program_id"`
	Title     string    `json:"title"`
	On        string    `json:"on" format:"date"`
	TimeZone  string    `json:"time_zone" doc:"Of the place; its hours are meant there"`
	Place     string    `json:"place,omitempty"`
	Link      string    `json:"link,omitempty"`
	Language  string    `json:"language" doc:"ISO 639-1"`
	State     string    `json:"state" enum:"planned,published,closed,cancelled"`
	Reason    string    `json:"reason,omitempty" doc:"Why it was cancelled"`
	Slots     []daySlot `json:"slots,omitempty" doc:"In lists they are left out"`
}

type daySlot struct {
	ID           uuid.UUID  `json:"id"`
	DayID        uuid.UUID  `json:"day_id"`
	StartsAt     time.Time  `json:"starts_at"`
	EndsAt       time.Time  `json:"ends_at"`
	Room         string     `json:"room,omitempty"`
	Link         string     `json:"link,omitempty" doc:"Its own; otherwise the day's"`
	AssessmentID *uuid.UUID `json:"assessment_id,omitempty" doc:"None: it is free"`
	Candidate    string     `json:"candidate,omitempty" doc:"The name, as it stood"`
	Scenario     string     `json:"scenario,omitempty"`
	Version      string     `json:"version,omitempty" doc:"Of the scenario"`
	State        string     `json:"state" enum:"planned,invited,held,no_show,cancelled"`
	Note         string     `json:"note,omitempty" doc:"Of how it went, or why it was cancelled"`
	Answer       string     `json:"answer,omitempty" enum:"none,comes,cannot" doc:"Whether the candidate comes, while they are invited; to those who may know, and left out in answers to a change"`
	AnswerReason string     `json:"answer_reason,omitempty" doc:"Why they cannot come"`
	Kept         bool       `json:"kept,omitempty" doc:"It stands although they cannot come"`
	Parts        []slotPart `json:"parts,omitempty" doc:"Who takes part; in answers to a change they are left out"`
}

type slotPart struct {
	ID         uuid.UUID  `json:"id"`
	Part       string     `json:"part" enum:"assessor,role_player"`
	Membership *uuid.UUID `json:"membership_id,omitempty" doc:"None: a role-player without an account"`
	Name       string     `json:"name"`
	Absent     bool       `json:"absent,omitempty" doc:"Did not appear"`
}

func dayFrom(d days.Day) assessmentDay {
	return assessmentDay{ID: d.ID, ProgramID: d.ProgramID, Title: d.Title, On: day(d.HeldOn), TimeZone: d.TimeZone, Place: d.Place, Link: d.Link, Language: d.Language, State: string(d.State), Reason: d.Reason}
}

func slotFrom(s days.Slot) daySlot {
	return daySlot{ID: s.ID, DayID: s.DayID, StartsAt: s.StartsAt, EndsAt: s.EndsAt, Room: s.Room, Link: s.Link, AssessmentID: s.AssessmentID, Candidate: s.CandidateName,
		Scenario: s.Scenario, Version: s.ScenarioVersion, State: string(s.State), Note: s.Note}
}

func partFrom(p days.Part) slotPart { return slotPart{p.ID, p.Part, p.MembershipID, p.Name, p.Absent} }

type newAssessmentDay struct {
	Program  uuid.UUID `json:"program_id,omitempty" format:"uuid" doc:"Of a new day; of one that is there, it stays"`
	Title    string    `json:"title" maxLength:"200"`
	On       string    `json:"on" format:"date"`
	Place    string    `json:"place,omitempty" maxLength:"200"`
	Link     string    `json:"link,omitempty" maxLength:"500"`
	Language string    `json:"language" maxLength:"2" doc:"ISO 639-1"`
	TimeZone string    `json:"time_zone,omitempty" maxLength:"60" doc:"IANA's name; left out: that of its place, else the organisation's"`
	Reason   string    `json:"reason,omitempty" maxLength:"300" doc:"Why it moves, for those who are told"`
}

func (n newAssessmentDay) in() days.NewDay {
	return days.NewDay{Program: n.Program, Title: n.Title, On: dayOf(n.On), Place: n.Place, Link: n.Link, Language: n.Language, TimeZone: n.TimeZone, Reason: n.Reason}
}

type newDaySlot struct {
	Begins     string    `json:"begins" pattern:"^([01]?[0-9]|2[0-3]):[0-5][0-9]$" doc:"By the clock of the day's place, as 09:00"`
	Ends       string    `json:"ends" pattern:"^([01]?[0-9]|2[0-3]):[0-5][0-9]$"`
	Room       string    `json:"room,omitempty" maxLength:"100"`
	Link       string    `json:"link,omitempty" maxLength:"500"`
	Assessment uuid.UUID `json:"assessment_id,omitempty" format:"uuid" doc:"None: it is free; of a candidate's slot, it stays"`
	Scenario   string    `json:"scenario,omitempty" maxLength:"200"`
	Version    string    `json:"version,omitempty" maxLength:"40"`
	Reason     string    `json:"reason,omitempty" maxLength:"300" doc:"Why it moves, for those who are told"`
}

func (n newDaySlot) in() days.NewSlot {
	out := days.NewSlot{Room: n.Room, Link: n.Link, Assessment: n.Assessment, Scenario: n.Scenario, Version: n.Version, Reason: n.Reason}
	out.Begins, _ = trainings.ReadClock(n.Begins) // its form is the schema's
	out.Ends, _ = trainings.ReadClock(n.Ends)
	return out
}

// OneSlot is an address that names a slot of a day.
type OneSlot struct {
	One
	Slot uuid.UUID `path:"slot" format:"uuid"`
}

// of answers whether the slot is the day's. Returns NotFound when it is another's.
func (o OneSlot) of(tx *tenants.Tx) error {
	_, err := days.SlotIn(tx, o.ID, o.Slot)
	return err
}

type reasoned struct {
	Reason string `json:"reason" maxLength:"300" doc:"For those who are told"`
}

// slotSaid is a slot with what its candidate said.
func slotSaid(s days.Slot, all days.Answers) daySlot {
	out := slotFrom(s)
	out.Answer = string(all.To(s))
	if a, said := all[s.ID]; said && !a.Comes {
		out.AnswerReason, out.Kept = a.Reason, a.KeptAt != nil
	}
	return out
}

func wholeDay(tx *tenants.Tx, id uuid.UUID) (assessmentDay, error) {
	w, err := days.Load(tx, id)
	out := dayFrom(w.Day)
	sees := tx.Can("read", &days.Answer{TenantID: tx.Tenant(), ID: tx.NewID(), SlotID: tx.NewID()})
	for _, s := range w.Slots {
		one := slotFrom(s)
		if sees {
			one = slotSaid(s, w.Answers)
		}
		one.Parts = each(w.Parts[s.ID], partFrom)
		out.Slots = append(out.Slots, one)
	}
	return out, err
}

func (s *service) days() {
	const at = "/o/{organisation}/assessment-days"
	read(s, operation(http.MethodGet, at, "listAssessmentDays", "List assessment days from today on, the next first"),
		func(tx *tenants.Tx, in *struct {
			In
			At
			Past    bool      `query:"past" doc:"Those before today instead, the latest first"`
			Program uuid.UUID `query:"program" format:"uuid"`
			Missing bool      `query:"missing" doc:"Only those on which somebody who is invited has not answered"`
		}) (list[assessmentDay], error) {
			page, err := days.List(tx, days.Filter{Past: in.Past, Program: in.Program, Missing: in.Missing}, in.ask())
			return listOf(page, func(i days.Item) assessmentDay { return dayFrom(i.Day) }), err
		})
	write(s, operation(http.MethodPost, at, "planAssessmentDay", "Plan a day on which candidates of a program are assessed"),
		func(tx *tenants.Tx, in *struct {
			In
			Body newAssessmentDay
		}) (assessmentDay, error) {
			d, err := days.Plan(tx, in.Body.in())
			return dayFrom(d), called(err, "program", "program_id")
		})
	read(s, operation(http.MethodGet, at+"/{id}", "getAssessmentDay", "Read a day with its slots and who takes part"),
		func(tx *tenants.Tx, in *One) (assessmentDay, error) { return wholeDay(tx, in.ID) })
	write(s, operation(http.MethodPut, at+"/{id}", "editAssessmentDay", "Change a day; its slots go with it, and those who were invited are told"),
		func(tx *tenants.Tx, in *struct {
			One
			Body newAssessmentDay
		}) (assessmentDay, error) {
			d, err := days.EditDay(tx, in.ID, in.Body.in())
			return dayFrom(d), err
		})
	write(s, operation(http.MethodPost, at+"/{id}/series", "fillAssessmentDay", "Fill a day with slots, all or none, and put assessments on them"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Begins       string      `json:"begins" pattern:"^([01]?[0-9]|2[0-3]):[0-5][0-9]$" doc:"By the clock of the day's place, as 09:00"`
				Count        int         `json:"count" minimum:"1" maximum:"60"`
				Minutes      int         `json:"minutes" minimum:"10" maximum:"480"`
				Break        int         `json:"break,omitempty" minimum:"0" maximum:"240" doc:"Minutes between two"`
				Pause        int         `json:"pause,omitempty" minimum:"0" maximum:"60" doc:"After so many slots a longer break comes"`
				PauseMinutes int         `json:"pause_minutes,omitempty" minimum:"0" maximum:"240"`
				Room         string      `json:"room,omitempty" maxLength:"100"`
				Link         string      `json:"link,omitempty" maxLength:"500"`
				Scenario     string      `json:"scenario,omitempty" maxLength:"200"`
				Version      string      `json:"version,omitempty" maxLength:"40"`
				Assessments  []uuid.UUID `json:"assessments,omitempty" maxItems:"60" doc:"Put on the slots in this order"`
			}
		}) (assessmentDay, error) {
			b := in.Body
			f := days.Series{Count: b.Count, Minutes: b.Minutes, Break: b.Break, Pause: b.Pause, PauseMinutes: b.PauseMinutes, Room: b.Room, Link: b.Link, Scenario: b.Scenario, Version: b.Version, Assessments: b.Assessments}
			f.Begins, _ = trainings.ReadClock(b.Begins)
			if _, err := days.Fill(tx, in.ID, f); err != nil {
				return assessmentDay{}, called(err, "assessment", "assessments")
			}
			return wholeDay(tx, in.ID)
		})
	write(s, operation(http.MethodPost, at+"/{id}/publication", "publishAssessmentDay", "Publish a day and invite everybody to the slots that nobody was invited to"),
		func(tx *tenants.Tx, in *One) (assessmentDay, error) {
			if _, err := days.Publish(tx, in.ID); err != nil {
				return assessmentDay{}, err
			}
			return wholeDay(tx, in.ID)
		})
	write(s, operation(http.MethodPost, at+"/{id}/closing", "closeAssessmentDay", "Close a day once it is noted how each slot went"),
		func(tx *tenants.Tx, in *One) (assessmentDay, error) {
			d, err := days.Close(tx, in.ID)
			return dayFrom(d), err
		})
	write(s, operation(http.MethodPost, at+"/{id}/cancellation", "cancelAssessmentDay", "Cancel a day with its slots; those who were invited are told"),
		func(tx *tenants.Tx, in *struct {
			One
			Body reasoned
		}) (assessmentDay, error) {
			d, err := days.CancelDay(tx, in.ID, in.Body.Reason)
			return dayFrom(d), err
		})
	s.slots(at + "/{id}/slots")
}

func (s *service) slots(at string) {
	const said, sent = "assessment", "assessment_id"
	write(s, operation(http.MethodPost, at, "addDaySlot", "Add a slot to a day"),
		func(tx *tenants.Tx, in *struct {
			One
			Body newDaySlot
		}) (daySlot, error) {
			one, err := days.AddSlot(tx, in.ID, in.Body.in())
			return slotFrom(one), called(err, said, sent)
		})
	write(s, operation(http.MethodPut, at+"/{slot}", "editDaySlot", "Change a slot, or give a free one to a candidate; those who were invited are told"),
		func(tx *tenants.Tx, in *struct {
			OneSlot
			Body newDaySlot
		}) (daySlot, error) {
			if err := in.of(tx); err != nil {
				return daySlot{}, err
			}
			one, err := days.EditSlot(tx, in.Slot, in.Body.in())
			return slotFrom(one), called(err, said, sent)
		})
	write(s, operation(http.MethodPost, at+"/{slot}/assessors", "addSlotAssessor", "Have a member assess in a slot; who is not assigned is assigned, through the conflict gate"),
		func(tx *tenants.Tx, in *struct {
			OneSlot
			Body struct {
				MembershipID uuid.UUID `json:"membership_id" format:"uuid"`
			}
		}) (slotPart, error) {
			if err := in.of(tx); err != nil {
				return slotPart{}, err
			}
			p, err := days.AddAssessor(tx, in.Slot, in.Body.MembershipID)
			return partFrom(p), err
		})
	write(s, operation(http.MethodPost, at+"/{slot}/players", "addSlotPlayer", "Have a member, or somebody with a name and an address, play a role in a slot"),
		func(tx *tenants.Tx, in *struct {
			OneSlot
			Body struct {
				MembershipID uuid.UUID `json:"membership_id,omitempty" format:"uuid"`
				Name         string    `json:"name,omitempty" maxLength:"200"`
				Email        string    `json:"email,omitempty" maxLength:"254"`
			}
		}) (slotPart, error) {
			if err := in.of(tx); err != nil {
				return slotPart{}, err
			}
			p, err := days.AddPlayer(tx, in.Slot, days.Player{Member: in.Body.MembershipID, Name: in.Body.Name, Email: in.Body.Email})
			return partFrom(p), err
		})
	write(s, operation(http.MethodPost, at+"/{slot}/parts/{part}/removal", "takeOutOfSlot", "Take somebody out of a slot; whoever was invited is told"),
		func(tx *tenants.Tx, in *struct {
			OneSlot
			Part uuid.UUID `path:"part" format:"uuid"`
			Body struct {
				Reason string `json:"reason,omitempty" maxLength:"300" doc:"Where they were invited"`
			}
		}) (slotPart, error) {
			if err := in.of(tx); err != nil {
				return slotPart{}, err
			}
			p, err := days.TakeOut(tx, in.Slot, in.Part, in.Body.Reason)
			return partFrom(p), err
		})
	write(s, operation(http.MethodPost, at+"/{slot}/swap", "swapDaySlots", "Have two slots change their hours, rooms and days, both or neither; both sides are told"),
		func(tx *tenants.Tx, in *struct {
			OneSlot
			Body struct {
				Other  uuid.UUID `json:"other" format:"uuid"`
				Reason string    `json:"reason,omitempty" maxLength:"300" doc:"Where one was told"`
			}
		}) (daySlot, error) {
			if err := in.of(tx); err != nil {
				return daySlot{}, err
			}
			one, _, err := days.Swap(tx, in.Slot, in.Body.Other, in.Body.Reason)
			return slotFrom(one), err
		})
	write(s, operation(http.MethodPost, at+"/{slot}/cancellation", "cancelDaySlot", "Cancel a slot; whoever was invited is told"),
		func(tx *tenants.Tx, in *struct {
			OneSlot
			Body reasoned
		}) (daySlot, error) {
			if err := in.of(tx); err != nil {
				return daySlot{}, err
			}
			one, err := days.CancelSlot(tx, in.Slot, in.Body.Reason)
			return slotFrom(one), err
		})
	write(s, operation(http.MethodPost, at+"/{slot}/release", "releaseDaySlot", "Cancel a slot for its candidate and leave its hour and room as a slot that is free, which is the answer; whoever was invited is told"),
		func(tx *tenants.Tx, in *struct {
			OneSlot
			Body reasoned
		}) (daySlot, error) {
			if err := in.of(tx); err != nil {
				return daySlot{}, err
			}
			one, err := days.Release(tx, in.Slot, in.Body.Reason)
			return slotFrom(one), err
		})
	write(s, operation(http.MethodPost, at+"/{slot}/keeping", "keepDaySlot", "Keep a slot although its candidate cannot come"),
		func(tx *tenants.Tx, in *OneSlot) (done, error) {
			if err := in.of(tx); err != nil {
				return done{}, err
			}
			_, err := days.Keep(tx, in.Slot)
			return done{true}, err
		})
	write(s, operation(http.MethodPost, at+"/{slot}/attendance", "attendDaySlot", "Note how a slot went once it has begun"),
		func(tx *tenants.Tx, in *struct {
			OneSlot
			Body struct {
				Outcome string      `json:"outcome" enum:"held,no_show,cancelled" doc:"no_show: the candidate did not appear; cancelled: it could not be held without an assessor"`
				Absent  []uuid.UUID `json:"absent,omitempty" maxItems:"12" doc:"The assessors, as parts, who did not appear"`
				Note    string      `json:"note,omitempty" maxLength:"1000"`
			}
		}) (daySlot, error) {
			if err := in.of(tx); err != nil {
				return daySlot{}, err
			}
			one, err := days.Attend(tx, in.Slot, days.Attendance{Outcome: days.State(in.Body.Outcome), Absent: in.Body.Absent, Note: in.Body.Note})
			return slotFrom(one), err
		})
	write(s, operation(http.MethodPost, at+"/{slot}/attendance/undoing", "takeBackAttendance", "Take back what was noted of a slot, within a day"),
		func(tx *tenants.Tx, in *OneSlot) (daySlot, error) {
			if err := in.of(tx); err != nil {
				return daySlot{}, err
			}
			one, err := days.TakeBack(tx, in.Slot)
			return slotFrom(one), err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/today", "listTodaysCandidates", "List the slots in which the caller assesses today, by the calendar of each place"),
		func(tx *tenants.Tx, in *In) (todaysSlots, error) {
			if !tx.HasRole(tenants.RoleAssessor) {
				return todaysSlots{}, fault.Denied()
			}
			today, next, err := days.Today(tx)
			out := todaysSlots{Today: each(today, func(e days.Entry) daySlot { return slotFrom(e.Slot) })}
			for _, c := range next {
				out.Next = append(out.Next, comingDay{c.Day.ID, day(c.Day.HeldOn), c.Count, c.First})
			}
			return out, err
		})
}

type todaysSlots struct {
	Today []daySlot   `json:"today"`
	Next  []comingDay `json:"next" doc:"Later days"`
}

type comingDay struct {
	DayID uuid.UUID `json:"day_id"`
	On    string    `json:"on" format:"date"`
	Count int       `json:"count" doc:"Candidates"`
	First time.Time `json:"first_at"`
}
