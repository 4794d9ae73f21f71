package jobs

import (
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/letters"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/tenants/tenantstest"
)

func TestALinkIsMailedInTheReadersLanguageAndItsTokenStandsNowhereElse(t *testing.T) {
	t.Parallel()
	o := office(t)
	link, job := o.invite(t, "nueva@example.org", "es")
	o.drains(t, Drained{Done: 1})
	m := o.sink.Wait(t, "nueva@example.org", "le invita a Accord")
	token := regexp.MustCompile(`https://accord\.example/o/` + o.Andina.Slug + `/link/(\S{43})`).FindStringSubmatch(m.Text)
	if token == nil || !strings.Contains(m.HTML, token[0]) {
		t.Fatalf("the letter has no link:\n%s", m.Text)
	}
	if l, err := o.DB.LinkOf(t.Context(), token[1]); err != nil || l.ID != link {
		t.Errorf("it leads to %v (%v)", l.ID, err)
	}
	if n := o.Count(`select (select count(*) from outbox o where o::text like '%' || $1 || '%') + (select count(*) from audit_log a where a::text like '%' || $1 || '%') + (select count(*) from link l where l::text like '%' || $1 || '%')`, token[1]); n != 0 {
		t.Errorf("the token stands in %d rows", n)
	}
	if strings.Contains(o.log.String(), token[1]) {
		t.Error("the token stands in the log")
	}
	if n := o.Count(`select count(*) from audit_log where tenant_id = $1 and action = 'mail.sent' and subject_id = $2 and detail->>'letter' = 'invitation_member' and detail->>'job' = $3`,
		o.Andina.ID, link, job.String()); n != 1 {
		t.Errorf("the timeline shows it %d times", n)
	}
	if n := o.Count(`select count(*) from audit_log a where a.tenant_id = $1 and a::text like '%nueva@%'`, o.Andina.ID); n != 0 {
		t.Error("the journal holds the address")
	}
}

func TestALinkThatNeedsNoLetterAnyMoreGetsNone(t *testing.T) {
	t.Parallel()
	o := office(t)
	used, _ := o.invite(t, "used@example.org", "en")
	o.Exec(`insert into link_redemption (link_id, redeemed_at) values ($1, $2)`, used, apptest.Start)
	o.invite(t, "", "en") // a link that leads to nobody
	o.drains(t, Drained{Done: 2})
	if got := o.sink.Messages(); len(got) != 0 {
		t.Errorf("%d letters went out", len(got))
	}
}

func TestALinkThatIsGoneOrAnotherTenantsIsRefusedAtOnce(t *testing.T) {
	t.Parallel()
	o := office(t)
	var others uuid.UUID
	o.write(t, o.Nordic.Admin, func(tx *tenants.Tx) (err error) {
		others, err = tx.Link(tenants.NewLink{Act: "accept", Subject: tx.NewID(), Email: "spy@example.org", TTL: time.Hour})
		return err
	})
	o.write(t, o.Andina.Admin, func(tx *tenants.Tx) error {
		tx.Enqueue(letters.ToLink(letters.InvitationMember, others))
		tx.Enqueue(letters.ToLink(letters.InvitationMember, uuid.New()))
		return nil
	})
	o.drains(t, Drained{Dead: 2})
	if got := o.sink.Messages(); len(got) != 0 {
		t.Errorf("%d letters went out", len(got))
	}
	late, _ := o.invite(t, "late@example.org", "en")
	o.Clock.Add(15 * 24 * time.Hour)
	o.drains(t, Drained{Dead: 1})
	if n := o.Count(`select count(*) from outbox where state = 'dead' and attempts = 1 and last_error = 'not_found: fault.link_gone' and args->>'link' = $1`, late.String()); n != 1 {
		t.Error("the link that is out of date was tried again")
	}
}

