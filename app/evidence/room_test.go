package evidence_test

import (
	"bytes"
	"crypto/sha256"
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/app/evidence/s3vault"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestAnUploadGoesOnWhereItStopped(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	body := append(bytes.Clone(pdf), make([]byte, 2*s3vault.PartSize)...)
	in := c.scan()
	in.Size = int64(len(body))
	v, err := c.room.Begin(t.Context(), c.Andina.Manager, in)
	ok(t, err)
	c.send(t, c.Andina.Manager, v, 1, body)
	c.send(t, c.Andina.Manager, v, 3, body)

	_, err = c.room.Complete(t.Context(), c.Andina.Manager, v.ID)
	refused(t, "completing without part 2", err, fault.Conflict)

	var waiting []evidence.Version // after a reload the page asks what is unfinished
	ok(t, c.DB.Read(t.Context(), c.Andina.Manager, func(tx *tenants.Tx) (err error) { waiting, err = evidence.Unfinished(tx); return err }))
	if len(waiting) != 1 || waiting[0].ID != v.ID {
		t.Fatalf("unfinished: %+v", waiting)
	}
	p, err := c.room.Progress(t.Context(), c.Andina.Manager, v.ID)
	ok(t, err)
	if len(p.Parts) != 2 || p.Parts[0].Number != 1 || p.Parts[1].Number != 3 {
		t.Fatalf("parts: %+v", p.Parts)
	}
	if sum := sha256.Sum256(body[:s3vault.PartSize]); !bytes.Equal(p.Parts[0].SHA256, sum[:]) {
		t.Error("part 1 cannot be compared with the file that is chosen again")
	}

	c.send(t, c.Andina.Manager, v, 2, body)
	v, err = c.room.Complete(t.Context(), c.Andina.Manager, v.ID)
	ok(t, err)
	if v.State != evidence.Received || v.StoreVersion == "" {
		t.Errorf("it is %s, version %q", v.State, v.StoreVersion)
	}
	again, err := c.room.Complete(t.Context(), c.Andina.Manager, v.ID)
	if err != nil || again.StoreVersion != v.StoreVersion {
		t.Errorf("completing again: %+v, %v", again, err)
	}
	if n := c.Count(`select count(*) from outbox where tenant_id = $1 and kind = 'evidence.type'`, c.Andina.ID); n != 1 {
		t.Errorf("%d jobs will look at it", n)
	}
	if n := c.Count(`select count(*) from deadline where tenant_id = $1 and subject_id = $2 and cancelled_at is null`, c.Andina.ID, v.ID); n != 0 {
		t.Error("it would still be given up in a week")
	}
	_, err = c.room.SignPart(t.Context(), c.Andina.Manager, v.ID, s3vault.Part{Number: 1, Size: s3vault.PartSize, SHA256: make([]byte, 32)})
	refused(t, "a part of what was received", err, fault.Conflict)
}

func TestAnUploadWhoseCompletionGotLostIsFoundInTheStore(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	in := c.scan()
	v, err := c.room.Begin(t.Context(), c.Andina.Manager, in)
	ok(t, err)
	c.send(t, c.Andina.Manager, v, 1, pdf)
	parts, err := c.room.Vault.Parts(t.Context(), v.StoreKey, v.UploadID)
	ok(t, err)
	o, err := c.room.Vault.Complete(t.Context(), v.StoreKey, v.UploadID, parts) // and the program ends here
	ok(t, err)
	v, err = c.room.Complete(t.Context(), c.Andina.Manager, v.ID)
	ok(t, err)
	if v.State != evidence.Received || v.StoreVersion != o.Version {
		t.Errorf("it is %s, version %s, expected %s", v.State, v.StoreVersion, o.Version)
	}
}

