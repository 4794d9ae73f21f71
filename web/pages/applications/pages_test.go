package applications_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/programs"
	"accord/app/trainings"
	"accord/tenants"
	"accord/web"
	applicationpages "accord/web/pages/applications"
	candidatespages "accord/web/pages/candidates"
	programpages "accord/web/pages/programs"
	"accord/web/pages/register"
	trainingspages "accord/web/pages/trainings"
	"accord/web/webtest"
)

// scene is Andina's course with one published cohort, and one that is not.
type scene struct {
	*apptest.World
	site      *webtest.Site
	cohort    trainings.Cohort
	unnoticed trainings.Cohort
	email     string
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newScene(t *testing.T) *scene {
	t.Helper()
	w := apptest.NewWorld(t)
	s := &scene{World: w, email: uuid.NewString() + "@correo.example"}
	s.site = webtest.New(t, w, func(app *web.App) {
		applicationpages.Routes(app, w.DB)
		programpages.Routes(app, w.DB)
		register.Routes(app, w.DB)
		trainingspages.Routes(app, w.DB)
		candidatespages.Routes(app, w.DB)
	})
	s.cohort, s.unnoticed = s.open(t, "FM-1", 2), s.open(t, "FM-2", 2)
	s.publish(t)
	return s
}

func (s *scene) open(t *testing.T, code string, seats int) (c trainings.Cohort) {
	t.Helper()
	day := apptest.Start.Truncate(24 * time.Hour)
	ok(t, s.DB.Write(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		c, err = trainings.Open(tx, trainings.NewCohort{Program: s.Andina.CMTP, Code: code, Title: "Foundations, " + code, Language: "es", Place: "Quito",
			StartsOn: day.AddDate(0, 2, 0), EndsOn: day.AddDate(0, 3, 0), Capacity: seats, RequiredHours: 40, AttendanceFloor: 90, FeeNote: "USD 300, in two parts"})
		return err
	}))
	return c
}

func (s *scene) publish(t *testing.T) {
	t.Helper()
	day := apptest.Start.Truncate(24 * time.Hour)
	ok(t, s.DB.Write(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := trainings.Publish(tx, s.cohort.ID, trainings.NewOffer{OpensOn: day, ClosesOn: day.AddDate(0, 1, 0)})
		return err
	}))
	s.clerk(t)
}

func (s *scene) clerk(t *testing.T) {
	t.Helper()
	ok(t, s.DB.Oversee(t.Context(), s.DB.AdmitOversightClerk("publish", "test"), "job publish", func(tx *tenants.OversightTx) error {
		if err := programs.Publish(tx, s.Andina.ID, s.Andina.CMTP); err != nil {
			return err
		}
		return trainings.PublishCohort(tx, s.cohort.ID)
	}))
}

func (s *scene) public() string { return "/programs/" + s.Andina.CMTP.String() }

// link asks for a link on the public page and answers where it leads.
func (s *scene) link(t *testing.T) string {
	t.Helper()
	s.site.Nobody().Post(s.public()+"/application", webtest.Form{"name": {"Lucía Andrade"}, "email": {s.email}}).Status(http.StatusOK).Says("a mail with a link is on its way")
	return "/o/" + s.Andina.Slug + "/apply/" + s.DB.LinkToken(s.ID(`select id from link where act = 'apply' and email = $1 order by id desc limit 1`, s.email))
}

func (s *scene) form(act string) webtest.Form {
	return webtest.Form{"act": {act}, "cohort": {s.cohort.ID.String()}, "name": {"Lucía Andrade"}, "language": {"es"}, "country": {"EC"}, "profession": {"Abogada"},
		"motivation": {"Quiero mediar en mi barrio."}, "training": {""}, "notice": {"on"}, "notice_version": {s.Notice(s.Andina, "privacy").String()}}
}

