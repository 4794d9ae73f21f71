package knowledge

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Bounds of a test.
const (
	MaxTitle     = 200
	MaxLabel     = 60
	MaxWords     = 1000
	MaxMarks     = 100
	MaxQuestions = 60
)

// Draft is a test as its page sends it: every question, in order. Revision is
// that of the draft it started from; 0 where there was none.
type Draft struct {
	ProgramID uuid.UUID
	Revision  int
	Title     string
	Label     string
	PassMark  int
	Apart     int
	Questions []NewQuestion
}

// NewQuestion is a question with its marks at most.
type NewQuestion struct {
	Words string
	Marks int
}

// QuestionField and QuestionMarks name the fields of a question, from 0.
func QuestionField(i int) string { return "question-" + strconv.Itoa(i) }

// QuestionMarks names the field of a question's marks.
func QuestionMarks(i int) string { return "marks-" + strconv.Itoa(i) }

// Save keeps the draft of a program's next test. Returns Invalid at the fields
// that are wrong, NotFound when the program is, and Conflict when the draft was
// changed elsewhere since.
func Save(tx *tenants.Tx, in Draft) (Test, error) {
	in.Title, in.Label = strings.TrimSpace(in.Title), strings.TrimSpace(in.Label)
	if err := checkDraft(in); err != nil {
		return Test{}, err
	}
	if err := tx.Lock(in.ProgramID); err != nil {
		return Test{}, err
	}
	program, err := assessing(tx, in.ProgramID)
	if err != nil {
		return Test{}, err
	}
	t, found, err := draftOf(tx, program.ID)
	if err != nil {
		return t, err
	}
	if !found {
		t = Test{TenantID: tx.Tenant(), ID: tx.NewID(), ProgramID: program.ID, CreatedAt: tx.Now(), CreatedBy: id(tx.Membership())}
	}
	if err := tx.Allow("draft", &t); err != nil {
		return t, err
	}
	if in.Revision != t.Revision {
		return t, fault.New(fault.Conflict, "knowledge.draft_changed")
	}
	t.Title, t.Label, t.PassMark, t.Apart, t.SavedAt = in.Title, in.Label, in.PassMark, in.Apart, tx.Now()
	t.Revision++
	if found {
		err = change[Test](tx, t.ID, map[string]any{"title": t.Title, "label": t.Label, "pass_mark": t.PassMark, "apart": t.Apart, "saved_at": t.SavedAt, "revision": t.Revision})
	} else {
		err = inserted(tx, &t)
	}
	if err != nil {
		return t, err
	}
	questions := make([]Question, len(in.Questions))
	for i, q := range in.Questions {
		questions[i] = Question{TenantID: t.TenantID, ID: tx.NewID(), TestID: t.ID, Position: i + 1, Words: strings.TrimSpace(q.Words), Marks: q.Marks}
	}
	if err := replaceQuestions(tx, t.ID, questions); err != nil {
		return t, err
	}
	tx.Record(tenants.Event{Action: "knowledge.test_saved", Resource: "knowledge_test", Subject: t.ID, Case: t.ProgramID, Detail: map[string]any{"revision": t.Revision}})
	return t, nil
}

// Publish puts a program's draft under the next number; nobody changes it from
// then on. Returns NotFound without a draft, Invalid where it is not whole, and
// Conflict when it was changed since that revision.
func Publish(tx *tenants.Tx, program uuid.UUID, revision int) (Test, error) {
	if err := tx.Lock(program); err != nil {
		return Test{}, err
	}
	t, found, err := draftOf(tx, program)
	if err != nil || !found {
		return t, or(err, fault.Absent("knowledge_test"))
	}
	if err := tx.Allow("publish", &t); err != nil {
		return t, err
	}
	if t.Revision != revision {
		return t, fault.New(fault.Conflict, "knowledge.draft_changed")
	}
	questions, err := Questions(tx, t.ID)
	if err != nil {
		return t, err
	}
	var c fault.Check
	c.If(t.Title == "", "title", "knowledge.title_required")
	c.If(t.Label == "", "label", "knowledge.label_required")
	c.If(len(questions) == 0, QuestionField(0), "knowledge.questions_missing")
	c.If(len(questions) > 0 && t.PassMark > Of(questions), "pass_mark", "knowledge.pass_range", "Max", Of(questions))
	if err := c.Err(); err != nil {
		return t, err
	}
	last, err := lastNumber(tx, program)
	if err != nil {
		return t, err
	}
	now, number := tx.Now(), last+1
	t.Number, t.PublishedAt, t.PublishedBy, t.PublishedByName = &number, &now, id(tx.Membership()), tx.Name()
	if err := change[Test](tx, t.ID, map[string]any{"number": number, "published_at": now, "published_by": t.PublishedBy, "published_by_name": t.PublishedByName}); err != nil {
		return t, err
	}
	tx.Record(tenants.Event{Action: "knowledge.test_published", Resource: "knowledge_test", Subject: t.ID, Case: program, Detail: map[string]any{"version": number}})
	return t, nil
}

// Of is what questions give at most, together.
func Of(questions []Question) (sum int) {
	for _, q := range questions {
		sum += q.Marks
	}
	return sum
}

func checkDraft(in Draft) error {
	var c fault.Check
	c.If(utf8.RuneCountInString(in.Title) > MaxTitle, "title", "knowledge.long", "Max", MaxTitle)
	c.If(utf8.RuneCountInString(in.Label) > MaxLabel, "label", "knowledge.long", "Max", MaxLabel)
	c.If(len(in.Questions) > MaxQuestions, QuestionField(MaxQuestions), "knowledge.questions_many", "Max", MaxQuestions)
	sum := 0
	for i, q := range in.Questions {
		words := strings.TrimSpace(q.Words)
		c.If(words == "", QuestionField(i), "knowledge.question_required")
		c.If(utf8.RuneCountInString(words) > MaxWords, QuestionField(i), "knowledge.long", "Max", MaxWords)
		c.If(q.Marks < 1 || q.Marks > MaxMarks, QuestionMarks(i), "knowledge.marks_range", "Max", MaxMarks)
		sum += q.Marks
	}
	c.If(in.PassMark < 0 || in.PassMark > max(sum, MaxMarks), "pass_mark", "knowledge.pass_range", "Max", sum)
	c.If(in.Apart < 0 || in.Apart > max(sum, MaxMarks), "apart", "knowledge.pass_range", "Max", sum)
	return c.Err()
}

func or(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

func id(id uuid.UUID) *uuid.UUID {
	if id == uuid.Nil {
		return nil
	}
	return &id
}
