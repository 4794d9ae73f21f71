package jobs

import (
	"testing"
	"time"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/tenants"
)

func TestATableThatNobodyImportsIsErasedAfterADay(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	kit, err := NewKit(Options{DB: w.DB})
	if err != nil {
		t.Fatal(err)
	}
	err = w.DB.Write(t.Context(), w.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := candidates.Upload(tx, candidates.NewImport{FileName: "t.csv", Data: []byte("name,email\nAna Bel,ana@x.example\n")})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	drain := func(want int) {
		t.Helper()
		if d, err := kit.Drain(t.Context(), w.Andina.ID); err != nil || d != (Drained{Done: want}) {
			t.Fatalf("%+v, %v", d, err)
		}
	}
	drain(0)
	w.Clock.Add(candidates.ImportLife + time.Minute)
	drain(1)
	if w.Count("select count(*) from candidate_import where tenant_id = $1 and rows = '[]' and forgotten_at is not null", w.Andina.ID) != 1 {
		t.Error("its rows are still there")
	}
}

func TestATableOfMediationsThatNobodyImportsIsErasedAfterADay(t *testing.T) {
	t.Parallel()
	o := office(t)
	var imp candidates.LogbookImport
	o.write(t, o.Andina.Manager, func(tx *tenants.Tx) error {
		c, err := candidates.Add(tx, candidates.NewCandidate{Name: "Ana Bel", Email: "ana@x.example"})
		if err != nil {
			return err
		}
		imp, err = candidates.UploadLogbook(tx, c.ID, candidates.NewImport{FileName: "t.csv", Data: []byte("date,role,held,hours,field,parties,settled\n2026-03-14,mediator,online,2,Lease,2,yes\n")})
		return err
	})
	o.drains(t, Drained{})
	o.Clock.Add(candidates.ImportLife + time.Minute)
	o.drains(t, Drained{Done: 1})
	if o.Count("select count(*) from logbook_import where tenant_id = $1 and id = $2 and rows = '[]' and forgotten_at is not null", o.Andina.ID, imp.ID) != 1 {
		t.Error("its rows are still there")
	}
}
