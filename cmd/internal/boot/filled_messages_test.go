package boot

import (
	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/evaluations"
	"accord/app/materials"
	"accord/app/messages"
	"accord/tenants"
)

// messages: a template, a draft, and a message that reached one and not another;
// what the cohort is given to read, and its evaluation, which is open.
func (f *filled) messages() {
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		t, err := messages.Create(tx, messages.NewTemplate{Kind: messages.Joining, Name: "Welcome", Text: messages.Default(messages.Joining)})
		f.is("message template", t.ID)
		return err
	})
	for _, name := range []string{"message", "message sent"} {
		f.write(f.org.Trainer, func(tx *tenants.Tx) error {
			m, err := messages.Write(tx, f.id("cohort"), messages.NewMessage{Kind: messages.General, Audience: messages.Enrolled})
			f.is(name, m.ID)
			if err != nil || name == "message" {
				return err
			}
			_, err = messages.Confirm(tx, m.ID, 2, nil)
			return err
		})
	}
	f.Exec(`update message_delivery set state = 'sent', locale = 'es', subject = 'Hola', body = 'Hola', settled_at = $2 where message_id = $1 and enrolment_id = $3`, f.id("message sent"), apptest.Start, f.id("enrolment late"))
	f.Exec(`update message_delivery set state = 'failed', reason = 'message.refused', settled_at = $2 where message_id = $1 and enrolment_id = $3`, f.id("message sent"), apptest.Start, f.id("enrolment ready"))
	f.Exec(`update message set finished_at = $2 where id = $1`, f.id("message sent"), apptest.Start)
	f.is("delivery", f.ID(`select id from message_delivery where message_id = $1 and state = 'sent'`, f.id("message sent")))
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		if _, err := evaluations.Begin(tx, f.id("cohort"), day(apptest.Start, -1), day(apptest.Start, 5)); err != nil {
			return err
		}
		m, err := materials.Add(tx, f.id("cohort"), materials.NewMaterial{Title: "Slides", Address: "https://slides.example/1"})
		f.is("material", m.ID)
		return err
	})
}

// lecture: a document of the cohort that its trainees are given.
func (f *filled) lecture() {
	document := f.Row("document", map[string]any{"tenant_id": f.org.ID, "cohort_id": f.id("cohort"), "candidate_id": nil, "program_id": nil, "kind": "other", "title": "Lecture"})
	version := f.Row("document_version", map[string]any{"tenant_id": f.org.ID, "document_id": document, "cohort_id": f.id("cohort"), "candidate_id": nil, "program_id": nil, "number": 1, "kind": "other",
		"title": "Lecture", "state": "typed", "origin": "upload", "file_name": "lecture.pdf", "size": 10, "media_type": "application/pdf", "sha256": make([]byte, 32), "store_key": uuid.NewString(), "store_version": "1", "typed_at": apptest.Start, "received_at": apptest.Start})
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		m, err := materials.Add(tx, f.id("cohort"), materials.NewMaterial{Version: version})
		f.is("material document", m.ID)
		return err
	})
}
