package submissions

import (
	"context"
	"strings"

	"accord/app/submissions"
	ui "accord/web/templates"
)

func headOf(ctx context.Context, v shown) ui.HeadOf {
	return ui.HeadOf{Kind: ui.T(ctx, "submission.one"), Ref: v.submission.Reference, Title: v.submission.Holder, Status: statusBadge(v.status()),
		Meta: []ui.Meta{{Icon: "certificate", Text: ui.T(ctx, "certification."+v.submission.Certification)}, {Icon: "rosette-discount-check", Text: v.program.Title}}}
}

// offerOptions are the boxes of the manifest.
func offerOptions(ctx context.Context, v shown) []ui.Option {
	options := make([]ui.Option, len(v.offers))
	for i, o := range v.offers {
		note := ui.T(ctx, "kind."+o.Kind)
		switch {
		case o.SupersededAt != nil:
			note += " · " + ui.T(ctx, "submission.newer_version")
		case o.State != "typed":
			note += " · " + ui.T(ctx, "submission.being_checked")
		default:
			note += " · " + ui.From(ctx).T.Date(o.CreatedAt)
		}
		options[i] = ui.Option{Value: o.ID.String(), Label: o.Title, Hint: note}
	}
	return options
}

// draftKind: choosing documents is the page's main act while something is missing.
func draftKind(v shown) ui.Kind {
	if v.check.Missing() > 0 {
		return ui.Primary
	}
	return ui.Plain
}

func steps(ctx context.Context, v shown) []ui.Step {
	submitted := ui.Step{Label: ui.T(ctx, "submission.step.submitted"), Note: ui.From(ctx).T.Date(*v.submission.SubmittedAt), State: ui.Done}
	reviewed := ui.Step{Label: ui.T(ctx, "submission.step.review"), State: ui.Now}
	decided := ui.Step{Label: ui.T(ctx, "submission.step.decision")}
	switch {
	case v.decision != nil:
		reviewed.State, decided.State = ui.Done, ui.Done
		decided.Note = ui.T(ctx, "submission.status."+string(v.decision.Outcome))
	case v.submission.WithdrawnAt != nil:
		reviewed.State = ui.Ahead
		reviewed.Note = ui.T(ctx, "submission.status.withdrawn")
	}
	return []ui.Step{submitted, reviewed, decided}
}

func openText(ctx context.Context, open bool) string {
	if open {
		return ui.T(ctx, "submission.open_now")
	}
	return ui.T(ctx, "submission.closed_now")
}

func manifestColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "submission.document")}, {Label: "SHA-256"}, {Label: ui.T(ctx, "submission.document"), Quiet: true}}
}

func sheetColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "fact.criterion")}, {Label: ui.T(ctx, "fact.heading")}, {Label: ui.T(ctx, "fact.points"), Num: true}, {Label: ui.T(ctx, "fact.pass"), Num: true}}
}

func people(all []submissions.PersonFact) string {
	names := make([]string, len(all))
	for i, p := range all {
		names[i] = p.Name
	}
	return strings.Join(names, ", ")
}
