package people

import (
	"strings"

	"accord/app/people"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

func authPage(r *web.Request, key string) ui.Page { return ui.Page{Title: r.T.Say(key), Auth: true} }

// signIn shows the form; whoever is signed in goes on.
func (p pages) signIn(r *web.Public) error {
	next := local(r.Query("next"))
	if r.Signed.Valid() {
		return p.goOn(r.Request, r.Signed, next)
	}
	return r.Render(authPage(r.Request, "people.sign_in"), signInPage(forms.New().Set("next", next), next))
}

func (p pages) enter(r *web.Public) error {
	f := r.Form()
	in := people.Credentials{Email: f.Email("email"), Password: f.Secret("password", 1000)}
	next := local(f.OptionalText("next", 500))
	err := f.Err()
	var e people.Entrance
	if err == nil {
		e, err = people.SignIn(r.Context(), p.db, in, visit(r.Request))
	}
	if err != nil {
		return r.Refuse(f, atForm(err), authPage(r.Request, "people.sign_in"), signInPage(f, next))
	}
	admit(r.Request, e)
	s, err := p.db.SignedBy(r.Context(), e.Session, r.RequestID())
	if err != nil {
		return err
	}
	return p.goOn(r.Request, s, next)
}

func (p pages) signOut(r *web.Public) error {
	if err := r.Form().Err(); err != nil {
		return err
	}
	if err := people.SignOut(r.Context(), p.db, visit(r.Request)); err != nil {
		return err
	}
	r.Request.SignOut()
	return r.Redirect("/sign-in", "people.signed_out")
}

// goOn leads to where somebody wanted to go, or to where they work: IMI's
// people to oversight, a member of one organisation there, all others to their
// own page.
func (p pages) goOn(r *web.Request, s tenants.Signed, next string) error {
	if next != "" {
		return r.Go(next)
	}
	all, err := p.db.Organisations(r.Context(), s)
	if err != nil {
		return err
	}
	for _, o := range all {
		if o.ID == tenants.Oversight {
			return r.Go("/imi")
		}
	}
	if len(all) == 1 {
		return r.Go("/o/" + all[0].Slug)
	}
	return r.Go("/me")
}

// local is an address of this site; "" for any other.
func local(to string) string {
	if !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n\t") || strings.HasPrefix(to, "/sign-in") {
		return ""
	}
	return to
}

// atForm makes a refusal to let somebody in one of the form's, so that it is
// said on the same page and nothing typed is lost.
func atForm(err error) error {
	if f, ok := err.(*fault.Error); ok && (f.Key == "people.wrong" || f.Key == "people.wait") {
		return &fault.Error{Code: fault.Invalid, Sentence: f.Sentence}
	}
	return err
}
