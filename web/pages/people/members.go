package people

import (
	"strings"
	"time"

	"accord/app/journal"
	"accord/app/paging"
	"accord/app/people"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

var (
	administrators = []tenants.Role{tenants.RoleAdministrator, tenants.RoleIMIAdministrator}
	colleagues     = append(append([]tenants.Role{}, tenants.OrganisationRoles...), tenants.OversightRoles...)
)

func (p pages) memberRoutes(app *web.App) {
	door := app.Member()
	door.Get("/people", "membership.list", p.members)
	door.Get("/people/export", "membership.export", p.export)
	door.Get("/people/new", "membership.new", p.blank)
	door.Post("/people", "membership.invite", p.invite)
	door.Get("/people/:id", "membership.show", p.member)
	door.Post("/people/:id/roles", "membership.assign", p.assign)
	door.Post("/people/:id/resend", "membership.resend", p.resend)
	door.Get("/people/:id/end", "membership.ask_end", p.askEnd)
	door.Post("/people/:id/end", "membership.end", p.end)
	door.Get("/tokens", "api_token.list", p.tokens)
	door.Post("/tokens", "api_token.create", p.createToken)
	door.Post("/tokens/:id/revoke", "api_token.revoke", p.revokeToken)
	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Administration, Order: 10, Key: "people.members_nav", Icon: "users-group", Path: "/people", Roles: colleagues})
	// IMI's own people belong to it as members, behind its member door.
	app.Nav(web.Nav{Door: tenants.DoorOverseer, Group: web.Administration, Order: 10, Key: "people.members_nav", Icon: "users-group", Away: "/o/" + tenants.OversightSlug + "/people",
		Roles: []tenants.Role{tenants.RoleIMIAdministrator}})
	app.Nav(web.Nav{Door: tenants.DoorOverseer, Group: web.Administration, Order: 80, Key: "people.tokens_nav", Icon: "key", Away: "/o/" + tenants.OversightSlug + "/tokens"})
	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Administration, Order: 80, Key: "people.tokens_nav", Icon: "key", Path: "/tokens", Roles: colleagues})
}

func (p pages) read(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Read(m.Context(), m.Member, fn)
}

func (p pages) write(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Write(m.Context(), m.Member, fn)
}

// listed is a page of members.
type listed struct {
	page    paging.Page[people.Member]
	filter  people.Filter
	tenant  []tenants.Role // the roles there are here
	manages bool
}

func (l listed) narrowed() bool { return l.filter != people.Filter{} }

func (p pages) members(m *web.Member) error {
	l := listed{tenant: people.RolesFor(m.Tenant()), manages: m.HasRole(administrators...), filter: filterOf(m)}
	err := p.read(m, func(tx *tenants.Tx) (err error) {
		l.page, err = people.List(tx, l.filter, paging.Ask{After: m.Query("after"), Before: m.Query("before"), Sort: m.Query("sort")})
		return err
	})
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("people.members")}, membersPage(l))
}

func filterOf(m *web.Member) people.Filter {
	return people.Filter{Search: m.Query("q"), Role: only(m.Query("role"), people.RolesFor(m.Tenant())), State: only(m.Query("state"), []string{people.Active, people.Invitee, people.Ended})}
}

// export gives the list, narrowed and sorted as it is on the page, as a table.
func (p pages) export(m *web.Member) error {
	var all []people.Member
	err := p.read(m, func(tx *tenants.Tx) (err error) {
		all, err = paging.Every(m.Ask(), func(ask paging.Ask) (paging.Page[people.Member], error) { return people.List(tx, filterOf(m), ask) })
		return err
	})
	if err != nil {
		return err
	}
	rows := make([][]string, len(all))
	for i, one := range all {
		since, roles := one.CreatedAt, make([]string, len(one.Roles))
		if one.AcceptedAt != nil {
			since = *one.AcceptedAt
		}
		for j, r := range one.Roles {
			roles[j] = m.T.Say("role." + r)
		}
		rows[i] = []string{one.Name, one.Email, strings.Join(roles, "; "), m.T.Say("people.state." + one.State()), since.In(m.OrganisationZone()).Format(time.DateOnly)}
	}
	return m.SendTable(m.T.Say("people.export_file"), []string{m.T.Say("people.name"), m.T.Say("people.email"), m.T.Say("people.roles"), m.T.Say("people.state_label"), m.T.Say("people.since")}, rows)
}

func memberCrumbs(m *web.Member) []ui.Crumb {
	return []ui.Crumb{{Label: m.T.Say("people.members"), Href: m.Link("/people")}}
}

