package api_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/applications"
	"accord/app/apptest"
	"accord/app/people"
	"accord/app/programs"
	"accord/app/trainings"
	"accord/tenants"
)

func TestACohortIsPublishedAndAnApplicantAdmittedByTheAPI(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	day := apptest.Start.Truncate(24 * time.Hour)
	var cohort trainings.Cohort
	ok(t, w.DB.Write(t.Context(), w.Andina.Manager, func(tx *tenants.Tx) (err error) {
		cohort, err = trainings.Open(tx, trainings.NewCohort{Program: w.Andina.CMTP, Code: "F-27", Title: "Foundations", Language: "es",
			StartsOn: day.AddDate(0, 2, 0), EndsOn: day.AddDate(0, 3, 0), Capacity: 1, RequiredHours: 40, AttendanceFloor: 90})
		return err
	}))
	manager, publication := as(t, s, w, w.Andina.Manager), "/cohorts/"+cohort.ID.String()+"/publication"
	problem(t, manager.call("PUT", publication, object{"opens_on": "2026-12-01", "closes_on": "2026-11-20"}), 422)
	problem(t, as(t, s, w, w.Andina.Trainer).call("PUT", publication, object{"opens_on": "2026-11-16", "closes_on": "2026-12-20"}), 404)
	manager.call("PUT", publication, object{"opens_on": "2026-11-16", "closes_on": "2026-12-20"}).Status(200)
	ok(t, w.DB.Oversee(t.Context(), w.DB.AdmitOversightClerk("publish", "test"), "job publish", func(tx *tenants.OversightTx) error {
		if err := programs.Publish(tx, w.Andina.ID, w.Andina.CMTP); err != nil {
			return err
		}
		return trainings.PublishCohort(tx, cohort.ID)
	}))
	sent := func(name string, program uuid.UUID, in applications.Form) uuid.UUID {
		email := uuid.NewString() + "@correo.example"
		ok(t, people.AskToApply(t.Context(), w.DB, people.Asked{Program: program, Name: name, Email: email}, people.Visit{Address: email, Request: "test"}))
		l, err := w.DB.LinkOf(t.Context(), w.DB.LinkToken(w.ID(`select id from link where act = 'apply' and email = $1`, email)))
		ok(t, err)
		guest, err := w.DB.GuestMember(t.Context(), l, uuid.Nil, "test")
		ok(t, err)
		var a applications.Application
		ok(t, w.DB.Write(t.Context(), guest, func(tx *tenants.Tx) (err error) {
			in.Name, in.Country, in.Profession, in.Motivation, in.Notice = name, "EC", "Abogada", "Quiero mediar.", w.Notice(w.Andina, "privacy")
			a, err = applications.Submit(tx, l, in)
			return err
		}))
		return a.ID
	}
	in := applications.Form{Cohort: cohort.ID, Language: "es"}
	first, second := "/applications/"+sent("Lucía Andrade", w.Andina.CMTP, in).String(), "/applications/"+sent("Bruno Paz", w.Andina.CMTP, in).String()
	var all struct {
		Items []struct{ ID, State, Name string }
	}
	manager.get("/applications?state=received&search=andrade").Status(200).JSON(&all)
	if len(all.Items) != 1 || all.Items[0].Name != "Lucía Andrade" {
		t.Fatalf("%+v", all)
	}
	problem(t, manager.post(first+"/questions", object{"question": " "}), 422)
	manager.post(first+"/questions", object{"question": "¿Dónde?"}).Status(201)
	problem(t, manager.post(first+"/questions", object{"question": "¿Cuándo?"}), 409)
	var is struct{ State string }
	manager.post(first+"/admission", object{"invite_to_file": true}).Status(201).JSON(&is)
	if is.State != "admitted" {
		t.Errorf("%+v", is)
	}
	problem(t, manager.post(first+"/admission", object{}), 409)
	manager.post(second+"/admission", object{}).Status(201).JSON(&is)
	if is.State != "waiting" {
		t.Errorf("%+v", is)
	}
	problem(t, manager.post(second+"/refusal", object{"reason": "No."}), 409)
	problem(t, as(t, s, w, w.Nordic.Manager).get(first), 404)

	// Nobody is enrolled past who waits, unless a reason is given.
	ok(t, w.DB.Write(t.Context(), w.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := trainings.Withdraw(tx, w.ID(`select id from enrolment where cohort_id = $1`, cohort.ID))
		return err
	}))
	another := object{"name": "Rosa Lema", "email": uuid.NewString() + "@correo.example", "language": "es"}
	problem(t, manager.post("/cohorts/"+cohort.ID.String()+"/candidates", another), 409)
	another["passing"] = "She paid for the last cohort."
	manager.post("/cohorts/"+cohort.ID.String()+"/candidates", another).Status(201)
	manager.call("DELETE", publication, nil).Status(200)

	// A program that assesses takes them itself, for as many as it says.
	offered := "/programs/" + w.Andina.QAP.String() + "/publication"
	problem(t, manager.call("PUT", "/programs/"+w.Andina.CMTP.String()+"/publication", object{"opens_on": "2026-11-16", "closes_on": "2026-12-20", "languages": []string{"en"}}), 409)
	problem(t, manager.call("PUT", offered, object{"opens_on": "2026-11-16", "closes_on": "2026-12-20", "languages": []string{"fi"}}), 422)
	problem(t, as(t, s, w, w.Andina.Assessor).call("DELETE", offered, nil), 403)
	manager.call("PUT", offered, object{"opens_on": "2026-11-16", "closes_on": "2026-12-20", "languages": []string{"en"}, "places": 1}).Status(200)
	ok(t, w.DB.Oversee(t.Context(), w.DB.AdmitOversightClerk("publish", "test"), "job publish", func(tx *tenants.OversightTx) error {
		return programs.Publish(tx, w.Andina.ID, w.Andina.QAP)
	}))
	form := applications.Form{Language: "en"}
	judged, more := "/applications/"+sent("Carla Mena", w.Andina.QAP, form).String(), "/applications/"+sent("Diego Luna", w.Andina.QAP, form).String()
	problem(t, manager.post(judged+"/admission", object{"cohort_id": cohort.ID}), 422)
	var admitted struct {
		State    string
		CohortID string `json:"cohort_id"`
	}
	manager.post(judged+"/admission", object{}).Status(201).JSON(&admitted)
	if admitted.State != "admitted" || admitted.CohortID != "" {
		t.Errorf("%+v", admitted)
	}
	problem(t, manager.post(more+"/admission", object{}), 409)
	manager.call("DELETE", offered, nil).Status(200)
}
