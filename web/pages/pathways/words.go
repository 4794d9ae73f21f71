package pathways

import (
	"context"
	"time"

	"github.com/a-h/templ"

	"accord/app/candidates"
	"accord/app/pathways"
	"accord/app/standards"
	"accord/tenants/fault"
	ui "accord/web/templates"
)

// nextWords say in one sentence what comes next.
func nextWords(ctx context.Context, p pathways.Pathway) string {
	if p.Next < 0 {
		return ui.T(ctx, "pathway.all_held")
	}
	s := p.Steps[p.Next]
	name := fault.Say("certification." + s.Certification.ID)
	if s.Stage == pathways.Missing {
		return ui.T(ctx, "pathway.next_missing", "Certification", name, "Count", s.Lacks())
	}
	return ui.T(ctx, "pathway.next_is."+string(s.Stage), "Certification", name)
}

// asked is the summary of what a step asks, while it is folded.
func asked(ctx context.Context, s pathways.Step) string {
	if n := s.Lacks(); n > 0 {
		return ui.T(ctx, "pathway.missing", "Count", n)
	}
	return ui.T(ctx, "pathway.asked")
}

func tone(s pathways.Stage) ui.Tone {
	switch s {
	case pathways.Held:
		return ui.OK
	case pathways.WithIMI:
		return ui.Violet
	case pathways.Ready:
		return ui.Info
	case pathways.Missing:
		return ui.Warn
	}
	return ui.Mute
}

func icon(s pathways.Stage) string {
	switch s {
	case pathways.Held:
		return "award"
	case pathways.WithIMI:
		return "hourglass"
	case pathways.Ready:
		return "circle-check"
	case pathways.Missing:
		return "circle-dashed"
	}
	return "minus"
}

func lineTone(s standards.State) ui.Tone {
	switch s {
	case standards.Met:
		return ui.OK
	case standards.Missing:
		return ui.Warn
	}
	return ui.Info
}

func current(next bool) string {
	if next {
		return "step"
	}
	return "false"
}

// say says a sentence of the rules, with its day as the reader writes days.
func say(ctx context.Context, s fault.Sentence) string {
	args := make(map[string]any, len(s.Args))
	for name, value := range s.Args {
		args[name] = value
	}
	if typed, ok := args["On"].(string); ok {
		if at, err := time.Parse(time.DateOnly, typed); err == nil {
			args["On"] = ui.From(ctx).T.Day(at)
		}
	}
	return ui.Say(ctx, fault.Sentence{Key: s.Key, Args: args})
}

func newHref(ctx context.Context, c candidates.Candidate, s pathways.Step) templ.SafeURL {
	return ui.Path(ctx, "/candidates/", c.ID, "/exemptions/new?program=", s.Program.ID)
}
