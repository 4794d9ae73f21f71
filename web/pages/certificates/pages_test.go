package certificates_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"mime/multipart"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/certificates"
	"accord/app/evidence"
	"accord/app/evidence/s3vault"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/tenantstest"
	"accord/web"
	pages "accord/web/pages/certificates"
	register "accord/web/pages/register"
	trainingspages "accord/web/pages/trainings"
	"accord/web/webtest"
)

// scene is a cohort in which three people completed.
type scene struct {
	*apptest.World
	site   *webtest.Site
	room   *evidence.Room
	cohort trainings.Cohort
	people []trainings.Enrolment
	base   string // the organisation's address
}

var names = []string{"Camila Tores Vega", "Diego Paredes Lema", "Lucía Ferrán Ortega"}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newScene(t *testing.T) *scene {
	t.Helper()
	s := &scene{World: apptest.NewWorld(t)}
	store := tenantstest.Bucket(t)
	vault, err := s3vault.Open(t.Context(), s3vault.Config{Bucket: store.Bucket, Region: store.Region, Endpoint: store.Endpoint, AccessKey: store.AccessKey, SecretKey: store.SecretKey})
	ok(t, err)
	s.room = &evidence.Room{DB: s.DB, Vault: vault}
	s.site = webtest.New(t, s.World, func(app *web.App) {
		pages.Routes(app, s.room, "https://accord.example")
		trainingspages.Routes(app, s.DB)
		register.Routes(app, s.DB)
	})
	s.base = "/o/" + s.Andina.Slug
	s.write(t, s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		s.cohort, err = trainings.Open(tx, trainings.NewCohort{Program: s.Andina.CMTP, Code: "FOUND-2026-A", Title: "Foundations of Mediation, Autumn 2026", Language: "es",
			StartsOn: time.Date(2026, 9, 26, 0, 0, 0, 0, time.UTC), EndsOn: time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC), Capacity: 24, RequiredHours: 40, AttendanceFloor: 90})
		if err != nil {
			return err
		}
		if err := trainings.Staff(tx, s.cohort.ID, []uuid.UUID{s.Andina.Trainer.Membership()}); err != nil {
			return err
		}
		for i, name := range names {
			e, err := trainings.Enrol(tx, s.cohort.ID, candidates.NewCandidate{Name: name, Email: fmt.Sprintf("p%d@correo.example", i), Language: "es"}, "")
			if err != nil {
				return err
			}
			s.people = append(s.people, e)
		}
		return nil
	})
	for _, p := range s.people {
		s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
			return trainings.CompleteByException(tx, p.ID, "Credited from the spring course.")
		})
	}
	return s
}

func (s *scene) write(t *testing.T, m tenants.Member, fn func(*tenants.Tx) error) {
	t.Helper()
	ok(t, s.DB.Write(t.Context(), m, fn))
}

// issued issues to everybody by the page and answers the run's address.
func (s *scene) issued(t *testing.T) string {
	t.Helper()
	form := webtest.Form{}
	for _, p := range s.people {
		form["enrolment"] = append(form["enrolment"], p.ID.String())
	}
	answer := s.site.As(s.Andina.Manager).Post(s.base+"/cohorts/"+s.cohort.ID.String()+"/certificates", form).Status(http.StatusSeeOther)
	return answer.Header.Get("Location")
}

