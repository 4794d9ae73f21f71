package candidates

import (
	"context"
	"strconv"

	"accord/app/candidates"
	ui "accord/web/templates"
)

// previewRows is how many rows a page of the preview shows.
const previewRows = 100

// rows puts the refused before the others: they are what must be mended.
func (v PreviewOf) rows() []candidates.Planned {
	all := make([]candidates.Planned, 0, len(v.Plan.Rows))
	for _, refused := range []bool{true, false} {
		for _, r := range v.Plan.Rows {
			if (r.Outcome == candidates.Refused) == refused {
				all = append(all, r)
			}
		}
	}
	return all
}

func (v PreviewOf) page() int {
	from, err := strconv.Atoi(v.From)
	if err != nil || from < 0 {
		return 0
	}
	return min(from/previewRows, v.pageCount()-1)
}

func (v PreviewOf) pageCount() int { return max(1, (len(v.Plan.Rows)+previewRows-1)/previewRows) }

func (v PreviewOf) shown() []candidates.Planned {
	all := v.rows()
	return all[v.page()*previewRows : min(len(all), (v.page()+1)*previewRows)]
}

func previewColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "import.row"), Num: true}, {Label: ui.T(ctx, "candidate.one")}, {Label: ui.T(ctx, "import.outcome")},
		{Label: ui.T(ctx, "candidate.language")}, {Label: ui.T(ctx, "candidate.country")}, {Label: ui.T(ctx, "candidate.reference")}}
}

func commitLabel(ctx context.Context, v PreviewOf) string {
	n := v.Plan.Count(candidates.WillAdd)
	if v.Into.Enrols {
		return ui.T(ctx, "import.commit_enrol", "Count", n+v.Plan.Count(candidates.WillEnrol))
	}
	return ui.T(ctx, "import.commit", "Count", n)
}

func count(ctx context.Context, n int) string { return ui.From(ctx).T.Number(int64(n)) }
