package assessments

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/programs"
	ui "accord/web/templates"
)

func taskColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "assessment.candidate")}, {Label: ui.T(ctx, "assessment.assigned_on")}, {Label: ui.T(ctx, "assessment.your_sheet")},
		{Label: ui.T(ctx, "assessment.next"), Quiet: true}}
}

func itemColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "assessment.candidate")}, {Label: ui.T(ctx, "assessment.opened_on")}, {Label: ui.T(ctx, "assessment.assessors")},
		{Label: ui.T(ctx, "assessment.sheets"), Num: true}, {Label: ui.T(ctx, "assessment.stage")}}
}

// taskHref is the page on which a task goes on.
func taskHref(ctx context.Context, t assessments.Task) templ.SafeURL {
	switch {
	case t.Assignment.DeclaredAt == nil:
		return ui.Path(ctx, "/assessments/", t.Assessment.ID, "/declaration")
	case t.Submitted:
		return ui.Path(ctx, "/assessments/", t.Assessment.ID, "/comparison")
	}
	return ui.Path(ctx, "/assessments/", t.Assessment.ID, "/sheet")
}

func taskAct(ctx context.Context, t assessments.Task) string {
	switch {
	case t.Assignment.DeclaredAt == nil:
		return ui.T(ctx, "assessment.act.answer")
	case t.Submitted:
		return ui.T(ctx, "assessment.act.look")
	case t.Marked > 0:
		return ui.T(ctx, "assessment.act.go_on")
	}
	return ui.T(ctx, "assessment.act.begin")
}

func taskKind(t assessments.Task) ui.Kind {
	if t.Submitted {
		return ui.Plain
	}
	return ui.Primary
}

// nextAttempt says which attempt the next is, and what the limits say of it.
func nextAttempt(ctx context.Context, a assessments.Attempt, now time.Time) string {
	switch {
	case a.Over():
		return ui.T(ctx, "assessment.attempt_over", "Limit", a.Limit)
	case a.Early(now):
		return ui.T(ctx, "assessment.attempt_early", "From", a.From)
	}
	return attemptOf(ctx, a.Number, a.Limit)
}

// attemptOf is which attempt one is, of how many.
func attemptOf(ctx context.Context, number, limit int) string {
	if limit == 0 || number > limit {
		return ui.T(ctx, "assessment.attempt_n", "Number", number)
	}
	return ui.T(ctx, "assessment.attempt_of", "Number", number, "Limit", limit)
}

func stageTone(s assessments.Stage) ui.Tone {
	switch s {
	case assessments.Unassigned:
		return ui.Warn
	case assessments.Judging:
		return ui.Info
	case assessments.Disputed, assessments.Testing:
		return ui.Warn
	case assessments.Judged:
		return ui.Violet
	}
	return ui.Mute
}

func stageIcon(s assessments.Stage) string {
	switch s {
	case assessments.Unassigned:
		return "user-plus"
	case assessments.Judging:
		return "writing"
	case assessments.Disputed:
		return "arrows-exchange"
	case assessments.Testing:
		return "list-check"
	}
	return "scale"
}

func stageChips(ctx context.Context, l listed) []ui.Chip {
	chips := []ui.Chip{{Label: ui.T(ctx, "assessment.stage.all"), Count: -1, Href: ui.WithQuery(ctx, "stage", ""), Current: l.filter.Stage == ""}}
	for _, s := range []assessments.Stage{assessments.Undecided, assessments.Unassigned, assessments.Judging, assessments.Disputed, assessments.Testing, assessments.Judged, assessments.Decided, assessments.SetAside} {
		chips = append(chips, ui.Chip{Label: ui.T(ctx, "assessment.stage."+string(s)), Count: -1, Href: ui.WithQuery(ctx, "stage", string(s)), Current: l.filter.Stage == s})
	}
	return chips
}

// narrowedTo says what a figure that was followed left out of the list.
func narrowedTo(ctx context.Context, f assessments.Filter) string {
	switch {
	case f.Waiting:
		return ui.T(ctx, "assessment.only_waiting")
	case f.Recent && f.Outcome == assessments.Passed:
		return ui.T(ctx, "assessment.only_passed")
	case f.Recent:
		return ui.T(ctx, "assessment.only_recent")
	}
	return ""
}

// listHref is the address of the list, narrowed: names and values in turn.
func listHref(ctx context.Context, narrowed ...string) templ.SafeURL {
	q := url.Values{}
	for i := 0; i < len(narrowed); i += 2 {
		q.Set(narrowed[i], narrowed[i+1])
	}
	return ui.Path(ctx, "/assessments") + templ.SafeURL("?"+q.Encode()+"#list")
}

// programOptions are the programs that assess, by title.
func programOptions(all map[uuid.UUID]programs.Program) []ui.Option {
	var options []ui.Option
	for _, p := range slices.SortedFunc(maps.Values(all), func(a, b programs.Program) int { return cmp.Compare(a.Title, b.Title) }) {
		options = append(options, ui.Option{Value: p.ID.String(), Label: p.Title})
	}
	return options
}

func names(of []assessments.Assignment) string {
	all := make([]string, len(of))
	for i, g := range of {
		all[i] = g.AssessorName
	}
	return strings.Join(all, ", ")
}

// scoreOf is "4/5".
func scoreOf(ctx context.Context, score assessments.Score, of int) string {
	switch {
	case score.NotSeen:
		return ui.T(ctx, "assessment.not_seen")
	case score.Points == nil:
		return "—"
	}
	return fmt.Sprintf("%d/%d", *score.Points, of)
}

// locale is the reader's language, as a design's texts have it.
func locale(ctx context.Context) string { return ui.From(ctx).T.Locale() }

// tenths of a percent, as they are read: 599 is "59.9 %".
func tenths(ctx context.Context, n int) string {
	return ui.T(ctx, "assessment.percent", "Percent", decimal(ctx, n))
}

func decimal(ctx context.Context, tenths int) string {
	return ui.From(ctx).T.Decimal(float64(tenths) / 10)
}

// reached says how much of the weighted points was reached, and how far that
// is from what the rule asks.
func reached(ctx context.Context, c assessments.Comparison) string {
	said, asked := tenths(ctx, c.Verdict.Reached), c.Design.PassPercent
	switch by := c.Verdict.By; {
	case asked == 0:
		return said
	case by > 0:
		return said + ": " + ui.T(ctx, "assessment.rule_over", "By", decimal(ctx, by), "Asked", asked)
	case by < 0:
		return said + ": " + ui.T(ctx, "assessment.rule_under", "By", decimal(ctx, -by), "Asked", asked)
	}
	return said + ": " + ui.T(ctx, "assessment.rule_at", "Asked", asked)
}

// floors counts the criteria that have one.
func floors(c assessments.Comparison) int {
	n := 0
	for _, r := range c.Rows {
		if r.Criterion.PassMark > 0 {
			n++
		}
	}
	return n
}

func rateColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "assessment.program")}, {Label: ui.T(ctx, "assessment.rate_decided")}, {Label: ui.T(ctx, "assessment.rate_passed")}}
}

// figureTone is how loud a figure is: what waits for the reader is.
func figureTone(s assessments.Stage, n int) ui.Tone {
	switch {
	case n == 0 || s == assessments.Judging:
		return ""
	case s == assessments.Judged:
		return ui.OK
	}
	return ui.Warn
}
