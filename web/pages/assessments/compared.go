package assessments

import (
	"slices"

	"github.com/a-h/templ"

	"accord/app/assessments"
)

// Compared lays an assessment's sheets side by side, for other pages too.
func Compared(c assessments.Comparison) templ.Component { return compared(c) }

// weighs says whether some criteria count for more than others, so that a share
// is not that of the points beside it.
func weighs(c assessments.Comparison) bool {
	return slices.ContainsFunc(c.Rows, func(r assessments.ComparedRow) bool { return r.Criterion.Weight != c.Rows[0].Criterion.Weight })
}
