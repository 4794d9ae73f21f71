package assessments

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/evidence"
	"accord/app/notes"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
)

// noteForm is a note's form, and what stands on file where that is another.
type noteForm struct {
	desk    desk
	version evidence.Version
	id      uuid.UUID   // the note's; the zero id of a new one
	theirs  *notes.Note // what another window made of it
}

// kept is what the page's own saving of a note is told.
type kept struct {
	ID       uuid.UUID `json:"id"`
	Revision int       `json:"revision"`
	Place    int       `json:"place"`
	Said     string    `json:"said"` // the place
}

// clash is what it is told where another window was first.
type clash struct {
	Detail   string `json:"detail"`
	ID       string `json:"id"`
	Revision int    `json:"revision"`
	Removed  bool   `json:"removed"`
	Place    int    `json:"place"`
	Said     string `json:"said"`
	At       string `json:"at"`
	Of       string `json:"criterion"`
	Words    string `json:"words"`
}

// keepNote keeps a new note, or what became of one: the note's mark says which.
func (p pages) keepNote(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	d, err := p.desk(m, id)
	if err != nil {
		return err
	}
	f := m.Form()
	in := notes.Input{AssessmentID: id, VersionID: f.UUID("version"), Mark: f.Text("mark", notes.MaxMark), Words: f.OptionalText("words", 4*notes.MaxWords),
		Revision: f.Int("revision", 0, 1_000_000), Key: f.OptionalText("key", notes.MaxMark), Tried: strings.Fields(f.OptionalText("tried", 4000))}
	if criterion := f.OptionalUUID("criterion"); criterion != uuid.Nil {
		in.CriterionID = &criterion
	}
	version := d.version(in.VersionID)
	place, read := notes.Read(f.OptionalText("place", 20), version.IsVideo())
	if in.Place = place; !read {
		in.Place = -1 // which is nowhere
	}
	var n notes.Note
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) { n, err = notes.Keep(tx, in); return err })
	}
	wants := strings.Contains(m.Header("Accept"), "application/json")
	var theirs *notes.Note
	if fault.CodeOf(err) == fault.Conflict && n.ID != uuid.Nil {
		theirs = &n
		if wants {
			return m.Conflict(clashOf(m, err, n))
		}
	}
	switch {
	case wants && err != nil:
		return err
	case err != nil && version.ID == uuid.Nil:
		return err
	case err != nil:
		if theirs != nil { // who presses again has seen it
			f.Set("revision", strconv.Itoa(n.Revision)).Set("tried", "")
			if n.RemovedAt != nil {
				f.Set("revision", "0").Set("mark", uuid.NewString())
			}
		}
		return m.Refuse(f, err, d.page(m), notePage(f, noteForm{desk: d, version: version, id: n.ID, theirs: theirs}))
	case wants:
		return m.JSON(kept{n.ID, n.Revision, n.Place, n.At()})
	}
	return m.Redirect(besidePath(n), "note.kept")
}

func clashOf(m *web.Member, err error, n notes.Note) (c clash) {
	if refused, is := errors.AsType[*fault.Error](err); is {
		c.Detail = m.T.Sentence(refused.Sentence)
	}
	c = clash{Detail: c.Detail, ID: n.ID.String(), Revision: n.Revision, Removed: n.RemovedAt != nil, Place: n.Place, Said: n.At(),
		At: m.T.Clock(n.SavedAt), Words: n.Words}
	if n.CriterionID != nil {
		c.Of = n.CriterionID.String()
	}
	return c
}

// note is the page of one note: to change it, or to take it out.
func (p pages) note(m *web.Member) error {
	n, d, err := p.myNote(m)
	if err != nil {
		return err
	}
	f := noteOf(n)
	return m.Render(d.page(m), notePage(f, noteForm{desk: d, version: d.version(n.DocumentVersionID), id: n.ID}))
}

func (p pages) removeNote(m *web.Member) error {
	n, d, err := p.myNote(m)
	if err != nil {
		return err
	}
	f := m.Form()
	revision := f.Int("revision", 0, 1_000_000)
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := notes.Remove(tx, n.AssessmentID, n.ID, revision); return err })
	}
	wants := strings.Contains(m.Header("Accept"), "application/json")
	switch {
	case wants && err != nil:
		return err
	case err != nil:
		again := noteOf(n)
		return m.Refuse(again, err, d.page(m), notePage(again, noteForm{desk: d, version: d.version(n.DocumentVersionID), id: n.ID}))
	case wants:
		return m.JSON(kept{ID: n.ID})
	}
	return m.Redirect(besidePath(n), "note.removed")
}

// myNote reads a note of the reader's own that can still be changed.
func (p pages) myNote(m *web.Member) (n notes.Note, d desk, err error) {
	id, err := m.ID("id")
	if err != nil {
		return n, d, err
	}
	which, err := m.ID("note")
	if err != nil {
		return n, d, err
	}
	if d, err = p.desk(m, id); err != nil {
		return n, d, err
	}
	at := slices.IndexFunc(d.notes, func(n notes.Note) bool { return n.ID == which })
	if at < 0 {
		return n, d, fault.Absent("assessment_note")
	}
	return d.notes[at], d, nil
}

func noteOf(n notes.Note) *forms.Form {
	f := forms.New().Set("version", n.DocumentVersionID.String()).Set("mark", n.Mark).Set("revision", strconv.Itoa(n.Revision)).
		Set("place", n.At()).Set("words", n.Words)
	if n.CriterionID != nil {
		f.Set("criterion", n.CriterionID.String())
	}
	return f
}

// newNote is the form of a note that is not written yet.
func (d desk) newNote() *forms.Form {
	place := notes.MinPlace(*d.beside)
	if d.at != nil {
		place = *d.at
	}
	return forms.New().Named("new-").Set("version", d.beside.ID.String()).Set("mark", uuid.NewString()).Set("revision", "0").
		Set("place", notes.Say(place, d.beside.IsVideo()))
}

func besidePath(n notes.Note) string {
	return "/assessments/" + n.AssessmentID.String() + "/sheet?document=" + n.DocumentVersionID.String() + "&at=" + strconv.Itoa(n.Place) + "#notes"
}

// version is a document of the file, or one that a note is on.
func (d desk) version(id uuid.UUID) evidence.Version {
	for _, v := range slices.Concat(d.file, d.older) {
		if v.ID == id {
			return v
		}
	}
	return evidence.Version{}
}

// besides are the notes on the document that lies open.
func (d desk) besides() []notes.Note {
	return slices.DeleteFunc(slices.Clone(d.notes), func(n notes.Note) bool { return d.beside == nil || n.DocumentVersionID != d.beside.ID })
}

// notesOn counts those on a document.
func (d desk) notesOn(v evidence.Version) (count int) {
	for _, n := range d.notes {
		if n.DocumentVersionID == v.ID {
			count++
		}
	}
	return count
}

// notesAbout are those that are about a criterion.
func (d desk) notesAbout(c assessments.AssessmentCriterion) []notes.Note {
	return slices.DeleteFunc(slices.Clone(d.notes), func(n notes.Note) bool { return n.CriterionID == nil || *n.CriterionID != c.ID })
}
