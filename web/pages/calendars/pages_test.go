package calendars_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/people"
	"accord/app/personal"
	"accord/app/trainings"
	"accord/tenants"
	"accord/web"
	"accord/web/browsertest"
	pages "accord/web/pages/calendars"
	personalpages "accord/web/pages/personal"
	trainingspages "accord/web/pages/trainings"
	"accord/web/webtest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// scene is November in Quito: a cohort that Trainer trains, another that both do.
type scene struct {
	*apptest.World
	site      *webtest.Site
	one, both trainings.Cohort
	sessions  []trainings.TrainingSession
	who       trainings.Enrolment
	base      string
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newScene(t *testing.T) *scene {
	t.Helper()
	s := &scene{World: apptest.NewWorld(t)}
	s.site = webtest.New(t, s.World, func(app *web.App) {
		pages.Routes(app, s.DB, "https://accord.example")
		personalpages.Routes(app, s.DB, pages.OwnSection(s.DB, "https://accord.example"))
		trainingspages.Routes(app, s.DB)
	})
	s.base = "/o/" + s.Andina.Slug
	quito, err := time.LoadLocation("America/Guayaquil")
	ok(t, err)
	s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
		for _, c := range []struct {
			code     string
			into     *trainings.Cohort
			trainers []uuid.UUID
		}{{"FOUND-2026-A", &s.one, []uuid.UUID{s.Andina.Trainer.Membership()}}, {"FOUND-2026-B", &s.both, []uuid.UUID{s.Andina.Trainer.Membership(), s.Andina.Trainer2.Membership()}}} {
			made, err := trainings.Open(tx, trainings.NewCohort{Program: s.Andina.CMTP, Code: c.code, Title: "Foundations of Mediation " + c.code[len(c.code)-1:], Language: "es", Place: "Quito",
				StartsOn: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), EndsOn: time.Date(2026, 12, 12, 0, 0, 0, 0, time.UTC), Capacity: 24, RequiredHours: 40, AttendanceFloor: 90})
			if err != nil {
				return err
			}
			*c.into = made
			if err := trainings.Staff(tx, made.ID, c.trainers); err != nil {
				return err
			}
		}
		for i, in := range []struct {
			cohort uuid.UUID
			at     time.Time
			title  string
			place  string
		}{{s.one.ID, time.Date(2026, 11, 17, 15, 0, 0, 0, quito), "Listening and reframing", "Room 2"}, {s.one.ID, time.Date(2026, 11, 24, 15, 0, 0, 0, quito), "Interests and positions", "Room 2"},
			{s.both.ID, time.Date(2026, 11, 24, 17, 0, 0, 0, quito), "Opening the mediation", "Room 2"}, {s.one.ID, time.Date(2026, 11, 26, 22, 0, 0, 0, quito), "Ethics, late", "Room 3"},
			{s.both.ID, time.Date(2026, 11, 20, 9, 0, 0, 0, quito), "Impasse", "Room 1"}} {
			one, err := trainings.AddSession(tx, in.cohort, trainings.NewSession{Title: in.title, StartsAt: in.at, EndsAt: in.at.Add(90 * time.Minute).Add(time.Duration(90-i) * time.Minute), Hours: 2, Place: in.place})
			if err != nil {
				return err
			}
			s.sessions = append(s.sessions, one)
		}
		var err error
		s.who, err = trainings.Enrol(tx, s.one.ID, candidates.NewCandidate{Name: "Camila Torres Vega", Email: "c@correo.example", Language: "es"}, "")
		if err != nil {
			return err
		}
		_, err = trainings.CancelSession(tx, s.sessions[4].ID, "The trainer is away.")
		return err
	})
	return s
}

func (s *scene) write(t *testing.T, m tenants.Member, fn func(*tenants.Tx) error) {
	t.Helper()
	ok(t, s.DB.Write(t.Context(), m, fn))
}

