package submissions

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/fault"
)

// The points of a review, in the order a reviewer goes through them.
const (
	PointIdentity     = "identity"
	PointEligibility  = "eligibility"
	PointTraining     = "training"
	PointIndependence = "independence"
	PointScores       = "scores"
	PointDecision     = "decision"
	PointDocuments    = "documents"
)

// What a reviewer finds on a point.
const (
	Right = "right"
	Wrong = "wrong"
)

// PointsOf lists the points of a review under a rule set.
func PointsOf(ruleSet string) []string {
	certification, _, _ := standards.SplitRuleSetID(ruleSet)
	if c, _ := standards.CertificationNamed(certification); standards.Assesses(c.Program) {
		return []string{PointIdentity, PointEligibility, PointIndependence, PointScores, PointDecision, PointDocuments}
	}
	return []string{PointIdentity, PointEligibility, PointTraining, PointDocuments}
}

// Noting is what a reviewer notes on one point.
type Noting struct {
	SubmissionID uuid.UUID
	Point        string
	Verdict      string // Right or Wrong
	Note         string // asked for where it is wrong
}

// Note keeps what a reviewer found on a point, in the place of what was noted
// before. It is IMI's own. Returns Invalid at the fields that are wrong,
// Conflict when the submission is decided or withdrawn.
func Note(tx *tenants.OversightTx, in Noting) (Point, error) {
	in.Note = strings.TrimSpace(in.Note)
	if err := tx.Lock(in.SubmissionID); err != nil {
		return Point{}, err
	}
	s, err := open(tx, in.SubmissionID)
	if err != nil {
		return Point{}, err
	}
	var c fault.Check
	c.If(!slices.Contains(PointsOf(s.RuleSet), in.Point), "point", "review.point_unknown")
	c.If(in.Verdict != Right && in.Verdict != Wrong, "verdict", "review.verdict_required")
	c.If(in.Verdict == Wrong && in.Note == "", "note", "review.note_required")
	c.If(utf8.RuneCountInString(in.Note) > 1000, "note", "review.note_long", "Max", 1000)
	if err := c.Err(); err != nil {
		return Point{}, err
	}
	before, err := first[Point](tx, "submission_id = ? and point = ?", s.ID, in.Point)
	if err != nil {
		return Point{}, err
	}
	p := Point{TenantID: s.TenantID, ID: tx.NewID(), SubmissionID: s.ID, Point: in.Point}
	if before != nil {
		p = *before
	}
	p.Verdict, p.Note, p.NotedAt, p.NotedBy = in.Verdict, in.Note, tx.Now(), id(tx.Membership())
	if err := tx.Allow("note", &p); err != nil {
		return p, err
	}
	if before == nil {
		err = inserted(tx, &p)
	} else {
		err = change[Point](tx, p.TenantID, p.ID, map[string]any{"verdict": p.Verdict, "note": p.Note, "noted_at": p.NotedAt, "noted_by": p.NotedBy})
	}
	if err != nil {
		return p, err
	}
	tx.Record(tenants.Event{Action: "submission.noted", Resource: "submission", Subject: s.ID, Detail: map[string]any{"point": p.Point, "verdict": p.Verdict}})
	return p, nil
}

// Notes reads what was noted on a submission, by point.
func Notes(tx *tenants.OversightTx, submission uuid.UUID) (map[string]Point, error) {
	rows, err := many[Point](tx, "id", "submission_id = ?", submission)
	all := make(map[string]Point, len(rows))
	for _, p := range rows {
		all[p.Point] = p
	}
	return all, err
}

// open reads a submission that waits for IMI's decision. Returns Conflict when
// it was withdrawn or is decided.
func open(tx *tenants.OversightTx, submission uuid.UUID) (Submission, error) {
	s, err := Find(tx, submission)
	if err != nil {
		return s, err
	}
	if s.WithdrawnAt != nil {
		return s, fault.New(fault.Conflict, "submission.withdrawn_already")
	}
	d, err := DecisionOf(tx, s.ID)
	if err == nil && d != nil {
		err = fault.New(fault.Conflict, "submission.decided_already")
	}
	return s, err
}
