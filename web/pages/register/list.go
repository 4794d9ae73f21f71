package register

import (
	"github.com/google/uuid"

	"accord/app/journal"
	"accord/app/organisations"
	"accord/app/paging"
	"accord/app/register"
	"accord/tenants"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// listed is a list of credentials, an organisation's or the whole register.
type listed struct {
	page          paging.Page[register.Credential]
	published     map[uuid.UUID]register.PublishedCredential
	organisations []organisations.Organisation // at IMI, to choose from
	filter        register.Filter
	imi           bool
}

func (l listed) narrowed() bool { return l.filter != register.Filter{} }

// graduates are those whom the organisation put forward and IMI accepted.
func (p pages) graduates(m *web.Member) error {
	l := listed{filter: filterOf(m.Request)}
	err := p.db.Read(m.Context(), m.Member, func(tx *tenants.Tx) (err error) { return l.read(tx, m.Ask()) })
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("register.graduates")}, listPage(l))
}

func (l *listed) read(tx tenants.Transaction, ask paging.Ask) (err error) {
	if l.page, err = register.List(tx, l.filter, ask); err != nil {
		return err
	}
	return l.name(tx)
}

// name reads what was published of them.
func (l *listed) name(tx tenants.Transaction) (err error) {
	ids := make([]uuid.UUID, len(l.page.Items))
	for i, c := range l.page.Items {
		ids[i] = c.ID
	}
	l.published, err = register.Published(tx, ids)
	return err
}

func (p pages) list(o *web.Overseer) error {
	l := listed{filter: filterAtIMI(o), imi: true}
	err := p.look(o, func(tx *tenants.OversightTx) (err error) {
		if l.organisations, err = register.Organisations(tx); err != nil {
			return err
		}
		return l.read(tx, o.Ask())
	})
	if err != nil {
		return err
	}
	return o.Render(ui.Page{Title: o.T.Say("register.title")}, listPage(l))
}

// shown is one credential as IMI sees it.
type shown struct {
	credential register.Credential
	published  register.PublishedCredential
	events     []journal.AuditLog
	revokes    bool
	checks     bool
}

func (p pages) shown(o *web.Overseer) (v shown, err error) {
	id, err := o.ID("id")
	if err != nil {
		return v, err
	}
	err = p.look(o, func(tx *tenants.OversightTx) (err error) {
		if v.credential, err = register.Find(tx, id); err != nil {
			return err
		}
		published, err := register.Published(tx, []uuid.UUID{id})
		if err != nil {
			return err
		}
		v.published, v.revokes = published[id], tx.Can("revoke", &v.credential)
		v.events, err = journal.OfSubject(tx, v.credential.TenantID, id)
		return err
	})
	v.checks = o.HasRole(tenants.RoleSpotChecker)
	return v, err
}

func (p pages) show(o *web.Overseer) error {
	v, err := p.shown(o)
	if err != nil {
		return err
	}
	return o.Render(ui.Page{Title: v.credential.Holder, Crumbs: crumbs(o)}, showPage(v))
}

func crumbs(o *web.Overseer, more ...ui.Crumb) []ui.Crumb {
	return append([]ui.Crumb{{Label: o.T.Say("register.title"), Href: o.Link("/register")}}, more...)
}

func (p pages) askRevoke(o *web.Overseer) error {
	v, err := p.shown(o)
	if err != nil {
		return err
	}
	if !v.revokes {
		return o.Redirect("/register/"+v.credential.ID.String(), "")
	}
	return o.Render(revokePageOf(o, v), revokePage(forms.New(), v))
}

func revokePageOf(o *web.Overseer, v shown) ui.Page {
	return ui.Page{Title: o.T.Say("register.revoke"), Crumbs: crumbs(o, ui.Crumb{Label: v.credential.Number, Href: o.Link("/register/" + v.credential.ID.String())})}
}

func (p pages) revoke(o *web.Overseer) error {
	v, err := p.shown(o)
	if err != nil {
		return err
	}
	f := o.Form()
	reason := f.NeededText("reason", register.MaxReason, "register.reason_required")
	if err = f.Err(); err == nil {
		err = p.db.Oversee(o.Context(), o.Overseer, "to revoke a credential", func(tx *tenants.OversightTx) error {
			_, err := register.Revoke(tx, v.credential.ID, reason)
			return err
		})
	}
	if err != nil {
		return o.Refuse(f, err, revokePageOf(o, v), revokePage(f, v))
	}
	return o.Redirect("/register/"+v.credential.ID.String(), "register.said.revoked", "Name", v.credential.Holder)
}
