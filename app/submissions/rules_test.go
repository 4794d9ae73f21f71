package submissions_test

import (
	"testing"
	"time"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/programs"
	"accord/app/standards"
	"accord/app/submissions"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/tenants/tenantstest"
)

// publish makes a rule set known that asks for as many mediations of a
// Certified Mediator, from a day.
func (s stage) publish(t *testing.T, mediations int, from time.Time) {
	t.Helper()
	err := s.oversee(s.IMI.Administrator, func(tx *tenants.OversightTx) error {
		all, err := standards.Load(tx)
		if err != nil {
			return err
		}
		in := all.Begin(standards.Certified, from)
		in.EffectiveFrom, in.Mediations, in.Note = from, mediations, "The committee decided so."
		_, err = standards.Publish(tx, in)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (s stage) raise(t *testing.T, mediations int) {
	t.Helper()
	s.write(t, s.org.Manager, func(tx *tenants.Tx) error {
		return programs.Raise(tx, s.org.QAP, standards.Floor{Mediations: mediations})
	})
}

// line is the eligibility line of a draft, as it stands.
func (s stage) line(t *testing.T, d submissions.Submission) (l submissions.Line, ruleSet string) {
	t.Helper()
	s.read(t, s.org.Manager, func(tx *tenants.Tx) error {
		c, err := submissions.CheckOf(tx, d.ID)
		for _, one := range c.Lines {
			if one.Citation == "IMI-CM-01" {
				l = one
			}
		}
		ruleSet = c.RuleSet.ID
		return err
	})
	return l, ruleSet
}

func TestARuleChangedBetweenEnrolmentAndSubmissionIsTheOneOfTheDayOfSubmission(t *testing.T) {
	t.Parallel()
	s := newStageIn(t, apptest.NewWorldIn(t, tenantstest.FreshDatabase(t)))
	d := s.drafted(t, s.identity, s.conduct)
	s.publish(t, 25, standards.Day(2026, 11, 20))
	s.Clock.Add(time.Date(2026, 11, 20, 4, 59, 0, 0, time.UTC).Sub(s.Clock.Now())) // a minute to midnight in Quito
	if l, by := s.line(t, d); l.State != standards.Met || by != "certified_mediator/2025-09-01" {
		t.Errorf("on the 19th in Quito, 20 mediations are %s by %s", l.State, by)
	}
	s.Clock.Add(2 * time.Minute)
	l, by := s.line(t, d)
	if l.State != standards.Missing || by != "certified_mediator/2026-11-20" || l.Args["Need"] != 25 || l.Args["Lacking"] != 5 {
		t.Errorf("on the 20th in Quito, 20 mediations are %s by %s: %v", l.State, by, l.Args)
	}
	refused(t, "a submission by the rules of enrolment", s.submit(s.org.Manager, d.ID), fault.Conflict, "submission.incomplete")
	s.mediations(t, s.candidate.ID, 5, true)
	if err := s.submit(s.org.Manager, d.ID); err != nil {
		t.Fatal(err)
	}
	s.read(t, s.org.Manager, func(tx *tenants.Tx) (err error) { d, err = submissions.Find(tx, d.ID); return err })
	if d.RuleSet != "certified_mediator/2026-11-20" {
		t.Errorf("it was submitted under %s", d.RuleSet)
	}
}

func TestWhatWasSubmittedStaysJudgedByItsDayWhenRulesChange(t *testing.T) {
	t.Parallel()
	s := newStageIn(t, apptest.NewWorldIn(t, tenantstest.FreshDatabase(t)))
	sub := s.submitted(t)
	s.publish(t, 25, standards.Day(2026, 11, 20))
	s.Clock.Add(10 * 24 * time.Hour)
	if err := s.decide(s.IMI.Reviewer, sub.ID, submissions.Accepted, ""); err != nil {
		t.Errorf("what met the rules of its day is refused: %v", err)
	}
	err := s.oversee(s.IMI.Reviewer, func(tx *tenants.OversightTx) error {
		told, err := submissions.FactsOf(tx, sub.ID)
		if err == nil && (told.Eligibility[0].State != standards.Met || told.Program.RuleSet != "certified_mediator/2025-09-01") {
			t.Errorf("the snapshot changed: %+v", told)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestAFloorRaisedByTheProgramIsHeldAgainstItsCandidates(t *testing.T) {
	t.Parallel()
	s := newStageIn(t, apptest.NewWorldIn(t, tenantstest.FreshDatabase(t)))
	d := s.drafted(t, s.identity, s.conduct)
	s.raise(t, 22)
	l, _ := s.line(t, d)
	if l.State != standards.Missing || l.Args["Need"] != 22 || l.Note.Args["Asks"] != 22 || l.Note.Args["IMI"] != 20 {
		t.Errorf("20 of 22 mediations are %s: %v, %v", l.State, l.Args, l.Note)
	}
	refused(t, "a submission under the program's floor", s.submit(s.org.Manager, d.ID), fault.Conflict, "submission.incomplete")

	s.publish(t, 25, standards.Day(2026, 11, 20)) // above the program's: it wins
	s.Clock.Add(10 * 24 * time.Hour)
	if l, _ := s.line(t, d); l.Args["Need"] != 25 || l.Note.Key != "" {
		t.Errorf("IMI asks 25 and the program 22: %v, %v", l.Args, l.Note)
	}
	s.raise(t, 27)
	s.mediations(t, s.candidate.ID, 7, true)
	if err := s.submit(s.org.Manager, d.ID); err != nil {
		t.Fatal(err)
	}
	told := s.told(t, d)
	if e := told.Eligibility[0]; e.State != standards.Met || e.Note().Key != "eligibility.raised_or_hours" || e.NoteArgs["Asks"] != 27.0 || e.NoteArgs["IMI"] != 25.0 {
		t.Errorf("IMI is told %+v", e)
	}
}

func TestAnExemptionIsToldToIMIWithItsReason(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.Exec(`update logbook_entry set removed_at = $2 where candidate_id = $1 and held_on < $3`, s.candidate.ID, apptest.Start, apptest.Start.AddDate(0, 0, -12))
	d := s.drafted(t, s.identity, s.conduct)
	refused(t, "12 mediations without an exemption", s.submit(s.org.Manager, d.ID), fault.Conflict, "submission.incomplete")
	s.write(t, s.org.Manager, func(tx *tenants.Tx) error {
		_, err := candidates.Exempt(tx, candidates.NewExemption{CandidateID: s.candidate.ID, ProgramID: s.org.QAP, Citation: "IMI-CM-01", Reason: "A judge-mediator for twelve years."})
		return err
	})
	if err := s.submit(s.org.Manager, d.ID); err != nil {
		t.Fatal(err)
	}
	e := s.told(t, d).Eligibility[0]
	if e.State != standards.Exempt || e.Citation != "IMI-CM-01" || e.NoteArgs["By"] != s.org.Manager.Name() || e.NoteArgs["Reason"] != "A judge-mediator for twelve years." {
		t.Errorf("IMI is told %+v", e)
	}
}

func (s stage) told(t *testing.T, d submissions.Submission) (told submissions.Told) {
	t.Helper()
	if err := s.oversee(s.IMI.Reviewer, func(tx *tenants.OversightTx) (err error) { told, err = submissions.FactsOf(tx, d.ID); return err }); err != nil {
		t.Fatal(err)
	}
	return told
}
