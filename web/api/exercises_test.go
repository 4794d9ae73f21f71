package api_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/trainings"
	"accord/tenants"
)

// practiceScene is a cohort with a session that was held yesterday, three trainees,
// its trainer, and a coach.
type practiceScene struct {
	*apptest.World
	cohort                                  trainings.Cohort
	session                                 trainings.TrainingSession
	people                                  []trainings.Enrolment
	manager, trainer, coach, other, foreign caller
}

type roundOut struct {
	ID        uuid.UUID
	Revision  int
	Cancelled bool
	Tables    []struct {
		Coach *uuid.UUID
		Seats []struct {
			ID       uuid.UUID
			Enrol    uuid.UUID `json:"enrolment_id"`
			Role     string
			Feedback string
		}
	}
}

func practise(t *testing.T) *practiceScene {
	t.Helper()
	s, w := site(t)
	p := &practiceScene{World: w}
	ok(t, w.DB.Write(t.Context(), w.Andina.Manager, func(tx *tenants.Tx) (err error) {
		p.cohort, err = trainings.Open(tx, trainings.NewCohort{Program: w.Andina.CMTP, Code: "F-26", Title: "Foundations", Language: "es", Place: "Quito",
			StartsOn: apptest.Start.AddDate(0, 0, -9), EndsOn: apptest.Start.AddDate(0, 0, 30), Capacity: 20, RequiredHours: 40, AttendanceFloor: 90})
		if err != nil {
			return err
		}
		if err := trainings.Appoint(tx, p.cohort.ID, trainings.Staffing{Trainers: []uuid.UUID{w.Andina.Trainer.Membership()}, Coaches: []uuid.UUID{w.Andina.Trainer2.Membership()}}); err != nil {
			return err
		}
		at := apptest.Start.Add(-24 * time.Hour)
		if p.session, err = trainings.AddSession(tx, p.cohort.ID, trainings.NewSession{Title: "Listening", StartsAt: at, EndsAt: at.Add(5 * time.Hour), Hours: 5}); err != nil {
			return err
		}
		for i := range 3 {
			e, err := trainings.Enrol(tx, p.cohort.ID, candidates.NewCandidate{Name: fmt.Sprintf("Person %c", 'A'+i), Email: fmt.Sprintf("p%d@correo.example", i)}, "")
			if err != nil {
				return err
			}
			p.people = append(p.people, e)
		}
		return nil
	}))
	p.manager, p.trainer, p.coach = as(t, s, w, w.Andina.Manager), as(t, s, w, w.Andina.Trainer), as(t, s, w, w.Andina.Trainer2)
	p.other, p.foreign = as(t, s, w, w.Andina.Assessor), as(t, s, w, w.Nordic.Manager)
	return p
}

var leakingRoof = object{"title": "The leaking roof", "scenario": "A tenant withholds rent.", "mediators": 1, "roles": "Tenant\nLandlord", "minutes": 45, "method": "role_plays"}

// add adds an exercise to the catalogue.
func (p *practiceScene) add(t *testing.T) string {
	t.Helper()
	return id(t, p.manager.post("/exercises", object{"program_id": p.Andina.CMTP, "kind": "role_play", "exercise": leakingRoof}))
}

// seat plans a round with one table of all three, under the coach.
func (p *practiceScene) seat(t *testing.T) roundOut {
	t.Helper()
	at := "/rounds/" + id(t, p.trainer.post("/sessions/"+p.session.ID.String()+"/rounds", object{"exercise_id": p.add(t)}))
	var r roundOut
	p.trainer.get(at).Status(200).JSON(&r)
	p.trainer.call("PUT", at+"/tables", p.tables(r.Revision)).Status(200).JSON(&r)
	return r
}

func (p *practiceScene) tables(revision int) object {
	return object{"revision": revision, "tables": []object{{"coach": p.Andina.Trainer2.Membership(), "seats": []object{
		{"enrolment_id": p.people[0].ID, "role": "mediator"}, {"enrolment_id": p.people[1].ID, "role": "Tenant"}, {"enrolment_id": p.people[2].ID, "role": "Landlord"}}}}}
}

