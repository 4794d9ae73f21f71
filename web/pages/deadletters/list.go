package deadletters

import (
	"github.com/google/uuid"

	"accord/app/deadletters"
	"accord/app/organisations"
	"accord/app/paging"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

// listed is a page of dead jobs, with the organisations that wait for them.
type listed struct {
	page          paging.Page[deadletters.Job]
	organisations map[uuid.UUID]organisations.Organisation
}

// list shows what was given up, the latest first.
func (p pages) list(o *web.Overseer) error {
	var l listed
	err := p.look(o, func(tx *tenants.OversightTx) (err error) {
		if l.page, err = deadletters.List(tx, o.Ask()); err != nil {
			return err
		}
		ids := make([]uuid.UUID, len(l.page.Items))
		for i, j := range l.page.Items {
			ids[i] = j.TenantID
		}
		l.organisations, err = organisations.Names(tx, ids...)
		return err
	})
	if err != nil {
		return err
	}
	return o.Render(ui.Page{Title: o.T.Say("job.nav")}, listPage(l))
}
