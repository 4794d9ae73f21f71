package jobs

import (
	"strings"
	"testing"
	"time"

	"accord/app/apptest"
	"accord/app/letters"
	"accord/tenants"
)

func TestEachStepOfARequestIsToldToThoseItConcerns(t *testing.T) {
	t.Parallel()
	o := office(t)
	org := o.Andina
	submission := o.Row("submission", map[string]any{"tenant_id": org.ID, "program_id": org.QAP, "certification": "certified_mediator",
		"holder": "Ana Lucía Torres", "reference": "SU-7K3QX-9WD42", "submitted_at": apptest.Start, "rule_set": "r", "declaration": "d", "submitted_by_name": "n"})
	o.Row("decision", map[string]any{"tenant_id": org.ID, "submission_id": submission, "outcome": "accepted"})
	request := o.Row("document_request", map[string]any{"tenant_id": org.ID, "submission_id": submission, "holder": "Ana Lucía Torres", "reference": "SC-7K3QX-9WD42",
		"kind": "routine", "due_at": apptest.Start.AddDate(0, 0, 14), "readable_until": apptest.Start.AddDate(0, 3, 0)})
	about := func(letter letters.Kind) {
		t.Helper()
		o.write(t, org.Admin, func(tx *tenants.Tx) error {
			tx.Enqueue(letters.ToMembership(letter, request, org.Manager.Membership()))
			return nil
		})
		o.drains(t, Drained{Done: 1})
		m := o.sink.Messages()[len(o.sink.Messages())-1]
		if m.To[0] != org.Manager.Email() || !strings.Contains(m.Text, "/o/"+org.Slug+"/requests/"+request.String()) || !strings.Contains(m.Text, "Ana Lucía Torres") {
			t.Errorf("%s says to %v:\n%s", letter, m.To, m.Text)
		}
	}
	for _, letter := range []letters.Kind{letters.RequestIssued, letters.ReminderBefore, letters.ReminderAfter, letters.Escalation} {
		about(letter)
	}
	for i, letter := range []letters.Kind{letters.Released, letters.Escalation} {
		o.write(t, org.Admin, func(tx *tenants.Tx) error {
			tx.Enqueue(letters.ToOversight(letter, request, tenants.RoleSpotChecker))
			return nil
		})
		if d, err := o.kit.Drain(t.Context(), org.ID, tenants.Oversight); err != nil || d.Dead+d.Retried > 0 {
			t.Fatalf("%s: %+v, %v", letter, d, err)
		}
		// IMI's jobs are everybody's: what other tests gave it to do may have been done between.
		told := 0
		for _, m := range o.sink.Messages() {
			if strings.Contains(m.Text, "https://accord.example/imi/spot-checks/"+request.String()) && m.To[0] == o.IMI.SpotChecker.Email() {
				told++
			}
		}
		if told != i+1 {
			t.Errorf("%s: IMI was told %d times of %d", letter, told, i+1)
		}
	}
	o.Row("finding", map[string]any{"tenant_id": org.ID, "request_id": request, "outcome": "satisfactory_with_actions", "summary": "s"})
	o.Force(`update document_request set closed_at = $2 where id = $1`, request, apptest.Start.Add(time.Hour))
	about(letters.Outcome)
	if m := o.sink.Messages()[len(o.sink.Messages())-1]; !strings.Contains(m.Text, "satisfactory, with actions") {
		t.Errorf("the outcome is told as:\n%s", m.Text)
	}
}
