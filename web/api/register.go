package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

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
	s.credentials()
}

type credentialOwn struct {
	Number        string `json:"number"`
	Holder        string `json:"holder"`
	Certification string `json:"certification"`
	AwardedOn     string `json:"awarded_on" format:"date"`
	Valid         bool   `json:"valid"`
}

// award is a credential as those who keep the register see it.
type award struct {
	ID            uuid.UUID  `json:"id"`
	Organisation  uuid.UUID  `json:"organisation_id"`
	SubmissionID  uuid.UUID  `json:"submission_id"`
	ProgramID     uuid.UUID  `json:"program_id"`
	Number        string     `json:"number"`
	Holder        string     `json:"holder"`
	Certification string     `json:"certification"`
	AwardedOn     string     `json:"awarded_on" format:"date"`
	RevokedAt     *time.Time `json:"revoked_at,omitempty"`
}

func awardOf(c register.Credential) award {
	return award{c.ID, c.TenantID, c.SubmissionID, c.ProgramID, c.Number, c.Holder, c.Certification, day(c.AwardedOn), c.RevokedAt}
}

// credentials are those that an organisation's candidates hold, those of the
// whole register for IMI, and one's own.
func (s *service) credentials() {
	type Narrowed struct {
		Search        string `query:"search" maxLength:"200" doc:"In the holder's name or the number"`
		Certification string `query:"certification" maxLength:"60"`
		Revoked       bool   `query:"revoked"`
	}
	read(s, operation(http.MethodGet, "/o/{organisation}/graduates", "listGraduates", "List the credentials of those whom the organisation put forward"),
		func(tx *tenants.Tx, in *struct {
			In
			At
			Narrowed
		}) (list[award], error) {
			page, err := register.List(tx, register.Filter{Words: in.Search, Certification: in.Certification, Revoked: in.Revoked}, in.ask())
			return listOf(page, awardOf), err
		})
	const purpose = "to keep the register"
	look(s, operation(http.MethodGet, "/imi/register", "listCredentials", "List the credentials of the register"), purpose,
		func(tx *tenants.OversightTx, in *struct {
			At
			Narrowed
			Organisation uuid.UUID `query:"organisation" format:"uuid"`
		}) (list[award], error) {
			page, err := register.List(tx, register.Filter{TenantID: in.Organisation, Words: in.Search, Certification: in.Certification, Revoked: in.Revoked}, in.ask())
			return listOf(page, awardOf), err
		})
	oversee(s, operation(http.MethodPost, "/imi/register/{id}/revocation", "revokeCredential", "Revoke a credential, with its reason"), purpose,
		func(tx *tenants.OversightTx, in *struct {
			ID   uuid.UUID `path:"id" format:"uuid"`
			Body struct {
				Reason string `json:"reason" maxLength:"4000"`
			}
		}) (award, error) {
			c, err := register.Revoke(tx, in.ID, in.Body.Reason)
			return awardOf(c), err
		})
	self(s, operation(http.MethodGet, "/me/credentials", "listMyCredentials", "List your own credentials"),
		func(tx *tenants.SelfTx, _ *struct{}) (list[credentialOwn], error) {
			all, err := register.Own(tx)
			return list[credentialOwn]{Items: each(all, func(c register.Credential) credentialOwn {
				return credentialOwn{c.Number, c.Holder, c.Certification, day(c.AwardedOn), c.RevokedAt == nil}
			})}, err
		})
}
