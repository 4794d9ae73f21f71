package jobs

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/quality"
	"accord/tenants"
)

// An assessor is written to where the review of a sheet has something for them,
// in their language and with nothing of what was found, nor of whom.
func TestAnAssessorIsWrittenToOfAReviewWithSomethingToRead(t *testing.T) {
	t.Parallel()
	o := office(t)
	o.Exec(`update membership set locale = 'es' where id = $1`, o.Andina.Assessor.Membership())
	var a assessments.Assessment
	o.write(t, o.Andina.Manager, func(tx *tenants.Tx) error {
		c, err := candidates.Add(tx, candidates.NewCandidate{Name: "Renata Ocampo", Email: "renata@correo.example", Language: "es"})
		if err == nil {
			a, err = assessments.Open(tx, assessments.NewAssessment{CandidateID: c.ID, ProgramID: o.Andina.QAP})
		}
		return err
	})
	checks := map[quality.Outcome]uuid.UUID{}
	for _, outcome := range quality.Outcomes {
		checks[outcome] = o.Row("quality_check", map[string]any{"tenant_id": o.Andina.ID, "program_id": o.Andina.QAP, "assessment_id": a.ID, "candidate_id": a.CandidateID,
			"membership_id": o.Andina.Assessor.Membership(), "assessor_name": o.Andina.Assessor.Name(), "drawn_at": apptest.Start, "drawn_by": o.Andina.Manager.Membership()})
		note := "The marks do not follow from the notes."
		if outcome == quality.Sound {
			note = ""
		}
		o.write(t, o.Andina.Manager, func(tx *tenants.Tx) error {
			_, err := quality.Review(tx, quality.Finding{CheckID: checks[outcome], Outcome: outcome, Note: note})
			return err
		})
	}
	letters := len(quality.Outcomes) - 1 // of a sound sheet there is nothing to say
	o.drains(t, Drained{Done: letters})
	all := o.sink.Messages()
	if len(all) != letters {
		t.Fatalf("%d letters went out, not %d", len(all), letters)
	}
	for _, m := range all {
		if m.To[0] != o.Andina.Assessor.Email() || !strings.Contains(m.Text, "hoja") || !strings.Contains(m.Text, "https://accord.example/o/"+o.Andina.Slug+"/quality/checks/") ||
			strings.Contains(m.Text, checks[quality.Sound].String()) {
			t.Errorf("to %v:\n%s", m.To, m.Text)
		}
		if strings.Contains(m.Text, "Renata") || strings.Contains(m.Text, "marks do not follow") {
			t.Errorf("the letter says what stands behind its link:\n%s", m.Text)
		}
	}
}
