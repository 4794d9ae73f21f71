package submissions

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/evidence"
	"accord/app/evidence/s3vault"
	"accord/app/submissions"
	"accord/tenants"
	"accord/tenants/tenantstest"
	"accord/web"
	file "accord/web/pages/candidates"
	library "accord/web/pages/evidence"
	"accord/web/pages/overview"
	register "accord/web/pages/register"
	"accord/web/webtest"
)

// cast is a site with a candidate who passed an assessment.
type cast struct {
	*apptest.World
	site              *webtest.Site
	room              *evidence.Room
	candidate         candidates.Candidate
	identity, conduct evidence.Version
	home              string
}

func newCast(t *testing.T) *cast {
	t.Helper()
	w := apptest.NewWorld(t)
	store := tenantstest.Bucket(t)
	vault, err := s3vault.Open(t.Context(), s3vault.Config{Bucket: store.Bucket, Region: store.Region, Endpoint: store.Endpoint, AccessKey: store.AccessKey, SecretKey: store.SecretKey})
	ok(t, err)
	c := &cast{World: w, room: &evidence.Room{DB: w.DB, Vault: vault}, home: "/o/" + w.Andina.Slug}
	c.site = webtest.With(t, w, web.Config{Evidence: []string{vault.Origin()}}, func(app *web.App) {
		Routes(app, w.DB)
		register.Routes(app, w.DB)
		library.Routes(app, c.room)
		file.Routes(app, w.DB, Section())
		overview.Routes(app, w.DB, []overview.Part{Returned()}, []overview.PartIMI{Waiting()})
	})
	c.candidate = c.another(t, "Lucía Ferrán Ortega")
	c.mediated(c.candidate.ID, 20)
	c.assessed(t)
	c.identity = c.document(t, "identity_check", "Identity, checked in person")
	c.conduct = c.document(t, "code_of_conduct", "Code of conduct, signed")
	return c
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (c *cast) write(t *testing.T, m tenants.Member, fn func(*tenants.Tx) error) {
	t.Helper()
	ok(t, c.DB.Write(t.Context(), m, fn))
}

func (c *cast) another(t *testing.T, name string) (added candidates.Candidate) {
	t.Helper()
	c.write(t, c.Andina.Manager, func(tx *tenants.Tx) (err error) {
		added, err = candidates.Add(tx, candidates.NewCandidate{Name: name, Email: uuid.NewString() + "@correo.example", Language: "es", Country: "EC"})
		return err
	})
	return added
}

// mediated writes n verified mediations of three hours into a logbook.
func (c *cast) mediated(candidate uuid.UUID, n int) {
	for i := range n {
		c.Row("logbook_entry", map[string]any{"tenant_id": c.Andina.ID, "candidate_id": candidate, "held_on": apptest.Start.AddDate(0, 0, -7*i-1), "role": "mediator",
			"medium": "in_person", "hours": 3, "field": "commercial", "parties": 2, "settled": "yes", "verified_at": apptest.Start})
	}
}

// assessed takes the candidate through an assessment that is passed.
func (c *cast) assessed(t *testing.T) {
	t.Helper()
	var a assessments.Assessment
	c.write(t, c.Andina.Manager, func(tx *tenants.Tx) (err error) {
		a, err = assessments.Open(tx, assessments.NewAssessment{CandidateID: c.candidate.ID, ProgramID: c.Andina.QAP})
		return err
	})
	for n, m := range []tenants.Member{c.Andina.Assessor, c.Andina.Assessor2} {
		c.write(t, c.Andina.Manager, func(tx *tenants.Tx) error { _, err := assessments.Assign(tx, a.ID, m.Membership()); return err })
		c.write(t, m, func(tx *tenants.Tx) error { _, err := assessments.Declare(tx, a.ID); return err })
		c.write(t, m, func(tx *tenants.Tx) error {
			sheet, err := assessments.MySheet(tx, a.ID)
			if err != nil {
				return err
			}
			in := assessments.SheetInput{AssessmentID: a.ID, Marks: map[uuid.UUID]assessments.Mark{}}
			for i, criterion := range sheet.Criteria {
				points := [][]int{{3, 4, 5}, {4, 4, 4}}[n][i]
				in.Marks[criterion.ID] = assessments.Mark{Points: &points}
			}
			_, err = assessments.SubmitSheet(tx, in)
			return err
		})
	}
	c.write(t, c.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := assessments.Decide(tx, assessments.Decision{AssessmentID: a.ID, Outcome: assessments.Passed, Minute: "Both assessors recommend it."})
		return err
	})
}

// document is a typed document of the candidate's.
func (c *cast) document(t *testing.T, kind, title string) evidence.Version {
	t.Helper()
	pdf := fmt.Appendf(nil, "%%PDF-1.4\n%% %s\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF\n", title)
	v, err := c.room.Carry(t.Context(), c.Andina.Manager, evidence.NewUpload{CandidateID: c.candidate.ID, Kind: kind, Title: title, FileName: "file.pdf",
		MediaType: "application/pdf", Size: int64(len(pdf))}, bytes.NewReader(pdf))
	ok(t, err)
	clerk, err := c.DB.AdmitClerk(t.Context(), c.Andina.ID, "evidence.type", "job")
	ok(t, err)
	found, err := c.room.Examine(t.Context(), v)
	ok(t, err)
	c.write(t, clerk, func(tx *tenants.Tx) (err error) { v, err = evidence.Establish(tx, v.ID, found); return err })
	return v
}

// drafted is a draft for the candidate with these documents.
func (c *cast) drafted(t *testing.T, versions ...evidence.Version) (s submissions.Submission) {
	t.Helper()
	ids := make([]uuid.UUID, len(versions))
	for i, v := range versions {
		ids[i] = v.ID
	}
	c.write(t, c.Andina.Manager, func(tx *tenants.Tx) (err error) {
		if s, err = submissions.Start(tx, c.candidate.ID, c.Andina.QAP); err != nil {
			return err
		}
		s, err = submissions.Prepare(tx, submissions.Draft{SubmissionID: s.ID, Versions: ids})
		return err
	})
	return s
}

// submitted is a submission that waits for IMI.
func (c *cast) submitted(t *testing.T) submissions.Submission {
	t.Helper()
	s := c.drafted(t, c.identity, c.conduct)
	c.write(t, c.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := submissions.Submit(tx, submissions.Declaration{SubmissionID: s.ID, Name: "Rosa Quishpe", Words: "All of this is true.", Agreed: true})
		return err
	})
	return s
}

func (c *cast) decided(t *testing.T, s submissions.Submission, outcome submissions.Outcome, reasons string) {
	t.Helper()
	ok(t, c.DB.Oversee(t.Context(), c.IMI.Reviewer, "review", func(tx *tenants.OversightTx) error {
		_, err := submissions.Decide(tx, submissions.Judgement{SubmissionID: s.ID, Outcome: outcome, Reasons: reasons})
		return err
	}))
}

func (c *cast) noted(t *testing.T, s submissions.Submission, point, verdict, note string) {
	t.Helper()
	ok(t, c.DB.Oversee(t.Context(), c.IMI.Reviewer, "review", func(tx *tenants.OversightTx) error {
		_, err := submissions.Note(tx, submissions.Noting{SubmissionID: s.ID, Point: point, Verdict: verdict, Note: note})
		return err
	}))
}
