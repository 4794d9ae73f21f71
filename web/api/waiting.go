package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/trainings"
	"accord/tenants"
)

// queued is somebody who waits for a place in a cohort.
type queued struct {
	ID          uuid.UUID `json:"id"`
	CandidateID uuid.UUID `json:"candidate_id"`
	Name        string    `json:"name"`
	Since       time.Time `json:"since"`
}

type queue struct {
	Free    int      `json:"free" doc:"Places that nobody has"`
	Waiting []queued `json:"waiting" doc:"First come first"`
}

func (s *service) waiting() {
	read(s, operation(http.MethodGet, "/o/{organisation}/cohorts/{id}/waiting", "listWaiting", "Read a cohort's waiting list; it is empty for who does not keep it"),
		func(tx *tenants.Tx, in *One) (queue, error) {
			c, err := trainings.Get(tx, in.ID)
			if err != nil {
				return queue{}, err
			}
			q, err := trainings.QueueOf(tx, c)
			return queue{q.Free, each(q.Waiting, func(w trainings.Queued) queued { return queued{w.ID, w.CandidateID, w.Candidate.Name, w.Since} })}, err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/cohorts/{id}/waiting", "addWaiting", "Put somebody at the end of a full cohort's waiting list; whoever is on file by that address is not put there again"),
		func(tx *tenants.Tx, in *struct {
			One
			Body newCandidate
		}) (made, error) {
			w, err := trainings.Wait(tx, in.ID, in.Body.in())
			return made{w.ID}, err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/waiting/{id}/place", "placeWaiting", "Give a free place to the first of a waiting list, and write to them"),
		func(tx *tenants.Tx, in *One) (enrolment, error) {
			e, err := trainings.Place(tx, in.ID)
			return enrolmentOf(e), err
		})
	write(s, operation(http.MethodDelete, "/o/{organisation}/waiting/{id}", "removeWaiting", "Take somebody off a waiting list without a place"),
		func(tx *tenants.Tx, in *One) (done, error) {
			return done{true}, trainings.Leave(tx, in.ID)
		})
}
