package appeals

import (
	"cmp"
	"context"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"accord/app/appeals"
	"accord/app/assessments"
	"accord/web/forms"
	ui "accord/web/templates"
)

// body is a page's form about an appeal.
type body func(*forms.Form, shown) templ.Component

var outcomes = []string{string(appeals.Allowed), string(appeals.Dismissed), string(appeals.Inadmissible)}

func grounds(ctx context.Context) (all []ui.Option) {
	for _, g := range appeals.Grounds {
		all = append(all, ui.Option{Value: g, Label: ui.T(ctx, "appeal.ground."+g)})
	}
	return all
}

func outcomeOptions(ctx context.Context) (all []ui.Option) {
	for _, o := range outcomes {
		all = append(all, ui.Option{Value: o, Label: ui.T(ctx, "appeal.state."+o), Hint: ui.T(ctx, "appeal.outcome_hint."+o)})
	}
	return all
}

func stateOptions(ctx context.Context) []ui.Option {
	all := []ui.Option{{Value: "", Label: ui.T(ctx, "appeal.every")}}
	for _, s := range []appeals.State{appeals.Lodged, appeals.Allowed, appeals.Dismissed, appeals.Inadmissible, appeals.Withdrawn} {
		all = append(all, ui.Option{Value: string(s), Label: ui.T(ctx, "appeal.state."+string(s))})
	}
	return all
}

func waitsOptions(ctx context.Context) []ui.Option {
	return []ui.Option{{Value: "", Label: ui.T(ctx, "ui.all")}, {Value: "me", Label: ui.T(ctx, "appeal.waits.me")}}
}

// stepLabel is what opens an appeal, by what it waits for.
func stepLabel(s appeals.Step) string {
	if s == appeals.ToDeclare {
		return "appeal.overview_declare"
	}
	return "appeal.overview_decide"
}

func tone(s appeals.State) ui.Tone {
	switch s {
	case appeals.Lodged:
		return ui.Warn
	case appeals.Allowed:
		return ui.OK
	}
	return ui.Info
}

func icon(s appeals.State) string {
	switch s {
	case appeals.Lodged:
		return "hourglass"
	case appeals.Allowed:
		return "circle-check"
	}
	return "circle-x"
}

func outcomeTone(o assessments.Outcome) ui.Tone {
	if o == assessments.Passed {
		return ui.OK
	}
	return ui.Info
}

// nameable are those who can be named, and others those who cannot, but for who
// sits already.
func nameable(all []appeals.Choice) (options []ui.Option, others []appeals.Choice) {
	for _, c := range all {
		switch {
		case c.Refusal == nil:
			options = append(options, ui.Option{Value: c.Membership.ID.String(), Label: c.Membership.Name})
		case !c.Sits:
			others = append(others, c)
		}
	}
	return options, others
}

// excluded says of how many what keeps them from a panel, in the order in which it is asked.
func excluded(ctx context.Context, all []appeals.Choice) (lines []string) {
	var order []string
	count := map[string]int{}
	for _, c := range all {
		if c.Refusal != nil {
			if count[c.Refusal.Key] == 0 {
				order = append(order, c.Refusal.Key)
			}
			count[c.Refusal.Key]++
		}
	}
	for _, key := range order {
		lines = append(lines, ui.T(ctx, "appeal.excluded."+strings.TrimPrefix(key, "appeal.member_"), "Count", count[key]))
	}
	return lines
}

// decidedBy names who agreed; who wrote it down, before votes were kept.
func decidedBy(v shown) string {
	var names []string
	for _, vote := range v.Votes {
		if vote.Agrees {
			names = append(names, vote.Name)
		}
	}
	if len(names) == 0 {
		return v.DecidedByName
	}
	return strings.Join(names, ", ")
}

func draftPath(ctx context.Context, v shown, act string) templ.SafeURL {
	return ui.Path(ctx, "/appeals/", v.id(), "/draft/", v.Ruling.ID, act)
}

func draftLabel(v shown) string {
	if v.Ruling == nil {
		return "appeal.draft_first"
	}
	return "appeal.draft_anew"
}

func draftKind(v shown) ui.Kind {
	if v.Ruling == nil {
		return ui.Primary
	}
	return ui.Plain
}

func reasonColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "result.shown")}, {Label: ui.T(ctx, "assessment.outcome")}, {Label: ui.T(ctx, "result.points")}}
}

// reached are the points of a criterion, and how many are needed; a dash where neither is said.
func reached(ctx context.Context, c appeals.Reason) string {
	var parts []string
	if c.Reached != nil {
		parts = append(parts, ui.T(ctx, "result.reached", "Points", ui.From(ctx).T.Decimal(float64(*c.Reached)/100), "Of", c.Of))
	}
	if c.Asked > 0 && !c.NotSeen {
		parts = append(parts, ui.T(ctx, "result.asked", "Count", c.Asked))
	}
	return cmp.Or(strings.Join(parts, "; "), "—")
}

// left is how often a candidate may be assessed again, and from when.
func left(ctx context.Context, v ownView) string {
	p := v.Particulars
	n := ui.T(ctx, "result.left_any")
	if p.Left >= 0 {
		n = strconv.Itoa(p.Left)
	}
	if p.ResitFrom == nil {
		return n
	}
	return ui.T(ctx, "result.left_from", "Left", n, "From", ui.From(ctx).T.In(v.zone()).Date(*p.ResitFrom))
}

func listColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "assessment.candidate")}, {Label: ui.T(ctx, "appeal.ground")}, {Label: ui.T(ctx, "appeal.lodged_on")}, {Label: ui.T(ctx, "appeal.due")}, {Label: ui.T(ctx, "cohort.status")}}
}

func panelColumns(ctx context.Context, v shown) []ui.Column {
	all := []ui.Column{{Label: ui.T(ctx, "appeal.member")}, {Label: ui.T(ctx, "assessment.declaration")}}
	if v.Ruling != nil {
		all = append(all, ui.Column{Label: ui.T(ctx, "appeal.vote")})
	}
	return append(all, ui.Column{Label: ui.T(ctx, "assessment.take_off"), Quiet: true})
}

func lodgedBy(v shown) string {
	if v.ByCandidate {
		return "appeal.by_candidate"
	}
	return "appeal.by_manager"
}

// judgedAt is where the reader sees what was judged: a panellist the sheets side by side.
func judgedAt(v shown) string {
	if v.seat != nil {
		return "/comparison"
	}
	return ""
}
