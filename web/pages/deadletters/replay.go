package deadletters

import (
	"github.com/google/uuid"

	"accord/app/deadletters"
	"accord/app/organisations"
	"accord/tenants"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// shown is one dead job.
type shown struct {
	deadletters.Job
	organisation string
}

// show says what is known of one dead job, with the form that replays it.
func (p pages) show(o *web.Overseer) error {
	s, err := p.load(o)
	if err != nil {
		return err
	}
	return o.Render(pageOf(o, s), showPage(s, forms.New()))
}

// replay puts it on the way again.
func (p pages) replay(o *web.Overseer) error {
	s, err := p.load(o)
	if err != nil {
		return err
	}
	f := o.Form()
	reason := f.OptionalText("reason", 500)
	if err = f.Err(); err == nil {
		err = p.db.Oversee(o.Context(), o.Overseer, purpose, func(tx *tenants.OversightTx) error {
			_, err := deadletters.Replay(tx, s.TenantID, s.ID, reason)
			return err
		})
	}
	if err != nil {
		return o.Refuse(f, err, pageOf(o, s), showPage(s, f))
	}
	return o.Redirect("/jobs", "job.replayed")
}

func (p pages) load(o *web.Overseer) (s shown, err error) {
	tenant, err := o.ID("organisation")
	if err != nil {
		return s, err
	}
	id, err := o.ID("id")
	if err != nil {
		return s, err
	}
	err = p.look(o, func(tx *tenants.OversightTx) error {
		if s.Job, err = deadletters.Find(tx, tenant, id); err != nil {
			return err
		}
		var names map[uuid.UUID]organisations.Organisation
		names, err = organisations.Names(tx, tenant)
		s.organisation = names[tenant].Name
		return err
	})
	return s, err
}

func pageOf(o *web.Overseer, s shown) ui.Page {
	return ui.Page{Title: kindName(o.T, s.Kind), Crumbs: []ui.Crumb{{Label: o.T.Say("job.nav"), Href: o.Link("/jobs")}}}
}
