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

// group is a cohort that Trainer trains, full with so many people.
func group(t *testing.T, w *apptest.World, people int) (c trainings.Cohort, all []trainings.Enrolment) {
	t.Helper()
	ok(t, w.DB.Write(t.Context(), w.Andina.Manager, func(tx *tenants.Tx) (err error) {
		c, err = trainings.Open(tx, trainings.NewCohort{Program: w.Andina.CMTP, Code: "F-26", Title: "Foundations", Language: "es",
			StartsOn: apptest.Start.AddDate(0, 0, -30), EndsOn: apptest.Start.AddDate(0, 0, 30), Capacity: people, RequiredHours: 40, AttendanceFloor: 90})
		if err != nil {
			return err
		}
		for i := range people {
			e, err := trainings.Enrol(tx, c.ID, candidates.NewCandidate{Name: fmt.Sprintf("Person %d", i), Email: fmt.Sprintf("p%d@correo.example", i)}, "")
			if err != nil {
				return err
			}
			all = append(all, e)
		}
		return trainings.Staff(tx, c.ID, []uuid.UUID{w.Andina.Trainer.Membership()})
	}))
	return c, all
}

func TestASeriesIsLookedAtAndPlannedByTheAPI(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	c, _ := group(t, w, 1)
	manager, at := as(t, s, w, w.Andina.Manager), "/cohorts/"+c.ID.String()+"/series"
	evenings := object{"title": "Listening", "hours": 2.5, "days": []string{"tuesday", "thursday"}, "from": apptest.Start.AddDate(0, 0, 1).Format(time.DateOnly), "begins": "17:00", "ends": "20:00", "times": 3}
	var looked, planned struct {
		Sessions []struct {
			ID       uuid.UUID
			StartsAt time.Time `json:"starts_at"`
		}
	}
	manager.post(at+"/preview", evenings).Status(200).JSON(&looked)
	if n := w.Count(`select count(*) from training_session where cohort_id = $1`, c.ID); n != 0 || len(looked.Sessions) != 3 {
		t.Fatalf("a look planned %d and shows %d", n, len(looked.Sessions))
	}
	manager.post(at, evenings).Status(201).JSON(&planned)
	for i, one := range planned.Sessions {
		if !one.StartsAt.Equal(looked.Sessions[i].StartsAt) || one.StartsAt.UTC().Hour() != 22 { // 17:00 in Guayaquil
			t.Errorf("session %d is at %v, was shown at %v", i, one.StartsAt, looked.Sessions[i].StartsAt)
		}
	}
	fields(t, problem(t, manager.post(at, object{"title": "Listening", "hours": 2.5, "days": []string{"tuesday"}, "from": apptest.Start.Format(time.DateOnly), "begins": "17:00", "ends": "20:00"}), 422),
		map[string]string{"times": "series.times_or_until"})
	problem(t, manager.post(at, object{"title": "x", "hours": 2, "days": []string{"noday"}, "from": "2026-11-20", "begins": "25:00", "ends": "20:00", "times": 1}), 422)
	problem(t, as(t, s, w, w.Andina.Trainer2).post(at, evenings), 404)
	problem(t, as(t, s, w, w.Nordic.Manager).post(at, evenings), 404)
}

