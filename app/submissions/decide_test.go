package submissions_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"accord/app/evidence"
	"accord/app/register"
	"accord/app/submissions"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestAcceptingAwardsACredentialAndClosesTheOpening(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	sub := s.submitted(t)
	if err := s.decide(s.IMI.Reviewer, sub.ID, submissions.Accepted, ""); err != nil {
		t.Fatal(err)
	}
	var c register.Credential
	s.read(t, s.org.Manager, func(tx *tenants.Tx) (err error) { c, err = register.OfSubmission(tx, sub.ID); return err })
	if c.Holder != holder || c.Certification != "certified_mediator" || c.AwardedOn.Format("2006-01-02") != "2026-11-16" {
		t.Errorf("awarded %+v", c)
	}
	err := s.DB.Public(context.Background(), func(tx *tenants.PublicTx) error {
		p, err := register.Verify(tx, c.Number)
		if p.Holder != holder || p.Organisation != "Academia Andina de Mediación" || p.Program != "Certified Mediator Assessment" || !p.Valid() {
			t.Errorf("the public reads %+v", p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	s.closed(t, sub)
	s.letter(t, sub, "submission_accepted")
	refused(t, "decided twice", s.decide(s.IMI.Reviewer, sub.ID, submissions.Refused, "No."), fault.Conflict, "submission.decided_already")
	refused(t, "withdrawn afterwards", s.withdraw(s.org.Manager, sub), fault.Conflict, "submission.decided_already")
	again := s.drafted(t, s.identity, s.conduct)
	if got := saidMissing(s.submit(s.org.Manager, again.ID)); len(got) != 1 || got[0] != "submission.holds_already" {
		t.Errorf("put forward for what is held: %v", got)
	}
}

// closed fails unless IMI reads nothing more of what was disclosed.
func (s stage) closed(t *testing.T, sub submissions.Submission) {
	t.Helper()
	err := s.oversee(s.IMI.Reviewer, func(tx *tenants.OversightTx) error {
		open, err := evidence.Disclosed(tx, sub.ID)
		if len(open) != 0 {
			t.Errorf("%d versions are still open", len(open))
		}
		_, get := evidence.Get(tx, s.identity)
		refused(t, "a version afterwards", get, fault.NotFound, "")
		items, kept := submissions.Manifest(tx, sub.ID)
		if len(items) != 2 || kept != nil {
			t.Errorf("of the manifest %d titles and hashes stay, %v", len(items), kept)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (s stage) letter(t *testing.T, sub submissions.Submission, letter string) {
	t.Helper()
	if n := s.Count(`select count(*) from outbox where tenant_id = $1 and door = 'member' and args->>'letter' = $2 and args->>'subject' = $3`, s.org.ID, letter, sub.ID.String()); n != 1 {
		t.Errorf("%d letters %s, want 1", n, letter)
	}
}

func (s stage) withdraw(m tenants.Member, sub submissions.Submission) error {
	return s.try(m, func(tx *tenants.Tx) error { _, err := submissions.Withdraw(tx, sub.ID); return err })
}

func (s stage) note(o tenants.Overseer, sub submissions.Submission, point, verdict, note string) error {
	return s.oversee(o, func(tx *tenants.OversightTx) error {
		_, err := submissions.Note(tx, submissions.Noting{SubmissionID: sub.ID, Point: point, Verdict: verdict, Note: note})
		return err
	})
}

func TestAReturnTellsItsReasonsAndTheNextSubmissionFollowsIt(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	sub := s.submitted(t)
	refused(t, "returned without reasons", s.decide(s.IMI.Reviewer, sub.ID, submissions.Returned, "  "), fault.Invalid, "")
	if err := s.note(s.IMI.Reviewer, sub, submissions.PointIdentity, submissions.Wrong, "The copy is cut off."); err != nil {
		t.Fatal(err)
	}
	refused(t, "accepted though a point is wrong", s.decide(s.IMI.Reviewer, sub.ID, submissions.Accepted, ""), fault.Conflict, "review.points_wrong")
	if err := s.decide(s.IMI.Reviewer, sub.ID, submissions.Returned, "Please send the whole page."); err != nil {
		t.Fatal(err)
	}
	s.read(t, s.org.Manager, func(tx *tenants.Tx) error {
		d, err := submissions.DecisionOf(tx, sub.ID)
		if err != nil {
			return err
		}
		if told := d.Told(); d.Reasons != "Please send the whole page." || len(told) != 1 || told[0].Note != "The copy is cut off." {
			t.Errorf("the organisation reads %q and %v", d.Reasons, told)
		}
		return nil
	})
	s.closed(t, sub)
	s.letter(t, sub, "submission_returned")
	next := s.drafted(t, s.identity, s.conduct)
	if next.PreviousID == nil || *next.PreviousID != sub.ID {
		t.Errorf("the next follows %v", next.PreviousID)
	}
	if err := s.submit(s.org.Manager, next.ID); err != nil {
		t.Fatal(err)
	}
	if err := s.decide(s.IMI.Reviewer, next.ID, submissions.Accepted, ""); err != nil {
		t.Errorf("the next is accepted: %v", err)
	}
}

func TestANewDraftTakesOverWhatCanStillBeChosen(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	sub := s.submitted(t)
	if err := s.decide(s.IMI.Reviewer, sub.ID, submissions.Returned, "The identity check is too old."); err != nil {
		t.Fatal(err)
	}
	s.Exec(`update document_version set superseded_at = now() where id = $1`, s.identity)
	var next submissions.Submission
	s.write(t, s.org.Manager, func(tx *tenants.Tx) (err error) {
		next, err = submissions.Start(tx, s.candidate.ID, s.org.QAP)
		return err
	})
	if items := s.manifest(t, next.ID); len(items) != 1 || items[0].DocumentVersionID != s.conduct {
		t.Errorf("taken over: %+v", items)
	}
}

func TestARefusalEndsIt(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	sub := s.submitted(t)
	if err := s.decide(s.IMI.Reviewer, sub.ID, submissions.Refused, "The logbook cannot be true."); err != nil {
		t.Fatal(err)
	}
	s.closed(t, sub)
	s.letter(t, sub, "submission_refused")
	if next := s.drafted(t); next.PreviousID != nil {
		t.Error("a new submission follows a refused one")
	}
	if s.Count(`select count(*) from credential where submission_id = $1`, sub.ID) != 0 {
		t.Error("a refusal made a credential")
	}
}

func TestOnlyAReviewerDecides(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	sub := s.submitted(t)
	for what, o := range map[string]tenants.Overseer{"the administrator": s.IMI.Administrator} {
		refused(t, what, s.decide(o, sub.ID, submissions.Accepted, ""), fault.Forbidden, "")
	}
	for what, o := range map[string]tenants.Overseer{"a spot checker": s.IMI.SpotChecker, "an appraiser": s.IMI.Appraiser} {
		refused(t, what, s.decide(o, sub.ID, submissions.Accepted, ""), fault.NotFound, "not_found.submission")
	}
	refused(t, "an outcome that is none", s.decide(s.IMI.Reviewer, sub.ID, "maybe", "x"), fault.Invalid, "")
	refused(t, "reasons too long", s.decide(s.IMI.Reviewer, sub.ID, submissions.Refused, strings.Repeat("ñ", 4001)), fault.Invalid, "")
}

func TestOfWithdrawingAndDecidingAtOnceExactlyOneWins(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	for range 6 {
		sub := s.submitted(t)
		var wins sync.WaitGroup
		var decided, withdrawn error
		wins.Go(func() { decided = s.decide(s.IMI.Reviewer, sub.ID, submissions.Returned, "Both at once.") })
		wins.Go(func() { withdrawn = s.withdraw(s.org.Manager, sub) })
		wins.Wait()
		if (decided == nil) == (withdrawn == nil) {
			t.Fatalf("decided: %v, withdrawn: %v", decided, withdrawn)
		}
		for _, err := range []error{decided, withdrawn} {
			if err != nil {
				refused(t, "the one that lost", err, fault.Conflict, "")
			}
		}
		both := s.Count(`select count(*) from submission s join decision d on d.submission_id = s.id where s.id = $1 and s.withdrawn_at is not null`, sub.ID)
		if both != 0 {
			t.Fatal("withdrawn and decided")
		}
	}
}

func TestTheDatabaseRepeatsTheCheck(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	sub := s.submitted(t)
	if err := s.withdraw(s.org.Manager, sub); err != nil {
		t.Fatal(err)
	}
	decide := `insert into decision (tenant_id, id, submission_id, outcome, reasons, decided_at, decided_by_name) values ($1,$2,$3,'refused','x',now(),'x')`
	if s.Try(decide, s.org.ID, newID(), sub.ID) == nil {
		t.Error("a withdrawn submission is decided")
	}
	next := s.submitted(t)
	if err := s.decide(s.IMI.Reviewer, next.ID, submissions.Refused, "No."); err != nil {
		t.Fatal(err)
	}
	if s.Try(`update submission set withdrawn_at = now() where id = $1`, next.ID) == nil {
		t.Error("a decided submission is withdrawn")
	}
	if s.Try(`insert into credential (tenant_id, id, submission_id, program_id, number, holder, certification, awarded_on) values ($1,$2,$3,$4,'IMI-AAAAA-AAAAA',$5,'certified_mediator','2026-11-16')`,
		s.org.ID, newID(), next.ID, s.org.QAP, holder) == nil {
		t.Error("a refused submission has a credential")
	}
}

func TestWithdrawingClosesTheOpening(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	sub := s.submitted(t)
	refused(t, "by another organisation", s.withdraw(s.Nordic.Manager, sub), fault.NotFound, "")
	refused(t, "by a trainer", s.withdraw(s.org.Trainer, sub), fault.NotFound, "")
	if err := s.withdraw(s.org.Manager, sub); err != nil {
		t.Fatal(err)
	}
	s.closed(t, sub)
	refused(t, "twice", s.withdraw(s.org.Manager, sub), fault.Conflict, "submission.withdrawn_already")
	refused(t, "decided afterwards", s.decide(s.IMI.Reviewer, sub.ID, submissions.Accepted, ""), fault.Conflict, "submission.withdrawn_already")
	refused(t, "a draft", s.withdraw(s.org.Manager, s.drafted(t)), fault.Conflict, "submission.not_submitted")
}
