package days

import (
	"github.com/google/uuid"

	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// Series is so many slots of so many minutes, one after the other.
type Series struct {
	Begins            trainings.Clock
	Count             int
	Minutes           int
	Break             int // minutes between two
	Pause             int // after how many slots a longer break comes; 0: none
	PauseMinutes      int
	Room              string
	Link              string
	Scenario, Version string
	Assessments       []uuid.UUID // put on the slots in this order; what is left stays free
}

// What a series is bounded by, in minutes.
const (
	MinMinutes = 10
	MaxMinutes = 480
	MaxBreak   = 240
)

// Fill fills a day with slots, all or none, and puts assessments on them, each
// with its assessors who are not away. Returns Invalid with every wrong field,
// Conflict when the day is over or has as many slots as it can, or when somebody
// or the room is taken.
func Fill(tx *tenants.Tx, day uuid.UUID, in Series) ([]Slot, error) {
	d, err := opened(tx, day, "plan")
	if err != nil {
		return nil, err
	}
	plan, err := in.slots()
	if err != nil {
		return nil, err
	}
	all, err := add(tx, d, plan)
	if err != nil {
		return nil, err
	}
	tx.Record(tenants.Event{Action: "day.filled", Resource: "assessment_day", Subject: d.ID, Case: d.ID, Detail: map[string]any{"count": len(all), "candidates": len(in.Assessments)}})
	return all, nil
}

// slots works a series out, by the clock of the day.
func (in Series) slots() ([]NewSlot, error) {
	var c fault.Check
	c.If(in.Count < 1 || in.Count > MaxSlots, "count", "day.count", "Max", MaxSlots)
	c.If(in.Minutes < MinMinutes || in.Minutes > MaxMinutes, "minutes", "day.minutes", "Min", MinMinutes, "Max", MaxMinutes)
	c.If(in.Break < 0 || in.Break > MaxBreak, "break", "day.break", "Max", MaxBreak)
	c.If(in.Pause < 0 || in.Pause > MaxSlots, "pause", "day.count", "Max", MaxSlots)
	c.If(in.Pause > 0 && (in.PauseMinutes < 1 || in.PauseMinutes > MaxBreak), "pause_minutes", "day.pause", "Max", MaxBreak)
	c.If(len(in.Assessments) > in.Count, "assessments", "day.more_than_slots", "Count", in.Count)
	if err := c.Err(); err != nil {
		return nil, err
	}
	at := int(in.Begins)
	all := make([]NewSlot, in.Count)
	for i := range all {
		begins, ends := at, at+in.Minutes
		if ends > 24*60 {
			c.Field("count", "day.past_midnight", "Count", i)
			return nil, c.Err()
		}
		all[i] = NewSlot{Begins: trainings.Clock(begins), Ends: trainings.Clock(ends % (24 * 60)), Room: in.Room, Link: in.Link, Scenario: in.Scenario, Version: in.Version}
		if i < len(in.Assessments) {
			all[i].Assessment = in.Assessments[i]
		}
		at = ends + in.Break
		if in.Pause > 0 && (i+1)%in.Pause == 0 {
			at = ends + in.PauseMinutes
		}
	}
	return all, nil
}
