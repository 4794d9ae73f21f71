package programs

import (
	"context"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"accord/app/programs"
	"accord/web/pages/organisations"
	ui "accord/web/templates"
)

func stateTone(s programs.State) ui.Tone {
	switch s {
	case programs.Recognised:
		return ui.OK
	case programs.Proposed:
		return ui.Violet
	case programs.Withdrawn:
		return ui.Bad
	}
	return ui.Mute
}

func stateName(ctx context.Context, s programs.State) string {
	return ui.T(ctx, "programs.state."+string(s))
}

// KindName is what a kind of program is called, with its short name.
func KindName(ctx context.Context, kind string) string { return ui.T(ctx, "programs.kind."+kind) }

func kindLabel(ctx context.Context, kind string) string {
	if kind == "" {
		return ""
	}
	return KindName(ctx, kind)
}

func kindOptions(ctx context.Context) []ui.Option {
	all := make([]ui.Option, len(programs.Kinds))
	for i, k := range programs.Kinds {
		all[i] = ui.Option{Value: k, Label: KindName(ctx, k), Hint: ui.T(ctx, "programs.kind_hint."+k)}
	}
	return all
}

func headingOptions(ctx context.Context) []ui.Option {
	all := make([]ui.Option, len(programs.Headings))
	for i, h := range programs.Headings {
		all[i] = ui.Option{Value: h, Label: ui.T(ctx, "programs.heading."+h)}
	}
	return all
}

func languageName(ctx context.Context, code string) string {
	base, err := language.ParseBase(code)
	if err != nil {
		return code
	}
	name := display.Languages(language.Make(ui.From(ctx).T.Locale())).Name(base)
	r, size := utf8.DecodeRuneInString(name)
	if size == 0 {
		return code
	}
	return string(unicode.ToUpper(r)) + name[size:]
}

func languageNames(ctx context.Context, codes []string) string {
	names := make([]string, len(codes))
	for i, code := range codes {
		names[i] = languageName(ctx, code)
	}
	return strings.Join(names, ", ")
}

func languageOptions(ctx context.Context) []ui.Option {
	all := make([]ui.Option, len(programs.Languages))
	for i, code := range programs.Languages {
		all[i] = ui.Option{Value: code, Label: languageName(ctx, code)}
	}
	organisations.ByLabel(ui.From(ctx).T.Locale(), all)
	return all
}

// place is where a program is held.
func place(ctx context.Context, p programs.Program) string {
	var parts []string
	if p.City != "" {
		parts = append(parts, p.City)
	}
	if p.Country != "" {
		parts = append(parts, organisations.CountryName(ctx, p.Country))
	}
	at := strings.Join(parts, ", ")
	switch {
	case p.Online && at == "":
		return ui.T(ctx, "programs.online")
	case p.Online:
		return ui.T(ctx, "programs.and_online", "Place", at)
	}
	return at
}

func decimal(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
