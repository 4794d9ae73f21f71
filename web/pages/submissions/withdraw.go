package submissions

import (
	"accord/app/submissions"
	"accord/tenants"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

func (p pages) askWithdraw(m *web.Member) error {
	v, err := p.submitting(m)
	if err != nil {
		return err
	}
	if !v.withdraws {
		return m.Redirect("/submissions/"+v.submission.ID.String(), "")
	}
	return m.Render(withdrawPageOf(m, v), withdrawPage(forms.New(), v))
}

func withdrawPageOf(m *web.Member, v shown) ui.Page {
	return ui.Page{Title: m.T.Say("submission.withdraw"), Crumbs: crumbs(m.Request, crumbOf(m.Request, v.submission))}
}

func (p pages) withdraw(m *web.Member) error {
	v, err := p.submitting(m)
	if err != nil {
		return err
	}
	f := m.Form()
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := submissions.Withdraw(tx, v.submission.ID); return err })
	}
	if err != nil {
		return m.Refuse(f, err, withdrawPageOf(m, v), withdrawPage(f, v))
	}
	return m.Redirect("/submissions/"+v.submission.ID.String(), "submission.withdrawn")
}
