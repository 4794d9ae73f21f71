package api_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/messages"
	"accord/app/people"
	"accord/app/trainings"
	"accord/tenants"
)

// taught is a cohort that Trainer trains, with two people enrolled.
func taught(t *testing.T, w *apptest.World) (c trainings.Cohort, all []trainings.Enrolment) {
	t.Helper()
	ok(t, w.DB.Write(t.Context(), w.Andina.Manager, func(tx *tenants.Tx) (err error) {
		c, err = trainings.Open(tx, trainings.NewCohort{Program: w.Andina.CMTP, Code: "F-26", Title: "Fundamentos", Language: "es",
			StartsOn: time.Date(2026, 10, 10, 0, 0, 0, 0, time.UTC), EndsOn: time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC), Capacity: 24, RequiredHours: 40, AttendanceFloor: 90})
		if err != nil {
			return err
		}
		if err := trainings.Staff(tx, c.ID, []uuid.UUID{w.Andina.Trainer.Membership()}); err != nil {
			return err
		}
		for _, p := range []candidates.NewCandidate{{Name: "Camila Torres", Email: "camila@correo.example", Language: "es"}, {Name: "Dana Pike", Email: "dana@mail.example", Language: "en"}} {
			e, err := trainings.Enrol(tx, c.ID, p, "")
			if err != nil {
				return err
			}
			all = append(all, e)
		}
		return nil
	}))
	return c, all
}

type sentMessage struct {
	ID, State, Name string
	Confirmed       string         `json:"confirmed_by"`
	SendAt          *time.Time     `json:"send_at"`
	Why             string         `json:"returned_why"`
	Counts          map[string]int `json:"counts"`
}

func TestATemplateIsKeptChangedAndPutAwayByTheAPI(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	manager, trainer := as(t, s, w, w.Andina.Manager), as(t, s, w, w.Andina.Trainer)
	text := object{"fallback": "es", "subject_es": "Hola, {{given_name}}", "body_es": "Nos vemos en {{place}}."}
	wrong := object{"fallback": "es", "subject_es": "Hola, {{apellido}}", "body_es": ""}
	fields(t, problem(t, manager.post("/message-templates", object{"kind": "general", "name": " ", "text": wrong}), 422),
		map[string]string{"name": "message.name_required", "subject_es": "message.place_unknown", "body_es": "message.body_required"})
	problem(t, manager.post("/message-templates", object{"kind": "poem", "name": "Hola", "text": text}), 422)
	problem(t, trainer.post("/message-templates", object{"kind": "general", "name": "Hola", "text": text}), 403)
	problem(t, as(t, s, w, w.Andina.Assessor).post("/message-templates", object{"kind": "general", "name": "Hola", "text": text}), 404)
	at := "/message-templates/" + id(t, manager.post("/message-templates", object{"kind": "general", "name": "Hola", "text": text}))
	problem(t, manager.post("/message-templates", object{"kind": "general", "name": "HOLA", "text": text}), 409)

	var is struct {
		Version int
		Text    struct {
			SubjectEs string `json:"subject_es"`
		}
		ArchivedAt *time.Time `json:"archived_at"`
	}
	text["subject_es"] = "Buenas, {{given_name}}"
	edit := object{"version": 1, "name": "Hola", "text": text}
	problem(t, trainer.call("PUT", at, edit), 403)
	manager.call("PUT", at, edit).Status(200).JSON(&is)
	if is.Version != 2 || is.Text.SubjectEs != "Buenas, {{given_name}}" {
		t.Errorf("edited: %+v", is)
	}
	problem(t, manager.call("PUT", at, edit), 409) // the other program's version
	manager.post(at+"/restoration", object{"version": 1}).Status(201).JSON(&is)
	if is.Version != 3 || is.Text.SubjectEs != "Hola, {{given_name}}" {
		t.Errorf("restored: %+v", is)
	}
	problem(t, manager.post(at+"/restoration", object{"version": 9}), 404)
	trainer.get(at).Status(200)
	for _, m := range []tenants.Member{w.Nordic.Manager, w.Andina.Assessor} {
		c := as(t, s, w, m)
		problem(t, c.get(at), 404)
		problem(t, c.call("PUT", at, edit), 404)
		problem(t, c.post(at+"/archive", nil), 404)
	}
	problem(t, trainer.post(at+"/archive", nil), 403)
	manager.post(at+"/archive", nil).Status(201).JSON(&is)
	if is.ArchivedAt == nil {
		t.Error("it was not put away")
	}
	var all struct{ Items []object }
	manager.get("/message-templates").Status(200).JSON(&all)
	kept := len(all.Items)
	manager.get("/message-templates?archived=true").Status(200).JSON(&all)
	if kept != 0 || len(all.Items) != 1 {
		t.Errorf("%d are in use, %d in all", kept, len(all.Items))
	}
}

