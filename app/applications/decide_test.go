package applications_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/applications"
	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/identities"
	"accord/app/paging"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

func pageOf() paging.Ask { return paging.Ask{} }

func TestAnAdmittedApplicantIsACandidateOfTheCohort(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	a := s.applicant(t, s.Andina, s.at("lucia"))
	is := a.submit(t)
	for m, code := range map[*tenants.Member]fault.Code{&s.Andina.Trainer: fault.NotFound, &s.Andina.Assessor: fault.NotFound, &s.Nordic.Manager: fault.NotFound} {
		_, err := s.admit(t, *m, is.ID, applications.Admission{})
		said(t, err, code, "")
	}
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := identities.Note(tx, identities.NewCheck{Application: is.ID, Outcome: identities.Done, Paper: "passport", Country: "EC", Seen: "by_video", LastSigns: "4711", CheckedOn: apptest.Start})
		return err
	}))
	done, err := s.admit(t, s.Andina.Manager, is.ID, applications.Admission{Invite: true})
	ok(t, err)
	if s.letters("invitation_candidate") != 1 || s.Count(`select count(*) from candidate_access where candidate_id = $1 and email = $2 and ended_at is null`, *done.CandidateID, s.at("lucia")) != 1 {
		t.Error("they are not invited to their own file")
	}
	if s.Count(`select count(*) from acknowledgement where candidate_id = $1 and application_id = $2 and language = 'es' and how = 'application'`, *done.CandidateID, is.ID) != 1 ||
		s.Count(`select count(*) from identity_check where candidate_id = $1 and application_id = $2`, *done.CandidateID, is.ID) != 1 {
		t.Error("what they accepted, or their identity check, did not go with them")
	}
	if n := s.Count(`select count(*) from enrolment e join candidate c on c.id = e.candidate_id where e.cohort_id = $1 and c.email = $3 and c.id = $2`, s.cohort.ID, *done.CandidateID, s.at("lucia")); n != 1 || done.State != applications.Admitted {
		t.Errorf("%+v", done)
	}
	if s.letters("application_admitted") != 1 || s.Count(`select count(*) from cohort_offer where id = $1 and free = 1`, s.cohort.ID) != 1 {
		t.Error("the letter, or the places that are free")
	}
	_, err = s.admit(t, s.Andina.Manager, is.ID, applications.Admission{})
	said(t, err, fault.Conflict, "application.over")
	said(t, s.write(t, a.guest, func(tx *tenants.Tx) error { return applications.Withdraw(tx, a.link) }), fault.Conflict, "application.over")
	if own := a.read(t); own.Application.State != applications.Admitted {
		t.Errorf("%+v", own.Application)
	}
}

func TestWhereTheCohortIsFullTheyWaitUntilTheyArePlaced(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
		for _, email := range []string{"p1@correo.example", "p2@correo.example"} {
			if _, err := trainings.Enrol(tx, s.cohort.ID, candidates.NewCandidate{Name: "Persona " + email[:2], Email: email, Language: "es"}, ""); err != nil {
				return err
			}
		}
		return nil
	}))
	is := s.applicant(t, s.Andina, s.at("lucia")).submit(t)
	done, err := s.admit(t, s.Andina.Manager, is.ID, applications.Admission{})
	ok(t, err)
	if done.State != applications.Waiting || done.WaitingID == nil || s.letters("application_waiting") != 1 {
		t.Fatalf("%+v", done)
	}
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
		e := s.ID(`select id from enrolment where cohort_id = $1 limit 1`, s.cohort.ID)
		if _, err := trainings.Withdraw(tx, e); err != nil {
			return err
		}
		_, err := trainings.Place(tx, *done.WaitingID)
		return err
	}))
	if n := s.Count(`select count(*) from application where id = $1 and state = 'admitted'`, is.ID); n != 1 {
		t.Error("who is placed is not admitted")
	}
}

