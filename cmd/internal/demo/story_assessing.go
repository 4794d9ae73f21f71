package demo

import (
	"github.com/google/uuid"

	"accord/app/adjustments"
	"accord/app/appeals"
	"accord/app/days"
	"accord/app/quality"
	"accord/app/trainings"
	"accord/tenants"
)

// assessing is what an assessing organisation does beside its candidacies: a
// decision is contested, adjustments are arranged, a day is planned, and its
// assessors' sheets are looked over.
func (t *teller) assessing() {
	t.contested("Iván Mauricio Loor")
	t.arranged()
	t.dayOfAssessments()
	t.lookedOver()
}

// contested: the candidate appeals by their letter's link, and one of the panel
// has declared; another is still to be named.
func (t *teller) contested(name string) {
	t.on(31, "10:20", name+" is told of the decision", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			r, err := appeals.Tell(tx, t.ids["assessment "+name], "Su manera de escuchar es buena. El acuerdo se cerró antes de que ambas partes dijeran qué necesitaban. Puede volver a presentarse después de cinco mediaciones con acompañamiento.")
			t.ids["result link "+name] = r.LinkID
			return err
		})
	})
	t.on(14, "19:40", name+" contests it", func() error {
		return t.guest(t.ids["result link "+name], func(tx *tenants.Tx) error {
			a, err := appeals.Lodge(tx, appeals.NewAppeal{AssessmentID: t.ids["assessment "+name], Ground: "procedure",
				Statement: "Una de las partes del juego de rol llegó veinte minutos tarde y no se me dio ese tiempo al final."})
			t.ids["appeal "+name] = a.ID
			return err
		})
	})
	t.on(12, "09:10", "the first of the panel is named", func() error {
		elena, err := t.member(Elena)
		if err != nil {
			return err
		}
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			_, err := appeals.Name(tx, t.ids["appeal "+name], elena.Membership())
			return err
		})
	})
	t.on(11, "08:50", Elena.Name+" declares no conflict", func() error {
		return t.as(Elena, func(tx *tenants.Tx) error { _, err := appeals.Declare(tx, t.ids["appeal "+name]); return err })
	})
}

// arranged: more time that is granted, and an interpreter that is asked for.
func (t *teller) arranged() {
	t.on(10, "12:10", "more time is arranged for a candidate", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			a, err := adjustments.Ask(tx, t.ids["Jorge Luis Pazmiño"], "extra_time", "Un cuarto más de tiempo en el juego de rol, con una pausa de diez minutos.")
			if err == nil {
				_, err = adjustments.Grant(tx, a.ID)
			}
			return err
		})
	})
	t.on(1, "16:20", "an interpreter is asked for", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			_, err := adjustments.Ask(tx, t.ids["Paúl Sarmiento Vega"], "interpreter", "Intérprete de kichwa para una de las partes del juego de rol.")
			return err
		})
	})
}

// dayOfAssessments is next week's: a candidate and a free slot, everybody is
// invited; the candidate cannot come at their hour, and could at the free one.
func (t *teller) dayOfAssessments() {
	t.on(2, "15:30", "a day of assessments is planned", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			d, err := days.Plan(tx, days.NewDay{Program: t.ids["andina qap"], Title: "Juegos de rol, jornada 4", On: t.date(-4), Place: "Sede Quito, av. Amazonas y Naciones Unidas", Language: "es"})
			if err != nil {
				return err
			}
			s, err := days.AddSlot(tx, d.ID, days.NewSlot{Begins: at(9, 0), Ends: at(10, 30), Room: "Sala 2", Assessment: t.ids["assessment Jorge Luis Pazmiño"], Scenario: "Garantía de arriendo", Version: "4"})
			if err != nil {
				return err
			}
			if _, err := days.AddPlayer(tx, s.ID, days.Player{Name: "Sofía Andrade", Email: "sofia.andrade@correo.example"}); err != nil {
				return err
			}
			if _, err := days.AddSlot(tx, d.ID, days.NewSlot{Begins: at(11, 0), Ends: at(12, 30), Room: "Sala 2", Scenario: "Ruido nocturno", Version: "2"}); err != nil {
				return err
			}
			t.ids["slot ahead"] = s.ID
			_, err = days.Publish(tx, d.ID)
			return err
		})
	})
	t.on(1, "18:40", Jorge.Name+" cannot come at their hour", func() error {
		return t.as(Jorge, func(tx *tenants.Tx) error {
			_, err := days.Decline(tx, t.ids["slot ahead"], "Ese día tengo audiencia en Ibarra a las nueve. Desde las once puedo llegar.")
			return err
		})
	})
}

func at(hour, minute int) trainings.Clock { return trainings.Clock(60*hour + minute) }

// lookedOver: a plan draws sheets, one of them is reviewed, and the assessors meet.
func (t *teller) lookedOver() {
	t.on(29, "11:00", "a sampling plan is put in force", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			p, err := quality.OpenPlan(tx, quality.NewPlan{ProgramID: t.ids["andina qap"], From: t.date(120), Through: t.date(-60), Percent: 20, Least: 1, Note: "Una de cada cinco hojas, y al menos una de cada persona que evalúa."})
			t.ids["sampling plan"] = p.ID
			return err
		})
	})
	var drawn []quality.QualityCheck
	t.on(8, "10:10", "sheets are drawn", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) (err error) { drawn, err = quality.Draw(tx, t.ids["sampling plan"]); return err })
	})
	t.on(7, "17:20", "a drawn sheet is reviewed", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			_, err := quality.Review(tx, quality.Finding{CheckID: drawn[0].ID, Outcome: quality.Advice, Note: "Las puntuaciones se entienden; en dos criterios falta decir qué se vio y en qué momento."})
			return err
		})
	})
	t.on(6, "18:30", "the assessors' meeting is recorded", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			_, err := quality.Record(tx, quality.NewMeeting{HeldOn: t.date(6), Title: "Criterios de cierre y acuerdo", Programs: []uuid.UUID{t.ids["andina qap"]}, Members: []uuid.UUID{t.ids[Teresa.Email], t.ids[Mateo.Email]},
				Minute:  "Se vio la grabación del juego de rol 4 y cada persona puntuó por separado. Donde hubo dos puntos de diferencia se leyó la referencia en voz alta y se acordó qué se espera ver.",
				Actions: "Añadir a la referencia del criterio 8 un ejemplo de cierre parcial."})
			return err
		})
	})
}
