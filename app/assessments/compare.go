package assessments

import (
	"slices"

	"github.com/google/uuid"

	"accord/app/designs"
	"accord/tenants"
)

// Comparison lays the sheets that the actor may see side by side.
type Comparison struct {
	Assessment  Assessment
	Assignments []Assignment // who judges, in order
	Sheets      []ScoreSheet // those that are in and seen, in the assignments' order
	Rows        []ComparedRow
	Totals      []Total // of each sheet

	Design  designs.Design   // the version it is judged by
	Verdict *designs.Verdict // what its rule says of the sheets; nil while one is missing

	Knowledge Knowledge // the candidate's knowledge test

	Disagreement *Disagreement        // between the assessors; nil where there is none
	Apart        designs.Disagreement // in what, where all sheets are seen
	Moderation   *Moderation          // by which it was settled
}

// ComparedRow is one criterion with each sheet's line.
type ComparedRow struct {
	Criterion AssessmentCriterion
	Scores    []Score          // in the sheets' order
	Differs   bool             // the assessors' marks are further apart than the design allows
	Agreed    *ModerationPoint // what a moderation agreed on
}

// Total is what a sheet adds up to.
type Total struct {
	Points, Of int
	Below      int  // criteria under their floors
	Reached    int  // of the weighted points, in tenths of a percent, rounded down
	Passes     bool // by the design's rule, this sheet alone
}

// Missing answers those whose sheet is not in.
func (c Comparison) Missing() []Assignment {
	return slices.DeleteFunc(slices.Clone(c.Assignments), func(g Assignment) bool { return g.SheetInAt != nil })
}

// Rule is what the design's rule says of all the sheets and of the knowledge
// test; nil while a sheet is missing.
func (c Comparison) Rule() *Outcome {
	if c.Verdict == nil {
		return nil
	}
	said := Failed
	if c.Verdict.Passes && !c.Knowledge.Fails() {
		said = Passed
	}
	return &said
}

// Test is the knowledge test's result: as the decision knew it once there is
// one, until then as it stands. Nil where none was asked for, or it is open.
func (c Comparison) Test() *TestResult {
	if c.Assessment.DecidedAt != nil {
		return c.Assessment.DecidedTest
	}
	return c.Knowledge.Result()
}

// TestChanged says whether the knowledge test reads otherwise now than when it
// was decided.
func (c Comparison) TestChanged() bool {
	kept, now := c.Assessment.DecidedTest, c.Knowledge.Result()
	return c.Assessment.DecidedAt != nil && ((kept == nil) != (now == nil) || kept != nil && !kept.Same(*now))
}

// Unsettled says whether the assessors disagree and nothing has settled it.
func (c Comparison) Unsettled() bool { return c.Disagreement != nil && c.Disagreement.SettledAt == nil }

// ThirdOf is the third assessor's assignment, where there is one.
func (c Comparison) ThirdOf() (Assignment, bool) {
	at := slices.IndexFunc(c.Assignments, Assignment.Third)
	if at < 0 {
		return Assignment{}, false
	}
	return c.Assignments[at], true
}

// Differences counts the criteria on which the assessors disagree.
func (c Comparison) Differences() int {
	n := 0
	for _, r := range c.Rows {
		if r.Differs {
			n++
		}
	}
	return n
}

// Hidden answers those whose sheet is in and not for the actor to see as yet:
// nobody's opens before all of the first are in.
func (c Comparison) Hidden() []Assignment {
	return slices.DeleteFunc(slices.Clone(c.Assignments), func(g Assignment) bool {
		return g.SheetInAt == nil || slices.ContainsFunc(c.Sheets, func(s ScoreSheet) bool { return s.MembershipID == g.MembershipID })
	})
}

