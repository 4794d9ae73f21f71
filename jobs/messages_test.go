package jobs

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/letters/post"
	"accord/app/messages"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// class is a cohort in an office, with three people and two sessions to come.
type class struct {
	mailroom
	cohort   trainings.Cohort
	sessions []trainings.TrainingSession
	people   []trainings.Enrolment
}

func newClass(t *testing.T) *class {
	t.Helper()
	c := &class{mailroom: office(t)}
	c.write(t, c.Andina.Manager, func(tx *tenants.Tx) (err error) {
		c.cohort, err = trainings.Open(tx, trainings.NewCohort{Program: c.Andina.CMTP, Code: "F-26", Title: "Fundamentos", Language: "es",
			StartsOn: time.Date(2026, 10, 10, 0, 0, 0, 0, time.UTC), EndsOn: time.Date(2027, 4, 28, 0, 0, 0, 0, time.UTC), Capacity: 24, RequiredHours: 40, AttendanceFloor: 90})
		if err != nil {
			return err
		}
		if err := trainings.Staff(tx, c.cohort.ID, []uuid.UUID{c.Andina.Trainer.Membership()}); err != nil {
			return err
		}
		for _, starts := range []time.Time{time.Date(2026, 11, 21, 20, 0, 0, 0, time.UTC), time.Date(2026, 11, 28, 20, 0, 0, 0, time.UTC)} {
			s, err := trainings.AddSession(tx, c.cohort.ID, trainings.NewSession{Title: "Escucha activa", StartsAt: starts, EndsAt: starts.Add(3 * time.Hour), Hours: 3, Place: "Aula 2"})
			if err != nil {
				return err
			}
			c.sessions = append(c.sessions, s)
		}
		for _, p := range []candidates.NewCandidate{{Name: "Camila Torres", Email: "camila@correo.example", Language: "es"},
			{Name: "Dana Pike", Email: "dana@mail.example", Language: "en"}, {Name: "Diego Paz", Email: "diego@correo.example", Language: "es"}} {
			e, err := trainings.Enrol(tx, c.cohort.ID, p, "")
			if err != nil {
				return err
			}
			c.people = append(c.people, e)
		}
		return nil
	})
	return c
}

// sends drafts a default and confirms it, now or later.
func (c *class) sends(t *testing.T, k messages.Kind, at *time.Time) (m messages.Message) {
	t.Helper()
	c.write(t, c.Andina.Trainer, func(tx *tenants.Tx) (err error) {
		if m, err = messages.Write(tx, c.cohort.ID, messages.NewMessage{Kind: k, Audience: messages.Enrolled}); err != nil {
			return err
		}
		m, err = messages.Confirm(tx, m.ID, 3, at)
		return err
	})
	return m
}

