package api_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/trainings"
	"accord/tenants"
)

type qualifiedOut struct {
	MembershipID uuid.UUID `json:"membership_id"`
	Standing     string
	LapsesOn     string `json:"lapses_on"`
	Unconfirmed  int
	On           string
	Lines        []struct{ Citation, State, Said string }
	Training     struct{ Confirmed bool }
	Practice     []struct {
		ID        uuid.UUID
		HeldOn    string `json:"held_on"`
		Confirmed bool
	}
}

func TestWhatQualifiesATrainerIsNotedAndConfirmedByTheAPI(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	w.Unqualify(w.Andina.Trainer)
	manager, trainer := as(t, s, w, w.Andina.Manager), as(t, s, w, w.Andina.Trainer)
	own := "/qualifications/" + w.Andina.Trainer.Membership().String()
	held := func(day string) object {
		return object{"held_on": day, "hours": 5, "role": "mediator", "field": "workplace"}
	}
	var is qualifiedOut
	trainer.get(own).Status(200).JSON(&is)
	if is.Standing != "not_met" || len(is.Practice) != 0 || is.On != w.Clock.Now().Format(time.DateOnly) {
		t.Fatalf("before anything was noted: %+v", is)
	}
	trainer.call("PUT", own, object{"training": "Mediation, 120 hours", "provider": "University of Quito", "trained_on": "2018-06-01", "law": "does_not"}).Status(200)
	var ids []string
	for _, day := range []string{"2026-01-10", "2026-03-01", "2025-01-10", "2025-03-01", "2024-01-10", "2024-03-01"} {
		ids = append(ids, id(t, trainer.post(own+"/practice", held(day))))
	}
	trainer.call("PUT", own+"/practice/"+ids[0], held("2026-01-12")).Status(200)
	trainer.get(own).Status(200).JSON(&is)
	if is.Unconfirmed != 8 || is.Standing != "not_met" || is.Practice[1].HeldOn != "2026-01-12" {
		t.Errorf("noted and unconfirmed: %+v", is)
	}

	var done struct{ Confirmed int }
	manager.post(own+"/confirmations", object{"training": true, "registration": true, "practice": ids}).Status(201).JSON(&done)
	manager.get(own + "?on=2026-11-20").Status(200).JSON(&is)
	if done.Confirmed != 8 || is.Standing != "lapses_soon" || is.LapsesOn == "" || is.On != "2026-11-20" || !is.Training.Confirmed {
		t.Errorf("%d confirmed, and it is %+v", done.Confirmed, is)
	}
	for _, l := range is.Lines {
		if l.Said == "" || l.State == "missing" {
			t.Errorf("the line %+v", l)
		}
	}
	var all struct{ Items []qualifiedOut }
	manager.get("/qualifications?standing=lapses_soon").Status(200).JSON(&all)
	if len(all.Items) != 1 || all.Items[0].MembershipID != w.Andina.Trainer.Membership() {
		t.Errorf("who lapses soon: %+v", all.Items)
	}
	trainer.call("DELETE", own+"/practice/"+ids[5], nil).Status(200)
	problem(t, trainer.call("DELETE", own+"/practice/"+ids[5], nil), 404)
	problem(t, trainer.call("PUT", own+"/practice/"+ids[5], held("2024-03-02")), 404)
	manager.get(own).Status(200).JSON(&is)
	if is.Standing != "not_met" || len(is.Practice) != 5 {
		t.Errorf("with one too few: %+v", is)
	}
}

