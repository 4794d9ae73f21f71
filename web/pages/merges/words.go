package merges

import (
	"context"
	"net/url"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/merges"
	"accord/web/forms"
	file "accord/web/pages/candidates"
	ui "accord/web/templates"
)

func compareHref(ctx context.Context, kept, merged uuid.UUID) templ.SafeURL {
	return ui.Path(ctx, "/merges/new") + templ.SafeURL("?"+url.Values{"kept": {kept.String()}, "merged": {merged.String()}}.Encode())
}

// which names what a list offers: the first of two records, or the other.
func which(c merges.Choice) string {
	if c.One == nil {
		return "merge.choose_one"
	}
	return "merge.choose_other"
}

// sayOf is what a record says in a field, in words.
func sayOf(ctx context.Context, c candidates.Candidate, field string) string {
	switch v := merges.Value(c, field); field {
	case "language":
		return file.LanguageName(ctx, v)
	case "country":
		return file.CountryName(ctx, v)
	default:
		return v
	}
}

// sideOptions offers both values of a field.
func sideOptions(ctx context.Context, c merges.Comparison, field string) []ui.Option {
	all := make([]ui.Option, 2)
	for i, s := range []merges.Side{c.Kept, c.Merged} {
		label := sayOf(ctx, s.Candidate, field)
		if label == "" {
			label = ui.T(ctx, "merge.says_nothing")
		}
		all[i] = ui.Option{Value: []string{"kept", "merged"}[i], Label: label}
	}
	return all
}

// choice is the form of a comparison with what is chosen.
func choice(c merges.Comparison, take []string) *forms.Form {
	f := forms.New()
	for _, field := range c.Differing() {
		f.Set(field, "kept")
	}
	for _, field := range take {
		f.Set(field, "merged")
	}
	return f
}

// kinds are what a merge moves, in the order in which it is said.
var kinds = []string{"enrolment", "completion", "waiting", "application", "logbook_entry", "exemption", "assessment", "document", "submission", "message_delivery"}

// has is how much of everything a record has.
func has(s merges.Side) map[string]int {
	n := map[string]int{"enrolment": len(s.Enrolments), "completion": len(s.Completions), "waiting": len(s.Waiting), "application": len(s.Applications),
		"logbook_entry": len(s.Logbook), "exemption": len(s.Exemptions), "assessment": len(s.Assessments), "document": len(s.Documents), "submission": len(s.Submissions)}
	return n
}

// moves says in words what goes along.
func moves(ctx context.Context, n map[string]int) []string {
	var all []string
	for _, kind := range kinds {
		if n[kind] > 0 {
			all = append(all, ui.T(ctx, "merge.moves."+kind, "Count", n[kind]))
		}
	}
	return all
}
