package api

import (
	"net/http"
	"time"

	"accord/app/register"
	"accord/tenants"
)

// credential is a register entry as everybody may read it.
type credential struct {
	Number        string  `json:"number"`
	Holder        string  `json:"holder"`
	Certification string  `json:"certification"`
	Organisation  string  `json:"organisation"`
	Program       string  `json:"program"`
	Country       string  `json:"country"`
	AwardedOn     string  `json:"awarded_on" format:"date"`
	Valid         bool    `json:"valid"`
	RevokedOn     *string `json:"revoked_on,omitempty" format:"date"`
}

func credentialOf(p register.PublishedCredential) credential {
	c := credential{Number: p.Number, Holder: p.Holder, Certification: p.Certification, Organisation: p.Organisation, Program: p.Program,
		Country: p.Country, AwardedOn: p.AwardedOn.Format(time.DateOnly), Valid: p.Valid()}
	if p.RevokedOn != nil {
		day := p.RevokedOn.Format(time.DateOnly)
		c.RevokedOn = &day
	}
	return c
}

func (s *service) register() {
	public(s, operation(http.MethodGet, "/credentials/{number}", "verifyCredential", "Verify a credential by its number"),
		func(tx *tenants.PublicTx, in *struct {
			Number string `path:"number" maxLength:"60"`
		}) (credential, error) {
			c, err := register.Verify(tx, in.Number)
			return credentialOf(c), err
		})
	public(s, operation(http.MethodGet, "/credentials", "searchCredentials", "Search the register by a holder's name"),
		func(tx *tenants.PublicTx, in *struct {
			At
			Name          string `query:"name" maxLength:"200"`
			Certification string `query:"certification" maxLength:"60"`
		}) (list[credential], error) {
			page, err := register.Search(tx, in.Name, in.Certification, in.ask())
			return listOf(page, credentialOf), err
		})
}
