package knowledge

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/evidence"
	"accord/app/evidence/s3vault"
	"accord/app/knowledge"
	"accord/tenants"
	"accord/tenants/tenantstest"
	"accord/web"
	"accord/web/browsertest"
	"accord/web/pages/days"
	files "accord/web/pages/evidence"
	"accord/web/webtest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// A test is written and published, a script filed, marked twice, apart and
// settled by a minute, by what the pages offer; without scripts, and then with
// them, where marks save themselves.
func TestATestIsWrittenMarkedTwiceAndSettled(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	store := tenantstest.Bucket(t)
	vault, err := s3vault.Open(t.Context(), s3vault.Config{Bucket: store.Bucket, Region: store.Region, Endpoint: store.Endpoint, AccessKey: store.AccessKey, SecretKey: store.SecretKey})
	ok(t, err)
	room := &evidence.Room{DB: w.DB, Vault: vault}
	site := webtest.With(t, w, web.Config{Evidence: []string{vault.Origin()}}, func(app *web.App) {
		Routes(app, room)
		files.Routes(app, room)
		days.Routes(app, w.DB)
	})
	home := "/o/" + w.Andina.Slug
	manager, first, second := site.As(w.Andina.Manager), site.As(w.Andina.Assessor), site.As(w.Andina.Assessor2)

	of := home + "/programs/" + w.Andina.QAP.String() + "/tests"
	manager.Get(of).Says("No test yet", "Write the next version")
	first.Get(of).Says("No test yet").SaysNot("Write the next version")
	w.Member(w.Andina, tenants.RoleAssessor) // who can be the third
	written := webtest.Form{"revision": {"0"}, "title": {"Knowledge of mediation"}, "label": {"A/2026"}, "pass_mark": {"12"}, "apart": {"3"},
		"question-0": {"What is confidential, and from whom?"}, "marks-0": {"10"}, "question-3": {"When does a mediator end a mediation?"}, "marks-3": {"10"}, "next": {"keep"}}
	manager.Post(of+"/draft", webtest.Form{"revision": {"0"}, "title": {""}, "label": {"A"}, "pass_mark": {"1"}, "apart": {"1"}, "question-0": {"What?"}, "marks-0": {"none"}, "next": {"keep"}}).
		Status(422).Says("Give the test a title", "What?")
	manager.Post(of+"/draft", written).Status(303)
	manager.Post(of+"/draft", written).Status(409).Says("saved in another window", "What is confidential")
	manager.Get(of).Says("Draft: Knowledge of mediation, A/2026")
	manager.Post(of+"/draft/publication", webtest.Form{"revision": {"1"}}).Status(303)
	manager.Get(of).Says("Knowledge of mediation, A/2026 (version 1)", "Passes from 12 of 20")

	var a assessments.Assessment
	write := func(m tenants.Member, fn func(*tenants.Tx) error) { t.Helper(); ok(t, w.DB.Write(t.Context(), m, fn)) }
	write(w.Andina.Manager, func(tx *tenants.Tx) error {
		c, err := candidates.Add(tx, candidates.NewCandidate{Name: "Lucía Ferrán Ortega", Email: "lucia@correo.example", Language: "es", Country: "EC"})
		if err == nil {
			a, err = assessments.Open(tx, assessments.NewAssessment{CandidateID: c.ID, ProgramID: w.Andina.QAP})
		}
		return err
	})
	at := home + "/assessments/" + a.ID.String() + "/test"
	manager.Get(at).Says("no knowledge script yet", "Upload the script")
	first.Get(at).Status(404)
	pdf := []byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/MediaBox[0 0 300 200]/Parent 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
	v, err := room.Carry(t.Context(), w.Andina.Manager, evidence.NewUpload{CandidateID: a.CandidateID, Kind: "knowledge_script", Title: "Written test of 3 November", FileName: "test.pdf", MediaType: "application/pdf", Size: int64(len(pdf))}, bytes.NewReader(pdf))
	ok(t, err)
	clerk, err := w.DB.AdmitClerk(t.Context(), w.Andina.ID, "evidence.type", "job")
	ok(t, err)
	found, err := room.Examine(t.Context(), v)
	ok(t, err)
	write(clerk, func(tx *tenants.Tx) error { _, err := evidence.Establish(tx, v.ID, found); return err })
	test := w.ID(`select id from knowledge_test where tenant_id = $1 and number = 1`, w.Andina.ID)
	manager.Post(at, webtest.Form{"test": {test.String()}, "document": {v.ID.String()}, "sat_on.day": {"3"}, "sat_on.month": {"11"}, "sat_on.year": {"2027"}}).Status(422).Says("Choose a day that has come")
	manager.Post(at, webtest.Form{"test": {test.String()}, "document": {v.ID.String()}, "sat_on.day": {"3"}, "sat_on.month": {"11"}, "sat_on.year": {"2026"}}).Status(303)
	manager.Get(at).Says("3 November 2026").SaysNot("2 Nov 2026") // the day it was sat, in no zone
	for _, m := range []tenants.Member{w.Andina.Assessor, w.Andina.Assessor2} {
		manager.Post(at+"/markers", webtest.Form{"marker": {m.Membership().String()}}).Status(303)
	}
	manager.Get(at).Says("First marker", "Second marker").SaysNot("Third marker")
	paper := func(m tenants.Member) string {
		return home + "/marking/" + w.ID(`select id from knowledge_marking where membership_id = $1`, m.Membership()).String()
	}
	mine, his := paper(w.Andina.Assessor), paper(w.Andina.Assessor2)
	first.Get(home+"/marking").Says("Lucía Ferrán Ortega", "Declaration needed")
	first.Get(home+"/today").Says("What else waits for you", "Lucía Ferrán Ortega", "A knowledge test to mark: declare first").SaysNot("What is confidential")
	if page := first.Get(home + "/today").Text; !strings.Contains(page, mine) || strings.Contains(page, his) {
		t.Error("the landing page does not lead to one's own test alone")
	}
	first.Get(mine).Says("Before the file opens").SaysNot("What is confidential")
	first.Get(his).Status(404)
	first.Post(mine, webtest.Form{"revision": {"0"}, "next": {"stay"}}).Status(409)
	first.Post(mine+"/declaration", webtest.Form{}).Status(422)
	first.Post(mine+"/declaration", webtest.Form{"none": {"on"}}).Status(303)
	second.Post(his+"/declaration", webtest.Form{"none": {"on"}}).Status(303)
	first.Get(mine).Says("What is confidential", "Written test of 3 November")
	q := [2]uuid.UUID{w.ID(`select id from knowledge_question where test_id = $1 and position = 1`, test), w.ID(`select id from knowledge_question where test_id = $1 and position = 2`, test)}
	gives := func(revision, one, two, next string) webtest.Form {
		return webtest.Form{"revision": {revision}, "marks-" + q[0].String(): {one}, "marks-" + q[1].String(): {two}, "note-" + q[0].String(): {"Names both exceptions"}, "next": {next}}
	}
	first.Post(mine, gives("0", "11", "3", "stay")).Status(422).Says("Choose from 0 to 10 marks")
	hands := func(revision string) webtest.Form { return webtest.Form{"revision": {revision}, "next": {"submit"}} }
	first.Post(mine, gives("0", "9", "", "review")).To(mine + "?review=1")
	first.Get(mine+"?review=1").Says("Hand in your marks", "1 question has no marks yet", "Names both exceptions", "9/20", "Not passed")
	first.Post(mine, hands("1")).Status(422).Says("1 question has no marks yet")
	first.Post(mine, gives("1", "9", "9", "review")).To(mine + "?review=1")
	first.Get(mine+"?review=1").Says("18/20", "By your marks, from 12 on").SaysNot("have no marks yet")
	first.Post(mine, hands("1")).Status(409) // they were changed elsewhere since
	first.Post(mine, hands("2")).Status(303)
	first.Post(mine, gives("3", "9", "9", "stay")).Status(409)
	first.Get(home + "/today").SaysNot("What else waits for you")
	second.Get(at).Status(404)                                                       // who marks sees the paper, not the file
	manager.Get(at).Says("Not in").SaysNot("Names both exceptions").SaysNot("18/20") // before the second is in too

	p := browsertest.Open(t, site.URL, browsertest.Cookie("accord", site.Token(w.Andina.Assessor2)))
	p.Go(his)
	p.Fill("Marks for question 1", "6")
	p.See("Questions marked: 1 of 2", "Saved at") // by itself
	p.Fill("Marks for question 2", "5")
	p.Inspect("marking-1440-en")
	p.Click("Review and hand in")
	p.See("By your marks, from 12 on", "11/20")
	p.Inspect("marking-review-1440-en")
	p.Click("Hand in")
	p.See("Your marks are handed in", "11/20")

	manager.Get(at).Says("Too far apart", "Third marker", "Settle it by a minute", "11/20", "Names both exceptions", "18/20")
	manager.Post(at+"/minute", webtest.Form{"marks": {"21"}, "minute": {"Both read it again."}}).Status(422)
	manager.Post(at+"/minute", webtest.Form{"marks": {"14"}, "minute": {"Both read question 2 again: two cases of three are named."}}).Status(303)
	manager.Get(at).Says("Passed", "passed, 14/20", "two cases of three").SaysNot("Third marker")
	first.Get(mine).Says("The test is settled: passed, 14/20")
	first.Get(home + "/evidence/" + v.ID.String() + "/view").Status(404) // it is open until then

	browsertest.Sweep(t, site.URL, site.Token, "knowledge", browsertest.Looks, []browsertest.Visit[webtest.Person]{
		{"tests", w.Andina.Manager, of},
		{"draft", w.Andina.Manager, of + "/draft"},
		{"script", w.Andina.Manager, at},
		{"mine", w.Andina.Assessor, home + "/marking"},
	})
}