func TestAWaitingListIsKeptByTheAPI(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	c, in := group(t, w, 1)
	manager, at := as(t, s, w, w.Andina.Manager), "/cohorts/"+c.ID.String()+"/waiting"
	type queue struct {
		Free    int
		Waiting []struct {
			ID   uuid.UUID
			Name string
		}
	}
	var first, second struct{ ID uuid.UUID }
	manager.post(at, object{"name": "Ana Torres", "email": "ana@correo.example"}).Status(201).JSON(&first)
	manager.post(at, object{"name": "Eva Ruiz", "email": "eva@correo.example"}).Status(201).JSON(&second)
	problem(t, manager.post(at, object{"name": "Ana Torres", "email": "ana@correo.example"}), 409)
	problem(t, manager.post("/waiting/"+first.ID.String()+"/place", nil), 409) // there is none
	manager.post("/enrolments/"+in[0].ID.String()+"/withdrawal", nil).Status(201)
	problem(t, manager.post("/waiting/"+second.ID.String()+"/place", nil), 409) // somebody else is first
	for who, m := range map[string]tenants.Member{"a trainer": w.Andina.Trainer2, "another organisation": w.Nordic.Manager} {
		problem(t, as(t, s, w, m).post("/waiting/"+first.ID.String()+"/place", nil), 404)
		problem(t, as(t, s, w, m).get(at), 404)
		if t.Failed() {
			t.Log(who)
		}
	}
	manager.post("/waiting/"+first.ID.String()+"/place", nil).Status(201)
	var q queue
	manager.get(at).Status(200).JSON(&q)
	if q.Free != 0 || len(q.Waiting) != 1 || q.Waiting[0].Name != "Eva Ruiz" {
		t.Errorf("the list is %+v", q)
	}
	manager.call("DELETE", "/waiting/"+second.ID.String(), nil).Status(200)
	q = queue{}
	if manager.get(at).Status(200).JSON(&q); len(q.Waiting) != 0 {
		t.Errorf("the list is %+v", q)
	}
}

func TestAGridIsRecordedAndWhatStandsBehindItIsReadByTheAPI(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	c, in := group(t, w, 2)
	var held []trainings.TrainingSession
	ok(t, w.DB.Write(t.Context(), w.Andina.Trainer, func(tx *tenants.Tx) error {
		for i := range 2 {
			at := apptest.Start.AddDate(0, 0, -2+i)
			one, err := trainings.AddSession(tx, c.ID, trainings.NewSession{Title: "Listening", StartsAt: at, EndsAt: at.Add(5 * time.Hour), Hours: 5})
			if err != nil {
				return err
			}
			held = append(held, one)
		}
		return nil
	}))
	trainer, at := as(t, s, w, w.Andina.Trainer), "/cohorts/"+c.ID.String()+"/attendance"
	marks := func(mark string) object {
		var sheets []object
		for _, one := range held {
			sheets = append(sheets, object{"session_id": one.ID, "marks": []object{{"enrolment_id": in[0].ID, "mark": mark}}})
		}
		return object{"sessions": sheets}
	}
	var done struct{ New, Corrected int }
	if trainer.call("PUT", at, marks("absent")).Status(200).JSON(&done); done.New != 2 {
		t.Errorf("recorded %+v", done)
	}
	if trainer.call("PUT", at, marks("late")).Status(200).JSON(&done); done.Corrected != 2 {
		t.Errorf("corrected %+v", done)
	}
	wrong := marks("part")
	fields(t, problem(t, trainer.call("PUT", at, wrong), 422), map[string]string{"sessions[0].marks[0].hours": "attendance.part_hours", "sessions[1].marks[0].hours": "attendance.part_hours"})
	problem(t, as(t, s, w, w.Andina.Trainer2).call("PUT", at, marks("present")), 404)
	problem(t, as(t, s, w, w.Nordic.Manager).call("PUT", at, marks("present")), 404)

	var history struct {
		Marks []struct {
			Mark    string
			WasMark string `json:"was_mark"`
		}
	}
	trainer.get("/sessions/" + held[0].ID.String() + "/marks/" + in[0].ID.String()).Status(200).JSON(&history)
	if len(history.Marks) != 2 || history.Marks[0].WasMark != "absent" || history.Marks[0].Mark != "late" {
		t.Errorf("the mark came to be so: %+v", history)
	}
	problem(t, as(t, s, w, w.Nordic.Manager).get("/sessions/"+held[0].ID.String()+"/marks/"+in[0].ID.String()), 404)
	problem(t, trainer.get("/sessions/"+held[0].ID.String()+"/marks/"+uuid.NewString()), 404)

	var figures struct {
		OnTrack  int `json:"on_track"`
		AtRisk   int `json:"at_risk"`
		ToRecord int `json:"to_record"`
		Months   []struct{ Month string }
	}
	trainer.get("/training-figures").Status(200).JSON(&figures)
	if figures.OnTrack+figures.AtRisk != 2 || figures.ToRecord != 2 || len(figures.Months) != 12 {
		t.Errorf("figures %+v", figures)
	}
	var trainees struct {
		Items []struct {
			Name   string
			Share  *int
			Status string
		}
	}
	trainer.get("/trainees?search=person+0").Status(200).JSON(&trainees)
	if len(trainees.Items) != 1 || trainees.Items[0].Share == nil || *trainees.Items[0].Share != 100 {
		t.Errorf("trainees %+v", trainees)
	}
	var sessions struct {
		Items []struct {
			State    string
			Unmarked int
		}
	}
	trainer.get("/sessions?state=to_record").Status(200).JSON(&sessions)
	if len(sessions.Items) != 2 || sessions.Items[0].Unmarked != 1 || sessions.Items[0].State != "to_record" {
		t.Errorf("sessions %+v", sessions)
	}
	fields(t, problem(t, trainer.get("/trainees?completed=autumn"), 422), map[string]string{"completed": "api.period"})
	var none struct{ Items []object }
	if as(t, s, w, w.Nordic.Manager).get("/trainees").Status(200).JSON(&none); len(none.Items) != 0 {
		t.Errorf("another organisation reads %+v", none)
	}
}

