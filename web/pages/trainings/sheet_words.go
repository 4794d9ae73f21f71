package trainings

import (
	"context"
	"strconv"

	"accord/app/trainings"
	"accord/web/forms"
	ui "accord/web/templates"
)

// The keys that set a mark where scripts run, the same in every language, and
// the signs beside the words.
var (
	markKeys  = map[string]string{trainings.Present: "p", trainings.Late: "l", trainings.Part: "t", trainings.Absent: "a", trainings.Excused: "e"}
	markIcons = map[string]string{trainings.Present: "check", trainings.Late: "hourglass", trainings.Part: "clock", trainings.Absent: "x", trainings.Excused: "note"}
)

func sheetMeta(ctx context.Context, v sheetView) []ui.Meta {
	meta := []ui.Meta{{Icon: "note", Text: v.session.Title}, {Icon: "calendar-event", Text: when(ctx, v.session, v.zone)},
		{Icon: "clock", Text: ui.T(ctx, "attendance.session_hours", "Hours", v.session.Hours)}}
	if v.session.Place != "" {
		meta = append(meta, ui.Meta{Icon: "map-pin", Text: v.session.Place})
	}
	return meta
}

// markID is the id of one choice; the first has the field's own, where the
// summary of errors leads.
func markID(f *forms.Form, s trainings.Standing, i int) string {
	name := "mark." + s.Enrolment.ID.String()
	f.Label(name, s.Candidate.Name)
	if i == 0 {
		return f.ID(name)
	}
	return f.ID(name) + "-" + strconv.Itoa(i)
}

func hoursID(f *forms.Form, s trainings.Standing) string {
	name := "hours." + s.Enrolment.ID.String()
	f.Label(name, s.Candidate.Name)
	return f.ID(name)
}

func lineFault(f *forms.Form, s trainings.Standing) bool {
	return f.Fault("mark."+s.Enrolment.ID.String()) != nil || f.Fault("hours."+s.Enrolment.ID.String()) != nil
}

// markWords says a mark, with its hours where it is a part.
func markWords(ctx context.Context, a trainings.Attendance) string {
	said := ui.T(ctx, "attendance.mark."+a.Mark)
	if a.Mark == trainings.Part {
		said += " · " + ui.T(ctx, "attendance.session_hours", "Hours", a.Hours)
	}
	return said
}

func truth(b bool) string {
	if b {
		return "true"
	}
	return "false"
}