// made does what the jobs do after issuing.
func (s *scene) made(t *testing.T) (all []certificates.Certificate) {
	t.Helper()
	clerk, err := s.DB.AdmitClerk(t.Context(), s.Andina.ID, "certificate.seal", "test")
	ok(t, err)
	for _, p := range s.people {
		var cs []certificates.Certificate
		ok(t, s.DB.Read(t.Context(), clerk, func(tx *tenants.Tx) (err error) { cs, err = certificates.OfCandidate(tx, p.CandidateID); return err }))
		for _, c := range cs {
			var sealing evidence.Sealing
			var paper certificates.Paper
			ok(t, s.DB.Read(t.Context(), clerk, func(tx *tenants.Tx) (err error) {
				if paper, err = certificates.PaperOf(tx, c.ID, "https://accord.example"); err != nil {
					return err
				}
				sealing, err = evidence.PrepareSeal(tx, paper.Record, paper.Zone)
				return err
			}))
			if paper.Due {
				sealing, err = s.room.Render(t.Context(), tenants.Task{Tenant: s.Andina.ID, ID: uuid.New()}, sealing)
				ok(t, err)
				s.write(t, clerk, func(tx *tenants.Tx) error {
					v, err := evidence.Seal(tx, sealing)
					if err != nil {
						return err
					}
					return certificates.Seal(tx, c.ID, v.ID)
				})
			}
			s.publish(t, c.ID)
			ok(t, s.DB.Read(t.Context(), clerk, func(tx *tenants.Tx) (err error) { c, err = certificates.Find(tx, c.ID); return err }))
			all = append(all, c)
		}
	}
	return all
}

func (s *scene) publish(t *testing.T, id uuid.UUID) {
	t.Helper()
	ok(t, s.DB.Oversee(t.Context(), s.DB.AdmitOversightClerk("certificate.publish", "test"), "job certificate.publish",
		func(tx *tenants.OversightTx) error { return certificates.Publish(tx, id) }))
}

func TestCertificatesAreIssuedWithProgressThatSurvivesAReload(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	manager := s.site.As(s.Andina.Manager)
	manager.Get(s.base + "/certificates").Status(200).Says("No certificates yet")
	manager.Get(s.base + "/cohorts/" + s.cohort.ID.String() + "/completion").Status(200).Says("Certificates")
	manager.Get(s.base+"/cohorts/"+s.cohort.ID.String()+"/certificates").Status(200).Says("To be issued", names[0], names[2])
	manager.Post(s.base+"/cohorts/"+s.cohort.ID.String()+"/certificates", webtest.Form{}).Status(422).Says("Choose at least one candidate")
	run := s.issued(t)
	manager.Get(run).Status(200).Says("0 of 3 done", "You can leave this page")
	manager.Get(s.base+"/certificates").Status(200).Says("Being made", names[1])
	s.made(t)
	manager.Get(run).Status(200).Says("All 3 certificates are issued").SaysNot("0 of 3")
	manager.Get(s.base + "/cohorts/" + s.cohort.ID.String() + "/certificates").Status(200).Says("Certificates issued").SaysNot("To be issued")
	form := webtest.Form{"enrolment": {s.people[0].ID.String()}}
	manager.Post(s.base+"/cohorts/"+s.cohort.ID.String()+"/certificates", form).Status(409).Says("Nobody here waits for a certificate")
	manager.Get(s.base + "/certificates?q=paredes").Status(200).Says(names[1]).SaysNot(names[0])
	manager.Get(s.base + "/certificates?state=revoked").Status(200).Says("Nothing matches")
	table := manager.Get(s.base + "/certificates/export?q=paredes").Status(200)
	if body := table.Text; strings.Count(body, "\n") != 2 || !strings.Contains(body, "Diego Paredes Lema") || !strings.Contains(body, "In force") {
		t.Errorf("the export is:\n%s", body)
	}
}

