package files

import (
	"time"

	"github.com/a-h/templ"

	"accord/app/candidates"
	"accord/app/paging"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	file "accord/web/pages/candidates"
	ui "accord/web/templates"
)

// held is whether a candidate signs in to their file, as staff see it.
type held struct {
	candidate candidates.Candidate
	access    *candidates.Access // nil: they were never invited, or it has ended
	contact   candidates.Contact
	invites   bool
	now       time.Time
}

// AccessSection is whether a candidate signs in to their own file, for those who
// invite them.
func AccessSection() file.Section {
	return file.Section{Order: 35, Aside: true, Key: "access.title", Load: func(m *web.Member, tx *tenants.Tx, c candidates.Candidate) (templ.Component, error) {
		if !tx.Can("invite", &candidates.Access{TenantID: tx.Tenant(), ID: tx.NewID(), CandidateID: c.ID}) {
			return nil, nil
		}
		h := held{candidate: c, invites: true, now: tx.Now()}
		a, err := candidates.AccessOf(tx, c.ID)
		if err == nil {
			h.access = &a
		} else if !fault.Is(err, fault.NotFound) {
			return nil, err
		}
		if h.contact, err = candidates.ContactOf(tx, c.ID); fault.Is(err, fault.NotFound) {
			err = nil
		}
		return accessPart(h), err
	}}
}

func (h held) state() string {
	if h.access == nil {
		return "none"
	}
	return h.access.State(h.now)
}

func (p pages) invite(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	if err := m.Form().Err(); err != nil {
		return err
	}
	if err := p.write(m, func(tx *tenants.Tx) error { _, err := candidates.InviteToFile(tx, id); return err }); err != nil {
		return err
	}
	return m.Redirect("/candidates/"+id.String(), "access.invited_now")
}

func (p pages) held(m *web.Member) (h held, err error) {
	id, err := m.ID("id")
	if err != nil {
		return h, err
	}
	return h, p.read(m, func(tx *tenants.Tx) error {
		h.now = tx.Now()
		if h.candidate, err = candidates.Get(tx, id); err != nil {
			return err
		}
		a, err := candidates.AccessOf(tx, id)
		if err != nil {
			return err
		}
		h.access = &a
		return tx.Allow("revoke", &a)
	})
}

func revokeOf(m *web.Member, h held) ui.Page {
	return ui.Page{Title: m.T.Say("access.revoke"), Crumbs: []ui.Crumb{{Label: m.T.Say("candidate.nav"), Href: m.Link("/candidates")}, {Label: h.candidate.Name, Href: m.Link("/candidates/" + h.candidate.ID.String())}}}
}

func (p pages) askRevoke(m *web.Member) error {
	h, err := p.held(m)
	if err != nil {
		return err
	}
	return m.Render(revokeOf(m, h), revokePage(forms.New(), h))
}

func (p pages) revoke(m *web.Member) error {
	h, err := p.held(m)
	if err != nil {
		return err
	}
	f := m.Form()
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { return candidates.RevokeAccess(tx, h.candidate.ID) })
	}
	if err != nil {
		return m.Refuse(f, err, revokeOf(m, h), revokePage(f, h))
	}
	return m.Redirect("/candidates/"+h.candidate.ID.String(), "access.revoked_now")
}

func (p pages) uninvited(m *web.Member) (page paging.Page[candidates.Candidate], err error) {
	return page, p.read(m, func(tx *tenants.Tx) error {
		if err := tx.Allow("invite", &candidates.Access{TenantID: tx.Tenant(), ID: tx.NewID(), CandidateID: tx.NewID()}); err != nil {
			return err
		}
		page, err = candidates.WithoutAccess(tx, m.Ask())
		return err
	})
}

func chooseOf(m *web.Member) ui.Page {
	return ui.Page{Title: m.T.Say("access.choose"), Crumbs: []ui.Crumb{{Label: m.T.Say("candidate.nav"), Href: m.Link("/candidates")}}}
}

func (p pages) choose(m *web.Member) error {
	page, err := p.uninvited(m)
	if err != nil {
		return err
	}
	return m.Render(chooseOf(m), choosePage(forms.New(), page))
}

func (p pages) inviteAll(m *web.Member) error {
	page, err := p.uninvited(m)
	if err != nil {
		return err
	}
	f := m.Form()
	whom := f.UUIDs("candidate", candidates.MaxInvited)
	n := 0
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) { n, err = candidates.InviteAll(tx, whom); return err })
	}
	if err != nil {
		return m.Refuse(f, err, chooseOf(m), choosePage(f, page))
	}
	return m.Redirect("/invitations", "access.invited_all", "Count", n)
}
