package trainings

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestACohortOpensWithItsCodeInCapitals(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	c := openFor(t, w, november(w))
	if c.Code != "FOUND-2026-A" || c.StateOn(w.Clock.Now()) != Running {
		t.Errorf("opened as %+v", c)
	}
	if w.Count("select count(*) from audit_log where action = 'cohort.opened' and case_id = $1", c.ID) != 1 {
		t.Error("the journal does not say so")
	}
}

func TestEveryWrongFieldOfACohortIsNamedAtOnce(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	with := func(change func(*NewCohort)) NewCohort { in := november(w); change(&in); return in }
	for name, x := range map[string]struct {
		in     NewCohort
		fields []string
	}{
		"nothing":                {NewCohort{}, []string{"program", "code", "title", "language", "starts_on", "capacity", "required_hours"}},
		"a QAP":                  {with(func(in *NewCohort) { in.Program, in.AttendanceFloor = w.Andina.QAP, 90 }), []string{"program"}},
		"another's program":      {with(func(in *NewCohort) { in.Program = w.Nordic.CMTP }), []string{"program"}},
		"no program":             {with(func(in *NewCohort) { in.Program = uuid.New() }), []string{"program"}},
		"an end before start":    {with(func(in *NewCohort) { in.EndsOn = in.StartsOn.AddDate(0, 0, -1) }), []string{"ends_on"}},
		"four years":             {with(func(in *NewCohort) { in.EndsOn = in.StartsOn.AddDate(4, 0, 0) }), []string{"ends_on"}},
		"fewer hours than asked": {with(func(in *NewCohort) { in.RequiredHours = 39.5 }), []string{"required_hours"}},
		"a lower floor":          {with(func(in *NewCohort) { in.AttendanceFloor = 89 }), []string{"attendance_floor"}},
		"texts too long": {with(func(in *NewCohort) {
			in.Title, in.Place, in.Code = strings.Repeat("a", 201), strings.Repeat("a", 201), strings.Repeat("A", 41)
		}), []string{"title", "place", "code"}},
		"a code with quotes": {with(func(in *NewCohort) { in.Code = `A"B` }), []string{"code"}},
		"no seats":           {with(func(in *NewCohort) { in.Capacity = 0 }), []string{"capacity"}},
	} {
		err := write(t, w, w.Andina.Manager, func(tx *tenants.Tx) error { _, err := Open(tx, x.in); return err })
		refused(t, err, fault.Invalid)
		t.Run(name, func(t *testing.T) { sameFields(t, err, x.fields...) })
	}
}

func TestACohortOfAClosedProgramIsRefused(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	w.Exec("update program set closed_at = $2 where id = $1", w.Andina.CMTP, apptest.Start)
	err := write(t, w, w.Andina.Manager, func(tx *tenants.Tx) error { _, err := Open(tx, november(w)); return err })
	said(t, err, fault.Invalid, "cohort.program_closed")
}

func TestACodeIsOneCohortsInAnOrganisation(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	openFor(t, w, november(w))
	err := write(t, w, w.Andina.Manager, func(tx *tenants.Tx) error { _, err := Open(tx, november(w)); return err })
	said(t, err, fault.Conflict, "cohort.code_taken")
	in := november(w)
	in.Program = w.Nordic.CMTP
	ok(t, write(t, w, w.Nordic.Manager, func(tx *tenants.Tx) error { _, err := Open(tx, in); return err }))
}

func TestOnlyThoseWhoManageProgramsOpenCohorts(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	for _, m := range []tenants.Member{w.Andina.Trainer, w.Andina.Assessor} {
		refused(t, write(t, w, m, func(tx *tenants.Tx) error { _, err := Open(tx, november(w)); return err }), fault.NotFound)
	}
	ok(t, write(t, w, w.Andina.Admin, func(tx *tenants.Tx) error { _, err := Open(tx, november(w)); return err }))
}