func TestAMisspeltNameIsIssuedAgainAndItsOldNumberLeadsToTheNew(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.issued(t)
	c := s.made(t)[0]
	manager, at := s.site.As(s.Andina.Manager), s.base+"/certificates/"+c.ID.String()
	manager.Get(at + "/correction").Status(200).Says("Issue it again under the right name")
	manager.Post(at+"/correction", webtest.Form{"holder": {c.Holder}, "reason": {"typo"}}).Status(422).Says("This is the name that is on it already", "at least 10 characters")
	answer := manager.Post(at+"/correction", webtest.Form{"holder": {"Camila Torres Vega"}, "reason": {"The name was misspelt."}}).Status(http.StatusSeeOther)
	answer.Follow().Status(200).Says("takes the place of "+c.Number, "Camila Torres Vega", "The candidate’s file still says "+c.Holder)
	s.made(t)
	nobody := s.site.Nobody()
	nobody.Get("/verify?number=" + strings.ToLower(c.Number)).Status(http.StatusSeeOther).To("/certificates/" + c.Number)
	old := nobody.Get("/certificates/"+c.Number).Status(200).Says("This certificate was replaced", c.Holder, "The new one counts")
	next := regexp.MustCompile(`See (CC-[0-9A-Z]{5}-[0-9A-Z]{5})`).FindStringSubmatch(old.Words())
	if next == nil || next[1] == c.Number {
		t.Fatalf("it leads to %v", next)
	}
	nobody.Get("/certificates/"+next[1]).Status(200).Says("This certificate is valid", "Camila Torres Vega", "Academia Andina", "Foundations of Mediation, Autumn 2026")
	manager.Get(at).Status(200).Says("It was replaced", "The name was misspelt", next[1])
	manager.Get(at + "/correction").Status(http.StatusSeeOther)
}

func TestTheFileIsCorrectedWithTheCertificate(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.issued(t)
	c := s.made(t)[0]
	manager, at := s.site.As(s.Andina.Manager), s.base+"/certificates/"+c.ID.String()
	manager.Get(at+"/correction").Status(200).Says("Correct the name in the candidate’s file too", "The file says "+c.Holder)
	named := func() int {
		return s.Count(`select count(*) from candidate where id = $1 and name = 'Camila Torres Vega'`, c.CandidateID)
	}
	form := webtest.Form{"holder": {"Camila Torres Vega"}, "reason": {"typo"}, "file": {"on"}}
	manager.Post(at+"/correction", form).Status(422)
	if named() != 0 {
		t.Error("the file was corrected without the certificate")
	}
	form["reason"] = []string{"The name was misspelt."}
	manager.Post(at+"/correction", form).Status(http.StatusSeeOther).Follow().Status(200).Says("takes the place of " + c.Number).SaysNot("still says")
	if named() != 1 {
		t.Error("the file has the old name")
	}
}

func TestARevokedNumberSaysSoToAnybody(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.issued(t)
	c := s.made(t)[0]
	manager, at := s.site.As(s.Andina.Manager), s.base+"/certificates/"+c.ID.String()
	manager.Get(at + "/revocation").Status(200).Says("This cannot be undone")
	manager.Post(at+"/revocation", webtest.Form{"reason": {""}}).Status(422).Says("at least 10 characters")
	manager.Post(at+"/revocation", webtest.Form{"reason": {"Somebody else sat the course."}}).Status(http.StatusSeeOther).Follow().Says("is revoked", "Somebody else sat the course.")
	s.publish(t, c.ID)
	s.site.Nobody().Get("/certificates/"+c.Number).Status(200).Says("This certificate was revoked", "16 November 2026").SaysNot("sat the course")
	s.site.Nobody().Get("/certificates/CC-AAAAA-AAAAA").Status(404).Says("No such certificate")
	manager.Post(at+"/letter", nil).Status(409).Says("It does not count any more")
}

func TestWhoMayNotIssueSeesNoneOfIt(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.issued(t)
	c := s.made(t)[0]
	at, cohort := s.base+"/certificates/"+c.ID.String(), s.base+"/cohorts/"+s.cohort.ID.String()+"/certificates"
	trainer := s.site.As(s.Andina.Trainer)
	trainer.Get(at).Status(200).Says(c.Number).SaysNot("Revoke")
	trainer.Get(s.base + "/certificates").Status(200).Says(c.Holder).SaysNot("How they look")
	trainer.Get(s.base + "/certificates/design").Status(403)
	trainer.Post(at+"/revocation", webtest.Form{"reason": {"Somebody else sat the course."}}).Status(403)
	trainer.Post(cohort, webtest.Form{"enrolment": {s.people[0].ID.String()}}).Status(404)
	s.site.As(s.Andina.Trainer2).Get(at).Status(404)
	s.site.As(s.Andina.Assessor).Get(at).Status(404)
	s.site.As(s.Nordic.Manager).Get("/o/" + s.Nordic.Slug + "/certificates/" + c.ID.String()).Status(404)
}

