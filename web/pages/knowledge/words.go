package knowledge

import (
	"context"
	"strconv"
	"strings"
	"time"

	"accord/app/assessments"
	"accord/app/evidence"
	"accord/app/knowledge"
	"accord/web/forms"
	ui "accord/web/templates"
)

// Result is what a settled test came to: "passed 14.5/20".
func Result(ctx context.Context, s knowledge.Script) string {
	if s.Doubled == nil {
		return ""
	}
	key := "knowledge.result_failed"
	if *s.Passed {
		key = "knowledge.result_passed"
	}
	return ui.T(ctx, key, "Marks", float64(*s.Doubled)/2, "Of", *s.OfMarks)
}

// Marks are those a test reached, and how many pass it.
func Marks(ctx context.Context, t assessments.TestResult) string {
	return ui.T(ctx, "knowledge.marks_reached", "Marks", t.Marks(), "Of", t.Of, "Pass", t.PassMark)
}

// Reached is what a test came to, in a line.
func Reached(ctx context.Context, t assessments.TestResult) string {
	key := "knowledge.not_passed"
	if t.Passed {
		key = "knowledge.passed"
	}
	return ui.T(ctx, key) + ": " + Marks(ctx, t)
}

// SatOn is the day on which it was sat.
func SatOn(ctx context.Context, t assessments.TestResult) string {
	day, err := time.Parse(time.DateOnly, t.SatOn)
	if err != nil {
		return t.SatOn
	}
	return ui.From(ctx).T.Day(day)
}

// Markers are who marked it, by name.
func Markers(t assessments.TestResult) string { return strings.Join(t.Markers, ", ") }

func testName(ctx context.Context, t knowledge.Test) string {
	if t.Number == nil {
		return ui.T(ctx, "knowledge.draft_of", "Title", t.Title, "Label", t.Label)
	}
	return ui.T(ctx, "knowledge.version_of", "Title", t.Title, "Label", t.Label, "Number", *t.Number)
}

func testNote(ctx context.Context, t knowledge.Test, questions []knowledge.Question) string {
	said := ui.T(ctx, "knowledge.passes_from", "Pass", t.PassMark, "Of", knowledge.Of(questions), "Apart", t.Apart)
	if t.PublishedAt != nil {
		said += " " + ui.T(ctx, "knowledge.published_on", "On", ui.From(ctx).T.Date(*t.PublishedAt), "Name", t.PublishedByName)
	}
	return said
}

func draftLabel(ctx context.Context, l library) string {
	if _, is := l.draft(); is {
		return ui.T(ctx, "knowledge.draft_on")
	}
	return ui.T(ctx, "knowledge.draft_new")
}

// shownRows are the questions that a form holds, and room for some more.
func shownRows(f *forms.Form) int {
	last := 0
	for i := range knowledge.MaxQuestions {
		if f.Value(knowledge.QuestionField(i)) != "" || f.Value(knowledge.QuestionMarks(i)) != "" {
			last = i + 1
		}
	}
	return min(last+rows, knowledge.MaxQuestions)
}

func questionColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "knowledge.questions")}, {Label: ui.T(ctx, "knowledge.marks"), Num: true}}
}

func reviewColumns(ctx context.Context) []ui.Column {
	return append(questionColumns(ctx), ui.Column{Label: ui.T(ctx, "assessment.note")})
}

func markerColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "knowledge.marker")}, {Label: ui.T(ctx, "assessment.declaration")}, {Label: ui.T(ctx, "knowledge.marks")}, {Label: ui.T(ctx, "assessment.take_off"), Quiet: true}}
}

func mineColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "assessment.candidate")}, {Label: ui.T(ctx, "assessment.assigned_on")}, {Label: ui.T(ctx, "assessment.stage")}}
}

func testOptions(ctx context.Context, all []knowledge.Test) (options []ui.Option) {
	for _, t := range all {
		options = append(options, ui.Option{Value: t.ID.String(), Label: testName(ctx, t)})
	}
	return options
}

func paperOptions(ctx context.Context, all []evidence.Version) (options []ui.Option) {
	for _, v := range all {
		options = append(options, ui.Option{Value: v.ID.String(), Label: v.Title + ", " + ui.From(ctx).T.Date(v.CreatedAt)})
	}
	return options
}

func markerOptions(all []knowledge.Choice) (options []ui.Option) {
	for _, c := range all {
		if c.Refusal == nil {
			options = append(options, ui.Option{Value: c.Membership.ID.String(), Label: c.Membership.Name})
		}
	}
	return options
}

func nextMarker(ctx context.Context, s sitting) string {
	place := 1
	if s.script.ApartAt != nil {
		place = 3
	} else if len(s.markings) == 1 && s.markings[0].Place == 1 {
		place = 2
	}
	return ui.T(ctx, "knowledge.place."+strconv.Itoa(place))
}

func markOf(k knowledge.Mark, q knowledge.Question) string {
	if k.Marks == nil {
		return "—"
	}
	return strconv.Itoa(*k.Marks) + "/" + strconv.Itoa(q.Marks)
}
