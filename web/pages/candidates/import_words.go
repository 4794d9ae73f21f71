package candidates

import (
	"context"
	"strconv"
	"strings"

	"accord/app/candidates"
	ui "accord/web/templates"
)

// previewRows is how many rows a page of the preview shows.
const previewRows = 100

// rows puts the refused before the others, and then those that are left out:
// they are what must be mended, or looked at.
func (v PreviewOf) rows() []candidates.Planned {
	all := make([]candidates.Planned, 0, len(v.Plan.Rows))
	for rank := range 3 {
		for _, r := range v.Plan.Rows {
			if rankOf(r.Outcome) == rank {
				all = append(all, r)
			}
		}
	}
	return all
}

func rankOf(o candidates.Outcome) int {
	switch o {
	case candidates.Refused:
		return 0
	case candidates.WillSkip:
		return 1
	}
	return 2
}

// leaf is the page of so many rows on which the one stands that the address
// asks for, from 0.
func leaf(rows int, from string) int {
	at, err := strconv.Atoi(from)
	if err != nil || at < 0 {
		return 0
	}
	return min(at/previewRows, leafCount(rows)-1)
}

func leafCount(rows int) int { return max(1, (rows+previewRows-1)/previewRows) }

// Leaf is the page of rows that the address asks for, of all of them.
func Leaf[R any](all []R, from string) []R {
	at := leaf(len(all), from)
	return all[at*previewRows : min(len(all), (at+1)*previewRows)]
}

func (v PreviewOf) shown() []candidates.Planned { return Leaf(v.rows(), v.From) }

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

// at is the import's own address behind the door.
func (v PreviewOf) at() string { return v.Into.Form + "/" + v.Plan.Import.ID.String() }

// unchanged counts those of whom nothing changes.
func (v PreviewOf) unchanged() (n int) {
	for _, r := range v.Plan.Rows {
		if r.Outcome == candidates.WillKeep && len(r.Changes) == 0 {
			n++
		}
	}
	return n
}

func fields(ctx context.Context, names []string) string {
	words := make([]string, len(names))
	for i, n := range names {
		words[i] = ui.T(ctx, "import.column."+n)
	}
	return strings.Join(words, ", ")
}

// Heading is what a column of the file is called; one without a name by its place.
func Heading(ctx context.Context, t candidates.ImportTable, i int) string {
	if t.Header[i] == "" {
		return ui.T(ctx, "import.no_heading", "Number", i+1)
	}
	return t.Header[i]
}

// Samples are the first few cells of a column, to know it by.
func Samples(t candidates.ImportTable, i int) string {
	some := t.Samples(i)
	for j, s := range some {
		if r := []rune(s); len(r) > 40 {
			some[j] = string(r[:40]) + "…"
		}
	}
	return strings.Join(some, " · ")
}

// ColumnOptions are what a column can be taken for.
func ColumnOptions(ctx context.Context, columns []string) []ui.Option {
	all := []ui.Option{{Label: ui.T(ctx, "import.left_out")}}
	for _, c := range columns {
		all = append(all, ui.Option{Value: c, Label: ui.T(ctx, "import.column."+c)})
	}
	return all
}

func onFileOptions(ctx context.Context, into Into) (all []ui.Option) {
	for _, w := range candidates.OnFiles {
		hint := "import.on_file_hint." + string(w)
		if w == candidates.Keep && into.Enrols {
			hint = "import.on_file_hint_enrols.keep"
		}
		all = append(all, ui.Option{Value: string(w), Label: ui.T(ctx, "import.on_file."+string(w)), Hint: ui.T(ctx, hint)})
	}
	return all
}