func (s *scene) own(t *testing.T) string {
	t.Helper()
	var links map[uuid.UUID]uuid.UUID
	s.write(t, s.Andina.Trainer, func(tx *tenants.Tx) (err error) {
		if links, err = personal.LinksFor(tx, s.who.ID); err == nil {
			tx.Record(tenants.Event{Action: "personal_link.made", Resource: "personal_link", Subject: links[s.who.ID]})
		}
		return err
	})
	return s.base + "/personal/" + s.DB.LinkToken(links[s.who.ID])
}

var feedAddress = regexp.MustCompile(`value="https://accord\.example(/o/[^"]+\.ics)"`)

func addressIn(t *testing.T, a *webtest.Answer) string {
	t.Helper()
	found := feedAddress.FindStringSubmatch(a.Text)
	if found == nil {
		t.Fatalf("no address of a calendar: %s", a.Words())
	}
	return found[1]
}

func TestTheMonthShowsSessionsClashesAndWhatIsCancelled(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	trainer, second := s.site.As(s.Andina.Trainer), s.site.As(s.Andina.Trainer2)
	trainer.Get(s.base+"/calendar").Status(200).Says("November 2026", "Listening and reframing", "15:00–18:00", "America/Guayaquil", "Cancelled", "Room 2 is also taken by FOUND-2026-B", "2 sessions this month need")
	second.Get(s.base + "/calendar").Status(200).Says("Opening the mediation").SaysNot("Listening and reframing").SaysNot("also taken")
	trainer.Get(s.base+"/calendar?cohort="+s.both.ID.String()).Says("Opening the mediation", "also taken").SaysNot("Listening and reframing")
	trainer.Get(s.base + "/calendar?trainer=" + s.Andina.Trainer2.Membership().String()).Says("Opening the mediation").SaysNot("Listening and reframing")
	trainer.Get(s.base+"/calendar?month=2027-02").Status(200).Says("February 2027", "No sessions this month", "See the cohorts")
	trainer.Get(s.base + "/calendar?month=2027-02&cohort=" + s.one.ID.String()).Says("Show all")
	trainer.Get(s.base + "/calendar?month=nonsense&cohort=x").Status(200).Says("November 2026")
	s.site.As(s.Andina.Assessor).Get(s.base + "/calendar").Status(403)
	s.site.As(s.Nordic.Manager).Get("/o/" + s.Nordic.Slug + "/calendar").Status(200).SaysNot("Listening")
}

func TestAMembersCalendarFollowsTheirRights(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	trainer := s.site.As(s.Andina.Trainer)
	trainer.Get(s.base + "/calendar/feed").Status(200).Says("Make the address").SaysNot(".ics")
	first := addressIn(t, trainer.Post(s.base+"/calendar/feed", webtest.Form{}).Status(http.StatusSeeOther).Follow())
	a := s.site.Nobody().Get(first).Status(200)
	if a.Header.Get("Content-Type") != "text/calendar; charset=utf-8; method=PUBLISH" || a.Header.Get("Cache-Control") != "private, no-cache" || a.Header.Get("X-Robots-Tag") == "" || a.Header.Get("Content-Disposition") != "" {
		t.Errorf("the feed's headers are %v", a.Header)
	}
	cal, err := ics.ParseCalendar(strings.NewReader(a.Text))
	ok(t, err)
	if len(cal.Events()) != 5 {
		t.Errorf("the feed has %d events", len(cal.Events()))
	}
	s.site.Nobody().With("If-None-Match", a.Header.Get("ETag")).Get(first).Status(http.StatusNotModified)
	second := addressIn(t, trainer.Post(s.base+"/calendar/feed", webtest.Form{}).Status(http.StatusSeeOther).Follow())
	s.site.Nobody().Get(first).Status(404)
	s.site.Nobody().Get(second).Status(200)
	s.site.Nobody().Get(strings.TrimSuffix(second, ".ics")).Status(404)
	s.site.Nobody().Get(strings.Replace(second, s.Andina.Slug, s.Nordic.Slug, 1)).Status(404)
	s.site.Nobody().Get(s.base + "/feed/" + strings.Repeat("A", 43) + ".ics").Status(404)
	s.write(t, s.Andina.Admin, func(tx *tenants.Tx) error { return people.End(tx, s.Andina.Trainer.Membership()) })
	s.site.Nobody().Get(second).Status(404)

	manager := s.site.As(s.Andina.Manager)
	all := addressIn(t, manager.Post(s.base+"/calendar/feed", webtest.Form{"everything": {"all"}}).Status(http.StatusSeeOther).Follow())
	if n := strings.Count(s.site.Nobody().Get(all).Status(200).Text, "BEGIN:VEVENT"); n != 5 {
		t.Errorf("the manager's feed has %d events", n)
	}
	manager.Post(s.base+"/calendar/feed/ending", webtest.Form{}).Status(http.StatusSeeOther).Follow().Says("stopped working")
	s.site.Nobody().Get(all).Status(404)
	assessor := s.site.As(s.Andina.Assessor) // follows assessment days, and sees no session
	assessors := addressIn(t, assessor.Post(s.base+"/calendar/feed", webtest.Form{}).Status(http.StatusSeeOther).Follow())
	s.site.Nobody().Get(assessors).Status(200).SaysNot("BEGIN:VEVENT")
	assessor.Post(s.base+"/calendar/feed", webtest.Form{"everything": {"all"}}).Status(422)
	assessor.Get(s.base + "/calendar").Status(403)
}

