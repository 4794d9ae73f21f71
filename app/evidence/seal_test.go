package evidence_test

import (
	"bytes"
	"io"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/app/evidence/record"
	"accord/app/evidence/s3vault"
	"accord/tenants"
	"accord/tenants/fault"
)

// sealed seals a logbook as a job does.
func (c *cast) sealed(t *testing.T, task uuid.UUID, hours float64) (evidence.Version, error) {
	t.Helper()
	r := evidence.Record{CandidateID: c.candidate, Kind: "logbook", Title: "Logbook", Of: "logbook:" + c.candidate.String(), FileName: "logbook.pdf",
		Sheet: record.Logbook{Organisation: "Academia Andina", Candidate: "Camila Torres Vega", Entries: []record.LogbookEntry{{Hours: hours, Role: "mediator"}}}.Sheet()}
	clerk := c.clerk(t, c.Andina)
	var s evidence.Sealing
	ok(t, c.DB.Read(t.Context(), clerk, func(tx *tenants.Tx) (err error) { s, err = evidence.PrepareSeal(tx, r, time.UTC); return err }))
	s, err := c.room.Render(t.Context(), tenants.Task{Tenant: c.Andina.ID, ID: task}, s)
	ok(t, err)
	var v evidence.Version
	err = c.write(clerk, func(tx *tenants.Tx) error { v, err = evidence.Seal(tx, s); return err })
	return v, err
}

func TestARecordIsSealedAsATypedVersionAndAgainOnlyWhenItChanged(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	first, err := c.sealed(t, uuid.New(), 3)
	ok(t, err)
	if first.State != evidence.Typed || first.Number != 1 || first.Origin != evidence.FromRecord || !first.Viewable() {
		t.Errorf("got %+v", first)
	}
	found, err := c.room.Examine(t.Context(), first)
	ok(t, err)
	if found.MediaType != "application/pdf" || !bytes.Equal(found.SHA256, first.SHA256) || found.Size != first.Size {
		t.Errorf("the vault has %+v", found)
	}

	same, err := c.sealed(t, uuid.New(), 3)
	ok(t, err)
	if same.ID != first.ID {
		t.Error("an unchanged record was sealed again")
	}
	second, err := c.sealed(t, uuid.New(), 3.5)
	ok(t, err)
	if second.Number != 2 || second.DocumentID != first.DocumentID {
		t.Errorf("the changed record is %+v", second)
	}
	if n := c.Count(`select count(*) from document_version where tenant_id = $1 and superseded_at is not null`, c.Andina.ID); n != 1 {
		t.Errorf("%d versions are superseded", n)
	}
	c.disclosed(t, evidence.Basis{RequestID: c.requested(c.Andina, c.submitted(c.Andina))}, first) // what was promised stays what it was
	ok(t, c.opened(c.IMI.SpotChecker, first.ID))
	stream, err := c.room.Vault.Read(t.Context(), objectOf(first))
	ok(t, err)
	defer stream.Close()
	head := make([]byte, 5)
	if _, err := io.ReadFull(stream, head); err != nil || string(head) != "%PDF-" {
		t.Errorf("%q, %v", head, err)
	}
}

func TestPeopleCannotSealAndALateSealBeginsAgain(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	r := evidence.Record{CandidateID: c.candidate, Kind: "logbook", Title: "Logbook", Of: "logbook:1", FileName: "logbook.pdf", Sheet: record.Logbook{Candidate: "C"}.Sheet()}
	var s evidence.Sealing
	ok(t, c.DB.Read(t.Context(), c.Andina.Manager, func(tx *tenants.Tx) (err error) { s, err = evidence.PrepareSeal(tx, r, time.UTC); return err }))
	seal := func(by tenants.Member, s evidence.Sealing) error {
		return c.write(by, func(tx *tenants.Tx) error { _, err := evidence.Seal(tx, s); return err })
	}
	refused(t, "what was not rendered", seal(c.clerk(t, c.Andina), s), fault.Unavailable)
	s, err := c.room.Render(t.Context(), tenants.Task{Tenant: c.Andina.ID, ID: uuid.New()}, s)
	ok(t, err)
	refused(t, "the manager", seal(c.Andina.Manager, s), fault.Forbidden)
	refused(t, "the trainer", seal(c.Andina.Trainer, s), fault.Forbidden)
	ok(t, seal(c.clerk(t, c.Andina), s))

	late := s
	late.Sheet = record.Logbook{Candidate: "D"}.Sheet()
	ok(t, c.DB.Read(t.Context(), c.Andina.Manager, func(tx *tenants.Tx) (err error) {
		late, err = evidence.PrepareSeal(tx, late.Record, time.UTC)
		return err
	}))
	late, err = c.room.Render(t.Context(), tenants.Task{Tenant: c.Andina.ID, ID: uuid.New()}, late)
	ok(t, err)
	between := late
	between.Sheet = record.Logbook{Candidate: "E"}.Sheet()
	ok(t, c.DB.Read(t.Context(), c.Andina.Manager, func(tx *tenants.Tx) (err error) {
		between, err = evidence.PrepareSeal(tx, between.Record, time.UTC)
		return err
	}))
	between, err = c.room.Render(t.Context(), tenants.Task{Tenant: c.Andina.ID, ID: uuid.New()}, between)
	ok(t, err)
	ok(t, seal(c.clerk(t, c.Andina), between))
	refused(t, "one whose number is taken", seal(c.clerk(t, c.Andina), late), fault.Unavailable)
}

func objectOf(v evidence.Version) s3vault.Object {
	return s3vault.Object{Key: v.StoreKey, Version: v.StoreVersion}
}
