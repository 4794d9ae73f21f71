package assessments

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"accord/app/adjustments"
	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/evidence"
	"accord/app/notes"
	"accord/app/programs"
	"accord/app/readiness"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	library "accord/web/pages/evidence"
	ui "accord/web/templates"
)

// desk is the workspace: the criteria, the candidate's file, and the document
// that lies beside them.
type desk struct {
	sheet   assessments.Sheet
	program programs.Program
	file    []evidence.Version
	logbook candidates.Totals
	beside  *evidence.Version
	address string       // of its bytes
	at      *int         // the place in it that is asked for
	notes   []notes.Note // the reader's own
	needs   []adjustments.Adjustment
	ready   readiness.Sheet    // what the file comes to before it is judged
	older   []evidence.Version // documents of these that the file has in another version now
}

func (p pages) sheet(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	d, err := p.desk(m, id)
	if fault.CodeOf(err) == fault.Conflict { // not declared as yet
		return m.Redirect("/assessments/"+id.String()+"/declaration", "")
	}
	if err != nil {
		return err
	}
	if d.sheet.SubmittedAt != nil || d.sheet.Assessment.DecidedAt != nil {
		return m.Redirect("/assessments/"+id.String()+"/comparison", "")
	}
	if err := p.lay(m, &d); err != nil {
		return err
	}
	return m.Render(d.page(m), deskPage(filledIn(d.sheet), d))
}

func (d desk) page(m *web.Member) ui.Page {
	return ui.Page{Title: d.sheet.Assessment.CandidateName, Crumbs: crumbs(m)}
}

func (p pages) desk(m *web.Member, id uuid.UUID) (d desk, err error) {
	err = p.read(m, func(tx *tenants.Tx) (err error) {
		if d.sheet, err = assessments.MySheet(tx, id); err != nil {
			return err
		}
		if d.program, err = assessments.ProgramOf(tx, id); err != nil {
			return err
		}
		if d.file, err = evidence.OfCandidate(tx, d.sheet.Assessment.CandidateID); err != nil {
			return err
		}
		entries, err := candidates.Logbook(tx, d.sheet.Assessment.CandidateID)
		if err != nil {
			return err
		}
		d.logbook = candidates.Sum(entries)
		if d.ready, err = readiness.OfSheet(tx, d.sheet.Assessment, entries); err != nil {
			return err
		}
		if d.needs, err = adjustments.InForce(tx, d.sheet.Assessment.CandidateID); err != nil {
			return err
		}
		if d.notes, err = notes.Mine(tx, id); err != nil {
			return err
		}
		return d.olderOnes(tx)
	})
	return d, err
}

// olderOnes reads the documents of notes that the file has in another version
// by now.
func (d *desk) olderOnes(tx *tenants.Tx) (err error) {
	var missing []uuid.UUID
	for _, n := range d.notes {
		if d.version(n.DocumentVersionID).ID == uuid.Nil && !slices.Contains(missing, n.DocumentVersionID) {
			missing = append(missing, n.DocumentVersionID)
		}
	}
	d.older, err = evidence.ByIDs(tx, missing)
	return err
}

// lay puts the document that the address names beside the criteria. That it is
// read is noted, as in the viewer.
func (p pages) lay(m *web.Member, d *desk) error {
	id, err := uuid.Parse(m.Query("document"))
	if err != nil {
		return nil
	}
	for _, v := range slices.Concat(d.file, d.older) {
		if v.ID != id || v.State != evidence.Typed {
			continue
		}
		err := p.write(m, func(tx *tenants.Tx) (err error) { v, err = evidence.Open(tx, id, true); return err })
		if err != nil {
			return err
		}
		var address *url.URL
		if address, err = p.room.Address(m.Context(), v, true); err != nil {
			return err
		}
		d.beside = &v
		if at, err := strconv.Atoi(m.Query("at")); err == nil && at >= notes.MinPlace(v) && at <= notes.MaxPlace(v) {
			d.at = &at
		}
		d.address = library.At(v, address, d.at)
	}
	return nil
}

// filledIn is the form as the sheet has it.
func filledIn(s assessments.Sheet) *forms.Form {
	f := forms.New().Set("revision", strconv.Itoa(s.Revision)).Set("comment", s.Comment)
	for _, c := range s.Criteria {
		line := s.Scores[c.ID]
		f.Set(assessments.NoteField(c.ID), line.Note)
		if line.Points != nil {
			f.Set(assessments.PointsField(c.ID), strconv.Itoa(*line.Points))
		} else if line.NotSeen {
			f.Set(assessments.PointsField(c.ID), notSeen)
		}
	}
	return f
}

// saved is what the page's own saving is told.
type saved struct {
	Revision int    `json:"revision"`
	Marked   int    `json:"marked"`
	Progress string `json:"progress"`
	Said     string `json:"said"`
}

// save keeps what was written: by a press of a button, or as one types.
func (p pages) save(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	d, err := p.desk(m, id)
	if err != nil {
		return err
	}
	f := m.Form()
	in, next := read(f, d.sheet)
	var s assessments.Sheet
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) { s, err = assessments.SaveSheet(tx, in); return err })
	}
	if strings.Contains(m.Header("Accept"), "application/json") {
		if err != nil {
			return err
		}
		return m.JSON(saved{s.Revision, s.Marked(), m.T.Say("assessment.marked_of", "Count", s.Marked(), "Of", len(s.Criteria)),
			m.T.Say("assessment.saved_at", "Clock", m.T.Clock(s.SavedAt))})
	}
	if err != nil {
		return m.Refuse(f, err, d.page(m), deskPage(f, d))
	}
	if next == "review" {
		return m.Redirect("/assessments/"+id.String()+"/sheet/submission", "")
	}
	return m.Redirect("/assessments/"+id.String()+"/sheet", "assessment.saved")
}

// read reads a sheet's form: revision, comment, and a mark and a note for each
// criterion.
func read(f *forms.Form, s assessments.Sheet) (in assessments.SheetInput, next string) {
	in = assessments.SheetInput{AssessmentID: s.Assessment.ID, Revision: f.Int("revision", 0, 1_000_000), Comment: f.OptionalText("comment", assessments.MaxComment),
		Key: f.OptionalText("key", assessments.MaxKey), Tried: strings.Fields(f.OptionalText("tried", 4000)), Marks: make(map[uuid.UUID]assessments.Mark, len(s.Criteria))}
	next = f.OptionalChoice("next", "stay", "review")
	for _, c := range s.Criteria {
		mark := assessments.Mark{Note: f.OptionalText(assessments.NoteField(c.ID), assessments.MaxNote)}
		field := assessments.PointsField(c.ID)
		if typed := f.OptionalText(field, 10); typed == notSeen {
			mark.NotSeen = true
		} else if typed != "" {
			n, err := strconv.Atoi(typed)
			if err != nil {
				f.Fail(field, "assessment.points_range", "Max", c.ScaleMax)
			}
			mark.Points = &n
		}
		in.Marks[c.ID] = mark
	}
	return in, next
}
