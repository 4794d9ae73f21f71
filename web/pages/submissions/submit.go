package submissions

import (
	"accord/app/submissions"
	"accord/tenants"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// askSubmit shows what is put forward and opened, and asks for the declaration.
func (p pages) askSubmit(m *web.Member) error {
	v, err := p.submitting(m)
	if err != nil {
		return err
	}
	if v.submission.SubmittedAt != nil {
		return m.Redirect("/submissions/"+v.submission.ID.String(), "")
	}
	return m.Render(submitPageOf(m, v), submitPage(forms.New().Set("name", m.Name()), v))
}

func submitPageOf(m *web.Member, v shown) ui.Page {
	return ui.Page{Title: m.T.Say("submission.declaration"), Crumbs: crumbs(m.Request, crumbOf(m.Request, v.submission))}
}

func (p pages) submitting(m *web.Member) (shown, error) {
	id, err := m.ID("id")
	if err != nil {
		return shown{}, err
	}
	return p.shown(m, id)
}

func (p pages) submit(m *web.Member) error {
	v, err := p.submitting(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in := submissions.Declaration{SubmissionID: v.submission.ID, Name: f.NeededText("name", 200, "submission.name_required"), Agreed: f.Bool("agreed"), Words: words(m, v)}
	if !in.Agreed {
		f.Fail("agreed", "submission.declaration_required")
	}
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := submissions.Submit(tx, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, submitPageOf(m, v), submitPage(f, v))
	}
	return m.Redirect("/submissions/"+v.submission.ID.String(), "submission.submitted", "Name", v.submission.Holder)
}

// words are what is declared, in the language in which it was read.
func words(m *web.Member, v shown) string {
	return m.T.Say("submission.declare_words", "Name", v.submission.Holder, "Certification", m.T.Say("certification."+v.submission.Certification))
}
