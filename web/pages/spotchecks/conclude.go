package spotchecks

import (
	"accord/app/spotchecks"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// askConclude is the form of the outcome.
func (p pages) askConclude(o *web.Overseer) error {
	c, err := p.checking(o)
	switch {
	case err != nil:
		return err
	case c.kase.ClosedAt != nil:
		return o.Redirect("/spot-checks/"+c.kase.ID.String(), "")
	case !c.concludes:
		return fault.Denied()
	}
	return o.Render(ui.Page{Title: o.T.Say("request.conclude"), Crumbs: imiCrumbs(o)}, concludePage(c, forms.New()))
}

// conclude records it; the opening ends.
func (p pages) conclude(o *web.Overseer) error {
	id, err := o.ID("id")
	if err != nil {
		return err
	}
	f := o.Form()
	outcome, summary := f.Choice("outcome", spotchecks.Outcomes...), f.NeededText("summary", 4000, "request.summary_required")
	err = f.Err()
	if err == nil {
		err = p.oversee(o, "to record the outcome of a spot check", func(tx *tenants.OversightTx) error {
			_, err := spotchecks.Conclude(tx, id, outcome, summary)
			return err
		})
	}
	if err != nil {
		c, broken := p.checking(o)
		if broken != nil {
			return broken
		}
		return o.Refuse(f, err, ui.Page{Title: o.T.Say("request.conclude"), Crumbs: imiCrumbs(o)}, concludePage(c, f))
	}
	return o.Redirect("/spot-checks/"+id.String(), "request.said.concluded")
}
