package submissions

import (
	"context"
	"time"

	"github.com/a-h/templ"

	"accord/app/standards"
	"accord/app/submissions"
	"accord/tenants/fault"
	ui "accord/web/templates"
)

func listColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "submission.candidate")}, {Label: ui.T(ctx, "submission.reference")}, {Label: ui.T(ctx, "submission.certification")},
		{Label: ui.T(ctx, "submission.submitted_on")}, {Label: ui.T(ctx, "submission.status")}}
}

func statusTone(s submissions.Status) ui.Tone {
	switch s {
	case submissions.Waiting:
		return ui.Info
	case submissions.WasAccepted:
		return ui.OK
	case submissions.WasReturned:
		return ui.Warn
	case submissions.WasRefused:
		return ui.Bad
	}
	return ui.Mute
}

func statusIcon(s submissions.Status) string {
	switch s {
	case submissions.InDraft:
		return "pencil"
	case submissions.Waiting:
		return "hourglass"
	case submissions.WasAccepted:
		return "circle-check"
	case submissions.WasReturned:
		return "arrow-back-up"
	case submissions.WasRefused:
		return "circle-x"
	}
	return "ban"
}

func statusChips(ctx context.Context, l listed, offered []submissions.Status) []ui.Chip {
	chips := []ui.Chip{{Label: ui.T(ctx, "submission.status.all"), Count: -1, Href: ui.WithQuery(ctx, "status", ""), Current: l.filter.Status == ""}}
	for _, s := range offered {
		chips = append(chips, ui.Chip{Label: ui.T(ctx, "submission.status."+string(s)), Count: -1, Href: ui.WithQuery(ctx, "status", string(s)), Current: l.filter.Status == s})
	}
	return chips
}

// certificationOptions are those that a program puts forward for.
func certificationOptions(ctx context.Context) []ui.Option {
	var options []ui.Option
	for _, c := range standards.Certifications() {
		if c.Program != "" {
			options = append(options, ui.Option{Value: c.ID, Label: ui.T(ctx, "certification."+c.ID)})
		}
	}
	return options
}

// say says a sentence of the rules, with its days as the reader writes them.
func say(ctx context.Context, s fault.Sentence) string {
	args := make(map[string]any, len(s.Args))
	for name, value := range s.Args {
		args[name] = value
	}
	if typed, ok := args["On"].(string); ok {
		args["On"] = day(ctx, typed)
	}
	return ui.Say(ctx, fault.Sentence{Key: s.Key, Args: args})
}

// day is a day that was kept as text.
func day(ctx context.Context, typed string) string {
	at, err := time.Parse(time.DateOnly, typed)
	if err != nil {
		return typed
	}
	return ui.From(ctx).T.Day(at)
}

func stateTone(s standards.State) ui.Tone {
	switch s {
	case standards.Met:
		return ui.OK
	case standards.Missing:
		return ui.Bad
	case standards.Awaited:
		return ui.Warn
	}
	return ui.Info
}

func ruleSetName(ctx context.Context, id string) string {
	_, from, ok := standards.SplitRuleSetID(id)
	if !ok {
		return id
	}
	return ui.T(ctx, "submission.rules_since", "On", ui.From(ctx).T.Day(from))
}

// mendHref is the page on which what a line lacks is mended; "" where it is this one.
func mendHref(ctx context.Context, s submissions.Submission, l submissions.Line) templ.SafeURL {
	switch l.Mend {
	case submissions.AtProgram:
		return ui.Path(ctx, "/programs/", s.ProgramID)
	case submissions.AtLogbook, submissions.AtTraining:
		return ui.Path(ctx, "/candidates/", s.CandidateID)
	case submissions.AtAssessment, submissions.AtCandidate:
		return ui.Path(ctx, "/candidates/", s.CandidateID)
	}
	return ""
}
