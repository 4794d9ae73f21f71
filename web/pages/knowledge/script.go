package knowledge

import (
	"slices"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/evidence"
	"accord/app/knowledge"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// sitting is an assessment with its candidate's test.
type sitting struct {
	assessment assessments.Assessment
	script     knowledge.Script
	filed      bool
	test       knowledge.Test
	questions  []knowledge.Question
	markings   []knowledge.Marking
	marks      map[uuid.UUID]map[uuid.UUID]knowledge.Mark // that are in: by marking, by question
	tests      []knowledge.Test                           // that can be filed
	papers     []evidence.Version                         // of the candidate's
	choices    []knowledge.Choice
	files      bool // the reader files, assigns and takes back
	settles    bool
}

func (p pages) sitting(m *web.Member) (s sitting, err error) {
	id, err := m.ID("id")
	if err != nil {
		return s, err
	}
	err = p.read(m, func(tx *tenants.Tx) (err error) {
		if s.assessment, err = assessments.Get(tx, id); err != nil {
			return err
		}
		if s.script, s.filed, err = knowledge.ScriptOf(tx, id); err != nil {
			return err
		}
		next := knowledge.Script{TenantID: tx.Tenant(), ID: tx.NewID(), AssessmentID: id, ProgramID: s.assessment.ProgramID}
		s.files = s.assessment.DecidedAt == nil && s.script.SettledAt == nil && tx.Can("file", &next)
		if !s.filed {
			return s.offers(tx)
		}
		return s.details(tx)
	})
	return s, err
}

// offers are what can be filed.
func (s *sitting) offers(tx *tenants.Tx) (err error) {
	if !s.files {
		return fault.Absent("knowledge_script")
	}
	if s.tests, err = knowledge.Tests(tx, s.assessment.ProgramID); err != nil {
		return err
	}
	s.tests = slices.DeleteFunc(s.tests, func(t knowledge.Test) bool { return t.PublishedAt == nil })
	s.papers, err = evidence.OfCandidate(tx, s.assessment.CandidateID)
	s.papers = slices.DeleteFunc(s.papers, func(v evidence.Version) bool { return v.Kind != "knowledge_script" || v.State != evidence.Typed })
	return err
}

func (s *sitting) details(tx *tenants.Tx) (err error) {
	if s.test, err = knowledge.TestOf(tx, s.script.TestID); err != nil {
		return err
	}
	if s.questions, err = knowledge.Questions(tx, s.test.ID); err != nil {
		return err
	}
	if s.markings, err = knowledge.Markings(tx, s.script.ID); err != nil {
		return err
	}
	if s.marks, err = knowledge.MarksOf(tx, s.script.ID); err != nil {
		return err
	}
	third := slices.ContainsFunc(s.markings, func(g knowledge.Marking) bool { return g.Place == 3 })
	s.settles = s.script.ApartAt != nil && !third && tx.Can("settle", &s.script)
	if s.files && (s.script.ApartAt != nil && !third || s.script.ApartAt == nil && len(s.markings) < 2) {
		s.choices, err = knowledge.Choices(tx, s.script)
	}
	return err
}

// total is what a marker's marks add up to, once they are in.
func (s sitting) total(g knowledge.Marking) (sum int, in bool) {
	for _, k := range s.marks[g.ID] {
		if k.Marks != nil {
			sum += *k.Marks
		}
	}
	return sum, g.SubmittedAt != nil && len(s.marks[g.ID]) > 0
}

func pageOf(m *web.Member, s sitting) ui.Page {
	return ui.Page{Title: m.T.Say("knowledge.one"), Crumbs: []ui.Crumb{{Label: m.T.Say("assessment.nav"), Href: m.Link("/assessments")},
		{Label: s.assessment.CandidateName, Href: m.Link("/assessments/" + s.assessment.ID.String())}}}
}

func (p pages) script(m *web.Member) error {
	s, err := p.sitting(m)
	if err != nil {
		return err
	}
	return m.Render(pageOf(m, s), scriptPage(forms.New(), s))
}

// acts runs a verb on a form of this page.
func (p pages) acts(m *web.Member, said string, read func(f *forms.Form, s sitting) func(*tenants.Tx) error) error {
	s, err := p.sitting(m)
	if err != nil {
		return err
	}
	f := m.Form()
	verb := read(f, s)
	if err = f.Err(); err == nil {
		err = p.write(m, verb)
	}
	if err != nil {
		return m.Refuse(f, err, pageOf(m, s), scriptPage(f, s))
	}
	return m.Redirect("/assessments/"+s.assessment.ID.String()+"/test", said)
}

func (p pages) file(m *web.Member) error {
	return p.acts(m, "knowledge.filed", func(f *forms.Form, s sitting) func(*tenants.Tx) error {
		in := knowledge.NewScript{AssessmentID: s.assessment.ID, TestID: f.UUID("test"), VersionID: f.UUID("document"), SatOn: f.Date("sat_on")}
		return func(tx *tenants.Tx) error { _, err := knowledge.File(tx, in); return err }
	})
}

func (p pages) takeBack(m *web.Member) error {
	return p.acts(m, "knowledge.taken_back", func(_ *forms.Form, s sitting) func(*tenants.Tx) error {
		return func(tx *tenants.Tx) error { _, err := knowledge.TakeBack(tx, s.script.ID); return err }
	})
}

func (p pages) assign(m *web.Member) error {
	return p.acts(m, "knowledge.assigned", func(f *forms.Form, s sitting) func(*tenants.Tx) error {
		who := f.UUID("marker")
		return func(tx *tenants.Tx) error { _, err := knowledge.Assign(tx, s.script.ID, who); return err }
	})
}

func (p pages) unassign(m *web.Member) error {
	marking, err := m.ID("marking")
	if err != nil {
		return err
	}
	return p.acts(m, "knowledge.unassigned", func(_ *forms.Form, s sitting) func(*tenants.Tx) error {
		return func(tx *tenants.Tx) error {
			if !slices.ContainsFunc(s.markings, func(g knowledge.Marking) bool { return g.ID == marking }) {
				return fault.Absent("knowledge_marking")
			}
			_, err := knowledge.Unassign(tx, marking)
			return err
		}
	})
}

func (p pages) settle(m *web.Member) error {
	return p.acts(m, "knowledge.settled_flash", func(f *forms.Form, s sitting) func(*tenants.Tx) error {
		in := knowledge.Agreement{ScriptID: s.script.ID, Marks: f.Int("marks", 0, knowledge.MaxMarks*knowledge.MaxQuestions), Minute: f.NeededText("minute", knowledge.MaxMinute, "assessment.reasons_required")}
		return func(tx *tenants.Tx) error { _, err := knowledge.Settle(tx, in); return err }
	})
}
