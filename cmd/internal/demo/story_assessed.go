package demo

import (
	"fmt"

	"github.com/google/uuid"

	"accord/app/adjustments"
	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/days"
	"accord/app/files"
	"accord/app/knowledge"
	"accord/app/people"
	"accord/tenants"
)

// Who is assessed in these stories: one whom the academy did not train, and
// one who misses her hour.
const (
	settled = "Beatriz Naranjo Coello"
	missed  = "Carmen Elisa Rosero"
)

// assessed is what comes before a decision: a knowledge test with its markers,
// a day with a swap and a no-show, a disagreement that a third assessor
// settles, and a candidate who keeps their own file.
func (t *teller) assessed() {
	t.on(20, "10:30", settled+" is put on file", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			c, err := candidates.Add(tx, person(settled, 61))
			t.ids[settled] = c.ID
			return err
		})
	})
	t.candidacy(candidacy{house: andinaHouse, name: settled, opened: 16, entries: 22, points: apart, sheets: []int{9, 8}, recording: true})
	t.tested()
	t.dayHeld()
	t.third()
	t.signsIn()
}

// tested: a test is published, one candidate's is marked by two who agree, and
// another's waits for its second marker.
func (t *teller) tested() {
	t.on(18, "10:00", "a knowledge test is published", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			draft, err := knowledge.Save(tx, knowledge.Draft{ProgramID: t.ids["andina qap"], Title: "Prueba de conocimientos", Label: "A/2026", PassMark: 14, Apart: 3, Questions: []knowledge.NewQuestion{
				{Words: "¿Qué distingue la mediación de la conciliación en el derecho ecuatoriano?", Marks: 6},
				{Words: "Una parte le cuenta algo a solas y le pide callarlo. ¿Qué hace?", Marks: 7},
				{Words: "¿Cuándo se retira usted de una mediación?", Marks: 7}}})
			if err != nil {
				return err
			}
			test, err := knowledge.Publish(tx, t.ids["andina qap"], draft.Revision)
			t.ids["knowledge test"] = test.ID
			return err
		})
	})
	t.marked(settled, 13, []int{6, 6, 5}, []int{5, 6, 5})
	t.marked(missed, 9, []int{5, 5, 6}, nil)
}

// marked files a candidate's script and has it marked, by as many as give marks.
func (t *teller) marked(name string, filed int, marks ...[]int) {
	markers := []Person{Teresa, Mateo}
	t.on(filed, "10:20", name+"'s script is filed", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			s, err := knowledge.File(tx, knowledge.NewScript{AssessmentID: t.ids["assessment "+name], TestID: t.ids["knowledge test"], VersionID: t.ids["knowledge_script "+name], SatOn: t.date(filed + 1)})
			for _, p := range markers {
				var g knowledge.Marking
				if err == nil {
					g, err = knowledge.Assign(tx, s.ID, t.ids[p.Email])
				}
				t.ids["marking "+name+p.Email] = g.ID
			}
			return err
		})
	})
	for i, p := range markers {
		if marks[i] == nil {
			continue
		}
		t.on(filed-1, fmt.Sprintf("18:%d0", i), p.Name+" declares before marking", func() error {
			return t.as(p, func(tx *tenants.Tx) error {
				_, err := knowledge.Declare(tx, t.ids["marking "+name+p.Email])
				return err
			})
		})
		t.on(filed-2, fmt.Sprintf("19:%d0", i), p.Name+" marks the script", func() error {
			return t.as(p, func(tx *tenants.Tx) error {
				paper, err := knowledge.MyPaper(tx, t.ids["marking "+name+p.Email])
				if err != nil {
					return err
				}
				in := knowledge.MarksInput{MarkingID: paper.Marking.ID, Revision: paper.Marking.Revision, Marks: map[uuid.UUID]knowledge.Given{}}
				for at, q := range paper.Questions {
					in.Marks[q.ID] = knowledge.Given{Marks: &marks[i][at]}
				}
				_, err = knowledge.SubmitMarks(tx, in)
				return err
			})
		})
	}
}

