package programs_test

import (
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
)

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func refused(t *testing.T, code fault.Code, key string, err error) {
	t.Helper()
	e, is := err.(*fault.Error)
	if !is || e.Code != code {
		t.Fatalf("%v, not refused as %s", err, code)
	}
	for _, f := range e.Fields {
		if f.Key == key {
			return
		}
	}
	if key != "" && e.Key != key {
		t.Fatalf("refused with %v, not %s", e, key)
	}
}

func as(t *testing.T, w *apptest.World, m tenants.Member, fn func(*tenants.Tx) error) error {
	t.Helper()
	return w.DB.Write(t.Context(), m, fn)
}

func oversee(t *testing.T, w *apptest.World, o tenants.Overseer, fn func(*tenants.OversightTx) error) error {
	t.Helper()
	return w.DB.Oversee(t.Context(), o, "recognise a program", fn)
}

func qap() programs.NewProgram {
	return programs.NewProgram{Kind: programs.QAP, Details: programs.Details{Title: " Evaluación de mediadores ", Languages: []string{"es"},
		Website: "https://andina.example.org/qap", Description: "Evaluamos a quienes median.", CourseHours: 40}, Places: []programs.NewLocation{{Name: "Quito", City: "Quito", Country: "ec", TimeZone: "America/Guayaquil"}}}
}

func create(t *testing.T, w *apptest.World, m tenants.Member, in programs.NewProgram) (p programs.Program) {
	t.Helper()
	ok(t, as(t, w, m, func(tx *tenants.Tx) (err error) { p, err = programs.Create(tx, in); return err }))
	return p
}

func load(t *testing.T, w *apptest.World, m tenants.Member, id uuid.UUID) (p programs.Whole) {
	t.Helper()
	ok(t, w.DB.Read(t.Context(), m, func(tx *tenants.Tx) (err error) { p, err = programs.Load(tx, id); return err }))
	return p
}

func propose(t *testing.T, w *apptest.World, m tenants.Member, id uuid.UUID) error {
	t.Helper()
	return as(t, w, m, func(tx *tenants.Tx) error { return programs.Propose(tx, id) })
}

func recognise(t *testing.T, w *apptest.World, o tenants.Overseer, tenant, id uuid.UUID) (r programs.Recognition, err error) {
	t.Helper()
	err = oversee(t, w, o, func(tx *tenants.OversightTx) (err error) { r, err = programs.Recognise(tx, tenant, id); return err })
	return r, err
}
