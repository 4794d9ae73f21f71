package applications_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/applications"
	"accord/app/apptest"
	"accord/app/identities"
	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
)

// assessing is Andina's program that assesses.
type assessing struct{ *scene }

var firstDay = apptest.Start.Truncate(24 * time.Hour)

func newAssessing(t *testing.T) assessing {
	t.Helper()
	return assessing{&scene{World: apptest.NewWorld(t)}}
}

// offer is for thirty days from the first day on.
func (s assessing) offer(change ...func(*programs.NewOffer)) programs.NewOffer {
	in := programs.NewOffer{Days: programs.Days{OpensOn: firstDay, ClosesOn: firstDay.AddDate(0, 0, 30)}, Languages: []string{"en"}, FeeNote: "USD  700"}
	for _, c := range change {
		c(&in)
	}
	return in
}

func (s assessing) take(t *testing.T, m tenants.Member, in programs.NewOffer) (o programs.Offer, err error) {
	t.Helper()
	err = s.write(t, m, func(tx *tenants.Tx) (err error) { o, err = programs.TakeApplications(tx, s.Andina.QAP, in); return err })
	s.publishes(t)
	return o, err
}

func (s assessing) stop(t *testing.T, m tenants.Member) error {
	t.Helper()
	err := s.write(t, m, func(tx *tenants.Tx) error { return programs.StopApplications(tx, s.Andina.QAP) })
	s.publishes(t)
	return err
}

// publishes does what IMI's clerk does after a change.
func (s assessing) publishes(t *testing.T) {
	t.Helper()
	ok(t, s.DB.Oversee(t.Context(), s.DB.AdmitOversightClerk("program.publish", "test"), "job program.publish", func(tx *tenants.OversightTx) error {
		return programs.Publish(tx, s.Andina.ID, s.Andina.QAP)
	}))
}

func (s assessing) submits(t *testing.T, who string) (a applicant, is applications.Application, err error) {
	t.Helper()
	a = s.applicantTo(t, s.Andina.QAP, s.at(who))
	err = s.write(t, a.guest, func(tx *tenants.Tx) (err error) { is, err = applications.Submit(tx, a.link, a.assessed()); return err })
	return a, is, err
}

func (a applicant) assessed() applications.Form {
	in := applications.Form{Name: "Lucía Andrade", Language: "en", Country: "EC", Profession: "Abogada", Motivation: "Medio desde hace años.", Training: "Cien horas.", Notice: a.Notice(a.Andina, "privacy"), NoticeIn: "es"}
	in.Name += " " + strings.Split(a.link.Email, ".")[0]
	return in
}

