package knowledge

import (
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/tenants"
	"accord/tenants/fault"
)

// MaxMinute is the longest minute, in characters.
const MaxMinute = 4000

// Agreement is what was agreed on a script whose markers are too far apart.
type Agreement struct {
	ScriptID uuid.UUID
	Marks    int // of the whole test
	Minute   string
}

// Settle writes down what was agreed. Returns Invalid without reasons or with
// marks that the test does not have, Forbidden for who has marked the script,
// trained the candidate or is them, and Conflict when the markers are not apart, it is
// settled, or a third was asked.
func Settle(tx *tenants.Tx, in Agreement) (Script, error) {
	in.Minute = strings.TrimSpace(in.Minute)
	s, a, err := unsettled(tx, in.ScriptID)
	if err != nil {
		return s, err
	}
	if s.ApartAt == nil {
		if !tx.Can("file", &s) {
			return s, fault.Absent("knowledge_script")
		}
		return s, fault.New(fault.Conflict, "knowledge.not_apart")
	}
	if err := tx.Allow("settle", &s); err != nil {
		return s, err
	}
	if own, err := assessments.Own(tx, a); err != nil || own {
		return s, or(err, fault.New(fault.Forbidden, "assessment.you_are_judged"))
	}
	if trains, err := assessments.Trains(tx, a); err != nil || trains {
		return s, or(err, fault.New(fault.Forbidden, "assessment.you_judged"))
	}
	all, err := Markings(tx, s.ID)
	if err != nil {
		return s, err
	}
	for _, g := range all {
		if g.Place == 3 {
			return s, fault.New(fault.Conflict, "knowledge.third_marks", "Marker", g.MarkerName)
		}
	}
	t, err := TestOf(tx, s.TestID)
	if err != nil {
		return s, err
	}
	questions, err := Questions(tx, t.ID)
	if err != nil {
		return s, err
	}
	of := Of(questions)
	var c fault.Check
	c.If(in.Marks < 0 || in.Marks > of, "marks", "knowledge.mark_range", "Max", of)
	c.If(in.Minute == "", "minute", "assessment.reasons_required")
	c.If(utf8.RuneCountInString(in.Minute) > MaxMinute, "minute", "knowledge.long", "Max", MaxMinute)
	if err := c.Err(); err != nil {
		return s, err
	}
	now, doubled, passed := tx.Now(), 2*in.Marks, in.Marks >= t.PassMark
	s.SettledAt, s.SettledBy, s.Doubled, s.OfMarks, s.Passed, s.Minute, s.MinuteBy, s.MinuteByName = &now, "minute", &doubled, &of, &passed, in.Minute, id(tx.Membership()), tx.Name()
	err = change[Script](tx, s.ID, map[string]any{"settled_at": now, "settled_by": "minute", "doubled": doubled, "of_marks": of, "passed": passed, "minute": in.Minute,
		"minute_by": s.MinuteBy, "minute_by_name": s.MinuteByName})
	if err != nil {
		return s, err
	}
	tx.Record(tenants.Event{Action: "knowledge.settled_by_minute", Resource: "knowledge_script", Subject: s.ID, Case: a.CandidateID, Detail: map[string]any{"marks": in.Marks}})
	return s, nil
}