// Uploading a script from the test chooses its kind, and leads back to the test.
func TestAScriptIsUploadedForItsTestAndLeadsBack(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	store := tenantstest.Bucket(t)
	vault, err := s3vault.Open(t.Context(), s3vault.Config{Bucket: store.Bucket, Region: store.Region, Endpoint: store.Endpoint, AccessKey: store.AccessKey, SecretKey: store.SecretKey})
	ok(t, err)
	room := &evidence.Room{DB: w.DB, Vault: vault}
	site := webtest.With(t, w, web.Config{Evidence: []string{vault.Origin()}}, func(app *web.App) { Routes(app, room); files.Routes(app, room) })
	var a assessments.Assessment
	ok(t, w.DB.Write(t.Context(), w.Andina.Manager, func(tx *tenants.Tx) error {
		c, err := candidates.Add(tx, candidates.NewCandidate{Name: "Lucía Ferrán Ortega", Email: "lucia@correo.example", Language: "es", Country: "EC"})
		if err == nil {
			a, err = assessments.Open(tx, assessments.NewAssessment{CandidateID: c.ID, ProgramID: w.Andina.QAP})
		}
		return err
	}))
	home, manager := "/o/"+w.Andina.Slug, site.As(w.Andina.Manager)
	ok(t, w.DB.Write(t.Context(), w.Andina.Manager, func(tx *tenants.Tx) error {
		draft, err := knowledge.Save(tx, knowledge.Draft{ProgramID: w.Andina.QAP, Title: "Knowledge", Label: "A", PassMark: 5, Apart: 3, Questions: []knowledge.NewQuestion{{Words: "What is confidential?", Marks: 10}}})
		if err == nil {
			_, err = knowledge.Publish(tx, w.Andina.QAP, draft.Revision)
		}
		return err
	}))
	at := home + "/assessments/" + a.ID.String() + "/test"
	form := home + "/evidence/new?candidate=" + a.CandidateID.String() + "&kind=knowledge_script&assessment=" + a.ID.String()
	if page := manager.Get(at).Status(200); !strings.Contains(page.Text, strings.ReplaceAll(form, "&", "&amp;")) {
		t.Error("the test does not lead to the form of its script")
	}
	page := manager.Get(form).Status(200).Says("Back to the test")
	for _, part := range []string{`value="knowledge_script" selected`, `href="` + at + `"`, `name="assessment" value="` + a.ID.String() + `"`} {
		if !strings.Contains(page.Text, part) {
			t.Errorf("the form has no %s", part)
		}
	}
	manager.Get(home + "/evidence/new?candidate=" + a.CandidateID.String() + "&kind=nonsense&assessment=nonsense").Status(200).SaysNot("Back to the test")
}
