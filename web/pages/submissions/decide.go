package submissions

import (
	"accord/app/submissions"
	"accord/tenants"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

func (p pages) askDecide(o *web.Overseer) error {
	v, err := p.reviewed(o)
	if err != nil {
		return err
	}
	if !v.notes {
		return o.Redirect("/submissions/"+v.submission.ID.String(), "")
	}
	f := forms.New()
	if v.wrong() > 0 {
		f.Set("outcome", string(submissions.Returned))
	}
	return o.Render(decidePageOf(o, v), decidePage(f, v))
}

func decidePageOf(o *web.Overseer, v review) ui.Page {
	return ui.Page{Title: o.T.Say("review.decide"), Crumbs: crumbs(o.Request, crumbOf(o.Request, v.submission))}
}

func (p pages) decide(o *web.Overseer) error {
	v, err := p.reviewed(o)
	if err != nil {
		return err
	}
	f := o.Form()
	in := submissions.Judgement{SubmissionID: v.submission.ID, Reasons: f.OptionalText("reasons", submissions.MaxReasons),
		Outcome: submissions.Outcome(f.Choice("outcome", string(submissions.Accepted), string(submissions.Returned), string(submissions.Refused)))}
	if err = f.Err(); err == nil {
		err = p.oversee(o, func(tx *tenants.OversightTx) error { _, err := submissions.Decide(tx, in); return err })
	}
	if err != nil {
		return o.Refuse(f, err, decidePageOf(o, v), decidePage(f, v))
	}
	return o.Redirect("/submissions/"+v.submission.ID.String(), "review.decided."+string(in.Outcome), "Name", v.submission.Holder)
}
