package jobs

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/candidates"
	assessdays "accord/app/days"
	"accord/app/trainings"
	"accord/tenants"
)

// Everybody who takes part in a slot is invited, told of a swap with the old hour
// and the new in the zone of the place, and reminded the day before; the hour goes
// with each letter, and no letter names the candidate to others.
func TestWhoTakesPartInASlotIsWrittenTo(t *testing.T) {
	t.Parallel()
	o := office(t)
	m := o.Andina.Manager
	var slots []assessdays.Slot
	o.write(t, m, func(tx *tenants.Tx) error {
		c, err := candidates.Add(tx, candidates.NewCandidate{Name: "Renata Ocampo", Email: "renata@correo.example", Language: "es"})
		if err != nil {
			return err
		}
		a, err := assessments.Open(tx, assessments.NewAssessment{CandidateID: c.ID, ProgramID: o.Andina.QAP})
		if err != nil {
			return err
		}
		if _, err = assessments.Assign(tx, a.ID, o.Andina.Assessor.Membership()); err != nil {
			return err
		}
		d, err := assessdays.Plan(tx, assessdays.NewDay{Program: o.Andina.QAP, Title: "Assessments", On: apptest.Start.AddDate(0, 0, 7), Place: "Quito", Language: "es"})
		if err != nil {
			return err
		}
		if slots, err = assessdays.Fill(tx, d.ID, assessdays.Series{Begins: trainings.Clock(9 * 60), Count: 2, Minutes: 60, Scenario: "La herencia", Version: "v2", Assessments: []uuid.UUID{a.ID}}); err != nil {
			return err
		}
		if _, err = assessdays.AddPlayer(tx, slots[0].ID, assessdays.Player{Name: "Pía Montalvo", Email: "pia@correo.example"}); err != nil {
			return err
		}
		_, err = assessdays.Publish(tx, d.ID)
		return err
	})
	told := func(what, es, en string) {
		t.Helper()
		if d, err := o.kit.Drain(t.Context(), o.Andina.ID); err != nil || d.Dead+d.Retried > 0 {
			t.Fatalf("%s: %+v, %v", what, d, err)
		}
		all := o.sink.Messages()
		for _, to := range []string{"renata@correo.example", "pia@correo.example", o.Andina.Assessor.Email()} {
			n := 0
			for _, l := range all {
				if l.To[0] != to || !strings.Contains(l.Text, es) && !strings.Contains(l.Text, en) {
					continue
				}
				n++
				if !slices.Contains(l.Files, "accord.ics") || to != "renata@correo.example" && strings.Contains(l.Text+l.Subject, "Renata") {
					t.Errorf("%s: %v %s", what, l.Files, l.Text)
				}
			}
			if n != 1 {
				t.Errorf("%s: %d letters to %s", what, n, to)
			}
		}
	}
	told("invited", "Empieza: lunes 23 de noviembre de 2026, a las 09:00 (America/Guayaquil)", "It begins: Monday 23 November 2026, 09:00 (America/Guayaquil)")
	o.write(t, m, func(tx *tenants.Tx) error {
		_, _, err := assessdays.Swap(tx, slots[0].ID, slots[1].ID, "El bus de la mañana.")
		return err
	})
	told("swapped", "Era: lunes 23 de noviembre de 2026, a las 09:00 (America/Guayaquil)", "It was: Monday 23 November 2026, 09:00 (America/Guayaquil)")
	o.write(t, m, func(tx *tenants.Tx) error {
		s, err := assessdays.SlotOf(tx, slots[0].ID)
		if err == nil {
			tx.Enqueue(tenants.Job{Kind: assessdays.RemindKind, Args: map[string]any{"subject": s.ID.String(), "stage": s.Stage()}})
		}
		return err
	})
	told("reminded", "le recuerda una evaluación", "reminds you of an assessment")

	// Who signs in is asked whether they come, reminded that it is not said, and those who plan hear that they cannot.
	signed := o.Member(o.Andina, tenants.RoleCandidate)
	o.Force(`update candidate set person_id = $2 where tenant_id = $1 and email = 'renata@correo.example'`, o.Andina.ID, signed.Person())
	sent := func(what, to, says, not string) {
		t.Helper()
		if d, err := o.kit.Drain(t.Context(), o.Andina.ID); err != nil || d.Dead+d.Retried > 0 {
			t.Fatalf("%s: %+v, %v", what, d, err)
		}
		n := 0
		for _, l := range o.sink.Messages() {
			if l.To[0] == to && strings.Contains(l.Text, says) && (not == "" || !strings.Contains(l.Text+l.Subject, not)) {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%s: %d letters to %s say %q", what, n, to, says)
		}
	}
	remind := func(again string) {
		t.Helper()
		o.write(t, m, func(tx *tenants.Tx) error {
			s, err := assessdays.SlotOf(tx, slots[0].ID)
			if err == nil {
				tx.Enqueue(tenants.Job{Kind: assessdays.RemindKind, Dedupe: again, Args: map[string]any{"subject": s.ID.String(), "stage": s.Stage()}})
			}
			return err
		})
	}
	o.write(t, m, func(tx *tenants.Tx) error {
		_, _, err := assessdays.Swap(tx, slots[0].ID, slots[1].ID, "El bus de la tarde.")
		return err
	})
	sent("moved", "renata@correo.example", "Lo que respondió antes ya no cuenta", "")
	remind("again")
	sent("unanswered", "renata@correo.example", "Todavía no ha indicado si asistirá", "")
	o.write(t, signed, func(tx *tenants.Tx) error {
		_, err := assessdays.Decline(tx, slots[0].ID, "Mi vuelo sale a mediodía.")
		return err
	})
	sent("declined", m.Email(), "expected for an assessment in", "Renata")
}
