package notes

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/evidence"
	"accord/tenants"
	"accord/tenants/fault"
)

// Longest texts of a note, in characters.
const (
	MaxWords = 2000
	MaxMark  = 100
)

// Input is a note as a page has it. Revision is that of the note it started
// from: 0 for a new one. Key names this saving, and Tried those that were sent
// since that revision without an answer.
type Input struct {
	AssessmentID uuid.UUID
	VersionID    uuid.UUID
	Mark         string
	Place        int
	CriterionID  *uuid.UUID
	Words        string
	Revision     int
	Key          string
	Tried        []string
}

// Keep writes a note, or what became of it; it may be sent again. Returns
// Invalid at the fields that are wrong, NotFound when the actor may not open
// the document or it is another candidate's, and Conflict, without changing
// anything, when the note was saved or taken out elsewhere since, the actor has
// not declared that no conflict exists, their sheet is in, or the assessment is
// decided; Forbidden when they have trained the candidate.
func Keep(tx *tenants.Tx, in Input) (Note, error) {
	in.Words = strings.TrimSpace(in.Words)
	if err := writable(tx, in.AssessmentID); err != nil {
		return Note{}, err
	}
	v, err := check(tx, in)
	if err != nil {
		return Note{}, err
	}
	n, found, err := marked(tx, in.AssessmentID, in.Mark)
	if err != nil {
		return n, err
	}
	if !found {
		if in.Revision != 0 {
			return n, fault.Absent("assessment_note")
		}
		return begin(tx, in, v)
	}
	if n.RemovedAt != nil {
		return n, fault.New(fault.Conflict, "note.removed_elsewhere")
	}
	if in.Key != "" && n.SavedKey == in.Key { // its answer was lost
		return n, nil
	}
	if in.Revision != n.Revision && (n.SavedKey == "" || !slices.Contains(in.Tried, n.SavedKey)) {
		return n, fault.New(fault.Conflict, "note.changed_elsewhere")
	}
	if err := tx.Allow("write", &n); err != nil {
		return n, err
	}
	n.Place, n.CriterionID, n.Words, n.SavedKey, n.SavedAt = in.Place, in.CriterionID, in.Words, in.Key, tx.Now()
	n.Revision++
	err = change(tx, n.ID, map[string]any{"place": n.Place, "criterion_id": n.CriterionID, "words": n.Words, "saved_key": n.SavedKey, "saved_at": n.SavedAt, "revision": n.Revision})
	if err == nil {
		record(tx, "assessment.note_kept", n)
	}
	return n, err
}

func begin(tx *tenants.Tx, in Input, v evidence.Version) (Note, error) {
	n := Note{TenantID: tx.Tenant(), ID: tx.NewID(), AssessmentID: in.AssessmentID, MembershipID: tx.Membership(), DocumentVersionID: v.ID,
		DocumentTitle: v.Title, Timed: v.IsVideo(), Mark: in.Mark, Place: in.Place, CriterionID: in.CriterionID, Words: in.Words, Revision: 1, SavedKey: in.Key, WrittenAt: tx.Now(), SavedAt: tx.Now()}
	if err := tx.Allow("write", &n); err != nil {
		return n, err
	}
	if err := inserted(tx, &n); err != nil {
		return n, err
	}
	record(tx, "assessment.note_kept", n)
	return n, nil
}

// writable asks whether the actor may note anything of an assessment, and says
// why not.
func writable(tx *tenants.Tx, assessment uuid.UUID) error {
	if err := tx.Lock(assessment); err != nil {
		return err
	}
	return assessments.Writing(tx, assessment)
}

// check answers the document that a note is of.
func check(tx *tenants.Tx, in Input) (evidence.Version, error) {
	v, err := evidence.Get(tx, in.VersionID)
	if err != nil {
		return v, err
	}
	a, err := assessments.Get(tx, in.AssessmentID)
	if err != nil {
		return v, err
	}
	if v.CandidateID == nil || *v.CandidateID != a.CandidateID || v.State != evidence.Typed {
		return v, fault.Absent("version")
	}
	if in.CriterionID != nil {
		if _, err := criterion(tx, in.AssessmentID, *in.CriterionID); err != nil {
			return v, err
		}
	}
	var c fault.Check
	c.If(in.Words == "", "words", "note.words_required")
	c.If(utf8.RuneCountInString(in.Words) > MaxWords, "words", "note.words_long", "Max", MaxWords)
	c.If(in.Mark == "" || len(in.Mark) > MaxMark || len(in.Key) > MaxMark, "mark", "note.mark_bad")
	if v.IsVideo() {
		c.If(in.Place < MinPlace(v) || in.Place > MaxPlace(v), "place", "note.time_bad")
	} else {
		c.If(in.Place < MinPlace(v) || in.Place > MaxPlace(v), "place", "note.page_bad", "Max", MaxPlace(v))
	}
	return v, c.Err()
}

func record(tx *tenants.Tx, action string, n Note) {
	tx.Record(tenants.Event{Action: action, Resource: "assessment_note", Subject: n.ID, Case: n.ID, Detail: map[string]any{"revision": n.Revision}})
}