func TestATraineesCalendarIsOnTheirPage(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	own := s.own(t)
	nobody := s.site.Nobody()
	nobody.Get(own).Status(200).Says("Add to your calendar", "Make the address")
	at := addressIn(t, nobody.Post(own+"/calendar", webtest.Form{}).Status(http.StatusSeeOther).Follow())
	a := nobody.Get(at).Status(200)
	if strings.Count(a.Text, "BEGIN:VEVENT") != 3 || strings.Contains(a.Text, "Opening the mediation") || strings.Contains(a.Text, "trainer ") {
		t.Errorf("the trainee's feed is:\n%s", a.Text)
	}
	token := strings.TrimSuffix(at[strings.LastIndex(at, "/")+1:], ".ics")
	nobody.Get(s.base + "/personal/" + token).Status(404)                                    // it opens no page
	nobody.Get(s.base + "/feed/" + own[strings.LastIndex(own, "/")+1:] + ".ics").Status(404) // nor does the page's link a feed
	again := addressIn(t, nobody.Post(own+"/calendar", webtest.Form{}).Status(http.StatusSeeOther).Follow())
	nobody.Get(at).Status(404)
	nobody.Get(again).Status(200)
	s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := trainings.Withdraw(tx, s.who.ID); return err })
	nobody.Get(again).Status(404)
	nobody.Post(own+"/calendar", webtest.Form{}).Status(404)
}

// The keys as the browser's driver names them.
const (
	arrowDown, arrowLeft, arrowRight, arrowUp = "\u0301", "\u0302", "\u0303", "\u0304"
	end, home, pageDown, pageUp               = "\u0305", "\u0306", "\u0307", "\u0308"
)

// The world's day is Monday 16 November 2026.
func TestTheMonthIsWalkedByKeys(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	p := browsertest.Open(t, s.site.URL, browsertest.Cookie("accord", s.site.Token(s.Andina.Manager)))
	p.Go(s.base + "/calendar")
	for range 100 {
		p.Key("\t")
		if strings.Contains(p.Focused(), "16 Nov 2026") {
			break
		}
	}
	on := func(day string) {
		t.Helper()
		if f := p.Focused(); !strings.Contains(f, day) {
			t.Fatalf("the focus is on %q, not on %s", f, day)
		}
	}
	for _, step := range []struct{ key, day string }{
		{arrowRight, "17 Nov 2026"}, {arrowLeft, "16 Nov 2026"}, {arrowDown, "23 Nov 2026"}, {arrowUp, "16 Nov 2026"},
		{end, "22 Nov 2026"}, {home, "16 Nov 2026"},
	} {
		p.Key(step.key)
		on(step.day)
	}
	p.Key(pageDown)
	p.At(s.base + "/calendar?month=2026-12")
	p.See("arrow keys move by day") // as it does once scripts run
	on("16 Dec 2026")
	p.Key(pageUp)
	p.At(s.base + "/calendar?month=2026-11")
	p.See("arrow keys move by day")
	on("16 Nov 2026")
}

