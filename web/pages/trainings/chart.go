package trainings

import (
	"context"
	"fmt"
	"strings"

	"accord/app/trainings"
	ui "accord/web/templates"
)

// The chart's measures, in units of its own coordinates.
const (
	chartWidth  = 320.0
	chartHeight = 150.0
	chartTop    = 18.0 // room for the figures above the bars
	chartBottom = 20.0 // room for the numbers beneath
	chartLeft   = 24.0 // room for the floor's figure
)

// bar is one session of the chart.
type bar struct {
	X, Y, Width, Height float64
	Label, Value        string
	Class               string
}

// bars lays the sessions out side by side; those without attendance yet are
// outlines.
func bars(ctx context.Context, f trainings.File) []bar {
	var held []trainings.TrainingSession
	for _, s := range f.Sessions {
		if s.CancelledAt == nil {
			held = append(held, s)
		}
	}
	if len(held) == 0 {
		return nil
	}
	slot := (chartWidth - chartLeft) / float64(len(held))
	width := min(slot*0.72, 28)
	all := make([]bar, len(held))
	for i, s := range held {
		percent, known := f.SessionRate(s)
		b := bar{X: chartLeft + slot*float64(i) + (slot-width)/2, Width: width, Label: fmt.Sprint(s.Number), Class: "bar"}
		switch {
		case !known:
			percent, b.Class = 94, "bar next"
		case percent < f.Cohort.AttendanceFloor:
			b.Class = "bar low"
			fallthrough
		default:
			b.Value = fmt.Sprint(percent)
		}
		b.Height = max(1, float64(percent)/100*(chartHeight-chartTop-chartBottom))
		b.Y = chartHeight - chartBottom - b.Height
		all[i] = b
	}
	return all
}

// floorY is how high the floor's line lies.
func floorY(f trainings.File) float64 {
	return chartHeight - chartBottom - float64(f.Cohort.AttendanceFloor)/100*(chartHeight-chartTop-chartBottom)
}

// chartWords says the chart to those who do not see it.
func chartWords(ctx context.Context, f trainings.File) string {
	var said []string
	for _, s := range f.Sessions {
		if percent, known := f.SessionRate(s); known {
			said = append(said, ui.T(ctx, "cohort.session_n", "Number", s.Number)+": "+ui.From(ctx).T.Percent(percent))
		}
	}
	if len(said) == 0 {
		return ui.T(ctx, "cohort.nothing_recorded")
	}
	return strings.Join(said, "; ")
}

func coordinate(x float64) string { return fmt.Sprintf("%.1f", x) }
