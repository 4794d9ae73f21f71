package assessments

import (
	"github.com/a-h/templ"

	"accord/app/assessments"
)

// Compared lays an assessment's sheets side by side, for other pages too.
func Compared(c assessments.Comparison) templ.Component { return compared(c) }
