package api

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/days"
	"accord/tenants"
)

type criterion struct {
	ID        uuid.UUID `json:"id"`
	Heading   string    `json:"heading"`
	Title     string    `json:"title"`
	Benchmark string    `json:"benchmark"`
	ScaleMax  int       `json:"scale_max"`
	PassMark  int       `json:"pass_mark"`
}

type score struct {
	CriterionID uuid.UUID `json:"criterion_id" format:"uuid"`
	Points      *int      `json:"points,omitempty" minimum:"0" maximum:"100" doc:"None until marked"`
	NotSeen     bool      `json:"not_seen,omitempty" doc:"Instead of points: there was no occasion to see it, where the criterion may be left out"`
	Note        string    `json:"note,omitempty" maxLength:"2000"`
}

type sheet struct {
	AssessmentID uuid.UUID   `json:"assessment_id"`
	Revision     int         `json:"revision" doc:"Send it back with what you save, so that nothing is overwritten unseen"`
	SubmittedAt  *time.Time  `json:"submitted_at,omitempty"`
	Comment      string      `json:"comment"`
	Criteria     []criterion `json:"criteria"`
	Scores       []score     `json:"scores"`
}

func sheetOf(s assessments.Sheet) sheet {
	out := sheet{AssessmentID: s.Assessment.ID, Revision: s.Revision, SubmittedAt: s.SubmittedAt, Comment: s.Comment, Scores: []score{}}
	for _, c := range s.Criteria {
		out.Criteria = append(out.Criteria, criterion{c.ID, c.Heading, c.Title, c.Benchmark, c.ScaleMax, c.PassMark})
		if line, marked := s.Scores[c.ID]; marked {
			out.Scores = append(out.Scores, score{c.ID, line.Points, line.NotSeen, line.Note})
		}
	}
	return out
}

type filled struct {
	Revision int     `json:"revision" minimum:"0"`
	Comment  string  `json:"comment,omitempty" maxLength:"4000"`
	Scores   []score `json:"scores" maxItems:"200"`
}

// handed is a sheet as it is handed in.
type handed struct {
	Revision int     `json:"revision" minimum:"0"`
	Comment  string  `json:"comment,omitempty" maxLength:"4000"`
	Scores   []score `json:"scores" maxItems:"200"`
	Sure     bool    `json:"sure,omitempty" doc:"That you have judged the candidate although it is noted that they did not appear; needed then"`
}

func (h handed) filled() filled { return filled{h.Revision, h.Comment, h.Scores} }

func (f filled) in(assessment uuid.UUID) assessments.SheetInput {
	in := assessments.SheetInput{AssessmentID: assessment, Revision: f.Revision, Comment: f.Comment, Marks: map[uuid.UUID]assessments.Mark{}}
	for _, s := range f.Scores {
		in.Marks[s.CriterionID] = assessments.Mark{Points: s.Points, NotSeen: s.NotSeen, Note: s.Note}
	}
	return in
}

// refused names the lines of a sheet as they were sent; a criterion that was
// not sent is named by its id.
func (f filled) refused(err error) error {
	return renamed(err, func(name string) string {
		for what, prefix := range map[string]string{"points": "points-", "note": "note-"} {
			id, is := strings.CutPrefix(name, prefix)
			if !is {
				continue
			}
			for i, s := range f.Scores {
				if s.CriterionID.String() == id {
					return "scores[" + strconv.Itoa(i) + "]." + what
				}
			}
			return "scores[criterion_id=" + id + "]." + what
		}
		return name
	})
}

// comparison lays the sheets that are in side by side.
type comparison struct {
	Sheets []comparedSheet `json:"sheets"`
	Rows   []comparedRow   `json:"rows"`
	Rule   *ruling         `json:"rule,omitempty" doc:"What the design's rule makes of all sheets, once they are in"`

	Disagreement *disagreement `json:"disagreement,omitempty" doc:"Between the assessors; nothing is decided before it is settled"`
	Test         *testResult   `json:"test,omitempty" doc:"What the knowledge test came to, once it is settled; as the decision knew it, once there is one"`
}

