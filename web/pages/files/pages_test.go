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
	"accord/app/personal"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web/browsertest"
	"accord/web/webtest"
)

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
	she.Tick("I have read this")
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
	if letter := me.Get(at + "/letter").Status(http.StatusOK); !strings.HasPrefix(letter.Text, "%PDF-") {
		t.Errorf("the letter is %.40q", letter.Text)
	}
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
