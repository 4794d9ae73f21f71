package days_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/assessors"
	"accord/app/calendars"
	"accord/app/candidates"
	"accord/app/days"
	"accord/app/evidence"
	"accord/app/trainings"
	"accord/tenants"
	"accord/web"
	"accord/web/browsertest"
	assessmentpages "accord/web/pages/assessments"
	calendarpages "accord/web/pages/calendars"
	pages "accord/web/pages/days"
	"accord/web/pages/overview"
	"accord/web/webtest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// scene is an organisation with three candidates whose assessments are open:
// the first two are judged by both assessors, the third by nobody yet.
type scene struct {
	*apptest.World
	t           *testing.T
	site        *webtest.Site
	candidates  []candidates.Candidate
	assessments []uuid.UUID
}

func newScene(t *testing.T) *scene {
	t.Helper()
	s := &scene{World: apptest.NewWorld(t), t: t}
	s.site = webtest.New(t, s.World, func(app *web.App) {
		overview.Routes(app, s.DB, nil, nil)
		assessmentpages.Routes(app, &evidence.Room{DB: s.DB})
		pages.Routes(app, s.DB)
		calendarpages.Routes(app, s.DB, "https://accord.example")
	})
	for i, name := range []string{"Renata Ocampo Vega", "Bruno Cárdenas", "Carla Espín"} {
		s.ok(s.Andina.Manager, func(tx *tenants.Tx) error {
			c, err := candidates.Add(tx, candidates.NewCandidate{Name: name, Email: uuid.NewString() + "@correo.example", Language: "es", Country: "EC"})
			if err != nil {
				return err
			}
			a, err := assessments.Open(tx, assessments.NewAssessment{CandidateID: c.ID, ProgramID: s.Andina.QAP})
			if err != nil {
				return err
			}
			s.candidates, s.assessments = append(s.candidates, c), append(s.assessments, a.ID)
			if i == 2 {
				return nil
			}
			if _, err = assessments.Assign(tx, a.ID, s.Andina.Assessor.Membership()); err == nil {
				_, err = assessments.Assign(tx, a.ID, s.Andina.Assessor2.Membership())
			}
			return err
		})
	}
	return s
}

// day is a day of tomorrow with a slot for each of the first two, published.
func (s *scene) day() (d days.Day, slots []days.Slot) {
	s.t.Helper()
	s.ok(s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		d, err = days.Plan(tx, days.NewDay{Program: s.Andina.QAP, Title: "Assessments in Quito", On: apptest.Start.AddDate(0, 0, 1), Place: "Quito", Language: "es"})
		return err
	})
	s.ok(s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		slots, err = days.Fill(tx, d.ID, days.Series{Begins: trainings.Clock(9 * 60), Count: 3, Minutes: 60, Break: 15, Room: "Sala 1", Scenario: "La herencia", Version: "v2", Assessments: s.assessments[:2]})
		return err
	})
	s.ok(s.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := days.AddPlayer(tx, slots[0].ID, days.Player{Name: "Pía Montalvo", Email: "pia@correo.example"})
		return err
	})
	s.ok(s.Andina.Manager, func(tx *tenants.Tx) error { _, err := days.Publish(tx, d.ID); return err })
	return d, slots
}

// away is somebody's absence on a day that was planned before.
func (s *scene) away(m tenants.Member, d days.Day) {
	s.t.Helper()
	s.ok(m, func(tx *tenants.Tx) error {
		_, err := assessors.AddTime(tx, m.Membership(), assessors.NewTime{Kind: assessors.Away, From: d.HeldOn, Through: d.HeldOn})
		return err
	})
}

func (s *scene) ok(m tenants.Member, fn func(*tenants.Tx) error) {
	s.t.Helper()
	if err := s.DB.Write(s.t.Context(), m, fn); err != nil {
		s.t.Fatal(err)
	}
}

func (s *scene) path(more string) string { return "/o/" + s.Andina.Slug + more }

func (s *scene) as(m tenants.Member) *browsertest.Page {
	s.t.Helper()
	return browsertest.Open(s.t, s.site.URL, browsertest.Cookie("accord", s.site.Token(m)))
}

