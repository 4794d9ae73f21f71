package programs_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestAProgramGoesFromDraftToRecognised(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	p := create(t, w, w.Andina.Manager, qap())
	draft := load(t, w, w.Andina.Trainer, p.ID)
	if draft.State() != programs.Draft || draft.Title != "Evaluación de mediadores" || draft.Country != "EC" || draft.CourseHours != 0 || draft.Open() {
		t.Errorf("the draft reads %+v", draft.Program)
	}
	if len(draft.Criteria) != 9 || draft.Criteria[0].Title != "Experiencia en mediación" {
		t.Errorf("the usual criteria are %+v", draft.Criteria)
	}
	err := oversee(t, w, w.IMI.Administrator, func(tx *tenants.OversightTx) error {
		_, err := programs.LoadProposed(tx, w.Andina.ID, p.ID)
		return err
	})
	refused(t, fault.NotFound, "not_found.program", err) // a draft is the organisation's alone

	ok(t, propose(t, w, w.Andina.Manager, p.ID))
	ok(t, oversee(t, w, w.IMI.Reviewer, func(tx *tenants.OversightTx) error {
		seen, err := programs.LoadProposed(tx, w.Andina.ID, p.ID)
		if len(seen.Criteria) != 9 || seen.State() != programs.Proposed {
			t.Errorf("IMI sees %d criteria of a program that is %s", len(seen.Criteria), seen.State())
		}
		return err
	}))
	r, err := recognise(t, w, w.IMI.Administrator, w.Andina.ID, p.ID)
	ok(t, err)
	if want := time.Date(2028, 12, 31, 0, 0, 0, 0, time.UTC); !r.NextAuditOn.Equal(want) {
		t.Errorf("the next audit is on %s", r.NextAuditOn)
	}
	now := load(t, w, w.Andina.Manager, p.ID)
	if now.State() != programs.Recognised || !now.Open() || !now.Recognition.NextAuditOn.Equal(r.NextAuditOn) {
		t.Errorf("it reads %+v", now)
	}
	if n := w.Count(`select count(*) from published_program where id = $1 and recognised_on = '2026-11-16' and organisation_slug = $2`, p.ID, w.Andina.Slug); n != 1 {
		t.Error("it is not published")
	}
	for letter, door := range map[string]string{"program_proposed": "overseer", "program_recognised": "member"} {
		if n := w.Count(`select count(*) from outbox where tenant_id = $1 and case_id = $2 and args->>'letter' = $3 and door = $4`, w.Andina.ID, p.ID, letter, door); n != 1 {
			t.Errorf("%s: %d letters", letter, n)
		}
	}
	if n := w.Count(`select count(*) from audit_log where tenant_id = $1 and case_id = $2 and action = 'program.recognised' and door = 'overseer'`, w.Andina.ID, p.ID); n != 1 {
		t.Error("the organisation's journal does not tell of it")
	}
	_, err = recognise(t, w, w.IMI.Administrator, w.Andina.ID, p.ID)
	refused(t, fault.Conflict, "programs.not_proposed", err)
}

