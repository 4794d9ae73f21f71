package applications_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/applications"
	"accord/app/people"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestAnApplicationIsSavedComeBackToAndSubmittedOnce(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	a := s.applicant(t, s.Andina, s.at("lucia"))
	if own := a.read(t); !own.May() || own.Application != nil || len(own.Cohorts) != 1 || own.Cohorts[0].Free != 2 {
		t.Fatalf("%+v", own)
	}
	ok(t, a.write(t, a.guest, func(tx *tenants.Tx) error {
		_, err := applications.Save(tx, a.link, applications.Form{Cohort: s.cohort.ID, Motivation: "Primero"})
		return err
	}))
	again := s.applicant(t, s.Andina, s.at("lucia")) // another link to the same address
	if own := again.read(t); own.Application == nil || own.Application.Motivation != "Primero" || own.Application.State != applications.Draft {
		t.Fatalf("%+v", own)
	}
	err := s.write(t, again.guest, func(tx *tenants.Tx) error {
		_, err := applications.Submit(tx, again.link, applications.Form{Cohort: s.cohort.ID})
		return err
	})
	for _, key := range []string{"people.name_missing", "candidate.language_unknown", "application.country_missing", "application.profession_missing", "application.motivation_missing", "application.notice_missing"} {
		said(t, err, fault.Invalid, key)
	}
	is := again.submit(t)
	if is.State != applications.Received || is.NoticeAt == nil || is.NoticeID == nil || *is.NoticeID != s.Notice(s.Andina, "privacy") || is.NoticeLanguage != "es" || s.letters("application_received") != 1 || s.letters("application_new") != 1 {
		t.Errorf("%+v", is)
	}
	err = s.write(t, a.guest, func(tx *tenants.Tx) error { _, err := applications.Submit(tx, a.link, a.form()); return err })
	said(t, err, fault.Conflict, "application.submitted_already")
}

func TestALinkOpensOnesOwnApplicationAndNothingElse(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	other := s.open(t, s.Nordic, "NORD-1", 5)
	s.publish(t, s.Nordic, other)
	lucia, bruno, nora := s.applicant(t, s.Andina, s.at("lucia")), s.applicant(t, s.Andina, s.at("bruno")), s.applicant(t, s.Nordic, s.at("lucia"))
	is := lucia.submit(t)
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := applications.Ask(tx, is.ID, "Where did you train?"); return err }))
	for name, a := range map[string]applicant{"another applicant": bruno, "another organisation's": nora} {
		ok(t, s.DB.Read(t.Context(), a.guest, func(tx *tenants.Tx) error {
			_, err := applications.Get(tx, is.ID)
			said(t, err, fault.NotFound, "")
			if asked, err := applications.QuestionsOf(tx, is.ID); err != nil || len(asked) != 0 {
				t.Errorf("%s reads %d questions (%v)", name, len(asked), err)
			}
			page, err := applications.List(tx, applications.Filter{}, pageOf())
			if err != nil || len(page.Items) != 0 {
				t.Errorf("%s lists %d (%v)", name, len(page.Items), err)
			}
			if all, err := trainings.OffersOf(tx, s.cohort.ProgramID); err != nil || len(all) != 0 {
				t.Errorf("%s reads %d offers (%v)", name, len(all), err)
			}
			return nil
		}))
		said(t, s.write(t, a.guest, func(tx *tenants.Tx) error { return applications.Answer(tx, lucia.link, "x") }), fault.NotFound, "")
		said(t, s.write(t, a.guest, func(tx *tenants.Tx) error { return applications.Withdraw(tx, lucia.link) }), fault.NotFound, "")
		if err := s.write(t, a.guest, func(tx *tenants.Tx) error { _, err := applications.Save(tx, lucia.link, lucia.form()); return err }); err == nil {
			t.Errorf("%s fills somebody else's application", name)
		}
		if _, err := s.admit(t, a.guest, is.ID, applications.Admission{}); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s admits: %v", name, err)
		}
	}
	if own := lucia.read(t); len(own.Questions) != 1 {
		t.Error("the applicant does not read what they are asked")
	}
	if _, err := s.admit(t, lucia.guest, is.ID, applications.Admission{}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("an applicant admits themselves: %v", err)
	}
}

