package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/messages"
	"accord/app/trainings"
	"accord/tenants"
)

// message is one message to a cohort.
type message struct {
	ID        uuid.UUID      `json:"id"`
	CohortID  uuid.UUID      `json:"cohort_id"`
	Kind      string         `json:"kind" enum:"joining,materials,reminder,evaluation,general"`
	Name      string         `json:"name"`
	Audience  string         `json:"audience" enum:"enrolled,at_risk,missing_hours,waiting,chosen"`
	State     string         `json:"state" enum:"draft,scheduled,sending,sent,cancelled"`
	SendAt    *time.Time     `json:"send_at,omitempty"`
	Confirmed string         `json:"confirmed_by,omitempty" doc:"For whom it goes out, with their rights at its time"`
	Returned  *time.Time     `json:"returned_at,omitempty" doc:"When its time came, and it did not go out: it is a draft again"`
	Why       *messages.Why  `json:"returned_why,omitempty" enum:"left,rights" doc:"Whoever confirmed it had left, or could no longer write to this cohort"`
	CreatedAt time.Time      `json:"created_at"`
	Counts    map[string]int `json:"counts,omitempty" doc:"Deliveries by their state"`
}

func messageOf(m messages.Message) message {
	return message{ID: m.ID, CohortID: m.CohortID, Kind: string(m.Kind), Name: m.Name, Audience: string(m.Audience), State: string(m.State()), SendAt: m.SendAt, Confirmed: m.ConfirmedByName, Returned: m.ReturnedAt, Why: m.ReturnedWhy, CreatedAt: m.CreatedAt}
}

func listedMessage(l messages.Listed) message {
	m := messageOf(l.Message)
	m.Counts = map[string]int{}
	for o, n := range l.Counts {
		m.Counts[string(o)] = n
	}
	return m
}

// delivery is what became of a message for one person.
type delivery struct {
	ID          uuid.UUID  `json:"id"`
	CandidateID uuid.UUID  `json:"candidate_id"`
	Name        string     `json:"name"`
	State       string     `json:"state" enum:"queued,sent,failed,left"`
	Reason      string     `json:"reason,omitempty" doc:"Why it failed, a key of the catalogue"`
	Language    string     `json:"language,omitempty" doc:"In which it was sent"`
	Subject     string     `json:"subject,omitempty" doc:"As it was sent"`
	Body        string     `json:"body,omitempty" doc:"As it was sent, without the reader's own link"`
	SettledAt   *time.Time `json:"settled_at,omitempty"`
}

// previewed is a message as one of its readers gets it.
type previewed struct {
	Recipients  int       `json:"recipients"`
	CandidateID uuid.UUID `json:"candidate_id"`
	Language    string    `json:"language" enum:"en,es"`
	Subject     string    `json:"subject"`
	Body        string    `json:"body"`
}

