package assessments

import (
	"context"
	"fmt"
	"strings"

	"accord/app/assessments"
	"accord/app/standards"
	ui "accord/web/templates"
)

func (v shown) head(ctx context.Context) ui.HeadOf {
	return ui.HeadOf{Kind: ui.T(ctx, "assessment.one"), Title: v.Assessment.CandidateName, Status: stageBadge(v.stage(), v.Assessment),
		Meta: []ui.Meta{{Icon: "rosette-discount-check", Text: v.program.Title}, {Icon: "calendar-event", Text: ui.From(ctx).T.Date(v.Assessment.OpenedAt)}}}
}

func (v shown) stage() assessments.Stage {
	switch {
	case v.Assessment.FellAt != nil:
		return assessments.SetAside
	case v.Assessment.DecidedAt != nil:
		return assessments.Decided
	case len(v.Assignments) == 0:
		return assessments.Unassigned
	case len(v.Missing()) > 0:
		return assessments.Judging
	case v.Unsettled():
		return assessments.Disputed
	case v.Knowledge.Open():
		return assessments.Testing
	}
	return assessments.Judged
}

// steps are how far it is: assessors, sheets, decision.
func (v shown) steps(ctx context.Context) []ui.Step {
	done := func(yes, now bool) ui.StepState {
		switch {
		case yes:
			return ui.Done
		case now:
			return ui.Now
		}
		return ui.Ahead
	}
	s := v.stage()
	declared := 0
	for _, g := range v.Assignments {
		if g.DeclaredAt != nil {
			declared++
		}
	}
	decidedOn := ""
	if v.Assessment.DecidedAt != nil {
		decidedOn = ui.From(ctx).T.Date(*v.Assessment.DecidedAt)
	}
	steps := []ui.Step{
		{Label: ui.T(ctx, "assessment.step.assessors"), Note: ui.T(ctx, "assessment.step.declared", "Count", declared, "Of", len(v.Assignments)), State: done(len(v.Assignments) > 0 && declared == len(v.Assignments), true)},
		{Label: ui.T(ctx, "assessment.step.sheets"), Note: fmt.Sprintf("%d/%d", len(v.Assignments)-len(v.Missing()), len(v.Assignments)), State: done(len(v.Assignments) > 0 && len(v.Missing()) == 0, s == assessments.Judging && declared == len(v.Assignments))},
	}
	if v.Disagreement != nil {
		settled := ""
		if v.Disagreement.SettledAt != nil {
			settled = ui.From(ctx).T.Date(*v.Disagreement.SettledAt)
		}
		steps = append(steps, ui.Step{Label: ui.T(ctx, "assessment.step.settled"), Note: settled, State: done(!v.Unsettled(), s == assessments.Disputed)})
	}
	steps = append(steps, ui.Step{Label: ui.T(ctx, "assessment.step.decision"), Note: decidedOn, State: done(v.Assessment.DecidedAt != nil, s == assessments.Judged)})
	if s == assessments.SetAside {
		steps = append(steps, ui.Step{Label: ui.T(ctx, "assessment.step.again"), State: done(v.again != nil, true)})
	}
	return steps
}

func judgeColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "assessment.assessor")}, {Label: ui.T(ctx, "assessment.declaration")}, {Label: ui.T(ctx, "assessment.sheet")},
		{Label: ui.T(ctx, "assessment.take_off"), Quiet: true}}
}

// assignable are the options of a form; unassignable those who cannot judge.
func assignable(all []assessments.Choice) []ui.Option {
	var options []ui.Option
	for _, c := range all {
		if c.Refusal == nil {
			options = append(options, ui.Option{Value: c.Membership.ID.String(), Label: c.Membership.Name})
		}
	}
	return options
}

// loaded are those who can be assigned, each with whether they are free and how
// much they have to do.
func loaded(ctx context.Context, v shown) []ui.Option {
	var options []ui.Option
	for _, c := range v.choices {
		if c.Refusal != nil {
			continue
		}
		label := c.Membership.Name
		if a, known := v.load[c.Membership.ID]; known {
			label = ui.T(ctx, "assessment.option", "Name", label, "When", ui.T(ctx, "assessor.why."+string(a.Availability())), "Load", ui.T(ctx, "assessment.option_load", "Count", a.Open))
			if !a.Qualified() {
				label = ui.T(ctx, "assessor.option_unqualified", "Label", label)
			}
		}
		options = append(options, ui.Option{Value: c.Membership.ID.String(), Label: label})
	}
	return options
}

// unqualified says whether some who can be assigned do not meet what IMI asks of
// assessors.
func unqualified(v shown) bool {
	for _, a := range v.load {
		if !a.Qualified() {
			return true
		}
	}
	return false
}

func unassignable(all []assessments.Choice) []assessments.Choice {
	var refused []assessments.Choice
	for _, c := range all {
		if c.Refusal != nil {
			refused = append(refused, c)
		}
	}
	return refused
}

// assignKind: assigning is the page's main act while nobody judges.
func assignKind(v shown) ui.Kind {
	if len(v.Assignments) == 0 {
		return ui.Primary
	}
	return ui.Plain
}

// addLabel says whom the form adds.
func addLabel(ctx context.Context, v shown) string {
	if v.Unsettled() {
		return ui.T(ctx, "assessment.add_third")
	}
	return ui.T(ctx, "assessment.add_assessor")
}

func assessorOf(c assessments.Comparison, s assessments.ScoreSheet) string {
	for _, g := range c.Assignments {
		if g.MembershipID == s.MembershipID {
			return g.AssessorName
		}
	}
	return ""
}

func comparedTitle(ctx context.Context, c assessments.Comparison) string {
	if len(c.Sheets) == 1 {
		return ui.T(ctx, "assessment.one_sheet")
	}
	return ui.T(ctx, "assessment.compared")
}

func comparedNote(ctx context.Context, c assessments.Comparison) string {
	if len(c.Sheets) < 2 {
		return ""
	}
	if c.Differences() == 0 {
		return ui.T(ctx, "assessment.differences_none")
	}
	return ui.T(ctx, "assessment.differences", "Count", c.Differences())
}

// said is an assessor's words.
type said struct{ who, words string }

func notesOf(c assessments.Comparison, r assessments.ComparedRow) []said {
	var all []said
	for i, s := range r.Scores {
		if s.Note != "" {
			all = append(all, said{assessorOf(c, c.Sheets[i]), s.Note})
		}
	}
	return all
}

// below says whether a mark does not pass.
func below(r assessments.ComparedRow, i int) bool {
	return r.Scores[i].Points != nil && *r.Scores[i].Points < r.Criterion.PassMark
}

// ruleSetName is a rule set for people: the certification and since when.
func ruleSetName(ctx context.Context, id string) string {
	certification, from, ok := standards.SplitRuleSetID(id)
	if !ok {
		return id
	}
	return strings.TrimSpace(ui.T(ctx, "assessment.rules_since", "Certification", ui.T(ctx, "certification."+certification), "On", ui.From(ctx).T.Day(from)))
}

func sectionColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "assessment.program")}, {Label: ui.T(ctx, "assessment.opened_on")}, {Label: ui.T(ctx, "assessment.assessors")}, {Label: ui.T(ctx, "assessment.stage")}}
}
