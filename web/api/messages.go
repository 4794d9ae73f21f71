package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/messages"
	"accord/app/trainings"
	"accord/tenants"
)

// messageText is what a template or a message says.
type messageText struct {
	Fallback  string `json:"fallback" enum:"en,es" doc:"The language of who reads neither that of the text nor the cohort's"`
	SubjectEn string `json:"subject_en,omitempty" maxLength:"150"`
	BodyEn    string `json:"body_en,omitempty" maxLength:"5000" doc:"Plain text with places in double braces"`
	SubjectEs string `json:"subject_es,omitempty" maxLength:"150"`
	BodyEs    string `json:"body_es,omitempty" maxLength:"5000"`
}

func (t messageText) text() messages.Text {
	return messages.Text{Fallback: t.Fallback, SubjectEn: t.SubjectEn, BodyEn: t.BodyEn, SubjectEs: t.SubjectEs, BodyEs: t.BodyEs}
}

func messageTextOf(t messages.Text) messageText {
	return messageText{t.Fallback, t.SubjectEn, t.BodyEn, t.SubjectEs, t.BodyEs}
}

// messageTemplate is an organisation's own template.
type messageTemplate struct {
	ID         uuid.UUID    `json:"id"`
	Kind       string       `json:"kind" enum:"joining,materials,reminder,evaluation,general"`
	Name       string       `json:"name"`
	Version    int          `json:"version"`
	ArchivedAt *time.Time   `json:"archived_at,omitempty"`
	Text       *messageText `json:"text,omitempty" doc:"Of the version in use; left out of lists"`
}

func messageTemplateOf(t messages.Template) messageTemplate {
	return messageTemplate{ID: t.ID, Kind: string(t.Kind), Name: t.Name, Version: t.Version, ArchivedAt: t.ArchivedAt}
}

// withText reads a template's text too.
func withText(tx *tenants.Tx, t messages.Template, err error) (messageTemplate, error) {
	if err != nil {
		return messageTemplate{}, err
	}
	v, err := messages.VersionOf(tx, t, t.Version)
	said, out := messageTextOf(v.Text), messageTemplateOf(t)
	out.Text = &said
	return out, err
}

func (s *service) messages() {
	read(s, operation(http.MethodGet, "/o/{organisation}/message-templates", "listMessageTemplates", "List the organisation's message templates"),
		func(tx *tenants.Tx, in *struct {
			In
			Archived bool `query:"archived" doc:"Those put away, too"`
		}) (list[messageTemplate], error) {
			all, err := messages.Templates(tx, in.Archived)
			out := list[messageTemplate]{Items: []messageTemplate{}}
			for _, t := range all {
				out.Items = append(out.Items, messageTemplateOf(t))
			}
			return out, err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/message-templates/{id}", "getMessageTemplate", "Read a message template with its text"),
		func(tx *tenants.Tx, in *One) (messageTemplate, error) {
			t, err := messages.TemplateOf(tx, in.ID)
			return withText(tx, t, err)
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/message-templates", "createMessageTemplate", "Keep a message template; an unknown place is refused with those that are known"),
		func(tx *tenants.Tx, in *struct {
			In
			Body struct {
				Kind string      `json:"kind" enum:"joining,materials,reminder,evaluation,general"`
				Name string      `json:"name" maxLength:"120"`
				Text messageText `json:"text"`
			}
		}) (messageTemplate, error) {
			t, err := messages.Create(tx, messages.NewTemplate{Kind: messages.Kind(in.Body.Kind), Name: in.Body.Name, Text: in.Body.Text.text()})
			return withText(tx, t, err)
		})
	write(s, operation(http.MethodPut, "/o/{organisation}/message-templates/{id}", "editMessageTemplate", "Save a new version of a message template"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Version int         `json:"version" minimum:"1" doc:"The version that was edited; another one in use is a conflict"`
				Name    string      `json:"name" maxLength:"120"`
				Text    messageText `json:"text"`
			}
		}) (messageTemplate, error) {
			t, err := messages.Edit(tx, in.ID, messages.NewTemplate{Name: in.Body.Name, Text: in.Body.Text.text()}, in.Body.Version)
			if err != nil {
				return messageTemplate{}, err
			}
			t, err = messages.TemplateOf(tx, t.ID)
			return withText(tx, t, err)
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/message-templates/{id}/restoration", "restoreMessageTemplate", "Make an earlier text of a template the one in use"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Version int `json:"version" minimum:"0" doc:"0 for the text that is shipped"`
			}
		}) (messageTemplate, error) {
			if _, err := messages.Restore(tx, in.ID, in.Body.Version); err != nil {
				return messageTemplate{}, err
			}
			t, err := messages.TemplateOf(tx, in.ID)
			return withText(tx, t, err)
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/message-templates/{id}/archive", "archiveMessageTemplate", "Put a message template away; what was sent of it stays"),
		func(tx *tenants.Tx, in *One) (messageTemplate, error) {
			t, err := messages.Archive(tx, in.ID)
			return messageTemplateOf(t), err
		})
	s.sending()
}

// reminder is when a cohort is reminded of its sessions.
type reminder struct {
	CohortID   uuid.UUID  `json:"cohort_id"`
	DaysBefore int        `json:"days_before" doc:"0: not at all"`
	TemplateID *uuid.UUID `json:"template_id,omitempty" doc:"Absent for the text that is shipped"`
}

func reminderOf(cohort uuid.UUID, r trainings.SessionReminder) reminder {
	return reminder{cohort, r.DaysBefore, r.MessageTemplateID}
}
