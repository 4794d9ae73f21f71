package messages

import (
	"strconv"
	"strings"
	"time"

	"accord/app/candidates"
	"accord/app/letters"
	"accord/app/organisations"
	"accord/app/trainings"
	"accord/tenants"
)

// setting is what a message's places say alike to all its readers.
type setting struct {
	cohort       trainings.Cohort
	program      string
	organisation organisations.Organisation
	contact      string
	sessions     []trainings.TrainingSession // by time
	about        *trainings.TrainingSession  // what it reminds of
	now          time.Time
}

// reader is whom a text is filled for.
type reader struct {
	candidates.Candidate
	standing *trainings.Standing // nil for who waits for a place
}

// settingOf reads what a message to a cohort says alike to all.
func settingOf(tx *tenants.Tx, m Message, c trainings.Cohort, sessions []trainings.TrainingSession) (s setting, err error) {
	s = setting{cohort: c, sessions: sessions, now: tx.Now()}
	if s.organisation, err = organisations.Find(tx, tx.Tenant()); err != nil {
		return s, err
	}
	if s.contact, err = contact(tx); err != nil {
		return s, err
	}
	p, err := trainings.ProgramOf(tx, c.ProgramID)
	if err != nil {
		return s, err
	}
	s.program = p.Title
	for i, one := range sessions {
		if m.TrainingSessionID != nil && one.ID == *m.TrainingSessionID {
			s.about = &sessions[i]
		}
	}
	return s, nil
}

// notYet says what is not known yet.
var notYet = map[string]string{"en": "a date that we will tell you", "es": "una fecha que le comunicaremos"}

// nowhere is the place of a session that has none yet.
var nowhere = map[string]string{"en": "a place that we will tell you", "es": "un lugar que le comunicaremos"}

// values are what the places say to a reader, in a language. Each is one line,
// but for the list of sessions, and says nothing that a mail program would make
// a link of, but for the reader's own.
func (s setting) values(r reader, locale, link string) map[string]string {
	zone := s.cohort.TimeZone
	day := func(t time.Time) string { return letters.Day(locale, letters.Moment{At: t, Zone: "UTC"}) } // a day, in no zone
	v := map[string]string{
		"given_name": givenName(r.Name), "name": r.Name, "cohort": s.cohort.Title, "program": s.program, "organisation": s.organisation.Name,
		"contact_email": s.contact, "starts_on": day(s.cohort.StartsOn), "ends_on": day(s.cohort.EndsOn), "place": s.cohort.Place,
		"next_session": notYet[locale], "next_session_place": nowhere[locale], "hours_attended": "0", "hours_missing": hours(locale, s.cohort.RequiredHours),
	}
	if v["contact_email"] == "" {
		v["contact_email"] = s.organisation.Name
	}
	if next := s.next(); next != nil {
		v["next_session"] = letters.When(locale, letters.Moment{At: next.StartsAt, Zone: zone})
		if next.Place != "" {
			v["next_session_place"] = next.Place
		}
	}
	if r.standing != nil {
		v["hours_attended"] = hours(locale, r.standing.Attended)
		v["hours_missing"] = hours(locale, max(0, s.cohort.RequiredHours-r.standing.Attended))
	}
	for name := range v {
		v[name] = letters.Line(v[name])
	}
	v["sessions"], v[PersonalLink] = s.list(locale, zone), link
	return v
}

// next is the session that a text calls the next: the one it reminds of, else
// the first that has not begun.
func (s setting) next() *trainings.TrainingSession {
	if s.about != nil {
		return s.about
	}
	for i, one := range s.sessions {
		if one.CancelledAt == nil && one.StartsAt.After(s.now) {
			return &s.sessions[i]
		}
	}
	return nil
}

// list is the sessions to come, one a line.
func (s setting) list(locale, zone string) string {
	var lines []string
	for _, one := range s.sessions {
		if one.CancelledAt != nil || !one.StartsAt.After(s.now) {
			continue
		}
		line := letters.Line(one.Title) + ": " + letters.When(locale, letters.Moment{At: one.StartsAt, Zone: zone})
		if one.Place != "" {
			line += ", " + letters.Line(one.Place)
		}
		lines = append(lines, "- "+line)
	}
	if len(lines) == 0 {
		return "- " + notYet[locale]
	}
	return strings.Join(lines, "\n")
}

// filled is a text for a reader, in the language that it reaches them in.
func (s setting) filled(t Text, r reader, link string) (locale, subject, body string) {
	locale, subject, body = t.For(r.Language, s.cohort.Language)
	v := s.values(r, locale, link)
	return locale, letters.Line(fill(subject, v)), fill(body, v)
}

// givenName is what somebody is addressed by: the first word of their name.
func givenName(name string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(name), " ")
	return first
}

// hours writes hours as a reader of the language does.
func hours(locale string, h float64) string {
	s := strconv.FormatFloat(h, 'f', -1, 64)
	if locale == "es" {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s
}