func TestADayOfManySessionsHasAPageOfItsOwn(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	quito, err := time.LoadLocation("America/Guayaquil")
	ok(t, err)
	s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
		for i := range 8 {
			at := time.Date(2026, 11, 28, 8+i, 0, 0, 0, quito)
			if _, err := trainings.AddSession(tx, s.one.ID, trainings.NewSession{Title: "Practice " + string(rune('A'+i)), StartsAt: at, EndsAt: at.Add(time.Hour), Hours: 1}); err != nil {
				return err
			}
		}
		return nil
	})
	manager := s.site.As(s.Andina.Manager)
	month := manager.Get(s.base + "/calendar?cohort=" + s.one.ID.String()).Status(http.StatusOK)
	month.Says("Practice F", "2 more").SaysNot("Practice G")
	if !strings.Contains(month.Text, "/calendar?cohort="+s.one.ID.String()+"&amp;day=2026-11-28\"") {
		t.Error("the rest of the day is linked to nowhere")
	}
	day := manager.Get(s.base + "/calendar?cohort=" + s.one.ID.String() + "&day=2026-11-28").Status(http.StatusOK)
	day.Says("28 Nov 2026", "Practice A", "Practice H").SaysNot("2 more").SaysNot("Listening")
	if !strings.Contains(day.Text, "/calendar?cohort="+s.one.ID.String()+"&amp;month=2026-11\"") {
		t.Error("the day does not lead back to its month")
	}
	manager.Get(s.base + "/calendar?day=2027-02-02").Status(http.StatusOK).Says("No sessions on this day").SaysNot("this month")
	manager.Get(s.base + "/calendar?day=2027-02-02&cohort=" + s.one.ID.String()).Status(http.StatusOK).Says("No session of this day matches these filters.").SaysNot("this month")
	manager.Get(s.base + "/calendar?day=2026-02-31").Status(http.StatusOK).Says("November 2026")
}

func TestASessionInAnotherZoneSaysWhenItIsThere(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
		c, err := trainings.Open(tx, trainings.NewCohort{Program: s.Andina.CMTP, Code: "AKL-27", Title: "Auckland", Language: "en", Place: "Auckland", TimeZone: "Pacific/Auckland",
			StartsOn: time.Date(2027, 4, 1, 0, 0, 0, 0, time.UTC), EndsOn: time.Date(2027, 5, 1, 0, 0, 0, 0, time.UTC), Capacity: 9, RequiredHours: 40, AttendanceFloor: 90})
		if err != nil {
			return err
		}
		at := time.Date(2027, 4, 3, 9, 0, 0, 0, c.Zone())
		_, err = trainings.AddSession(tx, c.ID, trainings.NewSession{Title: "Kōrero", StartsAt: at, EndsAt: at.Add(4 * time.Hour), Hours: 4})
		return err
	})
	s.site.As(s.Andina.Manager).Get(s.base+"/calendar?day=2027-04-02").Status(http.StatusOK).Says("Kōrero", "15:00–19:00", "There: 3 Apr 2027, 09:00–13:00 NZDT")
}

func TestEveryCalendarPageIsAccessibleAndFits(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	own := s.own(t)
	s.site.Nobody().Post(own+"/calendar", webtest.Form{})
	s.site.As(s.Andina.Manager).Post(s.base+"/calendar/feed", webtest.Form{"everything": {"all"}}).Status(http.StatusSeeOther)
	paths := []struct{ name, path string }{{"month", s.base + "/calendar"}, {"empty", s.base + "/calendar?month=2027-02"}, {"day", s.base + "/calendar?day=2026-11-24"}, {"feed", s.base + "/calendar/feed"}, {"own", own}}
	for _, look := range browsertest.Looks {
		t.Run(look.Name, func(t *testing.T) {
			t.Parallel()
			p := browsertest.Open(t, s.site.URL, look.As(browsertest.Cookie("accord", s.site.Token(s.Andina.Manager)))...)
			for _, at := range paths {
				p.Go(at.path)
				p.Inspect("calendar-" + at.name + "-" + look.Name)
			}
		})
	}
}
