package programs_test

import (
	"strings"
	"testing"

	"accord/app/apptest"
	"accord/tenants"
	"accord/web"
	"accord/web/pages/organisations"
	"accord/web/pages/programs"
	"accord/web/webtest"
)

func site(t *testing.T) (*apptest.World, *webtest.Site) {
	t.Helper()
	w := apptest.NewWorld(t)
	return w, webtest.New(t, w, func(app *web.App) {
		programs.Routes(app, w.DB)
		organisations.Routes(app, w.DB, programs.Section())
	})
}

var qap = webtest.Form{"kind": {"QAP"}, "title": {"Evaluación de mediadores"}, "language": {"es"}, "city": {"Quito"}, "country": {"EC"}, "description": {"Evaluamos a quienes median."}, "website": {""}}

// kept keeps a QAP and answers its address.
func kept(t *testing.T, w *apptest.World, s *webtest.Site) (c *webtest.Client, at string) {
	t.Helper()
	c = s.As(w.Andina.Manager)
	done := c.Post("/o/"+w.Andina.Slug+"/programs", qap).Status(303)
	return c, done.Header.Get("Location")
}

func TestAProgramIsKeptProposedAndRecognised(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	base := "/o/" + w.Andina.Slug + "/programs"
	c := s.As(w.Andina.Manager)
	c.Get(base).Status(200).Says("Foundations of Mediation", "Recognised", "31 December 2028", "New program")
	c.Get(base+"/new").Status(200).Says("What kind of program is it?", "Mediator assessment (QAP)").SaysNot("Course hours")
	c.Get(base+"/new?kind=QAP").Status(200).Says("Mediator assessment (QAP)", "Ecuador").SaysNot("Course hours")
	c.Get(base+"/new?kind=CMTP").Status(200).Says("Course hours", "Attendance required")
	bad := webtest.Form{"title": {"Evaluación"}, "language": {"xx"}, "city": {""}, "country": {""}, "description": {""}, "website": {"andina"}}
	if page := c.Post(base, bad).Status(422).Says("Choose one"); !strings.Contains(page.Text, `value="Evaluación"`) {
		t.Error("what was typed is gone")
	}
	c, at := kept(t, w, s)
	c.Get(at).Status(200).Says("Evaluación de mediadores", "Draft", "Everything is there", "Experiencia en mediación", "1 of 1", "Quito, Ecuador", "kept a new program")
	c.Post(at+"/propose", webtest.Form{}).To(at).Follow().Says("The program is with IMI now.", "Proposed", "Take back").SaysNot("Add a criterion")
	c.Get(at + "/edit").Status(409).Says("has been shown to IMI")

	id := at[strings.LastIndex(at, "/")+1:]
	imi, shown := s.As(w.IMI.Administrator), "/imi/organisations/"+w.Andina.ID.String()+"/programs/"+id
	imi.Get("/imi/programs").Status(200).Says("Evaluación de mediadores", "Academia Andina de Mediación")
	imi.Get(shown).Status(200).Says("Evaluación de mediadores", "Experiencia en mediación", "Recognise").SaysNot("Take back")
	imi.Get("/imi/organisations/"+w.Andina.ID.String()).Status(200).Says("Evaluación de mediadores", "Foundations of Mediation")
	imi.Get(shown + "/recognition").Status(200).Says("Its next audit is set two years on.")
	imi.Post(shown+"/recognition", webtest.Form{}).To(shown).Follow().Says("is recognised", "recognised the program")
	imi.Post(shown+"/recognition", webtest.Form{}).Status(409).Says("does not wait for recognition")
	c.Get(at).Says("Recognised", "Next audit").SaysNot("Take back")
	c.Get(at + "/close").Status(200).Says("It cannot be opened again.")
	c.Post(at+"/close", webtest.Form{}).To(at).Follow().Says("The program is closed.", "Closed")
}

func TestAnIncompleteProgramSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	c := s.As(w.Andina.Manager)
	incomplete := webtest.Form{}
	for name, v := range qap {
		incomplete[name] = v
	}
	incomplete["city"], incomplete["description"] = []string{""}, []string{""}
	at := c.Post("/o/"+w.Andina.Slug+"/programs", incomplete).Status(303).Header.Get("Location")
	c.Get(at).Says("Before you can propose it", "Describe the program", "Say in which place").SaysNot("Propose for recognition")
	c.Post(at+"/propose", webtest.Form{}).Status(422).Says("Describe the program")
	c.Post(at+"/edit", qapEdit(qap)).To(at)
	c.Get(at + "/locations/new").Status(200).Says("Add a place")
	c.Post(at+"/locations", webtest.Form{"name": {""}, "city": {""}, "country": {""}, "time_zone": {"Mars"}, "address": {""}}).Status(422).Says("Choose one")
	c.Post(at+"/locations", webtest.Form{"name": {"Casa del Río"}, "city": {"Cuenca"}, "country": {"EC"}, "time_zone": {"America/Guayaquil"}, "address": {"Calle Larga 1"}}).
		To(at).Follow().Says("Everything is there", "Casa del Río", "Calle Larga 1, Cuenca, Ecuador")
	place := at + "/locations/" + w.ID(`select id from program_location where tenant_id = $1 and name = 'Casa del Río'`, w.Andina.ID).String()
	c.Get(place + "/edit").Status(200).Says("Change the place")
	c.Post(place+"/edit", webtest.Form{"name": {"Aula"}, "online": {"on"}, "city": {""}, "country": {""}, "time_zone": {"America/Guayaquil"}, "address": {""}}).To(at).Follow().Says("Aula", "Online")
	c.Get(place + "/end").Status(200).Says("Take “Aula” away?")
	c.Post(place+"/end", webtest.Form{}).To(at).Follow().Says("No place yet")
	c.Post(place+"/end", webtest.Form{}).Status(404)
	s.As(w.Andina.Trainer).Get(at + "/locations/new").Status(403)
}

func qapEdit(form webtest.Form) webtest.Form {
	edit := webtest.Form{}
	for name, v := range form {
		if name != "kind" && name != "city" && name != "country" {
			edit[name] = v
		}
	}
	return edit
}

func TestCriteriaAreKeptOnPages(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	c, at := kept(t, w, s)
	c.Get(at+"/criteria/new").Status(200).Says("Benchmark", "Skills")
	c.Post(at+"/criteria", webtest.Form{"heading": {"skills"}, "title": {""}, "benchmark": {""}, "scale_max": {"5"}, "pass_mark": {"9"}}).Status(422).Says("What must be shown")
	c.Post(at+"/criteria", webtest.Form{"heading": {"skills"}, "title": {"Deriva"}, "benchmark": {"Sabe cuándo no mediar."}, "scale_max": {"5"}, "pass_mark": {"3"}}).To(at).Follow().Says("Deriva")
	id := w.ID(`select id from program_criterion where tenant_id = $1 and title = 'Deriva'`, w.Andina.ID).String()
	c.Get(at + "/criteria/" + id + "/edit").Status(200).Says("Sabe cuándo no mediar.")
	c.Post(at+"/criteria/"+id+"/edit", webtest.Form{"heading": {"skills"}, "title": {"Deriva bien"}, "benchmark": {"x"}, "scale_max": {"10"}, "pass_mark": {"6"}}).To(at).Follow().Says("Deriva bien", "6 of 10")
	c.Post(at+"/criteria/"+id+"/raise", webtest.Form{}).To(at)
	c.Get(at+"/criteria/"+id+"/remove").Status(200).Says("Remove this criterion?", "Deriva bien")
	c.Post(at+"/criteria/"+id+"/remove", webtest.Form{}).To(at).Follow().SaysNot("Deriva bien")
	c.Post(at+"/criteria/"+id+"/remove", webtest.Form{}).Status(404)
}

