package submissions_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/evidence"
	"accord/app/submissions"
	"accord/tenants"
	"accord/tenants/fault"
)

// stage is a world with a candidate who can be put forward: 20 verified
// mediations, a passed assessment, an identity check and a code of conduct.
type stage struct {
	*apptest.World
	org       apptest.Org
	candidate candidates.Candidate
	identity  uuid.UUID // versions
	conduct   uuid.UUID
}

const holder = "José Ángel Núñez Ocampo"

func newStage(t *testing.T) stage {
	t.Helper()
	return newStageIn(t, apptest.NewWorld(t))
}

func newStageIn(t *testing.T, w *apptest.World) stage {
	t.Helper()
	s := stage{World: w, org: w.Andina}
	s.candidate = s.newCandidate(t, holder)
	s.mediations(t, s.candidate.ID, 20, true)
	s.assessed(t, s.candidate.ID, assessments.Passed)
	s.identity = s.document(t, s.candidate.ID, "identity_check", "Identity, checked in person")
	s.conduct = s.document(t, s.candidate.ID, "code_of_conduct", "Code of conduct, signed")
	return s
}

func (s stage) newCandidate(t *testing.T, name string) candidates.Candidate {
	t.Helper()
	var c candidates.Candidate
	s.write(t, s.org.Manager, func(tx *tenants.Tx) (err error) {
		c, err = candidates.Add(tx, candidates.NewCandidate{Name: name, Email: uuid.NewString() + "@example.org", Language: "es", Country: "EC"})
		return err
	})
	return c
}

// mediations writes n mediations of two hours into a logbook.
func (s stage) mediations(t *testing.T, candidate uuid.UUID, n int, verified bool) {
	t.Helper()
	for i := range n {
		var at *time.Time
		if verified {
			at = &apptest.Start
		}
		s.Exec(`insert into logbook_entry (tenant_id, id, candidate_id, held_on, role, medium, hours, field, parties, settled, created_at, verified_at)
			values ($1,$2,$3,$4,'mediator','in_person',2,'commercial',2,'yes',$5,$6)`,
			s.org.ID, newID(), candidate, apptest.Start.AddDate(0, 0, -i-1), apptest.Start, at)
	}
}

// assessed takes a candidate through an assessment by both assessors.
func (s stage) assessed(t *testing.T, candidate uuid.UUID, outcome assessments.Outcome) {
	t.Helper()
	var a assessments.Assessment
	s.write(t, s.org.Manager, func(tx *tenants.Tx) (err error) {
		a, err = assessments.Open(tx, assessments.NewAssessment{CandidateID: candidate, ProgramID: s.org.QAP})
		return err
	})
	points := 4
	if outcome == assessments.Failed {
		points = 2
	}
	s.judges(t, a, s.org.Assessor, points)
	s.judges(t, a, s.org.Assessor2, points)
	s.write(t, s.org.Manager, func(tx *tenants.Tx) error {
		_, err := assessments.Decide(tx, assessments.Decision{AssessmentID: a.ID, Outcome: outcome, Minute: "Both assessors agree."})
		return err
	})
}

// judges assigns somebody who declares, and gives so many points for everything.
func (s stage) judges(t *testing.T, a assessments.Assessment, m tenants.Member, points int) {
	t.Helper()
	s.write(t, s.org.Manager, func(tx *tenants.Tx) error { _, err := assessments.Assign(tx, a.ID, m.Membership()); return err })
	s.write(t, m, func(tx *tenants.Tx) error { _, err := assessments.Declare(tx, a.ID); return err })
	s.write(t, m, func(tx *tenants.Tx) error {
		sheet, err := assessments.MySheet(tx, a.ID)
		if err != nil {
			return err
		}
		in := assessments.SheetInput{AssessmentID: a.ID, Marks: map[uuid.UUID]assessments.Mark{}}
		for _, c := range sheet.Criteria {
			in.Marks[c.ID] = assessments.Mark{Points: &points, Note: "The examiner's own words"}
		}
		_, err = assessments.SubmitSheet(tx, in)
		return err
	})
}