func TestQualificationsRefuseByTheAPIAsByThePages(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	w.Unqualify(w.Andina.Trainer)
	manager, trainer := as(t, s, w, w.Andina.Manager), as(t, s, w, w.Andina.Trainer)
	own, others := "/qualifications/"+w.Andina.Trainer.Membership().String(), "/qualifications/"+w.Andina.Trainer2.Membership().String()
	good := object{"held_on": "2026-01-10", "hours": 5, "role": "mediator", "field": "workplace"}
	one := id(t, trainer.post(own+"/practice", good))

	// Another organisation, and whose it is not: absent.
	nordic := as(t, s, w, w.Nordic.Manager)
	problem(t, nordic.get(own), 404)
	problem(t, nordic.get("/api/v1/o/"+w.Andina.Slug+own), 404)
	problem(t, nordic.post(own+"/practice", good), 404)
	problem(t, nordic.post(own+"/confirmations", object{"practice": []string{one}}), 404)
	problem(t, trainer.get(others), 404)
	problem(t, trainer.call("PUT", others, object{"training": "Mediation"}), 404)
	problem(t, trainer.post(others+"/practice", good), 404)
	problem(t, manager.call("DELETE", others+"/practice/"+one, nil), 404) // of somebody else
	problem(t, manager.get("/qualifications/"+w.Andina.Manager.Membership().String()), 404)
	problem(t, manager.get("/qualifications/"+uuid.NewString()), 404)

	// Who may not: nobody confirms their own.
	problem(t, trainer.post(own+"/confirmations", object{"practice": []string{one}}), 403)

	// What is wrong, at its field.
	fields(t, problem(t, trainer.post(own+"/practice", object{"held_on": "2026-12-24", "hours": 5, "role": "mediator", "field": " "}), 422),
		map[string]string{"held_on": "logbook.future", "field": "logbook.field_required"})
	fields(t, problem(t, trainer.post(own+"/practice", object{"held_on": "2026-01-10", "hours": 1.555, "role": "mediator", "field": "workplace"}), 422), map[string]string{"hours": "logbook.hours"})
	fields(t, problem(t, trainer.call("PUT", own, object{"training": "Mediation", "trained_on": "2027-01-01"}), 422), map[string]string{"trained_on": "qualification.future"})
	fields(t, problem(t, manager.post(own+"/confirmations", object{}), 422), map[string]string{"facts": "qualification.choose_facts"})
	problem(t, trainer.post(own+"/practice", object{"held_on": "2026-01-10", "hours": 5, "role": "judge", "field": "workplace"}), 422)
	problem(t, trainer.post(own+"/practice", object{"held_on": "2026-01-10", "hours": 5, "role": "mediator", "field": "workplace", "party": "Ana"}), 422)
	problem(t, manager.post(own+"/confirmations", object{"practice": []string{uuid.NewString()}}), 404)
}

func TestWhoTeachesWithoutQualifyingIsToldAndExceptedByTheAPI(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	var cohort trainings.Cohort
	ok(t, w.DB.Write(t.Context(), w.Andina.Manager, func(tx *tenants.Tx) (err error) {
		cohort, err = trainings.Open(tx, trainings.NewCohort{Program: w.Andina.CMTP, Code: "F-26", Title: "Foundations", Language: "es",
			StartsOn: time.Date(2026, 11, 10, 0, 0, 0, 0, time.UTC), EndsOn: time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC), Capacity: 24, RequiredHours: 40, AttendanceFloor: 90})
		if err != nil {
			return err
		}
		if err := trainings.Staff(tx, cohort.ID, []uuid.UUID{w.Andina.Trainer.Membership()}); err != nil {
			return err
		}
		at := apptest.Start.Add(48 * time.Hour)
		_, err = trainings.AddSession(tx, cohort.ID, trainings.NewSession{Title: "Listening", StartsAt: at, EndsAt: at.Add(3 * time.Hour), Hours: 3})
		return err
	}))
	w.Unqualify(w.Andina.Trainer)
	manager := as(t, s, w, w.Andina.Manager)
	at := "/cohorts/" + cohort.ID.String() + "/teachers"
	teaches := func() string {
		t.Helper()
		var all struct {
			Items []struct {
				MembershipID uuid.UUID `json:"membership_id"`
				State        string
			}
		}
		manager.get(at).Status(200).JSON(&all)
		if len(all.Items) != 1 || all.Items[0].MembershipID != w.Andina.Trainer.Membership() {
			t.Fatalf("who teaches: %+v", all)
		}
		return all.Items[0].State
	}
	var lapses struct {
		Items []struct {
			CohortID uuid.UUID `json:"cohort_id"`
			State    string
		}
	}
	manager.get("/lapses").Status(200).JSON(&lapses)
	if teaches() != "missing" || len(lapses.Items) != 1 || lapses.Items[0].CohortID != cohort.ID {
		t.Errorf("it is %s, and lapsing are %+v", teaches(), lapses)
	}
	except := at + "/" + w.Andina.Trainer.Membership().String() + "/exception"
	problem(t, as(t, s, w, w.Nordic.Manager).post(except, object{"reason": "Practised abroad for years."}), 404)
	problem(t, as(t, s, w, w.Nordic.Manager).get(at), 404)
	problem(t, as(t, s, w, w.Andina.Trainer).post(except, object{"reason": "Practised abroad for years."}), 403)
	problem(t, as(t, s, w, w.Andina.Trainer2).get(at), 404)
	problem(t, manager.post(except, object{"reason": " "}), 422)
	problem(t, manager.post(at+"/"+w.Andina.Trainer2.Membership().String()+"/exception", object{"reason": "Practised abroad for years."}), 404)
	manager.post(except, object{"reason": "Practised abroad for years."}).Status(201)
	manager.get("/lapses").Status(200).JSON(&lapses)
	if teaches() != "exempt" || len(lapses.Items) != 0 {
		t.Errorf("excepted, it is %s, and lapsing are %+v", teaches(), lapses)
	}
}
