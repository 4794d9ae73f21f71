package programs_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/programs"
	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/fault"
)

func raise(t *testing.T, w *apptest.World, m tenants.Member, id uuid.UUID, mediations, hours int) error {
	t.Helper()
	return as(t, w, m, func(tx *tenants.Tx) error {
		return programs.Raise(tx, id, standards.Floor{Mediations: mediations, Hours: hours})
	})
}

func floorOf(t *testing.T, w *apptest.World, id uuid.UUID) (f standards.Floor) {
	t.Helper()
	ok(t, w.DB.Read(t.Context(), w.Andina.Assessor, func(tx *tenants.Tx) error {
		all, err := programs.Floors(tx, id)
		f = all[id]
		return err
	}))
	return f
}

func TestAProgramRaisesItsFloorAndTakesItBackToIMIs(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	id := w.Andina.QAP
	ok(t, raise(t, w, w.Andina.Manager, id, 30, 0))
	ok(t, raise(t, w, w.Andina.Manager, id, 40, 250))
	if f := floorOf(t, w, id); f != (standards.Floor{Mediations: 40, Hours: 250}) {
		t.Errorf("the program asks %+v", f)
	}
	ok(t, raise(t, w, w.Andina.Manager, id, 25, 0)) // lower than before, not than IMI's
	ok(t, raise(t, w, w.Andina.Manager, id, 20, 200))
	if f := floorOf(t, w, id); f != (standards.Floor{}) {
		t.Errorf("what IMI asks is kept as the program's own: %+v", f)
	}
	if n := w.Count(`select count(*) from program_floor where program_id = $1`, id); n != 4 {
		t.Errorf("%d floors are kept, want 4", n)
	}
}

func TestLoweringAFloorIsRefusedWithIMIsFloorNamed(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	err := raise(t, w, w.Andina.Manager, w.Andina.QAP, 19, 199)
	refused(t, fault.Invalid, "programs.floor_below", err)
	refused(t, fault.Invalid, "programs.floor_below_hours", err)
	for _, f := range err.(*fault.Error).Fields {
		if want := map[string]int{"mediations": 20, "hours": 200}[f.Field]; f.Args["IMI"] != want {
			t.Errorf("%s does not name IMI's floor of %d: %v", f.Field, want, f.Args)
		}
	}
	refused(t, fault.Invalid, "standards.figure", raise(t, w, w.Andina.Manager, w.Andina.QAP, standards.MaxMediations+1, 0))
	refused(t, fault.Invalid, "programs.floor_below", raise(t, w, w.Andina.Manager, w.Andina.QAP, -5, 0))
	refused(t, fault.Conflict, "programs.no_floor", raise(t, w, w.Andina.Manager, w.Andina.CMTP, 30, 0))
	online := create(t, w, w.Andina.Manager, programs.NewProgram{Kind: programs.ODRQAP, Details: qap().Details})
	refused(t, fault.Invalid, "programs.floor_no_hours", raise(t, w, w.Andina.Manager, online.ID, 25, 10))
}

func TestOnlyTheProgramManagerRaisesAFloorOfTheirOwnProgram(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	for _, m := range []tenants.Member{w.Andina.Trainer, w.Andina.Assessor} {
		refused(t, fault.Forbidden, "", raise(t, w, m, w.Andina.QAP, 30, 0))
	}
	refused(t, fault.NotFound, "", raise(t, w, w.Nordic.Manager, w.Andina.QAP, 30, 0))
	w.Exec(`update program set closed_at = $2 where id = $1`, w.Andina.QAP, apptest.Start)
	refused(t, fault.Forbidden, "", raise(t, w, w.Andina.Manager, w.Andina.QAP, 30, 0))
	if err := w.Try(`insert into program_floor (tenant_id, id, program_id, set_at, set_by_name) values ($1, gen_random_uuid(), $2, now(), 'x')`, w.Nordic.ID, w.Andina.QAP); err == nil || !strings.Contains(err.Error(), "foreign key") {
		t.Errorf("another organisation's program: %v", err)
	}
}