// A name that stands in many others hides nobody who has the same address, or
// the same name.
func TestAShortNameHidesNobodyOnFile(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	var same, alike candidates.Candidate
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		for i := range 51 {
			if _, err := candidates.Add(tx, candidates.NewCandidate{Name: fmt.Sprintf("Adriana %d", i), Email: fmt.Sprintf("a%d@correo.example", i), Language: "es"}); err != nil {
				return err
			}
		}
		if same, err = candidates.Add(tx, candidates.NewCandidate{Name: "Zoe", Email: s.at("ana"), Language: "es"}); err != nil {
			return err
		}
		alike, err = candidates.Add(tx, candidates.NewCandidate{Name: "Ána", Email: "ana@correo.example", Language: "es"})
		return err
	}))
	ok(t, s.DB.Read(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) error {
		all, err := applications.Namesakes(tx, applications.Application{Name: "Ana", Email: s.at("ana")})
		if err == nil && (len(all) != 2 || all[0].ID != same.ID || all[1].ID != alike.ID) {
			t.Errorf("found %+v", all)
		}
		return err
	}))
}

func TestSomebodyOnFileIsJoinedAndNotKeptTwice(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	var same, alike, other candidates.Candidate
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		if same, err = candidates.Add(tx, candidates.NewCandidate{Name: "Otra Persona", Email: s.at("lucia"), Language: "es"}); err != nil {
			return err
		}
		if other, err = candidates.Add(tx, candidates.NewCandidate{Name: "Bruno", Email: s.at("b"), Language: "es"}); err != nil {
			return err
		}
		alike, err = candidates.Add(tx, candidates.NewCandidate{Name: "LUCIA ANDRADE", Email: s.at("old"), Language: "es"})
		return err
	}))
	is := s.applicant(t, s.Andina, s.at("lucia")).submit(t)
	_, err := s.admit(t, s.Andina.Manager, is.ID, applications.Admission{Anew: true})
	said(t, err, fault.Conflict, "application.other_name")
	_, err = s.admit(t, s.Andina.Manager, is.ID, applications.Admission{Join: other.ID})
	said(t, err, fault.NotFound, "not_found.candidate")
	s.Row("candidate_access", map[string]any{"tenant_id": s.Andina.ID, "candidate_id": same.ID, "email": same.Email, "language": "es", "until": apptest.Start.AddDate(0, 0, 9),
		"accepted_at": apptest.Start, "person_id": uuid.New(), "membership_id": uuid.New()})
	done, err := s.admit(t, s.Andina.Manager, is.ID, applications.Admission{Join: same.ID, Invite: true})
	if s.Count(`select count(*) from candidate_access where candidate_id = $1`, same.ID) != 1 {
		t.Error("who signs in already is invited once more")
	}
	ok(t, err)
	if *done.CandidateID != same.ID {
		t.Error("they are somebody else")
	}

	is = s.applicant(t, s.Andina, s.at("lucia.andrade")).submit(t)
	_, err = s.admit(t, s.Andina.Manager, is.ID, applications.Admission{})
	said(t, err, fault.Conflict, "application.namesake")
	done, err = s.admit(t, s.Andina.Manager, is.ID, applications.Admission{Anew: true})
	ok(t, err)
	if *done.CandidateID == alike.ID {
		t.Error("a namesake was joined")
	}
}

func TestAQuestionIsAnsweredAndTheApplicationGoesOn(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	a := s.applicant(t, s.Andina, s.at("lucia"))
	is := a.submit(t)
	said(t, s.write(t, a.guest, func(tx *tenants.Tx) error { return applications.Answer(tx, a.link, "x") }), fault.Conflict, "application.not_asked")
	ask := func(q string) error {
		return s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := applications.Ask(tx, is.ID, q); return err })
	}
	said(t, ask(" "), fault.Invalid, "application.question_missing")
	ok(t, ask("¿Dónde se formó?"))
	said(t, ask("¿Y cuándo?"), fault.Conflict, "application.asked_already")
	if own := a.read(t); own.Application.State != applications.Asked || own.Questions[0].Question != "¿Dónde se formó?" {
		t.Errorf("%+v", own)
	}
	said(t, s.write(t, a.guest, func(tx *tenants.Tx) error { return applications.Answer(tx, a.link, "") }), fault.Invalid, "application.answer_missing")
	ok(t, s.write(t, a.guest, func(tx *tenants.Tx) error { return applications.Answer(tx, a.link, "En Loja.") }))
	ok(t, ask("¿Y cuándo?"))
	_, err := s.admit(t, s.Andina.Manager, is.ID, applications.Admission{}) // without waiting for the answer
	ok(t, err)
	if s.letters("application_question") != 2 || s.letters("application_new") != 2 {
		t.Error("letters")
	}
}

