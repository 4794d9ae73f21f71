package demo

import (
	"accord/app/designs"
	"accord/tenants"
)

// designs: the academies publish by what they assess; one learns from a year of
// assessments and publishes a second version, another has one in the making.
func (t *teller) designs() {
	t.publishes(228, Joaquin, "andina qap", "", nil)
	t.publishes(221, Sunniva, "nordlys qap", "", nil)
	t.publishes(30, Joaquin, "andina qap", "Las habilidades pesan ahora el doble que los conocimientos, como pidió la reunión de estandarización de julio. Se pide además el 65 % de los puntos, y una entrevista para quien suspende la prueba por poco.",
		func(tx *tenants.Tx, w designs.Whole) error {
			methods := designs.Methods{
				{Name: "knowledge_test", Note: designs.Text{En: "One hour, closed book, three questions.", Es: "Una hora, sin libros, tres preguntas."}},
				{Name: "role_play_live", Note: designs.Text{En: "Ninety minutes with two role-players who did not train the candidate; recorded.", Es: "Noventa minutos con dos actores que no formaron a quien se presenta; se graba."}},
				{Name: "interview", Note: designs.Text{En: "Half an hour, straight after the role-play, on what was done and why.", Es: "Media hora, justo después del juego de rol, sobre lo que se hizo y por qué."}},
				{Name: "portfolio", Note: designs.Text{En: "The verified logbook.", Es: "El libro de mediaciones verificado."}}}
			if err := designs.SetRule(tx, w.ProgramID, w.Revision, designs.Rule{PassPercent: 65, MarksApart: 20, ResultApart: 10}, methods); err != nil {
				return err
			}
			for _, c := range w.Criteria {
				in := again(c)
				switch c.Heading {
				case "skills":
					in.Weight = 10
				case "knowledge":
					in.Methods = []string{"knowledge_test", "interview"}
				}
				if err := designs.EditCriterion(tx, w.ProgramID, c.ID, c.Revision, in); err != nil {
					return err
				}
			}
			return nil
		})
	t.on(3, "17:20", "the next version of a design is begun", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			w, err := designs.Begin(tx, t.ids["andina qap"])
			if err != nil {
				return err
			}
			_, err = designs.AddCriterion(tx, w.ProgramID, designs.NewCriterion{Heading: "skills",
				Title:     designs.Text{En: "Works with interpreters", Es: "Trabaja con intérpretes"},
				Benchmark: designs.Text{Es: "Se asegura de que cada parte habla y entiende en su lengua, y marca el ritmo."},
				ScaleMax:  5, Levels: designs.UsualLevels(5, 3), Weight: 5, Floor: 0, Optional: true, Methods: []string{"role_play_live"}})
			return err
		})
	})
}

// again is a criterion as it is.
func again(c designs.Criterion) designs.NewCriterion {
	return designs.NewCriterion{Heading: c.Heading, Title: c.Title, Benchmark: c.Benchmark, ScaleMax: c.ScaleMax, Levels: c.Levels, Weight: c.Weight, Floor: c.Floor,
		Optional: c.Optional, Methods: c.SeenBy()}
}

// publishes begins a program's next design, changes it, and publishes it.
func (t *teller) publishes(before int, by Person, program, note string, changes func(*tenants.Tx, designs.Whole) error) {
	t.on(before, "17:00", "a design is published", func() error {
		return t.as(by, func(tx *tenants.Tx) error {
			w, err := designs.Begin(tx, t.ids[program])
			if err == nil && changes != nil {
				err = changes(tx, w)
			}
			if err != nil {
				return err
			}
			if w, err = designs.DraftOf(tx, w.ProgramID); err != nil {
				return err
			}
			_, err = designs.Publish(tx, w.ProgramID, w.Revision, note)
			return err
		})
	})
}
