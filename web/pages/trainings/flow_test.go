package trainings_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/people"
	"accord/app/trainings"
	"accord/tenants"
	"accord/web/webtest"
)

func TestAManagerOpensACohortAndWhatWasTypedIsKeptWhenItIsRefused(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	home := "/o/" + s.Andina.Slug
	c := s.site.As(s.Andina.Manager)
	sent := form("program", s.Andina.CMTP.String(), "title", "Otoño 2027", "code", "found-2026-a", "language", "es", "place", "", "starts_on.day", "1", "starts_on.month", "9",
		"starts_on.year", "2027", "ends_on.day", "1", "ends_on.month", "12", "ends_on.year", "2027", "capacity", "20", "required_hours", "39", "attendance_floor", "90")
	c.Post(home+"/cohorts", sent).Status(http.StatusUnprocessableEntity).Says("The program asks for 40 hours", "There is a problem")
	sent.Set("required_hours", "40")
	page := c.Post(home+"/cohorts", sent).Status(http.StatusConflict).Says("Another cohort of your organisation has this code.")
	if !strings.Contains(page.Text, `value="Otoño 2027"`) {
		t.Error("the title that was typed is gone")
	}
	sent.Set("code", "otono-2027")
	sent.Set("required_hours", "") // the program's own
	c.Post(home+"/cohorts", sent).Follow().Status(http.StatusOK).Says("Otoño 2027 is open.", "OTONO-2027", "Nobody is enrolled yet", "Planned")
	sent.Set("surprise", "1")
	c.Post(home+"/cohorts", sent).Status(http.StatusUnprocessableEntity)
}

func TestATrainerRecordsASheetWithoutScripts(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	c := s.site.As(s.Andina.Trainer)
	c.Get(s.sheet(7)).Status(http.StatusConflict).Says("This session has not begun yet")
	c.Get(s.base + "/attendance").To(s.sheet(6)) // all is recorded: the last that has begun
	s.Clock.Add(13 * 24 * time.Hour)
	c = s.site.As(s.Andina.Trainer)
	c.Get(s.base + "/attendance").To(s.sheet(7))
	c.Get(s.sheet(7)).Status(http.StatusOK).Says("Attendance, session 8", "Camila Torres Vega", "Everybody without a mark was present")
	first, second := s.people[0].ID.String(), s.people[1].ID.String()
	c.Post(s.sheet(7), form("mark."+first, "part", "hours."+first, "", "mark."+second, "late")).Status(http.StatusUnprocessableEntity).
		Says("Enter the hours attended: more than 0 and fewer than 5.")
	c.Post(s.sheet(7), form("mark."+first, "part", "hours."+first, "9")).Status(http.StatusUnprocessableEntity).Says("fewer than 5")
	c.Post(s.sheet(7), form("mark."+first, "part", "hours."+first, "2,5", "rest", "on")).Follow().Says("Session 8: 10 recorded, 0 corrected.")
	c.Post(s.sheet(7), form("mark."+first, "present")).Follow().Says("Session 8: 0 recorded, 1 corrected.", "corrected attendance for session 8")
	c.Post(s.sheet(7), form("mark."+uuid.NewString(), "present")).Status(http.StatusUnprocessableEntity)
}

func TestTheTilesOfACohortOpenTheirLists(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.site.As(s.Andina.Manager).Get(s.base).Status(http.StatusOK).
		Links(s.base+"/grid", s.base+"?status=at_risk#candidates", s.base+"?status=completed#candidates")
}

