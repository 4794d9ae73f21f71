package register

import (
	"time"

	"accord/app/paging"
	"accord/app/register"
	"accord/tenants"
	"accord/web"
)

// exportGraduates gives the organisation's graduates, narrowed as on the page,
// as a table.
func (p pages) exportGraduates(m *web.Member) error {
	l := listed{filter: filterOf(m.Request)}
	err := p.db.Read(m.Context(), m.Member, func(tx *tenants.Tx) error { return l.every(tx, m.Ask()) })
	if err != nil {
		return err
	}
	return l.send(m.Request, "register.graduates_file", m.OrganisationZone())
}

// export gives the register, narrowed as on the page, as a table.
func (p pages) export(o *web.Overseer) error {
	l := listed{filter: filterAtIMI(o), imi: true}
	err := p.look(o, func(tx *tenants.OversightTx) error { return l.every(tx, o.Ask()) })
	if err != nil {
		return err
	}
	return l.send(o.Request, "register.export_file", o.T.Zone())
}

func (l *listed) every(tx tenants.Transaction, asked paging.Ask) (err error) {
	l.page.Items, err = paging.Every(asked, func(ask paging.Ask) (paging.Page[register.Credential], error) {
		return register.List(tx, l.filter, ask)
	})
	if err != nil {
		return err
	}
	return l.name(tx)
}

func (l listed) send(r *web.Request, name string, zone *time.Location) error {
	rows := make([][]string, len(l.page.Items))
	for i, c := range l.page.Items {
		state, revoked := "register.valid", ""
		if c.RevokedAt != nil {
			state, revoked = "register.revoked", c.RevokedAt.In(zone).Format(time.DateOnly)
		}
		of := l.published[c.ID]
		rows[i] = []string{c.Number, c.Holder, r.T.Say("certification." + c.Certification), of.Organisation, of.Program, c.AwardedOn.Format(time.DateOnly), r.T.Say(state), revoked}
	}
	header := []string{r.T.Say("register.number"), r.T.Say("register.holder"), r.T.Say("register.certification"), r.T.Say("register.organisation"), r.T.Say("register.program"),
		r.T.Say("register.awarded_on"), r.T.Say("register.state"), r.T.Say("register.revoked_on")}
	return r.SendTable(r.T.Say(name), header, rows)
}
