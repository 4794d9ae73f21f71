package calendars_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/calendars"
	"accord/app/candidates"
	"accord/app/personal"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// year is two cohorts of Nordic, in Oslo: one that Trainer trains, one that both do.
type year struct {
	*apptest.World
	oslo      *time.Location
	One, Both trainings.Cohort
	Who       trainings.Enrolment // in One
	guest     tenants.Member
}

func newYear(t *testing.T) *year {
	t.Helper()
	oslo, err := time.LoadLocation("Europe/Oslo")
	ok(t, err)
	s := &year{World: apptest.NewWorld(t), oslo: oslo}
	open := func(code string, trainers ...tenants.Member) (c trainings.Cohort) {
		s.write(t, s.Nordic.Manager, func(tx *tenants.Tx) (err error) {
			c, err = trainings.Open(tx, trainings.NewCohort{Program: s.Nordic.CMTP, Code: code, Title: "Foundations " + code, Language: "en", Place: "Oslo",
				StartsOn: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), EndsOn: time.Date(2027, 6, 30, 0, 0, 0, 0, time.UTC), Capacity: 24, RequiredHours: 40, AttendanceFloor: 90})
			if err != nil {
				return err
			}
			var ids []uuid.UUID
			for _, m := range trainers {
				ids = append(ids, m.Membership())
			}
			return trainings.Staff(tx, c.ID, ids)
		})
		return c
	}
	s.One, s.Both = open("ONE", s.Nordic.Trainer), open("BOTH", s.Nordic.Trainer, s.Nordic.Trainer2)
	s.write(t, s.Nordic.Manager, func(tx *tenants.Tx) (err error) {
		s.Who, err = trainings.Enrol(tx, s.One.ID, candidates.NewCandidate{Name: "Camila Tores", Email: "c@correo.example", Language: "es"}, "")
		return err
	})
	var links map[uuid.UUID]uuid.UUID
	s.write(t, s.Nordic.Manager, func(tx *tenants.Tx) (err error) { links, err = personal.LinksFor(tx, s.Who.ID); return err })
	s.guest = s.byLink(t, links[s.Who.ID])
	return s
}

func (s *year) byLink(t *testing.T, link uuid.UUID) tenants.Member {
	t.Helper()
	l, err := s.DB.LinkOf(t.Context(), s.DB.LinkToken(link))
	ok(t, err)
	m, err := s.DB.GuestMember(t.Context(), l, uuid.Nil, "test")
	ok(t, err)
	return m
}

func (s *year) write(t *testing.T, m tenants.Member, fn func(*tenants.Tx) error) {
	t.Helper()
	ok(t, s.DB.Write(t.Context(), m, fn))
}

// at plans a session of three hours, in Oslo.
func (s *year) at(t *testing.T, c trainings.Cohort, when string, in trainings.NewSession) trainings.TrainingSession {
	t.Helper()
	starts, err := time.ParseInLocation("2006-01-02 15:04", when, s.oslo)
	ok(t, err)
	in.StartsAt, in.EndsAt, in.Hours = starts, starts.Add(3*time.Hour), 3
	if in.Title == "" {
		in.Title = "On " + when
	}
	var one trainings.TrainingSession
	s.write(t, s.Nordic.Manager, func(tx *tenants.Tx) (err error) { one, err = trainings.AddSession(tx, c.ID, in); return err })
	return one
}

func (s *year) window(t *testing.T, m tenants.Member, f calendars.Filter) (all []calendars.Entry) {
	t.Helper()
	if f.From.IsZero() {
		f.From, f.To = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), time.Date(2027, 6, 30, 0, 0, 0, 0, time.UTC)
	}
	ok(t, s.DB.Read(t.Context(), m, func(tx *tenants.Tx) (err error) { all, err = calendars.Window(tx, f); return err }))
	return all
}

func words() calendars.Words {
	return calendars.Words{Name: "Sessions", Zone: "Europe/Oslo", Online: "Online", Hours: func(h float64) string { return fmt.Sprint(h, " hours") },
		Page: func(s trainings.TrainingSession) string { return "https://accord.example/s/" + s.ID.String() }}
}

// read parses a calendar back, and says what an implementation may not accept.
func read(t *testing.T, text string) map[string]*ics.VEvent {
	t.Helper()
	if !strings.HasSuffix(text, "END:VCALENDAR\r\n") || strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\n") {
		t.Error("a line does not end in CRLF")
	}
	for _, line := range strings.Split(text, "\r\n") {
		if len(line) > 75 {
			t.Errorf("%d octets in the line %q", len(line), line)
		}
	}
	cal, err := ics.ParseCalendar(strings.NewReader(text))
	ok(t, err)
	all := map[string]*ics.VEvent{}
	for _, e := range cal.Events() {
		all[e.Id()] = e
	}
	return all
}

func of(s trainings.TrainingSession) string { return s.ID.String() + "@accord" }

func value(e *ics.VEvent, p ics.ComponentProperty) string {
	if e == nil || e.GetProperty(p) == nil {
		return ""
	}
	return e.GetProperty(p).Value
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func refused(t *testing.T, err error, code fault.Code) {
	t.Helper()
	f, is := errors.AsType[*fault.Error](err)
	if !is || f.Code != code {
		t.Fatalf("%v is not %s", err, code)
	}
}
