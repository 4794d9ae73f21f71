package applications

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"accord/app/applications"
	"accord/app/consents"
	"accord/app/programs"
	"accord/app/trainings"
	words "accord/web/pages/candidates"
	ui "accord/web/templates"
)

// noticeOf names a version of the privacy notice, and its day.
func noticeOf(ctx context.Context, n consents.Notice) string {
	return ui.T(ctx, "application.notice_version", "Number", n.Number, "Version", ui.From(ctx).T.Day(n.InForceFrom))
}

func stateTone(s applications.State) ui.Tone {
	switch s {
	case applications.Received:
		return ui.Info
	case applications.Asked:
		return ui.Violet
	case applications.Admitted:
		return ui.OK
	case applications.Waiting:
		return ui.Warn
	case applications.Declined:
		return ui.Bad
	}
	return ui.Mute
}

func stateIcon(s applications.State) string {
	switch s {
	case applications.Received:
		return "inbox"
	case applications.Asked:
		return "message"
	case applications.Admitted:
		return "user-check"
	case applications.Waiting:
		return "clock"
	case applications.Declined:
		return "user-x"
	case applications.Draft:
		return "pencil"
	}
	return "ban"
}

func stateOptions(ctx context.Context) []ui.Option {
	options := []ui.Option{{Value: "open", Label: ui.T(ctx, "application.open")}}
	for _, s := range applications.States {
		options = append(options, ui.Option{Value: string(s), Label: ui.T(ctx, "application.state."+string(s))})
	}
	return options
}

func programOptions(all []programs.Listed) []ui.Option {
	options := make([]ui.Option, len(all))
	for i, p := range all {
		options[i] = ui.Option{Value: p.ID.String(), Label: p.Title}
	}
	return options
}

func offerOptions(all []trainings.Offer) []ui.Option {
	options := make([]ui.Option, len(all))
	for i, o := range all {
		options[i] = ui.Option{Value: o.ID.String(), Label: o.Title}
	}
	return options
}

func cohortOptions(all []trainings.Cohort) []ui.Option {
	options := make([]ui.Option, len(all))
	for i, c := range all {
		options[i] = ui.Option{Value: c.ID.String(), Label: c.Title + " · " + c.Code}
	}
	return options
}

// choices are the cohorts an applicant chooses from.
func choices(ctx context.Context, a applicant) []ui.Option {
	options := make([]ui.Option, len(a.Cohorts))
	for i, c := range a.Cohorts {
		options[i] = ui.Option{Value: c.ID.String(), Label: c.Title, Hint: cohortHint(ctx, c)}
	}
	return options
}

// cohortHint is "12 January 2027 to 20 March 2027 · Quito · 8 places free".
func cohortHint(ctx context.Context, c trainings.PublishedCohort) string {
	parts := []string{days(ctx, c)}
	if c.Place != "" {
		parts = append(parts, c.Place)
	}
	return strings.Join(append(parts, free(ctx, c.Free)), " · ")
}

func days(ctx context.Context, c trainings.PublishedCohort) string {
	return ui.T(ctx, "application.from_to", "From", ui.From(ctx).T.Day(c.StartsOn), "To", ui.From(ctx).T.Day(c.EndsOn))
}

func free(ctx context.Context, n int) string {
	if n == 0 {
		return ui.T(ctx, "application.waiting_list")
	}
	return ui.T(ctx, "application.places_free", "Count", n)
}

// taking says when applications are taken, in the organisation's zone.
func taking(ctx context.Context, w programs.Window, now time.Time, zone *time.Location) string {
	t := ui.From(ctx).T.In(zone)
	if now.Before(w.OpensAt) {
		return ui.T(ctx, "application.opens", "On", t.Date(w.OpensAt))
	}
	return ui.T(ctx, "application.closes", "On", t.Date(w.ClosesAt.Add(-time.Second)))
}

// spokenOptions are languages to choose from.
func spokenOptions(ctx context.Context, codes []string) []ui.Option {
	options := make([]ui.Option, len(codes))
	for i, l := range codes {
		options[i] = ui.Option{Value: l, Label: words.LanguageName(ctx, l)}
	}
	return options
}

func columns(ctx context.Context, l listed) []ui.Column {
	all := []ui.Column{{Label: ui.T(ctx, "application.name"), Sort: "name"}, {Label: ui.T(ctx, "application.program")}}
	if l.trains() {
		all = append(all, ui.Column{Label: ui.T(ctx, "application.cohort")})
	}
	return append(all, ui.Column{Label: ui.T(ctx, "application.submitted_on"), Sort: "submitted"}, ui.Column{Label: ui.T(ctx, "application.state")})
}

func languageNames(ctx context.Context, codes []string) string {
	names := make([]string, len(codes))
	for i, l := range codes {
		names[i] = words.LanguageName(ctx, l)
	}
	return strings.Join(names, ", ")
}

// where is a place in one line.
func where(ctx context.Context, l programs.PublishedLocation) string {
	var parts []string
	for _, part := range []string{l.Address, l.City, words.CountryName(ctx, l.Country)} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

// practised is what an applicant says of what they did before.
func practised(ctx context.Context, a applications.Application) string {
	if a.CohortID == nil {
		return ui.T(ctx, "application.practice")
	}
	return ui.T(ctx, "application.training")
}

// website is the program's own page, when it is an address of the web.
func website(p programs.PublishedProgram) templ.SafeURL {
	if strings.HasPrefix(p.Website, "https://") || strings.HasPrefix(p.Website, "http://") {
		return templ.SafeURL(p.Website)
	}
	return ""
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

// joinOptions are whom an applicant may be, and nobody of them.
func joinOptions(ctx context.Context, v shown) []ui.Option {
	var options []ui.Option
	mailed := false
	for _, c := range v.alike {
		hint := c.Email
		if c.Email == v.Email {
			mailed = true
			hint += " · " + ui.T(ctx, "application.same_address")
		}
		options = append(options, ui.Option{Value: c.ID.String(), Label: c.Name, Hint: hint})
	}
	if !mailed {
		options = append(options, ui.Option{Value: "anew", Label: ui.T(ctx, "application.nobody_on_file")})
	}
	return options
}
