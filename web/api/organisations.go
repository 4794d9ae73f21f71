package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/organisations"
	"accord/app/people"
	"accord/app/programs"
	"accord/app/register"
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

type member struct {
	ID    uuid.UUID `json:"id" doc:"The membership"`
	Name  string    `json:"name"`
	Email string    `json:"email"`
	State string    `json:"state"`
	Roles []string  `json:"roles"`
}

func memberOf(m people.Member) member {
	return member{m.ID, m.Name, m.Email, m.State(), m.Roles}
}

type program struct {
	ID           uuid.UUID  `json:"id"`
	Kind         string     `json:"kind" enum:"CMTP,QAP,MAQAP,ICQAP,ODRQAP"`
	Title        string     `json:"title"`
	Language     string     `json:"language"`
	City         string     `json:"city"`
	Country      string     `json:"country"`
	Online       bool       `json:"online"`
	State        string     `json:"state"`
	RecognisedAt *time.Time `json:"recognised_at,omitempty"`
}

func programOf(l programs.Listed) program {
	p := program{ID: l.ID, Kind: l.Kind, Title: l.Title, Language: l.Language, City: l.City, Country: l.Country, Online: l.Online, State: string(l.State())}
	if l.Recognition != nil {
		p.RecognisedAt = &l.Recognition.RecognisedAt
	}
	return p
}

type newProgram struct {
	Kind            string  `json:"kind" enum:"CMTP,QAP,MAQAP,ICQAP,ODRQAP"`
	Title           string  `json:"title" maxLength:"200"`
	Language        string  `json:"language" maxLength:"2"`
	City            string  `json:"city,omitempty" maxLength:"100"`
	Country         string  `json:"country,omitempty" maxLength:"2"`
	Online          bool    `json:"online,omitempty"`
	CourseHours     float64 `json:"course_hours,omitempty"`
	AttendanceFloor int     `json:"attendance_floor,omitempty"`
	Website         string  `json:"website,omitempty" maxLength:"200"`
	Description     string  `json:"description,omitempty" maxLength:"4000"`
}

func (n newProgram) in() programs.NewProgram {
	return programs.NewProgram{Kind: n.Kind, Details: programs.Details{Title: n.Title, Language: n.Language, City: n.City, Country: n.Country, Online: n.Online,
		CourseHours: n.CourseHours, AttendanceFloor: n.AttendanceFloor, Website: n.Website, Description: n.Description}}
}

func (s *service) organisations() {
	read(s, operation(http.MethodGet, "/o/{organisation}", "getOrganisation", "Read the organisation"),
		func(tx *tenants.Tx, _ *In) (organisation, error) {
			o, err := organisations.Own(tx)
			return organisationOf(o), err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/people", "listPeople", "List the people of the organisation and their roles"),
		func(tx *tenants.Tx, in *struct {
			In
			At
			Search string `query:"search" maxLength:"200"`
			Role   string `query:"role" maxLength:"40"`
		}) (list[member], error) {
			page, err := people.List(tx, people.Filter{Search: in.Search, Role: in.Role}, in.ask())
			return listOf(page, memberOf), err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/people", "invitePerson", "Invite somebody by mail and give roles"),
		func(tx *tenants.Tx, in *struct {
			In
			Body struct {
				Name   string   `json:"name" maxLength:"200"`
				Email  string   `json:"email" maxLength:"254"`
				Locale string   `json:"locale" enum:"en,es"`
				Roles  []string `json:"roles" maxItems:"10"`
			}
		}) (made, error) {
			m, err := people.Invite(tx, people.NewMember{Name: in.Body.Name, Email: in.Body.Email, Locale: in.Body.Locale, Roles: in.Body.Roles})
			return made{m.ID}, err
		})
	write(s, operation(http.MethodPut, "/o/{organisation}/people/{id}/roles", "setRoles", "Give and take roles"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Roles []string `json:"roles" maxItems:"10"`
			}
		}) (done, error) {
			err := people.SetRoles(tx, in.ID, in.Body.Roles)
			return done{err == nil}, err
		})
	write(s, operation(http.MethodDelete, "/o/{organisation}/people/{id}", "endMembership", "End a membership; their sessions lose the organisation at once"),
		func(tx *tenants.Tx, in *One) (done, error) {
			err := people.End(tx, in.ID)
			return done{err == nil}, err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/programs", "listPrograms", "List the organisation's programs"),
		func(tx *tenants.Tx, _ *In) (list[program], error) {
			all, err := programs.List(tx)
			return list[program]{Items: each(all, programOf)}, err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/programs", "createProgram", "Keep a program"),
		func(tx *tenants.Tx, in *struct {
			In
			Body newProgram
		}) (made, error) {
			p, err := programs.Create(tx, in.Body.in())
			return made{p.ID}, err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/programs/{id}/proposal", "proposeProgram", "Put a program forward to IMI for recognition"),
		func(tx *tenants.Tx, in *One) (done, error) {
			err := programs.Propose(tx, in.ID)
			return done{err == nil}, err
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
			return organisationOf(o), err
		})
	oversee(s, operation(http.MethodPost, "/imi/organisations/{organisation_id}/programs/{id}/recognition", "recogniseProgram", "Recognise a proposed program"), purpose,
		func(tx *tenants.OversightTx, in *struct {
			Organisation uuid.UUID `path:"organisation_id" format:"uuid"`
			ID           uuid.UUID `path:"id" format:"uuid"`
		}) (made, error) {
			r, err := programs.Recognise(tx, in.Organisation, in.ID)
			return made{r.ID}, err
		})
	self(s, operation(http.MethodGet, "/me/credentials", "listMyCredentials", "List your own credentials"),
		func(tx *tenants.SelfTx, _ *struct{}) (list[credentialOwn], error) {
			all, err := register.Own(tx)
			return list[credentialOwn]{Items: each(all, func(c register.Credential) credentialOwn {
				return credentialOwn{c.Number, c.Holder, c.Certification, day(c.AwardedOn), c.RevokedAt == nil}
			})}, err
		})
}

type credentialOwn struct {
	Number        string `json:"number"`
	Holder        string `json:"holder"`
	Certification string `json:"certification"`
	AwardedOn     string `json:"awarded_on" format:"date"`
	Valid         bool   `json:"valid"`
}
