package submissions_test

import (
	"slices"
	"testing"

	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/app/submissions"
	"accord/tenants"
	"accord/tenants/fault"
)

func (s stage) prepare(m tenants.Member, in submissions.Draft) error {
	return s.try(m, func(tx *tenants.Tx) error { _, err := submissions.Prepare(tx, in); return err })
}

func (s stage) manifest(t *testing.T, id uuid.UUID) (items []submissions.Item) {
	t.Helper()
	s.read(t, s.org.Manager, func(tx *tenants.Tx) (err error) { items, err = submissions.Manifest(tx, id); return err })
	return items
}

func TestTheManifestIsExactlyWhatIsChosen(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	d := s.drafted(t, s.identity, s.conduct, s.identity)
	if n := len(s.manifest(t, d.ID)); n != 2 {
		t.Errorf("%d items, want 2", n)
	}
	if err := s.prepare(s.org.Manager, submissions.Draft{SubmissionID: d.ID, Versions: []uuid.UUID{s.conduct}, Reason: "  The course was appraised as it was.  "}); err != nil {
		t.Fatal(err)
	}
	items := s.manifest(t, d.ID)
	if len(items) != 1 || items[0].DocumentVersionID != s.conduct || len(items[0].SHA256) != 32 || items[0].Kind != "code_of_conduct" {
		t.Errorf("the manifest is %+v", items)
	}
	s.read(t, s.org.Manager, func(tx *tenants.Tx) error {
		got, err := submissions.Find(tx, d.ID)
		if got.Reason != "The course was appraised as it was." {
			t.Errorf("the reason is %q", got.Reason)
		}
		return err
	})
}

func TestAManifestHoldsWhatIsAboutTheCandidateAndTyped(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	d := s.drafted(t)
	another := s.document(t, s.newCandidate(t, "Otra Persona").ID, "identity_check", "Of another candidate")
	document := s.ID(`select document_id from document_version where id = $1`, s.identity)
	received := s.version(document, s.candidate.ID, "identity_check", "Not looked at as yet", 2, evidence.Received)
	second := s.version(document, s.candidate.ID, "identity_check", "Another version", 3, evidence.Typed)
	for what, c := range map[string]struct {
		versions []uuid.UUID
		code     fault.Code
	}{
		"another candidate's":       {[]uuid.UUID{another}, fault.Invalid},
		"one that is not typed":     {[]uuid.UUID{received}, fault.Invalid},
		"two of the same document":  {[]uuid.UUID{s.identity, second}, fault.Invalid},
		"one that does not exist":   {[]uuid.UUID{uuid.New()}, fault.NotFound},
		"more than a manifest does": {manyIDs(), fault.NotFound},
	} {
		refused(t, what, s.prepare(s.org.Manager, submissions.Draft{SubmissionID: d.ID, Versions: c.versions}), c.code, "")
	}
	refused(t, "by another organisation", s.prepare(s.Nordic.Manager, submissions.Draft{SubmissionID: d.ID}), fault.NotFound, "")
	refused(t, "by an assessor", s.prepare(s.org.Assessor, submissions.Draft{SubmissionID: d.ID}), fault.NotFound, "")
}

func TestAFileThatWasRefusedIsNeitherOfferedNorTaken(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	document := s.Row("document", map[string]any{"tenant_id": s.org.ID, "candidate_id": s.candidate.ID, "kind": "identity", "title": "A film of nothing"})
	bad := s.version(document, s.candidate.ID, "identity", "A film of nothing", 1, evidence.Refused)
	d := s.drafted(t, s.identity)
	s.read(t, s.org.Manager, func(tx *tenants.Tx) error {
		offers, err := submissions.Offered(tx, d)
		if len(offers) == 0 || slices.ContainsFunc(offers, func(o submissions.Offer) bool { return o.ID == bad }) {
			t.Errorf("offered: %v", offers)
		}
		return err
	})
	err := s.try(s.org.Manager, func(tx *tenants.Tx) error {
		_, err := submissions.Prepare(tx, submissions.Draft{SubmissionID: d.ID, Versions: []uuid.UUID{bad}})
		return err
	})
	refused(t, "a refused file", err, fault.Invalid, "")
	if keys := saidMissing(err); !slices.Equal(keys, []string{"submission.version_refused"}) {
		t.Errorf("said: %v", keys)
	}
}

func manyIDs() []uuid.UUID {
	ids := make([]uuid.UUID, 61)
	for i := range ids {
		ids[i] = uuid.New()
	}
	return ids
}

func TestADraftIsFoundAgain(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	first, second := s.drafted(t, s.identity), s.drafted(t, s.conduct)
	if first.ID != second.ID {
		t.Error("two drafts of one candidate under one program")
	}
	start := func(m tenants.Member, candidate, program uuid.UUID) error {
		return s.try(m, func(tx *tenants.Tx) error { _, err := submissions.Start(tx, candidate, program); return err })
	}
	refused(t, "an unknown candidate", start(s.org.Manager, uuid.New(), s.org.QAP), fault.NotFound, "not_found.candidate")
	refused(t, "another organisation's program", start(s.org.Manager, s.candidate.ID, s.Nordic.QAP), fault.NotFound, "not_found.program")
	refused(t, "another organisation's candidate", start(s.Nordic.Manager, s.candidate.ID, s.Nordic.QAP), fault.NotFound, "not_found.candidate")
	refused(t, "by a trainer", start(s.org.Trainer, s.candidate.ID, s.org.QAP), fault.NotFound, "")
}
