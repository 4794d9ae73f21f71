package submissions_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/submissions"
	"accord/tenants"
)

// completed is a stage whose candidate completed a course on a day.
func completed(t *testing.T, on time.Time) stage {
	t.Helper()
	w := apptest.NewWorld(t)
	s := stage{World: w, org: w.Andina}
	s.candidate = s.newCandidate(t, holder)
	cohort := w.Row("cohort", map[string]any{"tenant_id": s.org.ID, "program_id": s.org.CMTP, "code": "FM-26", "required_hours": 40, "starts_on": on, "ends_on": on})
	w.Row("cohort_trainer", map[string]any{"tenant_id": s.org.ID, "cohort_id": cohort, "membership_id": s.org.Trainer.Membership()})
	enrolment := w.Row("enrolment", map[string]any{"tenant_id": s.org.ID, "cohort_id": cohort, "candidate_id": s.candidate.ID})
	w.Row("completion", map[string]any{"tenant_id": s.org.ID, "enrolment_id": enrolment, "cohort_id": cohort, "candidate_id": s.candidate.ID, "program_id": s.org.CMTP,
		"hours": 41.5, "completed_on": on})
	s.identity = s.document(t, s.candidate.ID, "identity_check", "Identity")
	s.conduct = s.document(t, s.candidate.ID, "training_certificate", "Certificate")
	return s
}

func (s stage) draftedUnder(t *testing.T, program uuid.UUID, reason string, versions ...uuid.UUID) (d submissions.Submission) {
	t.Helper()
	s.write(t, s.org.Manager, func(tx *tenants.Tx) (err error) {
		if d, err = submissions.Start(tx, s.candidate.ID, program); err != nil {
			return err
		}
		d, err = submissions.Prepare(tx, submissions.Draft{SubmissionID: d.ID, Versions: versions, Reason: reason})
		return err
	})
	return d
}

func TestAQualifiedMediatorIsPutForwardByTheirCompletion(t *testing.T) {
	t.Parallel()
	s := completed(t, time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC))
	d := s.draftedUnder(t, s.org.CMTP, "", s.identity, s.conduct)
	if err := s.submit(s.org.Manager, d.ID); err != nil {
		t.Fatal(err)
	}
	err := s.oversee(s.IMI.Reviewer, func(tx *tenants.OversightTx) error {
		sub, err := submissions.Find(tx, d.ID)
		if err != nil {
			return err
		}
		if sub.Certification != "qualified_mediator" || !slices.Contains(submissions.PointsOf(sub.RuleSet), submissions.PointTraining) {
			t.Errorf("put forward for %s, reviewed by %v", sub.Certification, submissions.PointsOf(sub.RuleSet))
		}
		told, err := submissions.FactsOf(tx, d.ID)
		if len(told.Trainings) != 1 || told.Trainings[0].Hours != 41.5 || told.Trainings[0].Required != 40 || told.Trainings[0].Cohort != "FM-26" {
			t.Errorf("the training is told as %+v", told.Trainings)
		}
		if len(told.Trainers) != 1 || told.Trainers[0].ID != s.org.Trainer.Membership() || told.Decision != nil || len(told.Assessors) != 0 {
			t.Errorf("trainers %v, assessors %v, decision %v", told.Trainers, told.Assessors, told.Decision)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.decide(s.IMI.Reviewer, d.ID, submissions.Accepted, ""); err != nil {
		t.Error(err)
	}
}

func TestACompletionBeforeTheRecognitionTakesAReason(t *testing.T) {
	t.Parallel()
	s := completed(t, time.Date(2026, 5, 4, 0, 0, 0, 0, time.UTC)) // recognised on 16 November
	d := s.draftedUnder(t, s.org.CMTP, "", s.identity, s.conduct)
	if got := saidMissing(s.submit(s.org.Manager, d.ID)); !slices.Equal(got, []string{"eligibility.before_recognition.reason"}) {
		t.Errorf("missing is said as %v", got)
	}
	d = s.draftedUnder(t, s.org.CMTP, "It is the course that was appraised.", s.identity, s.conduct)
	if err := s.submit(s.org.Manager, d.ID); err != nil {
		t.Error(err)
	}
}

func TestWithoutACompletionNobodyIsPutForwardAsQualified(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	d := s.draftedUnder(t, s.org.CMTP, "", s.identity)
	if got := saidMissing(s.submit(s.org.Manager, d.ID)); !slices.Equal(got, []string{"eligibility.completion.missing", "submission.document_missing"}) {
		t.Errorf("missing is said as %v", got)
	}
}
