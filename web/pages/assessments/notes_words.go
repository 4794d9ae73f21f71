package assessments

import (
	"context"
	"fmt"
	"slices"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/notes"
	ui "accord/web/templates"
)

// placeWords is where a note is, as people say it.
func placeWords(ctx context.Context, n notes.Note) string {
	if n.Timed {
		return n.At()
	}
	return ui.T(ctx, "note.page_n", "Number", n.Place)
}

func placeIcon(n notes.Note) string {
	if n.Timed {
		return "video"
	}
	return "file-text"
}

func placeLabel(timed bool) string {
	if timed {
		return "note.time"
	}
	return "note.page"
}

func placeHint(ctx context.Context, timed bool) string {
	if timed {
		return ui.T(ctx, "note.time_hint")
	}
	return ""
}

func placeMode(timed bool) string {
	if timed {
		return "text"
	}
	return "numeric"
}

// aboutWords is the criterion that a note is about, with its number.
func aboutWords(ctx context.Context, d desk, n notes.Note) string {
	at := slices.IndexFunc(d.sheet.Criteria, func(c assessments.AssessmentCriterion) bool { return n.CriterionID != nil && *n.CriterionID == c.ID })
	if at < 0 {
		return ""
	}
	return fmt.Sprintf("%d  %s", at+1, d.sheet.Criteria[at].TitleIn(locale(ctx)))
}

func criterionOptions(ctx context.Context, all []assessments.AssessmentCriterion) []ui.Option {
	options := []ui.Option{{Label: ui.T(ctx, "note.about_none")}}
	for i, c := range all {
		options = append(options, ui.Option{Value: c.ID.String(), Label: fmt.Sprintf("%d  %s", i+1, c.TitleIn(locale(ctx)))})
	}
	return options
}

// noteAttrs are what the page's script reads of a note.
func noteAttrs(n notes.Note) templ.Attributes {
	criterion := ""
	if n.CriterionID != nil {
		criterion = n.CriterionID.String()
	}
	id := ""
	if n.ID != uuid.Nil {
		id = n.ID.String()
	}
	return templ.Attributes{"data-id": id, "data-mark": n.Mark, "data-revision": fmt.Sprint(n.Revision), "data-place": fmt.Sprint(n.Place), "data-criterion": criterion}
}

// notesAttrs are what it reads of the whole: whose notes they are, of what, and
// what it says.
func notesAttrs(ctx context.Context, d desk) templ.Attributes {
	a := templ.Attributes{"data-notes": d.sheet.Assessment.ID.String() + "." + d.sheet.Assignment.MembershipID.String(), "data-version": d.beside.ID.String(),
		"data-renew": string(ui.Path(ctx, "/assessments/", d.sheet.Assessment.ID, "/sheet/document/", d.beside.ID))}
	if d.beside.IsVideo() {
		a["data-timed"] = "true"
	}
	for _, key := range []string{"yours", "saving", "waiting", "saved", "refused", "late", "elsewhere", "removed_there", "page_n", "words_required", "time_bad", "page_bad", "not_removed"} {
		a["data-say-"+key] = ui.T(ctx, "note."+key, "Number", "{n}", "Max", notes.MaxPlace(*d.beside))
	}
	return a
}

// shortcut is what a key of the workspace does.
type shortcut struct {
	keys []string
	does string
}

func keysOf(ctx context.Context) []shortcut {
	say := func(name string) string { return ui.T(ctx, "desk.key."+name) }
	return []shortcut{{[]string{"j", "k"}, say("criterion")}, {[]string{"0", "…", "9"}, say("points")}, {[]string{"-"}, say("not_seen")}, {[]string{"c"}, say("comment")},
		{[]string{"n"}, say("note")}, {[]string{"p"}, say("play")}, {[]string{"←", "→"}, say("seek")}, {[]string{"<", ">"}, say("speed")}, {[]string{"Esc"}, say("leave")}, {[]string{"?"}, say("help")}}
}
