package organisations

import (
	"strconv"
	"time"

	"github.com/a-h/templ"

	"accord/app/journal"
	"accord/app/organisations"
	"accord/app/paging"
	"accord/app/people"
	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// listed is IMI's list of organisations.
type listed struct {
	page    paging.Page[organisations.Known]
	filter  organisations.Filter
	account int // the type asked for; 0 is any
	invites bool
}

func (l listed) narrowed() bool {
	return l.filter.Search != "" || l.filter.Country != "" || l.filter.State != "" || l.account != 0
}

func (p pages) list(o *web.Overseer) error {
	l, err := p.listed(o, func(tx *tenants.OversightTx, f organisations.Filter) (paging.Page[organisations.Known], error) {
		return organisations.List(tx, f, o.Ask())
	})
	if err != nil {
		return err
	}
	return o.Render(ui.Page{Title: o.T.Say("organisations.title")}, listPage(l))
}

// listed reads what the address asks for, by read.
func (p pages) listed(o *web.Overseer, read func(*tenants.OversightTx, organisations.Filter) (paging.Page[organisations.Known], error)) (listed, error) {
	l := listed{invites: o.HasRole(tenants.RoleIMIAdministrator), filter: organisations.Filter{Search: o.Query("q"), Country: o.Query("country")}}
	switch state := o.Query("state"); state {
	case organisations.Invited, organisations.Founded, organisations.Closed:
		l.filter.State = state
	}
	if n, err := strconv.Atoi(o.Query("type")); err == nil && n >= programs.TypeTrains && n <= programs.TypeBoth {
		l.account = n
	}
	err := p.db.OverseeRead(o.Context(), o.Overseer, "list the organisations", func(tx *tenants.OversightTx) (err error) {
		if l.account != 0 {
			if l.filter.Among, err = programs.OfType(tx, l.account); err != nil {
				return err
			}
		}
		l.page, err = read(tx, l.filter)
		return err
	})
	return l, err
}

// export gives the list, narrowed and sorted as it is on the page, as a table.
func (p pages) export(o *web.Overseer) error {
	l, err := p.listed(o, func(tx *tenants.OversightTx, f organisations.Filter) (page paging.Page[organisations.Known], err error) {
		page.Items, err = paging.Every(o.Ask(), func(ask paging.Ask) (paging.Page[organisations.Known], error) { return organisations.List(tx, f, ask) })
		return page, err
	})
	if err != nil {
		return err
	}
	ctx, rows := ui.With(o.Context(), o.View()), make([][]string, len(l.page.Items))
	for i, one := range l.page.Items {
		rows[i] = []string{one.Name, one.Slug, CountryName(ctx, one.Country), one.TimeZone, stateName(ctx, one.State()), one.CreatedAt.In(o.T.Zone()).Format(time.DateOnly)}
	}
	return o.SendTable(o.T.Say("organisations.export_file"), []string{o.T.Say("organisations.one"), o.T.Say("organisations.slug_label"), o.T.Say("organisations.country_label"), o.T.Say("organisations.zone_label"),
		o.T.Say("organisations.state_label"), o.T.Say("organisations.invited_on")}, rows)
}

// shown is one organisation all round.
type shown struct {
	organisations.Known
	main    []templ.Component
	beside  []templ.Component
	events  []journal.AuditLog
	invites bool
}

func (p pages) load(o *web.Overseer, whole bool) (s shown, err error) {
	id, err := o.ID("id")
	if err != nil {
		return s, err
	}
	err = p.db.OverseeRead(o.Context(), o.Overseer, "look at an organisation", func(tx *tenants.OversightTx) error {
		if s.Known, err = organisations.Load(tx, id); err != nil {
			return err
		}
		s.invites = s.State() == organisations.Invited && tx.Can("create", &s.Organisation)
		if !whole {
			return nil
		}
		if s.events, err = journal.OfCase(tx, id, id); err != nil {
			return err
		}
		for _, section := range p.sections {
			part, err := section.Load(o, tx, s.Known)
			if err != nil {
				return err
			}
			switch {
			case part == nil:
			case section.Aside:
				s.beside = append(s.beside, part)
			default:
				s.main = append(s.main, part)
			}
		}
		return nil
	})
	return s, err
}

func crumbs(o *web.Overseer, more ...ui.Crumb) []ui.Crumb {
	return append([]ui.Crumb{{Label: o.T.Say("organisations.title"), Href: o.Link("/organisations")}}, more...)
}

func (p pages) show(o *web.Overseer) error {
	s, err := p.load(o, true)
	if err != nil {
		return err
	}
	return o.Render(ui.Page{Title: s.Name, Crumbs: crumbs(o)}, showPage(s))
}

func newOf(o *web.Overseer) ui.Page {
	return ui.Page{Title: o.T.Say("organisations.invite"), Crumbs: crumbs(o)}
}

// blank is for those who may invite; for others it is not there.
func (p pages) blank(o *web.Overseer) error {
	err := p.db.OverseeRead(o.Context(), o.Overseer, "invite an organisation", func(tx *tenants.OversightTx) error {
		if !tx.Can("create", &organisations.Organisation{TenantID: tx.NewID()}) {
			return fault.Denied()
		}
		return nil
	})
	if err != nil {
		return err
	}
	return o.Render(newOf(o), newPage(forms.New().Set("locale", o.T.Locale())))
}

func administrator(f *forms.Form) organisations.Administrator {
	return organisations.Administrator{AdminName: f.Text("admin_name", 200), AdminEmail: f.Email("admin_email"), Locale: f.Choice("locale", people.Locales...)}
}

func (p pages) invite(o *web.Overseer) error {
	f := o.Form()
	in := organisations.NewOrganisation{Name: f.Text("name", 200), Slug: f.OptionalText("slug", 40),
		Country: f.Choice("country", organisations.Countries...), TimeZone: f.Choice("time_zone", people.Zones...), Administrator: administrator(f)}
	err := f.Err()
	var made organisations.Organisation
	if err == nil {
		err = p.db.Oversee(o.Context(), o.Overseer, "invite an organisation", func(tx *tenants.OversightTx) (err error) {
			made, err = organisations.Invite(tx, in)
			return err
		})
	}
	if err != nil {
		return o.Refuse(f, err, newOf(o), newPage(f))
	}
	return o.Redirect("/organisations/"+made.TenantID.String(), "organisations.invited", "Name", made.Name)
}

func (p pages) againPage(o *web.Overseer, s shown) ui.Page {
	return ui.Page{Title: o.T.Say("organisations.invite_again"), Crumbs: crumbs(o, ui.Crumb{Label: s.Name, Href: o.Link("/organisations/" + s.TenantID.String())})}
}

func (p pages) askAgain(o *web.Overseer) error {
	s, err := p.mayInvite(o)
	if err != nil {
		return err
	}
	f := forms.New().Set("locale", o.T.Locale())
	if i := s.Invitation; i != nil {
		f.Set("admin_name", i.Name).Set("admin_email", i.Email).Set("locale", i.Locale)
	}
	return o.Render(p.againPage(o, s), againPage(f, s))
}

// mayInvite is the organisation's page's state where somebody may invite or
// withdraw still.
func (p pages) mayInvite(o *web.Overseer) (shown, error) {
	s, err := p.load(o, false)
	switch {
	case err != nil:
		return s, err
	case s.State() == organisations.Founded:
		return s, fault.New(fault.Conflict, "organisations.founded")
	case s.State() == organisations.Closed:
		return s, fault.New(fault.Conflict, "organisations.closed")
	case !s.invites:
		return s, fault.Denied()
	}
	return s, nil
}

func (p pages) inviteAgain(o *web.Overseer) error {
	s, err := p.load(o, false)
	if err != nil {
		return err
	}
	f := o.Form()
	in := administrator(f)
	if err = f.Err(); err == nil {
		err = p.db.Oversee(o.Context(), o.Overseer, "invite an organisation again", func(tx *tenants.OversightTx) error {
			return organisations.InviteAgain(tx, s.TenantID, in)
		})
	}
	if err != nil {
		return o.Refuse(f, err, p.againPage(o, s), againPage(f, s))
	}
	return o.Redirect("/organisations/"+s.TenantID.String(), "organisations.invited_again", "Email", people.NormalEmail(in.AdminEmail))
}

func (p pages) askWithdraw(o *web.Overseer) error {
	s, err := p.mayInvite(o)
	if err != nil {
		return err
	}
	return o.Render(p.againPage(o, s), withdrawPage(forms.New(), s))
}

func (p pages) withdraw(o *web.Overseer) error {
	s, err := p.load(o, false)
	if err != nil {
		return err
	}
	f := o.Form()
	if err = f.Err(); err == nil {
		err = p.db.Oversee(o.Context(), o.Overseer, "withdraw an invitation", func(tx *tenants.OversightTx) error {
			return organisations.Withdraw(tx, s.TenantID)
		})
	}
	if err != nil {
		return o.Refuse(f, err, p.againPage(o, s), withdrawPage(f, s))
	}
	return o.Redirect("/organisations", "organisations.withdrawn", "Name", s.Name)
}
