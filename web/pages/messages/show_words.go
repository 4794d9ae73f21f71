package messages

import (
	"context"
	"slices"
	"strings"

	"accord/app/messages"
	ui "accord/web/templates"
)

func headOf(ctx context.Context, v shown) ui.HeadOf {
	h := ui.HeadOf{Kind: ui.T(ctx, "message.kind."+string(v.Kind)), Title: v.Name, Status: stateBadge(v.Message, v.counts),
		Meta: []ui.Meta{{Icon: "school", Text: v.cohort.Title, Href: ui.Path(ctx, atCohort(v.cohort), "/messages")}, {Icon: "users", Text: ui.T(ctx, "message.to."+string(v.Audience))}}}
	if v.CreatedByName != "" && v.TrainingSessionID == nil {
		h.Meta = append(h.Meta, ui.Meta{Icon: "user", Text: v.CreatedByName})
	}
	return h
}

// waitsText says what happens to a scheduled message, and for whom.
func waitsText(ctx context.Context, v shown) string {
	if v.ConfirmedByName == "" {
		return ui.T(ctx, "message.waits_until")
	}
	return ui.T(ctx, "message.waits_for", "By", v.ConfirmedByName)
}

// returnedText says why a message did not go out, and what to do.
func returnedText(ctx context.Context, v shown) string {
	return ui.T(ctx, "message.returned."+string(*v.ReturnedWhy), "By", v.ConfirmedByName)
}

func cancelKey(v shown) string {
	if v.SendAt == nil {
		return "message.discard"
	}
	return "message.cancel"
}

func addressOf(p *messages.Previewed) string {
	if p.Candidate.Email == "" {
		return p.Candidate.Name
	}
	return p.Candidate.Name + " <" + p.Candidate.Email + ">"
}

func namesOf(all []messages.Recipient) string {
	names := make([]string, len(all))
	for i, r := range all {
		names[i] = r.Candidate.Name
	}
	return strings.Join(names, ", ")
}

// languagesOf is "English: 3, Spanish: 21".
func languagesOf(ctx context.Context, v shown) string {
	n := map[string]int{}
	for _, l := range v.preview.Locales {
		n[l]++
	}
	var all []string
	for _, l := range messages.Languages {
		if n[l] > 0 {
			all = append(all, ui.T(ctx, "message.language_count", "Language", ui.T(ctx, "message.language."+l), "Number", n[l]))
		}
	}
	return strings.Join(all, ", ")
}

// failedFirst are the deliveries that a page shows, those that failed on top.
func failedFirst(rows []messages.Delivery) []messages.Delivery {
	all := slices.Clone(rows)
	slices.SortStableFunc(all, func(a, b messages.Delivery) int {
		return slices.Index(messages.Outcomes, a.State) - slices.Index(messages.Outcomes, b.State)
	})
	return all[:min(len(all), shownRows)]
}
