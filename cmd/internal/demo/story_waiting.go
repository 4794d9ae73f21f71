package demo

import (
	"time"

	"github.com/google/uuid"

	"accord/app/trainings"
	"accord/tenants"
)

// evening is a small group that is full before it begins, and whom others wait for.
var evening = struct {
	people  []string
	waiting []string
}{
	[]string{"Adriana Belén Tobar", "Christian Paúl Endara", "Lorena Maribel Yumbo", "Wilmer Agustín Cujilema"},
	[]string{"Silvana Rosario Puente", "Mauricio Gonzalo Báez"},
}

// waits: an evening group is planned as a series, fills up, and two wait for a place.
func (t *teller) waits() {
	t.on(16, "10:00", "an evening group is opened, its evenings planned at once", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			c, err := trainings.Open(tx, trainings.NewCohort{Program: t.ids["andina cmtp"], Code: t.date(-12).Format("FM-2006-01") + "-N", Title: "Fundamentos de la mediación, grupo de noche", Language: "es",
				Place: "Quito, aula Antisana", StartsOn: t.date(-12), EndsOn: t.date(-52), Capacity: len(evening.people), RequiredHours: 36, AttendanceFloor: 90, FeeNote: "USD 420, en tres cuotas"})
			if err != nil {
				return err
			}
			t.ids["evening"] = c.ID
			if err := trainings.Staff(tx, c.ID, []uuid.UUID{t.ids[Rosa.Email]}); err != nil {
				return err
			}
			begins, _ := trainings.ReadClock("17:30")
			ends, _ := trainings.ReadClock("20:45")
			_, err = trainings.AddSeries(tx, c.ID, trainings.Series{Session: trainings.NewSession{Title: "Taller de noche", Hours: 3}, Days: []time.Weekday{time.Tuesday, time.Thursday},
				From: t.date(-12), Begins: begins, Ends: ends, Times: 12})
			return err
		})
	})
	t.on(11, "12:00", "the evening group fills up, and two wait", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			for i, name := range evening.people {
				if _, err := trainings.Enrol(tx, t.ids["evening"], person(name, 200+i), ""); err != nil {
					return err
				}
			}
			for i, name := range evening.waiting {
				if _, err := trainings.Wait(tx, t.ids["evening"], person(name, 210+i)); err != nil {
					return err
				}
			}
			return nil
		})
	})
}
