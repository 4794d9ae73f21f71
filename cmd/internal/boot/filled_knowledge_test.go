package boot

import (
	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/evidence"
	"accord/app/knowledge"
	"accord/tenants"
	"accord/web/webtest"
)

// knowledge: a published test and the draft of the next; scripts that nobody has
// declared for, that is being marked, and whose markers are apart.
func (f *filled) knowledge() {
	draft := knowledge.Draft{ProgramID: f.org.QAP, Title: "Knowledge of mediation", Label: "A/2026", PassMark: 6, Apart: 1, Questions: []knowledge.NewQuestion{{Words: "What is confidential?", Marks: 10}}}
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		t, err := knowledge.Save(tx, draft)
		if err != nil {
			return err
		}
		t, err = knowledge.Publish(tx, f.org.QAP, t.Revision)
		f.is("test", t.ID)
		return err
	})
	f.is("question", f.ID(`select id from knowledge_question where test_id = $1`, f.id("test")))
	draft.Label = "B/2026"
	f.write(f.org.Manager, func(tx *tenants.Tx) error { _, err := knowledge.Save(tx, draft); return err })
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		c, err := candidates.Add(tx, candidates.NewCandidate{Name: "Ximena Paredes Luna", Email: uuid.NewString() + "@example.org", Language: "es", Country: "EC"})
		f.is("candidate unsat", c.ID)
		return err
	})
	f.assessed("assessment unsat", "candidate unsat", "declared")
	f.is("version unsat", f.paper("candidate unsat"))
	f.filedScript("asked", "assessment asked", f.paper("candidate outside"))
	f.filedScript("open", "assessment", f.id("version judged"))
	f.filedScript("apart", "assessment disputed", f.paper("candidate disputed"))
	f.is("marking", f.marker("asked", f.org.Assessor))
	f.is("marking open", f.marker("open", f.org.Assessor))
	f.write(f.org.Assessor, func(tx *tenants.Tx) error { _, err := knowledge.Declare(tx, f.id("marking open")); return err })
	for points, m := range map[int]tenants.Member{9: f.org.Assessor, 3: f.org.Assessor2} {
		g := f.marker("apart", m)
		f.write(m, func(tx *tenants.Tx) error { _, err := knowledge.Declare(tx, g); return err })
		f.write(m, func(tx *tenants.Tx) error {
			_, err := knowledge.SubmitMarks(tx, knowledge.MarksInput{MarkingID: g, Marks: map[uuid.UUID]knowledge.Given{f.id("question"): {Marks: &points}}})
			return err
		})
	}
}

func (f *filled) paper(candidate string) uuid.UUID {
	return f.uploaded(f.org.Manager, evidence.NewUpload{CandidateID: f.id(candidate), Kind: "knowledge_script", Title: "Written test", FileName: "test.pdf", MediaType: "application/pdf"})
}

func (f *filled) filedScript(name, assessment string, version uuid.UUID) {
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		s, err := knowledge.File(tx, knowledge.NewScript{AssessmentID: f.id(assessment), TestID: f.id("test"), VersionID: version, SatOn: day(apptest.Start, -2)})
		f.is("script "+name, s.ID)
		return err
	})
}

func (f *filled) marker(script string, m tenants.Member) (id uuid.UUID) {
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		g, err := knowledge.Assign(tx, f.id("script "+script), m.Membership())
		id = g.ID
		return err
	})
	return id
}

func marksOfPaper(f *filled) webtest.Form {
	return webtest.Form{"revision": {"0"}, "marks-" + f.ids["question"]: {"7"}, "note-" + f.ids["question"]: {"Two of three"}, "next": {"stay"}}
}

func givenMarks(f *filled) any {
	return object{"revision": 0, "marks": []object{{"question_id": f.ids["question"], "marks": 7}}}
}