func TestAProposedProgramStaysAsItWasShown(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	p := create(t, w, w.Andina.Manager, qap())
	ok(t, propose(t, w, w.Andina.Manager, p.ID))
	first := load(t, w, w.Andina.Manager, p.ID).Criteria[0]
	for name, act := range map[string]func(*tenants.Tx) error{
		"edit": func(tx *tenants.Tx) error { return programs.Edit(tx, p.ID, qap().Details) },
		"add": func(tx *tenants.Tx) error {
			_, err := programs.AddCriterion(tx, p.ID, programs.NewCriterion{})
			return err
		},
		"change": func(tx *tenants.Tx) error { return programs.EditCriterion(tx, p.ID, first.ID, programs.NewCriterion{}) },
		"remove": func(tx *tenants.Tx) error { return programs.RemoveCriterion(tx, p.ID, first.ID) },
		"raise":  func(tx *tenants.Tx) error { return programs.RaiseCriterion(tx, p.ID, first.ID) },
		"again":  func(tx *tenants.Tx) error { return programs.Propose(tx, p.ID) },
	} {
		if err := as(t, w, w.Andina.Manager, act); !fault.Is(err, fault.Conflict) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, write := range map[string]func(*tenants.Tx) error{ // nor past the verbs
		"title":     func(tx *tenants.Tx) error { return tx.DB().Model(&p).Update("title", "Another").Error },
		"pass mark": func(tx *tenants.Tx) error { return tx.DB().Model(&first).Update("pass_mark", 0).Error },
		"criterion": func(tx *tenants.Tx) error { return tx.DB().Delete(&first).Error },
	} {
		err := as(t, w, w.Andina.Manager, func(tx *tenants.Tx) error {
			ok(t, tx.Allow("propose", &p))
			tx.Record(tenants.Event{Action: "program.edited", Resource: "program", Subject: p.ID})
			return write(tx)
		})
		if !fault.Is(err, fault.Conflict) {
			t.Errorf("%s: %v", name, err)
		}
	}
	takeBack := func() error {
		return as(t, w, w.Andina.Manager, func(tx *tenants.Tx) error { return programs.TakeBack(tx, p.ID) })
	}
	ok(t, takeBack())
	refused(t, fault.Conflict, "programs.not_proposed", takeBack())
	ok(t, as(t, w, w.Andina.Manager, func(tx *tenants.Tx) error { return programs.RemoveCriterion(tx, p.ID, first.ID) }))
	_, err := recognise(t, w, w.IMI.Administrator, w.Andina.ID, p.ID)
	refused(t, fault.NotFound, "not_found.program", err)
	ok(t, propose(t, w, w.Andina.Manager, p.ID))
	_, err = recognise(t, w, w.IMI.Administrator, w.Andina.ID, p.ID)
	ok(t, err)
	refused(t, fault.Conflict, "programs.not_proposed", takeBack())
}

func TestTakingBackAndRecognisingAtOnceLeavesOneOfThem(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	p := create(t, w, w.Andina.Manager, qap())
	ok(t, propose(t, w, w.Andina.Manager, p.ID))
	results := make(chan error, 2)
	go func() {
		results <- w.DB.Write(t.Context(), w.Andina.Manager, func(tx *tenants.Tx) error { return programs.TakeBack(tx, p.ID) })
	}()
	go func() {
		results <- w.DB.Oversee(t.Context(), w.IMI.Administrator, "recognise", func(tx *tenants.OversightTx) error {
			_, err := programs.Recognise(tx, w.Andina.ID, p.ID)
			return err
		})
	}()
	failed := 0
	for range 2 {
		if err := <-results; err != nil {
			failed++
			if !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.NotFound) {
				t.Errorf("%v", err)
			}
		}
	}
	if failed != 1 {
		t.Errorf("%d of the two were refused", failed)
	}
}

func TestAnIncompleteProgramIsNotProposed(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	in := qap()
	in.Places, in.Description = nil, ""
	p := create(t, w, w.Andina.Manager, in)
	whole := load(t, w, w.Andina.Manager, p.ID)
	for _, one := range whole.Criteria[1:] {
		ok(t, as(t, w, w.Andina.Manager, func(tx *tenants.Tx) error { return programs.RemoveCriterion(tx, p.ID, one.ID) }))
	}
	edit := programs.NewCriterion{Heading: programs.Skills, Title: "Escucha", ScaleMax: 5, PassMark: 3}
	ok(t, as(t, w, w.Andina.Manager, func(tx *tenants.Tx) error { return programs.EditCriterion(tx, p.ID, whole.Criteria[0].ID, edit) }))
	err := propose(t, w, w.Andina.Manager, p.ID)
	for _, key := range []string{"programs.place_missing", "programs.description_missing", "programs.benchmark_missing"} {
		refused(t, fault.Invalid, key, err)
	}
	ok(t, as(t, w, w.Andina.Manager, func(tx *tenants.Tx) error { return programs.RemoveCriterion(tx, p.ID, whole.Criteria[0].ID) }))
	refused(t, fault.Invalid, "programs.criteria_missing", propose(t, w, w.Andina.Manager, p.ID))
	if load(t, w, w.Andina.Manager, p.ID).State() != programs.Draft {
		t.Error("it was proposed all the same")
	}
}

