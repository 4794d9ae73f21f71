package jobs

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/letters"
	"accord/tenants"
)

func TestEachStepOfASubmissionIsToldToThoseItConcerns(t *testing.T) {
	t.Parallel()
	o := office(t)
	org := o.Andina
	candidate := o.Row("candidate", map[string]any{"tenant_id": org.ID, "name": "Ana Lucía Torres"})
	submission := o.Row("submission", map[string]any{"tenant_id": org.ID, "candidate_id": candidate, "program_id": org.QAP, "certification": "certified_mediator",
		"holder": "Ana Lucía Torres", "reference": "SU-7K3QX-9WD42", "submitted_at": apptest.Start, "rule_set": "r", "declaration": "d", "submitted_by_name": "n"})
	o.Row("credential", map[string]any{"tenant_id": org.ID, "submission_id": submission, "program_id": org.QAP, "number": "IMI-AAAAA-BBBBB"})
	path := "/submissions/" + submission.String()
	for _, letter := range []letters.Kind{letters.SubmissionSent, letters.SubmissionReturned, letters.SubmissionRefused, letters.SubmissionAccepted} {
		o.write(t, org.Admin, func(tx *tenants.Tx) error {
			tx.Enqueue(letters.ToMembership(letter, submission, org.Manager.Membership()))
			return nil
		})
		o.drains(t, Drained{Done: 1})
		m := o.sink.Messages()[len(o.sink.Messages())-1]
		if !strings.Contains(m.Text, "/o/"+org.Slug+path) || !strings.Contains(m.Subject+m.Text, "SU-7K3QX-9WD42") || m.To[0] != org.Manager.Email() {
			t.Errorf("%s says to %v:\n%s", letter, m.To, m.Text)
		}
		if letter == letters.SubmissionAccepted && !strings.Contains(m.Text, "IMI-AAAAA-BBBBB") {
			t.Error("the letter of acceptance lacks the number")
		}
	}
	o.write(t, org.Manager, func(tx *tenants.Tx) error {
		tx.Enqueue(letters.ToOversight(letters.SubmissionReceived, submission, tenants.RoleReviewer))
		return nil
	})
	if d, err := o.kit.Drain(t.Context(), org.ID, tenants.Oversight); err != nil || d.Dead+d.Retried > 0 {
		t.Fatalf("%+v, %v", d, err)
	}
	m := o.sink.Wait(t, o.IMI.Reviewer.Email(), "SU-7K3QX-9WD42")
	if !strings.Contains(m.Text, "https://accord.example/imi"+path) || strings.Contains(m.Text, "Ana Lucía") {
		t.Errorf("the reviewer reads:\n%s", m.Text)
	}
}

func TestTheLettersOfAnAssessmentNeverNameTheCandidate(t *testing.T) {
	t.Parallel()
	o := office(t)
	org := o.Andina
	candidate := o.Row("candidate", map[string]any{"tenant_id": org.ID, "name": "Ana Lucía Torres"})
	assessment := o.Row("assessment", map[string]any{"tenant_id": org.ID, "candidate_id": candidate, "program_id": org.QAP, "candidate_name": "Ana Lucía Torres"})
	assignment := o.Row("assessor_assignment", map[string]any{"tenant_id": org.ID, "assessment_id": assessment, "candidate_id": candidate,
		"membership_id": org.Assessor.Membership(), "assessor_name": "Jorge Vidal"})
	disagreement := o.Row("disagreement", map[string]any{"tenant_id": org.ID, "assessment_id": assessment, "candidate_id": candidate,
		"moderator_id": org.Assessor.Membership(), "moderator_name": "Elena Paredes", "named_at": apptest.Start})
	for letter, c := range map[letters.Kind]struct {
		subject uuid.UUID
		says    string
	}{
		letters.DisagreementOpened:  {disagreement, "Certified Mediator Assessment"},
		letters.ModeratorNamed:      {disagreement, "Certified Mediator Assessment"},
		letters.DisagreementSettled: {disagreement, "Elena Paredes"},
		letters.AssessmentAssigned:  {assignment, "Certified Mediator Assessment"},
		letters.AssessorDeclined:    {assignment, "Jorge Vidal"},
		letters.SheetSubmitted:      {assignment, "Jorge Vidal"},
	} {
		o.write(t, org.Admin, func(tx *tenants.Tx) error {
			tx.Enqueue(letters.ToMembership(letter, c.subject, org.Assessor.Membership()))
			return nil
		})
		o.drains(t, Drained{Done: 1})
		m := o.sink.Messages()[len(o.sink.Messages())-1]
		if !strings.Contains(m.Text, "/o/"+org.Slug+"/assessments/"+assessment.String()) || !strings.Contains(m.Text, c.says) || strings.Contains(m.Text+m.Subject, "Torres") {
			t.Errorf("%s says:\n%s", letter, m.Text)
		}
	}
}

func TestALetterAboutADisagreementIsMootOnceItIsSettled(t *testing.T) {
	t.Parallel()
	o := office(t)
	org := o.Andina
	candidate := o.Row("candidate", map[string]any{"tenant_id": org.ID, "name": "Ana Lucía Torres"})
	assessment := o.Row("assessment", map[string]any{"tenant_id": org.ID, "candidate_id": candidate, "program_id": org.QAP, "candidate_name": "Ana Lucía Torres"})
	settled := o.Row("disagreement", map[string]any{"tenant_id": org.ID, "assessment_id": assessment, "candidate_id": candidate,
		"moderator_id": org.Assessor.Membership(), "named_at": apptest.Start, "settled_at": apptest.Start, "moderation_id": uuid.New()})
	for _, letter := range []letters.Kind{letters.DisagreementOpened, letters.ModeratorNamed} {
		o.write(t, org.Admin, func(tx *tenants.Tx) error {
			tx.Enqueue(letters.ToMembership(letter, settled, org.Assessor.Membership()))
			return nil
		})
		o.drains(t, Drained{Done: 1})
	}
	if n := len(o.sink.Messages()); n != 0 {
		t.Errorf("%d letters are sent", n)
	}
}
