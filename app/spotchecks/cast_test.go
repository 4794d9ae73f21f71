package spotchecks_test

import (
	"crypto/sha256"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/evidence"
	"accord/app/spotchecks"
	"accord/tenants"
	"accord/tenants/fault"
)

// cast is a world in which Andina has put Lucía forward and IMI has certified
// her: there is a file to ask for.
type cast struct {
	*apptest.World
	t          *testing.T
	lucia      uuid.UUID // the candidate
	submission uuid.UUID
	credential uuid.UUID
	identity   uuid.UUID // a version of the manifest
	recording  uuid.UUID // one that IMI never saw
	minutes    uuid.UUID // one of another candidate
}

func newCast(t *testing.T) *cast {
	t.Helper()
	c := &cast{World: apptest.NewWorld(t), t: t}
	o := c.Andina
	c.lucia = c.Row("candidate", map[string]any{"tenant_id": o.ID, "name": "Lucía Ferrán Ortega"})
	other := c.Row("candidate", map[string]any{"tenant_id": o.ID, "name": "Martín Yépez"})
	c.identity = c.version(o, c.lucia, "identity_check", "Passport")
	c.recording = c.version(o, c.lucia, "recording", "Role-play")
	c.minutes = c.version(o, other, "recording", "Another's role-play")
	c.submission = c.Row("submission", map[string]any{"tenant_id": o.ID, "candidate_id": c.lucia, "program_id": o.QAP, "certification": "certified_mediator",
		"submitted_at": apptest.Start, "rule_set": "r", "declaration": "d", "submitted_by_name": "n"})
	c.Row("submission_item", map[string]any{"tenant_id": o.ID, "submission_id": c.submission, "document_version_id": c.identity, "kind": "identity_check"})
	c.Row("decision", map[string]any{"tenant_id": o.ID, "submission_id": c.submission, "outcome": "accepted"})
	c.credential = c.Row("credential", map[string]any{"tenant_id": o.ID, "submission_id": c.submission, "program_id": o.QAP, "holder": "Lucía Ferrán Ortega", "certification": "certified_mediator"})
	c.Row("logbook_entry", map[string]any{"tenant_id": o.ID, "candidate_id": c.lucia, "role": "mediator", "medium": "in_person", "settled": "yes", "parties": 2})
	return c
}

func (c *cast) version(o apptest.Org, candidate uuid.UUID, kind, title string) uuid.UUID {
	document := c.Row("document", map[string]any{"tenant_id": o.ID, "candidate_id": candidate, "kind": kind, "title": title})
	hash := sha256.Sum256([]byte(title))
	return c.Row("document_version", map[string]any{"tenant_id": o.ID, "document_id": document, "candidate_id": candidate, "kind": kind, "title": title,
		"state": "typed", "origin": "upload", "media_type": "application/pdf", "sha256": hash[:], "store_version": "v1", "typed_at": apptest.Start, "received_at": apptest.Start})
}

func (c *cast) oversee(by tenants.Overseer, fn func(*tenants.OversightTx) error) error {
	c.t.Helper()
	return c.DB.Oversee(c.t.Context(), by, "a spot check", fn)
}

func (c *cast) write(by tenants.Member, fn func(*tenants.Tx) error) error {
	c.t.Helper()
	return c.DB.Write(c.t.Context(), by, fn)
}

// asked issues a request for these kinds of document and matches it.
func (c *cast) asked(kinds ...string) spotchecks.Case {
	c.t.Helper()
	in := spotchecks.NewRequest{Credential: c.credential, Kind: spotchecks.Routine, Reason: "Random sample, fourth quarter"}
	for _, k := range kinds {
		in.Demands = append(in.Demands, spotchecks.NewDemand{Kind: k})
	}
	var r spotchecks.Request
	ok(c.t, c.oversee(c.IMI.SpotChecker, func(tx *tenants.OversightTx) (err error) { r, err = spotchecks.Issue(tx, in); return err }))
	ok(c.t, c.match(r.ID))
	return c.load(r.ID)
}

func (c *cast) match(request uuid.UUID) error {
	c.t.Helper()
	clerk, err := c.DB.AdmitClerk(c.t.Context(), c.Andina.ID, "request.propose", "test")
	ok(c.t, err)
	return c.write(clerk, func(tx *tenants.Tx) error { return spotchecks.Match(tx, request) })
}

func (c *cast) load(request uuid.UUID) (k spotchecks.Case) {
	c.t.Helper()
	ok(c.t, c.DB.Read(c.t.Context(), c.Andina.Manager, func(tx *tenants.Tx) (err error) { k, err = spotchecks.Load(tx, request); return err }))
	return k
}

// proposed is the proposal of a version.
func (c *cast) proposed(k spotchecks.Case, version uuid.UUID) spotchecks.Proposal {
	c.t.Helper()
	for _, d := range k.Demands {
		for _, p := range d.Proposals {
			if p.DocumentVersionID != nil && *p.DocumentVersionID == version {
				return p
			}
		}
	}
	c.t.Fatalf("the version is not proposed: %+v", k.Demands)
	return spotchecks.Proposal{}
}

func (c *cast) send(by tenants.Member, request uuid.UUID, chosen ...uuid.UUID) error {
	return c.write(by, func(tx *tenants.Tx) error {
		_, err := spotchecks.Send(tx, request, chosen, "These are complete and unaltered.")
		return err
	})
}

// conclude closes a request in whatever state it is.
func (c *cast) conclude(by tenants.Overseer, request uuid.UUID) error {
	return c.outcome(by, request, spotchecks.Withdrawn)
}

func (c *cast) outcome(by tenants.Overseer, request uuid.UUID, outcome string) error {
	return c.oversee(by, func(tx *tenants.OversightTx) error {
		_, err := spotchecks.Conclude(tx, request, outcome, "This is what the check found.")
		return err
	})
}

// opens says what somebody of IMI gets who opens a version.
func (c *cast) opens(by tenants.Overseer, version uuid.UUID) error {
	return c.oversee(by, func(tx *tenants.OversightTx) error { _, err := evidence.OpenDisclosed(tx, version, true); return err })
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func refused(t testing.TB, what string, err error, code fault.Code) {
	t.Helper()
	if !fault.Is(err, code) {
		t.Errorf("%s: %v, expected %s", what, err, code)
	}
}
