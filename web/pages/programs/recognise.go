package programs

import (
	"time"

	"github.com/google/uuid"

	"accord/app/journal"
	"accord/app/organisations"
	"accord/app/paging"
	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// proposed is IMI's list of programs.
type proposed struct {
	page   paging.Page[programs.Listed]
	filter programs.Filter
	names  map[uuid.UUID]organisations.Organisation
}

func (p pages) proposals(o *web.Overseer) error {
	l, err := p.proposed(o, func(tx *tenants.OversightTx, f programs.Filter) (paging.Page[programs.Listed], error) {
		return programs.Proposals(tx, f, paging.Ask{After: o.Query("after"), Before: o.Query("before")})
	})
	if err != nil {
		return err
	}
	return o.Render(ui.Page{Title: o.T.Say("programs.title_imi")}, proposalsPage(l))
}

func emptyTitle(l proposed) string {
	if l.filter.Waiting {
		return "programs.none_waiting"
	}
	return "programs.none_here"
}

// proposed reads what the address asks for, by read.
func (p pages) proposed(o *web.Overseer, read func(*tenants.OversightTx, programs.Filter) (paging.Page[programs.Listed], error)) (proposed, error) {
	l := proposed{filter: programs.Filter{Kind: only(o.Query("kind"), programs.Kinds)}}
	switch o.Query("show") {
	case "all":
	case "recognised":
		l.filter.Recognised = true
	default:
		l.filter.Waiting = true
	}
	err := p.db.OverseeRead(o.Context(), o.Overseer, "list the programs put forward", func(tx *tenants.OversightTx) (err error) {
		if l.page, err = read(tx, l.filter); err != nil {
			return err
		}
		ids := make([]uuid.UUID, len(l.page.Items))
		for i, one := range l.page.Items {
			ids[i] = one.TenantID
		}
		l.names, err = organisations.Names(tx, ids...)
		return err
	})
	return l, err
}

// export gives the list, narrowed as it is on the page, as a table.
func (p pages) export(o *web.Overseer) error {
	l, err := p.proposed(o, func(tx *tenants.OversightTx, f programs.Filter) (page paging.Page[programs.Listed], err error) {
		page.Items, err = paging.Every(paging.Ask{}, func(ask paging.Ask) (paging.Page[programs.Listed], error) { return programs.Proposals(tx, f, ask) })
		return page, err
	})
	if err != nil {
		return err
	}
	ctx, rows := ui.With(o.Context(), o.View()), make([][]string, len(l.page.Items))
	for i, one := range l.page.Items {
		audit := ""
		if r := one.Recognition; r != nil && r.WithdrawnAt == nil {
			audit = r.NextAuditOn.Format(time.DateOnly)
		}
		rows[i] = []string{one.Title, l.names[one.TenantID].Name, one.Kind, languageNames(ctx, one.Spoken()), o.T.Say("programs.state." + string(one.State())), one.ProposedAt.In(o.T.Zone()).Format(time.DateOnly), audit}
	}
	return o.SendTable(o.T.Say("programs.export_file"), []string{o.T.Say("programs.one"), o.T.Say("organisations.one"), o.T.Say("programs.kind_label"), o.T.Say("programs.language_label"), o.T.Say("programs.state_label"),
		o.T.Say("programs.proposed_on"), o.T.Say("programs.next_audit")}, rows)
}

func (p pages) loadProposed(o *web.Overseer) (s shown, err error) {
	tenant, err := o.ID("organisation")
	if err != nil {
		return s, err
	}
	id, err := o.ID("id")
	if err != nil {
		return s, err
	}
	err = p.db.OverseeRead(o.Context(), o.Overseer, "read a program put forward", func(tx *tenants.OversightTx) error {
		if s.Whole, err = programs.LoadProposed(tx, tenant, id); err != nil {
			return err
		}
		if s.organisation, err = organisations.Find(tx, tenant); err != nil {
			return err
		}
		s.recognises = s.State() == programs.Proposed && tx.Can("create", &programs.Recognition{TenantID: tenant, ID: tx.NewID(), ProgramID: id})
		s.events, err = journal.OfCase(tx, tenant, id)
		return err
	})
	return s, err
}

func (s shown) pageIMI(o *web.Overseer) ui.Page {
	return ui.Page{Title: s.Title, Crumbs: []ui.Crumb{
		{Label: o.T.Say("organisations.title"), Href: o.Link("/organisations")},
		{Label: s.organisation.Name, Href: o.Link("/organisations/" + s.TenantID.String())},
	}}
}

func (p pages) proposal(o *web.Overseer) error {
	s, err := p.loadProposed(o)
	if err != nil {
		return err
	}
	return o.Render(s.pageIMI(o), showPage(s))
}

func (p pages) askRecognise(o *web.Overseer) error {
	s, err := p.loadProposed(o)
	if err != nil {
		return err
	}
	if !s.recognises {
		if s.State() != programs.Proposed {
			return fault.New(fault.Conflict, "programs.not_proposed")
		}
		return fault.Denied()
	}
	return o.Render(s.pageIMI(o), recognisePage(forms.New(), s))
}

func (p pages) recognise(o *web.Overseer) error {
	s, err := p.loadProposed(o)
	if err != nil {
		return err
	}
	f := o.Form()
	if err = f.Err(); err == nil {
		err = p.db.Oversee(o.Context(), o.Overseer, "recognise a program", func(tx *tenants.OversightTx) error {
			_, err := programs.Recognise(tx, s.TenantID, s.ID)
			return err
		})
	}
	if err != nil {
		return o.Refuse(f, err, s.pageIMI(o), recognisePage(f, s))
	}
	return o.Redirect("/organisations/"+s.TenantID.String()+"/programs/"+s.ID.String(), "programs.was_recognised", "Title", s.Title)
}
