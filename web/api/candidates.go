package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/tenants"
)

type candidate struct {
	ID        uuid.UUID `json:"id"`
	Name      string    `json:"name"`
	Email     string    `json:"email"`
	Language  string    `json:"language"`
	Country   string    `json:"country"`
	Reference string    `json:"reference"`
	AddedAt   time.Time `json:"added_at"`
}

func candidateOf(c candidates.Candidate) candidate {
	return candidate{c.ID, c.Name, c.Email, c.Language, c.Country, c.Reference, c.CreatedAt}
}

type newCandidate struct {
	Name      string `json:"name" maxLength:"200"`
	Email     string `json:"email" maxLength:"254"`
	Language  string `json:"language,omitempty" maxLength:"2" doc:"ISO 639-1"`
	Country   string `json:"country,omitempty" maxLength:"2" doc:"ISO 3166-1 alpha-2"`
	Reference string `json:"reference,omitempty" maxLength:"100" doc:"Your own number for them"`
}

// addedCandidate is newCandidate with a word on namesakes.
type addedCandidate struct {
	Name      string `json:"name" maxLength:"200"`
	Email     string `json:"email" maxLength:"254"`
	Language  string `json:"language,omitempty" maxLength:"2" doc:"ISO 639-1"`
	Country   string `json:"country,omitempty" maxLength:"2" doc:"ISO 3166-1 alpha-2"`
	Reference string `json:"reference,omitempty" maxLength:"100" doc:"Your own number for them"`
	Another   bool   `json:"another,omitempty" doc:"They are somebody else than whoever is on file under this name; without it a namesake refuses, at name"`
}

func (n newCandidate) in() candidates.NewCandidate {
	return candidates.NewCandidate{Name: n.Name, Email: n.Email, Language: n.Language, Country: n.Country, Reference: n.Reference}
}

func (s *service) candidates() {
	read(s, operation(http.MethodGet, "/o/{organisation}/candidates", "listCandidates", "List candidates"),
		func(tx *tenants.Tx, in *struct {
			In
			At
			Search   string `query:"search" maxLength:"200"`
			Language string `query:"language" maxLength:"2"`
		}) (list[candidate], error) {
			page, err := candidates.List(tx, candidates.Filter{Search: in.Search, Language: in.Language}, in.ask())
			return listOf(page, candidateOf), err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/candidates", "addCandidate", "Add a candidate"),
		func(tx *tenants.Tx, in *struct {
			In
			Body addedCandidate
		}) (candidate, error) {
			add := candidates.AddAnother
			if in.Body.Another {
				add = candidates.Add
			}
			c, err := add(tx, newCandidate{in.Body.Name, in.Body.Email, in.Body.Language, in.Body.Country, in.Body.Reference}.in())
			if err == nil { // whoever could not read the file again does not open it: a trainer enrols
				c, err = candidates.Get(tx, c.ID)
			}
			return candidateOf(c), err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/candidates/{id}", "getCandidate", "Read a candidate"),
		func(tx *tenants.Tx, in *One) (candidate, error) {
			c, err := candidates.Get(tx, in.ID)
			return candidateOf(c), err
		})
	write(s, operation(http.MethodPut, "/o/{organisation}/candidates/{id}", "editCandidate", "Correct a candidate's particulars"),
		func(tx *tenants.Tx, in *struct {
			One
			Body newCandidate
		}) (candidate, error) {
			c, err := candidates.Edit(tx, in.ID, in.Body.in())
			return candidateOf(c), err
		})
}
