package demo

import (
	"accord/app/exercises"
	"accord/tenants"
)

// exercises: a role-play of the running cohort, at tables that were drawn, with
// feedback from the coach of the first; and one that is planned for later.
func (t *teller) exercises() {
	t.on(14, "09:00", "a role-play is described", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			e, err := exercises.Add(tx, exercises.NewExercise{Program: t.ids["andina cmtp"], Kind: exercises.RolePlay, Title: "El techo que gotea",
				Scenario:  "Una inquilina retiene el alquiler desde hace dos meses porque el techo gotea. El propietario dice que avisó tarde.\nQuien media no conoce más que esto; cada parte lee solo su hoja.",
				Mediators: 1, Roles: "Inquilina\nPropietario", Minutes: 45, Method: "role_plays"})
			t.ids["role-play"] = e.ID
			if err != nil {
				return err
			}
			_, err = exercises.Add(tx, exercises.NewExercise{Program: t.ids["andina cmtp"], Kind: exercises.Plain, Title: "Reformular en voz alta · Reframing aloud",
				Scenario: "En parejas: una persona cuenta un conflicto propio durante dos minutos, la otra lo reformula sin juicio. Luego al revés.", Roles: "Quien cuenta\nQuien reformula", Minutes: 20, Method: "exercises"})
			return err
		})
	})
	t.on(14, "10:00", "it is planned, and its tables are drawn", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			r, err := exercises.Plan(tx, t.ids[running.key+" session 5"], t.ids["role-play"])
			if err != nil {
				return err
			}
			b, err := exercises.Board(tx, r.ID)
			if err != nil {
				return err
			}
			t.ids["round"] = r.ID
			_, err = exercises.Arrange(tx, r.ID, exercises.Arrangement{Was: 1, Tables: b.Propose(24), Seed: 24})
			return err
		})
	})
	t.on(12, "18:30", "the coach gives feedback", t.coaches)
}

var praise = exercises.Notes{
	{Heading: "opening", Strengths: "Apertura breve y cálida: en tres minutos estaban claras las reglas y el papel de cada quien.", Level: 3},
	{Heading: "listening", Strengths: "Dejó terminar a las dos partes y resumió sin juzgar.", ToWorkOn: "Reformular antes: la segunda acusación quedó en el aire.", Level: 2},
}

// coaches gives two trainees of the first table feedback and leaves a draft.
func (t *teller) coaches() error {
	return t.as(Rosa, func(tx *tenants.Tx) error {
		b, err := exercises.Board(tx, t.ids["round"])
		if err != nil {
			return err
		}
		for i, s := range b.Tables[0].Seats {
			if i == 2 {
				_, err = exercises.Save(tx, s.ID, exercises.Saving{Notes: praise[1:]})
				return err
			}
			if _, err := exercises.Give(tx, s.ID, exercises.Saving{Notes: praise}); err != nil {
				return err
			}
		}
		return nil
	})
}
