package trainings

import (
	"context"
	"strconv"

	"github.com/a-h/templ"

	"accord/app/trainings"
	"accord/web/forms"
	ui "accord/web/templates"
)

// chosen is the mark a cell shows: what was typed, else what stands there.
func chosen(f *forms.Form, name string, a trainings.Attendance) string {
	if typed := f.Value("mark." + name); typed != "" {
		return typed
	}
	return a.Mark
}

// hoursTyped are the hours a cell shows, for a part alone.
func hoursTyped(f *forms.Form, name string, a trainings.Attendance) string {
	if typed := f.Value("hours." + name); typed != "" || f.Value("mark."+name) != "" {
		return typed
	}
	if a.Mark == trainings.Part {
		return plain(a.Hours)
	}
	return ""
}

// cellID is the id of a cell's field, where the summary of errors leads; it is
// told there whose mark of which session it is.
func cellID(ctx context.Context, f *forms.Form, name string, s trainings.Standing, session trainings.TrainingSession) string {
	if f.Fault(name) == nil {
		return f.ID(name)
	}
	f.Label(name, s.Candidate.Name+", "+ui.T(ctx, "cohort.session_n", "Number", session.Number))
	return f.ID(name)
}

// offered are the options of a cell by the mark that stands there, written once
// for all cells.
type offered map[string]templ.Component

func offerMarks(ctx context.Context) offered {
	all := offered{}
	for _, chosen := range append([]string{""}, trainings.Marks...) {
		html, err := templ.ToGoHTML(ctx, markOptions(chosen))
		all[chosen] = templ.Raw(html, err)
	}
	return all
}

// with answers the options with one chosen, with none where it is no mark.
func (all offered) with(chosen string) templ.Component {
	if options, known := all[chosen]; known {
		return options
	}
	return all[""]
}

// line and column are the ids of the heads that name a cell.
func line(i int) string   { return "line-" + strconv.Itoa(i) }
func column(i int) string { return "column-" + strconv.Itoa(i) }

// markSaid says a mark with its hours where it is a part.
func markSaid(ctx context.Context, mark string, hours float64) string {
	return markWords(ctx, trainings.Attendance{Mark: mark, Hours: hours})
}
