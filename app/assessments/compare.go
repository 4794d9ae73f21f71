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
	Sheets      []ScoreSheet // those that are in, in the assignments' order
	Rows        []ComparedRow
	Totals      []Total // of each sheet

	Design  designs.Design   // the version it is judged by
	Verdict *designs.Verdict // what its rule says of the sheets; nil while one is missing
}

// ComparedRow is one criterion with each sheet's line.
type ComparedRow struct {
	Criterion AssessmentCriterion
	Scores    []Score // in the sheets' order
	Differs   bool    // the assessors disagree: two points apart, or one passes and one does not
}

// Total is what a sheet adds up to.
type Total struct {
	Points, Of int
	Below      int // criteria under their floors
	Reached    int // of the weighted points, in tenths of a percent, rounded down
}

// Missing answers those whose sheet is not in.
func (c Comparison) Missing() []Assignment {
	return slices.DeleteFunc(slices.Clone(c.Assignments), func(g Assignment) bool {
		return slices.ContainsFunc(c.Sheets, func(s ScoreSheet) bool { return s.MembershipID == g.MembershipID })
	})
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

// Compare reads the sheets that are in. An assessor sees others' sheets once
// their own is in, and not before (see the row policy of score_sheet). Returns
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
	c.lay(criteria, scores)
	c.judge()
	return c, nil
}

// judge asks the design's rule about each sheet, and about all once they are in.
func (c *Comparison) judge() {
	for i := range c.Sheets {
		c.Totals[i].Reached = c.Design.Judge(c.lines(func(at int) bool { return at == i })).Reached
	}
	if len(c.Sheets) > 0 && len(c.Missing()) == 0 {
		v := c.Design.Judge(c.lines(func(int) bool { return true }))
		c.Verdict = &v
	}
}

// lines are the rows with the marks of some sheets, as the rule reads them.
func (c *Comparison) lines(of func(sheet int) bool) []designs.Line {
	lines := make([]designs.Line, len(c.Rows))
	for i, r := range c.Rows {
		lines[i] = designs.Line{Weight: r.Criterion.Weight, Of: r.Criterion.ScaleMax, Floor: r.Criterion.PassMark}
		for at, s := range r.Scores {
			switch {
			case !of(at) || !s.Marked():
			case s.NotSeen:
				lines[i].Marks = append(lines[i].Marks, designs.Seen{Not: true})
			default:
				lines[i].Marks = append(lines[i].Marks, designs.Seen{Points: *s.Points})
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

func (c *Comparison) lay(criteria []AssessmentCriterion, scores []Score) {
	c.Totals = make([]Total, len(c.Sheets))
	for _, criterion := range criteria {
		row := ComparedRow{Criterion: criterion}
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
		row.Differs = differs(criterion, row.Scores)
		c.Rows = append(c.Rows, row)
	}
}

// differs says whether marks are far apart, or on both sides of the pass mark.
func differs(c AssessmentCriterion, scores []Score) bool {
	least, most, n := c.ScaleMax, 0, 0
	for _, s := range scores {
		if s.Points != nil {
			least, most, n = min(least, *s.Points), max(most, *s.Points), n+1
		}
	}
	return n > 1 && (most-least >= 2 || least < c.PassMark && most >= c.PassMark)
}

func ids(sheets []ScoreSheet) []uuid.UUID {
	all := make([]uuid.UUID, len(sheets))
	for i, s := range sheets {
		all[i] = s.ID
	}
	return all
}
