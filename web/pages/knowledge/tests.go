package knowledge

import (
	"strconv"

	"github.com/google/uuid"

	"accord/app/knowledge"
	"accord/app/programs"
	"accord/tenants"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// rows are how many more questions than there are the form has room for.
const rows = 5

// library is a program with its tests.
type library struct {
	program   programs.Whole
	tests     []knowledge.Test
	questions map[uuid.UUID][]knowledge.Question
	drafts    bool
}

func (p pages) load(m *web.Member) (l library, err error) {
	id, err := m.ID("id")
	if err != nil {
		return l, err
	}
	err = p.read(m, func(tx *tenants.Tx) (err error) {
		if l.program, err = programs.Load(tx, id); err != nil {
			return err
		}
		l.drafts = tx.Can("draft", &knowledge.Test{TenantID: tx.Tenant(), ID: tx.NewID(), ProgramID: id})
		if l.tests, err = knowledge.Tests(tx, id); err != nil {
			return err
		}
		l.questions, err = knowledge.QuestionsOf(tx, l.tests)
		return err
	})
	return l, err
}

func (l library) draft() (knowledge.Test, bool) {
	if len(l.tests) > 0 && l.tests[0].PublishedAt == nil {
		return l.tests[0], true
	}
	return knowledge.Test{}, false
}

func crumbsOf(m *web.Member, l library) []ui.Crumb {
	return []ui.Crumb{{Label: m.T.Say("programs.title"), Href: m.Link("/programs")}, {Label: l.program.Title, Href: m.Link("/programs/" + l.program.ID.String())}}
}

func (p pages) tests(m *web.Member) error {
	l, err := p.load(m)
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("knowledge.tests"), Crumbs: crumbsOf(m, l)}, testsPage(l))
}

func draftPageOf(m *web.Member, l library) ui.Page {
	return ui.Page{Title: m.T.Say("knowledge.draft"), Crumbs: append(crumbsOf(m, l), ui.Crumb{Label: m.T.Say("knowledge.tests"), Href: m.Link("/programs/" + l.program.ID.String() + "/tests")})}
}

// askDraft is the form of the next version; it begins with what the last one has.
func (p pages) askDraft(m *web.Member) error {
	l, err := p.load(m)
	if err != nil {
		return err
	}
	if !l.drafts {
		return m.Redirect("/programs/"+l.program.ID.String()+"/tests", "")
	}
	f := forms.New().Set("revision", "0").Set("apart", "3")
	if len(l.tests) > 0 {
		t := l.tests[0]
		f.Set("title", t.Title).Set("pass_mark", strconv.Itoa(t.PassMark)).Set("apart", strconv.Itoa(t.Apart))
		if t.PublishedAt == nil {
			f.Set("label", t.Label).Set("revision", strconv.Itoa(t.Revision))
		}
		for i, q := range l.questions[t.ID] {
			f.Set(knowledge.QuestionField(i), q.Words).Set(knowledge.QuestionMarks(i), strconv.Itoa(q.Marks))
		}
	}
	return m.Render(draftPageOf(m, l), draftPage(f, l))
}

func (p pages) saveDraft(m *web.Member) error {
	l, err := p.load(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in := knowledge.Draft{ProgramID: l.program.ID, Revision: f.Int("revision", 0, 1_000_000), Title: f.NeededText("title", knowledge.MaxTitle, "knowledge.title_required"),
		Label: f.NeededText("label", knowledge.MaxLabel, "knowledge.label_required"), PassMark: f.Int("pass_mark", 0, knowledge.MaxMarks*knowledge.MaxQuestions), Apart: f.Int("apart", 0, knowledge.MaxMarks*knowledge.MaxQuestions)}
	for i := range knowledge.MaxQuestions {
		words, marks := f.OptionalText(knowledge.QuestionField(i), knowledge.MaxWords), f.OptionalText(knowledge.QuestionMarks(i), 4)
		if words == "" && marks == "" {
			continue
		}
		n, _ := strconv.Atoi(marks) // what is no number is none, which the test refuses
		in.Questions = append(in.Questions, knowledge.NewQuestion{Words: words, Marks: n})
	}
	publishes := f.OptionalChoice("next", "keep", "publish") == "publish"
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error {
			t, err := knowledge.Save(tx, in)
			if err == nil && publishes {
				_, err = knowledge.Publish(tx, in.ProgramID, t.Revision)
			}
			return err
		})
	}
	if err != nil {
		return m.Refuse(f, err, draftPageOf(m, l), draftPage(f, l))
	}
	if publishes {
		return m.Redirect("/programs/"+l.program.ID.String()+"/tests", "knowledge.published_flash")
	}
	return m.Redirect("/programs/"+l.program.ID.String()+"/tests/draft", "knowledge.saved")
}

// publish publishes the draft as it stands.
func (p pages) publish(m *web.Member) error {
	l, err := p.load(m)
	if err != nil {
		return err
	}
	f := m.Form()
	revision := f.Int("revision", 0, 1_000_000)
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := knowledge.Publish(tx, l.program.ID, revision); return err })
	}
	if err != nil {
		return m.Refuse(f, err, ui.Page{Title: m.T.Say("knowledge.tests"), Crumbs: crumbsOf(m, l)}, testsPage(l))
	}
	return m.Redirect("/programs/"+l.program.ID.String()+"/tests", "knowledge.published_flash")
}