func TestTheMainActOfACohortIsItsNextStep(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	main := regexp.MustCompile(`<a class="btn pri[^"]*" href="([^"]*)"`)
	acts := func(as webtest.Person, base string) (hrefs []string) {
		t.Helper()
		for _, found := range main.FindAllStringSubmatch(s.site.As(as).Get(base).Status(http.StatusOK).Text, -1) {
			hrefs = append(hrefs, strings.TrimPrefix(found[1], base))
		}
		return hrefs
	}
	is := func(when string, got []string, want string) {
		t.Helper()
		if fmt.Sprint(got) != want {
			t.Errorf("%s the main act is %v, want %s", when, got, want)
		}
	}
	is("with all recorded", acts(s.Andina.Trainer, s.base), "[]")
	s.Clock.Add(13 * 24 * time.Hour)
	is("with a sheet that waits", acts(s.Andina.Trainer, s.base), "[/attendance]")
	s.site.As(s.Andina.Trainer).Post(s.sheet(7), form("rest", "on")).Follow()
	is("with people who can complete", acts(s.Andina.Manager, s.base), "[/completion]")

	var planned trainings.Cohort
	ok(t, s.DB.Write(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		planned, err = trainings.Open(tx, trainings.NewCohort{Program: s.Andina.CMTP, Code: "FOUND-2027-A", Title: "Foundations, 2027", Language: "es",
			StartsOn: time.Date(2027, 9, 25, 0, 0, 0, 0, time.UTC), EndsOn: time.Date(2027, 11, 28, 0, 0, 0, 0, time.UTC), Capacity: 2, RequiredHours: 40, AttendanceFloor: 90})
		return err
	}))
	base := "/o/" + s.Andina.Slug + "/cohorts/" + planned.ID.String()
	is("without sessions", acts(s.Andina.Manager, base)[:1], "[/sessions/new]")
	ok(t, s.DB.Write(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) error {
		starts := time.Date(2027, 9, 25, 14, 0, 0, 0, time.UTC)
		if _, err := trainings.AddSession(tx, planned.ID, trainings.NewSession{Title: "Beginning", StartsAt: starts, EndsAt: starts.Add(5 * time.Hour), Hours: 5}); err != nil {
			return err
		}
		_, err := trainings.Enrol(tx, planned.ID, candidates.NewCandidate{Name: "Rosa Lema", Email: "rosa@correo.example", Language: "es"}, "")
		return err
	}))
	is("before it begins", acts(s.Andina.Manager, base), "[/candidates/new]")
	s.site.As(s.Andina.Manager).Get(base).Says("Not begun", "Add candidate").SaysNot("Record attendance").SaysNot("On track: ")
}

func TestASessionIsPlannedByTheClockOfItsCohortsPlace(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	home := "/o/" + s.Andina.Slug
	c := s.site.As(s.Andina.Manager)
	sent := form("program", s.Andina.CMTP.String(), "title", "Madrid", "code", "mad-27", "language", "es", "place", "Madrid", "time_zone", "Mars/Olympus", "starts_on.day", "1", "starts_on.month", "3",
		"starts_on.year", "2027", "ends_on.day", "1", "ends_on.month", "6", "ends_on.year", "2027", "capacity", "20", "required_hours", "40", "attendance_floor", "90")
	c.Post(home+"/cohorts", sent).Status(http.StatusUnprocessableEntity)
	sent.Set("time_zone", "Europe/Madrid")
	c.Post(home+"/cohorts", sent).Follow().Says("Madrid is open.", "Europe/Madrid")
	base := home + "/cohorts/" + s.ID("select id from cohort where code = 'MAD-27' and tenant_id = $1", s.Andina.ID).String()
	c.Get(base + "/sessions/new").Says("Europe/Madrid").SaysNot("Guayaquil")
	c.Post(base+"/sessions", form("title", "Escucha", "starts.day", "3", "starts.month", "4", "starts.year", "2027", "starts.clock", "9:00", "ends", "13:00", "hours", "4", "place", "", "link", "")).
		Follow().Says("3 Apr 2027, 09:00–13:00 CEST", "Europe/Madrid")
	if n := s.Count("select count(*) from training_session where starts_at = '2027-04-03T07:00:00Z'"); n != 1 {
		t.Errorf("%d sessions begin when it is nine in Madrid", n)
	}
	c.Get(base).Says("Hours as in Europe/Madrid")
	c.Get(s.base).SaysNot("Hours as in") // where it is the organisation's own
	sent.Set("time_zone", "America/Guayaquil")
	c.Post(base+"/edit", sent).Status(http.StatusUnprocessableEntity).Says("The sessions are planned in this zone")
}