func TestExercisesAreKeptAndRetiredByTheAPI(t *testing.T) {
	t.Parallel()
	p := practise(t)
	one := p.add(t)
	revised := object{"title": "The leaking roof", "scenario": "The landlord wants the rent.", "mediators": 2, "roles": "Tenant", "minutes": 30, "method": "role_plays"}
	p.manager.call("PUT", "/exercises/"+one, revised).Status(200)
	var all struct {
		Items []struct {
			ID      uuid.UUID
			Version int
			Retired bool
			Played  struct {
				Scenario string
				Roles    []string
			}
		}
	}
	p.trainer.get("/exercises?kind=role_play").Status(200).JSON(&all)
	if len(all.Items) != 1 || all.Items[0].ID.String() != one || all.Items[0].Version != 2 || all.Items[0].Played.Scenario != "The landlord wants the rent." || len(all.Items[0].Played.Roles) != 1 {
		t.Errorf("the catalogue: %+v", all.Items)
	}

	for name, c := range map[string]caller{"a trainer": p.trainer, "an assessor": p.other} {
		for what, a := range map[string]int{
			"adds":    c.post("/exercises", object{"program_id": p.Andina.CMTP, "kind": "role_play", "exercise": leakingRoof}).StatusCode,
			"revises": c.call("PUT", "/exercises/"+one, revised).StatusCode,
			"retires": c.post("/exercises/"+one+"/retirement", nil).StatusCode,
		} {
			if a != 403 && a != 404 {
				t.Errorf("%s %s an exercise: %d", name, what, a)
			}
		}
	}
	problem(t, p.foreign.call("PUT", "/exercises/"+one, revised), 404)
	problem(t, p.foreign.post("/exercises/"+one+"/retirement", nil), 404)
	problem(t, p.foreign.get("/api/v1/o/"+p.Andina.Slug+"/exercises"), 404)
	fields(t, problem(t, p.manager.post("/exercises", object{"program_id": p.Andina.QAP, "kind": "role_play", "exercise": leakingRoof}), 422), map[string]string{"program_id": "exercise.program_required"})
	fields(t, problem(t, p.manager.call("PUT", "/exercises/"+one, object{"title": " ", "scenario": " ", "mediators": 0, "minutes": 45, "method": "role_plays"}), 422),
		map[string]string{"title": "exercise.title_required", "scenario": "exercise.scenario_required", "roles": "exercise.nobody"})
	problem(t, p.manager.call("PUT", "/exercises/"+one, object{"title": "x", "scenario": "y", "mediators": 9, "minutes": 1, "method": "dancing"}), 422)

	p.manager.post("/exercises/"+one+"/retirement", nil).Status(201)
	problem(t, p.manager.post("/exercises/"+one+"/retirement", nil), 409)
	fields(t, problem(t, p.trainer.post("/sessions/"+p.session.ID.String()+"/rounds", object{"exercise_id": one}), 422), map[string]string{"exercise_id": "round.exercise_required"})
	p.manager.get("/exercises").Status(200).JSON(&all)
	if len(all.Items) != 0 {
		t.Errorf("retired, it is offered: %+v", all.Items)
	}
}

func TestTablesAreProposedAndSetByTheAPI(t *testing.T) {
	t.Parallel()
	p := practise(t)
	r := p.seat(t)
	at := "/rounds/" + r.ID.String()
	if len(r.Tables) != 1 || len(r.Tables[0].Seats) != 3 || r.Tables[0].Coach == nil || *r.Tables[0].Coach != p.Andina.Trainer2.Membership() {
		t.Fatalf("the tables: %+v", r)
	}
	type proposal struct {
		Revision int
		Tables   []struct {
			Seats []struct {
				Enrol uuid.UUID `json:"enrolment_id"`
				Role  string
			}
		}
	}
	var a, b proposal
	p.trainer.get(at + "/proposal?seed=7").Status(200).JSON(&a)
	p.trainer.get(at + "/proposal?seed=7").Status(200).JSON(&b)
	if fmt.Sprint(a) != fmt.Sprint(b) || len(a.Tables) != 1 || len(a.Tables[0].Seats) != 3 || a.Revision != r.Revision {
		t.Errorf("one number proposes %+v and %+v", a, b)
	}
	p.coach.get(at).Status(200)

	problem(t, p.trainer.call("PUT", at+"/tables", p.tables(r.Revision-1)), 409) // somebody set them meanwhile
	wrong := p.tables(r.Revision)
	wrong["tables"].([]object)[0]["seats"].([]object)[1]["role"] = "Judge"
	fields(t, problem(t, p.trainer.call("PUT", at+"/tables", wrong), 422), map[string]string{"role." + p.people[1].ID.String(): "round.role_unknown"})
	wrong["tables"].([]object)[0]["seats"].([]object)[1]["enrolment_id"] = uuid.New()
	problem(t, p.trainer.call("PUT", at+"/tables", wrong), 404)
	problem(t, p.trainer.get(at+"/proposal"), 422)
	for name, c := range map[string]caller{"another organisation": p.foreign, "an assessor": p.other} {
		for what, status := range map[string]int{
			"reads":    c.get(at).StatusCode,
			"proposes": c.get(at + "/proposal?seed=7").StatusCode,
			"sets":     c.call("PUT", at+"/tables", p.tables(r.Revision)).StatusCode,
			"plans":    c.post("/sessions/"+p.session.ID.String()+"/rounds", object{"exercise_id": uuid.New()}).StatusCode,
			"cancels":  c.call("DELETE", at, nil).StatusCode,
		} {
			if status != 404 {
				t.Errorf("%s %s: %d", name, what, status)
			}
		}
	}
	problem(t, p.coach.call("PUT", at+"/tables", p.tables(r.Revision)), 404) // a coach sees their tables, and nothing of the cohort
	problem(t, p.coach.call("DELETE", at, nil), 404)
	p.trainer.call("DELETE", at, nil).Status(200)
	problem(t, p.trainer.call("DELETE", at, nil), 409)
	problem(t, p.trainer.call("PUT", at+"/tables", p.tables(r.Revision)), 409)
}

