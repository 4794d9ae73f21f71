package logbooks

import (
	"context"

	"accord/app/candidates"
	file "accord/web/pages/candidates"
	ui "accord/web/templates"
)

// rows puts the refused before those that read like a name, and these before
// the others: they are what must be mended, or looked at.
func (v importing) rows() []candidates.PlannedEntry {
	all := make([]candidates.PlannedEntry, 0, len(v.plan.Rows))
	for rank := range 3 {
		for _, r := range v.plan.Rows {
			if rankOf(r) == rank {
				all = append(all, r)
			}
		}
	}
	return all
}

func rankOf(r candidates.PlannedEntry) int {
	switch {
	case r.Outcome == candidates.Refused:
		return 0
	case r.Named:
		return 1
	}
	return 2
}

func (v importing) shown() []candidates.PlannedEntry { return file.Leaf(v.rows(), v.from) }

// says is what is read in a column of a row, in words; where it could not be
// read, the cell as it came.
func says(ctx context.Context, r candidates.PlannedEntry, column string) string {
	e := r.Entry
	switch {
	case column == "held_on" && !e.HeldOn.Before(candidates.FirstDay):
		return ui.From(ctx).T.Day(e.HeldOn)
	case column == "role" && e.Role != "":
		return ui.T(ctx, "logbook.as."+e.Role)
	case column == "medium" && e.Medium != "":
		return ui.T(ctx, "logbook.held."+e.Medium)
	case column == "settled" && e.Settled != "":
		return ui.T(ctx, "logbook.ended."+e.Settled)
	case column == "hours" && e.Hours > 0:
		return ui.From(ctx).T.Decimal(e.Hours)
	case column == "parties" && e.Parties > 0:
		return ui.From(ctx).T.Number(int64(e.Parties))
	case column == "field":
		return e.Field
	}
	return r.Says[column]
}

func planColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "import.row"), Num: true}, {Label: ui.T(ctx, "logbook.held_on")}, {Label: ui.T(ctx, "import.outcome")}, {Label: ui.T(ctx, "logbook.role_label")},
		{Label: ui.T(ctx, "logbook.medium_label")}, {Label: ui.T(ctx, "logbook.hours_label"), Num: true}, {Label: ui.T(ctx, "logbook.parties_label"), Num: true}, {Label: ui.T(ctx, "logbook.settled_label")}}
}

func dayOptions(ctx context.Context) []ui.Option {
	all := make([]ui.Option, len(candidates.DayOrders))
	for i, o := range candidates.DayOrders {
		all[i] = ui.Option{Value: string(o), Label: ui.T(ctx, "logbook_import.days."+string(o)), Hint: ui.T(ctx, "logbook_import.days_hint."+string(o))}
	}
	return all
}

func count(ctx context.Context, n int) string { return ui.From(ctx).T.Number(int64(n)) }
