package candidates

import (
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/tenants"
	"accord/tenants/fault"
)

func choose(t *testing.T, w *apptest.World, m tenants.Member, id uuid.UUID, c Choice) error {
	t.Helper()
	return write(t, w, m, func(tx *tenants.Tx) error { _, err := Choose(tx, id, c); return err })
}

func settled(t *testing.T, w *apptest.World, id uuid.UUID) (found error) {
	t.Helper()
	ok(t, read(t, w, w.Andina.Manager, func(tx *tenants.Tx) error {
		imp, err := ImportOf(tx, id)
		if err == nil {
			found = imp.Settled()
		}
		return err
	}))
	return found
}

func TestATableWhoseColumnsAreNotClearWaitsUntilTheyAre(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	for file, key := range map[string]string{
		"one,two\na,b@x.example":                  "import.no_name",
		"name,telephone\nAna,1":                   "import.no_email",
		"name,email,shoe size\nAna,a@x.y,39":      "import.heading_unknown",
		"name,email,e-mail\nAna,a@x.y,b@x.y":      "import.heading_unknown",
		"nombres,apellidos,correo\nAna,Bel,a@x.y": "",
	} {
		imp, err := upload(t, w, w.Andina.Manager, file)
		ok(t, err)
		if err := settled(t, w, imp.ID); (err != nil) != (key != "") || at(err)["file"] != key {
			t.Errorf("%q: %v", file, err)
		}
	}
}

func TestColumnsAreTakenForWhatAPersonSays(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	imp, err := upload(t, w, w.Andina.Manager, "A,B,C,D\nAna,Bel,ana@x.example,hers\n")
	ok(t, err)
	m := w.Andina.Manager
	for name, wrong := range map[string]Choice{
		"no address":                {Mapping{"name": 0}, Keep},
		"no name":                   {Mapping{"email": 2}, Keep},
		"a column beyond":           {Mapping{"name": 0, "email": 4}, Keep},
		"one before the first":      {Mapping{"name": -1, "email": 2}, Keep},
		"one taken twice":           {Mapping{"name": 2, "email": 2}, Keep},
		"something else":            {Mapping{"name": 0, "email": 2, "shoe": 3}, Keep},
		"no way with those on file": {Mapping{"name": 0, "email": 2}, "whatever"},
	} {
		if err := choose(t, w, m, imp.ID, wrong); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for who, by := range map[string]tenants.Member{"a colleague": w.Andina.Admin, "another organisation": w.Nordic.Manager, "a trainer": w.Andina.Trainer} {
		if err := choose(t, w, by, imp.ID, Choice{Mapping{"name": 0, "email": 2}, Keep}); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", who, err)
		}
	}
	ok(t, choose(t, w, m, imp.ID, Choice{Mapping{"name": 0, "family_name": 1, "email": 2, "reference": 3}, Keep}))
	p := plan(t, w, m, imp.ID)
	if r := p.Rows[0]; p.Faulty() || r.Name != "Ana Bel" || r.Email != "ana@x.example" || r.Reference != "hers" {
		t.Errorf("%+v", p.Rows)
	}
	_, err = commit(t, w, m, imp.ID, p.Digest())
	ok(t, err)
	if err := choose(t, w, m, imp.ID, Choice{Mapping{"name": 0, "email": 2}, Keep}); !fault.Is(err, fault.Conflict) {
		t.Errorf("after the commit: %v", err)
	}
}

func TestThoseOnFileAreKeptUpdatedOrRefused(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	m := w.Andina.Manager
	add(t, w, m, NewCandidate{Name: "José Núñez", Email: "jose@x.example", Country: "EC", Reference: "R-1"})
	columns := Mapping{"name": 0, "email": 1, "country": 2, "reference": 3}
	upload := func(row string, way OnFile) (Import, Plan) {
		imp, err := upload(t, w, m, "name,email,country,reference\n"+row+"\n")
		ok(t, err)
		ok(t, choose(t, w, m, imp.ID, Choice{columns, way}))
		return imp, plan(t, w, m, imp.ID)
	}
	for name, c := range map[string]struct {
		row     string
		way     OnFile
		outcome Outcome
		changes int
		key     string // at which column, why
	}{
		"kept":                       {"Jose Nunez,jose@x.example,CO,R-2", Keep, WillKeep, 0, ""},
		"another name, left out":     {"Pedro Paz,jose@x.example,,", Keep, WillSkip, 0, ""},
		"another name and a fault":   {"Pedro Paz,jose@x.example,XX,", Keep, Refused, 0, "candidate.country_unknown"},
		"refused":                    {"José Núñez,jose@x.example,,", Refuse, Refused, 0, "import.on_file_refused"},
		"updated":                    {"José Núñez Paz,jose@x.example,CO,", Update, WillKeep, 2, ""},
		"updated with the same":      {"José Núñez,jose@x.example,EC,R-1", Update, WillKeep, 0, ""},
		"updated with nothing":       {"José Núñez,jose@x.example,,", Update, WillKeep, 0, ""},
		"updated with what is wrong": {"José Núñez,jose@x.example,XX,", Update, Refused, 1, "candidate.country_unknown"},
	} {
		_, p := upload(c.row, c.way)
		r := p.Rows[0]
		if r.Outcome != c.outcome || len(r.Changes) != c.changes || (c.key != "") != (len(r.Faults) > 0) || c.key != "" && r.Faults[0].Key != c.key {
			t.Errorf("%s: %+v", name, r)
		}
	}
	imp, p := upload("Pedro Paz,jose@x.example,,\nAna Bel,ana@x.example,,", Keep)
	if w := p.Rows[0].Warnings; p.Faulty() || len(w) != 1 || w[0].Key != "import.other_name_left" {
		t.Errorf("the row that is left out is told as %+v", p.Rows[0])
	}
	if done, err := commit(t, w, m, imp.ID, p.Digest()); err != nil || done.Added != 1 || done.Updated != 0 {
		t.Errorf("what is left out stopped the others: %+v, %v", done, err)
	}
	imp, p = upload("José Núñez Paz,jose@x.example,CO,", Update)
	done, err := commit(t, w, m, imp.ID, p.Digest())
	ok(t, err)
	if done.Added != 0 || done.Updated != 1 || w.Count("select count(*) from candidate where tenant_id = $1 and name = 'José Núñez Paz' and country = 'CO' and reference = 'R-1'", w.Andina.ID) != 1 {
		t.Errorf("%+v", done)
	}
}
