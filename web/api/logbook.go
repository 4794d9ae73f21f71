package api

import (
	"net/http"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/standards"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

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
	Disputed bool      `json:"disputed" doc:"A referee knows it otherwise: it counts for nothing"`
	Referee  string    `json:"referee,omitempty" doc:"Whose word it is verified or disputed by"`
}

func logbookEntryOf(e candidates.LogbookEntry) logbookEntry {
	return logbookEntry{e.ID, day(e.HeldOn), e.Role, e.Medium, e.Hours, e.Field, e.Parties, e.Settled, e.VerifiedAt != nil, e.DisputedAt != nil, e.RefereeName}
}

type newEntry struct {
	HeldOn  string  `json:"held_on" format:"date"`
	Role    string  `json:"role" enum:"mediator,co_mediator,adviser,advocate,observer"`
	Medium  string  `json:"medium" enum:"in_person,online,hybrid"`
	Hours   float64 `json:"hours" minimum:"0.01" maximum:"1000"`
	Field   string  `json:"field" maxLength:"100"`
	Parties int     `json:"parties" minimum:"2" maximum:"1000"`
	Settled string  `json:"settled" enum:"yes,partly,no"`
	NoName  bool    `json:"no_name,omitempty" doc:"Your word that the field names nobody, asked for when it looks as if it did"`
}

func (n newEntry) in() candidates.NewEntry {
	return candidates.NewEntry{HeldOn: dayOf(n.HeldOn), Role: n.Role, Medium: n.Medium, Hours: n.Hours, Field: n.Field, Parties: n.Parties, Settled: n.Settled, NoName: n.NoName}
}

type verified struct {
	Verified int `json:"verified" doc:"Entries that were not verified before"`
}

func (s *service) logbook() {
	const at = "/o/{organisation}/candidates/{id}/logbook"
	type OfCandidate struct {
		One
		Entry uuid.UUID `path:"entry" format:"uuid"`
	}
	read(s, operation(http.MethodGet, at, "listLogbook", "Read a candidate's logbook"),
		func(tx *tenants.Tx, in *One) (list[logbookEntry], error) {
			if _, err := candidates.Get(tx, in.ID); err != nil {
				return list[logbookEntry]{}, err
			}
			entries, err := candidates.Logbook(tx, in.ID)
			return list[logbookEntry]{Items: each(entries, logbookEntryOf)}, err
		})
	write(s, operation(http.MethodPost, at, "addLogbookEntry", "Add a mediation to a logbook; never with a party's name"),
		func(tx *tenants.Tx, in *struct {
			One
			Body newEntry
		}) (logbookEntry, error) {
			zone, err := trainings.Zone(tx)
			if err != nil {
				return logbookEntry{}, err
			}
			e, err := candidates.AddEntry(tx, in.ID, in.Body.in(), standards.DayOf(tx.Now(), zone))
			return logbookEntryOf(e), err
		})
	write(s, operation(http.MethodPut, at+"/{entry}", "editLogbookEntry", "Correct a mediation that nobody has verified"),
		func(tx *tenants.Tx, in *struct {
			OfCandidate
			Body newEntry
		}) (logbookEntry, error) {
			zone, err := trainings.Zone(tx)
			if err != nil {
				return logbookEntry{}, err
			}
			if err := ofLogbook(tx, in.ID, in.Entry); err != nil {
				return logbookEntry{}, err
			}
			e, err := candidates.EditEntry(tx, in.Entry, in.Body.in(), standards.DayOf(tx.Now(), zone))
			return logbookEntryOf(e), err
		})
	write(s, operation(http.MethodDelete, at+"/{entry}", "removeLogbookEntry", "Take a mediation out of a logbook"),
		func(tx *tenants.Tx, in *OfCandidate) (done, error) {
			if err := ofLogbook(tx, in.ID, in.Entry); err != nil {
				return done{}, err
			}
			_, err := candidates.RemoveEntry(tx, in.Entry)
			return done{err == nil}, err
		})
	write(s, operation(http.MethodPost, at+"/verifications", "verifyLogbookEntries", "Confirm that mediations of a logbook were verified"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Entries []uuid.UUID `json:"entries" minItems:"1" maxItems:"2000"`
			}
		}) (verified, error) {
			n, err := candidates.VerifyEntries(tx, in.ID, in.Body.Entries)
			return verified{n}, called(err, "entry", "entries")
		})
}

// ofLogbook says whether an entry is of this candidate's logbook.
func ofLogbook(tx *tenants.Tx, candidate, entry uuid.UUID) error {
	e, err := candidates.Entry(tx, entry)
	if err == nil && e.CandidateID != candidate {
		err = fault.Absent("logbook_entry")
	}
	return err
}