func (s *service) sending() {
	read(s, operation(http.MethodGet, "/o/{organisation}/messages", "listMessages", "List messages to cohorts, the latest first"),
		func(tx *tenants.Tx, in *struct {
			In
			At
			Search string    `query:"search" maxLength:"200"`
			Kind   string    `query:"kind" enum:"joining,materials,reminder,evaluation,general"`
			State  string    `query:"state" enum:"draft,scheduled,sending,sent,cancelled"`
			Cohort uuid.UUID `query:"cohort_id" format:"uuid"`
		}) (list[message], error) {
			page, err := messages.List(tx, messages.Filter{Cohort: in.Cohort, Kind: messages.Kind(in.Kind), State: messages.State(in.State), Search: in.Search}, in.ask())
			return listOf(page, listedMessage), err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/messages/{id}", "getMessage", "Read a message and how far it has come"),
		func(tx *tenants.Tx, in *One) (message, error) {
			m, err := messages.Find(tx, in.ID)
			if err != nil {
				return message{}, err
			}
			counts, err := messages.CountsOf(tx, m.ID)
			return listedMessage(messages.Listed{Message: m, Counts: counts[m.ID]}), err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/messages/{id}/deliveries", "listDeliveries", "List what became of a message for each person"),
		func(tx *tenants.Tx, in *One) (list[delivery], error) {
			m, err := messages.Find(tx, in.ID)
			if err != nil {
				return list[delivery]{}, err
			}
			all, err := messages.Deliveries(tx, m.ID)
			out := list[delivery]{Items: []delivery{}}
			for _, d := range all {
				out.Items = append(out.Items, delivery{d.ID, d.CandidateID, d.Name, string(d.State), d.Reason, d.Locale, d.Subject, d.Body, d.SettledAt})
			}
			return out, err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/messages/{id}/preview", "previewMessage", "Read a message as one of its readers gets it"),
		func(tx *tenants.Tx, in *struct {
			One
			Candidate uuid.UUID `query:"candidate_id" format:"uuid" doc:"The first of them when it is left out"`
		}) (previewed, error) {
			p, err := messages.PreviewOf(tx, in.ID, in.Candidate, "[personal link]")
			out := previewed{Recipients: len(p.Recipients)}
			if err == nil && p.Shown != nil {
				out.CandidateID, out.Language, out.Subject, out.Body = p.Shown.Candidate.ID, p.Shown.Locale, p.Shown.Subject, p.Shown.Body
			}
			return out, err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/cohorts/{id}/messages", "writeMessage", "Draft a message to a cohort or some of it; nothing is sent yet"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				TemplateID uuid.UUID   `json:"template_id,omitempty" format:"uuid" doc:"A template of the organisation's own; without it the shipped text of the kind"`
				Kind       string      `json:"kind,omitempty" enum:"joining,materials,reminder,evaluation,general"`
				Audience   string      `json:"audience" enum:"enrolled,at_risk,missing_hours,waiting,chosen"`
				Enrolments []uuid.UUID `json:"enrolments,omitempty" maxItems:"1000" doc:"For the audience chosen"`
			}
		}) (message, error) {
			m, err := messages.Write(tx, in.ID, messages.NewMessage{Template: in.Body.TemplateID, Kind: messages.Kind(in.Body.Kind), Audience: messages.Audience(in.Body.Audience), Enrolments: in.Body.Enrolments})
			return messageOf(m), err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/messages/{id}/sending", "sendMessage", "Send a draft, now or at a later time"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Recipients int        `json:"recipients" minimum:"0" doc:"How many the preview named; another number by now is a conflict"`
				SendAt     *time.Time `json:"send_at,omitempty"`
			}
		}) (message, error) {
			m, err := messages.Confirm(tx, in.ID, in.Body.Recipients, in.Body.SendAt)
			return messageOf(m), err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/messages/{id}/cancellation", "cancelMessage", "Take a draft or a scheduled message back"),
		func(tx *tenants.Tx, in *One) (message, error) {
			m, err := messages.Cancel(tx, in.ID)
			return messageOf(m), err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/messages/{id}/resending", "resendMessage", "Send a message again to those whom it did not reach"),
		func(tx *tenants.Tx, in *One) (message, error) {
			m, err := messages.Resend(tx, in.ID)
			return messageOf(m), err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/cohorts/{id}/session-reminders", "getSessionReminders", "Read when a cohort is reminded of its sessions"),
		func(tx *tenants.Tx, in *One) (reminder, error) {
			c, err := trainings.Get(tx, in.ID)
			if err != nil {
				return reminder{}, err
			}
			r, err := trainings.ReminderOf(tx, c.ID)
			return reminderOf(c.ID, r), err
		})
	write(s, operation(http.MethodPut, "/o/{organisation}/cohorts/{id}/session-reminders", "setSessionReminders", "Say how many days before each session a cohort is reminded"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				DaysBefore int       `json:"days_before" minimum:"0" maximum:"14" doc:"0 turns them off"`
				TemplateID uuid.UUID `json:"template_id,omitempty" format:"uuid"`
			}
		}) (reminder, error) {
			r, err := messages.SetReminder(tx, in.ID, in.Body.DaysBefore, in.Body.TemplateID)
			return reminderOf(in.ID, r), err
		})
}