// dayHeld: two change their hours, one of them comes and one does not.
func (t *teller) dayHeld() {
	t.on(12, "12:30", "a day of role-plays is planned", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			d, err := days.Plan(tx, days.NewDay{Program: t.ids["andina qap"], Title: "Juegos de rol, jornada 3", On: t.date(10), Place: "Sede Quito, av. Amazonas y Naciones Unidas", Language: "es"})
			t.ids["day held"] = d.ID
			for i, name := range []string{missed, settled} {
				var s days.Slot
				if err == nil {
					s, err = days.AddSlot(tx, d.ID, days.NewSlot{Begins: at(9+2*i, 0), Ends: at(10+2*i, 30), Room: "Sala 2", Assessment: t.ids["assessment "+name], Scenario: "Garantía de arriendo", Version: "4"})
				}
				t.ids["slot "+name] = s.ID
			}
			if err == nil {
				_, err = days.Publish(tx, d.ID)
			}
			return err
		})
	})
	t.on(11, "16:00", "two change their hours", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			_, _, err := days.Swap(tx, t.ids["slot "+missed], t.ids["slot "+settled], "Beatriz viaja de vuelta a Loja a mediodía.")
			return err
		})
	})
	t.on(10, "10:40", settled+" has come", func() error {
		return t.as(Teresa, func(tx *tenants.Tx) error {
			_, err := days.Attend(tx, t.ids["slot "+settled], days.Attendance{Outcome: days.Held})
			return err
		})
	})
	t.on(10, "11:50", missed+" has not", func() error {
		return t.as(Teresa, func(tx *tenants.Tx) error {
			_, err := days.Attend(tx, t.ids["slot "+missed], days.Attendance{Outcome: days.NoShow, Note: "No llegó. Avisó a las 11:40: accidente en la Panamericana; se le ofrece otra fecha."})
			return err
		})
	})
	t.on(10, "17:00", "the day is closed", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error { _, err := days.Close(tx, t.ids["day held"]); return err })
	})
}

// third: two sheets are apart, and a third assessor, who did not train the
// candidate, settles it; the decision is next.
func (t *teller) third() {
	t.on(7, "09:30", "a third assessor is asked", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			_, err := assessments.Assign(tx, t.ids["assessment "+settled], t.ids[Rosa.Email])
			return err
		})
	})
	t.on(6, "18:20", Rosa.Name+" declares no conflict", func() error {
		return t.as(Rosa, func(tx *tenants.Tx) error {
			_, err := assessments.Declare(tx, t.ids["assessment "+settled])
			return err
		})
	})
	t.on(5, "20:10", Rosa.Name+" hands in the third sheet", func() error {
		return t.as(Rosa, func(tx *tenants.Tx) error {
			s, err := assessments.MySheet(tx, t.ids["assessment "+settled])
			if err == nil {
				_, err = assessments.SubmitSheet(tx, marksOf(s, fair[0], andinaHouse.notes))
			}
			return err
		})
	})
}

// signsIn: a candidate is invited to their own file, completes it, and asks for
// what they need.
func (t *teller) signsIn() {
	t.on(9, "09:00", Jorge.Name+" is invited to their own file", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error { _, err := candidates.InviteToFile(tx, t.ids[Jorge.Name]); return err })
	})
	t.on(8, "19:20", Jorge.Name+" signs in", func() error {
		return t.enters(Jorge, candidates.ActFile, func(i people.Invited, in people.Joining, v people.Visit) (people.Entrance, error) {
			return candidates.AcceptFile(t.ctx, t.Parts.DB, i, in, v)
		})
	})
	t.on(8, "19:30", Jorge.Name+" completes their profile", func() error {
		return t.as(Jorge, func(tx *tenants.Tx) error {
			_, err := files.Edit(tx, candidates.OwnProfile{Name: Jorge.Name, Language: "es", Country: "EC", Phone: "+593 98 412 7730", Languages: []string{"en"}})
			return err
		})
	})
	t.on(2, "20:10", Jorge.Name+" asks for what they need", func() error {
		return t.as(Jorge, func(tx *tenants.Tx) error {
			_, err := adjustments.Ask(tx, t.ids[Jorge.Name], "technology", "Una pantalla grande para leer el caso, o el caso impreso en letra de 18 puntos.")
			return err
		})
	})
}