func TestADayIsPlannedPublishedAndNotedByTheExternalAssessorWhoLandsOnIt(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	m := s.as(s.Andina.Manager)
	m.Go(s.path("/days"))
	m.See("No assessment day")
	m.Click("Plan a day")
	m.Fill("Title", "Assessments in Quito")
	m.Fill("Place (optional where it is online)", "Quito")
	m.Fill("Day", "17")
	m.Fill("Month", "11")
	m.Fill("Year", "2026")
	m.Click("Plan the day")
	m.See("The day is planned.", "No slot yet", "Guayaquil (UTC−5)")
	m.Click("Fill the day")
	m.See("Renata Ocampo Vega", "Bruno Cárdenas", "Carla Espín")
	m.Fill("How many slots", "2")
	m.Fill("Room (optional)", "Sala 1")
	m.Click("Fill the day")
	m.See("There are more candidates than the 2 slots.")
	m.Tick("Carla Espín") // takes her off
	m.Click("Fill the day")
	m.See("2 slots are planned.", "09:00–10:00", "10:15–11:15", "Renata Ocampo Vega")
	m.Click("10:15–11:15")
	m.Fill("Name (optional)", "Pía Montalvo")
	m.Fill("E-mail (optional)", "pia@correo.example")
	m.Click("Add the role-player")
	m.See("They take part.", "Pía Montalvo")
	m.Click("Assessments in Quito")
	m.Click("Publish and invite")
	m.See("Invite everybody to 2 slots?")
	m.Click("Publish and invite")
	m.See("Everybody is invited to 2 slots.")
	m.Click("09:00–10:00")
	m.Click("Swap")
	m.Choose("Change hours with", "10:15–11:15 · Bruno Cárdenas")
	m.Fill("Reason", "The early bus.")
	m.Click("Swap")
	m.See("The two slots are swapped, and both sides told.")

	s.Clock.Add(31 * time.Hour) // eleven in Quito, the day after
	a := s.as(s.Andina.Assessor)
	a.Go(s.path("")) // the overview leads on
	a.At(s.path("/today"))
	a.See("Today’s candidates", "Renata Ocampo Vega", "Bruno Cárdenas", "10:15–11:15", "2 assessments wait for your score sheet.")
	for _, other := range []string{"Overview", "Assessment days", "Appeals"} {
		a.NotSee(other)
	}
	a.Click("Bruno Cárdenas")
	a.See("I have no conflict of interest in assessing Bruno Cárdenas.")
	a.Go(s.path("/today"))
	slot := s.ID(`select id from day_slot where assessment_id = $1`, s.assessments[1])
	a.Go(s.path("/days/" + s.ID(`select day_id from day_slot where id = $1`, slot).String() + "/slots/" + slot.String() + "/attendance"))
	a.Tick("The candidate did not appear")
	a.Click("Note it")
	a.See("Say why, in a few words.")
	a.Fill("Note", "Nobody came, and nobody wrote.")
	a.Click("Note it")
	a.See("It is noted how the slot of Bruno Cárdenas went.", "No-show")
	a.Click("No-show")
	a.Click("Take it back")
	a.See("It is taken back.")
	for _, p := range []*browsertest.Page{m, a} {
		p.Calm()
	}
}

