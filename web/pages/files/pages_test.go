package files_test

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/adjustments"
	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/evidence"
	"accord/app/evidence/s3vault"
	"accord/app/letters"
	"accord/app/people"
	"accord/app/personal"
	"accord/app/programs"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/tenants/tenantstest"
	"accord/web"
	"accord/web/browsertest"
	adjustmentpages "accord/web/pages/adjustments"
	appealpages "accord/web/pages/appeals"
	applicationpages "accord/web/pages/applications"
	candidatepages "accord/web/pages/candidates"
	consentpages "accord/web/pages/consents"
	dayspages "accord/web/pages/days"
	evidencepages "accord/web/pages/evidence"
	pages "accord/web/pages/files"
	identitypages "accord/web/pages/identities"
	logbookpages "accord/web/pages/logbooks"
	"accord/web/pages/overview"
	pathwaypages "accord/web/pages/pathways"
	peoplepages "accord/web/pages/people"
	"accord/web/webtest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

type scene struct {
	*apptest.World
	t    *testing.T
	site *webtest.Site
	room *evidence.Room
	home string
	ana  candidates.Candidate
}

func newScene(t *testing.T) *scene {
	t.Helper()
	s := &scene{World: apptest.NewWorld(t), t: t}
	store := tenantstest.Bucket(t)
	vault, err := s3vault.Open(t.Context(), s3vault.Config{Bucket: store.Bucket, Region: store.Region, Endpoint: store.Endpoint, AccessKey: store.AccessKey, SecretKey: store.SecretKey})
	s.must(err)
	s.room, s.home = &evidence.Room{DB: s.DB, Vault: vault}, "/o/"+s.Andina.Slug
	s.site = webtest.New(t, s.World, func(app *web.App) {
		overview.Routes(app, s.DB, []overview.Part{adjustmentpages.Waiting()}, nil)
		adjustmentpages.Routes(app, s.DB)
		peoplepages.Routes(app, s.DB)
		applicationpages.Routes(app, s.DB, identitypages.ApplicantSection())
		consentpages.Routes(app, s.DB)
		identitypages.Routes(app, s.DB)
		dayspages.Routes(app, s.DB)
		pages.Routes(app, s.room, dayspages.OwnSection(), pathwaypages.OwnSection(), appealpages.OwnSection(), adjustmentpages.OwnSection(), evidencepages.Section())
		candidatepages.Routes(app, s.DB, logbookpages.Section(), consentpages.Section(), identitypages.Section(), pages.AccessSection())
		logbookpages.Routes(app, s.DB)
		evidencepages.Routes(app, s.room)
		appealpages.Routes(app, s.DB)
	})
	return s
}

func (s *scene) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *scene) write(m tenants.Member, fn func(*tenants.Tx) error) {
	s.t.Helper()
	s.must(s.DB.Write(s.t.Context(), m, fn))
}

func (s *scene) on(name string) (c candidates.Candidate) {
	s.write(s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		c, err = candidates.Add(tx, candidates.NewCandidate{Name: name, Email: uuid.NewString() + "@correo.example", Language: "en", Country: "EC"})
		return err
	})
	return c
}

func (s *scene) file(c uuid.UUID) string { return s.home + "/candidates/" + c.String() }

// link is where the newest invitation leads.
func (s *scene) link(c uuid.UUID) string {
	s.t.Helper()
	token := s.DB.LinkToken(s.ID(`select link_id from candidate_access where candidate_id = $1 order by invited_at desc, id desc limit 1`, c))
	l, err := s.DB.LinkOf(s.t.Context(), token)
	s.must(err)
	return letters.LinkPath(l, token)
}

// signedIn is a candidate who has come by their invitation.
func (s *scene) signedIn(c candidates.Candidate) tenants.Member {
	s.t.Helper()
	s.write(s.Andina.Manager, func(tx *tenants.Tx) error { _, err := candidates.InviteToFile(tx, c.ID); return err })
	i, err := people.Invitation(s.t.Context(), s.DB, s.DB.LinkToken(s.ID(`select link_id from candidate_access where candidate_id = $1`, c.ID)), candidates.ActFile)
	s.must(err)
	e, err := candidates.AcceptFile(s.t.Context(), s.DB, i, people.Joining{Name: c.Name, Password: "nieve sobre el cotopaxi"}, people.Visit{Address: uuid.NewString(), Request: "test"})
	s.must(err)
	signed, err := s.DB.SignedBy(s.t.Context(), e.Session, "test")
	s.must(err)
	m, err := s.DB.AdmitMember(s.t.Context(), signed, s.Andina.Slug)
	s.must(err)
	return m
}