func TestALetterToRolesReachesEachHolderOnceAndNobodyElse(t *testing.T) {
	t.Parallel()
	o := office(t)
	o.writes(Writer{Letter: letters.RequestIssued, Member: func(tx *tenants.Tx, t tenants.Task) (Facts, error) {
		return Facts{Path: "requests/7", Data: letters.Data{"Reference": "SB-1", "Professional": "Luis Paredes", "Due": letters.Moment{At: apptest.Start}}}, nil
	}})
	leaver := o.Member(o.Andina, tenants.RoleProgramManager)
	o.Exec(`update membership set ended_at = $2 where id = $1`, leaver.Membership(), apptest.Start)
	o.Exec(`with invited as (insert into membership (tenant_id, id, name, email, created_at) values ($1, gen_random_uuid(), 'Invited', 'invited@example.org', $2) returning tenant_id, id)
		insert into membership_role (tenant_id, membership_id, role, given_at) select tenant_id, id, 'program_manager', $2 from invited`, o.Andina.ID, apptest.Start)
	o.Exec(`update membership set locale = 'es' where id = $1`, o.Andina.Manager.Membership())

	subject := uuid.New()
	o.write(t, o.Andina.Admin, func(tx *tenants.Tx) error {
		tx.Enqueue(letters.ToRoles(letters.RequestIssued, subject, tenants.RoleAdministrator, tenants.RoleProgramManager))
		return nil
	})
	o.drains(t, Drained{Done: 3}) // the fan-out and its two
	if got := o.sink.Messages(); len(got) != 2 {
		t.Fatalf("%d letters went out", len(got))
	}
	m := o.sink.Wait(t, o.Andina.Admin.Email(), "due 16 November 2026")
	if !strings.Contains(m.Text, "Monday 16 November 2026, 04:00 (America/Guayaquil)") || !strings.Contains(m.Text, "https://accord.example/o/"+o.Andina.Slug+"/requests/7\r\n") {
		t.Errorf("the zone or the link is not the organisation's:\n%s", m.Text)
	}
	o.sink.Wait(t, o.Andina.Manager.Email(), "hasta el 16 de noviembre de 2026")
	if n := o.Count(`select count(*) from audit_log where tenant_id = $1 and case_id = $2 and action = 'mail.sent' and door = 'member'`, o.Andina.ID, subject); n != 2 {
		t.Errorf("the timeline shows %d mails", n)
	}

	// Everything once more, as after a worker's death: nobody gets a second job or letter.
	ids := o.jobs(t)
	m2 := newMux(o.kit)
	for _, id := range ids {
		if _, err := m2.perform(t.Context(), ticket{tenant: o.Andina.ID, id: id, kind: "mail", door: tenants.DoorMember}); err != nil {
			t.Error(err)
		}
	}
	o.drains(t, Drained{})
	if got := o.sink.Messages(); len(got) != 2 || len(o.jobs(t)) != len(ids) {
		t.Errorf("afterwards there are %d letters and %d jobs", len(got), len(o.jobs(t)))
	}

	// Who has it on their own account does not have it by their role too.
	sits := o.Member(o.Andina, tenants.RoleProgramManager)
	o.write(t, o.Andina.Admin, func(tx *tenants.Tx) error {
		tx.Enqueue(letters.ToMembership(letters.RequestIssued, subject, sits.Membership()))
		tx.Enqueue(letters.ToOthers(letters.RequestIssued, subject, []uuid.UUID{sits.Membership()}, tenants.RoleProgramManager))
		return nil
	})
	o.drains(t, Drained{Done: 2})
	theirs := 0
	for _, m := range o.sink.Messages() {
		if slices.Contains(m.To, sits.Email()) {
			theirs++
		}
	}
	if all := len(o.sink.Messages()); theirs != 1 || all != 4 {
		t.Errorf("who sits has %d letters of %d", theirs, all)
	}
}

