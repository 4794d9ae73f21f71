package candidates

import (
	"testing"

	"accord/app/apptest"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestAnEditIsKeptAndTheJournalNamesTheFields(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	c := add(t, w, w.Andina.Manager, camila)
	in := camila
	in.Name, in.Language = "Camila Torres", "pt"
	ok(t, write(t, w, w.Andina.Manager, func(tx *tenants.Tx) error { _, err := Edit(tx, c.ID, in); return err }))
	ok(t, read(t, w, w.Andina.Manager, func(tx *tenants.Tx) error {
		got, err := Get(tx, c.ID)
		if got.Name != "Camila Torres" || got.Language != "pt" || got.Reference != camila.Reference {
			t.Errorf("kept as %+v", got)
		}
		return err
	}))
	if w.Count(`select count(*) from audit_log where subject_id = $1 and action = 'candidate.edited' and detail = '{"fields": ["name", "language"]}'`, c.ID) != 1 {
		t.Error("the journal does not name the fields, or holds what stood in them")
	}
}

func TestAnEditCannotTakeSomebodyElsesAddress(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	add(t, w, w.Andina.Manager, camila)
	other := add(t, w, w.Andina.Manager, NewCandidate{Name: "Diego Paredes", Email: "diego@correo.example"})
	in := camila
	in.Name = "Diego Paredes"
	err := write(t, w, w.Andina.Manager, func(tx *tenants.Tx) error { _, err := Edit(tx, other.ID, in); return err })
	refused(t, err, fault.Conflict)
	sameFields(t, err, "email")
}

func TestAnEditThatChangesNothingLeavesNoTrace(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	c := add(t, w, w.Andina.Manager, camila)
	ok(t, write(t, w, w.Andina.Manager, func(tx *tenants.Tx) error { _, err := Edit(tx, c.ID, camila); return err }))
	if w.Count("select count(*) from audit_log where subject_id = $1", c.ID) != 1 {
		t.Error("the journal tells of an edit that was none")
	}
}
