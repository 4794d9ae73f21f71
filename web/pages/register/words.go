package register

import (
	"context"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"accord/app/programs"
	"accord/app/standards"
	"accord/web/forms"
	people "accord/web/pages/candidates"
	ui "accord/web/templates"
)

func askAttrs(f *forms.Form, name string) templ.Attributes {
	if f.Fault(name) == nil {
		return nil
	}
	return templ.Attributes{"aria-invalid": "true", "aria-describedby": name + "-error"}
}

func stateTone(v verified) string {
	if v.Valid() {
		return string(ui.OK)
	}
	return string(ui.Bad)
}

func stateWords(ctx context.Context, v verified) string {
	if v.Valid() {
		return ui.T(ctx, "register.is_valid")
	}
	return ui.T(ctx, "register.is_revoked")
}

// certificationIDs are those that stand in the register.
func certificationIDs() []string {
	var ids []string
	for _, c := range standards.Certifications() {
		if c.Program != "" {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

func certificationOptions(ctx context.Context) []ui.Option {
	var options []ui.Option
	for _, id := range certificationIDs() {
		options = append(options, ui.Option{Value: id, Label: ui.T(ctx, "certification."+id)})
	}
	return options
}

func certificationChips(ctx context.Context) []ui.Chip {
	now := ui.From(ctx).Query.Get("certification")
	chips := []ui.Chip{{Label: ui.T(ctx, "ui.all"), Count: -1, Href: ui.WithQuery(ctx, "certification", ""), Current: now == ""}}
	for _, id := range certificationIDs() {
		chips = append(chips, ui.Chip{Label: ui.T(ctx, "certification."+id), Count: -1, Href: ui.WithQuery(ctx, "certification", id), Current: now == id})
	}
	return chips
}

func foundColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "register.holder")}, {Label: ui.T(ctx, "register.organisation")}, {Label: ui.T(ctx, "register.awarded_on")}, {Label: ui.T(ctx, "register.state")}}
}

func programColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "register.program")}, {Label: ui.T(ctx, "register.kind")}, {Label: ui.T(ctx, "register.place")},
		{Label: ui.T(ctx, "register.language")}, {Label: ui.T(ctx, "register.recognised_on")}}
}

func kindOptions(ctx context.Context) []ui.Option {
	options := make([]ui.Option, len(programs.Kinds))
	for i, k := range programs.Kinds {
		options[i] = ui.Option{Value: k, Label: ui.T(ctx, "register.kind."+k)}
	}
	return options
}

func countryOptions(ctx context.Context, codes []string) []ui.Option {
	options := make([]ui.Option, len(codes))
	for i, c := range codes {
		options[i] = ui.Option{Value: c, Label: people.CountryName(ctx, c)}
	}
	slices.SortFunc(options, func(a, b ui.Option) int { return strings.Compare(a.Label, b.Label) })
	return options
}

// placeOf is "Quito, Ecuador · online".
func placeOf(ctx context.Context, p programs.PublishedProgram) string {
	var parts []string
	for _, part := range []string{p.City, people.CountryName(ctx, p.Country)} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	place := strings.Join(parts, ", ")
	if !p.Online {
		return place
	}
	if place != "" {
		place += " · "
	}
	return place + ui.T(ctx, "register.online_too")
}

func languageNames(ctx context.Context, p programs.PublishedProgram) string {
	var names []string
	for _, l := range p.Spoken() {
		names = append(names, people.LanguageName(ctx, l))
	}
	return strings.Join(names, ", ")
}