func TestAMessageIsWrittenLookedAtAndSentByTheAPI(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	cohort, who := taught(t, w)
	trainer, write := as(t, s, w, w.Andina.Trainer), "/cohorts/"+cohort.ID.String()+"/messages"
	for _, bad := range []object{{"kind": "general", "audience": "everybody"}, {"kind": "poem", "audience": "enrolled"}, {"audience": "enrolled"},
		{"kind": "general", "audience": "chosen"}, {"kind": "general", "audience": "at_risk"}, {"kind": "general", "audience": "enrolled", "text": "Hola"}} {
		problem(t, trainer.post(write, bad), 422)
	}
	problem(t, trainer.post(write, object{"kind": "general", "audience": "chosen", "enrolments": []uuid.UUID{uuid.New()}}), 404)
	problem(t, trainer.post(write, object{"template_id": uuid.New(), "audience": "enrolled"}), 404)
	problem(t, trainer.post(write, object{"kind": "general", "audience": "waiting"}), 403)
	all := object{"kind": "joining", "audience": "enrolled"}
	for _, m := range []tenants.Member{w.Nordic.Manager, w.Andina.Assessor, w.Andina.Trainer2} {
		problem(t, as(t, s, w, m).post(write, all), 404)
	}
	at := "/messages/" + id(t, trainer.post(write, all))

	var seen struct {
		Recipients    int
		Language      string
		Subject, Body string
	}
	trainer.get(at + "/preview?candidate_id=" + who[1].CandidateID.String()).Status(200).JSON(&seen)
	if seen.Recipients != 2 || seen.Language != "en" || seen.Subject != "Joining instructions for Fundamentos" {
		t.Errorf("the preview is %+v", seen)
	}
	problem(t, trainer.get(at+"/preview?candidate_id="+uuid.NewString()), 404)
	problem(t, trainer.post(at+"/sending", object{"recipients": 7}), 409)
	fields(t, problem(t, trainer.post(at+"/sending", object{"recipients": 2, "send_at": apptest.Start.Add(-time.Hour)}), 422), map[string]string{"send_at": "message.past"})
	fields(t, problem(t, trainer.post(at+"/sending", object{"recipients": 2, "send_at": apptest.Start.AddDate(2, 0, 0)}), 422), map[string]string{"send_at": "message.too_far"})
	for _, m := range []tenants.Member{w.Nordic.Manager, w.Andina.Assessor, w.Andina.Trainer2} {
		c := as(t, s, w, m)
		for _, read := range []string{"", "/deliveries", "/preview"} {
			problem(t, c.get(at+read), 404)
		}
		for _, do := range []string{"/cancellation", "/resending"} {
			problem(t, c.post(at+do, nil), 404)
		}
		problem(t, c.post(at+"/sending", object{"recipients": 2}), 404)
	}
	var is sentMessage
	trainer.post(at+"/sending", object{"recipients": 2}).Status(201).JSON(&is)
	if is.State != "sending" || is.Confirmed != w.Andina.Trainer.Name() {
		t.Errorf("sent: %+v", is)
	}
	trainer.post(at+"/sending", object{"recipients": 2}).Status(201) // confirmed before, it stays as it was
	problem(t, trainer.post(at+"/cancellation", nil), 409)
	problem(t, trainer.post(at+"/resending", nil), 409)
	trainer.get(at).Status(200).JSON(&is)
	if is.Counts["queued"] != 2 {
		t.Errorf("on the way: %+v", is)
	}
	var rows struct {
		Items []struct{ Name, State string }
	}
	trainer.get(at + "/deliveries").Status(200).JSON(&rows)
	if len(rows.Items) != 2 || rows.Items[0].Name != "Camila Torres" || rows.Items[0].State != "queued" {
		t.Errorf("the deliveries are %+v", rows)
	}
	w.Force(`update message_delivery set state = 'failed', reason = 'message.refused', settled_at = $2 where message_id = $1`, is.ID, apptest.Start)
	trainer.post(at+"/resending", nil).Status(201)
	var listed struct{ Items []sentMessage }
	trainer.get("/messages?state=sending&kind=joining&cohort_id=" + cohort.ID.String()).Status(200).JSON(&listed)
	if len(listed.Items) != 1 || listed.Items[0].ID != is.ID {
		t.Errorf("listed: %+v", listed)
	}
	problem(t, trainer.get("/messages?state=lost"), 422)
	as(t, s, w, w.Nordic.Manager).get("/messages").Status(200).JSON(&listed)
	if len(listed.Items) != 0 {
		t.Errorf("another organisation reads %+v", listed)
	}
}

