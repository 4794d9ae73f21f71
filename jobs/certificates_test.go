package jobs

import (
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/certificates"
	"accord/app/evidence"
	"accord/app/evidence/s3vault"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/tenants/tenantstest"
)

// A certificate goes from the click to the candidate's mailbox by jobs alone,
// and each of them may run again.
func TestACertificateIsSealedPublishedAndSentOnce(t *testing.T) {
	t.Parallel()
	o := office(t)
	store := tenantstest.Bucket(t)
	vault, err := s3vault.Open(t.Context(), s3vault.Config{Bucket: store.Bucket, Region: store.Region, Endpoint: store.Endpoint, AccessKey: store.AccessKey, SecretKey: store.SecretKey})
	if err != nil {
		t.Fatal(err)
	}
	o.kit.Room = evidence.Room{DB: o.DB, Vault: vault}
	var cohort trainings.Cohort
	var who trainings.Enrolment
	o.write(t, o.Andina.Manager, func(tx *tenants.Tx) (err error) {
		cohort, err = trainings.Open(tx, trainings.NewCohort{Program: o.Andina.CMTP, Code: "F-26", Title: "Foundations", Language: "es",
			StartsOn: time.Date(2026, 10, 10, 0, 0, 0, 0, time.UTC), EndsOn: time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC), Capacity: 24, RequiredHours: 40, AttendanceFloor: 90})
		if err == nil {
			who, err = trainings.Enrol(tx, cohort.ID, candidates.NewCandidate{Name: "Camila Tores", Email: "camila@correo.example", Language: "es"}, "")
		}
		return err
	})
	o.write(t, o.Andina.Manager, func(tx *tenants.Tx) error {
		return trainings.CompleteByException(tx, who.ID, "Credited from the spring course.")
	})
	var run certificates.Run
	o.write(t, o.Andina.Manager, func(tx *tenants.Tx) (err error) { run, err = certificates.Issue(tx, cohort.ID, nil); return err })
	drain := func() {
		t.Helper()
		for range 4 { // each job enqueues the next
			if d, err := o.kit.Drain(t.Context(), o.Andina.ID, tenants.Oversight); err != nil || d.Dead+d.Retried > 0 {
				t.Fatalf("%+v, %v", d, err)
			}
		}
	}
	drain()
	one := func(f certificates.Filter) (c certificates.Certificate, v evidence.Version) {
		t.Helper()
		err := o.DB.Read(t.Context(), o.Andina.Manager, func(tx *tenants.Tx) error {
			all, err := certificates.OfCandidate(tx, who.CandidateID)
			for _, one := range all {
				if one.State() == f.State {
					c = one
				}
			}
			if err == nil && c.DocumentVersionID != nil {
				v, err = evidence.Get(tx, *c.DocumentVersionID)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return c, v
	}
	c, v := one(certificates.Filter{State: certificates.InForce})
	if c.SealedAt == nil || v.State != evidence.Typed || v.Number != 1 || v.Kind != "training_certificate" {
		t.Fatalf("it is %+v with the version %+v", c, v)
	}
	stream, err := vault.Read(t.Context(), s3vault.Object{Key: v.StoreKey, Version: v.StoreVersion, Size: v.Size})
	if err != nil {
		t.Fatal(err)
	}
	pdf, err := io.ReadAll(stream)
	if err != nil || !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		t.Errorf("its paper begins %q, %v", pdf[:min(8, len(pdf))], err)
	}
	letters := o.sink.Messages()
	if len(letters) != 1 || letters[0].To[0] != "camila@correo.example" || !strings.Contains(letters[0].Text, "/o/"+o.Andina.Slug+"/certificate/") || !strings.Contains(letters[0].Text, "certificado") {
		t.Fatalf("letters: %+v", letters)
	}
	read(t, o, c.Number, certificates.InForce)
	if err := o.DB.Read(t.Context(), o.Andina.Manager, func(tx *tenants.Tx) error {
		p, err := certificates.RunOf(tx, run.ID)
		if err == nil && (!p.Over() || p.Done != 1) {
			t.Errorf("the run is at %d of %d", p.Done, p.Total)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}

	// A job that comes again does nothing more.
	again := tenants.Task{Tenant: o.Andina.ID, Kind: "certificate.seal", Args: map[string]any{"subject": c.ID.String()}}
	if err := o.kit.kinds["certificate.seal"].Handle(t.Context(), o.kit, again); err != nil {
		t.Errorf("sealing again: %v", err)
	}
	o.write(t, o.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := certificates.Correct(tx, c.ID, "Camila Torres Vega", "The name was misspelt.")
		return err
	})
	drain()
	is, second := one(certificates.Filter{State: certificates.InForce})
	if is.ID == c.ID || second.DocumentID != v.DocumentID || second.Number != 2 {
		t.Errorf("the corrected paper is version %d of %v", second.Number, second.DocumentID)
	}
	read(t, o, c.Number, certificates.Replaced)
	read(t, o, is.Number, certificates.InForce)
	if n := len(o.sink.Messages()); n != 2 {
		t.Errorf("%d letters went out", n)
	}

	// Once the address is corrected, the letters to the old one open nothing.
	opens := func(letter string) bool {
		t.Helper()
		token := regexp.MustCompile(`/certificate/([\w-]{43})`).FindStringSubmatch(letter)
		if token == nil {
			t.Fatalf("no link in %q", letter)
		}
		l, err := o.DB.LinkOf(t.Context(), token[1])
		if err != nil {
			t.Fatal(err)
		}
		guest, err := o.DB.GuestMember(t.Context(), l, uuid.Nil, "test")
		if err != nil {
			t.Fatal(err)
		}
		err = o.DB.Read(t.Context(), guest, func(tx *tenants.Tx) error {
			c, err := certificates.Find(tx, l.Subject)
			if err == nil {
				_, err = evidence.Get(tx, *c.DocumentVersionID)
			}
			return err
		})
		if err != nil && !fault.Is(err, fault.NotFound) {
			t.Fatal(err)
		}
		return err == nil
	}
	if sent := o.sink.Messages(); !opens(sent[0].Text) || !opens(sent[1].Text) {
		t.Error("a letter does not lead to the certificate")
	}
	o.write(t, o.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := candidates.Edit(tx, who.CandidateID, candidates.NewCandidate{Name: "Camila Torres Vega", Email: "camila@nuevo.example", Language: "es"})
		return err
	})
	drain()
	sent := o.sink.Messages()
	if len(sent) != 3 || sent[2].To[0] != "camila@nuevo.example" {
		t.Fatalf("letters after the correction: %+v", sent)
	}
	if opens(sent[0].Text) || opens(sent[1].Text) || !opens(sent[2].Text) {
		t.Errorf("the letters open %t, %t and %t", opens(sent[0].Text), opens(sent[1].Text), opens(sent[2].Text))
	}
}

func read(t *testing.T, o mailroom, number string, want certificates.State) {
	t.Helper()
	if err := o.DB.Public(t.Context(), func(tx *tenants.PublicTx) error {
		p, err := certificates.Verify(tx, number)
		if err == nil && p.State() != want {
			t.Errorf("%s is %s", number, p.State())
		}
		return err
	}); err != nil {
		t.Errorf("%s: %v", number, err)
	}
}
