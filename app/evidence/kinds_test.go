package evidence_test

import (
	"testing"
	"time"

	"accord/app/evidence"
	"accord/tenants"
)

// A kind is on file from its first document in force on, and no longer when
// there is none; of what candidates do not bring nothing is kept.
func TestAKindIsOnFileWhileADocumentOfItIs(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	kinds := func(by tenants.Member) (all []evidence.KindOnFile) {
		t.Helper()
		ok(t, c.write(by, func(tx *tenants.Tx) (err error) { all, err = evidence.KindsOnFile(tx, c.candidate); return err }))
		return all
	}
	if all := kinds(c.Andina.Manager); len(all) != 0 {
		t.Errorf("of an empty file %+v", all)
	}
	of := func(kind string) evidence.NewUpload { in := c.scan(); in.Kind = kind; return in }
	came := c.uploaded(t, c.Andina.Manager, of("code_of_conduct"), pdf)
	if all := kinds(c.Andina.Manager); len(all) != 0 {
		t.Errorf("before anybody looked at it: %+v", all)
	}
	first := c.established(t, came)
	for _, kind := range []string{"score_sheet", "decision_minute", "recording", "other"} {
		c.Row("document_version", map[string]any{"tenant_id": c.Andina.ID, "candidate_id": c.candidate, "kind": kind, "state": "typed", "origin": "upload", "media_type": "application/pdf", "number": 1, "store_version": "1", "sha256": make([]byte, 32)})
	}
	if all := kinds(c.Andina.Manager); len(all) != 1 || all[0].Kind != "code_of_conduct" || !all[0].Since.Equal(first.CreatedAt) {
		t.Fatalf("on file are %+v", all)
	}
	c.Clock.Add(time.Hour)
	next := of("code_of_conduct")
	next.DocumentID, next.Why = first.DocumentID, "Signed anew."
	second := c.established(t, c.uploaded(t, c.Andina.Manager, next, pdf))
	if all := kinds(c.Andina.Manager); len(all) != 1 || !all[0].Since.Equal(second.CreatedAt) {
		t.Errorf("after a new version: %+v", all)
	}
	refused := c.established(t, c.uploaded(t, c.Andina.Manager, of("training_certificate"), svg))
	if all := kinds(c.Andina.Manager); len(all) != 1 || refused.State != evidence.Refused {
		t.Errorf("with one that was refused: %+v", all)
	}
	for _, m := range []tenants.Member{c.Andina.Assessor, c.Andina.Trainer, c.Nordic.Manager} {
		if all := kinds(m); len(all) != 0 {
			t.Errorf("who keeps no file reads %+v", all)
		}
	}
	for _, sql := range []string{
		`update kind_on_file set since = null where candidate_id = $1`,
		`insert into kind_on_file (tenant_id, id, candidate_id, kind, since) select tenant_id, gen_random_uuid(), id, 'identity_check', app.now() from candidate where id = $1`,
		`delete from kind_on_file where candidate_id = $1`,
	} {
		if n, err := c.ByLogin(tenants.DoorMember, c.Andina.ID, sql, c.candidate); err == nil {
			t.Errorf("the member's login writes what the documents say: %d rows by %s", n, sql)
		}
	}
	c.Exec(`delete from document_version where candidate_id = $1 and superseded_at is null`, c.candidate)
	if all := kinds(c.Andina.Manager); len(all) != 0 {
		t.Errorf("once it is destroyed: %+v", all)
	}
}