// expected is a slot of a day to which a candidate is invited, in an hour.
func (s *scene) expected(c candidates.Candidate) uuid.UUID {
	s.t.Helper()
	day := s.Row("assessment_day", map[string]any{"tenant_id": s.Andina.ID, "program_id": s.Andina.QAP, "title": "Assessments in Quito", "held_on": apptest.Start, "time_zone": "America/Guayaquil",
		"place": "Quito", "state": "published", "published_at": apptest.Start, "language": "es"})
	slot := s.Row("day_slot", map[string]any{"tenant_id": s.Andina.ID, "day_id": day, "assessment_id": uuid.New(), "candidate_id": c.ID, "candidate_name": c.Name, "state": "invited", "revision": 0,
		"starts_at": apptest.Start.Add(time.Hour), "ends_at": apptest.Start.Add(2 * time.Hour)})
	s.Row("slot_notice", map[string]any{"tenant_id": s.Andina.ID, "slot_id": slot, "kind": "invited", "told": 1})
	return slot
}

// applied is a link to apply to a cohort that takes applications.
func (s *scene) applied() string {
	s.t.Helper()
	day, email := apptest.Start.Truncate(24*time.Hour), uuid.NewString()+"@correo.example"
	var cohort trainings.Cohort
	s.write(s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		if cohort, err = trainings.Open(tx, trainings.NewCohort{Program: s.Andina.CMTP, Code: "FM-1", Title: "Foundations, FM-1", Language: "es", StartsOn: day.AddDate(0, 1, 0), EndsOn: day.AddDate(0, 3, 0), Capacity: 9, RequiredHours: 40, AttendanceFloor: 90}); err != nil {
			return err
		}
		_, err = trainings.Publish(tx, cohort.ID, trainings.NewOffer{OpensOn: day, ClosesOn: day.AddDate(0, 0, 20)})
		return err
	})
	s.must(s.DB.Oversee(s.t.Context(), s.DB.AdmitOversightClerk("publish", "test"), "job publish", func(tx *tenants.OversightTx) error {
		if err := programs.Publish(tx, s.Andina.ID, s.Andina.CMTP); err != nil {
			return err
		}
		return trainings.PublishCohort(tx, cohort.ID)
	}))
	s.must(people.AskToApply(s.t.Context(), s.DB, people.Asked{Program: s.Andina.CMTP, Name: "Lucía Andrade", Email: email, Locale: "en"}, people.Visit{Address: uuid.NewString(), Request: "test"}))
	return s.home + "/apply/" + s.DB.LinkToken(s.ID(`select id from link where act = 'apply' and email = $1`, email))
}