// document adds a typed document about a candidate and answers its version.
func (s stage) document(t *testing.T, candidate uuid.UUID, kind, title string) uuid.UUID {
	t.Helper()
	document := s.Row("document", map[string]any{"tenant_id": s.org.ID, "candidate_id": candidate, "kind": kind, "title": title})
	return s.version(document, candidate, kind, title, 1, evidence.Typed)
}

// version adds a version of a document in a state.
func (s stage) version(document, candidate uuid.UUID, kind, title string, number int, state evidence.State) uuid.UUID {
	sum := sha256.Sum256([]byte(title))
	said := map[string]any{"tenant_id": s.org.ID, "document_id": document, "candidate_id": candidate, "number": number, "kind": kind, "title": title,
		"media_type": "application/pdf", "store_version": "v", "origin": "upload", "state": state, "sha256": sum[:]}
	if state == evidence.Refused {
		said["refusal"] = "evidence.refused_type"
	}
	return s.Row("document_version", said)
}

func (s stage) write(t *testing.T, m tenants.Member, fn func(*tenants.Tx) error) {
	t.Helper()
	if err := s.DB.Write(context.Background(), m, fn); err != nil {
		t.Fatal(err)
	}
}

func (s stage) read(t *testing.T, m tenants.Member, fn func(*tenants.Tx) error) {
	t.Helper()
	if err := s.DB.Read(context.Background(), m, fn); err != nil {
		t.Fatal(err)
	}
}

func (s stage) oversee(o tenants.Overseer, fn func(*tenants.OversightTx) error) error {
	return s.DB.Oversee(context.Background(), o, "review of a submission", fn)
}

func (s stage) try(m tenants.Member, fn func(*tenants.Tx) error) error {
	return s.DB.Write(context.Background(), m, fn)
}

// drafted is a draft for the stage's candidate with these versions.
func (s stage) drafted(t *testing.T, versions ...uuid.UUID) submissions.Submission {
	t.Helper()
	var d submissions.Submission
	s.write(t, s.org.Manager, func(tx *tenants.Tx) (err error) {
		if d, err = submissions.Start(tx, s.candidate.ID, s.org.QAP); err != nil {
			return err
		}
		d, err = submissions.Prepare(tx, submissions.Draft{SubmissionID: d.ID, Versions: versions})
		return err
	})
	return d
}

func (s stage) submit(m tenants.Member, id uuid.UUID) error {
	return s.try(m, func(tx *tenants.Tx) error {
		_, err := submissions.Submit(tx, submissions.Declaration{SubmissionID: id, Name: m.Name(), Words: "All of this is true.", Agreed: true})
		return err
	})
}

// submitted is a submission that waits for IMI.
func (s stage) submitted(t *testing.T) submissions.Submission {
	t.Helper()
	d := s.drafted(t, s.identity, s.conduct)
	if err := s.submit(s.org.Manager, d.ID); err != nil {
		t.Fatal(err)
	}
	s.read(t, s.org.Manager, func(tx *tenants.Tx) (err error) { d, err = submissions.Find(tx, d.ID); return err })
	return d
}

func (s stage) decide(o tenants.Overseer, id uuid.UUID, outcome submissions.Outcome, reasons string) error {
	return s.oversee(o, func(tx *tenants.OversightTx) error {
		_, err := submissions.Decide(tx, submissions.Judgement{SubmissionID: id, Outcome: outcome, Reasons: reasons})
		return err
	})
}

func refused(t *testing.T, what string, err error, code fault.Code, key string) {
	t.Helper()
	if got := fault.CodeOf(err); got != code {
		t.Errorf("%s: %q (%v), want %s", what, got, err, code)
	} else if key != "" && faultOf(err).Key != key {
		t.Errorf("%s: the sentence is %s, want %s", what, faultOf(err).Key, key)
	}
}

func faultOf(err error) *fault.Error {
	if f, ok := errors.AsType[*fault.Error](err); ok {
		return f
	}
	return &fault.Error{}
}

// saidMissing are the sentences of what an incomplete submission lacks, sorted.
func saidMissing(err error) []string {
	var keys []string
	for _, f := range faultOf(err).Fields {
		keys = append(keys, f.Key)
	}
	slices.Sort(keys)
	return keys
}

func newID() uuid.UUID { return uuid.Must(uuid.NewV7()) }
