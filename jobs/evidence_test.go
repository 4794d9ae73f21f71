package jobs

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/evidence"
	"accord/app/evidence/s3vault"
	"accord/tenants"
	"accord/tenants/tenantstest"
)

func TestAnUploadIsTypedByAJobAndAnUnfinishedOneLapses(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	store := tenantstest.Bucket(t)
	vault, err := s3vault.Open(t.Context(), s3vault.Config{Bucket: store.Bucket, Region: store.Region, Endpoint: store.Endpoint, AccessKey: store.AccessKey, SecretKey: store.SecretKey})
	if err != nil {
		t.Fatal(err)
	}
	kit, err := NewKit(Options{DB: w.DB, Vault: vault})
	if err != nil {
		t.Fatal(err)
	}
	body := "%PDF-1.7 a sampling plan"
	in := evidence.NewUpload{ProgramID: w.Andina.QAP, Kind: "sampling_plan", FileName: "plan.pdf", Size: int64(len(body))}
	sent, err := kit.Room.Carry(t.Context(), w.Andina.Manager, in, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	begun, err := kit.Room.Begin(t.Context(), w.Andina.Manager, in)
	if err != nil {
		t.Fatal(err)
	}
	drain := func() {
		t.Helper()
		if d, err := kit.Drain(t.Context(), w.Andina.ID); err != nil || d.Dead+d.Retried > 0 || d.Done != 1 {
			t.Fatalf("%+v, %v", d, err)
		}
	}
	state := func(id uuid.UUID) (v evidence.Version) {
		t.Helper()
		if err := w.DB.Read(t.Context(), w.Andina.Manager, func(tx *tenants.Tx) (err error) { v, err = evidence.Get(tx, id); return err }); err != nil {
			t.Fatal(err)
		}
		return v
	}
	drain()
	if v := state(sent.ID); v.State != evidence.Typed || v.MediaType != "application/pdf" {
		t.Errorf("what was sent is %s, %s", v.State, v.MediaType)
	}
	w.Clock.Add(7*24*time.Hour + time.Minute)
	drain()
	if v := state(begun.ID); v.State != evidence.Abandoned {
		t.Errorf("what was begun is %s", v.State)
	}
	if parts, err := vault.Parts(t.Context(), begun.StoreKey, begun.UploadID); err == nil {
		t.Errorf("its parts are still there: %v", parts)
	}
}

func TestWithoutAStoreEvidenceWaits(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	kit, err := NewKit(Options{DB: w.DB})
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"evidence.type", "evidence.lapse"} {
		err := kit.kinds[kind].Handle(t.Context(), kit, tenants.Task{Tenant: w.Andina.ID, Kind: kind})
		if judge(t.Context(), err) != again {
			t.Errorf("%s: %v", kind, err)
		}
	}
}
