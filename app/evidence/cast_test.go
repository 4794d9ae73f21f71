package evidence_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"net/http"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/evidence"
	"accord/app/evidence/s3vault"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/tenants/tenantstest"
)

// cast is a world with a room for evidence, and a candidate of Andina whom
// Trainer teaches and Assessor assesses.
type cast struct {
	*apptest.World
	room      *evidence.Room
	candidate uuid.UUID
	cohort    uuid.UUID
}

func newCast(t *testing.T) *cast {
	t.Helper()
	w := apptest.NewWorld(t)
	store := tenantstest.Bucket(t)
	vault, err := s3vault.Open(t.Context(), s3vault.Config{Bucket: store.Bucket, Region: store.Region, Endpoint: store.Endpoint, AccessKey: store.AccessKey, SecretKey: store.SecretKey})
	if err != nil {
		t.Fatal(err)
	}
	c := &cast{World: w, room: &evidence.Room{DB: w.DB, Vault: vault}}
	c.candidate, c.cohort = c.enrolled(w.Andina)
	c.assigned(w.Andina, c.candidate)
	return c
}

// scan is what is said of a small PDF about the candidate.
func (c *cast) scan() evidence.NewUpload {
	return evidence.NewUpload{CandidateID: c.candidate, Kind: "identity_check", Title: "Passport", FileName: "passport.pdf", MediaType: "application/pdf", Size: int64(len(pdf))}
}

var (
	pdf = []byte("%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n")
	png = []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00")
	svg = []byte(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`)
)

// uploaded brings a file by the browser's way: begun, sent, completed.
func (c *cast) uploaded(t *testing.T, by tenants.Member, in evidence.NewUpload, body []byte) evidence.Version {
	t.Helper()
	in.Size = int64(len(body))
	v, err := c.room.Begin(t.Context(), by, in)
	ok(t, err)
	for number := int32(1); int(number) <= evidence.Parts(v.Size); number++ {
		c.send(t, by, v, number, body)
	}
	v, err = c.room.Complete(t.Context(), by, v.ID)
	ok(t, err)
	return v
}

// send brings one part of the body to the store.
func (c *cast) send(t *testing.T, by tenants.Member, v evidence.Version, number int32, body []byte) {
	t.Helper()
	start := int64(number-1) * s3vault.PartSize
	piece := body[start : start+evidence.PartSize(v.Size, number)]
	sum := sha256.Sum256(piece)
	signed, err := c.room.SignPart(t.Context(), by, v.ID, s3vault.Part{Number: number, Size: int64(len(piece)), SHA256: sum[:]})
	ok(t, err)
	if status := put(t, signed, piece); status != http.StatusOK {
		t.Fatalf("part %d: %d", number, status)
	}
}

func put(t *testing.T, signed s3vault.Signed, piece []byte) int {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPut, signed.URL, bytes.NewReader(piece))
	ok(t, err)
	for name, value := range signed.Headers {
		request.Header.Set(name, value)
	}
	answer, err := http.DefaultClient.Do(request)
	ok(t, err)
	answer.Body.Close()
	return answer.StatusCode
}

// established does what the job does after completion.
func (c *cast) established(t *testing.T, v evidence.Version) evidence.Version {
	t.Helper()
	clerk := c.clerk(t, c.Andina)
	found, err := c.room.Examine(t.Context(), v)
	ok(t, err)
	ok(t, c.DB.Write(t.Context(), clerk, func(tx *tenants.Tx) (err error) {
		v, err = evidence.Establish(tx, v.ID, found)
		return err
	}))
	return v
}

func (c *cast) clerk(t *testing.T, o apptest.Org) tenants.Member {
	t.Helper()
	clerk, err := c.DB.AdmitClerk(t.Context(), o.ID, "evidence.type", "job")
	ok(t, err)
	return clerk
}

// typed is a version of the candidate's that can be opened and disclosed.
func (c *cast) typed(t *testing.T) evidence.Version {
	t.Helper()
	v := c.established(t, c.uploaded(t, c.Andina.Manager, c.scan(), pdf))
	if v.State != evidence.Typed {
		t.Fatalf("it is %s: %s", v.State, v.Refusal)
	}
	return v
}

func (c *cast) write(by tenants.Member, fn func(*tenants.Tx) error) error {
	return c.DB.Write(context.Background(), by, fn)
}

func (c *cast) oversee(by tenants.Overseer, fn func(*tenants.OversightTx) error) error {
	return c.DB.Oversee(context.Background(), by, "to review what was submitted", fn)
}

// opened says what a person of IMI gets when they open a version.
func (c *cast) opened(by tenants.Overseer, id uuid.UUID) error {
	return c.oversee(by, func(tx *tenants.OversightTx) error { _, err := evidence.OpenDisclosed(tx, id, true); return err })
}

func (c *cast) disclosed(t *testing.T, b evidence.Basis, v evidence.Version) evidence.Disclosure {
	t.Helper()
	c.listed(b.SubmissionID, v)
	var made []evidence.Disclosure
	ok(t, c.write(c.Andina.Manager, func(tx *tenants.Tx) (err error) {
		made, err = evidence.Disclose(tx, b, []uuid.UUID{v.ID})
		return err
	}))
	return made[0]
}

// listed puts a version into a submission's manifest, if it is for one.
func (c *cast) listed(submission uuid.UUID, v evidence.Version) {
	if submission != uuid.Nil && c.Count(`select count(*) from submission_item where submission_id = $1 and document_version_id = $2`, submission, v.ID) == 0 {
		c.Row("submission_item", map[string]any{"tenant_id": v.TenantID, "submission_id": submission, "document_version_id": v.ID, "sha256": v.SHA256})
	}
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func refused(t *testing.T, what string, err error, code fault.Code) {
	t.Helper()
	if !fault.Is(err, code) {
		t.Errorf("%s: %v, expected %s", what, err, code)
	}
}
