package spotchecks

import (
	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/app/journal"
	"accord/app/organisations"
	"accord/app/spotchecks"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

// checking is IMI's page of a request.
type checking struct {
	kase         spotchecks.Case
	organisation organisations.Organisation
	open         map[uuid.UUID]evidence.Version // released versions that can be read now
	events       []journal.AuditLog
	concludes    bool
}

// show shows a request with exactly what was released to it.
func (p pages) show(o *web.Overseer) error {
	c, err := p.checking(o)
	if err != nil {
		return err
	}
	return o.Render(ui.Page{Title: c.kase.Holder, Crumbs: imiCrumbs(o)}, showPage(c))
}

func (p pages) checking(o *web.Overseer) (c checking, err error) {
	id, err := o.ID("id")
	if err != nil {
		return c, err
	}
	err = p.look(o, func(tx *tenants.OversightTx) error {
		if c.kase, err = spotchecks.Load(tx, id); err != nil {
			return err
		}
		if c.organisation, err = organisations.Find(tx, c.kase.TenantID); err != nil {
			return err
		}
		c.concludes = c.kase.ClosedAt == nil && tx.Can("conclude", &c.kase.Request)
		if c.open, err = readable(tx, c.kase); err != nil {
			return err
		}
		c.events, err = journal.OfCase(tx, c.kase.TenantID, id)
		return err
	})
	return c, err
}

// readable are the released versions that the row policies show at this
// moment: none once the request is closed.
func readable(tx *tenants.OversightTx, k spotchecks.Case) (map[uuid.UUID]evidence.Version, error) {
	all := map[uuid.UUID]evidence.Version{}
	rows, err := evidence.Disclosed(tx, k.ID)
	for _, v := range rows {
		all[v.ID] = v
	}
	return all, err
}

func imiCrumbs(o *web.Overseer) []ui.Crumb {
	return []ui.Crumb{{Label: o.T.Say("request.nav_imi"), Href: o.Link("/spot-checks")}}
}