func TestACalendarAndACheckInAreReadByTheAPI(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	c, in := group(t, w, 1)
	var now trainings.TrainingSession
	ok(t, w.DB.Write(t.Context(), w.Andina.Trainer, func(tx *tenants.Tx) (err error) {
		now, err = trainings.AddSession(tx, c.ID, trainings.NewSession{Title: "Listening", StartsAt: apptest.Start.Add(-5 * time.Minute), EndsAt: apptest.Start.Add(3 * time.Hour), Hours: 3})
		return err
	}))
	trainer, other := as(t, s, w, w.Andina.Trainer), as(t, s, w, w.Nordic.Manager)
	window := "/calendar?from=" + apptest.Start.AddDate(0, 0, -1).Format("2006-01-02T15:04:05Z") + "&to=" + apptest.Start.AddDate(0, 0, 1).Format("2006-01-02T15:04:05Z")
	var seen struct {
		Sessions []struct {
			ID       uuid.UUID
			Trainers []object
		}
	}
	trainer.get(window).Status(200).JSON(&seen)
	if len(seen.Sessions) != 1 || seen.Sessions[0].ID != now.ID || len(seen.Sessions[0].Trainers) != 1 {
		t.Errorf("the calendar is %+v", seen)
	}
	seen.Sessions = nil
	if other.get(window).Status(200).JSON(&seen); len(seen.Sessions) != 0 {
		t.Errorf("another organisation's is %+v", seen)
	}
	problem(t, trainer.get("/calendar?from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z"), 422)
	problem(t, trainer.get("/calendar"), 422)
	trainer.call("DELETE", "/calendar-feed", nil).Status(200) // there is none: nothing changes

	type room struct {
		Open     bool
		Code     string
		Arrivals []struct{ Name, Mark string }
	}
	at := "/sessions/" + now.ID.String() + "/check-in"
	var r room
	if trainer.get(at).Status(200).JSON(&r); r.Open || r.Code != "" {
		t.Errorf("before it was opened: %+v", r)
	}
	trainer.post(at, nil).Status(201)
	if trainer.get(at).Status(200).JSON(&r); !r.Open || len(r.Code) != 6 || len(r.Arrivals) != 0 {
		t.Errorf("open: %+v", r)
	}
	trainer.call("PUT", "/sessions/"+now.ID.String()+"/attendance", object{"marks": []object{{"enrolment_id": in[0].ID, "mark": "present"}}}).Status(200)
	if trainer.get(at).Status(200).JSON(&r); len(r.Arrivals) != 1 || r.Arrivals[0].Mark != "present" {
		t.Errorf("somebody has come: %+v", r)
	}
	for _, m := range []tenants.Member{w.Andina.Trainer2, w.Nordic.Manager} {
		problem(t, as(t, s, w, m).get(at), 404)
		problem(t, as(t, s, w, m).post(at, nil), 404)
		problem(t, as(t, s, w, m).call("DELETE", at, nil), 404)
	}
	r = room{}
	trainer.call("DELETE", at, nil).Status(200)
	if trainer.get(at).Status(200).JSON(&r); r.Open {
		t.Errorf("closed: %+v", r)
	}
}