func TestFromThePublicPageToThePlaceInTheCohort(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	anybody := s.site.Nobody()
	anybody.Get("/programs").Status(http.StatusOK)
	anybody.Get(s.public()).Status(http.StatusOK).Says("Foundations of Mediation", "Academia Andina", "2 places free", "USD 300, in two parts", "Applications until", "Send me the link").SaysNot("FM-2")
	anybody.Post(s.public()+"/application", webtest.Form{"name": {""}, "email": {"nothing"}}).Status(http.StatusUnprocessableEntity).Says("Your name")
	at := s.link(t)
	page := anybody.Get(at).Status(http.StatusOK).Says("What becomes of your data", "Academia Andina", "Quito")
	if !strings.Contains(page.Header.Get("X-Robots-Tag"), "noindex") {
		t.Error("a private page is offered to search engines")
	}
	anybody.Post(at, webtest.Form{"act": {"submit"}, "cohort": {s.cohort.ID.String()}, "name": {"Lucía"}, "language": {"es"}, "country": {""}, "profession": {""}, "motivation": {""}, "training": {""}}).
		Status(http.StatusUnprocessableEntity).Says("Choose the country where you live", "Say why you want to learn mediation", "agree, or save")
	anybody.Post(at, webtest.Form{"act": {"save"}, "cohort": {s.cohort.ID.String()}, "name": {"Lucía"}, "language": {"es"}, "country": {""}, "profession": {""}, "motivation": {"Primero esto"}, "training": {""}}).
		To(at).Follow().Says("Saved. Come back by the same link.", "Primero esto", "Draft")
	anybody.Post(at, s.form("submit")).To(at).Follow().Says("Your application is sent.", "Your application has arrived").SaysNot("Send the application")
	anybody.Post(at, s.form("save")).Status(http.StatusConflict)

	m, base := s.site.As(s.Andina.Manager), "/o/"+s.Andina.Slug+"/applications"
	m.Get(base).Status(http.StatusOK).Says("Lucía Andrade", "Received", "Foundations, FM-1")
	m.Get(base + "?state=declined").Says("No application found")
	m.Get(base + "?state=open&q=luc&program=" + s.Andina.CMTP.String() + "&cohort=" + s.cohort.ID.String() + "&sort=name").Says("Lucía Andrade")
	m.Get(base+"/export?format=csv").Status(http.StatusOK).Says("Lucía Andrade", "FM-1")
	one := base + "/" + s.ID(`select id from application where email = $1`, s.email).String()
	m.Get(one).Status(http.StatusOK).Says("Quiero mediar en mi barrio.", "Abogada", "sent the application", "Version 1")
	m.Get(one + "/question").Status(http.StatusOK)
	m.Post(one+"/question", webtest.Form{"question": {""}}).Status(http.StatusUnprocessableEntity).Says("Enter the question")
	m.Post(one+"/question", webtest.Form{"question": {"¿Dónde se formó?"}}).To(one).Follow().Says("Question asked", "¿Dónde se formó?")
	m.Get(one + "/question").Status(http.StatusConflict)
	anybody.Get(at).Says("There is a question for you", "¿Dónde se formó?")
	anybody.Post(at+"/answer", webtest.Form{"answer": {""}}).Status(http.StatusUnprocessableEntity).Says("Enter your answer")
	anybody.Post(at+"/answer", webtest.Form{"answer": {"En Loja."}}).To(at).Follow().Says("Your answer is sent.", "En Loja.")
	m.Get(one + "/admission").Status(http.StatusOK).Says("becomes a candidate")
	m.Post(one+"/admission", webtest.Form{"cohort": {s.cohort.ID.String()}}).To(one).Follow().Says("Lucía Andrade is admitted and enrolled.", "See the candidate")
	m.Get(one + "/admission").Status(http.StatusConflict)
	anybody.Get(at).Says("You are admitted")
	anybody.Get(at + "/withdrawal").Status(http.StatusConflict)
	m.Get("/o/" + s.Andina.Slug + "/cohorts/" + s.cohort.ID.String()).Says("Lucía Andrade")
	s.clerk(t)
	anybody.Get(s.public()).Says("1 place free")
}

func TestAnApplicantWithdrawsAndIsDeclined(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	at, anybody := s.link(t), s.site.Nobody()
	anybody.Post(at, s.form("submit")).To(at)
	anybody.Get(at + "/withdrawal").Status(http.StatusOK).Says("Withdraw your application?")
	anybody.Post(at+"/withdrawal", webtest.Form{}).To(at).Follow().Says("You withdrew your application", "Apply again")
	anybody.Post(at, s.form("submit")).To(at).Follow().Says("Your application has arrived")
	m := s.site.As(s.Andina.Manager)
	one := "/o/" + s.Andina.Slug + "/applications/" + s.ID(`select id from application where email = $1 and state = 'received'`, s.email).String()
	m.Get(one + "/refusal").Status(http.StatusOK)
	m.Post(one+"/refusal", webtest.Form{"reason": {""}}).Status(http.StatusUnprocessableEntity).Says("Say why")
	m.Post(one+"/refusal", webtest.Form{"reason": {"Ya no hay plazas para este perfil."}}).To(one).Follow().Says("is declined", "Ya no hay plazas")
	anybody.Get(at).Says("You were not admitted", "Ya no hay plazas para este perfil.")
}