func TestAProgramsFieldsAreChecked(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	try := func(in programs.NewProgram) error {
		return as(t, w, w.Andina.Manager, func(tx *tenants.Tx) error { _, err := programs.Create(tx, in); return err })
	}
	bad := programs.NewProgram{Kind: "RMTP", Places: []programs.NewLocation{{City: strings.Repeat("q", 101), Country: "Ecuador"}}, Details: programs.Details{Languages: []string{"xx"}, Website: "andina", Description: strings.Repeat("d", 4001)}}
	err := try(bad)
	for _, key := range []string{"programs.kind", "programs.title_missing", "programs.language", "programs.location_name_missing", "programs.time_zone", "programs.city_long", "organisations.country", "people.website_form", "people.text_long"} {
		refused(t, fault.Invalid, key, err)
	}
	for _, hours := range []float64{0, -1, 2001, math.NaN(), math.Inf(1)} {
		course := qap()
		course.Kind, course.CourseHours, course.AttendanceFloor = programs.CMTP, hours, 101
		err := try(course)
		refused(t, fault.Invalid, "programs.course_hours", err)
		refused(t, fault.Invalid, "programs.attendance_floor", err)
	}
	course := qap()
	course.Kind, course.CourseHours, course.AttendanceFloor = programs.CMTP, 40.555, 90
	p := create(t, w, w.Andina.Manager, course)
	if got := load(t, w, w.Andina.Manager, p.ID); got.CourseHours != 40.56 || got.AttendanceFloor != 90 || len(got.Criteria) != 0 {
		t.Errorf("the course reads %+v", got)
	}
	long := qap().Details
	long.Title = strings.Repeat("t", 201)
	refused(t, fault.Invalid, "programs.title_long", as(t, w, w.Andina.Manager, func(tx *tenants.Tx) error { return programs.Edit(tx, p.ID, long) }))
}

func TestCriteriaAreAddedChangedMovedAndRemoved(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	p := create(t, w, w.Andina.Manager, qap())
	do := func(fn func(*tenants.Tx) error) error { return as(t, w, w.Andina.Manager, fn) }
	var added programs.ProgramCriterion
	in := programs.NewCriterion{Heading: programs.Skills, Title: " Deriva ", Benchmark: "Sabe cuándo no mediar.", ScaleMax: 10, PassMark: 6}
	ok(t, do(func(tx *tenants.Tx) (err error) { added, err = programs.AddCriterion(tx, p.ID, in); return err }))
	ok(t, do(func(tx *tenants.Tx) error { return programs.RaiseCriterion(tx, p.ID, added.ID) }))
	all := load(t, w, w.Andina.Manager, p.ID).Criteria
	if len(all) != 10 || all[8].ID != added.ID || all[8].Title != "Deriva" || all[8].PassMark != 6 {
		t.Errorf("the criteria read %+v", all[8:])
	}
	ok(t, do(func(tx *tenants.Tx) error { return programs.RaiseCriterion(tx, p.ID, all[0].ID) })) // the first stays
	in.ScaleMax, in.PassMark = 5, 0
	ok(t, do(func(tx *tenants.Tx) error { return programs.EditCriterion(tx, p.ID, added.ID, in) }))
	ok(t, do(func(tx *tenants.Tx) error { return programs.RemoveCriterion(tx, p.ID, all[0].ID) }))
	if now := load(t, w, w.Andina.Manager, p.ID).Criteria; len(now) != 9 || now[7].ScaleMax != 5 || now[7].PassMark != 0 {
		t.Errorf("the criteria read %+v", now)
	}
	err := do(func(tx *tenants.Tx) error {
		_, err := programs.AddCriterion(tx, p.ID, programs.NewCriterion{ScaleMax: 101})
		return err
	})
	for _, key := range []string{"programs.heading", "programs.criterion_title_missing", "programs.scale_max"} {
		refused(t, fault.Invalid, key, err)
	}
	in.PassMark = 6
	refused(t, fault.Invalid, "programs.pass_mark", do(func(tx *tenants.Tx) error { return programs.EditCriterion(tx, p.ID, added.ID, in) }))
	refused(t, fault.NotFound, "not_found.criterion", do(func(tx *tenants.Tx) error { return programs.RemoveCriterion(tx, p.ID, uuid.New()) }))
	other := create(t, w, w.Andina.Manager, qap())
	refused(t, fault.NotFound, "not_found.criterion", do(func(tx *tenants.Tx) error { return programs.RemoveCriterion(tx, other.ID, added.ID) }))
}