// From an application with the notice in force to a file that its candidate keeps.
func TestAnApplicantIsAdmittedSignsInAndKeepsTheirOwnFile(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	she, manager := browsertest.Open(t, s.site.URL), s.site.As(s.Andina.Manager)
	she.Go(s.applied())
	she.See("What becomes of your data", "Version 1, of 2 November 2026")
	she.Choose("Language in which you would learn", "English")
	she.Choose("Country where you live", "Ecuador")
	she.Fill("Your occupation or profession", "Lawyer")
	she.Fill("Why do you want to learn mediation?", "I mediate in my quarter.")
	she.Tick("I have read this and agree")
	she.Click("Send the application")
	application := s.ID(`select id from application where tenant_id = $1`, s.Andina.ID).String()
	manager.Get(s.home+"/applications/"+application).Says("Version 1, of 2 November 2026", "Not checked")
	manager.Post(s.home+"/applications/"+application+"/identity", webtest.Form{"outcome": {"done"}, "paper": {"passport"}, "country": {"EC"}, "seen": {"by_video"}, "last_signs": {"4711"}, "reason": {""},
		"checked_on.day": {"16"}, "checked_on.month": {"11"}, "checked_on.year": {"2026"}}).Status(http.StatusSeeOther)
	manager.Get(s.home+"/applications/"+application+"/admission").Says("Invite them to their own file", "checked")
	manager.Post(s.home+"/applications/"+application+"/admission", webtest.Form{"cohort": {s.ID(`select cohort_id from application where id = $1`, uuid.MustParse(application)).String()}, "invite": {"on"}}).Status(http.StatusSeeOther)
	lucia := s.ID(`select candidate_id from application where id = $1`, uuid.MustParse(application))
	manager.Get(s.file(lucia)).Says("Invited", "Checked", "Has said nothing yet")

	she.Go(s.link(lucia))
	she.Fill("Choose a password", "nieve sobre el cotopaxi")
	she.Click("Join")
	she.At(s.home + "/file")
	she.See("Lucía Andrade", "What we still need from you", "Say whether you agree to be recorded", "Foundations, FM-1", "Passport, Ecuador, ending in 4711")
	she.Click("Edit my profile")
	she.See("Your identity was checked by this name")
	she.Fill("Telephone", "+593 99 123 4567")
	she.Click("Save")
	she.See("Your profile is saved.", "+593 99 123 4567")
	she.Click("Add mediation")
	she.Fill("Hours", "4")
	she.Fill("Field", "Custody")
	she.Tick("Online")
	she.Tick("Settled")
	she.Fill("Day", "2")
	she.Fill("Month", "11")
	she.Fill("Year", "2026")
	she.Press("Add mediation")
	she.At(s.home + "/file")
	she.See("Custody", "Not verified")
	she.Press("I agree")
	she.See("Thank you. Your answer is noted.", "You agree to be recorded")
	manager.Get(s.file(lucia)).Says("Agrees to be recorded", "In their own file, by Lucía", "Signs in to their file", "+593")
	she.Press("I withdraw my consent")
	she.See("You have withdrawn it")
	she.Calm()
}

