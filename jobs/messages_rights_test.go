package jobs

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/messages"
	"accord/app/people"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// later lets the hour of a scheduled message come.
func (c *class) later(t *testing.T) {
	t.Helper()
	c.Clock.Add(27 * time.Hour)
	if d := c.drain(t); d.Dead+d.Retried > 0 {
		t.Fatalf("%+v", d)
	}
}

// mailed are the addresses that mails went to, sorted.
func (c *class) mailed() (to []string) {
	for _, m := range c.sink.Messages() {
		to = append(to, m.To...)
	}
	slices.Sort(to)
	return to
}

// addresses are where the members of these ids are written to, sorted.
func (c *class) addresses(t *testing.T, of ...tenants.Member) (all []string) {
	t.Helper()
	if err := c.DB.Read(t.Context(), c.Andina.Admin, func(tx *tenants.Tx) error {
		for _, m := range of {
			who, err := people.Load(tx, m.Membership())
			if err != nil {
				return err
			}
			all = append(all, who.Email)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	slices.Sort(all)
	return all
}

var trainees = []string{"camila@correo.example", "dana@mail.example", "diego@correo.example"}

// A scheduled message goes out with the rights that its confirmer has at its
// hour. Without them nobody is written to, the program managers and
// administrators are told once, and whoever may sends it after all: to each, once.
func TestAScheduledMessageIsGivenBackWhenItsConfirmerMayNoLongerSendIt(t *testing.T) {
	t.Parallel()
	for name, of := range map[string]struct {
		why    messages.Why
		change func(*class, *tenants.Tx) error
	}{
		"left the organisation": {messages.LeftSince, func(c *class, tx *tenants.Tx) error { return people.End(tx, c.Andina.Trainer.Membership()) }},
		"role ended": {messages.RightsChanged, func(c *class, tx *tenants.Tx) error {
			return people.SetRoles(tx, c.Andina.Trainer.Membership(), []tenants.Role{tenants.RoleAssessor})
		}},
		"trains the cohort no longer": {messages.RightsChanged, func(c *class, tx *tenants.Tx) error {
			return trainings.Staff(tx, c.cohort.ID, []uuid.UUID{c.Andina.Trainer2.Membership()})
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newClass(t)
			at := c.Clock.Now().Add(26 * time.Hour)
			m := c.sends(t, messages.General, &at)
			c.write(t, c.Andina.Admin, func(tx *tenants.Tx) error { return of.change(c, tx) })
			c.later(t)
			told := c.addresses(t, c.Andina.Admin, c.Andina.Manager)
			equal(t, c.mailed(), told...)
			for _, mail := range c.sink.Messages() {
				if !strings.Contains(mail.Text, "/messages/"+m.ID.String()) {
					t.Errorf("the letter does not lead to the message:\n%s", mail.Text)
				}
			}
			m = c.read(t, m.ID)
			if m.State() != messages.Draft || m.ReturnedWhy == nil || *m.ReturnedWhy != of.why || m.ConfirmedByName != c.Andina.Trainer.Name() {
				t.Errorf("it is %s, given back for %v, confirmed by %q", m.State(), m.ReturnedWhy, m.ConfirmedByName)
			}
			if n := c.Count(`select count(*) from audit_log where subject_id = $1 and case_id = $2 and action = 'message.returned_' || $3`, m.ID, c.cohort.ID, string(of.why)); n != 1 {
				t.Errorf("the cohort's timeline says so %d times", n)
			}

			// The job once more, as after a commit that nobody heard of: nothing changes.
			c.Force(`update outbox set state = 'open', finished_at = null where kind = 'message.send' and tenant_id = $1`, c.Andina.ID)
			c.later(t)
			equal(t, c.mailed(), told...)

			// The manager sends it later, in their own name.
			again := c.Clock.Now().Add(26 * time.Hour)
			c.write(t, c.Andina.Manager, func(tx *tenants.Tx) error { _, err := messages.Confirm(tx, m.ID, 3, &again); return err })
			c.later(t)
			all := append(slices.Clone(trainees), told...)
			slices.Sort(all)
			equal(t, c.mailed(), all...)
			if m = c.read(t, m.ID); m.State() != messages.Sent || m.ReturnedAt != nil || *m.ConfirmedBy != c.Andina.Manager.Membership() {
				t.Errorf("in the end it is %s", m.State())
			}
		})
	}
}

// Who is still there sends it, and the journal says that it was they.
func TestAScheduledMessageGoesOutInTheNameOfItsConfirmer(t *testing.T) {
	t.Parallel()
	c := newClass(t)
	at := c.Clock.Now().Add(26 * time.Hour)
	m := c.sends(t, messages.Joining, &at)
	c.later(t)
	equal(t, c.mailed(), trainees...)
	if n := c.Count(`select count(*) from audit_log where subject_id = $1 and action = 'message.started' and membership_id = $2 and request_id like 'job %'`, m.ID, c.Andina.Trainer.Membership()); n != 1 {
		t.Errorf("the journal says %d times that the trainer sent it", n)
	}
	c.Force(`update outbox set state = 'open', finished_at = null where kind = 'message.send' and tenant_id = $1`, c.Andina.ID)
	c.later(t)
	equal(t, c.mailed(), trainees...)
}

// Who confirmed it with a manager's rights, and trains the cohort only by now,
// may know that somebody waits for a place, not who.
func TestTheWaitingListIsNotWrittenToForSomebodyWhoIsNoManagerAnyMore(t *testing.T) {
	t.Parallel()
	c := newClass(t)
	was := c.Member(c.Andina, tenants.RoleProgramManager, tenants.RoleTrainer)
	var m messages.Message
	at := c.Clock.Now().Add(26 * time.Hour)
	c.Exec(`update cohort set capacity = 3 where id = $1`, c.cohort.ID)
	c.write(t, was, func(tx *tenants.Tx) error {
		if _, err := trainings.Wait(tx, c.cohort.ID, candidates.NewCandidate{Name: "Wanda Ruiz", Email: "wanda@correo.example", Language: "es"}); err != nil {
			return err
		}
		var err error
		if m, err = messages.Write(tx, c.cohort.ID, messages.NewMessage{Kind: messages.General, Audience: messages.Waiting}); err != nil {
			return err
		}
		_, err = messages.Confirm(tx, m.ID, 1, &at)
		return err
	})
	c.write(t, c.Andina.Admin, func(tx *tenants.Tx) error {
		if err := trainings.Staff(tx, c.cohort.ID, []uuid.UUID{was.Membership()}); err != nil {
			return err
		}
		return people.SetRoles(tx, was.Membership(), []tenants.Role{tenants.RoleTrainer})
	})
	c.later(t)
	equal(t, c.mailed(), c.addresses(t, c.Andina.Admin, c.Andina.Manager)...)
	if m = c.read(t, m.ID); m.State() != messages.Draft || m.ReturnedWhy == nil || *m.ReturnedWhy != messages.RightsChanged {
		t.Errorf("it is %s", m.State())
	}
}

// Reminders before sessions are the organisation's own: they go out whatever
// becomes of who set them.
func TestAReminderGoesOutThoughWhoSetItHasLeft(t *testing.T) {
	t.Parallel()
	c := newClass(t)
	c.write(t, c.Andina.Trainer, func(tx *tenants.Tx) error { _, err := messages.SetReminder(tx, c.cohort.ID, 2, uuid.Nil); return err })
	c.write(t, c.Andina.Admin, func(tx *tenants.Tx) error { return people.End(tx, c.Andina.Trainer.Membership()) })
	c.Clock.Add(c.sessions[0].StartsAt.AddDate(0, 0, -2).Add(time.Minute).Sub(c.Clock.Now()))
	if d := c.drain(t); d.Dead+d.Retried > 0 {
		t.Fatalf("%+v", d)
	}
	equal(t, c.mailed(), trainees...)
}

// A scheduled message of which nobody knows who confirmed it is nobody's to
// send; and nobody makes a draft of one but the job, of none but a scheduled one.
func TestAMessageOfNobodysIsGivenBack(t *testing.T) {
	t.Parallel()
	c := newClass(t)
	at := c.Clock.Now().Add(26 * time.Hour)
	m, sent := c.sends(t, messages.General, &at), c.sends(t, messages.General, nil)
	for _, id := range []uuid.UUID{m.ID, sent.ID} {
		err := c.DB.Write(t.Context(), c.Andina.Manager, func(tx *tenants.Tx) error { return messages.GiveBack(tx, id) })
		if id == m.ID && !fault.Is(err, fault.Forbidden) {
			t.Errorf("a manager gave it back: %v", err)
		}
		if err := c.Try(`update message set send_at = null where id = $1`, id); err == nil {
			t.Error("the database lets it be a draft again without a reason")
		}
	}
	if err := c.Try(`update message set confirmed_by = null where id = $1`, m.ID); err == nil {
		t.Error("the database lets it be confirmed by another")
	}
	c.Force(`update message set confirmed_by = null, confirmed_by_name = '' where id = $1`, m.ID)
	c.later(t)
	if m = c.read(t, m.ID); m.State() != messages.Draft {
		t.Errorf("it is %s", m.State())
	}
}

func (c *class) read(t *testing.T, id uuid.UUID) (m messages.Message) {
	t.Helper()
	if err := c.DB.Read(t.Context(), c.Andina.Manager, func(tx *tenants.Tx) (err error) { m, err = messages.Find(tx, id); return err }); err != nil {
		t.Fatal(err)
	}
	return m
}
