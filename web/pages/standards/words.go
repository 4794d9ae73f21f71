package standards

import (
	"context"
	"strings"

	"accord/app/standards"
	"accord/tenants/fault"
	ui "accord/web/templates"
)

// asksWords is what a rule set asks to have been done, in one line.
func asksWords(ctx context.Context, r standards.RuleSet) string {
	switch e := r.Experience; {
	case r.ID == "":
		return "—"
	case r.Completion != nil:
		return ui.T(ctx, "standards.asks_completion")
	case e != nil && e.Mediations == 1 && e.Hours == 0: // no count is published: the assessors judge it
		return ui.T(ctx, "obligation."+e.Citation)
	case e == nil:
		return ui.T(ctx, "obligation."+r.Obligations[0])
	case e.Counts.Months > 0:
		return ui.T(ctx, "standards.asks_within", "Count", e.Mediations, "Months", e.Counts.Months)
	case e.Hours > 0:
		return ui.T(ctx, "standards.asks_or_hours", "Count", e.Mediations, "Hours", e.Hours)
	default:
		return ui.T(ctx, "standards.asks_mediations", "Count", e.Mediations)
	}
}

func rolesWords(ctx context.Context, roles []string) string {
	said := make([]string, len(roles))
	for i, r := range roles {
		said[i] = ui.T(ctx, "logbook.as."+r)
	}
	return strings.Join(said, ", ")
}

func exemptionWords(ctx context.Context, x standards.Exemption) string {
	holds := fault.Say("certification." + x.Holds)
	switch {
	case x.Holds != "" && x.Floor > 0:
		return ui.T(ctx, "standards.exempt_to", "Count", x.Floor, "Certification", holds)
	case x.Holds != "":
		return ui.T(ctx, "standards.exempt_holder", "Certification", holds)
	case x.Hours > 0:
		return ui.T(ctx, "standards.exempt_or_hours", "Count", x.Mediations, "Hours", x.Hours, "Roles", rolesWords(ctx, x.Counts.Roles))
	default:
		return ui.T(ctx, "standards.exempt_cases", "Count", x.Mediations, "Roles", rolesWords(ctx, x.Counts.Roles))
	}
}

// programWords is which programs put forward for a certification.
func programWords(ctx context.Context, c standards.Certification) string {
	if c.Program == "" {
		return ui.T(ctx, "standards.no_program")
	}
	return ui.T(ctx, "programs.kind."+c.Program)
}

func sourceWord(ctx context.Context, id string) string {
	o, _ := standards.ObligationNamed(id)
	return ui.T(ctx, "obligation.source."+string(o.Source))
}

// sourceWords are where what a rule set counts comes from.
func sourceWords(ctx context.Context, r standards.RuleSet) []string {
	var ids []string
	switch {
	case r.Experience != nil:
		ids = append(ids, r.Experience.Citation)
		if r.Experience.Counts.Months > 0 {
			ids = append(ids, "IMI-OM-03")
		}
	case r.Completion != nil:
		ids = append(ids, r.Completion.Citation)
	case len(r.Obligations) > 0:
		ids = append(ids, r.Obligations[0])
	}
	var said []string
	for _, id := range ids {
		word := id + " · " + sourceWord(ctx, id)
		said = append(said, word)
	}
	return said
}

func yesOrNo(ctx context.Context, yes bool) string {
	if yes {
		return ui.T(ctx, "standards.yes")
	}
	return ui.T(ctx, "standards.no")
}

func (w when) tone() ui.Tone {
	switch w {
	case toCome:
		return ui.Info
	case now:
		return ui.OK
	}
	return ui.Mute
}

func (w when) icon() string {
	switch w {
	case toCome:
		return "calendar-event"
	case now:
		return "circle-check"
	}
	return "history"
}
