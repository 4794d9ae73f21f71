package candidates

import (
	"testing"

	"accord/app/apptest"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestANamesakeIsWarnedOfWhateverTheAccents(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	m := w.Andina.Manager
	galo := add(t, w, m, NewCandidate{Name: "Galo Enrique Santillán", Email: "galo@x.example"})
	imp, err := upload(t, w, m, "name,email\nGALO Enrique Santillan,g.santillan@x.example\nGalo Santillan,g2@x.example\n")
	ok(t, err)
	p := plan(t, w, m, imp.ID)
	if warned := p.Rows[0].Warnings; len(warned) != 1 || warned[0].Key != "import.namesake" || len(p.Rows[1].Warnings) != 0 || p.Faulty() {
		t.Errorf("%+v", p.Rows)
	}
	alike := func(by tenants.Member) (found []Candidate) {
		ok(t, read(t, w, by, func(tx *tenants.Tx) (err error) { found, err = Namesakes(tx, " galo  enrique santillan"); return err }))
		return found
	}
	if found := alike(m); len(found) != 1 || found[0].ID != galo.ID {
		t.Errorf("found %v", found)
	}
	if found := alike(w.Nordic.Manager); len(found) != 0 {
		t.Error("another organisation's people are named")
	}
}

func TestWhoHasANameOnFileIsAddedOnlyAllTheSame(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	m := w.Andina.Manager
	add(t, w, m, NewCandidate{Name: "Galo Enrique Santillán", Email: "galo@x.example"})
	try := func(verb func(*tenants.Tx, NewCandidate) (Candidate, error), name, email string) error {
		return write(t, w, m, func(tx *tenants.Tx) error { _, err := verb(tx, NewCandidate{Name: name, Email: email}); return err })
	}
	err := try(AddAnother, "Galo Enrique Santillan", "other@x.example")
	refused(t, err, fault.Conflict)
	if at(err)["name"] != "candidate.namesake" {
		t.Errorf("refused with %v", err)
	}
	if err := try(AddAnother, "Galo Enrique Santillan", "galo@x.example"); at(err)["email"] != "candidate.email_taken" {
		t.Errorf("the same address is refused with %v", err)
	}
	ok(t, try(AddAnother, "Gala Enrique Santillan", "gala@x.example"))
	ok(t, try(Add, "Galo Enrique Santillan", "other@x.example"))
	if n := onFileNow(w); n != 3 {
		t.Errorf("%d are on file", n)
	}
}