// Compare reads the sheets that are in and open to the actor: all of the first
// once all are in, and before that an assessor's own; a third sees them once
// theirs is in (see the row policy of score_sheet). Returns
// NotFound when the assessment is.
func Compare(tx *tenants.Tx, assessment uuid.UUID) (Comparison, error) {
	c := Comparison{}
	var err error
	if c.Assessment, err = Get(tx, assessment); err != nil {
		return c, err
	}
	if c.Assignments, err = Assignments(tx, assessment); err != nil {
		return c, err
	}
	criteria, err := Criteria(tx, assessment)
	if err != nil {
		return c, err
	}
	all, err := sheets(tx, assessment)
	if err != nil {
		return c, err
	}
	for _, g := range c.Assignments {
		for _, s := range all {
			if s.MembershipID == g.MembershipID && s.SubmittedAt != nil {
				c.Sheets = append(c.Sheets, s)
			}
		}
	}
	scores, err := scoresOf(tx, ids(c.Sheets)...)
	if err != nil {
		return c, err
	}
	if c.Design, err = designs.Get(tx, c.Assessment.DesignID); err != nil {
		return c, err
	}
	if c.Knowledge, err = KnowledgeOf(tx, c.Assessment, c.Design); err != nil {
		return c, err
	}
	var agreed map[uuid.UUID]ModerationPoint
	if d, found, err := DisagreementOf(tx, assessment); err != nil {
		return c, err
	} else if found {
		c.Disagreement = &d
		if c.Moderation, agreed, err = minuteOf(tx, d); err != nil {
			return c, err
		}
	}
	c.lay(criteria, scores, agreed)
	c.judge()
	return c, nil
}

// judge asks the design's rule about each sheet, and about all once they are
// in: then what a moderation agreed on counts in place of marks.
func (c *Comparison) judge() {
	var first [][]designs.Line // the third assessor's sheet is not among those that disagree
	for i, s := range c.Sheets {
		lines := c.lines(func(at int) bool { return at == i })
		v := c.Design.Judge(lines)
		c.Totals[i].Reached, c.Totals[i].Passes = v.Reached, v.Passes
		if !slices.ContainsFunc(c.Assignments, func(g Assignment) bool { return g.MembershipID == s.MembershipID && g.Third() }) {
			first = append(first, lines)
		}
	}
	c.Apart = c.Design.Disagree(first)
	for _, i := range c.Apart.Lines {
		c.Rows[i].Differs = true
	}
	if len(c.Sheets) == 0 || len(c.Sheets) < len(c.Assignments) {
		return
	}
	lines := c.lines(func(int) bool { return true })
	for i, r := range c.Rows {
		if r.Agreed != nil {
			lines[i].Marks = []designs.Seen{seen(r.Agreed.Points)}
		}
	}
	v := c.Design.Judge(lines)
	c.Verdict = &v
}

func seen(points *int) designs.Seen {
	if points == nil {
		return designs.Seen{Not: true}
	}
	return designs.Seen{Points: *points}
}

// lines are the rows with the marks of some sheets, as the rule reads them.
func (c *Comparison) lines(of func(sheet int) bool) []designs.Line {
	lines := make([]designs.Line, len(c.Rows))
	for i, r := range c.Rows {
		lines[i] = designs.Line{Weight: r.Criterion.Weight, Of: r.Criterion.ScaleMax, Floor: r.Criterion.PassMark}
		for at, s := range r.Scores {
			if of(at) && s.Marked() {
				lines[i].Marks = append(lines[i].Marks, seen(s.Points))
			}
		}
	}
	return lines
}

// Short are the criteria under their floors.
func (c Comparison) Short() (all []AssessmentCriterion) {
	if c.Verdict != nil {
		for _, i := range c.Verdict.Short {
			all = append(all, c.Rows[i].Criterion)
		}
	}
	return all
}

func (c *Comparison) lay(criteria []AssessmentCriterion, scores []Score, agreed map[uuid.UUID]ModerationPoint) {
	c.Totals = make([]Total, len(c.Sheets))
	for _, criterion := range criteria {
		row := ComparedRow{Criterion: criterion}
		if p, is := agreed[criterion.ID]; is {
			row.Agreed = &p
		}
		for i, sheet := range c.Sheets {
			at := slices.IndexFunc(scores, func(s Score) bool { return s.ScoreSheetID == sheet.ID && s.CriterionID == criterion.ID })
			if at < 0 {
				row.Scores = append(row.Scores, Score{ScoreSheetID: sheet.ID, CriterionID: criterion.ID})
				continue
			}
			row.Scores = append(row.Scores, scores[at])
			if scores[at].Points == nil {
				continue
			}
			c.Totals[i].Points += *scores[at].Points
			c.Totals[i].Of += criterion.ScaleMax
			if *scores[at].Points < criterion.PassMark {
				c.Totals[i].Below++
			}
		}
		c.Rows = append(c.Rows, row)
	}
}

func ids(sheets []ScoreSheet) []uuid.UUID {
	all := make([]uuid.UUID, len(sheets))
	for i, s := range sheets {
		all[i] = s.ID
	}
	return all
}