// A message that is scheduled can be taken back; one whose confirmer may no
// longer send it at its hour says so, and can be sent by another.
func TestAScheduledMessageIsTakenBackOrGivenBackByTheAPI(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	cohort, _ := taught(t, w)
	trainer, manager := as(t, s, w, w.Andina.Trainer), as(t, s, w, w.Andina.Manager)
	at := func() string {
		return "/messages/" + id(t, trainer.post("/cohorts/"+cohort.ID.String()+"/messages", object{"kind": "general", "audience": "enrolled"}))
	}
	first, second, later := at(), at(), apptest.Start.Add(time.Hour)
	var is sentMessage
	for _, one := range []string{first, second} {
		trainer.post(one+"/sending", object{"recipients": 2, "send_at": later}).Status(201).JSON(&is)
		if is.State != "scheduled" || is.SendAt == nil || !is.SendAt.Equal(later) {
			t.Errorf("scheduled: %+v", is)
		}
	}
	trainer.post(first+"/cancellation", nil).Status(201).JSON(&is)
	if is.State != "cancelled" {
		t.Errorf("taken back: %+v", is)
	}
	problem(t, trainer.post(first+"/sending", object{"recipients": 2}), 409)

	ok(t, w.DB.Write(t.Context(), w.Andina.Admin, func(tx *tenants.Tx) error { return people.End(tx, w.Andina.Trainer.Membership()) }))
	clerk, err := w.DB.AdmitClerk(t.Context(), w.Andina.ID, messages.DueKind, "test")
	ok(t, err)
	ok(t, w.DB.Write(t.Context(), clerk, func(tx *tenants.Tx) error { return messages.GiveBack(tx, uuid.MustParse(second[len("/messages/"):])) }))
	manager.get(second).Status(200).JSON(&is)
	if is.State != "draft" || is.Why != "left" || is.Confirmed != w.Andina.Trainer.Name() {
		t.Errorf("given back: %+v", is)
	}
	is = sentMessage{}
	manager.post(second+"/sending", object{"recipients": 2}).Status(201).JSON(&is)
	if is.State != "sending" || is.Why != "" || is.Confirmed != w.Andina.Manager.Name() {
		t.Errorf("sent after all: %+v", is)
	}
}

func TestSessionRemindersAreSetByTheAPI(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	cohort, _ := taught(t, w)
	trainer, at := as(t, s, w, w.Andina.Trainer), "/cohorts/"+cohort.ID.String()+"/session-reminders"
	var is struct {
		DaysBefore int `json:"days_before"`
	}
	trainer.call("PUT", at, object{"days_before": 2}).Status(200)
	trainer.get(at).Status(200).JSON(&is)
	if is.DaysBefore != 2 {
		t.Errorf("set: %+v", is)
	}
	problem(t, trainer.call("PUT", at, object{"days_before": 15}), 422)
	problem(t, trainer.call("PUT", at, object{"days_before": 1, "template_id": uuid.New()}), 422)
	for _, m := range []tenants.Member{w.Nordic.Manager, w.Andina.Assessor, w.Andina.Trainer2} {
		c := as(t, s, w, m)
		problem(t, c.get(at), 404)
		problem(t, c.call("PUT", at, object{"days_before": 1}), 404)
	}
}
