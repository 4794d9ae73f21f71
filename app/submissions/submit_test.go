package submissions_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/evidence"
	"accord/app/standards"
	"accord/app/submissions"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestASubmissionCopiesTheFactsAndOpensExactlyItsManifest(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	other := s.document(t, s.candidate.ID, "application", "Not put forward")
	sub := s.submitted(t)
	if sub.RuleSet != "certified_mediator/2025-09-01" || sub.Holder != holder || sub.SubmittedByName != s.org.Manager.Name() {
		t.Errorf("submitted as %+v", sub)
	}
	err := s.oversee(s.IMI.Reviewer, func(tx *tenants.OversightTx) error {
		told, err := submissions.FactsOf(tx, sub.ID)
		if err != nil {
			return err
		}
		if told.Holder.Name != holder || told.Program.Title != "Certified Mediator Assessment" {
			t.Errorf("told of %+v under %+v", told.Holder, told.Program)
		}
		if len(told.Eligibility) != 1 || told.Eligibility[0].State != standards.Met || told.Eligibility[0].Args["Have"] != 20.0 {
			t.Errorf("eligibility is told as %+v", told.Eligibility)
		}
		if len(told.Assessors) != 2 || !told.Assessors[0].Independent || told.Assessors[0].ID != s.org.Assessor.Membership() || told.Assessors[0].DeclaredOn != "2026-11-16" {
			t.Errorf("assessors are told as %+v", told.Assessors)
		}
		if len(told.Sheets) != 2 || len(told.Sheets[1].Lines) != 3 || told.Sheets[1].Points != 12 || told.Sheets[1].Of != 15 || told.Sheets[1].Assessor == "" {
			t.Errorf("scores are told as %+v", told.Sheets)
		}
		if told.Decision == nil || told.Decision.Outcome != "passed" || told.Decision.Minute != "Both assessors agree." ||
			told.Decision.Version != 1 || told.Decision.Rule != "passed" || told.Decision.Because != "" {
			t.Errorf("the decision is told as %+v", told.Decision)
		}
		open, err := evidence.Disclosed(tx, sub.ID)
		if err != nil {
			return err
		}
		var ids []uuid.UUID
		for _, v := range open {
			ids = append(ids, v.ID)
		}
		if len(ids) != 2 || !slices.Contains(ids, s.identity) || !slices.Contains(ids, s.conduct) {
			t.Errorf("open are %v", ids)
		}
		_, err = evidence.Get(tx, other)
		refused(t, "a version that is not in the manifest", err, fault.NotFound, "")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := s.Count(`select count(*) from submission_fact where submission_id = $1 and value::text like '%examiner%'`, sub.ID); n != 0 {
		t.Error("an examiner's note went to IMI with the scores")
	}
	for letter, door := range map[string]string{"submission_sent": "member", "submission_received": "overseer"} {
		if n := s.Count(`select count(*) from outbox where tenant_id = $1 and door = $2 and args->>'letter' = $3 and args->>'subject' = $4`, s.org.ID, door, letter, sub.ID.String()); n != 1 {
			t.Errorf("%d letters %s, want 1", n, letter)
		}
	}
}

func TestASubmissionWithSomethingMissingIsRefusedAndSaysWhat(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.candidate = s.newCandidate(t, "Carla Mena")
	s.mediations(t, s.candidate.ID, 12, true)
	s.mediations(t, s.candidate.ID, 9, false)
	d := s.drafted(t)
	err := s.submit(s.org.Manager, d.ID)
	refused(t, "incomplete", err, fault.Conflict, "submission.incomplete")
	want := []string{"eligibility.mediations_or_hours.missing_unverified", "submission.document_missing", "submission.document_missing", "submission.not_assessed"}
	if got := saidMissing(err); !slices.Equal(got, want) {
		t.Errorf("missing is said as %v, want %v", got, want)
	}
	if n := s.Count(`select count(*) from submission_fact where submission_id = $1`, d.ID) + s.Count(`select count(*) from disclosure where submission_id = $1`, d.ID); n != 0 {
		t.Errorf("a refused submission left %d facts and disclosures", n)
	}
	s.mediations(t, s.candidate.ID, 8, true)
	s.assessed(t, s.candidate.ID, assessments.Failed)
	s.write(t, s.org.Manager, func(tx *tenants.Tx) error {
		_, err := submissions.Prepare(tx, submissions.Draft{SubmissionID: d.ID, Versions: []uuid.UUID{
			s.document(t, s.candidate.ID, "identity_check", "Passport seen"), s.document(t, s.candidate.ID, "code_of_conduct", "Signed")}})
		return err
	})
	if got := saidMissing(s.submit(s.org.Manager, d.ID)); !slices.Equal(got, []string{"submission.failed"}) {
		t.Errorf("missing is said as %v, want the failed assessment alone", got)
	}
	s.assessed(t, s.candidate.ID, assessments.Passed)
	if err := s.submit(s.org.Manager, d.ID); err != nil {
		t.Errorf("complete: %v", err)
	}
}

func TestASubmissionNeedsTheWordOfANamedPerson(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	d := s.drafted(t, s.identity, s.conduct)
	for what, in := range map[string]submissions.Declaration{
		"nobody":                {Words: "True.", Agreed: true},
		"somebody who does not": {Name: "Eva", Words: "True."},
		"a name too long":       {Name: strings.Repeat("ñ", 201), Words: "True.", Agreed: true},
	} {
		in.SubmissionID = d.ID
		err := s.try(s.org.Manager, func(tx *tenants.Tx) error { _, err := submissions.Submit(tx, in); return err })
		refused(t, what+" declares", err, fault.Invalid, "")
	}
}

func TestASubmissionIsNotSubmitted(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	d := s.drafted(t, s.identity, s.conduct)
	refused(t, "by another organisation", s.submit(s.Nordic.Manager, d.ID), fault.NotFound, "not_found.submission")
	refused(t, "by a trainer", s.submit(s.org.Trainer, d.ID), fault.NotFound, "")
	refused(t, "by an assessor", s.submit(s.org.Assessor, d.ID), fault.NotFound, "")
	s.Exec(`update recognition set withdrawn_at = now() where tenant_id = $1 and program_id = $2`, s.org.ID, s.org.QAP)
	if got := saidMissing(s.submit(s.org.Manager, d.ID)); !slices.Equal(got, []string{"submission.program_not_recognised"}) {
		t.Errorf("missing is said as %v", got)
	}
	s.Exec(`update recognition set withdrawn_at = null where tenant_id = $1 and program_id = $2`, s.org.ID, s.org.QAP)
	if err := s.submit(s.org.Manager, d.ID); err != nil {
		t.Fatal(err)
	}
	refused(t, "twice", s.submit(s.org.Manager, d.ID), fault.Conflict, "submission.submitted_already")
	refused(t, "prepared afterwards", s.try(s.org.Manager, func(tx *tenants.Tx) error {
		_, err := submissions.Prepare(tx, submissions.Draft{SubmissionID: d.ID})
		return err
	}), fault.Conflict, "submission.submitted_already")
	again := s.drafted(t, s.identity, s.conduct)
	if again.ID == d.ID {
		t.Fatal("the submitted one is answered as a draft")
	}
	if got := saidMissing(s.submit(s.org.Manager, again.ID)); !slices.Equal(got, []string{"submission.pending_already"}) {
		t.Errorf("a second for the same certification: %v", got)
	}
}

func TestWhatWasSubmittedStays(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	sub := s.submitted(t)
	for what, sql := range map[string]string{
		"the holder":      `update submission set holder = 'x' where id = $1`,
		"the declaration": `update submission set declaration = 'x' where id = $1`,
		"the moment":      `update submission set submitted_at = null where id = $1`,
		"an item":         `update submission_item set title = 'x' where submission_id = $1`,
		"the manifest":    `delete from submission_item where submission_id = $1`,
		"the facts": `insert into submission_fact (tenant_id, id, submission_id, position, kind, label, value)
			select tenant_id, id, id, 99, 'holder', 'x', '{}' from submission where id = $1`,
	} {
		if s.Try(sql, sub.ID) == nil {
			t.Errorf("the database lets %s be changed", what)
		}
	}
}

func TestADraftTellsIMINothing(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	d := s.drafted(t, s.identity, s.conduct)
	err := s.oversee(s.IMI.Reviewer, func(tx *tenants.OversightTx) error {
		_, err := submissions.Find(tx, d.ID)
		refused(t, "the draft", err, fault.NotFound, "")
		items, err := submissions.Manifest(tx, d.ID)
		if len(items) != 0 {
			t.Errorf("IMI reads %d items of a draft", len(items))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if s.Try(`insert into submission_fact (tenant_id, id, submission_id, position, kind, label, value) select tenant_id, id, id, 1, 'holder', 'x', '{}' from submission where id = $1`, d.ID) == nil {
		t.Error("the database keeps a fact of a draft")
	}
	if s.Try(`insert into disclosure (tenant_id, id, document_version_id, submission_id, disclosed_at) values ($1,$2,$3,$4,now())`, s.org.ID, newID(), s.identity, d.ID) == nil {
		t.Error("the database opens a version for a draft")
	}
}

func TestIMIIsToldHowADisagreementWasSettled(t *testing.T) {
	t.Parallel()
	for what, settle := range map[string]func(s stage, a assessments.Assessment){
		"by a minute": func(s stage, a assessments.Assessment) {
			s.write(t, s.org.Manager, func(tx *tenants.Tx) error {
				c, err := assessments.Compare(tx, a.ID)
				if err != nil {
					return err
				}
				three, in := 3, assessments.Agreement{AssessmentID: a.ID, HeldOn: apptest.Start.Truncate(24 * time.Hour), Reasons: "The examiners' own words.", Points: map[uuid.UUID]assessments.Mark{}}
				for _, r := range c.Rows {
					in.Points[r.Criterion.ID] = assessments.Mark{Points: &three, Note: "The examiners' own words"}
				}
				_, err = assessments.Moderate(tx, in)
				return err
			})
		},
		"by a third": func(s stage, a assessments.Assessment) { s.judges(t, a, s.Member(s.org, tenants.RoleAssessor), 4) },
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			s.candidate = s.newCandidate(t, "Eva Ruiz")
			s.mediations(t, s.candidate.ID, 20, true)
			s.identity = s.document(t, s.candidate.ID, "identity_check", "Identity, checked in person")
			s.conduct = s.document(t, s.candidate.ID, "code_of_conduct", "Code of conduct, signed")
			var a assessments.Assessment
			s.write(t, s.org.Manager, func(tx *tenants.Tx) (err error) {
				a, err = assessments.Open(tx, assessments.NewAssessment{CandidateID: s.candidate.ID, ProgramID: s.org.QAP})
				return err
			})
			s.judges(t, a, s.org.Assessor, 5)
			s.judges(t, a, s.org.Assessor2, 1)
			settle(s, a)
			s.write(t, s.org.Manager, func(tx *tenants.Tx) error {
				_, err := assessments.Decide(tx, assessments.Decision{AssessmentID: a.ID, Outcome: assessments.Passed, Minute: "As settled."})
				return err
			})
			sub := s.submitted(t)
			if err := s.oversee(s.IMI.Reviewer, func(tx *tenants.OversightTx) error {
				told, err := submissions.FactsOf(tx, sub.ID)
				if err != nil {
					return err
				}
				third := slices.ContainsFunc(told.Assessors, func(p submissions.PersonFact) bool { return p.Third })
				if third != (what == "by a third") || len(told.Assessors) != len(told.Sheets) {
					t.Errorf("assessors are told as %+v", told.Assessors)
				}
				m := told.Decision.Moderated
				if (m != nil) != (what == "by a minute") {
					t.Fatalf("the moderation is told as %+v", m)
				}
				if m != nil && (m.By != s.org.Manager.Name() || m.On != "2026-11-16" || len(m.Lines) != 3 || m.Lines[1].Points != 3) {
					t.Errorf("the moderation is told as %+v", m)
				}
				return nil
			}); err != nil {
				t.Error(err)
			}
			if n := s.Count(`select count(*) from submission_fact where submission_id = $1 and value::text like '%own words%'`, sub.ID); n != 0 {
				t.Errorf("%d facts tell the examiners' words", n)
			}
		})
	}
}