func TestOnlyProgramManagersKeepProgramsAndOnlyTheirOwn(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	p := create(t, w, w.Andina.Admin, qap()) // an administrator has what a program manager has
	acts := map[string]func(*tenants.Tx) error{
		"edit": func(tx *tenants.Tx) error { return programs.Edit(tx, p.ID, qap().Details) },
		"criterion": func(tx *tenants.Tx) error {
			_, err := programs.AddCriterion(tx, p.ID, programs.NewCriterion{})
			return err
		},
		"propose":   func(tx *tenants.Tx) error { return programs.Propose(tx, p.ID) },
		"take back": func(tx *tenants.Tx) error { return programs.TakeBack(tx, p.ID) },
		"close":     func(tx *tenants.Tx) error { return programs.Close(tx, p.ID) },
	}
	for _, colleague := range []tenants.Member{w.Andina.Trainer, w.Andina.Assessor} {
		for name, act := range acts {
			if err := as(t, w, colleague, act); !fault.Is(err, fault.Forbidden) {
				t.Errorf("%v, %s: %v", colleague.Roles(), name, err)
			}
		}
		refused(t, fault.Forbidden, "", as(t, w, colleague, func(tx *tenants.Tx) error { _, err := programs.Create(tx, qap()); return err }))
	}
	for _, outsider := range []tenants.Member{w.Nordic.Admin, w.IMI.AdministratorMember, w.Member(w.Andina, tenants.RoleCandidate)} {
		for name, act := range acts {
			if err := as(t, w, outsider, act); !fault.Is(err, fault.NotFound) {
				t.Errorf("%v, %s: %v", outsider.Roles(), name, err)
			}
		}
	}
	ok(t, propose(t, w, w.Andina.Manager, p.ID))
	for _, colleague := range []tenants.Overseer{w.IMI.Reviewer, w.IMI.SpotChecker, w.IMI.Appraiser} {
		_, err := recognise(t, w, colleague, w.Andina.ID, p.ID)
		refused(t, fault.Forbidden, "", err)
	}
	_, err := recognise(t, w, w.IMI.Administrator, w.Nordic.ID, p.ID)
	refused(t, fault.NotFound, "not_found.program", err)
}

func TestAClosedProgramIsNeitherChangedNorRecognised(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	closing := func(id uuid.UUID) error {
		return as(t, w, w.Andina.Manager, func(tx *tenants.Tx) error { return programs.Close(tx, id) })
	}
	p := create(t, w, w.Andina.Manager, qap())
	ok(t, propose(t, w, w.Andina.Manager, p.ID))
	ok(t, closing(p.ID))
	refused(t, fault.Conflict, "programs.closed", closing(p.ID))
	_, err := recognise(t, w, w.IMI.Administrator, w.Andina.ID, p.ID)
	refused(t, fault.Conflict, "programs.not_proposed", err)
	ok(t, closing(w.Andina.QAP))
	if got := load(t, w, w.Andina.Trainer, w.Andina.QAP); got.State() != programs.Closed || got.Open() {
		t.Errorf("it is %s", got.State())
	}
	draft := create(t, w, w.Andina.Manager, qap())
	ok(t, closing(draft.ID))
	if err := propose(t, w, w.Andina.Manager, draft.ID); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a closed draft: %v", err)
	}
}
