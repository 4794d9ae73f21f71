package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/app/journal"
	"accord/tenants"
)

// event is one line of a log.
type event struct {
	ID         uuid.UUID      `json:"id"`
	At         time.Time      `json:"at"`
	Door       string         `json:"door" enum:"member,overseer,self,gate,clerk" doc:"By which the actor came; overseer is IMI"`
	Actor      string         `json:"actor" doc:"The name as it was then, or the job's"`
	Roles      []string       `json:"roles"`
	PersonID   *uuid.UUID     `json:"person_id,omitempty"`
	Membership *uuid.UUID     `json:"membership_id,omitempty"`
	Purpose    string         `json:"purpose,omitempty" doc:"What oversight said it was there for"`
	Action     string         `json:"action" doc:"\"cohort.opened\""`
	Resource   string         `json:"resource"`
	SubjectID  *uuid.UUID     `json:"subject_id,omitempty"`
	CaseID     *uuid.UUID     `json:"case_id,omitempty"`
	Detail     map[string]any `json:"detail,omitempty"`
}

func eventOf(a journal.AuditLog) event {
	e := event{ID: a.ID, At: a.At, Door: a.Door, Actor: a.Actor, Roles: append([]string{}, a.Roles...), PersonID: a.PersonID, Membership: a.MembershipID,
		Action: a.Action, Resource: a.Resource, SubjectID: a.SubjectID, CaseID: a.CaseID, Detail: a.Detail}
	if a.Purpose != nil {
		e.Purpose = *a.Purpose
	}
	return e
}

// Sought narrows a log as its page does; exported as One is.
type Sought struct {
	Area    string    `query:"area" maxLength:"40" doc:"The beginning of the action: \"program\" is \"program.…\""`
	Person  uuid.UUID `query:"person" format:"uuid" doc:"Who did it"`
	Subject uuid.UUID `query:"subject" format:"uuid" doc:"The row it concerns, as subject or as case"`
	From    time.Time `query:"from" doc:"A moment"`
	To      time.Time `query:"to" doc:"A moment, not included"`
	Show    string    `query:"show" enum:"read,imi" doc:"Only documents that were read, or only what IMI did"`
}

func (q Sought) filter() journal.Filter {
	f := journal.Filter{Area: q.Area, Person: q.Person, Subject: q.Subject, From: q.From, To: q.To, Reading: q.Show == "read"}
	if q.Show == "imi" {
		f.Door = string(tenants.DoorOverseer)
	}
	return f
}

func (s *service) journal() {
	read(s, operation(http.MethodGet, "/o/{organisation}/log", "listLog", "Read the organisation's log, newest first: what everybody did, IMI's readings among it"),
		func(tx *tenants.Tx, in *struct {
			In
			At
			Sought
		}) (list[event], error) {
			page, err := journal.List(tx, in.filter(), in.ask())
			return listOf(page, eventOf), err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/evidence/{id}/log", "listReadings", "Read what happened to a document version: each reading, by whom and what for"),
		func(tx *tenants.Tx, in *One) (list[event], error) {
			all, err := evidence.History(tx, in.ID)
			return list[event]{Items: each(all, eventOf)}, err
		})
	look(s, operation(http.MethodGet, "/imi/log", "listOversightLog", "Read what IMI did, across organisations and in its own place"), "read IMI's own log",
		func(tx *tenants.OversightTx, in *struct {
			At
			Sought
			Organisation uuid.UUID `query:"organisation" format:"uuid"`
		}) (list[event], error) {
			page, err := journal.Oversight(tx, in.Organisation, in.filter(), in.ask())
			return listOf(page, eventOf), err
		})
}