func TestAnEditKeepsWhatTheCohortStandsOn(t *testing.T) {
	t.Parallel()
	s := newScene(t, 4, 1, 2)
	edit := func(change func(*NewCohort)) error {
		in := november(s.World)
		change(&in)
		return write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := Edit(tx, s.Cohort.ID, in); return err })
	}
	second := uuid.New()
	s.Exec(`insert into program (tenant_id, id, kind, title, language, created_at) values ($1,$2,'CMTP','Another course','en',$3)`, s.Andina.ID, second, apptest.Start)
	said(t, edit(func(in *NewCohort) { in.Program = second }), fault.Invalid, "cohort.program_stays")
	said(t, edit(func(in *NewCohort) { in.Capacity = 1 }), fault.Invalid, "cohort.capacity_enrolled")
	said(t, edit(func(in *NewCohort) { in.EndsOn = apptest.Start.AddDate(0, 0, -1) }), fault.Invalid, "cohort.session_outside")
	said(t, edit(func(in *NewCohort) { in.StartsOn = apptest.Start }), fault.Invalid, "cohort.session_outside")
	s.Exec("update program set closed_at = $2 where id = $1", s.Andina.CMTP, apptest.Start) // the cohort goes on
	ok(t, edit(func(in *NewCohort) { in.Title, in.RequiredHours = "Foundations", 42 }))
	ok(t, edit(func(in *NewCohort) { in.Title = "Foundations" }))
	s.everywhere(t, 0, 4)
	ok(t, write(t, s.World, s.Andina.Trainer, func(tx *tenants.Tx) error {
		_, err := Complete(tx, s.Cohort.ID, []uuid.UUID{s.Enrolment[0].ID})
		return err
	}))
	said(t, edit(func(in *NewCohort) { in.RequiredHours = 41 }), fault.Invalid, "cohort.rule_stays")
	if s.events("cohort.edited", s.Cohort.ID) != 2 {
		t.Error("the journal does not hold the two edits")
	}
}

func TestAClosedCohortNeverChangesAgain(t *testing.T) {
	t.Parallel()
	s := newScene(t, 1, 1, 1)
	closing := func() error {
		return write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := Close(tx, s.Cohort.ID); return err })
	}
	said(t, closing(), fault.Conflict, "cohort.sessions_ahead")
	refused(t, write(t, s.World, s.Andina.Trainer, func(tx *tenants.Tx) error { _, err := Close(tx, s.Cohort.ID); return err }), fault.Forbidden)
	ok(t, write(t, s.World, s.Andina.Trainer, func(tx *tenants.Tx) error {
		_, err := CancelSession(tx, s.Sessions[1].ID, "The room is not free.")
		return err
	}))
	ok(t, closing())
	ok(t, closing())
	if s.events("cohort.closed", s.Cohort.ID) != 1 {
		t.Error("closed twice")
	}
	_, err := s.record(t, s.Andina.Trainer, 0, Marked{Enrolment: s.Enrolment[0].ID, Mark: Present})
	for name, err := range map[string]error{
		"attendance": err,
		"an edit":    write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := Edit(tx, s.Cohort.ID, november(s.World)); return err }),
		"a session": write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error {
			_, err := AddSession(tx, s.Cohort.ID, NewSession{Title: "x", StartsAt: apptest.Start, EndsAt: apptest.Start.Add(time.Hour), Hours: 1})
			return err
		}),
		"an enrolment": write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := Enrol(tx, s.Cohort.ID, person(7), ""); return err }),
		"a withdrawal": write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := Withdraw(tx, s.Enrolment[0].ID); return err }),
		"trainers":     write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error { return Staff(tx, s.Cohort.ID, nil) }),
		"a completion": write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error {
			return CompleteByException(tx, s.Enrolment[0].ID, "because of a long illness")
		}),
	} {
		t.Run(name, func(t *testing.T) { said(t, err, fault.Conflict, "cohort.closed") })
	}
}

func TestOnlyThoseWhoTrainCanBeMadeTrainersOfACohort(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	c := openFor(t, w, november(w), w.Andina.Trainer, w.Andina.Trainer2)
	for _, m := range []tenants.Member{w.Andina.Assessor, w.Nordic.Trainer} {
		err := write(t, w, w.Andina.Manager, func(tx *tenants.Tx) error { return Staff(tx, c.ID, []uuid.UUID{m.Membership()}) })
		said(t, err, fault.Invalid, "cohort.not_trainer")
	}
	ok(t, write(t, w, w.Andina.Manager, func(tx *tenants.Tx) error { return Staff(tx, c.ID, []uuid.UUID{w.Andina.Trainer2.Membership()}) }))
	refused(t, read(t, w, w.Andina.Trainer, func(tx *tenants.Tx) error { _, err := Get(tx, c.ID); return err }), fault.NotFound)
	ok(t, read(t, w, w.Andina.Trainer2, func(tx *tenants.Tx) error {
		a, err := Surroundings(tx, c)
		if len(a.Trainers) != 1 || a.Trainers[0].ID != w.Andina.Trainer2.Membership() || a.Program.ID != w.Andina.CMTP {
			t.Errorf("surrounded by %+v", a)
		}
		return err
	}))
	refused(t, write(t, w, w.Andina.Trainer2, func(tx *tenants.Tx) error { return Staff(tx, c.ID, nil) }), fault.Forbidden)
}