func TestWhatADaysPagesShowToWhom(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	d, slots := s.day()
	day, slot := s.path("/days/"+d.ID.String()), s.path("/days/"+d.ID.String()+"/slots/"+slots[0].ID.String())
	signed := s.Member(s.Andina, tenants.RoleCandidate)
	s.Force(`update candidate set person_id = $3 where tenant_id = $1 and id = $2`, s.Andina.ID, s.candidates[0].ID, signed.Person())
	csv := s.site.As(s.Andina.Manager).Get(day + "/export?as=csv").Status(http.StatusOK)
	csv.Says("Renata Ocampo Vega").Says("Pía Montalvo").Says("09:00").Says("La herencia")
	s.site.As(s.Andina.Manager).Get(day + "/sheet").Status(http.StatusOK).Says("Day sheet").Says("Sala 1").Says("La herencia (v2)")
	s.site.As(signed).Get(s.path("/own-slots")).Status(http.StatusOK).Says("Assessments in Quito").SaysNot("Bruno")
	file := s.site.As(signed).Get(s.path("/own-slots/" + slots[0].ID.String() + "/calendar")).Status(http.StatusOK)
	file.Says("BEGIN:VEVENT").Says("SUMMARY:Assessments in Quito").Says("DTSTART:20261117T140000Z").SaysNot("Renata")
	s.site.As(signed).Get(s.path("/own-slots/" + slots[1].ID.String() + "/calendar")).Status(http.StatusNotFound)
	s.site.As(signed).Get(slot).Status(http.StatusOK).SaysNot("Pía Montalvo")
	s.site.As(s.Andina.Assessor).Get(slot).Status(http.StatusOK).Says("Pía Montalvo").SaysNot("pia@correo.example")
	for _, path := range []string{"/edit", "/swap", "/cancellation"} {
		s.site.As(s.Andina.Assessor).Get(slot + path).Status(http.StatusForbidden)
	}
	for _, path := range []string{day, day + "/sheet", day + "/export", slot, slot + "/attendance"} {
		s.site.As(s.Andina.Trainer).Get(path).Status(http.StatusNotFound)
		s.site.As(s.Nordic.Manager).Get(strings.Replace(path, s.Andina.Slug, s.Nordic.Slug, 1)).Status(http.StatusNotFound)
	}
	s.site.As(s.Andina.Manager).Get(s.path("/assessments/" + s.assessments[0].String())).Status(http.StatusOK).Says("17 Nov 2026, 09:00")
	for what, m := range map[string]tenants.Member{"an assessor": s.Andina.Assessor, "a candidate": signed} { // their calendars follow
		s.site.As(m).Post(s.path("/calendar/feed"), nil).Status(http.StatusSeeOther)
		feed := s.ID(`select id from calendar_feed where membership_id = $1`, m.Membership())
		answer := s.site.Nobody().Get(calendars.Path(s.Andina.Slug, s.DB.LinkToken(feed))).Status(http.StatusOK)
		if n := strings.Count(answer.Text, "SUMMARY:Assessments in Quito"); n != map[string]int{"an assessor": 2, "a candidate": 1}[what] {
			t.Errorf("the calendar of %s has %d slots", what, n)
		}
		answer.SaysNot("Renata")
	}
	// They say whether they come, and who plans what is to become of it.
	own, first := s.site.As(signed), s.path("/own-slots/"+slots[0].ID.String())
	own.Get(s.path("/own-slots")).Says("Will you come?", "Yes, I come", "I cannot come")
	s.site.As(s.Andina.Manager).Get(s.path("/days")).Says("0 of 2 confirmed", "2 have not answered")
	own.Post(first+"/confirmation", nil).Status(http.StatusSeeOther).To(s.path("/own-slots"))
	own.Get(s.path("/own-slots")).Says("You come").SaysNot("Will you come?").SaysNot("Yes, I come")
	own.Post(first+"/refusal", webtest.Form{"reason": {" "}}).Status(http.StatusUnprocessableEntity).Says("Say why you cannot come.")
	own.Post(first+"/refusal", webtest.Form{"reason": {"My flight leaves at noon."}}).Status(http.StatusSeeOther)
	own.Get(s.path("/own-slots")).Says("You cannot come", "My flight leaves at noon.", "writes to you if another hour is found")
	for _, path := range []string{day, slot, day + "/export?as=csv"} {
		s.site.As(s.Andina.Manager).Get(path).Says("My flight leaves at noon.")
		s.site.As(s.Andina.Assessor).Get(path).SaysNot("My flight leaves at noon.").SaysNot("No answer yet")
	}
	s.site.As(s.Andina.Manager).Get(day + "/sheet").Says("Cannot come").SaysNot("My flight leaves at noon.") // it hangs at the door
	s.site.As(s.Andina.Manager).Get(day).Says("Renata Ocampo Vega cannot come at 09:00–10:00", "Swap", "Free the slot", "Keep the slot", "0 of 2 confirmed", "Free: nobody is put on it yet", "Give it to a candidate")
	s.site.As(s.Andina.Manager).Get(day + "?answer=none").Says("10:15–11:15").SaysNot(">09:00–10:00<")
	s.site.As(s.Andina.Manager).Get(day + "?answer=comes").Says("No slot stands like this")
	s.site.As(s.Andina.Manager).Get(s.path("/days?answers=missing")).Says("1 cannot come", "1 has not answered")
	s.site.As(s.Andina.Manager).Post(slot+"/keeping", nil).Status(http.StatusSeeOther)
	s.site.As(s.Andina.Manager).Get(day).SaysNot("Keep the slot")
	s.site.As(s.Andina.Manager).Get(slot).Says("The slot is kept all the same", "My flight leaves at noon.").SaysNot("Keep the slot")
	own.Get(s.path("/own-slots")).Says("keeps your hour")
	if asks := s.site.As(s.Andina.Manager).Get(slot + "/release").Status(http.StatusOK).Text; !strings.Contains(asks, "The candidate cannot come at this hour.") {
		t.Error("the reason is not proposed")
	}
	for _, path := range []string{"/own-slots/" + slots[1].ID.String(), "/own-slots/" + uuid.NewString()} {
		own.Get(s.path(path + "/refusal")).Status(http.StatusNotFound)
		own.Post(s.path(path+"/confirmation"), nil).Status(http.StatusNotFound)
	}
	// An absence that is noted once the slots are planned is said where they are.
	s.site.As(s.Andina.Manager).Get(day).SaysNot("has noted since")
	s.away(s.Andina.Assessor2, d)
	s.site.As(s.Andina.Manager).Get(day).Says(s.Andina.Assessor2.Name()+" is to assess at 09:00–10:00, 10:15–11:15, and has noted since", "Away that day")
	s.site.As(s.Andina.Manager).Get(slot).Says(s.Andina.Assessor2.Name()+" has noted that they are away that day. Add another assessor", "Away that day")
	s.site.As(s.Andina.Assessor).Get(day).SaysNot("has noted since")
	both := s.Member(s.Andina, tenants.RoleAssessor, tenants.RoleTrainer) // who does something else here lands as before
	s.site.As(both).Get(s.path("")).Status(http.StatusOK).Says("Overview")
	// The day and the slot tell what happened, with a candidate's reason to who plans alone.
	for _, path := range []string{day, slot} {
		s.site.As(s.Andina.Manager).Get(path).Says("said that they come", "said that they cannot come", "Renata Ocampo Vega, 09:00–10:00 · My flight leaves at noon.", "kept a slot whose candidate cannot come")
		s.site.As(s.Andina.Assessor).Get(path).SaysNot("said that they")
	}
	s.site.As(s.Andina.Manager).Get(day).Says("published an assessment day")
	s.site.As(s.Andina.Manager).Get(slot).SaysNot("published an assessment day")
	own.Get(s.path("/own-slots")).SaysNot("Invited") // beside what they said
	// Who waits without a slot is named, as long as something is to be seen of them.
	waits := s.path("/assessments/" + s.assessments[2].String())
	if page := s.site.As(s.Andina.Manager).Get(day).Says("1 candidate"); !strings.Contains(page.Text, waits) {
		t.Error("the day does not lead to who waits")
	}
	s.ok(s.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := assessments.Assign(tx, s.assessments[2], s.Andina.Assessor.Membership())
		if err == nil {
			_, err = assessments.Assign(tx, s.assessments[2], s.Andina.Assessor2.Membership())
		}
		return err
	})
	s.site.As(s.Andina.Manager).Get(day).Says("1 candidate", "Carla Espín")
	s.Force(`update assessor_assignment set declared_at = assigned_at, sheet_in_at = assigned_at where tenant_id = $1`, s.Andina.ID)
	s.site.As(s.Andina.Manager).Get(day).SaysNot("Carla Espín").Says("0 candidates")
	// While the day is on: what is handed in is not to be scored, and no reason hangs at the door.
	s.Clock.Add(30 * time.Hour)
	s.ok(s.Andina.Assessor, func(tx *tenants.Tx) error {
		_, err := days.Attend(tx, slots[0].ID, days.Attendance{Outcome: days.NoShow, Note: "Nobody wrote."})
		return err
	})
	if page := s.site.As(s.Andina.Assessor).Get(s.path("/today")).Says("Handed in"); strings.Contains(page.Text, "Score<") || !strings.Contains(page.Text, s.path("/marking")) || !strings.Contains(page.Text, s.path("/quality/own")) {
		t.Error("a sheet that is in is to be scored, or nothing leads to tests and to quality")
	}
	s.site.As(s.Andina.Manager).Get(day).Says("noted that a candidate did not appear", "Renata Ocampo Vega, 09:00–10:00 · Nobody wrote.", "Fill the day", "Add a slot", "Give it to a candidate")
	s.site.As(s.Andina.Manager).Get(day + "/sheet").Says("No-show").SaysNot("Nobody wrote.")
	s.Force(`update assessment_day set held_on = held_on - 2 where tenant_id = $1 and id = $2`, s.Andina.ID, d.ID) // and once it is over, nothing more is planned on it
	s.site.As(s.Andina.Manager).Get(day).SaysNot("Fill the day").SaysNot("Add a slot").SaysNot("Give it to a candidate").SaysNot("Waiting without a slot")
}