func TestAProgramThatAssessesTakesApplicationsOnDaysItSays(t *testing.T) {
	t.Parallel()
	s := newAssessing(t)
	manager := s.Andina.Manager
	said(t, s.askFor(t, s.Andina.QAP, s.at("lucia")), fault.NotFound, "not_found.program") // it is not public
	for name, try := range map[string]struct {
		by     tenants.Member
		change func(*programs.NewOffer)
		code   fault.Code
		key    string
	}{
		"no first day":              {manager, func(o *programs.NewOffer) { o.OpensOn = time.Time{} }, fault.Invalid, "offer.opens_missing"},
		"no last day":               {manager, func(o *programs.NewOffer) { o.ClosesOn = time.Time{} }, fault.Invalid, "offer.closes_missing"},
		"the last before the first": {manager, func(o *programs.NewOffer) { o.ClosesOn = o.OpensOn.AddDate(0, 0, -1) }, fault.Invalid, "offer.closes_before"},
		"a last day that is over": {manager, func(o *programs.NewOffer) {
			o.OpensOn, o.ClosesOn = firstDay.AddDate(0, 0, -9), firstDay.AddDate(0, 0, -2)
		}, fault.Invalid, "offer.closes_past"},
		"no language":                {manager, func(o *programs.NewOffer) { o.Languages = nil }, fault.Invalid, "offer.languages_missing"},
		"a language it does not use": {manager, func(o *programs.NewOffer) { o.Languages = []string{"en", "fi"} }, fault.Invalid, "offer.language_not_programs"},
		"too long a note":            {manager, func(o *programs.NewOffer) { o.FeeNote = strings.Repeat("x", 501) }, fault.Invalid, "people.text_long"},
		"too many places":            {manager, func(o *programs.NewOffer) { o.Places = 10001 }, fault.Invalid, "offer.places"},
		"places below none":          {manager, func(o *programs.NewOffer) { o.Places = -1 }, fault.Invalid, "offer.places"},
		"who only assesses":          {s.Andina.Assessor, nil, fault.Forbidden, ""},
		"who only trains":            {s.Andina.Trainer, nil, fault.Forbidden, ""},
		"another organisation":       {s.Nordic.Manager, nil, fault.NotFound, "not_found.program"},
	} {
		in := s.offer()
		if try.change != nil {
			try.change(&in)
		}
		err := s.write(t, try.by, func(tx *tenants.Tx) error { _, err := programs.TakeApplications(tx, s.Andina.QAP, in); return err })
		t.Run(name, func(t *testing.T) { said(t, err, try.code, try.key) })
	}
	said(t, s.write(t, manager, func(tx *tenants.Tx) error {
		_, err := programs.TakeApplications(tx, s.Andina.CMTP, s.offer())
		return err
	}), fault.Conflict, "offer.by_cohorts")
	for _, by := range []tenants.Member{s.Andina.Assessor, s.Nordic.Manager} {
		if err := s.write(t, by, func(tx *tenants.Tx) error { return programs.StopApplications(tx, s.Andina.QAP) }); !fault.Is(err, fault.Forbidden) && !fault.Is(err, fault.NotFound) {
			t.Errorf("it is stopped by others: %v", err)
		}
	}
	ok(t, s.stop(t, manager)) // there is nothing to stop
	said(t, s.askFor(t, s.Andina.QAP, s.at("lucia")), fault.Conflict, "fault.takes_no_applications")

	o, err := s.take(t, manager, s.offer())
	ok(t, err)
	zone, err := time.LoadLocation("America/Guayaquil")
	ok(t, err)
	if from := o.OpensAt.In(zone); from.Hour() != 0 || from.Day() != firstDay.Day() || o.FeeNote != "USD 700" || o.ClosesAt.Sub(o.OpensAt) < 30*24*time.Hour {
		t.Errorf("the days are not whole days of the organisation: %+v", o)
	}
	a := s.applicantTo(t, s.Andina.QAP, s.at("lucia"))
	if own := a.read(t); !own.May() || len(own.Cohorts) != 0 || own.Program.Offer.FeeNote != "USD 700" {
		t.Errorf("%+v", own)
	}
	refused := func(when string) {
		t.Helper()
		said(t, s.askFor(t, s.Andina.QAP, s.at("bruno")), fault.Conflict, "fault.takes_no_applications")
		said(t, s.write(t, a.guest, func(tx *tenants.Tx) error { _, err := applications.Save(tx, a.link, a.assessed()); return err }), fault.Conflict, "application.takes_none")
		if own := a.read(t); own.May() || own.Full() {
			t.Errorf("%s it can be applied to", when)
		}
	}
	s.Clock.Add(o.ClosesAt.Sub(s.Clock.Now()))
	refused("after its last day")
	s.Clock.Add(-40 * 24 * time.Hour)
	refused("before its first day")
	s.Clock.Add(20 * 24 * time.Hour)
	ok(t, s.stop(t, manager))
	refused("taken off its page")
	_, err = s.take(t, manager, s.offer(func(o *programs.NewOffer) { o.ClosesOn = o.ClosesOn.AddDate(0, 0, 9) }))
	ok(t, err)
	s.Exec(`update recognition set withdrawn_at = $2 where program_id = $1`, s.Andina.QAP, s.Clock.Now())
	s.publishes(t)
	refused("when IMI no longer recognises it")
	_, err = s.take(t, manager, s.offer())
	said(t, err, fault.Conflict, "offer.program_not_recognised")
	s.Exec(`update recognition set withdrawn_at = null where program_id = $1`, s.Andina.QAP)
	ok(t, s.write(t, manager, func(tx *tenants.Tx) error { return programs.Close(tx, s.Andina.QAP) }))
	s.publishes(t)
	refused("when it is closed")
	if n := s.Count(`select count(*) from program_offer where id = $1 and withdrawn_at is not null`, s.Andina.QAP); n != 1 {
		t.Error("a closed program is still offered")
	}
}

