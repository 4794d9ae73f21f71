package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/standards"
	"accord/app/trainings"
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

func (n newCandidate) in() candidates.NewCandidate {
	return candidates.NewCandidate{Name: n.Name, Email: n.Email, Language: n.Language, Country: n.Country, Reference: n.Reference}
}

type logbookEntry struct {
	ID       uuid.UUID `json:"id"`
	HeldOn   string    `json:"held_on" format:"date"`
	Role     string    `json:"role"`
	Medium   string    `json:"medium"`
	Hours    float64   `json:"hours"`
	Field    string    `json:"field"`
	Parties  int       `json:"parties"`
	Settled  string    `json:"settled"`
	Verified bool      `json:"verified"`
}

func logbookEntryOf(e candidates.LogbookEntry) logbookEntry {
	return logbookEntry{e.ID, day(e.HeldOn), e.Role, e.Medium, e.Hours, e.Field, e.Parties, e.Settled, e.VerifiedAt != nil}
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
			Body newCandidate
		}) (candidate, error) {
			c, err := candidates.Add(tx, in.Body.in())
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
	read(s, operation(http.MethodGet, "/o/{organisation}/candidates/{id}/logbook", "listLogbook", "Read a candidate's logbook"),
		func(tx *tenants.Tx, in *One) (list[logbookEntry], error) {
			if _, err := candidates.Get(tx, in.ID); err != nil {
				return list[logbookEntry]{}, err
			}
			entries, err := candidates.Logbook(tx, in.ID)
			return list[logbookEntry]{Items: each(entries, logbookEntryOf)}, err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/candidates/{id}/logbook", "addLogbookEntry", "Add a mediation to a logbook; never with a party's name"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				HeldOn  string  `json:"held_on" format:"date"`
				Role    string  `json:"role" enum:"mediator,co_mediator,adviser,advocate,observer"`
				Medium  string  `json:"medium" enum:"in_person,online,hybrid"`
				Hours   float64 `json:"hours"`
				Field   string  `json:"field" maxLength:"100"`
				Parties int     `json:"parties"`
				Settled string  `json:"settled" enum:"yes,partly,no"`
				NoName  bool    `json:"no_name,omitempty" doc:"Your word that the field names nobody, asked for when it looks as if it did"`
			}
		}) (logbookEntry, error) {
			zone, err := trainings.Zone(tx)
			if err != nil {
				return logbookEntry{}, err
			}
			b := in.Body
			e, err := candidates.AddEntry(tx, in.ID, candidates.NewEntry{HeldOn: dayOf(b.HeldOn), Role: b.Role, Medium: b.Medium, Hours: b.Hours, Field: b.Field,
				Parties: b.Parties, Settled: b.Settled, NoName: b.NoName}, standards.DayOf(tx.Now(), zone))
			return logbookEntryOf(e), err
		})
}
