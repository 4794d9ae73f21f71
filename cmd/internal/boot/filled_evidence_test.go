package boot

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"

	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/app/evidence/s3vault"
	"accord/tenants"
)

var pdf = []byte("%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n")

// evidence: typed documents about the candidate, and an upload whose bytes
// have arrived and that waits to be completed.
func (f *filled) evidence() {
	f.Agrees(f.org, f.id("candidate"))
	for name, kind := range map[string]string{"version identity": "identity_check", "version conduct": "code_of_conduct", "version recording": "recording", "version": "other"} {
		f.is(name, f.uploaded(f.org.Manager, evidence.NewUpload{CandidateID: f.id("candidate"), Kind: kind, Title: name, FileName: "paper.pdf", MediaType: "application/pdf"}))
	}
	f.is("document", f.ID(`select document_id from document_version where id = $1`, f.id("version")))
	f.upload("upload")
}

// upload begins an upload and brings its bytes.
func (f *filled) upload(name string) {
	f.t.Helper()
	v, err := f.room.Begin(f.t.Context(), f.org.Manager, evidence.NewUpload{CandidateID: f.id("candidate"), Kind: "other", Title: "On its way", FileName: "paper.pdf", Size: int64(len(pdf))})
	ok(f.t, err)
	f.is(name, v.ID)
	f.send(f.org.Manager, v)
}

// uploaded brings a file as a browser does, and types it as the job does.
func (f *filled) uploaded(by tenants.Member, in evidence.NewUpload) uuid.UUID {
	f.t.Helper()
	in.Size = int64(len(pdf))
	v, err := f.room.Begin(f.t.Context(), by, in)
	ok(f.t, err)
	f.send(by, v)
	v, err = f.room.Complete(f.t.Context(), by, v.ID)
	ok(f.t, err)
	found, err := f.room.Examine(f.t.Context(), v)
	ok(f.t, err)
	clerk, err := f.DB.AdmitClerk(f.t.Context(), f.org.ID, "evidence.type", "test")
	ok(f.t, err)
	f.write(clerk, func(tx *tenants.Tx) error { _, err := evidence.Establish(tx, v.ID, found); return err })
	return v.ID
}

func (f *filled) send(by tenants.Member, v evidence.Version) {
	f.t.Helper()
	sum := sha256.Sum256(pdf)
	signed, err := f.room.SignPart(f.t.Context(), by, v.ID, s3vault.Part{Number: 1, Size: int64(len(pdf)), SHA256: sum[:]})
	ok(f.t, err)
	ok(f.t, put(f.t.Context(), signed.URL, signed.Headers, pdf))
}

// put sends bytes to an address that the store takes them at.
func put(ctx context.Context, url string, headers map[string]string, body []byte) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPut, url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	for name, value := range headers {
		request.Header.Set(name, value)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("the store answers %s", answer.Status)
	}
	return errors.Join(err, answer.Body.Close())
}