// Not beside others: tries are counted for all organisations together, and one
// whose clock is days ahead forgets those that are old to it.
func TestAskingToApplySaysTheSameToEverybodyAndIsCounted(t *testing.T) {
	s := newScene(t)
	s.applicant(t, s.Andina, s.at("lucia")).submit(t)
	ok(t, s.ask(t, s.Andina, strings.ToUpper(s.at("lucia"))))
	ok(t, s.ask(t, s.Andina, s.at("nobody")))
	for range 12 {
		ok(t, s.ask(t, s.Andina, s.at("lucia")))
	}
	if n := s.Count(`select count(*) from link where act = 'apply' and email = $2 and tenant_id = $1`, s.Andina.ID, s.at("lucia")); n != 10 {
		t.Errorf("%d letters within the window", n)
	}
	v := people.Visit{Address: uuid.NewString(), Request: "test"}
	for range 62 {
		ok(t, people.AskToApply(t.Context(), s.DB, people.Asked{Program: s.Andina.CMTP, Name: "X", Email: uuid.NewString() + "@correo.example"}, v))
	}
	if n := s.Count(`select count(*) from link where act = 'apply' and email = '' and tenant_id = $1`, s.Andina.ID); n < 4 {
		t.Errorf("one address has all its letters (%d without)", n)
	}
	said(t, s.ask(t, s.Andina, "no address"), fault.Invalid, "people.email_form")
}

// An organisation's links of a day are for all who ask: one visitor, at however
// many addresses and with whatever patience, takes few of them. Not beside others,
// as above.
func TestNobodyUsesUpADaysLinksOfAnOrganisation(t *testing.T) {
	s := newScene(t)
	mailed := func() int {
		return s.Count(`select count(*) from link where act = 'apply' and email <> '' and tenant_id = $1`, s.Andina.ID)
	}
	v := people.Visit{Address: "2001:db8:" + uuid.NewString()[:4] + ":" + uuid.NewString()[:4] + "::", Request: "test"}
	for i := range 130 {
		if i%50 == 0 {
			s.Clock.Add(16 * time.Minute) // past the limit of a moment
		}
		from := v
		from.Address += strconv.Itoa(i + 1) // a network has addresses without end
		ok(t, people.AskToApply(t.Context(), s.DB, people.Asked{Program: s.Andina.CMTP, Name: "X", Email: uuid.NewString() + "@correo.example"}, from))
	}
	if n := mailed(); n != 100 {
		t.Errorf("one visitor was mailed %d links", n)
	}
	for range 15 {
		s.Clock.Add(16 * time.Minute)
		ok(t, s.ask(t, s.Andina, s.at("lucia"))) // from anywhere
	}
	if n := mailed(); n != 110 {
		t.Errorf("one mailbox was sent %d", n-100)
	}
	ok(t, s.ask(t, s.Andina, s.at("bruno")))
	if n := mailed(); n != 111 {
		t.Error("who comes after them is sent none")
	}
	s.Clock.Add(25 * time.Hour)
	ok(t, s.ask(t, s.Andina, s.at("lucia")))
	if n := mailed(); n != 112 {
		t.Error("the next day nothing is mailed")
	}
}

