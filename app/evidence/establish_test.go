package evidence_test

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"

	"accord/app/evidence"
	"accord/tenants"
	"accord/tenants/fault"

	"github.com/google/uuid"
)

func TestTheBytesSayWhatAFileIs(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	mp4 := append([]byte("\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41"), make([]byte, 64)...)
	mov := append([]byte("\x00\x00\x00\x14ftypqt  \x00\x00\x02\x00qt  "), make([]byte, 64)...)
	webm := append([]byte("\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81\x01\x42\xf2\x81\x04\x42\xf3\x81\x08\x42\x82\x84webm"), make([]byte, 64)...)
	for _, f := range []struct {
		name, said string
		body       []byte
		state      evidence.State
		refusal    string
		becomes    string
	}{
		{"a.pdf", "application/pdf", pdf, evidence.Typed, "", "application/pdf"},
		{"a.png", "image/png", png, evidence.Typed, "", "image/png"},
		{"a.jpg", "image/jpeg", []byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00"), evidence.Typed, "", "image/jpeg"},
		{"a.webp", "image/webp", []byte("RIFF\x24\x00\x00\x00WEBPVP8 "), evidence.Typed, "", "image/webp"},
		{"a.mp4", "video/mp4", mp4, evidence.Typed, "", "video/mp4"},
		{"a.mov", "video/quicktime", mov, evidence.Typed, "", "video/quicktime"},
		{"renamed.mp4", "video/mp4", mov, evidence.Typed, "", "video/quicktime"},
		{"a.webm", "video/webm", webm, evidence.Typed, "", "video/webm"},
		{"unsaid.pdf", "", pdf, evidence.Typed, "", "application/pdf"},
		{"lie.pdf", "application/pdf", png, evidence.Refused, "evidence.refused_lie", "image/png"},
		{"lie.png", "image/png", svg, evidence.Refused, "evidence.refused_type", "image/svg+xml"},
		{"lie.pdf", "application/pdf", []byte("<!doctype html><script>alert(1)</script>"), evidence.Refused, "evidence.refused_type", "text/html; charset=utf-8"},
		{"lie.pdf", "application/pdf", []byte("MZ\x90\x00\x03\x00\x00\x00\x04\x00"), evidence.Refused, "evidence.refused_type", "application/vnd.microsoft.portable-executable"},
		{"lie.mp4", "video/mp4", pdf, evidence.Refused, "evidence.refused_lie", "application/pdf"},
	} {
		in := c.scan()
		if strings.HasPrefix(f.said, "video/") { // of a cohort: one of a candidate is kept with their consent alone
			in.CandidateID, in.CohortID = uuid.Nil, c.cohort
		}
		in.FileName, in.MediaType = f.name, f.said
		v := c.established(t, c.uploaded(t, c.Andina.Manager, in, f.body))
		sum := sha256.Sum256(f.body)
		if v.State != f.state || v.Refusal != f.refusal || v.MediaType != f.becomes || string(v.SHA256) != string(sum[:]) {
			t.Errorf("%s said to be %q: %s %s as %q, %x", f.name, f.said, v.State, v.Refusal, v.MediaType, v.SHA256)
		}
		if v.Viewable() != (f.state == evidence.Typed) {
			t.Errorf("%s viewable: %v", f.name, v.Viewable())
		}
	}
}

func TestWhatIsNotTypedIsNeitherOpenedNorDisclosed(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	begun, err := c.room.Begin(t.Context(), c.Andina.Manager, c.scan())
	ok(t, err)
	received := c.uploaded(t, c.Andina.Manager, c.scan(), pdf)
	lie := c.established(t, c.uploaded(t, c.Andina.Manager, c.scan(), png))
	submission := c.submitted(c.Andina)
	for what, v := range map[string]evidence.Version{"begun": begun, "received": received, "refused": lie} {
		refused(t, "opening what is "+what, c.write(c.Andina.Manager, func(tx *tenants.Tx) error {
			_, err := evidence.Open(tx, v.ID, false)
			return err
		}), fault.Conflict)
		refused(t, "disclosing what is "+what, c.disclose(evidence.Basis{SubmissionID: submission}, v.ID), fault.Conflict)
		if err := c.Try(`insert into disclosure (tenant_id, id, document_version_id, submission_id, disclosed_at) values ($1, gen_random_uuid(), $2, $3, now())`,
			c.Andina.ID, v.ID, submission); err == nil {
			t.Errorf("the database discloses what is %s", what)
		}
	}
}

func TestEstablishingAgainDoesNothingAndPeopleCannot(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	received := c.uploaded(t, c.Andina.Manager, c.scan(), pdf)
	lie := evidence.Found{SHA256: make([]byte, 32), MediaType: "application/pdf", Size: received.Size}
	refused(t, "the manager", c.write(c.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := evidence.Establish(tx, received.ID, lie)
		return err
	}), fault.Forbidden)
	v := c.established(t, received)
	ok(t, c.write(c.clerk(t, c.Andina), func(tx *tenants.Tx) error {
		again, err := evidence.Establish(tx, v.ID, lie)
		if fmt.Sprintf("%x", again.SHA256) != fmt.Sprintf("%x", v.SHA256) {
			t.Error("it has another hash now")
		}
		return err
	}))
	refused(t, "another organisation's clerk", c.write(c.clerk(t, c.Nordic), func(tx *tenants.Tx) error {
		_, err := evidence.Establish(tx, v.ID, lie)
		return err
	}), fault.NotFound)
}

func TestAFileOfAnotherSizeThanAnnouncedIsRefused(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	received := c.uploaded(t, c.Andina.Manager, c.scan(), pdf)
	ok(t, c.write(c.clerk(t, c.Andina), func(tx *tenants.Tx) error {
		v, err := evidence.Establish(tx, received.ID, evidence.Found{SHA256: make([]byte, 32), MediaType: "application/pdf", Size: received.Size + 1})
		if v.State != evidence.Refused || v.Refusal != "evidence.refused_size" {
			t.Errorf("it is %s %s", v.State, v.Refusal)
		}
		return err
	}))
}
