package api

import (
	"net/http"

	"github.com/google/uuid"

	"accord/app/organisations"
	"accord/tenants"
)

type organisation struct {
	ID       uuid.UUID `json:"id"`
	Slug     string    `json:"slug"`
	Name     string    `json:"name"`
	Country  string    `json:"country"`
	TimeZone string    `json:"time_zone"`
	State    string    `json:"state,omitempty"`
}

func organisationOf(o organisations.Organisation) organisation {
	return organisation{ID: o.TenantID, Slug: o.Slug, Name: o.Name, Country: o.Country, TimeZone: o.TimeZone}
}

func knownOf(k organisations.Known) organisation {
	o := organisationOf(k.Organisation)
	o.State = k.State()
	return o
}

// profile is what an organisation says of itself.
type profile struct {
	AboutEn      string `json:"about_en" maxLength:"4000"`
	AboutEs      string `json:"about_es" maxLength:"4000"`
	Website      string `json:"website" maxLength:"300"`
	ContactName  string `json:"contact_name" maxLength:"200"`
	ContactEmail string `json:"contact_email" maxLength:"254"`
}

func profileOf(p organisations.OrganisationProfile) profile {
	return profile{p.AboutEn, p.AboutEs, p.Website, p.ContactName, p.ContactEmail}
}

func (s *service) organisations() {
	read(s, operation(http.MethodGet, "/o/{organisation}", "getOrganisation", "Read the organisation"),
		func(tx *tenants.Tx, _ *In) (organisation, error) {
			o, err := organisations.Own(tx)
			return organisationOf(o), err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/profile", "getProfile", "Read what the organisation says of itself"),
		func(tx *tenants.Tx, _ *In) (profile, error) {
			p, err := organisations.OwnProfile(tx)
			return profileOf(p), err
		})
	write(s, operation(http.MethodPut, "/o/{organisation}/profile", "editProfile", "Write what the organisation says of itself"),
		func(tx *tenants.Tx, in *struct {
			In
			Body profile
		}) (done, error) {
			b := in.Body
			return done{true}, organisations.EditProfile(tx, organisations.OrganisationProfile{AboutEn: b.AboutEn, AboutEs: b.AboutEs, Website: b.Website, ContactName: b.ContactName, ContactEmail: b.ContactEmail})
		})
	s.imiOrganisations()
}

func (s *service) imiOrganisations() {
	const purpose = "to look after organisations and programs"
	look(s, operation(http.MethodGet, "/imi/organisations", "listOrganisations", "List implementing organisations"), purpose,
		func(tx *tenants.OversightTx, in *struct {
			At
			Search string `query:"search" maxLength:"200"`
		}) (list[organisation], error) {
			page, err := organisations.List(tx, organisations.Filter{Search: in.Search}, in.ask())
			return listOf(page, knownOf), err
		})
	oversee(s, operation(http.MethodPost, "/imi/organisations", "inviteOrganisation", "Invite an organisation, by its first administrator"), purpose,
		func(tx *tenants.OversightTx, in *struct {
			Body struct {
				Name               string `json:"name" maxLength:"200"`
				Slug               string `json:"slug,omitempty" maxLength:"41"`
				Country            string `json:"country" maxLength:"2"`
				TimeZone           string `json:"time_zone" maxLength:"60"`
				AdministratorName  string `json:"administrator_name" maxLength:"200"`
				AdministratorEmail string `json:"administrator_email" maxLength:"254"`
				Locale             string `json:"locale" enum:"en,es"`
			}
		}) (organisation, error) {
			b := in.Body
			o, err := organisations.Invite(tx, organisations.NewOrganisation{Name: b.Name, Slug: b.Slug, Country: b.Country, TimeZone: b.TimeZone,
				Administrator: organisations.Administrator{AdminName: b.AdministratorName, AdminEmail: b.AdministratorEmail, Locale: b.Locale}})
			return organisationOf(o), called(err, asAdministrator...)
		})
	type Named struct {
		ID uuid.UUID `path:"id" format:"uuid"`
	}
	look(s, operation(http.MethodGet, "/imi/organisations/{id}", "getInvited", "Read an organisation and how far its invitation is"), purpose,
		func(tx *tenants.OversightTx, in *Named) (organisation, error) {
			k, err := organisations.Load(tx, in.ID)
			return knownOf(k), err
		})
	oversee(s, operation(http.MethodPost, "/imi/organisations/{id}/invitation", "inviteOrganisationAgain", "Mail the invitation once more, to the same person or to another"), purpose,
		func(tx *tenants.OversightTx, in *struct {
			Named
			Body struct {
				AdministratorName  string `json:"administrator_name" maxLength:"200"`
				AdministratorEmail string `json:"administrator_email" maxLength:"254"`
				Locale             string `json:"locale" enum:"en,es"`
			}
		}) (done, error) {
			b := in.Body
			return done{true}, called(organisations.InviteAgain(tx, in.ID, organisations.Administrator{AdminName: b.AdministratorName, AdminEmail: b.AdministratorEmail, Locale: b.Locale}), asAdministrator...)
		})
	oversee(s, operation(http.MethodPost, "/imi/organisations/{id}/withdrawal", "withdrawInvitation", "Withdraw an invitation that nobody accepted"), purpose,
		func(tx *tenants.OversightTx, in *Named) (done, error) {
			return done{true}, organisations.Withdraw(tx, in.ID)
		})
}

// asAdministrator are the names under which an administrator is sent.
var asAdministrator = []string{"admin_name", "administrator_name", "admin_email", "administrator_email"}