func TestWhoIsAdmittedToBeAssessedIsOnFileAndInNoCohort(t *testing.T) {
	t.Parallel()
	s := newAssessing(t)
	manager := s.Andina.Manager
	offer := func(change ...func(*programs.NewOffer)) error {
		_, err := s.take(t, manager, s.offer(change...))
		return err
	}
	places := func(n int) func(*programs.NewOffer) { return func(o *programs.NewOffer) { o.Places = n } }
	ok(t, offer(places(1)))

	lucia := s.applicantTo(t, s.Andina.QAP, s.at("lucia"))
	for key, change := range map[string]func(*applications.Form){
		"application.no_cohorts_here":      func(f *applications.Form) { f.Cohort = uuid.New() },
		"application.language_not_offered": func(f *applications.Form) { f.Language = "es" },
		"application.reason_why_missing":   func(f *applications.Form) { f.Motivation = "" },
	} {
		in := lucia.assessed()
		change(&in)
		said(t, s.write(t, lucia.guest, func(tx *tenants.Tx) error { _, err := applications.Submit(tx, lucia.link, in); return err }), fault.Invalid, key)
	}
	_, first, err := s.submits(t, "lucia")
	ok(t, err)
	_, second, err := s.submits(t, "bruno")
	ok(t, err)
	draft := s.applicantTo(t, s.Andina.QAP, s.at("carla"))
	save := func() error {
		return s.write(t, draft.guest, func(tx *tenants.Tx) error { _, err := applications.Save(tx, draft.link, draft.assessed()); return err })
	}
	ok(t, save())
	ok(t, s.DB.Read(t.Context(), manager, func(tx *tenants.Tx) error {
		page, err := applications.List(tx, applications.Filter{Program: s.Andina.QAP}, pageOf())
		if err == nil && (len(page.Items) != 2 || page.Items[0].CohortID != nil || page.Items[0].Program == "" || page.Items[0].Cohort.ID != uuid.Nil) {
			t.Errorf("%+v", page.Items)
		}
		return err
	}))
	for sql, id := range map[string]uuid.UUID{
		`update application set state = 'waiting', decided_at = now(), candidate_id = gen_random_uuid() where id = $1`: first.ID,
		`update application set cohort_id = gen_random_uuid() where id = $1`:                                           s.ID(`select id from application where email = $1`, s.at("carla")),
	} {
		if err := s.Try(sql, id); err == nil || !strings.Contains(err.Error(), "has no cohorts") {
			t.Errorf("a program without cohorts has one, or a waiting list: %v", err)
		}
	}

	ok(t, s.write(t, manager, func(tx *tenants.Tx) error {
		_, err := identities.Note(tx, identities.NewCheck{Application: first.ID, Outcome: identities.Done, Paper: "passport", Country: "EC", Seen: "by_video", LastSigns: "4711", CheckedOn: apptest.Start})
		return err
	}))
	_, err = s.admit(t, manager, first.ID, applications.Admission{Cohort: uuid.New()})
	said(t, err, fault.Invalid, "application.no_cohorts_here")
	_, err = s.admit(t, s.Andina.Assessor, first.ID, applications.Admission{})
	said(t, err, fault.NotFound, "")
	done, err := s.admit(t, manager, first.ID, applications.Admission{})
	ok(t, err)
	if done.State != applications.Admitted || done.CohortID != nil || done.WaitingID != nil || s.letters("admitted_to_assessment") != 1 || s.letters("application_admitted") != 0 {
		t.Errorf("%+v", done)
	}
	for what, n := range map[string]int{
		`select count(*) from candidate where id = $1`:                                         1,
		`select count(*) from acknowledgement where candidate_id = $1 and how = 'application'`: 1,
		`select count(*) from identity_check where candidate_id = $1`:                          1,
		`select count(*) from enrolment where candidate_id = $1`:                               0,
		`select count(*) from waiting where candidate_id = $1`:                                 0,
	} {
		if is := s.Count(what, *done.CandidateID); is != n {
			t.Errorf("%d, not %d: %s", is, n, what)
		}
	}

	// The only place is taken: nobody applies, and who has is admitted when there are more.
	s.publishes(t)
	if own := draft.read(t); own.May() || !own.Full() {
		t.Errorf("%+v", own)
	}
	said(t, save(), fault.Conflict, "application.full")
	said(t, s.askFor(t, s.Andina.QAP, s.at("dora")), fault.Conflict, "fault.takes_no_applications")
	_, err = s.admit(t, manager, second.ID, applications.Admission{})
	said(t, err, fault.Conflict, "offer.full")
	if err := s.Try(`update program_offer set admitted = 2 where id = $1`, s.Andina.QAP); err == nil {
		t.Error("the database lets more be admitted than there are places")
	}
	s.Clock.Add(35 * 24 * time.Hour) // it is over: the days stay, the places change
	ok(t, offer(places(2)))
	_, err = s.admit(t, manager, second.ID, applications.Admission{})
	ok(t, err)
	said(t, offer(places(1)), fault.Invalid, "offer.places_fewer")
	ok(t, offer(places(1), func(o *programs.NewOffer) {
		o.OpensOn, o.ClosesOn = firstDay.AddDate(0, 0, 35), firstDay.AddDate(0, 0, 60)
	})) // it counts anew
	if own := draft.read(t); !own.May() || *own.Program.Offer.Free != 1 {
		t.Errorf("%+v", own.Program.Offer)
	}
}

func TestTheDatabaseOffersNoProgramThatTrainsOrIsNotRecognised(t *testing.T) {
	t.Parallel()
	s := newAssessing(t)
	offers := func(program uuid.UUID) error {
		return s.Try(`insert into program_offer (tenant_id, id, languages, opens_at, closes_at, offered_at) values ($1, $2, 'es', now(), now() + interval '1 day', now())`, s.Andina.ID, program)
	}
	if err := offers(s.Andina.CMTP); err == nil {
		t.Error("a program that trains is offered")
	}
	s.Exec(`update recognition set withdrawn_at = $2 where program_id = $1`, s.Andina.QAP, s.Clock.Now())
	if err := offers(s.Andina.QAP); err == nil {
		t.Error("a program that is not recognised is offered")
	}
	s.Exec(`update recognition set withdrawn_at = null where program_id = $1`, s.Andina.QAP)
	ok(t, offers(s.Andina.QAP))
}
