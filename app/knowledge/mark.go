package knowledge

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Paper is a marking with what it is of.
type Paper struct {
	Marking   Marking
	Script    Script
	Test      Test
	Questions []Question
	Marks     map[uuid.UUID]Mark // by question
}

// Marked counts the questions that have marks.
func (p Paper) Marked() (n int) {
	for _, q := range p.Questions {
		if p.Marks[q.ID].Marks != nil {
			n++
		}
	}
	return n
}

// Total is what the marks add up to.
func (p Paper) Total() (sum int) {
	for _, m := range p.Marks {
		if m.Marks != nil {
			sum += *m.Marks
		}
	}
	return sum
}

// MaxNote is the longest note on a question, in characters.
const MaxNote = 2000

// MarksInput is what a marker wrote. Revision is that of the marking it started
// from; Key names this saving, and Tried those that were sent since without an
// answer. Questions that Marks does not name stay as they are.
type MarksInput struct {
	MarkingID uuid.UUID
	Revision  int
	Key       string
	Tried     []string
	Marks     map[uuid.UUID]Given // by question
}

// Given is what a marker gives for a question.
type Given struct {
	Marks *int // nil: none as yet
	Note  string
}

// MarksField and NoteField name a question's fields, in forms and in faults.
func MarksField(question uuid.UUID) string { return "marks-" + question.String() }

// NoteField names the field of a question's note.
func NoteField(question uuid.UUID) string { return "note-" + question.String() }

// MyPaper reads the actor's own marking. Returns NotFound when it is not
// theirs, Conflict before they have declared that no conflict exists.
func MyPaper(tx *tenants.Tx, marking uuid.UUID) (p Paper, err error) {
	if p.Marking, err = MarkingByID(tx, marking); err != nil {
		return p, err
	}
	if p.Marking.MembershipID != tx.Membership() || p.Marking.RemovedAt != nil {
		return p, fault.Absent("knowledge_marking")
	}
	if p.Marking.DeclaredAt == nil {
		return p, fault.New(fault.Conflict, "assessment.undeclared") // IMI-QA-13
	}
	if p.Script, err = ScriptByID(tx, p.Marking.ScriptID); err != nil {
		return p, err
	}
	if p.Test, err = TestOf(tx, p.Script.TestID); err != nil {
		return p, err
	}
	if p.Questions, err = Questions(tx, p.Test.ID); err != nil {
		return p, err
	}
	all, err := marksOf(tx, p.Marking.ID)
	p.Marks = make(map[uuid.UUID]Mark, len(all))
	for _, m := range all {
		p.Marks[m.QuestionID] = m
	}
	return p, err
}

// SaveMarks keeps a draft; it may be called as often as one types. Returns
// Invalid at the fields that are wrong, and Conflict, without changing anything,
// when the marks were saved elsewhere since, or are in.
func SaveMarks(tx *tenants.Tx, in MarksInput) (Paper, error) {
	p, err := write(tx, in)
	if err == nil {
		tx.Record(tenants.Event{Action: "knowledge.marks_saved", Resource: "knowledge_marking", Subject: p.Marking.ID, Case: p.Marking.ID, Detail: map[string]any{"revision": p.Marking.Revision}})
	}
	return p, err
}

// SubmitMarks keeps what a marker wrote and hands it in. The second that is in
// settles the script, or shows that two are too far apart; a third's settles it.
// Returns Invalid at each question without marks, and what SaveMarks returns.
func SubmitMarks(tx *tenants.Tx, in MarksInput) (Paper, error) {
	p, err := write(tx, in)
	if err != nil {
		return p, err
	}
	var c fault.Check
	for _, q := range p.Questions {
		c.If(p.Marks[q.ID].Marks == nil, MarksField(q.ID), "knowledge.marks_required", "Number", q.Position)
	}
	if err := c.Err(); err != nil {
		return p, err
	}
	now := tx.Now()
	p.Marking.SubmittedAt = &now
	if err := change[Marking](tx, p.Marking.ID, map[string]any{"submitted_at": now}); err != nil {
		return p, err
	}
	tx.Record(tenants.Event{Action: "knowledge.marks_in", Resource: "knowledge_script", Subject: p.Script.ID, Case: p.Script.ID, Detail: map[string]any{"marking": p.Marking.ID, "place": p.Marking.Place}})
	p.Script, err = ScriptByID(tx, p.Script.ID)
	return p, err
}

func write(tx *tenants.Tx, in MarksInput) (Paper, error) {
	g, err := MarkingByID(tx, in.MarkingID)
	if err != nil {
		return Paper{}, err
	}
	if err := tx.Lock(g.AssessmentID); err != nil {
		return Paper{}, err
	}
	p, err := MyPaper(tx, in.MarkingID)
	if err != nil {
		return p, err
	}
	switch {
	case p.Marking.SubmittedAt != nil:
		return p, fault.New(fault.Conflict, "knowledge.your_marks_in")
	case p.Script.SettledAt != nil || p.Script.RemovedAt != nil:
		return p, fault.New(fault.Conflict, "knowledge.settled")
	}
	if err := checkMarks(p, in); err != nil {
		return p, err
	}
	if in.Revision != p.Marking.Revision && (p.Marking.SavedKey == "" || !slices.Contains(in.Tried, p.Marking.SavedKey)) {
		return p, fault.New(fault.Conflict, "assessment.sheet_changed")
	}
	if err := tx.Allow("mark", &p.Marking); err != nil {
		if fault.Is(err, fault.Forbidden) {
			return p, fault.New(fault.Forbidden, "assessment.you_trained").Because(err)
		}
		return p, err
	}
	now := tx.Now()
	p.Marking.Revision++
	p.Marking.SavedKey, p.Marking.SavedAt = in.Key, &now
	if err := change[Marking](tx, p.Marking.ID, map[string]any{"revision": p.Marking.Revision, "saved_key": in.Key, "saved_at": now}); err != nil {
		return p, err
	}
	var lines []Mark
	for _, q := range p.Questions {
		given, is := in.Marks[q.ID]
		if !is {
			continue
		}
		m, had := p.Marks[q.ID]
		if !had {
			m = Mark{TenantID: p.Marking.TenantID, ID: tx.NewID(), MarkingID: p.Marking.ID, ScriptID: p.Script.ID, AssessmentID: p.Script.AssessmentID, MembershipID: p.Marking.MembershipID,
				TestID: p.Test.ID, QuestionID: q.ID}
		}
		m.Marks, m.Note = given.Marks, strings.TrimSpace(given.Note)
		p.Marks[q.ID] = m
		lines = append(lines, m)
	}
	if len(lines) > 0 {
		err = writeMarks(tx, lines)
	}
	return p, err
}

func checkMarks(p Paper, in MarksInput) error {
	var c fault.Check
	known := map[uuid.UUID]bool{}
	for _, q := range p.Questions {
		known[q.ID] = true
		given := in.Marks[q.ID]
		c.If(given.Marks != nil && (*given.Marks < 0 || *given.Marks > q.Marks), MarksField(q.ID), "knowledge.mark_range", "Max", q.Marks)
		c.If(utf8.RuneCountInString(given.Note) > MaxNote, NoteField(q.ID), "knowledge.long", "Max", MaxNote)
	}
	for q := range in.Marks {
		if !known[q] {
			return fault.Absent("knowledge_question")
		}
	}
	c.If(len(in.Key) > 100, "key", "knowledge.long", "Max", 100)
	return c.Err()
}
