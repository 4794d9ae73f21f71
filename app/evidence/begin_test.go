package evidence_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestAnUploadIsRefusedAtTheFieldThatIsWrong(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	for want, spoil := range map[string]func(*evidence.NewUpload){
		"file: evidence.empty":            func(in *evidence.NewUpload) { in.Size = 0 },
		"file: evidence.too_large":        func(in *evidence.NewUpload) { in.Size = evidence.MaxSize + 1 },
		"file: evidence.file_required":    func(in *evidence.NewUpload) { in.FileName = "  " },
		"file: evidence.name_bad":         func(in *evidence.NewUpload) { in.FileName = "../../etc/passwd.pdf" },
		"file: evidence.name_bad ":        func(in *evidence.NewUpload) { in.FileName = `C:\scans\passport.pdf` },
		"file: evidence.name_bad  ":       func(in *evidence.NewUpload) { in.FileName = "passport\x00.pdf" },
		"file: evidence.name_bad   ":      func(in *evidence.NewUpload) { in.FileName = "passport\u202efdp.exe.pdf" },
		"file: evidence.name_bad    ":     func(in *evidence.NewUpload) { in.FileName = strings.Repeat("a", 252) + ".pdf" },
		"file: evidence.type_not_allowed": func(in *evidence.NewUpload) { in.MediaType = "image/svg+xml" },
		"file: evidence.type_not_allowed ": func(in *evidence.NewUpload) {
			in.MediaType, in.FileName = "application/octet-stream", "setup.exe"
		},
		"file: evidence.type_not_allowed  ": func(in *evidence.NewUpload) { in.FileName = "passport.html" },
		"title: evidence.title_long":        func(in *evidence.NewUpload) { in.Title = strings.Repeat("á", 201) },
		"kind: evidence.kind_required":      func(in *evidence.NewUpload) { in.Kind = "selfie" },
		"kind: evidence.kind_elsewhere":     func(in *evidence.NewUpload) { in.Kind = "sampling_plan" },
		"about: evidence.about_one":         func(in *evidence.NewUpload) { in.CandidateID = uuid.Nil },
		"about: evidence.about_one ":        func(in *evidence.NewUpload) { in.ProgramID = c.Andina.CMTP },
		"why: evidence.why_long":            func(in *evidence.NewUpload) { in.Why = strings.Repeat("a", 501) },
	} {
		in := c.scan()
		spoil(&in)
		_, err := c.room.Begin(t.Context(), c.Andina.Manager, in)
		field, key, _ := strings.Cut(strings.TrimSpace(want), ": ")
		if !said(err, field, key) {
			t.Errorf("expected %s, got %v", want, err)
		}
	}
	if n := c.Count(`select count(*) from document_version where tenant_id = $1`, c.Andina.ID); n != 0 {
		t.Errorf("%d versions were written", n)
	}
}

func TestAnUploadKeepsWhatWasSaidAndGetsAKeyOfItsOwn(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	in := c.scan()
	in.Title, in.FileName = "", "Cédula — Camila.PDF"
	v, err := c.room.Begin(t.Context(), c.Andina.Trainer, in)
	ok(t, err)
	if v.Title != "Cédula — Camila" || v.Number != 1 || v.State != evidence.Uploading || v.CreatedByName != c.Andina.Trainer.Name() || v.UploadID == "" {
		t.Errorf("got %+v", v)
	}
	parts := strings.Split(v.StoreKey, ".")
	if len(parts) != 4 || parts[1] != c.Andina.ID.String() || parts[2] != v.DocumentID.String() || parts[3] != v.ID.String() || strings.Contains(v.StoreKey, "/") {
		t.Errorf("the key is %s", v.StoreKey)
	}
	if n := c.Count(`select count(*) from deadline where tenant_id = $1 and subject_id = $2 and kind = 'evidence.lapse' and cancelled_at is null`, c.Andina.ID, v.ID); n != 1 {
		t.Error("nothing ends the upload if it is never finished")
	}
}

func TestAPersonAddsEvidenceOnlyToTheFilesTheyWorkOn(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	about := func(set func(*evidence.NewUpload)) evidence.NewUpload {
		in := c.scan()
		in.CandidateID = uuid.Nil
		set(&in)
		return in
	}
	candidate := c.scan()
	cohort := about(func(in *evidence.NewUpload) { in.CohortID, in.Kind = c.cohort, "attendance" })
	program := about(func(in *evidence.NewUpload) { in.ProgramID, in.Kind = c.Andina.QAP, "sampling_plan" })
	for _, p := range []struct {
		who  string
		by   tenants.Member
		in   evidence.NewUpload
		code fault.Code
	}{
		{"the administrator", c.Andina.Admin, candidate, ""},
		{"the program manager, on a program,", c.Andina.Manager, program, ""},
		{"the trainer", c.Andina.Trainer, candidate, ""},
		{"the trainer, on the cohort,", c.Andina.Trainer, cohort, ""},
		{"the assessor", c.Andina.Assessor, candidate, ""},
		{"the trainer, on a program,", c.Andina.Trainer, program, fault.NotFound},
		{"the assessor, on the cohort,", c.Andina.Assessor, cohort, fault.NotFound},
		{"a trainer of other cohorts", c.Andina.Trainer2, candidate, fault.NotFound},
		{"an assessor of other candidates", c.Andina.Assessor2, candidate, fault.NotFound},
		{"another organisation's manager", c.Nordic.Manager, candidate, fault.NotFound},
		{"another organisation's manager, on the program,", c.Nordic.Manager, program, fault.NotFound},
	} {
		_, err := c.room.Begin(t.Context(), p.by, p.in)
		refused(t, p.who, err, p.code)
	}
}

