package designs_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/designs"
	"accord/tenants"
	"accord/tenants/fault"
)

// stage is a world whose organisation assesses by version 1 of a design.
type stage struct {
	*apptest.World
	org apptest.Org
}

func newStage(t *testing.T) stage {
	t.Helper()
	w := apptest.NewWorld(t)
	return stage{w, w.Andina}
}

func (s stage) try(m tenants.Member, fn func(*tenants.Tx) error) error {
	return s.DB.Write(context.Background(), m, fn)
}

func (s stage) write(t *testing.T, m tenants.Member, fn func(*tenants.Tx) error) {
	t.Helper()
	if err := s.try(m, fn); err != nil {
		t.Fatal(err)
	}
}

func (s stage) begun(t *testing.T) (w designs.Whole) {
	t.Helper()
	s.write(t, s.org.Manager, func(tx *tenants.Tx) (err error) { w, err = designs.Begin(tx, s.org.QAP); return err })
	return w
}

func (s stage) draft(t *testing.T) (w designs.Whole) {
	t.Helper()
	s.read(t, s.org.Manager, func(tx *tenants.Tx) (err error) { w, err = designs.DraftOf(tx, s.org.QAP); return err })
	return w
}

func (s stage) current(t *testing.T) (w designs.Whole) {
	t.Helper()
	s.read(t, s.org.Assessor, func(tx *tenants.Tx) (err error) { w, err = designs.Current(tx, s.org.QAP); return err })
	return w
}

func (s stage) read(t *testing.T, m tenants.Member, fn func(*tenants.Tx) error) {
	t.Helper()
	if err := s.DB.Read(context.Background(), m, fn); err != nil {
		t.Fatal(err)
	}
}

func (s stage) publish(m tenants.Member, revision int, note string) error {
	return s.try(m, func(tx *tenants.Tx) error { _, err := designs.Publish(tx, s.org.QAP, revision, note); return err })
}

// skill is a criterion that can be added.
func skill() designs.NewCriterion {
	return designs.NewCriterion{Heading: "skills", Title: designs.Text{En: "Works with interpreters"}, Benchmark: designs.Text{En: "Every party speaks and follows in their own language."},
		ScaleMax: 5, Levels: designs.Levels{{From: 0, Says: designs.Text{En: "Not shown"}}, {From: 3, Says: designs.Text{En: "Shown"}}}, Weight: 10, Floor: 2, Methods: []string{"role_play_live"}}
}

func (s stage) add(t *testing.T, in designs.NewCriterion) (c designs.Criterion) {
	t.Helper()
	s.write(t, s.org.Manager, func(tx *tenants.Tx) (err error) { c, err = designs.AddCriterion(tx, s.org.QAP, in); return err })
	return c
}

func refused(t *testing.T, what string, err error, code fault.Code, key string) {
	t.Helper()
	if got := fault.CodeOf(err); got != code {
		t.Errorf("%s: %q (%v), want %s", what, got, err, code)
		return
	}
	if f, ok := errors.AsType[*fault.Error](err); key != "" && (!ok || f.Key != key) {
		t.Errorf("%s: the sentence is %v, want %s", what, err, key)
	}
}

// fields are the fields of a fault and what is said at each.
func fields(err error) map[string]string {
	all := map[string]string{}
	if f, ok := errors.AsType[*fault.Error](err); ok {
		for _, one := range f.Fields {
			all[one.Field] = one.Key
		}
	}
	return all
}

func newID() uuid.UUID { return uuid.Must(uuid.NewV7()) }