// ruling is what a design's rule says.
type ruling struct {
	Version int         `json:"version" doc:"Of the program's design"`
	Passes  bool        `json:"passes" doc:"With the knowledge test, where one was asked for"`
	Reached float64     `json:"reached" doc:"Of the weighted points, in percent, rounded down to a tenth"`
	Asked   int         `json:"asked" doc:"In percent; 0 asks for no share"`
	Short   []uuid.UUID `json:"short" doc:"The criteria under their floors"`
	MayFall int         `json:"may_fall_short" doc:"How many may be"`
}

func rulingOf(c assessments.Comparison) *ruling {
	if c.Verdict == nil {
		return nil
	}
	return &ruling{c.Design.Version(), *c.Rule() == assessments.Passed, float64(c.Verdict.Reached) / 10, c.Design.PassPercent,
		each(c.Short(), func(k assessments.AssessmentCriterion) uuid.UUID { return k.ID }), c.Design.MayFallShort}
}

type comparedSheet struct {
	MembershipID uuid.UUID `json:"membership_id"`
	Comment      string    `json:"comment"`
	Points       int       `json:"points"`
	Of           int       `json:"of"`
	Below        int       `json:"below" doc:"Criteria under their floors"`
	Reached      float64   `json:"reached" doc:"Of the weighted points, in percent, rounded down to a tenth"`
	Passes       bool      `json:"passes" doc:"By the design's rule, this sheet alone"`
}

type comparedRow struct {
	Criterion criterion `json:"criterion"`
	Scores    []score   `json:"scores" doc:"In the sheets' order"`
	Differs   bool      `json:"differs" doc:"The assessors' marks are further apart than the design allows"`
	Agreed    *score    `json:"agreed,omitempty" doc:"What a moderation agreed on; it counts in place of the marks"`
}

func comparisonOf(c assessments.Comparison) comparison {
	out := comparison{Sheets: []comparedSheet{}, Rows: []comparedRow{}, Rule: rulingOf(c), Disagreement: disagreementOf(c), Test: testResultOf(c.Test())}
	for i, s := range c.Sheets {
		out.Sheets = append(out.Sheets, comparedSheet{s.MembershipID, s.Comment, c.Totals[i].Points, c.Totals[i].Of, c.Totals[i].Below,
			float64(c.Totals[i].Reached) / 10, c.Totals[i].Passes})
	}
	for _, r := range c.Rows {
		k := r.Criterion
		out.Rows = append(out.Rows, comparedRow{criterion{k.ID, k.Heading, k.Title, k.Benchmark, k.ScaleMax, k.PassMark},
			each(r.Scores, func(s assessments.Score) score { return score{k.ID, s.Points, s.NotSeen, s.Note} }), r.Differs, agreedOf(r)})
	}
	return out
}

func (s *service) sheets() {
	read(s, operation(http.MethodGet, "/o/{organisation}/assessments/{id}/sheet", "getMySheet", "Read your own score sheet with the criteria"),
		func(tx *tenants.Tx, in *One) (sheet, error) {
			sh, err := assessments.MySheet(tx, in.ID)
			return sheetOf(sh), err
		})
	write(s, operation(http.MethodPut, "/o/{organisation}/assessments/{id}/sheet", "saveMySheet", "Save your own score sheet"),
		func(tx *tenants.Tx, in *struct {
			One
			Body filled
		}) (sheet, error) {
			sh, err := assessments.SaveSheet(tx, in.Body.in(in.ID))
			return sheetOf(sh), in.Body.refused(err)
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/assessments/{id}/sheet", "submitMySheet", "Submit your own score sheet; it does not change after"),
		func(tx *tenants.Tx, in *struct {
			One
			Body handed
		}) (sheet, error) {
			sh, err := days.HandIn(tx, in.Body.filled().in(in.ID), in.Body.Sure)
			return sheetOf(sh), in.Body.filled().refused(err)
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/assessments/{id}/comparison", "compareSheets", "Lay the score sheets side by side; before all of the first are in, each opens to its assessor alone"),
		func(tx *tenants.Tx, in *One) (comparison, error) {
			c, err := assessments.Compare(tx, in.ID)
			return comparisonOf(c), err
		})
}