func TestSomebodyWhoMayBeOnFileIsAskedAbout(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	var known candidates.Candidate
	ok(t, s.DB.Write(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		known, err = candidates.Add(tx, candidates.NewCandidate{Name: "lucia andrade", Email: "otra@correo.example", Language: "es"})
		return err
	}))
	at := s.link(t)
	s.site.Nobody().Post(at, s.form("submit")).To(at)
	m := s.site.As(s.Andina.Manager)
	one := "/o/" + s.Andina.Slug + "/applications/" + s.ID(`select id from application where email = $1`, s.email).String()
	m.Get(one).Says("Somebody on file may be this person")
	m.Get(one+"/admission").Says("otra@correo.example", "No, somebody new")
	m.Post(one+"/admission", webtest.Form{"cohort": {s.cohort.ID.String()}}).Status(http.StatusConflict).Says("Somebody on file has this name")
	m.Post(one+"/admission", webtest.Form{"cohort": {s.cohort.ID.String()}, "join": {known.ID.String()}}).To(one)
	if n := s.Count(`select count(*) from enrolment where cohort_id = $1 and candidate_id = $2`, s.cohort.ID, known.ID); n != 1 {
		t.Error("they were not joined")
	}
}

func TestTheNoticeSaysThatIMIMayAsk(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.site.Nobody().Get(s.link(t)).Status(http.StatusOK).Says("IMI, which recognises the program, may ask to see applications", "Version 1, of 2 November 2026").SaysNot("IMI included")
}

func TestACohortIsPublishedAndTakenOffByTheProgramManager(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	m, base := s.site.As(s.Andina.Manager), "/o/"+s.Andina.Slug
	preview := base + "/programs/" + s.Andina.CMTP.String() + "/public"
	m.Get(preview).Status(http.StatusOK).Says("This is what everybody can read.", "Foundations, FM-1", "Not published", "Foundations, FM-2")
	publication := base + "/cohorts/" + s.unnoticed.ID.String() + "/publication"
	m.Get(publication).Status(http.StatusOK).Says("No person is named.", "Fees, as everybody will read them", "USD 300, in two parts")
	day := func(y, mo, d string) webtest.Form {
		return webtest.Form{"opens_on.day": {"16"}, "opens_on.month": {"11"}, "opens_on.year": {"2026"}, "closes_on.day": {d}, "closes_on.month": {mo}, "closes_on.year": {y}}
	}
	m.Post(publication, day("2026", "1", "1")).Status(http.StatusUnprocessableEntity).Says("The last day comes before the first")
	m.Post(publication, day("2029", "1", "1")).Status(http.StatusUnprocessableEntity).Says("after the end of the cohort")
	m.Post(publication, day("2026", "12", "20")).To(preview).Follow().Says("is published", "Applications until 20 Dec").SaysNot("Not published")
	m.Post(publication+"/end", webtest.Form{}).To(preview).Follow().Says("off the public page", "Not published")
	for _, who := range []tenants.Member{s.Andina.Trainer, s.Andina.Assessor} {
		if code := s.site.As(who).Get(publication).StatusCode; code != http.StatusForbidden && code != http.StatusNotFound {
			t.Errorf("%d for who is no program manager", code)
		}
		s.site.As(who).Get(base + "/applications").Status(http.StatusNotFound)
	}
}

func TestAProgramThatIsNotToBeBegunSaysSo(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	at, anybody := s.link(t), s.site.Nobody()
	anybody.Get("/programs/" + s.Nordic.CMTP.String()).Status(http.StatusNotFound)
	s.Exec(`update recognition set withdrawn_at = $2 where program_id = $1`, s.Andina.CMTP, s.Clock.Now())
	s.clerk(t)
	anybody.Get(s.public()).Status(http.StatusOK).Says("IMI withdrew its recognition of this program on").SaysNot("Send me the link")
	anybody.Post(s.public()+"/application", webtest.Form{"name": {"X"}, "email": {"x@correo.example"}}).Status(http.StatusConflict)
	anybody.Get(at).Says("takes no applications").SaysNot("Send the application")
	anybody.Post(at, s.form("submit")).Status(http.StatusConflict)
	anybody.Get("/o/" + s.Nordic.Slug + "/apply/" + at[strings.LastIndex(at, "/")+1:]).Status(http.StatusNotFound)
	anybody.Get("/o/" + s.Andina.Slug + "/apply/x").Status(http.StatusNotFound)
}
