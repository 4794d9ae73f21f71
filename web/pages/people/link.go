package people

import (
	"github.com/a-h/templ"

	"accord/app/candidates"
	"accord/app/organisations"
	"accord/app/people"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// link shows what a one-use link is for. Opening it changes nothing: mail
// programs open links, too.
func (p pages) link(r *web.Public) error {
	l, err := p.linkOf(r)
	if err != nil {
		return p.gone(r, err)
	}
	switch l.Act {
	case people.ActAccept, organisations.ActFound, candidates.ActFile:
		return p.invitation(r, forms.New(), nil)
	case people.ActReset:
		if _, err := people.ResetLink(r.Context(), p.db, r.Param("token")); err != nil {
			return p.gone(r, err)
		}
		return r.Render(authPage(r.Request, "people.reset_title"), resetPage(forms.New(), here(r), l))
	case people.ActEmail:
		if _, err := people.EmailLink(r.Context(), p.db, r.Param("token")); err != nil {
			return p.gone(r, err)
		}
		return r.Render(authPage(r.Request, "people.confirm_title"), confirmPage(forms.New(), here(r), l))
	}
	return r.Go("/me")
}

// redeem does what it is for.
func (p pages) redeem(r *web.Public) error {
	l, err := p.linkOf(r)
	if err != nil {
		return p.gone(r, err)
	}
	switch l.Act {
	case people.ActAccept, organisations.ActFound, candidates.ActFile:
		return p.join(r, l)
	case people.ActReset:
		return p.reset(r, l)
	case people.ActEmail:
		return p.confirm(r, l)
	}
	return p.gone(r, fault.New(fault.NotFound, "fault.link_gone"))
}

// linkOf reads the link and holds it to the place its address names.
func (p pages) linkOf(r *web.Public) (tenants.Link, error) {
	l, err := p.db.LinkOf(r.Context(), r.Param("token"))
	slug := r.Param("organisation")
	if slug == "" {
		slug = tenants.OversightSlug
	}
	if err == nil && l.Slug != slug {
		err = fault.New(fault.NotFound, "fault.link_gone")
	}
	return l, err
}

// gone says why a link does nothing any more, and what to do instead. A link
// that never was is a page that is not there.
func (p pages) gone(r *web.Public, err error) error {
	f, ok := err.(*fault.Error)
	if !ok || f.Code != fault.Conflict {
		return err
	}
	return r.Refuse(forms.New(), err, authPage(r.Request, "people.gone_title"), gonePage(f.Sentence))
}

func (p pages) reset(r *web.Public, l tenants.Link) error {
	f := r.Form()
	password := f.Secret("password", 1000)
	err := f.Err()
	var e people.Entrance
	if err == nil {
		e, err = people.Reset(r.Context(), p.db, r.Param("token"), password, visit(r.Request))
	}
	if fault.Is(err, fault.NotFound) || fault.Is(err, fault.Conflict) {
		return p.gone(r, err)
	}
	if err != nil {
		return r.Refuse(f, err, authPage(r.Request, "people.reset_title"), resetPage(f, here(r), l))
	}
	admit(r.Request, e)
	return r.Redirect("/me", "people.password_set")
}

func (p pages) confirm(r *web.Public, l tenants.Link) error {
	f := r.Form()
	err := f.Err()
	if err == nil {
		err = people.ConfirmEmail(r.Context(), p.db, r.Param("token"), visit(r.Request))
	}
	if fault.Is(err, fault.NotFound) || fault.Is(err, fault.Conflict) {
		return p.gone(r, err)
	}
	if err != nil {
		return r.Refuse(f, err, authPage(r.Request, "people.confirm_title"), confirmPage(f, here(r), l))
	}
	return r.Redirect("/me", "people.email_set", "Email", l.Email)
}

func (p pages) invited(r *web.Public) (people.Invited, error) {
	return people.Invitation(r.Context(), p.db, r.Param("token"), people.ActAccept, organisations.ActFound, candidates.ActFile)
}

func (p pages) invitation(r *web.Public, f *forms.Form, refused error) error {
	i, err := p.invited(r)
	if err != nil {
		return p.gone(r, err)
	}
	page := ui.Page{Title: r.T.Say("people.join_title", "Organisation", i.Organisation), Auth: true}
	if refused == nil {
		f.Set("name", i.Name)
	}
	body := invitationBody(r, f, i)
	if refused != nil {
		return r.Refuse(f, refused, page, body)
	}
	return r.Render(page, body)
}

func invitationBody(r *web.Public, f *forms.Form, i people.Invited) templ.Component {
	switch {
	case i.HasAccount && r.Signed.Valid() && r.Signed.Email() == i.Email:
		return joinSignedPage(f, here(r), i, r.Signed.Name())
	case i.HasAccount:
		return joinAgainPage(f, here(r), i)
	}
	return joinNewPage(f, here(r), i)
}

func (p pages) join(r *web.Public, l tenants.Link) error {
	i, err := p.invited(r)
	if err != nil {
		return p.gone(r, err)
	}
	f := r.Form()
	in := people.Joining{}
	switch {
	case i.HasAccount && r.Signed.Valid() && r.Signed.Email() == i.Email:
		in.Signed = r.Signed
	case i.HasAccount:
		in.Password = f.Secret("password", 1000)
	default:
		in.Name, in.Password = f.Text("name", 200), f.Secret("password", 1000)
	}
	if err := f.Err(); err != nil {
		return p.invitation(r, f, err)
	}
	accept := people.Accept
	switch l.Act {
	case organisations.ActFound:
		accept = organisations.Found
	case candidates.ActFile:
		accept = candidates.AcceptFile
	}
	e, err := accept(r.Context(), p.db, i, in, visit(r.Request))
	if err != nil {
		admit(r.Request, e) // who proved themselves is signed in, whatever became of the invitation
		if fault.Is(err, fault.Conflict) || fault.Is(err, fault.NotFound) {
			return p.gone(r, err)
		}
		return p.invitation(r, f, atForm(err))
	}
	admit(r.Request, e)
	to := "/o/" + l.Slug
	if l.Tenant == tenants.Oversight {
		to = "/imi"
	}
	return r.Redirect(to, "people.joined", "Organisation", l.Organisation)
}

// here is the link's own address, for its form.
func here(r *web.Public) templ.SafeURL {
	prefix := "/imi"
	if o := r.Param("organisation"); o != "" {
		prefix = "/o/" + o
	}
	return templ.SafeURL(prefix + "/link/" + r.Param("token"))
}