func TestAnApplicationIsDeclinedForAReason(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	a := s.applicant(t, s.Andina, s.at("lucia"))
	is := a.submit(t)
	decline := func(m tenants.Member, reason string) error {
		return s.write(t, m, func(tx *tenants.Tx) error { _, err := applications.Decline(tx, is.ID, reason); return err })
	}
	said(t, decline(s.Andina.Manager, " "), fault.Invalid, "application.reason_missing")
	said(t, decline(s.Andina.Trainer, "No."), fault.NotFound, "")
	s.Clock.Add(170 * 24 * time.Hour) // the link is nearly out of date
	ok(t, decline(s.Andina.Manager, "The course is for practising lawyers."))
	said(t, decline(s.Andina.Manager, "No."), fault.Conflict, "application.over")
	if n := s.Count(`select count(*) from application a join link l on l.id = a.link_id where a.id = $1 and l.expires_at > $2 and l.email = a.email and l.subject_id = a.program_id`, is.ID, s.Clock.Now().Add(100*24*time.Hour)); n != 1 {
		t.Error("the applicant's link ends before they read it")
	}
	if own := a.read(t); own.Application.Reason == "" {
		t.Error("the applicant does not read why")
	}
}

func TestApplicationsAreListedByStateProgramAndCohort(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	first := s.applicant(t, s.Andina, s.at("lucia")).submit(t)
	s.Clock.Add(time.Minute)
	s.applicant(t, s.Andina, s.at("bruno")).submit(t)
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := applications.Decline(tx, first.ID, "No place."); return err }))
	ok(t, s.DB.Read(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) error {
		for want, f := range map[int]applications.Filter{2: {}, 1: {State: applications.Declined}, 0: {Cohort: uuid.New()}} {
			page, err := applications.List(tx, f, pageOf())
			if err != nil || len(page.Items) != want {
				t.Errorf("%+v lists %d, %v", f, len(page.Items), err)
			}
		}
		page, err := applications.List(tx, applications.Filter{Search: "LUCIA.", Program: s.Andina.CMTP, Cohort: s.cohort.ID}, paging.Ask{Sort: "name"})
		if err != nil || len(page.Items) != 1 || page.Items[0].Program == "" || page.Items[0].Cohort.Code != "FOUND-1" {
			t.Errorf("%+v %v", page, err)
		}
		if n, err := applications.CountOpen(tx); n != 1 || err != nil {
			t.Errorf("%d wait (%v)", n, err)
		}
		return nil
	}))
}

func TestTheDatabaseHoldsTheStatesToo(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	is := s.applicant(t, s.Andina, s.at("lucia")).submit(t)
	for name, sql := range map[string]string{
		"back to a draft":          `update application set state = 'draft' where id = $1`,
		"words changed":            `update application set motivation = 'other' where id = $1`,
		"another address":          `update application set email = 'x@correo.example' where id = $1`,
		"declined without reason":  `update application set state = 'declined', decided_at = now() where id = $1`,
		"admitted without anybody": `update application set state = 'admitted', decided_at = now() where id = $1`,
		"a second open one":        `insert into application select (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(), 'state', 'draft', 'submitted_at', null))).* from application a where id = $1`,
	} {
		if err := s.Try(sql, is.ID); err == nil {
			t.Errorf("%s is let through", name)
		}
	}
}