func TestTheLinksOrganisationIsTheProgramsAndItHasAnEndOfADay(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	a := s.applicant(t, s.Andina, s.at("lucia"))
	if a.link.Tenant != s.Andina.ID || a.link.Subject != s.Andina.CMTP || a.link.Act != tenants.ActApply {
		t.Errorf("%+v", a.link)
	}
	if n := s.Count(`select count(*) from outbox where tenant_id = $1 and door = 'member' and kind = 'mail' and args->>'letter' = 'application_link' and args->>'link' = $2`, s.Andina.ID, a.link.ID.String()); n != 1 {
		t.Errorf("%d letters", n)
	}
	// What the organisation itself may mail is not used up by applicants.
	s.Exec(`insert into link (tenant_id, id, token_hash, act, subject_id, email, created_at, expires_at, standing)
		select $1, gen_random_uuid(), sha256(i::text::bytea), 'apply', $2, i || '@x.example', $3, $3::timestamptz + interval '1 day', true from generate_series(1, 4999) i`,
		s.Andina.ID, s.Andina.CMTP, s.Clock.Now())
	for _, name := range []string{"late", "later"} { // the second is told so, as everybody is
		err := s.ask(t, s.Andina, s.at(name))
		if name == "later" {
			said(t, err, fault.Unavailable, "fault.applications_many")
		}
	}
	if n := s.Count(`select count(*) from link where email = $2 and tenant_id = $1`, s.Andina.ID, s.at("later")); n != 0 {
		t.Error("more than so many a day are mailed")
	}
	ok(t, s.write(t, s.Andina.Admin, func(tx *tenants.Tx) error {
		_, err := people.Invite(tx, people.NewMember{Name: "Ana", Email: uuid.NewString() + "@example.org", Locale: "es", Roles: []tenants.Role{tenants.RoleTrainer}})
		return err
	}))
}

func TestOnlyAProgramThatTakesApplicationsTakesThem(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	early := s.applicant(t, s.Andina, s.at("lucia"))
	refusedNow := func(t *testing.T, code fault.Code) {
		t.Helper()
		said(t, s.ask(t, s.Andina, s.at("bruno")), code, "")
		err := s.write(t, early.guest, func(tx *tenants.Tx) error { _, err := applications.Submit(tx, early.link, early.form()); return err })
		if !fault.Is(err, fault.Conflict) {
			t.Errorf("it is taken: %v", err)
		}
	}
	said(t, s.ask(t, s.Nordic, s.at("x")), fault.NotFound, "not_found.program") // never published
	said(t, people.AskToApply(t.Context(), s.DB, people.Asked{Program: s.Andina.QAP, Name: "X", Email: s.at("x")}, people.Visit{Address: "x"}), fault.NotFound, "not_found.program")

	s.Clock.Add(40 * 24 * time.Hour) // past the last day
	refusedNow(t, fault.Conflict)
	s.Clock.Add(-40 * 24 * time.Hour)
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error { return trainings.Unpublish(tx, s.cohort.ID) }))
	s.clerk(t, s.Andina, s.cohort)
	refusedNow(t, fault.Conflict)
	s.publish(t, s.Andina, s.cohort)
	s.Exec(`update recognition set withdrawn_at = $2 where program_id = $1`, s.Andina.CMTP, s.Clock.Now())
	s.clerk(t, s.Andina, s.cohort)
	refusedNow(t, fault.Conflict)
	s.Exec(`update recognition set withdrawn_at = null where program_id = $1`, s.Andina.CMTP)
	s.Exec(`update program set closed_at = $2 where id = $1`, s.Andina.CMTP, s.Clock.Now())
	s.clerk(t, s.Andina, s.cohort)
	refusedNow(t, fault.Conflict)
}

// Each that is handed in is a letter to all who decide.
func TestAnAddressBeginsSoManyApplicationsADay(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	a := s.applicant(t, s.Andina, s.at("lucia"))
	for range 3 {
		a.submit(t)
		ok(t, s.write(t, a.guest, func(tx *tenants.Tx) error { return applications.Withdraw(tx, a.link) }))
	}
	err := s.write(t, a.guest, func(tx *tenants.Tx) error { _, err := applications.Submit(tx, a.link, a.form()); return err })
	said(t, err, fault.Conflict, "application.begun_often")
	if n := s.letters("application_new"); n != 3 {
		t.Errorf("%d letters to those who decide", n)
	}
	s.Clock.Add(25 * time.Hour)
	a.submit(t)
}

