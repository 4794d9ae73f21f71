package knowledge

import (
	"strconv"
	"strings"

	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/app/knowledge"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	viewer "accord/web/pages/evidence"
	ui "accord/web/templates"
)

// mine lists what the reader is to mark.
func (p pages) mine(m *web.Member) error {
	var all []knowledge.Marking
	var of map[uuid.UUID]knowledge.Script
	err := p.read(m, func(tx *tenants.Tx) (err error) { all, of, err = knowledge.Mine(tx); return err })
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("knowledge.nav")}, minePage(all, of))
}

// sheet is a marker's paper with the script beside it.
type sheet struct {
	knowledge.Paper
	script  evidence.Version
	address string
}

func paperPageOf(m *web.Member, title string) ui.Page {
	return ui.Page{Title: title, Crumbs: []ui.Crumb{{Label: m.T.Say("knowledge.nav"), Href: m.Link("/marking")}}}
}

// own reads the reader's marking; undeclared says that nothing but its name is
// open as yet.
func (p pages) own(m *web.Member) (s sheet, undeclared bool, err error) {
	id, err := m.ID("id")
	if err != nil {
		return s, false, err
	}
	err = p.read(m, func(tx *tenants.Tx) (err error) {
		if s.Paper, err = knowledge.MyPaper(tx, id); fault.Is(err, fault.Conflict) {
			undeclared = true
			s.Script, err = knowledge.ScriptByID(tx, s.Marking.ScriptID)
		}
		return err
	})
	return s, undeclared, err
}

// lay puts the script beside the questions. That it is read is noted.
func (p pages) lay(m *web.Member, s *sheet) error {
	err := p.write(m, func(tx *tenants.Tx) (err error) {
		s.script, err = evidence.Open(tx, s.Script.DocumentVersionID, true)
		return err
	})
	if err != nil {
		return err
	}
	address, err := p.room.Address(m.Context(), s.script, true)
	if err == nil {
		s.address = viewer.At(s.script, address, nil)
	}
	return err
}

func (p pages) paper(m *web.Member) error {
	s, undeclared, err := p.own(m)
	switch {
	case err != nil:
		return err
	case undeclared:
		return m.Render(paperPageOf(m, s.Script.CandidateName), declarePage(forms.New(), s))
	case s.Marking.SubmittedAt == nil && s.Script.SettledAt == nil && m.Query("review") != "":
		return m.Render(paperPageOf(m, m.T.Say("knowledge.review_title")), reviewPage(forms.New(), s))
	case s.Marking.SubmittedAt == nil && s.Script.SettledAt == nil:
		if err := p.lay(m, &s); err != nil {
			return err
		}
	}
	return m.Render(paperPageOf(m, s.Script.CandidateName), paperPage(filled(s.Paper), s))
}

func filled(p knowledge.Paper) *forms.Form {
	f := forms.New().Set("revision", strconv.Itoa(p.Marking.Revision))
	for _, q := range p.Questions {
		k := p.Marks[q.ID]
		f.Set(knowledge.NoteField(q.ID), k.Note)
		if k.Marks != nil {
			f.Set(knowledge.MarksField(q.ID), strconv.Itoa(*k.Marks))
		}
	}
	return f
}

func (p pages) declare(m *web.Member) error {
	s, _, err := p.own(m)
	if err != nil {
		return err
	}
	f := m.Form()
	if !f.Bool("none") {
		f.Fail("none", "assessment.declare_required")
	}
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := knowledge.Declare(tx, s.Marking.ID); return err })
	}
	if err != nil {
		return m.Refuse(f, err, paperPageOf(m, s.Script.CandidateName), declarePage(f, s))
	}
	return m.Redirect("/marking/"+s.Marking.ID.String(), "knowledge.declared")
}

func (p pages) decline(m *web.Member) error {
	s, _, err := p.own(m)
	if err != nil {
		return err
	}
	f := m.Form()
	words := f.NeededText("conflict", 1000, "assessment.conflict_required")
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := knowledge.Decline(tx, s.Marking.ID, words); return err })
	}
	if err != nil {
		return m.Refuse(f, err, paperPageOf(m, s.Script.CandidateName), declarePage(f, s))
	}
	return m.Redirect("/marking", "knowledge.declined")
}

// told is what the page's own saving is told.
type told struct {
	Revision int    `json:"revision"`
	Marked   int    `json:"marked"`
	Progress string `json:"progress"`
	Said     string `json:"said"`
}

// save keeps marks, by a press or as one types; or hands in those that were
// kept, once they were looked at together.
func (p pages) save(m *web.Member) error {
	s, undeclared, err := p.own(m)
	if err == nil && undeclared {
		err = fault.New(fault.Conflict, "assessment.undeclared")
	}
	if err != nil {
		return err
	}
	f := m.Form()
	in := knowledge.MarksInput{MarkingID: s.Marking.ID, Revision: f.Int("revision", 0, 1_000_000), Key: f.OptionalText("key", 100), Tried: strings.Fields(f.OptionalText("tried", 4000)),
		Marks: map[uuid.UUID]knowledge.Given{}}
	next := f.OptionalChoice("next", "stay", "review", "submit")
	if next == "submit" {
		return p.submit(m, f, s, in)
	}
	for _, q := range s.Questions {
		given := knowledge.Given{Note: f.OptionalText(knowledge.NoteField(q.ID), knowledge.MaxNote)}
		if typed := f.OptionalText(knowledge.MarksField(q.ID), 4); typed != "" {
			n, err := strconv.Atoi(typed)
			if err != nil {
				f.Fail(knowledge.MarksField(q.ID), "knowledge.mark_range", "Max", q.Marks)
			}
			given.Marks = &n
		}
		in.Marks[q.ID] = given
	}
	var after knowledge.Paper
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) {
			after, err = knowledge.SaveMarks(tx, in)
			return err
		})
	}
	if strings.Contains(m.Header("Accept"), "application/json") {
		if err != nil {
			return err
		}
		return m.JSON(told{after.Marking.Revision, after.Marked(), marked(m, after), m.T.Say("assessment.saved_at", "Clock", m.T.Clock(*after.Marking.SavedAt))})
	}
	if err != nil {
		if s.Marking.SubmittedAt == nil {
			if err := p.lay(m, &s); err != nil {
				return err
			}
		}
		return m.Refuse(f, err, paperPageOf(m, s.Script.CandidateName), paperPage(f, s))
	}
	if next == "review" {
		return m.Redirect("/marking/"+s.Marking.ID.String()+"?review=1", "")
	}
	return m.Redirect("/marking/"+s.Marking.ID.String(), "assessment.saved")
}

// submit hands in the marks as they were kept.
func (p pages) submit(m *web.Member, f *forms.Form, s sheet, in knowledge.MarksInput) error {
	err := f.Err()
	if err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := knowledge.SubmitMarks(tx, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, paperPageOf(m, m.T.Say("knowledge.review_title")), reviewPage(f, s))
	}
	return m.Redirect("/marking/"+s.Marking.ID.String(), "knowledge.handed_in")
}

func marked(m *web.Member, p knowledge.Paper) string {
	return m.T.Say("knowledge.marked_of", "Count", p.Marked(), "Of", len(p.Questions))
}