func TestACandidateSeesTheirOwnFileAndNoOther(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	ana, bruno := s.on("Ana Torres"), s.on("Bruno Paz")
	she := s.signedIn(ana)
	paper := func(by tenants.Member, of uuid.UUID, kind, title string) evidence.Version {
		v, err := s.room.Carry(t.Context(), by, evidence.NewUpload{CandidateID: of, Kind: kind, Title: title, FileName: "paper.pdf", MediaType: "application/pdf", Size: int64(len(pdf))}, bytes.NewReader(pdf))
		s.must(err)
		clerk, err := s.DB.AdmitClerk(t.Context(), s.Andina.ID, "evidence.type", "job")
		s.must(err)
		found, err := s.room.Examine(t.Context(), v)
		s.must(err)
		s.write(clerk, func(tx *tenants.Tx) (err error) { v, err = evidence.Establish(tx, v.ID, found); return err })
		return v
	}
	own, theirs, other := paper(she, ana.ID, "code_of_conduct", "My declaration"), paper(s.Andina.Manager, ana.ID, "decision_minute", "An assessor's minute"), paper(s.Andina.Manager, bruno.ID, "identity_check", "Another's passport")
	for _, kind := range []string{"score_sheet", "decision_minute", "eligibility_decision", "recording"} {
		if _, err := s.room.Carry(t.Context(), she, evidence.NewUpload{CandidateID: ana.ID, Kind: kind, Title: "X", FileName: "paper.pdf", Size: 9}, strings.NewReader("")); !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Forbidden) {
			t.Errorf("a candidate brings a %s: %v", kind, err)
		}
	}
	me := s.site.As(she)
	me.Get(s.home).To(s.home + "/file")
	me.Get(s.file(ana.ID)).To(s.home + "/file")
	me.Get(s.home+"/file").Status(http.StatusOK).Says("Ana Torres", "My declaration", "Career pathway").SaysNot("An assessor").SaysNot("Another").SaysNot("Applications")
	me.Get(s.home + "/evidence/new?candidate=" + ana.ID.String()).Status(http.StatusOK).Says("ode of conduct").SaysNot("Score sheet")
	me.Get(s.home + "/evidence/" + own.ID.String()).Status(http.StatusOK)
	me.Get(s.home+"/evidence/new").Status(http.StatusOK).Says("ode of conduct", "Ana Torres").SaysNot("Score sheet")
	library := me.Get(s.home + "/evidence").Status(http.StatusOK).Says("My declaration").SaysNot("Score sheet").SaysNot("About")
	if strings.Contains(library.Text, `name="who"`) || !strings.Contains(library.Text, `value="code_of_conduct"`) || strings.Contains(library.Text, `value="decision_minute"`) {
		t.Error("a candidate's documents are looked through as an organisation's are")
	}

	// Of a long logbook the newest entries stand here, and all of them one press away.
	s.write(she, func(tx *tenants.Tx) error {
		for i := range 7 {
			if _, err := candidates.AddEntry(tx, ana.ID, candidates.NewEntry{HeldOn: apptest.Start.AddDate(0, 0, -i-1).Truncate(24 * time.Hour), Role: "mediator", Medium: "online", Hours: 2, Field: "field " + strconv.Itoa(i), Parties: 2, Settled: "yes"}, apptest.Start); err != nil {
				return err
			}
		}
		return nil
	})
	me.Get(s.home+"/file").Says("7 entries", "field 0", "field 4", "The newest 5 entries", "See all 7 entries").SaysNot("field 5")
	me.Get(s.home+"/file/logbook").Status(http.StatusOK).Says("field 0", "field 6").SaysNot("The newest")

	// The page of a course is led to for as long as its link opens it.
	cohort := s.Row("cohort", map[string]any{"tenant_id": s.Andina.ID, "program_id": s.Andina.CMTP, "title": "Foundations, Quito", "code": "FM-9", "starts_on": apptest.Start.AddDate(0, -2, 0), "ends_on": apptest.Start, "language": "es", "time_zone": "America/Guayaquil", "required_hours": 40, "attendance_floor": 90, "capacity": 9})
	enrolment := s.Row("enrolment", map[string]any{"tenant_id": s.Andina.ID, "cohort_id": cohort, "candidate_id": ana.ID})
	link := s.Row("personal_link", map[string]any{"tenant_id": s.Andina.ID, "cohort_id": cohort, "enrolment_id": enrolment})
	course := "/personal/" + s.DB.LinkToken(link)
	if !strings.Contains(me.Get(s.home+"/file").Says("Foundations, Quito").Text, course) {
		t.Error("nothing leads to the page of the course")
	}
	s.Force(`update cohort set ends_on = $2 where id = $1`, cohort, apptest.Start.Add(-personal.Life-48*time.Hour))
	if strings.Contains(me.Get(s.home+"/file").Says("Foundations, Quito").Text, course) {
		t.Error("a link that has ended is still offered")
	}
	for _, path := range []string{"/evidence/" + theirs.ID.String(), "/evidence/" + theirs.ID.String() + "/file", "/evidence/" + other.ID.String(), "/candidates/" + bruno.ID.String() + "/logbook/new", "/candidates/" + bruno.ID.String() + "/logbook/export",
		"/file/results/" + uuid.NewString(), "/evidence/new?candidate=" + bruno.ID.String(), "/invitations", "/notices/new", "/candidates/" + ana.ID.String() + "/access/revocation", "/candidates/" + ana.ID.String() + "/consents/new", "/candidates/" + ana.ID.String() + "/identity/new"} {
		if code := me.Get(s.home + path).StatusCode; code != http.StatusNotFound && code != http.StatusForbidden {
			t.Errorf("a candidate opens %s: %d", path, code)
		}
	}
	me.Post(s.file(bruno.ID)+"/access", nil).Status(http.StatusNotFound)
	me.Post(s.home+"/file/profile", webtest.Form{"name": {"Ana T."}, "language": {"xx"}, "country": {"EC"}, "phone": {"call me"}}).Status(http.StatusUnprocessableEntity).Says("Write digits and blanks")

	// When they are expected, what they say of it, and first of all that it is missing.
	slot := s.expected(ana)
	me.Get(s.home+"/file").Says("Say whether you come to your assessment", "When you are expected", "Will you come?")
	me.Post(s.home+"/own-slots/"+slot.String()+"/confirmation", nil).To(s.home + "/own-slots")
	me.Get(s.home + "/file").Says("You come").SaysNot("Say whether you come to your assessment")

	// All of it to take away, and nothing that is not theirs.
	zipped := me.Post(s.home+"/file/export", nil).Status(http.StatusOK).Text
	z, err := zip.NewReader(strings.NewReader(zipped), int64(len(zipped)))
	s.must(err)
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
		body, err := f.Open()
		s.must(err)
		content, err := io.ReadAll(body)
		s.must(err)
		if f.Name == "file.json" && (!bytes.Contains(content, []byte("My declaration")) || bytes.Contains(content, []byte("minute")) || bytes.Contains(content, []byte(own.StoreKey))) {
			t.Errorf("file.json: %s", content)
		}
		if f.Name != "file.json" && !bytes.Equal(content, pdf) {
			t.Errorf("%s holds %d bytes", f.Name, len(content))
		}
	}
	if strings.Join(names, " ") != "file.json documents/001-code_of_conduct.pdf" {
		t.Errorf("the file holds %v", names)
	}

	// What they need, never why: theirs to ask for, the organisation's to decide.
	var bs adjustments.Adjustment
	s.write(s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		bs, err = adjustments.Ask(tx, bruno.ID, "place", "A lift for Bruno.")
		return err
	})
	me.Get(s.home + "/file/adjustments/new").Says("Do not say why")
	me.Post(s.home+"/file/adjustments", webtest.Form{"kind": {"breaks"}, "arrangement": {" "}}).Status(http.StatusUnprocessableEntity).Says("Say what is to be arranged")
	me.Post(s.home+"/file/adjustments", webtest.Form{"kind": {"breaks"}, "arrangement": {"Ten minutes each hour."}}).To(s.home+"/file").Follow().Says("What is arranged for you", "Ten minutes each hour.", "You asked for it on").SaysNot("A lift for Bruno")
	asked := s.ID(`select id from adjustment where candidate_id = $1 and by_candidate`, ana.ID)
	for what, fn := range map[string]func(*tenants.Tx) error{
		"grants it":         func(tx *tenants.Tx) error { _, err := adjustments.Grant(tx, asked); return err },
		"grants another's":  func(tx *tenants.Tx) error { _, err := adjustments.Grant(tx, bs.ID); return err },
		"ends it":           func(tx *tenants.Tx) error { _, err := adjustments.End(tx, asked); return err },
		"asks for somebody": func(tx *tenants.Tx) error { _, err := adjustments.Ask(tx, bruno.ID, "breaks", "X."); return err },
		"asks without an end": func(tx *tenants.Tx) (err error) {
			for range adjustments.MaxWaiting {
				if err == nil {
					_, err = adjustments.Ask(tx, ana.ID, "breaks", "More.")
				}
			}
			return err
		},
	} {
		if err := s.DB.Write(t.Context(), she, fn); !fault.Is(err, fault.Forbidden) && !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Conflict) {
			t.Errorf("a candidate %s: %v", what, err)
		}
	}
	for _, path := range []string{"/adjustments", "/candidates/" + ana.ID.String() + "/adjustments/new"} {
		if r := me.Get(s.home + path); r.StatusCode == http.StatusOK {
			t.Errorf("a candidate opens %s", path)
		}
	}
	s.site.As(s.Andina.Manager).Get(s.home).Says("Adjustments asked for")
	s.site.As(s.Andina.Manager).Get(s.home+"/adjustments?state=asked").Says("Ana Torres", "Ten minutes each hour.", "The candidate themselves", "A lift for Bruno.")
	s.site.As(s.Andina.Manager).Post(s.file(ana.ID)+"/adjustments/"+asked.String()+"/decision", webtest.Form{"outcome": {"refused"}, "reason": {"Every hour has a break of ten minutes for all."}}).To(s.file(ana.ID))
	s.site.As(s.Andina.Manager).Get(s.home + "/adjustments?state=asked").SaysNot("Ana Torres")
	s.site.As(s.Andina.Assessor).Get(s.home + "/adjustments").Status(http.StatusForbidden)
	me.Get(s.home+"/file").Says("Every hour has a break", "Refused")

	// A result, once it is told, and an appeal from there.
	s.Row("result", map[string]any{"tenant_id": s.Andina.ID, "candidate_id": bruno.ID, "candidate_name": "Bruno Paz", "outcome": "failed", "language": "en", "email": "b@correo.example", "appeal_until": apptest.Start.AddDate(0, 0, 20), "told_at": apptest.Start})
	told := s.Row("result", map[string]any{"tenant_id": s.Andina.ID, "candidate_id": ana.ID, "candidate_name": "Ana Torres", "program_title": "Certified Mediator Assessment", "words": "Not yet: the agreement was unclear.", "outcome": "failed", "language": "en",
		"email": ana.Email, "appeal_until": apptest.Start.AddDate(0, 0, 20), "told_at": apptest.Start})
	me.Get(s.home+"/file").Says("My results", "Certified Mediator Assessment").SaysNot("Bruno")
	at := s.home + "/file/results/" + told.String()
	me.Get(at).Status(http.StatusOK).Says("Not yet: the agreement was unclear.", "Contest the decision")
	me.Post(at+"/appeal", webtest.Form{"ground": {"facts"}, "statement": {""}}).Status(http.StatusUnprocessableEntity)
	me.Post(at+"/appeal", webtest.Form{"ground": {"facts"}, "statement": {"The agreement was in writing."}}).To(at)
	if s.Count(`select count(*) from appeal where assessment_id = $1 and by_candidate`, told) != 1 {
		t.Error("the appeal is not the candidate's own")
	}
	me.Post(at+"/withdrawal", webtest.Form{"sure": {"on"}}).To(at)

	// Taken off, they come in no more.
	manager := s.site.As(s.Andina.Manager)
	manager.Get(s.file(ana.ID) + "/access/revocation").Status(http.StatusOK)
	manager.Post(s.file(ana.ID)+"/access/revocation", nil).To(s.file(ana.ID))
	me.Get(s.home + "/file").Status(http.StatusNotFound)
	manager.Get(s.home+"/invitations").Says("Ana Torres", "Bruno Paz")
	manager.Post(s.home+"/invitations", webtest.Form{}).Status(http.StatusUnprocessableEntity).Says("Choose whom to invite")
	manager.Post(s.home+"/invitations", webtest.Form{"candidate": {ana.ID.String(), bruno.ID.String()}}).To(s.home + "/invitations")
}