func TestProgramsPagesGiveNoMoreThanTheRoleDoes(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	_, at := kept(t, w, s)
	trainer := s.As(w.Andina.Trainer)
	trainer.Get(at).Status(200).SaysNot("Propose for recognition").SaysNot("Add a criterion")
	trainer.Get("/o/" + w.Andina.Slug + "/programs/new").Status(403)
	for _, act := range []string{"/propose", "/take-back", "/close"} {
		trainer.Post(at+act, webtest.Form{}).Status(403)
	}
	trainer.Get(at + "/edit").Status(403)
	trainer.Get(at + "/criteria/new").Status(403)
	trainer.Post(at+"/edit", qapEdit(qap)).Status(403)
	id := at[strings.LastIndex(at, "/")+1:]
	s.As(w.Nordic.Admin).Get("/o/" + w.Nordic.Slug + "/programs/" + id).Status(404)
	s.As(w.Member(w.Andina, tenants.RoleCandidate)).Get(at).Status(404) // a draft is not a candidate's to see
	shown := "/imi/organisations/" + w.Andina.ID.String() + "/programs/" + id
	s.As(w.IMI.Administrator).Get(shown).Status(404) // nor IMI's
	s.As(w.Andina.Manager).Post(at+"/propose", webtest.Form{}).To(at)
	s.As(w.IMI.Reviewer).Get(shown).Status(200).SaysNot("Recognise ")
	s.As(w.IMI.Reviewer).Get(shown + "/recognition").Status(403)
	s.As(w.IMI.Reviewer).Post(shown+"/recognition", webtest.Form{}).Status(403)
	s.As(w.IMI.Administrator).Get("/imi/organisations/" + w.Nordic.ID.String() + "/programs/" + id).Status(404)
}

func TestAProgramAsksForMoreThanIMIAndNeverForLess(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	c, at := s.As(w.Andina.Manager), "/o/"+w.Andina.Slug+"/programs/"+w.Andina.QAP.String()
	c.Get(at).Status(200).Says("What must have been done before", "20 mediations or 200 hours", "Set what it asks").SaysNot("More than IMI")
	c.Get(at + "/floor").Status(200).Says("IMI asks 20 mediations or 200 hours. Ask for the same, or for more.")
	c.Post(at+"/floor", webtest.Form{"mediations": {"19"}, "hours": {"150"}}).Status(422).Says("IMI asks 20 mediations: a program may ask for more, never for fewer", "IMI asks 200 hours")
	c.Post(at+"/floor", webtest.Form{"mediations": {"30"}, "hours": {"200"}}).To(at).Follow().Says("30 mediations or 200 hours", "More than IMI", "20 mediations or 200 hours")
	s.As(w.Andina.Assessor).Get(at).Status(200).Says("30 mediations or 200 hours").SaysNot("Set what it asks")
	s.As(w.Andina.Assessor).Get(at + "/floor").Status(403)
	s.As(w.Andina.Assessor).Post(at+"/floor", webtest.Form{"mediations": {"40"}, "hours": {"200"}}).Status(403)
	c.Get("/o/" + w.Andina.Slug + "/programs/" + w.Andina.CMTP.String() + "/floor").Status(409)
}

func TestACourseSaysItsLanguagesAndHowItIsTaught(t *testing.T) {
	t.Parallel()
	w, s := site(t)
	c := s.As(w.Andina.Manager)
	course := webtest.Form{"kind": {"CMTP"}, "title": {"Mediar"}, "language": {"es"}, "language_2": {"en"}, "city": {""}, "country": {"EC"}, "online": {"on"}, "description": {"Un curso."}, "website": {""},
		"course_hours": {"40"}, "attendance_floor": {"90"}, "method_lecture": {"10"}, "method_exercises": {"40"}, "method_role_plays": {"40"}, "method_discussion": {""}, "method_other": {""}}
	c.Post("/o/"+w.Andina.Slug+"/programs", course).Status(422).Says("The shares sum to 90 %")
	course["method_discussion"] = []string{"10"}
	at := c.Post("/o/"+w.Andina.Slug+"/programs", course).Status(303).Header.Get("Location")
	c.Get(at).Says("Spanish, English", "How it is taught", "Role-plays", "40 %", "Online")
	c.Get(at+"/edit").Status(200).Says("Language 2", "Language 4").SaysNot("Language 5")
}
