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
