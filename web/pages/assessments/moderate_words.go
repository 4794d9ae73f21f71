package assessments

import (
	"context"
	"fmt"
	"strings"

	"accord/app/assessments"
	"accord/web/forms"
	ui "accord/web/templates"
)

// marksOf says who gave how many points: "Søren 4/5, Rosa 2/5".
func marksOf(ctx context.Context, c assessments.Comparison, r assessments.ComparedRow) string {
	all := make([]string, len(c.Sheets))
	for i, s := range c.Sheets {
		all[i] = assessorOf(c, s) + " " + scoreOf(ctx, r.Scores[i], r.Criterion.ScaleMax)
	}
	return strings.Join(all, ", ")
}

// resultsOf says what each sheet reaches and whether it alone passes.
func resultsOf(ctx context.Context, c assessments.Comparison) string {
	all := make([]string, len(c.Sheets))
	for i, s := range c.Sheets {
		key := "assessment.alone_short"
		if c.Totals[i].Passes {
			key = "assessment.alone_passes"
		}
		all[i] = ui.T(ctx, key, "Name", assessorOf(c, s), "Reached", tenths(ctx, c.Totals[i].Reached))
	}
	return strings.Join(all, "; ")
}

// agreedPoints are what was agreed on a criterion.
func agreedPoints(ctx context.Context, r assessments.ComparedRow) string {
	if r.Agreed.Points == nil {
		return ui.T(ctx, "assessment.not_seen")
	}
	return fmt.Sprintf("%d/%d", *r.Agreed.Points, r.Criterion.ScaleMax)
}

// calledAgreed tells the form what its criteria are called, for the summary of errors.
func calledAgreed(ctx context.Context, f *forms.Form, v moderated) *forms.Form {
	for _, r := range v.Rows {
		f.Label(assessments.PointsField(r.Criterion.ID), r.Criterion.TitleIn(locale(ctx)))
		f.Label(assessments.NoteField(r.Criterion.ID), r.Criterion.TitleIn(locale(ctx)))
	}
	return f
}

// othersSaid says whether something was typed, or is wrong, of the criteria on
// which the assessors agree.
func othersSaid(f *forms.Form, v moderated) bool {
	for _, r := range v.Rows {
		points, note := assessments.PointsField(r.Criterion.ID), assessments.NoteField(r.Criterion.ID)
		if !r.Differs && (f.Value(points)+f.Value(note) != "" || f.Fault(points) != nil || f.Fault(note) != nil) {
			return true
		}
	}
	return v.Differences() == 0 // they disagree in the result alone: any criterion may be meant
}
