package jobs

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/trainings"
	"accord/tenants"
)

// A session that moves is told of to each by a mail of their own, in their
// language; whoever withdrew before it went out hears nothing.
func TestASessionThatMovesIsToldToEachInTheirLanguage(t *testing.T) {
	t.Parallel()
	o := office(t)
	var session trainings.TrainingSession
	var gone trainings.Enrolment
	starts := time.Date(2026, 11, 21, 20, 0, 0, 0, time.UTC)
	in := trainings.NewSession{Title: "Escucha activa", StartsAt: starts, EndsAt: starts.Add(3 * time.Hour), Hours: 3, Place: "Aula 2"}
	o.write(t, o.Andina.Manager, func(tx *tenants.Tx) error {
		c, err := trainings.Open(tx, trainings.NewCohort{Program: o.Andina.CMTP, Code: "F-26", Title: "Foundations", Language: "es",
			TimeZone: "America/New_York", StartsOn: time.Date(2026, 10, 10, 0, 0, 0, 0, time.UTC), EndsOn: time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC), Capacity: 24, RequiredHours: 40, AttendanceFloor: 90})
		if err != nil {
			return err
		}
		if err := trainings.Staff(tx, c.ID, []uuid.UUID{o.Andina.Trainer.Membership()}); err != nil {
			return err
		}
		if session, err = trainings.AddSession(tx, c.ID, in); err != nil {
			return err
		}
		if _, err = trainings.Enrol(tx, c.ID, candidates.NewCandidate{Name: "Camila Torres", Email: "camila@correo.example", Language: "es"}, ""); err != nil {
			return err
		}
		gone, err = trainings.Enrol(tx, c.ID, candidates.NewCandidate{Name: "Diego Paz", Email: "diego@correo.example", Language: "es"}, "")
		return err
	})
	in.StartsAt, in.EndsAt, in.Link, in.Reason = in.StartsAt.Add(time.Hour), in.EndsAt.Add(time.Hour), "https://meet.example.org/aula-2", "El aula no está libre."
	o.write(t, o.Andina.Manager, func(tx *tenants.Tx) error { _, err := trainings.EditSession(tx, session.ID, in); return err })
	o.write(t, o.Andina.Manager, func(tx *tenants.Tx) error { _, err := trainings.Withdraw(tx, gone.ID); return err })
	if d, err := o.kit.Drain(t.Context(), o.Andina.ID); err != nil || d.Dead+d.Retried > 0 {
		t.Fatalf("%+v, %v", d, err)
	}
	sent := map[string]string{}
	for _, m := range o.sink.Messages() {
		sent[m.To[0]] = m.Subject + "\n" + m.Text
	}
	if len(sent) != 2 || len(o.sink.Messages()) != 2 {
		t.Fatalf("%d letters to %v", len(o.sink.Messages()), sent)
	}
	for _, want := range []string{"Cambio: Escucha activa", "sábado 21 de noviembre de 2026, a las 16:00 (America/New_York)", "Termina: sábado 21 de noviembre de 2026, a las 19:00 (America/New_York)", "El aula no está libre.", "https://meet.example.org/aula-2", "Aula 2"} {
		if !strings.Contains(sent["camila@correo.example"], want) {
			t.Errorf("the candidate's letter does not say %q:\n%s", want, sent["camila@correo.example"])
		}
	}
}