func TestAPartIsSignedOnlyForTheOneWhoBringsItAndAsItMustBe(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	in := c.scan()
	in.Size = s3vault.PartSize + 10
	v, err := c.room.Begin(t.Context(), c.Andina.Trainer, in)
	ok(t, err)
	sum := make([]byte, 32)
	for what, p := range map[string]s3vault.Part{
		"part 0":             {Number: 0, Size: s3vault.PartSize, SHA256: sum},
		"a part too many":    {Number: 3, Size: 10, SHA256: sum},
		"a first part short": {Number: 1, Size: 10, SHA256: sum},
		"a last part long":   {Number: 2, Size: s3vault.PartSize, SHA256: sum},
		"half a checksum":    {Number: 2, Size: 10, SHA256: sum[:16]},
		"no checksum":        {Number: 2, Size: 10},
	} {
		_, err := c.room.SignPart(t.Context(), c.Andina.Trainer, v.ID, p)
		refused(t, what, err, fault.Invalid)
	}
	good := s3vault.Part{Number: 2, Size: 10, SHA256: sum}
	for who, p := range map[string]struct {
		by   tenants.Member
		code fault.Code
	}{
		"the administrator":                   {c.Andina.Admin, fault.Forbidden},
		"the assessor":                        {c.Andina.Assessor, fault.Forbidden},
		"a trainer who does not see the file": {c.Andina.Trainer2, fault.NotFound},
		"another organisation's manager":      {c.Nordic.Manager, fault.NotFound},
	} {
		_, err := c.room.SignPart(t.Context(), p.by, v.ID, good)
		refused(t, who, err, p.code)
		_, err = c.room.Progress(t.Context(), p.by, v.ID)
		refused(t, who+", the progress", err, p.code)
		_, err = c.room.Complete(t.Context(), p.by, v.ID)
		refused(t, who+", completing", err, p.code)
	}
	refused(t, "another organisation's manager, giving it up", c.room.Abandon(t.Context(), c.Nordic.Manager, v.ID), fault.NotFound)
	signed, err := c.room.SignPart(t.Context(), c.Andina.Trainer, v.ID, good)
	ok(t, err)
	if status := put(t, signed, []byte("other byte")); status/100 != 4 {
		t.Errorf("other bytes than announced: %d", status)
	}
	if status := put(t, signed, []byte("more bytes than that")); status/100 != 4 {
		t.Errorf("more bytes than announced: %d", status)
	}
}

func TestAnUploadThatIsGivenUpTakesNothingMore(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	v, err := c.room.Begin(t.Context(), c.Andina.Trainer, c.scan())
	ok(t, err)
	c.send(t, c.Andina.Trainer, v, 1, pdf)
	ok(t, c.room.Abandon(t.Context(), c.Andina.Manager, v.ID)) // the manager clears up after a trainer
	ok(t, c.room.Abandon(t.Context(), c.Andina.Manager, v.ID))
	_, err = c.room.Complete(t.Context(), c.Andina.Trainer, v.ID)
	refused(t, "completing it", err, fault.Conflict)
	_, err = c.room.Vault.Parts(t.Context(), v.StoreKey, v.UploadID)
	refused(t, "its parts", err, fault.NotFound)

	done := c.uploaded(t, c.Andina.Trainer, c.scan(), pdf)
	refused(t, "giving up what was received", c.room.Abandon(t.Context(), c.Andina.Trainer, done.ID), fault.Conflict)
}

func TestAFileIsCarriedByTheFormWithoutScripts(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	v, err := c.room.Carry(t.Context(), c.Andina.Trainer, c.scan(), bytes.NewReader(pdf))
	ok(t, err)
	if v.State != evidence.Received || v.StoreVersion == "" {
		t.Errorf("got %+v", v)
	}
	if v = c.established(t, v); v.State != evidence.Typed {
		t.Errorf("it is %s: %s", v.State, v.Refusal)
	}

	in := c.scan()
	in.Size = evidence.MaxFormSize + 1
	_, err = c.room.Carry(t.Context(), c.Andina.Trainer, in, strings.NewReader(""))
	if !said(err, "file", "evidence.too_large_form") {
		t.Errorf("a file over the form's limit: %v", err)
	}
	in.Size = 100
	_, err = c.room.Carry(t.Context(), c.Andina.Trainer, in, strings.NewReader("cut off"))
	refused(t, "a file cut off on the way", err, fault.Invalid)
	_, err = c.room.Carry(t.Context(), c.Nordic.Manager, c.scan(), bytes.NewReader(pdf))
	refused(t, "into another organisation's file", err, fault.NotFound)
	if n := c.Count(`select count(*) from document_version where tenant_id = $1 and state = 'uploading'`, c.Andina.ID); n != 0 {
		t.Errorf("%d are left half-way", n)
	}
}

func TestAReadersAddressSavesOrShowsTheFile(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	v := c.typed(t)
	for view, want := range map[bool]string{false: "attachment; filename=passport.pdf", true: "inline; filename=passport.pdf"} {
		address, err := c.room.Address(t.Context(), v, view)
		ok(t, err)
		answer, err := http.Get(address.String())
		ok(t, err)
		answer.Body.Close()
		if got := answer.Header.Get("Content-Disposition"); answer.StatusCode != http.StatusOK || got != want {
			t.Errorf("%s, %q", answer.Status, got)
		}
		if ttl := address.Query().Get("X-Amz-Expires"); ttl != "300" {
			t.Errorf("the address holds for %s s", ttl)
		}
	}
	v.MediaType = "text/html" // which cannot be typed; still it would not be shown
	address, err := c.room.Address(t.Context(), v, true)
	ok(t, err)
	if !strings.HasPrefix(address.Query().Get("response-content-disposition"), "attachment") {
		t.Error("HTML would be shown in the page")
	}
}

func TestAnIDThatIsNoVersionIsAbsent(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	_, err := c.room.Complete(t.Context(), c.Andina.Manager, uuid.Must(uuid.NewV7()))
	refused(t, "completing nothing", err, fault.NotFound)
}
