package spotchecks

import (
	"context"
	"time"

	"github.com/a-h/templ"

	"accord/app/spotchecks"
	"accord/app/standards"
	ui "accord/web/templates"
)

// state is where a request stands, as a badge; late says more than any state.
func state(ctx context.Context, k spotchecks.Case) templ.Component {
	is := stateOf(k, ui.From(ctx).Now)
	word := ui.T(ctx, "request.state."+is)
	if is == "overdue" {
		return ui.BadgeIcon(ui.Bad, "alert-triangle", word)
	}
	switch k.State() {
	case spotchecks.Closed:
		return ui.BadgeIcon(ui.Mute, "lock", word)
	case spotchecks.Answered:
		return ui.BadgeIcon(ui.OK, "circle-check", word)
	case spotchecks.PartlyAnswered:
		return ui.BadgeIcon(ui.Info, "progress-check", word)
	case spotchecks.InPreparation:
		return ui.BadgeIcon(ui.Info, "pencil", word)
	}
	return ui.BadgeIcon(ui.Warn, "hourglass", word)
}

// stateOf is the last part of the state's name in the catalogue.
func stateOf(k spotchecks.Case, now time.Time) string {
	if k.Overdue(now) {
		return "overdue"
	}
	return string(k.State())
}

// met is where one demand stands, as the organisation sees it.
func met(ctx context.Context, d spotchecks.DemandCase) templ.Component {
	switch {
	case len(d.Released) > 0:
		return ui.BadgeIcon(ui.OK, "circle-check", ui.T(ctx, "request.demand.released"))
	case d.Met():
		return ui.BadgeIcon(ui.OK, "message", ui.T(ctx, "request.demand.explained"))
	case d.Ready():
		return ui.BadgeIcon(ui.Info, "pencil", ui.T(ctx, "request.demand.ready"))
	case len(d.Proposals) > 0:
		return ui.BadgeIcon(ui.Info, "clock", ui.T(ctx, "request.demand.rendering"))
	}
	return ui.BadgeIcon(ui.Warn, "circle-dashed", ui.T(ctx, "request.demand.open"))
}

func kindName(ctx context.Context, kind string) string { return ui.T(ctx, "kind."+kind) }

func urgency(ctx context.Context, u spotchecks.Urgency) string {
	return ui.T(ctx, "request.kind."+string(u))
}

func outcome(ctx context.Context, o string) string { return ui.T(ctx, "request.outcome."+o) }

// answered counts the demands that need nothing more.
func answered(k spotchecks.Case) (n int) {
	for _, d := range k.Demands {
		if d.Met() {
			n++
		}
	}
	return n
}

// keeps says whether Accord itself keeps records of a kind.
func keeps(kind string) bool { k, _ := standards.KindNamed(kind); return k.Record != "" }

// zoneOf loads a zone; UTC when the name is not known.
func zoneOf(name string) *time.Location {
	if zone, err := time.LoadLocation(name); err == nil {
		return zone
	}
	return time.UTC
}

// due says until when, in the organisation's zone, and how far off that is.
func due(ctx context.Context, r spotchecks.Request, zone string) string {
	t := ui.From(ctx).T.In(zoneOf(zone))
	if r.ClosedAt != nil {
		return t.DateTime(r.DueAt)
	}
	return t.DateTime(r.DueAt) + " · " + t.Relative(r.DueAt, ui.From(ctx).Now)
}

// steps is a request's way, as IMI follows it.
func steps(ctx context.Context, k spotchecks.Case) []ui.Step {
	t := ui.From(ctx).T
	at := func(reached, now bool) ui.StepState {
		switch {
		case reached:
			return ui.Done
		case now:
			return ui.Now
		}
		return ui.Ahead
	}
	closed, whole := k.ClosedAt != nil, answered(k) == len(k.Demands)
	outcomeNote := t.Say("request.step.not_yet")
	if closed {
		outcomeNote = t.Date(*k.ClosedAt)
	}
	return []ui.Step{
		{Label: t.Say("request.step.issued"), Note: t.Date(k.IssuedAt), State: ui.Done},
		{Label: t.Say("request.step.documents"), Note: t.Say("request.step.of", "Count", answered(k), "Of", len(k.Demands)), State: at(whole || closed, true)},
		{Label: t.Say("request.step.outcome"), Note: outcomeNote, State: at(closed, whole)},
	}
}

func stateChips(ctx context.Context) []ui.Chip {
	var all []ui.Chip
	for _, s := range []string{"", "open", "overdue", "closed"} {
		key := "request.filter.all"
		if s != "" {
			key = "request.filter." + s
		}
		all = append(all, ui.Chip{Label: ui.T(ctx, key), Count: -1, Href: ui.WithQuery(ctx, "state", s), Current: ui.From(ctx).Query.Get("state") == s})
	}
	return all
}

func columns(ctx context.Context, organisation bool) []ui.Column {
	all := []ui.Column{{Label: ui.T(ctx, "request.one")}}
	if organisation {
		all = append(all, ui.Column{Label: ui.T(ctx, "request.organisation")})
	}
	return append(all, ui.Column{Label: ui.T(ctx, "request.state_label")}, ui.Column{Label: ui.T(ctx, "request.due"), Sort: "due"}, ui.Column{Label: ui.T(ctx, "request.answered_label"), Num: true})
}

func kindOptions(ctx context.Context) []ui.Option {
	var all []ui.Option
	for _, k := range standards.Kinds() {
		if k.About == standards.AboutCandidate {
			all = append(all, ui.Option{Value: k.ID, Label: kindName(ctx, k.ID)})
		}
	}
	return all
}

func urgencyOptions(ctx context.Context) []ui.Option {
	var all []ui.Option
	for _, u := range spotchecks.Urgencies {
		all = append(all, ui.Option{Value: string(u), Label: urgency(ctx, u), Hint: ui.T(ctx, "request.days", "Count", spotchecks.AnswerDays[u])})
	}
	return all
}

// concludeNote says why not every outcome is offered; "" when they are.
func concludeNote(ctx context.Context, k spotchecks.Case) string {
	switch v := ui.From(ctx); {
	case k.Awaited(v.Now):
		return ui.T(ctx, "request.conclude_awaited", "Due", v.T.DateTime(k.DueAt))
	case k.State() != spotchecks.Answered:
		return ui.T(ctx, "request.conclude_unanswered")
	}
	return ""
}

// outcomeOptions are the outcomes that stand on what was answered.
func outcomeOptions(ctx context.Context, k spotchecks.Case) []ui.Option {
	var all []ui.Option
	for _, o := range k.Bearable(ui.From(ctx).Now) {
		all = append(all, ui.Option{Value: o, Label: outcome(ctx, o), Hint: ui.T(ctx, "request.outcome_hint."+o)})
	}
	return all
}