var pdf = []byte("%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n")

func TestPagesAreAccessibleAndFit(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	ana := s.on("Ana Lucía Torres Benalcázar")
	other := s.on("Bruno Paz")
	she, m := s.signedIn(ana), s.Andina.Manager
	s.write(she, func(tx *tenants.Tx) error {
		for i := range 7 {
			if _, err := candidates.AddEntry(tx, ana.ID, candidates.NewEntry{HeldOn: apptest.Start.AddDate(0, 0, -3*i-3), Role: "mediator", Medium: "online", Hours: 3, Field: "Tenencia y visitas", Parties: 2, Settled: "yes"}, apptest.Start); err != nil {
				return err
			}
		}
		return nil
	})
	s.expected(ana)
	s.write(she, func(tx *tenants.Tx) error {
		_, err := adjustments.Ask(tx, ana.ID, "interpreter", "Into Kichwa, for one of the parties of the role-play.")
		return err
	})
	told := s.Row("result", map[string]any{"tenant_id": s.Andina.ID, "candidate_id": ana.ID, "candidate_name": ana.Name, "program_title": "Certified Mediator Assessment", "words": "Todavía no.", "outcome": "failed", "language": "es",
		"email": ana.Email, "appeal_until": apptest.Start.AddDate(0, 0, 20), "told_at": apptest.Start})
	browsertest.Sweep(t, s.site.URL, s.site.Token, "file", browsertest.Looks, []browsertest.Visit[webtest.Person]{
		{"own", she, s.home + "/file"},
		{"logbook", she, s.home + "/file/logbook"},
		{"documents", she, s.home + "/evidence?kind=code_of_conduct"},
		{"profile", she, s.home + "/file/profile"},
		{"ask", she, s.home + "/file/adjustments/new"},
		{"asked", m, s.home + "/adjustments"},
		{"result", she, s.home + "/file/results/" + told.String()},
		{"mediation", she, s.file(ana.ID) + "/logbook/new"},
		{"upload", she, s.home + "/evidence/new?candidate=" + ana.ID.String()},
		{"staff", m, s.file(other.ID)},
		{"revoke", m, s.file(ana.ID) + "/access/revocation"},
		{"invitations", m, s.home + "/invitations"},
	})
}
