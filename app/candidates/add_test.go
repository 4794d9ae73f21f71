package candidates

import (
	"strings"
	"testing"

	"accord/app/apptest"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestACandidateIsTakenOnFileAsTidied(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	in := NewCandidate{Name: "  Camila   Torres Vega ", Email: " Camila.Torres@Correo.Example ", Country: "ec"}
	c := add(t, w, w.Andina.Manager, in)
	if c.Name != "Camila Torres Vega" || c.Email != "camila.torres@correo.example" || c.Country != "EC" || c.Language != "en" {
		t.Errorf("kept as %+v", c)
	}
	ok(t, read(t, w, w.Andina.Admin, func(tx *tenants.Tx) error {
		got, err := Get(tx, c.ID)
		if got.Name != c.Name || !got.CreatedAt.Equal(w.Clock.Now()) || got.CreatedBy == nil || *got.CreatedBy != w.Andina.Manager.Membership() {
			t.Errorf("read as %+v", got)
		}
		return err
	}))
	if w.Count("select count(*) from audit_log where subject_id = $1 and action = 'candidate.added'", c.ID) != 1 {
		t.Error("the journal does not say so")
	}
}

func TestEveryWrongFieldOfACandidateIsNamedAtOnce(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	for name, c := range map[string]struct {
		in     NewCandidate
		fields []string
	}{
		"nothing":        {NewCandidate{}, []string{"name", "email"}},
		"no letters":     {NewCandidate{Name: "1234", Email: camila.Email}, []string{"name"}},
		"all too long":   {NewCandidate{Name: strings.Repeat("a", 201), Email: strings.Repeat("a", 250) + "@x.example", Reference: strings.Repeat("1", 61)}, []string{"name", "email", "reference"}},
		"a formula":      {NewCandidate{Name: "=HYPERLINK(\"x\")", Email: "=a@x.example", Reference: "@SUM(1)"}, []string{"name", "email", "reference"}},
		"no address":     {NewCandidate{Name: "Ana", Email: "Ana <ana@x.example>"}, []string{"email"}},
		"no host":        {NewCandidate{Name: "Ana", Email: "ana@localhost"}, []string{"email"}},
		"unknown codes":  {NewCandidate{Name: "Ana", Email: camila.Email, Language: "spanish", Country: "XX"}, []string{"language", "country"}},
		"a country gone": {NewCandidate{Name: "Ana", Email: camila.Email, Country: "DD"}, []string{"country"}},
		"a second code":  {NewCandidate{Name: "Ana", Email: camila.Email, Country: "NQ"}, []string{"country"}},
		"hidden signs":   {NewCandidate{Name: "Ana\u202eaná", Email: camila.Email}, []string{"name"}},
		"a control sign": {NewCandidate{Name: "Ana\x07", Email: camila.Email}, []string{"name"}},
	} {
		err := write(t, w, w.Andina.Manager, func(tx *tenants.Tx) error { _, err := Add(tx, c.in); return err })
		refused(t, err, fault.Invalid)
		t.Run(name, func(t *testing.T) { sameFields(t, err, c.fields...) })
	}
	if n := w.Count("select count(*) from candidate where tenant_id = $1", w.Andina.ID); n != 0 {
		t.Errorf("%d candidates were kept", n)
	}
}

func TestAnAddressBelongsToOneCandidateOfAnOrganisation(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	add(t, w, w.Andina.Manager, camila)
	for _, m := range []tenants.Member{w.Andina.Manager, w.Andina.Trainer} {
		err := write(t, w, m, func(tx *tenants.Tx) error { _, err := Add(tx, camila); return err })
		refused(t, err, fault.Conflict)
		if at(err)["email"] != "candidate.email_taken" {
			t.Errorf("said as %v", err)
		}
	}
	add(t, w, w.Nordic.Manager, camila) // another organisation's own file
}

func TestThoseWhoDoNotKeepCandidatesCannotAddThem(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	err := write(t, w, w.Andina.Assessor, func(tx *tenants.Tx) error { _, err := Add(tx, camila); return err })
	refused(t, err, fault.NotFound)
}

func TestACandidateOfAnotherOrganisationIsAbsent(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	c := add(t, w, w.Andina.Manager, camila)
	for _, m := range []tenants.Member{w.Nordic.Admin, w.Andina.Trainer, w.Andina.Assessor} {
		refused(t, read(t, w, m, func(tx *tenants.Tx) error { _, err := Get(tx, c.ID); return err }), fault.NotFound)
		refused(t, write(t, w, m, func(tx *tenants.Tx) error { _, err := Edit(tx, c.ID, camila); return err }), fault.NotFound)
	}
}
