package trainings

import (
	"context"

	"accord/app/trainings"
	ui "accord/web/templates"
)

// riskWords say when a candidate of a cohort is at risk.
func riskWords(ctx context.Context, f trainings.File) string {
	said := ui.T(ctx, "risk.always", "Floor", max(f.Cohort.AttendanceFloor, f.Risk.WarnBelow))
	if f.Risk.Missed > 0 {
		said += " " + ui.T(ctx, "risk.or_missed", "Count", f.Risk.Missed)
	}
	return said
}
