package progress

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"time"

	"github.com/a-h/templ"

	"accord/app/progress"
	"accord/tenants"
	"accord/web"
	"accord/web/pages/overview"
	ui "accord/web/templates"
)

// Figures are the trainings in numbers: tiles across the top of the overview,
// and how attendance and completions went over the last months. Each opens the
// list behind it.
func Figures() []overview.Part {
	return []overview.Part{{Place: overview.Tile, Order: 10, Load: counted}, {Place: overview.Main, Order: 60, Load: overMonths}}
}

// shownMonths is how many months the charts go back.
const shownMonths = 12

func counted(m *web.Member, tx *tenants.Tx) (templ.Component, error) {
	if !m.HasRole(who...) || m.Tenant() == tenants.Oversight {
		return nil, nil
	}
	f, err := progress.FiguresOf(tx, m.OrganisationZone())
	if err != nil || f.Empty() {
		return nil, err
	}
	return tiles(f), nil
}

func overMonths(m *web.Member, tx *tenants.Tx) (templ.Component, error) {
	if !m.HasRole(who...) || m.Tenant() == tenants.Oversight {
		return nil, nil
	}
	all, err := progress.ByMonth(tx, shownMonths, m.OrganisationZone())
	if err != nil || !slices.ContainsFunc(all, func(m progress.MonthFigures) bool { return m.Expected > 0 || m.Completed > 0 }) {
		return nil, err
	}
	return overTime(all), nil
}

// listed is a list's query: names and values in turn.
func listed(pairs ...string) templ.SafeURL {
	q := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	return templ.SafeURL("?" + q.Encode())
}

// The charts' measures, in units of their own coordinates.
const (
	chartWidth  = 360.0
	chartHeight = 132.0
	chartTop    = 18.0 // room for the figures above the bars
	chartBottom = 20.0 // room for the months beneath
)

// bar is one month of a chart; it opens a list.
type bar struct {
	X, Y, Width, Height float64
	Label, Value        string
	Class               string
	Href                templ.SafeURL
}

func (b bar) middle() float64 { return b.X + b.Width/2 }

// attendanceBars are the months' shares.
func attendanceBars(ctx context.Context, months []progress.MonthFigures) []bar {
	all := make([]bar, len(months))
	for i, m := range months {
		percent, known := m.Share()
		all[i] = slot(ctx, i, len(all), m.Month, float64(percent)/100, known)
		all[i].Href = ui.Path(ctx, "/sessions") + listed("month", m.Month.String())
		if known {
			all[i].Value = fmt.Sprint(percent)
		}
	}
	return all
}

// completionBars are the months' completions.
func completionBars(ctx context.Context, months []progress.MonthFigures) []bar {
	most := 1
	for _, m := range months {
		most = max(most, m.Completed)
	}
	all := make([]bar, len(months))
	for i, m := range months {
		all[i] = slot(ctx, i, len(all), m.Month, float64(m.Completed)/float64(most), m.Completed > 0)
		all[i].Href = ui.Path(ctx, "/trainees") + listed("completed", m.Month.String())
		if m.Completed > 0 {
			all[i].Value = number(ctx, m.Completed)
		}
	}
	return all
}

// slot lays one month's bar out; without a figure it is a line on the ground.
func slot(ctx context.Context, i, of int, m progress.Period, share float64, known bool) bar {
	room := chartWidth / float64(of)
	b := bar{X: room*float64(i) + room*0.14, Width: room * 0.72, Class: "bar", Label: ui.From(ctx).T.MonthShort(m.Begins(time.UTC))}
	if !known {
		b.Class, share = "bar none", 0
	}
	b.Height = max(2, share*(chartHeight-chartTop-chartBottom))
	b.Y = chartHeight - chartBottom - b.Height
	return b
}

func coordinate(x float64) string { return fmt.Sprintf("%.1f", x) }