func TestACandidatesLinkOpensTheirCertificateAndNothingElse(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.issued(t)
	all := s.made(t)
	var token string
	s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
		link, err := tx.Link(tenants.NewLink{Act: certificates.ActCertificate, Subject: all[0].ID, Email: "p0@correo.example", TTL: certificates.LinkLife})
		token = s.DB.LinkToken(link)
		return err
	})
	nobody, own := s.site.Nobody(), s.base+"/certificate/"+token
	for range 2 { // it is not used up
		nobody.Get(own).Status(200).Says(all[0].Holder, all[0].Number, "Download PDF", "https://accord.example/certificates/"+all[0].Number).SaysNot(all[1].Holder)
	}
	to := nobody.Get(own + "/paper").Status(http.StatusSeeOther).Header.Get("Location")
	answer, err := http.Get(to)
	ok(t, err)
	defer answer.Body.Close()
	var pdf bytes.Buffer
	_, err = pdf.ReadFrom(answer.Body)
	ok(t, err)
	if !bytes.HasPrefix(pdf.Bytes(), []byte("%PDF-")) {
		t.Errorf("%s: %.20q", answer.Status, pdf.Bytes())
	}
	nobody.Get(s.base + "/certificate/" + strings.Repeat("A", 43)).Status(404)
	nobody.Get("/o/" + s.Nordic.Slug + "/certificate/" + token).Status(404)
	s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := certificates.Revoke(tx, all[0].ID, "Somebody else sat the course.")
		return err
	})
	nobody.Get(own).Status(200).Says("does not count any more").SaysNot("Download PDF")
	s.Clock.Add(certificates.LinkLife + time.Hour)
	nobody.Get(own).Status(404)
}

func TestTheDesignIsTriedBeforeItIsKept(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	manager, at := s.site.As(s.Andina.Manager), s.base+"/certificates/design"
	manager.Get(at).Status(200).Says("Wording in English")
	var logo bytes.Buffer
	ok(t, png.Encode(&logo, image.NewNRGBA(image.Rect(0, 0, 60, 30))))
	said := map[string]string{"signatory": "Elena Andrade", "signatory_title": "Directora", "wording_en": "completed {course}", "wording_es": "completó {course}"}
	if a := s.sends(manager, at+"/sample", said, logo.Bytes()).Status(200); !strings.HasPrefix(a.Text, "%PDF-") {
		t.Errorf("the sample begins %.20q", a.Text)
	}
	manager.Get(at).SaysNot("Elena Andrade")
	s.sends(manager, at, said, []byte("GIF89a")).Status(422).Says("Choose a PNG or JPEG picture")
	s.sends(manager, at, said, logo.Bytes()).Status(http.StatusSeeOther).Follow().Says("look like this")
	page := manager.Get(at).Status(200)
	src := regexp.MustCompile(`src="(/o/[^"]*/certificates/logo/[^"]*)"`).FindStringSubmatch(page.Text)
	if src == nil {
		t.Fatal("the logo is not shown")
	}
	if a := manager.Get(src[1]).Status(200); a.Header.Get("Content-Type") != "image/png" {
		t.Errorf("the logo is %s", a.Header.Get("Content-Type"))
	}
	said["wording_es"] = "completó {curso}"
	s.sends(manager, at, said, nil).Status(422).Says("A certificate cannot say {curso}")
}

// sends posts the design's form with a file, as a browser does.
func (s *scene) sends(c *webtest.Client, path string, said map[string]string, file []byte) *webtest.Answer {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for name, value := range said {
		_ = w.WriteField(name, value)
	}
	_ = w.WriteField("_csrf", c.CSRF())
	part, _ := w.CreateFormFile("logo", map[bool]string{true: "", false: "logo.png"}[file == nil])
	_, _ = part.Write(file)
	_ = w.Close()
	r, _ := http.NewRequest(http.MethodPost, s.site.URL+path, &b)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return c.Do(r)
}