func TestALetterToOneMemberGoesToThatMemberOfThatOrganisation(t *testing.T) {
	t.Parallel()
	o := office(t)
	o.writes(Writer{Letter: letters.Outcome, Member: func(*tenants.Tx, tenants.Task) (Facts, error) {
		return Facts{Path: "/verify", Data: letters.Data{"Reference": "SB-1", "Professional": "Luis", "Outcome": "satisfactory"}}, nil
	}})
	o.write(t, o.Andina.Admin, func(tx *tenants.Tx) error {
		tx.Enqueue(letters.ToMembership(letters.Outcome, uuid.New(), o.Andina.Trainer.Membership()))
		tx.Enqueue(letters.ToMembership(letters.Outcome, uuid.New(), o.Nordic.Trainer.Membership()))
		return nil
	})
	o.drains(t, Drained{Done: 2})
	got := o.sink.Messages()
	if len(got) != 1 || got[0].To[0] != o.Andina.Trainer.Email() || !strings.Contains(got[0].Text, "https://accord.example/verify\r\n") {
		t.Errorf("the letters are %+v", got)
	}
}

func TestALetterToOversightReachesItsStaffAndStandsInItsJournal(t *testing.T) {
	t.Parallel()
	o := officeIn(t, tenantstest.FreshDatabase(t))
	o.writes(Writer{Letter: letters.SubmissionReceived, Oversight: func(_ *tenants.OversightTx, t tenants.Task) (Facts, error) {
		return Facts{Path: "submissions/7", Data: letters.Data{"Reference": "S-1", "Certification": "certified_mediator"}}, nil
	}})
	subject := uuid.New()
	o.write(t, o.Andina.Admin, func(tx *tenants.Tx) error {
		tx.Enqueue(letters.ToOversight(letters.SubmissionReceived, subject, tenants.RoleReviewer))
		return nil
	})
	o.drains(t, Drained{Done: 1})
	m := o.sink.Wait(t, o.IMI.Reviewer.Email(), "Submission S-1 from Academia Andina de Mediación")
	if !strings.Contains(m.Text, "https://accord.example/imi/submissions/7\r\n") || len(o.sink.Messages()) != 1 {
		t.Errorf("%d letters; this is one:\n%s", len(o.sink.Messages()), m.Text)
	}
	if n := o.Count(`select count(*) from audit_log where tenant_id = $1 and case_id = $2 and action = 'mail.sent' and door = 'overseer'`, tenants.Oversight, subject); n != 1 {
		t.Errorf("oversight's timeline shows it %d times", n)
	}
	if n := o.Count(`select count(*) from audit_log where tenant_id = $1 and action = 'mail.sent'`, o.Andina.ID); n != 0 {
		t.Error("the organisation's timeline shows a mail among IMI's staff")
	}
}

func TestALetterThatIsMootOrForNobodyIsDoneUnsent(t *testing.T) {
	t.Parallel()
	o := office(t)
	o.writes(Writer{Letter: letters.ReminderBefore, Member: func(*tenants.Tx, tenants.Task) (Facts, error) { return Facts{Moot: true}, nil }})
	o.write(t, o.Andina.Admin, func(tx *tenants.Tx) error {
		tx.Enqueue(letters.ToRoles(letters.ReminderBefore, uuid.New(), tenants.RoleAdministrator))
		tx.Enqueue(letters.ToRoles(letters.ReminderBefore, uuid.New(), tenants.RoleCandidate))
		return nil
	})
	o.drains(t, Drained{Done: 2})
	if got := o.sink.Messages(); len(got) != 0 {
		t.Errorf("%d letters went out", len(got))
	}
}

func TestALetterThatCannotBeWrittenStopsAtOnce(t *testing.T) {
	t.Parallel()
	o := office(t)
	o.writes(Writer{Letter: letters.ReminderAfter, Member: func(*tenants.Tx, tenants.Task) (Facts, error) { return Facts{}, fault.Absent("request") }})
	o.write(t, o.Andina.Admin, func(tx *tenants.Tx) error {
		tx.Enqueue(letters.ToRoles("circular", uuid.New(), tenants.RoleAdministrator))
		tx.Enqueue(letters.ToOversight(letters.ReminderAfter, uuid.New(), tenants.RoleReviewer)) // written behind the other door only
		tx.Enqueue(letters.ToRoles(letters.ReminderAfter, uuid.New(), tenants.RoleAdministrator))
		return nil
	})
	o.drains(t, Drained{Dead: 3})
	for why, want := range map[string]int{"invalid: job.no_writer": 2, "not_found: not_found.request": 1} {
		if n := o.Count(`select count(*) from outbox where tenant_id = $1 and state = 'dead' and attempts = 1 and last_error = $2`, o.Andina.ID, why); n != want {
			t.Errorf("%d are dead of %q", n, why)
		}
	}
}

