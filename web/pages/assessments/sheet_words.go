package assessments

import (
	"context"
	"fmt"

	"github.com/a-h/templ"

	"accord/app/assessments"
	"accord/app/evidence"
	"accord/web/forms"
	ui "accord/web/templates"
)

// widestScale is up to where each number of points has a button.
const widestScale = 10

// notSeen stands for points where there was no occasion to see a criterion.
const notSeen = "-"

// named tells the form what its criteria are called, for the summary of errors.
func named(ctx context.Context, f *forms.Form, s assessments.Sheet) *forms.Form {
	for _, c := range s.Criteria {
		f.Label(assessments.PointsField(c.ID), c.TitleIn(locale(ctx)))
		f.Label(assessments.NoteField(c.ID), c.TitleIn(locale(ctx)))
	}
	return f
}

// scaleDescribed names what is said of a scale: its benchmark and its fault.
func scaleDescribed(f *forms.Form, c assessments.AssessmentCriterion) templ.Attributes {
	field := f.ID(assessments.PointsField(c.ID))
	ids := ""
	if c.Benchmark != "" {
		ids = field + "-hint"
	}
	if f.Fault(assessments.PointsField(c.ID)) != nil {
		ids += " " + field + "-error"
	}
	if ids == "" {
		return nil
	}
	return templ.Attributes{"aria-describedby": ids}
}

// pointID is the id of a scale's button; the first has the field's own, where
// the summary of errors leads.
func pointID(f *forms.Form, c assessments.AssessmentCriterion, n int) string {
	id := f.ID(assessments.PointsField(c.ID))
	if n > 0 {
		id += fmt.Sprintf("-%d", n)
	}
	return id
}

// sheetAction keeps the document beside the criteria where it lies.
func sheetAction(ctx context.Context, d desk) templ.SafeURL {
	return ui.Path(ctx, "/assessments/", d.sheet.Assessment.ID, "/sheet")
}

func savedWords(ctx context.Context, d desk) string {
	if d.sheet.Revision == 0 {
		return ui.T(ctx, "assessment.not_begun")
	}
	return ui.T(ctx, "assessment.saved_at", "Clock", ui.From(ctx).T.Clock(d.sheet.SavedAt))
}

// fileWords is what a document is, and how much is noted on it.
func fileWords(ctx context.Context, d desk, v evidence.Version) string {
	words := ui.T(ctx, "kind."+v.Kind)
	if n := d.notesOn(v); n > 0 {
		words += " · " + ui.T(ctx, "assessment.notes", "Count", n)
	}
	return words
}

func speedWords(ctx context.Context, times string) string {
	return ui.T(ctx, "desk.speed_times", "Times", times)
}

func versionIcon(v evidence.Version) string {
	switch {
	case v.IsVideo():
		return "video"
	case v.IsImage():
		return "photo"
	case v.MediaType == "application/pdf":
		return "file-type-pdf"
	}
	return "file"
}