func TestFeedbackIsGivenByTheTablesCoachThroughTheAPI(t *testing.T) {
	t.Parallel()
	p := practise(t)
	r := p.seat(t)
	at := "/seats/" + r.Tables[0].Seats[0].ID.String() + "/feedback"
	type sheet struct {
		Revision int
		Headings []string
		Given    []struct {
			Number int
			Reason string
		}
	}
	var is sheet
	p.coach.get(at).Status(200).JSON(&is)
	if is.Revision != 0 || len(is.Headings) == 0 {
		t.Fatalf("an empty sheet: %+v", is)
	}
	said := func(revision int, strengths string) object {
		return object{"revision": revision, "notes": []object{{"heading": is.Headings[0], "strengths": strengths, "to_work_on": "", "level": 0}}}
	}
	for name, c := range map[string]caller{"the manager": p.manager, "the trainer": p.trainer} {
		if status := c.call("PUT", at, said(0, "x")).StatusCode; status != 403 {
			t.Errorf("%s writes a coach's feedback: %d", name, status)
		}
	}
	for name, c := range map[string]caller{"another organisation": p.foreign, "an assessor": p.other} {
		for what, status := range map[string]int{"reads": c.get(at).StatusCode, "writes": c.call("PUT", at, said(0, "x")).StatusCode, "gives": c.post(at, said(0, "x")).StatusCode,
			"amends": c.post(at+"/amendments", object{"feedback": said(0, "x"), "reason": "Wrong."}).StatusCode} {
			if status != 404 {
				t.Errorf("%s %s: %d", name, what, status)
			}
		}
	}
	problem(t, p.coach.post(at+"/amendments", object{"feedback": said(0, "x"), "reason": "Wrong."}), 409) // nothing was given
	fields(t, problem(t, p.coach.post(at, object{"revision": 0, "notes": []object{}}), 422), map[string]string{"notes": "feedback.empty"})
	p.coach.call("PUT", at, said(0, "Listened well.")).Status(200).JSON(&is)
	problem(t, p.coach.call("PUT", at, said(0, "From another tab.")), 409)
	p.coach.post(at, said(is.Revision, "Listened well.")).Status(201).JSON(&is)
	if len(is.Given) != 1 {
		t.Errorf("given: %+v", is)
	}
	problem(t, p.coach.post(at, said(is.Revision, "Again.")), 409)
	problem(t, p.coach.call("PUT", at, said(is.Revision, "Again.")), 409)
	fields(t, problem(t, p.coach.post(at+"/amendments", object{"feedback": said(is.Revision, "Listened."), "reason": " "}), 422), map[string]string{"reason": "feedback.reason_required"})
	p.coach.post(at+"/amendments", object{"feedback": said(is.Revision, "Listened."), "reason": "It was the other table."}).Status(201).JSON(&is)
	if len(is.Given) != 2 || is.Given[0].Reason == "" {
		t.Errorf("amended: %+v", is)
	}
	problem(t, p.trainer.call("DELETE", "/rounds/"+r.ID.String(), nil), 409)
}
