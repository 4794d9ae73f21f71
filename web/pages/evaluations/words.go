package evaluations

import (
	"context"
	"math"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"accord/app/evaluations"
	ui "accord/web/templates"
)

func headOf(ctx context.Context, v shown) ui.HeadOf {
	h := ui.HeadOf{Kind: v.cohort.Title, Ref: v.cohort.Code, Title: ui.T(ctx, "evaluation.nav")}
	if v.has {
		tone := map[evaluations.State]ui.Tone{evaluations.Planned: ui.Violet, evaluations.Open: ui.Info, evaluations.Closed: ui.Mute}[v.state()]
		h.Status = ui.Badge(tone, ui.T(ctx, "evaluation.state."+string(v.state())))
	}
	return h
}

func number(ctx context.Context, n int) string { return ui.From(ctx).T.Number(int64(n)) }

func rateOf(ctx context.Context, r evaluations.Results) string {
	percent, known := r.Rate()
	if !known {
		return "—"
	}
	return ui.From(ctx).T.Percent(percent)
}

func meanOf(ctx context.Context, r evaluations.Results) string {
	mean, known := r.Mean()
	if !known {
		return "—"
	}
	return ui.From(ctx).T.Decimal(tenths(mean))
}

func meanUnit(ctx context.Context, r evaluations.Results) string {
	if _, known := r.Mean(); !known {
		return ""
	}
	return ui.T(ctx, "evaluation.of_five")
}

func tenths(x float64) float64 { return math.Round(x*10) / 10 }

// bar is one score of a chart.
type bar struct{ X, Y, Width, Height float64 }

// barsOf lays the scores out side by side, the most frequent one full height.
func barsOf(t evaluations.Tally) []bar {
	most := 1
	for _, n := range t.Counts {
		most = max(most, n)
	}
	all := make([]bar, len(t.Counts))
	for i, n := range t.Counts {
		height := max(1, float64(n)/float64(most)*64)
		all[i] = bar{X: 6 + float64(i)*39, Y: 84 - height, Width: 30, Height: height}
	}
	return all
}

func coordinate(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) }

// tallyWords says a chart to those who do not see it.
func tallyWords(ctx context.Context, t evaluations.Tally) string {
	said := make([]string, len(t.Counts))
	for i, n := range t.Counts {
		said[i] = ui.T(ctx, "evaluation.times_said", "Score", i+1, "Count", n)
	}
	return strings.Join(said, "; ")
}

func scale(ctx context.Context) []ui.Option {
	all := make([]ui.Option, 5)
	for i := range all {
		n := strconv.Itoa(i + 1)
		all[i] = ui.Option{Value: n, Label: n}
	}
	all[0].Label, all[4].Label = ui.T(ctx, "evaluation.one"), ui.T(ctx, "evaluation.five")
	return all
}

// g is the trainee's page.
func g(v ownView) templ.SafeURL { return v.guest.Href("") }

func overKey(v ownView) string {
	if v.did {
		return "evaluation.you_answered"
	}
	return "evaluation.closed"
}
