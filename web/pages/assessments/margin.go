package assessments

import (
	"slices"
	"strconv"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/evidence"
	"accord/app/notes"
	"accord/tenants"
	"accord/web"
)

// margin is what was noted beside the documents, as far as the reader may see it.
type margin struct {
	notes []notes.Note
	opens map[uuid.UUID]bool // documents that the reader may open
	of    assessments.Comparison
}

func marginOf(tx *tenants.Tx, c assessments.Comparison) (m margin, err error) {
	m.of = c
	if m.notes, err = notes.OfAssessment(tx, c.Assessment.ID); err != nil {
		return m, err
	}
	var which []uuid.UUID
	for _, n := range m.notes {
		if !slices.Contains(which, n.DocumentVersionID) {
			which = append(which, n.DocumentVersionID)
		}
	}
	documents, err := evidence.Visible(tx, which)
	m.opens = make(map[uuid.UUID]bool, len(documents))
	for _, v := range documents {
		m.opens[v.ID] = tx.Can("open", &v)
	}
	return m, err
}

// who is a note's assessor.
func (m margin) who(n notes.Note) string {
	at := slices.IndexFunc(m.of.Assignments, func(g assessments.Assignment) bool { return g.MembershipID == n.MembershipID })
	if at < 0 {
		return ""
	}
	return m.of.Assignments[at].AssessorName
}

// about is what a note's criterion asks for; "" where it is about none.
func (m margin) about(n notes.Note, locale string) string {
	at := slices.IndexFunc(m.of.Rows, func(r assessments.ComparedRow) bool { return n.CriterionID != nil && r.Criterion.ID == *n.CriterionID })
	if at < 0 {
		return ""
	}
	return m.of.Rows[at].Criterion.TitleIn(locale)
}

// export is a table of the sheets that are in: each mark with its words, and
// what was noted beside the documents.
func (p pages) export(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	var c assessments.Comparison
	var in margin
	err = p.read(m, func(tx *tenants.Tx) (err error) {
		if c, err = assessments.Compare(tx, id); err != nil {
			return err
		}
		in, err = marginOf(tx, c)
		return err
	})
	if err != nil {
		return err
	}
	say := func(key string) string { return m.T.Say(key) }
	header := []string{say("assessment.assessor"), say("assessment.criterion"), say("assessment.points"), say("note.of"), say("note.document"), say("note.at"), say("assessment.note")}
	var rows [][]string
	for i, s := range c.Sheets {
		who := assessorOf(c, s)
		for _, r := range c.Rows {
			points := say("assessment.not_seen")
			if r.Scores[i].Points != nil {
				points = strconv.Itoa(*r.Scores[i].Points)
			}
			rows = append(rows, []string{who, r.Criterion.TitleIn(m.T.Locale()), points, strconv.Itoa(r.Criterion.ScaleMax), "", "", r.Scores[i].Note})
		}
		for _, n := range in.notes {
			if n.MembershipID == s.MembershipID {
				rows = append(rows, []string{who, in.about(n, m.T.Locale()), "", "", n.DocumentTitle, n.At(), n.Words})
			}
		}
		if s.Comment != "" {
			rows = append(rows, []string{who, say("assessment.comment"), "", "", "", "", s.Comment})
		}
	}
	return m.SendTable(say("note.export_file"), header, rows)
}
