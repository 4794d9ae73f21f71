package people

import (
	"github.com/a-h/templ"

	"accord/app/register"
	"accord/tenants"
	"accord/web"
)

// credentialsSection is what IMI has awarded to the person, wherever they
// earned it and whether or not they still belong there.
func credentialsSection(_ *web.Self, tx *tenants.SelfTx) (templ.Component, error) {
	all, err := register.Own(tx)
	return credentialsCard(all), err
}
