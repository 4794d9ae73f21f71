package people

import (
	"accord/app/people"
	"accord/web"
	"accord/web/forms"
)

func (p pages) forgotten(r *web.Public) error {
	return r.Render(authPage(r.Request, "people.forgotten_title"), forgottenPage(forms.New()))
}

// askReset says the same for every address.
func (p pages) askReset(r *web.Public) error {
	f := r.Form()
	email := f.Email("email")
	err := f.Err()
	if err == nil {
		err = people.AskReset(r.Context(), p.db, email, visit(r.Request))
	}
	if err != nil {
		return r.Refuse(f, err, authPage(r.Request, "people.forgotten_title"), forgottenPage(f))
	}
	return r.Render(authPage(r.Request, "people.link_sent"), sentPage())
}