func newOf(m *web.Member) ui.Page {
	return ui.Page{Title: m.T.Say("people.invite"), Crumbs: memberCrumbs(m)}
}

// blank is for those who may invite; for others it is not there.
func (p pages) blank(m *web.Member) error {
	if err := p.mayInvite(m); err != nil {
		return err
	}
	return m.Render(newOf(m), newPage(forms.New().Set("locale", m.T.Locale()), people.RolesFor(m.Tenant())))
}

func (p pages) mayInvite(m *web.Member) error {
	return p.read(m, func(tx *tenants.Tx) error {
		if !tx.Can("create", &people.Membership{TenantID: tx.Tenant(), ID: tx.NewID()}) {
			return fault.Denied()
		}
		return nil
	})
}

func (p pages) invite(m *web.Member) error {
	f, roles := m.Form(), people.RolesFor(m.Tenant())
	in := people.NewMember{Name: f.Text("name", 200), Email: f.Email("email"), Locale: f.Choice("locale", people.Locales...), Roles: f.Choices("roles", roles...)}
	if len(in.Roles) == 0 {
		f.Fail("roles", "people.role_missing")
	}
	err := f.Err()
	if err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := people.Invite(tx, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, newOf(m), newPage(f, roles))
	}
	return m.Redirect("/people", "people.invited", "Name", in.Name)
}

// shown is a member's page.
type shown struct {
	people.Member
	events  []journal.AuditLog
	roles   []tenants.Role // the roles there are here
	assigns bool
	ends    bool
	resends bool
	asks    bool // why
	self    bool
}

func (p pages) load(m *web.Member) (s shown, err error) {
	id, err := m.ID("id")
	if err != nil {
		return s, err
	}
	s.roles = people.RolesFor(m.Tenant())
	err = p.read(m, func(tx *tenants.Tx) error {
		if s.Member, err = people.Load(tx, id); err != nil {
			return err
		}
		here := s.State() != people.Ended
		s.self = s.ID == tx.Membership()
		s.assigns = here && tx.Can("assign", &s.Membership)
		s.ends = here && tx.Can("end", &s.Membership)
		s.resends = s.State() == people.Invitee && tx.Can("resend", &s.Membership)
		s.asks = s.State() == people.Active && tx.Can("explain", &s.Membership)
		s.events, err = journal.OfCase(tx, tx.Tenant(), id)
		return err
	})
	return s, err
}

func (s shown) page(m *web.Member) ui.Page { return ui.Page{Title: s.Name, Crumbs: memberCrumbs(m)} }

func (p pages) member(m *web.Member) error {
	s, err := p.load(m)
	if err != nil {
		return err
	}
	return m.Render(s.page(m), memberPage(s, forms.New().Set("roles", s.Roles...)))
}

func (p pages) assign(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	f := m.Form()
	roles := f.Choices("roles", people.RolesFor(m.Tenant())...)
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { return people.SetRoles(tx, id, roles) })
	}
	if err != nil {
		return p.again(m, f, err)
	}
	return m.Redirect("/people/"+id.String(), "people.roles_set")
}

// again shows the member's page with what was wrong.
func (p pages) again(m *web.Member, f *forms.Form, refused error) error {
	s, err := p.load(m)
	if err != nil {
		return refused
	}
	if fault.Is(refused, fault.Forbidden) && s.assigns { // about oneself: said on the page, not instead of it
		e := refused.(*fault.Error)
		refused = &fault.Error{Code: fault.Conflict, Sentence: e.Sentence}
	}
	return m.Refuse(f, refused, s.page(m), memberPage(s, f))
}

func (p pages) resend(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	if err := m.Form().Err(); err != nil {
		return err
	}
	if err := p.write(m, func(tx *tenants.Tx) error { return people.Resend(tx, id) }); err != nil {
		return err
	}
	return m.Redirect("/people/"+id.String(), "people.resent")
}

func (p pages) askEnd(m *web.Member) error {
	s, err := p.load(m)
	if err != nil {
		return err
	}
	if !s.ends {
		return fault.Denied()
	}
	return m.Render(s.page(m), endPage(forms.New(), s))
}

func (p pages) end(m *web.Member) error {
	s, err := p.load(m)
	if err != nil {
		return err
	}
	f := m.Form()
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { return people.End(tx, s.ID) })
	}
	if err != nil {
		return m.Refuse(f, err, s.page(m), endPage(f, s))
	}
	return m.Redirect("/people", "people.ended", "Name", s.Name)
}
