package designs_test

import (
	"strings"
	"testing"

	"accord/app/apptest"
	"accord/app/designs"
	"accord/tenants"
	"accord/web"
	"accord/web/browsertest"
	pages "accord/web/pages/designs"
	"accord/web/webtest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

func site(t *testing.T) (*apptest.World, *webtest.Site, string) {
	t.Helper()
	w := apptest.NewWorld(t)
	return w, webtest.New(t, w, func(app *web.App) { pages.Routes(app, w.DB) }), "/o/" + w.Andina.Slug + "/programs/" + w.Andina.QAP.String() + "/design"
}

var interpreters = webtest.Form{"revision": {"0"}, "heading": {"skills"}, "title_en": {"Works with interpreters"}, "title_es": {""}, "benchmark_en": {"Everybody follows."}, "benchmark_es": {""},
	"methods": {"role_play_live"}, "weight": {"5"}, "scale_max": {"5"}, "floor": {"3"}, "level_from_1": {"0"}, "level_en_1": {"Not shown"}, "level_es_1": {""},
	"level_from_2": {"3"}, "level_en_2": {"Shown"}, "level_es_2": {"Se muestra"}}

func TestADesignIsDraftedComparedAndPublished(t *testing.T) {
	t.Parallel()
	w, s, at := site(t)
	m := s.As(w.Andina.Manager)
	m.Get(at).Status(200).Says("Version 1, in force", "Whoever reaches the floors of the 3 criteria that have one passes.", "Role-play, live", "Draft the next version")
	m.Post(at+"/draft", webtest.Form{}).To(at+"/draft").Follow().Says("The draft is begun.", "Knowledge", "Add a criterion", "Discard the draft")
	m.Get(at + "/draft/changes").Status(200).Says("The draft says what is in force")
	m.Get(at+"/draft/criteria/new?heading=skills").Status(200).Says("What must be shown", "Needed before publishing: English").SaysNot("There is a problem")
	bad := webtest.Form{"heading": {"skills"}, "title_en": {""}, "benchmark_en": {"Kept as it was typed"}, "weight": {"x"}, "scale_max": {"5"}, "floor": {"3"}}
	m.Post(at+"/draft/criteria", bad).Status(422).Says("Kept as it was typed", "Weight")
	m.Post(at+"/draft/criteria", interpreters).To(at+"/draft").Follow().Says("The criterion is added to the draft.", "Works with interpreters", "2 levels")
	id := w.ID(`select id from design_criterion where tenant_id = $1 and title_en = 'Works with interpreters'`, w.Andina.ID).String()
	if form := m.Get(at + "/draft/criteria/" + id + "/edit").Status(200).Says("Change the criterion"); !strings.Contains(form.Text, `value="Se muestra"`) {
		t.Error("the form does not hold what was said")
	}
	edited := webtest.Form{}
	for k, v := range interpreters {
		edited[k] = v
	}
	edited["revision"], edited["weight"] = []string{"1"}, []string{"15"}
	m.Post(at+"/draft/criteria/"+id+"/edit", edited).To(at + "/draft").Follow().Says("Weight 15")
	m.Post(at+"/draft/criteria/"+id+"/edit", edited).Status(409).Says("Somebody has changed this")
	m.Post(at+"/draft/criteria/"+id+"/raise", webtest.Form{}).To(at + "/draft")
	m.Get(at+"/draft/rule").Status(200).Says("Share of the weighted points", "Methods that are used")
	m.Post(at+"/draft/rule", webtest.Form{"revision": {"4"}, "pass_percent": {"70"}, "may_fall_short": {"1"}, "marks_apart": {"25"}, "result_apart": {"15"}, "attempts": {"3"}, "resit_after": {"30"}, "methods": {"role_play_live", "interview"}, "note_en_interview": {"Half an hour"}}).
		To(at+"/draft").Follow().Says("further apart than 25 % of a criterion’s scale", "A candidate has 3 attempts; the next is 30 days after a failure at the earliest.", "Whoever reaches 70 % of the weighted points and the floors passes; 1 criterion may fall short.", "Half an hour", "Interview: a criterion that is seen by it")
	m.Get(at + "/draft/publish").To(at + "/draft")
	m.Post(at+"/draft/publish", webtest.Form{"revision": {"5"}, "note": {"More."}}).Status(422).Says("Interview: a criterion that is seen by it")
	m.Post(at+"/draft/rule", webtest.Form{"revision": {"5"}, "pass_percent": {"70"}, "may_fall_short": {"1"}, "marks_apart": {"25"}, "result_apart": {"15"}, "attempts": {"3"}, "resit_after": {"30"}, "methods": {"role_play_live"}}).To(at + "/draft")
	m.Get(at+"/draft/changes").Status(200).Says("Works with interpreters", "Added", "Share of the weighted points", "70 %")
	m.Get(at+"/draft/sheet").Status(200).Says("This is what an assessor has before them", "Everybody follows.")
	m.Get(at+"/draft/publish").Status(200).Says("Publish version 2?", "cannot be changed or taken back", "See the 2 changes")
	m.Post(at+"/draft/publish", webtest.Form{"revision": {"6"}, "note": {""}}).Status(422).Says("Say what changed, and why")
	m.Post(at+"/draft/publish", webtest.Form{"revision": {"6"}, "note": {"Interpreters are seen everywhere."}}).To(at).Follow().Says("Version 2 is in force.", "Interpreters are seen everywhere.")
	m.Get(at+"/versions").Status(200).Says("Version 2, in force", "Version 1")
	m.Get(at + "/versions/1").Status(200).Says("Superseded").SaysNot("Works with interpreters")
	m.Get(at + "/versions/2/sheet").Status(200).Says("Everybody follows.")
	m.Get(at+"/versions/2/export?format=csv").Status(200).Says("Works with interpreters", "3: Se muestra")
	for _, gone := range []string{"/draft", "/versions/3", "/versions/x", "/draft/criteria/" + id + "/edit"} {
		m.Get(at + gone).Status(404)
	}
}

func TestADraftIsDiscardedAndACriterionRemoved(t *testing.T) {
	t.Parallel()
	w, s, at := site(t)
	m := s.As(w.Andina.Manager)
	m.Post(at+"/draft", webtest.Form{}).To(at + "/draft")
	id := w.ID(`select id from design_criterion where tenant_id = $1 and published_at is null and heading = 'knowledge'`, w.Andina.ID).String()
	m.Get(at + "/draft/criteria/" + id + "/remove").Status(200).Says("Remove this criterion from the draft?")
	m.Post(at+"/draft/criteria/"+id+"/remove", webtest.Form{}).To(at+"/draft").Follow().Says("Knowledge: a criterion under this heading", "No criterion stands under this heading yet.")
	m.Get(at + "/draft/discard").Status(200).Says("Discard the draft?")
	m.Post(at+"/draft/discard", webtest.Form{}).To(at).Follow().Says("The draft is discarded.", "Version 1, in force")
}

func TestOthersReadWhatIsPublishedAndNoDraft(t *testing.T) {
	t.Parallel()
	w, s, at := site(t)
	s.As(w.Andina.Manager).Post(at+"/draft", webtest.Form{}).To(at + "/draft")
	a := s.As(w.Andina.Assessor)
	a.Get(at).Status(200).Says("Version 1, in force").SaysNot("Draft the next version").SaysNot("Go to the draft")
	for _, path := range []string{"/draft", "/draft/changes", "/draft/rule", "/draft/publish", "/draft/criteria/new"} {
		a.Get(at + path).Status(404)
		s.As(w.Nordic.Manager).Get(at + path).Status(404)
	}
	s.As(w.Andina.Manager).Get("/o/" + w.Andina.Slug + "/programs/" + w.Andina.CMTP.String() + "/design").Status(404)
}

func TestDesignsAreReadByEverybody(t *testing.T) {
	t.Parallel()
	w, s, at := site(t)
	if err := w.DB.Write(t.Context(), w.Andina.Manager, func(tx *tenants.Tx) error {
		d, err := designs.Begin(tx, w.Andina.QAP)
		if err != nil {
			return err
		}
		return designs.RemoveCriterion(tx, w.Andina.QAP, d.Criteria[1].ID)
	}); err != nil {
		t.Fatal(err)
	}
	var visits []browsertest.Visit[tenants.Member]
	for name, path := range map[string]string{"current": "", "draft": "/draft", "rule": "/draft/rule", "criterion": "/draft/criteria/new?heading=skills", "changes": "/draft/changes",
		"sheet": "/versions/1/sheet", "versions": "/versions"} {
		visits = append(visits, browsertest.Visit[tenants.Member]{Who: w.Andina.Manager, Path: at + path, Name: name})
	}
	none := "/o/" + w.Nordic.Slug + "/programs/" + w.Row("program", map[string]any{"tenant_id": w.Nordic.ID, "kind": "QAP", "title": "Certified Mediator Assessment"}).String() + "/design"
	visits = append(visits, browsertest.Visit[tenants.Member]{Who: w.Nordic.Manager, Path: none, Name: "none"},
		browsertest.Visit[tenants.Member]{Who: w.Nordic.Manager, Path: none + "/versions", Name: "no-versions"})
	browsertest.Sweep(t, s.URL, func(m tenants.Member) string { return s.Token(m) }, "designs", browsertest.Looks[:2], visits)
}