func TestEveryPageOfADayIsAccessibleAndFits(t *testing.T) {
	t.Parallel()
	empty, s := newScene(t), newScene(t)
	d, slots := s.day()
	signed := s.Member(s.Andina, tenants.RoleCandidate)
	s.Force(`update candidate set person_id = $3 where tenant_id = $1 and id = $2`, s.Andina.ID, s.candidates[1].ID, signed.Person())
	day := s.path("/days/" + d.ID.String())
	slot := day + "/slots/" + slots[0].ID.String()
	s.Clock.Add(29*time.Hour + 10*time.Minute) // the first slot is on
	s.ok(s.Andina.Assessor, func(tx *tenants.Tx) error {
		_, err := days.Attend(tx, slots[0].ID, days.Attendance{Outcome: days.NoShow, Note: "Nobody came."})
		return err
	})
	s.ok(signed, func(tx *tenants.Tx) error {
		_, err := days.Decline(tx, slots[1].ID, "Mi vuelo de Loja no sale hasta la tarde.")
		return err
	})
	s.away(s.Andina.Assessor2, d)
	second := day + "/slots/" + slots[1].ID.String()
	manager, assessor := s.Andina.Manager, s.Andina.Assessor
	browsertest.Sweep(t, s.site.URL, s.site.Token, "days", browsertest.Looks, []browsertest.Visit[webtest.Person]{
		{"list", manager, s.path("/days")}, {"new", manager, s.path("/days/new")}, {"day", manager, day}, {"edit", manager, day + "/edit"}, {"series", manager, day + "/series"},
		{"cancel", manager, day + "/cancellation"}, {"sheet", manager, day + "/sheet"}, {"slot-new", manager, day + "/slots/new"}, {"slot", manager, second}, {"slot-edit", manager, second + "/edit"},
		{"swap", manager, second + "/swap"}, {"slot-cancel", manager, second + "/cancellation"}, {"slot-release", manager, second + "/release"},
		{"slot-free", manager, day + "/slots/" + slots[2].ID.String()}, {"decline", signed, s.path("/own-slots/" + slots[1].ID.String() + "/refusal")}, {"noted", manager, slot + "/attendance"},
		{"today", assessor, s.path("/today")}, {"assessors-day", assessor, day}, {"own", signed, s.path("/own-slots")},
	})
	browsertest.Sweep(t, empty.site.URL, empty.site.Token, "days-empty", browsertest.Looks[:1], []browsertest.Visit[webtest.Person]{
		{"list", empty.Andina.Manager, empty.path("/days")}, {"today", empty.Andina.Assessor, empty.path("/today")},
	})
}
