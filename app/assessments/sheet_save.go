package assessments

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Longest words of a sheet, in characters.
const (
	MaxNote    = 2000
	MaxComment = 4000
	MaxKey     = 100
)

// SheetInput is what an assessor wrote. Revision is that of the sheet it
// started from: 0 for a new one. Key names this saving, and Tried those that
// were sent since that revision without an answer: where the connection was
// lost, the sheet's last saving may be one of them. Criteria that Marks does not
// name stay as they are.
type SheetInput struct {
	AssessmentID uuid.UUID
	Revision     int
	Key          string
	Tried        []string
	Comment      string
	Marks        map[uuid.UUID]Mark // by criterion
}

// Mark is one criterion's line.
type Mark struct {
	Points  *int // nil: none as yet
	NotSeen bool // there was no occasion to see it: then without points
	Note    string
}

// PointsField and NoteField name a criterion's fields, in forms and in faults.
func PointsField(criterion uuid.UUID) string { return "points-" + criterion.String() }

// NoteField names the field of a criterion's note.
func NoteField(criterion uuid.UUID) string { return "note-" + criterion.String() }

// SaveSheet keeps a draft; it may be called as often as one types. Returns
// Invalid at the fields that are wrong, and Conflict, without changing
// anything, when the sheet was saved elsewhere since, is submitted, or the
// assessment is decided; Forbidden when the actor has trained the candidate.
func SaveSheet(tx *tenants.Tx, in SheetInput) (Sheet, error) {
	s, err := write(tx, in)
	if err != nil {
		return s, err
	}
	tx.Record(tenants.Event{Action: "assessment.sheet_saved", Resource: "score_sheet", Subject: s.ScoreSheet.ID, Case: s.ScoreSheet.ID,
		Detail: map[string]any{"revision": s.Revision}})
	return s, nil
}

// write checks and keeps what an assessor wrote.
func write(tx *tenants.Tx, in SheetInput) (Sheet, error) {
	in.Comment = strings.TrimSpace(in.Comment)
	if err := tx.Lock(in.AssessmentID); err != nil {
		return Sheet{}, err
	}
	s, err := MySheet(tx, in.AssessmentID)
	if err != nil {
		return s, err
	}
	if err := writable(tx, s); err != nil {
		return s, err
	}
	if err := check(s, in); err != nil {
		return s, err
	}
	if in.Revision != s.Revision && (s.SavedKey == "" || !slices.Contains(in.Tried, s.SavedKey)) {
		return s, fault.New(fault.Conflict, "assessment.sheet_changed")
	}
	if err := begin(tx, &s, in); err != nil {
		return s, err
	}
	var lines []Score
	for _, c := range s.Criteria {
		mark, given := in.Marks[c.ID]
		line, had := s.Scores[c.ID]
		note := strings.TrimSpace(mark.Note)
		if !given || had && same(line.Points, mark.Points) && line.NotSeen == mark.NotSeen && line.Note == note {
			continue
		}
		if !had {
			line = Score{TenantID: s.TenantID, ID: tx.NewID(), ScoreSheetID: s.ScoreSheet.ID, AssessmentID: s.Assessment.ID,
				MembershipID: s.MembershipID, CriterionID: c.ID}
		}
		line.Points, line.NotSeen, line.Note = mark.Points, mark.NotSeen, note
		s.Scores[c.ID] = line
		lines = append(lines, line)
	}
	if len(lines) > 0 {
		err = writeScores(tx, lines)
	}
	return s, err
}

// writable asks whether the actor may judge, and says why not.
func writable(tx *tenants.Tx, s Sheet) error {
	switch {
	case s.SubmittedAt != nil:
		return fault.New(fault.Conflict, "assessment.your_sheet_in")
	case s.Assessment.DecidedAt != nil:
		return decided()
	}
	if err := tx.Allow("grade", &s.Assessment); err != nil {
		if fault.Is(err, fault.Forbidden) {
			return fault.New(fault.Forbidden, "assessment.you_trained").Because(err) // IMI-QA-09
		}
		return err
	}
	return nil
}

// Writing says whether the actor judges an assessment now: nil, or what their
// sheet would be refused for. What else they write while judging asks it too.
func Writing(tx *tenants.Tx, assessment uuid.UUID) error {
	s, err := head(tx, assessment)
	if err != nil {
		return err
	}
	return writable(tx, s)
}

func check(s Sheet, in SheetInput) error {
	var c fault.Check
	known := make(map[uuid.UUID]bool, len(s.Criteria))
	for _, criterion := range s.Criteria {
		known[criterion.ID] = true
		mark := in.Marks[criterion.ID]
		if mark.Points != nil {
			c.If(*mark.Points < 0 || *mark.Points > criterion.ScaleMax, PointsField(criterion.ID), "assessment.points_range", "Max", criterion.ScaleMax)
		}
		c.If(mark.NotSeen && (mark.Points != nil || !criterion.Optional), PointsField(criterion.ID), "assessment.must_be_seen")
		c.If(utf8.RuneCountInString(mark.Note) > MaxNote, NoteField(criterion.ID), "assessment.note_long", "Max", MaxNote)
	}
	for id := range in.Marks {
		if !known[id] {
			return fault.Absent("assessment_criterion")
		}
	}
	c.If(len(in.Key) > MaxKey, "key", "assessment.comment_long", "Max", MaxKey)
	c.If(utf8.RuneCountInString(in.Comment) > MaxComment, "comment", "assessment.comment_long", "Max", MaxComment)
	return c.Err()
}

// begin makes the sheet with the first saving, or counts the next one.
func begin(tx *tenants.Tx, s *Sheet, in SheetInput) error {
	fresh := s.ScoreSheet.ID == uuid.Nil
	if fresh {
		s.ScoreSheet = ScoreSheet{TenantID: tx.Tenant(), ID: tx.NewID(), AssessmentID: s.Assessment.ID, CandidateID: s.Assessment.CandidateID,
			MembershipID: tx.Membership(), StartedAt: tx.Now()}
	}
	s.Comment, s.SavedKey, s.SavedAt = in.Comment, in.Key, tx.Now()
	s.Revision++
	if err := tx.Allow("fill", &s.ScoreSheet); err != nil {
		return err
	}
	if fresh {
		return inserted(tx, &s.ScoreSheet)
	}
	return change[ScoreSheet](tx, s.ScoreSheet.ID, map[string]any{"comment": s.Comment, "saved_key": s.SavedKey, "saved_at": s.SavedAt, "revision": s.Revision})
}

func same(a, b *int) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }
