package assessments

import (
	"bytes"
	"os"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/evidence"
	"accord/app/evidence/s3vault"
	"accord/app/notes"
	"accord/tenants"
	"accord/tenants/tenantstest"
	"accord/web"
	people "accord/web/pages/candidates"
	library "accord/web/pages/evidence"
	"accord/web/pages/overview"
	"accord/web/webtest"
)

// cast is a site with a candidate who is to be assessed.
type cast struct {
	*apptest.World
	site      *webtest.Site
	room      *evidence.Room
	candidate candidates.Candidate
	home      string
}

func newCast(t *testing.T) *cast {
	t.Helper()
	w := apptest.NewWorld(t)
	store := tenantstest.Bucket(t)
	vault, err := s3vault.Open(t.Context(), s3vault.Config{Bucket: store.Bucket, Region: store.Region, Endpoint: store.Endpoint, AccessKey: store.AccessKey, SecretKey: store.SecretKey})
	ok(t, err)
	c := &cast{World: w, room: &evidence.Room{DB: w.DB, Vault: vault}, home: "/o/" + w.Andina.Slug}
	c.site = webtest.With(t, w, web.Config{Evidence: []string{vault.Origin()}}, func(app *web.App) {
		Routes(app, c.room)
		library.Routes(app, c.room)
		people.Routes(app, w.DB, Section())
		overview.Routes(app, w.DB, []overview.Part{Queue(), Open()}, nil)
	})
	c.write(t, w.Andina.Manager, func(tx *tenants.Tx) (err error) {
		c.candidate, err = candidates.Add(tx, candidates.NewCandidate{Name: "Lucía Ferrán Ortega", Email: "lucia@correo.example", Language: "es", Country: "EC"})
		return err
	})
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

// document is a typed document of the candidate's.
func (c *cast) document(t *testing.T, kind, title string) evidence.Version {
	t.Helper()
	return c.filed(t, kind, title, "application/pdf", "file.pdf", []byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/MediaBox[0 0 300 200]/Parent 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"))
}

// recording is a typed recording of the candidate's, twelve seconds long.
func (c *cast) recording(t *testing.T, title string) evidence.Version {
	t.Helper()
	film, err := os.ReadFile("../../../cmd/internal/demo/media/role-play.webm")
	ok(t, err)
	return c.filed(t, "recording", title, "video/webm", "role-play.webm", film)
}

func (c *cast) filed(t *testing.T, kind, title, media, name string, content []byte) evidence.Version {
	t.Helper()
	if kind == "recording" && c.Count(`select count(*) from recording_consent where candidate_id = $1`, c.candidate.ID) == 0 {
		c.Agrees(c.Andina, c.candidate.ID)
	}
	v, err := c.room.Carry(t.Context(), c.Andina.Manager, evidence.NewUpload{CandidateID: c.candidate.ID, Kind: kind, Title: title, FileName: name,
		MediaType: media, Size: int64(len(content))}, bytes.NewReader(content))
	ok(t, err)
	clerk, err := c.DB.AdmitClerk(t.Context(), c.Andina.ID, "evidence.type", "job")
	ok(t, err)
	found, err := c.room.Examine(t.Context(), v)
	ok(t, err)
	c.write(t, clerk, func(tx *tenants.Tx) (err error) { v, err = evidence.Establish(tx, v.ID, found); return err })
	return v
}

// opened is an assessment of the candidate with these assessors.
func (c *cast) opened(t *testing.T, assessors ...tenants.Member) assessments.Assessment {
	t.Helper()
	var a assessments.Assessment
	c.write(t, c.Andina.Manager, func(tx *tenants.Tx) (err error) {
		a, err = assessments.Open(tx, assessments.NewAssessment{CandidateID: c.candidate.ID, ProgramID: c.Andina.QAP})
		return err
	})
	for _, m := range assessors {
		c.write(t, c.Andina.Manager, func(tx *tenants.Tx) error { _, err := assessments.Assign(tx, a.ID, m.Membership()); return err })
	}
	return a
}

func (c *cast) declared(t *testing.T, a assessments.Assessment, assessors ...tenants.Member) {
	t.Helper()
	for _, m := range assessors {
		c.write(t, m, func(tx *tenants.Tx) error { _, err := assessments.Declare(tx, a.ID); return err })
	}
}

// criteria are an assessment's, in their order.
func (c *cast) criteria(t *testing.T, a assessments.Assessment) (all []assessments.AssessmentCriterion) {
	t.Helper()
	ok(t, c.DB.Read(t.Context(), c.Andina.Manager, func(tx *tenants.Tx) (err error) { all, err = assessments.Criteria(tx, a.ID); return err }))
	return all
}

func (c *cast) handedIn(t *testing.T, a assessments.Assessment, m tenants.Member, points ...int) {
	t.Helper()
	c.write(t, m, func(tx *tenants.Tx) error {
		in := assessments.SheetInput{AssessmentID: a.ID, Comment: "Calm and clear; gives the parties room.", Marks: map[uuid.UUID]assessments.Mark{}}
		for i, criterion := range c.criteria(t, a) {
			n := points[i]
			in.Marks[criterion.ID] = assessments.Mark{Points: &n, Note: "Seen from minute 12 on"}
		}
		_, err := assessments.SubmitSheet(tx, in)
		return err
	})
}

// noted is a note of an assessor's on a document.
func (c *cast) noted(t *testing.T, a assessments.Assessment, m tenants.Member, v evidence.Version, place, criterion int, words string) (n notes.Note) {
	t.Helper()
	c.write(t, m, func(tx *tenants.Tx) (err error) {
		in := notes.Input{AssessmentID: a.ID, VersionID: v.ID, Mark: uuid.NewString(), Place: place, Words: words}
		if criterion >= 0 {
			in.CriterionID = &c.criteria(t, a)[criterion].ID
		}
		n, err = notes.Keep(tx, in)
		return err
	})
	return n
}

// tested is the settled script of an assessment's knowledge test, of which 12
// of 20 marks pass.
func (c *cast) tested(a assessments.Assessment, doubled int, passed bool) uuid.UUID {
	test := c.Row("knowledge_test", map[string]any{"tenant_id": c.Andina.ID, "program_id": c.Andina.QAP, "number": 3, "title": "Knowledge of mediation", "label": "A/2026", "pass_mark": 12, "published_at": apptest.Start})
	c.Row("knowledge_question", map[string]any{"tenant_id": c.Andina.ID, "test_id": test, "marks": 20, "words": "What is confidential?", "published_at": apptest.Start})
	return c.Row("knowledge_script", map[string]any{"tenant_id": c.Andina.ID, "assessment_id": a.ID, "program_id": c.Andina.QAP, "test_id": test, "settled_at": apptest.Start, "settled_by": "markers",
		"doubled": doubled, "of_marks": 20, "passed": passed, "markers": `["Rosa Quishpe","Søren Ångström"]`})
}

// disputed is an assessment whose assessors disagree on the second criterion.
func (c *cast) disputed(t *testing.T) assessments.Assessment {
	t.Helper()
	a := c.opened(t, c.Andina.Assessor, c.Andina.Assessor2)
	c.declared(t, a, c.Andina.Assessor, c.Andina.Assessor2)
	c.handedIn(t, a, c.Andina.Assessor, 4, 4, 3)
	c.handedIn(t, a, c.Andina.Assessor2, 4, 2, 4)
	return a
}

// another adds one more candidate.
func (c *cast) another(t *testing.T, name string) (added candidates.Candidate) {
	t.Helper()
	c.write(t, c.Andina.Manager, func(tx *tenants.Tx) (err error) {
		added, err = candidates.Add(tx, candidates.NewCandidate{Name: name, Email: uuid.NewString() + "@correo.example", Language: "es", Country: "EC"})
		return err
	})
	return added
}
