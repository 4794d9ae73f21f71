package api

import (
	"net/http"

	"github.com/google/uuid"

	"accord/app/people"
	"accord/tenants"
)

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

func (s *service) people() {
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
	read(s, operation(http.MethodGet, "/o/{organisation}/people/{id}", "getPerson", "Read a membership and its roles"),
		func(tx *tenants.Tx, in *One) (member, error) {
			m, err := people.Load(tx, in.ID)
			return memberOf(m), err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/people/{id}/invitation", "invitePersonAgain", "Mail an invitation once more that nobody has accepted"),
		func(tx *tenants.Tx, in *One) (done, error) { return done{true}, people.Resend(tx, in.ID) })
}