func TestADraftIsTheApplicantsAloneAndWithdrawnItIsEmptied(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	a := s.applicant(t, s.Andina, s.at("lucia"))
	in := a.form()
	in.Motivation = strings.Repeat("x", 4001)
	said(t, s.write(t, a.guest, func(tx *tenants.Tx) error { _, err := applications.Save(tx, a.link, in); return err }), fault.Invalid, "candidate.too_long")
	in = a.form()
	in.Cohort = uuid.New()
	said(t, s.write(t, a.guest, func(tx *tenants.Tx) error { _, err := applications.Save(tx, a.link, in); return err }), fault.Invalid, "application.cohort_missing")
	var draft applications.Application
	ok(t, s.write(t, a.guest, func(tx *tenants.Tx) (err error) { draft, err = applications.Save(tx, a.link, a.form()); return err }))
	ok(t, s.DB.Read(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := applications.Get(tx, draft.ID)
		said(t, err, fault.NotFound, "not_found.application")
		return nil
	}))
	ok(t, s.write(t, a.guest, func(tx *tenants.Tx) error { return applications.Withdraw(tx, a.link) }))
	if n := s.Count(`select count(*) from application where id = $1 and state = 'withdrawn' and name = '' and motivation = ''`, draft.ID); n != 1 {
		t.Error("the draft is not emptied")
	}
	said(t, s.write(t, a.guest, func(tx *tenants.Tx) error { return applications.Withdraw(tx, a.link) }), fault.Conflict, "application.over")
	if next := a.submit(t); next.ID == draft.ID {
		t.Error("a new application is the old one")
	}
}

// A draft is nobody's once the link to it is over: it goes, with the address.
func TestADraftThatWasNeverSentIsErasedWithItsLink(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	clerk, err := s.DB.AdmitClerk(t.Context(), s.Andina.ID, applications.ForgetKind, "test")
	ok(t, err)
	forget := func(id uuid.UUID) {
		t.Helper()
		for range 2 { // a job may run twice
			ok(t, s.write(t, clerk, func(tx *tenants.Tx) error { return applications.Forget(tx, id) }))
		}
	}
	there := func(id uuid.UUID) bool { return s.Count(`select count(*) from application where id = $1`, id) == 1 }
	save := func(a applicant) (is applications.Application) {
		t.Helper()
		ok(t, a.write(t, a.guest, func(tx *tenants.Tx) (err error) { is, err = applications.Save(tx, a.link, a.form()); return err }))
		return is
	}
	lucia, bruno, carla := s.applicant(t, s.Andina, s.at("lucia")), s.applicant(t, s.Andina, s.at("bruno")), s.applicant(t, s.Andina, s.at("carla"))
	draft, sent, withdrawn := save(lucia), bruno.submit(t), save(carla)
	ok(t, s.write(t, carla.guest, func(tx *tenants.Tx) error { return applications.Withdraw(tx, carla.link) }))
	if n := s.Count(`select count(*) from deadline where subject_id = $1 and kind = $2 and due_at = $3`, draft.ID, applications.ForgetKind, lucia.link.ExpiresAt); n != 1 {
		t.Fatal("nothing will erase the draft")
	}
	forget(draft.ID)
	if !there(draft.ID) {
		t.Fatal("a draft is erased while its link works")
	}
	s.Clock.Add(20 * 24 * time.Hour)
	again := s.applicant(t, s.Andina, s.at("lucia"))
	if save(again).ID != draft.ID {
		t.Fatal("another link leads to another draft")
	}
	s.Clock.Add(lucia.link.ExpiresAt.Sub(s.Clock.Now()))
	forget(draft.ID) // by the first link's deadline
	if !there(draft.ID) {
		t.Error("a draft is erased while another link leads to it")
	}
	forget(withdrawn.ID)
	s.Clock.Add(again.link.ExpiresAt.Sub(s.Clock.Now()))
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error { return applications.Forget(tx, draft.ID) }))
	if !there(draft.ID) {
		t.Error("somebody of the organisation erases a draft, which they do not see")
	}
	forget(sent.ID)
	forget(draft.ID)
	if there(draft.ID) || there(withdrawn.ID) || !there(sent.ID) {
		t.Errorf("there are still the draft %t, the withdrawn %t, what was sent %t", there(draft.ID), there(withdrawn.ID), there(sent.ID))
	}
	if n := s.Count(`select count(*) from audit_log where action = 'application.forgotten' and subject_id in ($1, $2)`, draft.ID, withdrawn.ID); n != 2 {
		t.Errorf("the journal tells of %d that were erased", n)
	}
}