func (c *class) drain(t *testing.T) Drained {
	t.Helper()
	d, err := c.kit.Drain(t.Context(), c.Andina.ID)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// outcomes are the deliveries' states by name.
func (c *class) outcomes(t *testing.T, m messages.Message) (all []string, state messages.State) {
	t.Helper()
	if err := c.DB.Read(t.Context(), c.Andina.Manager, func(tx *tenants.Tx) error {
		m, err := messages.Find(tx, m.ID)
		if err != nil {
			return err
		}
		state = m.State()
		rows, err := messages.Deliveries(tx, m.ID)
		for _, d := range rows {
			all = append(all, strings.TrimSpace(d.Name+": "+string(d.State)+" "+d.Reason))
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return all, state
}

func equal(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A message reaches each in their language, with their own link, and stands on
// the cohort's and on each candidate's timeline.
func TestAMessageReachesEachInTheirLanguageWithTheirOwnLink(t *testing.T) {
	t.Parallel()
	c := newClass(t)
	m := c.sends(t, messages.Joining, nil)
	if d := c.drain(t); d.Dead+d.Retried > 0 {
		t.Fatalf("%+v", d)
	}
	sent := map[string]string{}
	for _, mail := range c.sink.Messages() {
		sent[mail.To[0]] = mail.Subject + "\n" + mail.Text
	}
	for who, wants := range map[string][]string{
		"camila@correo.example": {"Instrucciones para empezar Fundamentos", "Estimado/a Camila:", "- Escucha activa: sábado 21 de noviembre de 2026, a las 15:00 (America/Guayaquil), Aula 2", "envió este mensaje con Accord"},
		"dana@mail.example":     {"Joining instructions for Fundamentos", "Dear Dana,", "/o/" + c.Andina.Slug + "/personal/"},
	} {
		for _, want := range wants {
			if !strings.Contains(sent[who], want) {
				t.Errorf("the mail to %s does not say %q:\n%s", who, want, sent[who])
			}
		}
	}
	links := map[string]bool{}
	for _, text := range sent {
		_, link, _ := strings.Cut(text, "/personal/")
		links[link[:43]] = true
	}
	if len(sent) != 3 || len(links) != 3 {
		t.Errorf("%d mails with %d links", len(sent), len(links))
	}
	got, state := c.outcomes(t, m)
	equal(t, got, "Camila Torres: sent", "Dana Pike: sent", "Diego Paz: sent")
	if state != messages.Sent {
		t.Errorf("the message is %s", state)
	}
	if n := c.Count(`select count(*) from audit_log where case_id = $1 and action in ('message.started', 'message.finished')`, c.cohort.ID); n != 2 {
		t.Errorf("the cohort's timeline has %d lines of it", n)
	}
	if n := c.Count(`select count(*) from audit_log where case_id = $1 and action = 'message.delivered'`, c.people[0].CandidateID); n != 1 {
		t.Errorf("the candidate's timeline has %d lines of it", n)
	}
	for link := range links {
		if n := c.Count(`select (select count(*) from message_delivery d where d::text like '%' || $1 || '%') + (select count(*) from audit_log a where a::text like '%' || $1 || '%')`, link); n != 0 {
			t.Errorf("a token stands in %d rows", n)
		}
	}
}

// A worker that died after the mail went out, and before it was noted, sends a
// copy with the same id; what was noted is not done again.
func TestADeadWorkersMessageIsNotedOnce(t *testing.T) {
	t.Parallel()
	c := newClass(t)
	m := c.sends(t, messages.General, nil)
	c.drain(t)
	mux := newMux(c.kit)
	for _, id := range c.jobs(t) {
		if _, err := mux.perform(t.Context(), ticket{tenant: c.Andina.ID, id: id, kind: "mail", door: tenants.DoorMember}); err != nil {
			t.Error(err)
		}
	}
	// The worker dies between the mail and its note: the row is open again, the delivery still on the way.
	c.Force(`update outbox set state = 'open', finished_at = null where kind = 'mail' and tenant_id = $1`, c.Andina.ID)
	if d := c.drain(t); d.Dead+d.Retried > 0 {
		t.Errorf("%+v", d)
	}
	got, state := c.outcomes(t, m)
	equal(t, got, "Camila Torres: sent", "Dana Pike: sent", "Diego Paz: sent")
	if n := len(c.sink.Messages()); n != 3 || state != messages.Sent {
		t.Errorf("%d mails went out, and it is %s", n, state)
	}
	if n := c.Count(`select count(*) from audit_log where action = 'message.delivered' and subject_id = $1`, m.ID); n != 3 {
		t.Errorf("it was noted %d times", n)
	}
	// To confirm again is to confirm once.
	c.write(t, c.Andina.Trainer, func(tx *tenants.Tx) error {
		_, err := messages.Confirm(tx, m.ID, 3, nil)
		tx.Record(tenants.Event{Action: "message.drafted", Resource: "message", Subject: m.ID})
		return err
	})
	if d := c.drain(t); d != (Drained{}) {
		t.Errorf("afterwards %+v", d)
	}
}

// One address that is refused does not stop the others, and is said in plain
// words; who withdrew meanwhile is not written to.
func TestOneFailingAddressDoesNotStopTheOthers(t *testing.T) {
	t.Parallel()
	c := newClass(t)
	c.Force(`update candidate set email = 'dana' where id = $1`, c.people[1].CandidateID)
	m := c.sends(t, messages.Joining, nil)
	c.write(t, c.Andina.Manager, func(tx *tenants.Tx) error { _, err := trainings.Withdraw(tx, c.people[2].ID); return err })
	if d := c.drain(t); d.Dead+d.Retried > 0 {
		t.Errorf("%+v", d)
	}
	got, state := c.outcomes(t, m)
	equal(t, got, "Camila Torres: sent", "Dana Pike: failed message.bad_address", "Diego Paz: left")
	if state != messages.Sent || len(c.sink.Messages()) != 1 {
		t.Errorf("it is %s with %d mails", state, len(c.sink.Messages()))
	}
	c.Force(`update candidate set email = 'dana@mail.example' where id = $1`, c.people[1].CandidateID)
	c.write(t, c.Andina.Trainer, func(tx *tenants.Tx) error { _, err := messages.Resend(tx, m.ID); return err })
	c.drain(t)
	got, _ = c.outcomes(t, m)
	equal(t, got, "Camila Torres: sent", "Dana Pike: sent", "Diego Paz: left")
	if n := len(c.sink.Messages()); n != 2 {
		t.Errorf("%d mails went out", n)
	}
	err := c.DB.Write(t.Context(), c.Andina.Trainer, func(tx *tenants.Tx) error { _, err := messages.Resend(tx, m.ID); return err })
	if !fault.Is(err, fault.Conflict) {
		t.Errorf("nothing failed, and %v", err)
	}
}

// A mail server that is away is tried again, and given up in the end: people see it.
func TestAMailThatCouldNotBeSentInAllItsTriesIsFailed(t *testing.T) {
	t.Parallel()
	c := newClass(t)
	var err error
	if c.kit.Post, err = post.Open("smtp://127.0.0.1:1", "Accord <no-reply@accord.example>"); err != nil {
		t.Fatal(err)
	}
	m := c.sends(t, messages.General, nil)
	for range MailRetry.Tries {
		c.drain(t)
		c.Clock.Add(5 * time.Hour)
	}
	got, state := c.outcomes(t, m)
	equal(t, got, "Camila Torres: failed message.unreachable", "Dana Pike: failed message.unreachable", "Diego Paz: failed message.unreachable")
	if state != messages.Sent || c.Count(`select count(*) from outbox where state = 'dead' and tenant_id = $1`, c.Andina.ID) != 0 {
		t.Errorf("the message is %s", state)
	}
}

// A scheduled message begins at its hour, to those who are there then; until
// then it can be taken back.
func TestAScheduledMessageBeginsAtItsHourUnlessItIsTakenBack(t *testing.T) {
	t.Parallel()
	c := newClass(t)
	at := c.Clock.Now().Add(26 * time.Hour)
	m, back := c.sends(t, messages.General, &at), c.sends(t, messages.General, &at)
	c.write(t, c.Andina.Trainer, func(tx *tenants.Tx) error { _, err := messages.Cancel(tx, back.ID); return err })
	c.write(t, c.Andina.Manager, func(tx *tenants.Tx) error { _, err := trainings.Withdraw(tx, c.people[2].ID); return err })
	c.Clock.Add(25 * time.Hour)
	if d := c.drain(t); d.Done != 0 {
		t.Errorf("before its hour: %+v", d)
	}
	c.Clock.Add(2 * time.Hour)
	c.drain(t)
	got, state := c.outcomes(t, m)
	equal(t, got, "Camila Torres: sent", "Dana Pike: sent")
	if _, cancelled := c.outcomes(t, back); state != messages.Sent || cancelled != messages.Cancelled || len(c.sink.Messages()) != 2 {
		t.Errorf("%s, %s, %d mails", state, cancelled, len(c.sink.Messages()))
	}
	err := c.DB.Write(t.Context(), c.Andina.Trainer, func(tx *tenants.Tx) error { _, err := messages.Cancel(tx, m.ID); return err })
	if !fault.Is(err, fault.Conflict) {
		t.Errorf("one that has begun was taken back: %v", err)
	}
}

// A template that is put away after sending leaves what was sent readable.
func TestWhatWasSentStaysReadableWhateverBecomesOfItsTemplate(t *testing.T) {
	t.Parallel()
	c := newClass(t)
	var m messages.Message
	c.write(t, c.Andina.Manager, func(tx *tenants.Tx) error {
		k, err := messages.Create(tx, messages.NewTemplate{Kind: messages.General, Name: "Note", Text: messages.Text{Fallback: "en", SubjectEn: "First {{cohort}}", BodyEn: "See {{personal_link}}"}})
		if err != nil {
			return err
		}
		if m, err = messages.Write(tx, c.cohort.ID, messages.NewMessage{Template: k.ID, Audience: messages.Enrolled}); err != nil {
			return err
		}
		if _, err = messages.Confirm(tx, m.ID, 3, nil); err != nil {
			return err
		}
		_, err = messages.Archive(tx, k.ID)
		return err
	})
	c.drain(t)
	c.Exec(`update cohort set title = 'Otra cosa' where id = $1`, c.cohort.ID)
	if err := c.DB.Read(t.Context(), c.Andina.Manager, func(tx *tenants.Tx) error {
		rows, err := messages.Deliveries(tx, m.ID)
		if err == nil && (rows[0].Subject != "First Fundamentos" || rows[0].Body != "See [···]") {
			t.Errorf("what was sent reads %q %q", rows[0].Subject, rows[0].Body)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

// N days before, at the session's own hour by the clock on the wall, also where
// clocks change in between; a session that moves takes its reminder along, one
// that is cancelled has none.
func TestAReminderFollowsItsSession(t *testing.T) {
	t.Parallel()
	c := newClass(t)
	c.write(t, c.Andina.Trainer, func(tx *tenants.Tx) error { _, err := messages.SetReminder(tx, c.cohort.ID, 2, uuid.Nil); return err })
	move := trainings.NewSession{Title: "Escucha activa", StartsAt: c.sessions[0].StartsAt.AddDate(0, 0, 1), EndsAt: c.sessions[0].EndsAt.AddDate(0, 0, 1), Hours: 3, Place: "Aula 3", Reason: "El aula no está libre."}
	c.write(t, c.Andina.Manager, func(tx *tenants.Tx) error { _, err := trainings.EditSession(tx, c.sessions[0].ID, move); return err })
	c.write(t, c.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := trainings.CancelSession(tx, c.sessions[1].ID, "No hay aula.")
		return err
	})
	c.write(t, c.Andina.Manager, func(tx *tenants.Tx) error { _, err := trainings.Withdraw(tx, c.people[2].ID); return err })
	c.drain(t)
	notices := len(c.sink.Messages())
	c.Clock.Add(time.Date(2026, 11, 20, 19, 59, 0, 0, time.UTC).Sub(c.Clock.Now())) // two days before the new hour, and a minute
	c.drain(t)
	if n := len(c.sink.Messages()) - notices; n != 0 {
		t.Fatalf("%d reminders too early", n)
	}
	c.Clock.Add(2 * time.Minute)
	c.drain(t)
	var got []string
	for _, m := range c.sink.Messages()[notices:] {
		got = append(got, m.To[0])
		if !strings.Contains(m.Text, "Aula 3") {
			t.Errorf("it does not say where:\n%s", m.Text)
		}
	}
	slices.Sort(got)
	equal(t, got, "camila@correo.example", "dana@mail.example")
	c.Clock.Add(20 * 24 * time.Hour)
	c.drain(t)
	if n := len(c.sink.Messages()) - notices; n != 2 {
		t.Errorf("in the end there were %d reminders", n)
	}
}

func TestAReminderKeepsItsHourWhereClocksChange(t *testing.T) {
	t.Parallel()
	oslo, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		t.Fatal(err)
	}
	s := trainings.TrainingSession{StartsAt: time.Date(2027, 3, 29, 9, 0, 0, 0, oslo).UTC()} // clocks go forward on the 28th
	at := trainings.SessionReminder{DaysBefore: 3}.At(s, oslo)
	if got := at.Format("2006-01-02 15:04 -0700"); got != "2027-03-26 09:00 +0100" {
		t.Errorf("it is due on %s", got)
	}
}