func TestAMailServerThatIsDownIsTriedAgain(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	k, err := NewKit(Options{DB: w.DB, SMTPURL: "smtp://127.0.0.1:1", MailFrom: "no-reply@accord.example", BaseURL: "https://accord.example", Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	o := mailroom{World: w, kit: k}
	_, job := o.invite(t, "ana@example.org", "en")
	o.drains(t, Drained{Retried: 1})
	if n := w.Count(`select count(*) from outbox where id = $1 and state = 'open' and attempts = 1 and last_error = 'unavailable: fault.mail_unavailable'`, job); n != 1 {
		t.Error("it is not waiting for its next try")
	}
	if n := w.Count(`select count(*) from audit_log where tenant_id = $1 and action = 'mail.sent'`, w.Andina.ID); n != 0 {
		t.Error("the timeline shows a mail that was not sent")
	}
}

func TestEveryLetterHasItsWriter(t *testing.T) {
	t.Parallel()
	for kind, values := range letters.Kinds() {
		_, written := writers[kind]
		byLink := len(values) == 1 && values[0] == "Until" // the link itself is all it says
		if written == byLink {
			t.Errorf("%s: written by a writer: %v; by its link: %v", kind, written, byLink)
		}
	}
}

// mailroom is a world with a mail server.
type mailroom struct {
	*apptest.World
	kit  *Kit
	sink *tenantstest.MailSink
	log  *strings.Builder
}

func office(t *testing.T) mailroom {
	t.Helper()
	return officeIn(t, tenantstest.Database(t))
}

func officeIn(t *testing.T, base *tenantstest.DB) mailroom {
	t.Helper()
	o := mailroom{World: apptest.NewWorldIn(t, base), sink: tenantstest.Mail(t), log: &strings.Builder{}}
	var err error
	o.kit, err = NewKit(Options{DB: o.DB, SMTPURL: o.sink.SMTPURL, MailFrom: "Accord <no-reply@accord.example>", BaseURL: "https://accord.example/",
		Log: slog.New(slog.NewTextHandler(o.log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// writes gives this office's kit a writer of its own.
func (o mailroom) writes(w Writer) { o.kit.writers[w.Letter] = w }

func (o mailroom) write(t *testing.T, m tenants.Member, fn func(*tenants.Tx) error) {
	t.Helper()
	if err := o.DB.Write(t.Context(), m, fn); err != nil {
		t.Fatal(err)
	}
}

func (o mailroom) invite(t *testing.T, address, locale string) (link, job uuid.UUID) {
	t.Helper()
	o.write(t, o.Andina.Admin, func(tx *tenants.Tx) (err error) {
		link, err = tx.Link(tenants.NewLink{Act: "accept", Subject: tx.NewID(), Email: address, Name: "Ana", Locale: locale, TTL: 14 * 24 * time.Hour})
		job = tx.Enqueue(letters.ToLink(letters.InvitationMember, link))
		return err
	})
	return link, job
}

func (o mailroom) drains(t *testing.T, want Drained) {
	t.Helper()
	if got, err := o.kit.Drain(t.Context(), o.Andina.ID); err != nil || got != want {
		t.Errorf("drained %+v, want %+v (%v)", got, want, err)
	}
}

func (o mailroom) jobs(t *testing.T) (ids []uuid.UUID) {
	t.Helper()
	err := o.DB.Clerk(t.Context(), func(tx *tenants.ClerkTx) error {
		rows, err := tx.Query(`select id from outbox where tenant_id = $1`, o.Andina.ID)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var id uuid.UUID
			if err := rows.Scan(&id); err != nil {
				return err
			}
			ids = append(ids, id)
		}
		return rows.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids
}