func TestANewVersionSaysWhyAndTheOldOneStays(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	first := c.typed(t)
	again := evidence.NewUpload{DocumentID: first.DocumentID, FileName: "passport-2.pdf", MediaType: "application/pdf"}
	_, err := c.room.Begin(t.Context(), c.Andina.Manager, evidence.NewUpload{DocumentID: first.DocumentID, FileName: "p.pdf", Size: 1})
	if !said(err, "why", "evidence.why_required") {
		t.Errorf("without a reason: %v", err)
	}
	again.Why = "The first scan cut off the number"
	second := c.established(t, c.uploaded(t, c.Andina.Manager, again, append([]byte("%PDF-1.7 better\n"), pdf...)))
	if second.Number != 2 || second.Kind != first.Kind || second.Title != first.Title || second.StoreKey == first.StoreKey {
		t.Errorf("got %+v", second)
	}
	var all []evidence.Version
	ok(t, c.DB.Read(t.Context(), c.Andina.Manager, func(tx *tenants.Tx) (err error) {
		all, err = evidence.Versions(tx, first.DocumentID)
		return err
	}))
	if len(all) != 2 || all[0].ID != second.ID || all[0].SupersededAt != nil || all[1].SupersededAt == nil || all[1].StoreVersion != first.StoreVersion {
		t.Errorf("versions: %+v", all)
	}
	again.Why = "Mine is better"
	_, err = c.room.Begin(t.Context(), c.Nordic.Manager, again)
	refused(t, "another organisation's manager", err, fault.Invalid) // the size is missing, which is said before anything is looked up
	again.Size = 5
	_, err = c.room.Begin(t.Context(), c.Nordic.Manager, again)
	refused(t, "another organisation's manager", err, fault.NotFound)
}

func TestTwoNewVersionsAtOnceGetTwoNumbers(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	first := c.typed(t)
	errs := make(chan error)
	for range 3 {
		go func() {
			_, err := c.room.Begin(t.Context(), c.Andina.Manager, evidence.NewUpload{DocumentID: first.DocumentID, Why: "better", FileName: "p.pdf", MediaType: "application/pdf", Size: 9})
			errs <- err
		}()
	}
	for range 3 {
		ok(t, <-errs)
	}
	if n := c.Count(`select max(number) from document_version where tenant_id = $1 and document_id = $2`, c.Andina.ID, first.DocumentID); n != 4 {
		t.Errorf("the last number is %d", n)
	}
}

func TestNobodyLeavesManyUploadsUnfinished(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	v, err := c.room.Begin(t.Context(), c.Andina.Trainer, c.scan())
	ok(t, err)
	c.Exec(`insert into document_version (tenant_id, id, document_id, candidate_id, number, kind, title, file_name, size, declared_type, store_key, upload_id, origin, state, created_at, created_by, created_by_name)
		select tenant_id, gen_random_uuid(), document_id, candidate_id, n, kind, title, file_name, size, declared_type, store_key, upload_id, origin, state, created_at, created_by, created_by_name
		from document_version, generate_series(2, 50) n where id = $1`, v.ID)
	_, err = c.room.Begin(t.Context(), c.Andina.Trainer, c.scan())
	refused(t, "the 51st", err, fault.Conflict)
	_, err = c.room.Begin(t.Context(), c.Andina.Manager, c.scan())
	refused(t, "a colleague's first", err, "")
	ok(t, c.room.Abandon(t.Context(), c.Andina.Trainer, v.ID))
	_, err = c.room.Begin(t.Context(), c.Andina.Trainer, c.scan())
	refused(t, "one after another was given up", err, "")
}

func TestTheDatabaseRefusesWhatNoVerbDoes(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	v := c.typed(t)
	for what, sql := range map[string]string{
		"back to received":        `update document_version set state = 'received' where id = $1`,
		"another hash":            `update document_version set sha256 = decode(repeat('00', 32), 'hex') where id = $1`,
		"another place":           `update document_version set store_key = 'x' where id = $1`,
		"another title":           `update document_version set title = 'x' where id = $1`,
		"typed without an upload": `insert into document_version (tenant_id, id, document_id, candidate_id, number, kind, title, file_name, size, declared_type, media_type, sha256, store_key, store_version, origin, state, created_at, created_by_name) select tenant_id, gen_random_uuid(), document_id, candidate_id, 9, kind, title, file_name, size, declared_type, media_type, sha256, store_key, store_version, 'upload', 'typed', created_at, '' from document_version where id = $1`,
	} {
		if err := c.Try(sql, v.ID); err == nil || !strings.Contains(err.Error(), "23001") {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// said tells whether a fault has this sentence at this field.
func said(err error, field, key string) bool {
	return strings.Contains(errorText(err), "["+field+": "+key+"]")
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