func TestASessionThatNobodyWasEnrolledForIsNotCalledRecorded(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	c := s.site.As(s.Andina.Manager)
	c.Get(s.base + "/sessions").Says("Recorded").SaysNot("Nobody enrolled")
	var empty trainings.Cohort
	ok(t, s.DB.Write(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		empty, err = trainings.Open(tx, trainings.NewCohort{Program: s.Andina.CMTP, Code: "EMPTY-2026", Title: "Nobody came", Language: "es", Place: "Quito",
			StartsOn: apptest.Start.AddDate(0, -1, 0), EndsOn: apptest.Start.AddDate(0, 1, 0), Capacity: 10, RequiredHours: 40, AttendanceFloor: 90})
		if err == nil {
			at := s.Clock.Now().AddDate(0, 0, -7)
			_, err = trainings.AddSession(tx, empty.ID, trainings.NewSession{Title: "Listening", StartsAt: at, EndsAt: at.Add(6 * time.Hour), Hours: 5})
		}
		return err
	}))
	c.Get("/o/"+s.Andina.Slug+"/cohorts/"+empty.ID.String()+"/sessions").Status(http.StatusOK).Says("Listening", "Nobody enrolled").SaysNot("Recorded")
}

func TestATrainerWhoHasNotComeYetIsChosenKnowingly(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	ok(t, s.DB.Write(t.Context(), s.Andina.Admin, func(tx *tenants.Tx) error {
		_, err := people.Invite(tx, people.NewMember{Name: "Paola Terán", Email: "paola@andina.example", Locale: "es", Roles: []tenants.Role{tenants.RoleTrainer}})
		return err
	}))
	page := s.site.As(s.Andina.Manager).Get(s.base + "/trainers").Status(http.StatusOK).Says("paola@andina.example · Invited")
	if n := strings.Count(page.Words(), "Invited"); n != 2 { // once as a trainer, once as a coach
		t.Errorf("%d are said to be invited", n)
	}
}

func TestCompletionsAreConfirmedAfterASecondLook(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.finish(t)
	c := s.site.As(s.Andina.Trainer)
	c.Get(s.base+"/completion").Status(http.StatusOK).Says("Camila Torres Vega", "40 h, 100%", "12.5 h short. 68% of 90%.")
	chosen := form("enrolment", s.people[0].ID.String(), "enrolment", s.people[2].ID.String())
	c.Post(s.base+"/completion/check", form()).Status(http.StatusUnprocessableEntity).Says("Choose at least one candidate.")
	c.Post(s.base+"/completion/check", chosen).Status(http.StatusOK).Says("Confirm the completion of 2 candidates?", "This cannot be undone.")
	short := form("enrolment", s.people[3].ID.String())
	c.Post(s.base+"/completion", short).Status(http.StatusConflict).Says("1 of them does not meet the rule")
	c.Post(s.base+"/completion", chosen).Follow().Says("2 completions are confirmed.", "By the rule")
	c.Post(s.base+"/completion", chosen).Follow().Says("0 completions are confirmed.")
	exception := s.base + "/candidates/" + s.people[3].ID.String() + "/exception"
	c.Get(exception).Status(http.StatusForbidden)
	c.Post(exception, form("reason", "Made up two sessions with the cohort of spring.")).Status(http.StatusForbidden)
	m := s.site.As(s.Andina.Manager)
	m.Post(exception, form("reason", "ill")).Status(http.StatusUnprocessableEntity).Says("Give the reason in at least 10 characters.")
	m.Post(exception, form("reason", "Made up two sessions with the cohort of spring.")).Follow().Says("Exception: Made up two sessions")
	if s.Count("select count(*) from completion where cohort_id = $1", s.cohort.ID) != 3 {
		t.Error("there are not three completions")
	}
}

