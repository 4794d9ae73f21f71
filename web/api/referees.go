package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/tenants"
	"accord/tenants/fault"
)

type referee struct {
	ID          uuid.UUID     `json:"id"`
	Name        string        `json:"name"`
	Email       string        `json:"email"`
	Relation    string        `json:"relation" doc:"As whoever asked says"`
	Language    string        `json:"language"`
	State       string        `json:"state" enum:"asked,answered,withdrawn,lapsed"`
	ByCandidate bool          `json:"by_candidate" doc:"Asked by the candidate, from their personal page"`
	AskedAt     time.Time     `json:"asked_at"`
	LapsesAt    time.Time     `json:"lapses_at"`
	Declared    string        `json:"declared,omitempty" doc:"How the referee says they know of the mediations"`
	Entries     []refereeItem `json:"entries" doc:"As they stood when they were asked about"`
}

type refereeItem struct {
	Entry   uuid.UUID `json:"entry"`
	HeldOn  string    `json:"held_on" format:"date"`
	Role    string    `json:"role"`
	Medium  string    `json:"medium"`
	Hours   float64   `json:"hours"`
	Field   string    `json:"field"`
	Parties int       `json:"parties"`
	Settled string    `json:"settled"`
	State   string    `json:"state" enum:"asked,confirmed,disputed,withdrawn,lapsed"`
	Reason  string    `json:"reason,omitempty"`
}

func refereeOf(r candidates.Refereed) referee {
	return referee{r.ID, r.Name, r.Email, r.Relation, r.Language, string(r.State), r.ByCandidate, r.AskedAt, r.LapsesAt, r.Declared,
		each(r.Items, func(i candidates.RefereeItem) refereeItem {
			return refereeItem{i.EntryID, day(i.HeldOn), i.Role, i.Medium, i.Hours, i.Field, i.Parties, i.Settled, string(i.State), i.Reason}
		})}
}

func (s *service) referees() {
	const at = "/o/{organisation}/candidates/{id}/logbook/referees"
	read(s, operation(http.MethodGet, at, "listReferees", "Read whom a candidate's logbook was shown to, and what they said"),
		func(tx *tenants.Tx, in *One) (list[referee], error) {
			if _, err := candidates.Get(tx, in.ID); err != nil {
				return list[referee]{}, err
			}
			all, err := candidates.RefereesOf(tx, in.ID)
			return list[referee]{Items: each(all, refereeOf)}, err
		})
	write(s, operation(http.MethodPost, at, "askReferee", "Ask somebody whether mediations took place as written; they get a link that serves once"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Name     string      `json:"name" maxLength:"200"`
				Email    string      `json:"email" maxLength:"254"`
				Relation string      `json:"relation" maxLength:"100"`
				Language string      `json:"language" enum:"en,es" doc:"Of the letter"`
				Entries  []uuid.UUID `json:"entries" minItems:"1" maxItems:"50"`
			}
		}) (referee, error) {
			b := in.Body
			r, err := candidates.AskReferee(tx, in.ID, candidates.NewReferee{Name: b.Name, Email: b.Email, Relation: b.Relation, Language: b.Language, Entries: b.Entries})
			if err != nil {
				return referee{}, called(err, "entry", "entries")
			}
			whole, err := candidates.RefereeOf(tx, r.ID)
			return refereeOf(whole), err
		})
	write(s, operation(http.MethodPost, at+"/{request}/withdrawal", "withdrawReferee", "Take a request to a referee back"),
		func(tx *tenants.Tx, in *struct {
			One
			Request uuid.UUID `path:"request" format:"uuid"`
		}) (referee, error) {
			r, err := candidates.RefereeOf(tx, in.Request)
			if err == nil && r.CandidateID != in.ID {
				err = fault.Absent("referee_request")
			}
			if err == nil {
				_, err = candidates.WithdrawReferee(tx, in.Request)
			}
			if err != nil {
				return referee{}, err
			}
			r, err = candidates.RefereeOf(tx, in.Request)
			return refereeOf(r), err
		})
}