func TestATableIsImportedAsItsPreviewShowedIt(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	c := s.site.As(s.Andina.Trainer)
	s.file(t, c, s.base+"/import", "t.csv", "").Status(http.StatusUnprocessableEntity).Says("There is a problem")
	s.file(t, c, s.base+"/import", "t.csv", "name,email\n").Status(http.StatusUnprocessableEntity).Says("The file has a header and no row beneath it.")
	bad := s.file(t, c, s.base+"/import", "t.csv", "name,email\nNew One,new@x.example\nBad,not an address\n").Follow().Status(http.StatusOK)
	bad.Says("1 row has a fault, so nothing was imported.", "Enter an email address such as", "New One")
	if strings.Contains(bad.Text, "Enrol 1 candidate") {
		t.Error("a faulty table can be committed")
	}
	sent := s.file(t, c, s.base+"/import", "t.csv", "nombre;correo\nCamila Torres Vega;cam.0@correo.example\nNueva Uno;nueva@x.example\n")
	preview := sent.Follow().Status(http.StatusOK).Says("Enrol 1 candidate", "Enrolled already", "Nueva Uno")
	digest := regexp.MustCompile(`name="digest" value="([0-9a-f]{64})"`).FindStringSubmatch(preview.Text)
	if digest == nil {
		t.Fatal("the preview carries no digest")
	}
	at := sent.Header.Get("Location")
	c.Post(at, form("digest", strings.Repeat("0", 64))).Status(http.StatusConflict).Says("Something has changed since you looked")
	c.Post(at, form("digest", digest[1])).Follow().Says("1 candidate is enrolled, 1 of them new on file.", "Nueva Uno")
	c.Post(at, form("digest", digest[1])).Status(http.StatusSeeOther) // a second press is the same press
	c.Get(at).To(s.base)
	if s.Count("select count(*) from enrolment where cohort_id = $1", s.cohort.ID) != 11 {
		t.Error("the import did not enrol one")
	}
	s.site.As(s.Andina.Manager).Get(at).Status(http.StatusNotFound) // somebody else's upload
}

func TestTheRegisterLeavesAsATable(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	page := s.site.As(s.Andina.Trainer).Get(s.base + "/register").Status(http.StatusOK)
	lines := strings.Split(page.Text, "\r\n")
	if page.Header.Get("Content-Type") != "text/csv; charset=utf-8" || !strings.Contains(page.Header.Get("Content-Disposition"), "found-2026-a.csv") || len(lines) != 12 {
		t.Errorf("%v, %d lines", page.Header, len(lines))
	}
	if !strings.HasPrefix(lines[7], "Martín Yépez,mar.3@correo.example,,Present,Absent,Present,Present,2.5,Present,Absent,,22.5,64 %,At risk") {
		t.Errorf("a line reads %q", lines[7])
	}
}

func TestACohortIsAbsentForThoseItIsNotFor(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for _, who := range []webtest.Person{s.Andina.Trainer2, s.Andina.Assessor} {
		c := s.site.As(who)
		for _, path := range []string{"", "/sessions", "/completion", "/register", "/import", "/candidates/new", "/attendance"} {
			c.Get(s.base + path).Status(http.StatusNotFound).SaysNot("Foundations of Mediation, Autumn")
		}
		c.Post(s.base+"/sessions", form("title", "x")).Status(http.StatusNotFound)
	}
	foreign := strings.Replace(s.base, s.Andina.Slug, s.Nordic.Slug, 1)
	s.site.As(s.Nordic.Admin).Get(foreign).Status(http.StatusNotFound)
	s.site.As(s.Nordic.Admin).Get(s.base).Status(http.StatusNotFound)
	s.site.As(s.Andina.Trainer).Get(s.base + "/edit").Status(http.StatusForbidden)
	s.site.As(s.Andina.Trainer).Get(strings.Replace(s.sheet(0), s.sessions[0].ID.String(), "x", 1)).Status(http.StatusNotFound)
}

func TestTheListOfPeopleIsSearchedAndPaged(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	c := s.site.As(s.Andina.Manager)
	var b strings.Builder
	b.WriteString("name,email\n")
	for i := range 14 {
		fmt.Fprintf(&b, "Zz Person %c,z%d@x.example\n", 'A'+i, i)
	}
	b.WriteString("Zz Person Y,zy@x.example\nZz Person Z,zz@x.example\n") // more than the 24 seats
	s.file(t, c, s.base+"/import", "t.csv", b.String()).Follow().Says("2 rows have a fault", "The cohort has 24 seats and no more.")
	if page := c.Get(s.base + "?q=nandez&status=at_risk"); !strings.Contains(page.Words(), "Nobody matches") {
		t.Error("a search that finds nobody does not say so")
	}
	c.Get(s.base+"?q=yepez").Status(http.StatusOK).Says("Martín Yépez", "1–1 of 1").SaysNot("Camila Torres")
	c.Get(s.base+"?status=at_risk").Says("Samir Haddad", "1–4 of 4").SaysNot("Camila Torres")
	c.Get(s.base + "?after=nonsense&status=nonsense").Says("1–10 of 10")
	c.Get("/o/" + s.Andina.Slug + "/cohorts?after=nonsense").Status(http.StatusUnprocessableEntity)
}
