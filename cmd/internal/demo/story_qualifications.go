package demo

import (
	"time"

	"github.com/google/uuid"

	"accord/app/qualifications"
	"accord/tenants"
)

// practising is what somebody of Andina notes of themselves: the days before
// today on which they mediated, and what about.
type practising struct {
	who       Person
	training  string
	provider  string
	trained   int // days before today
	register  string
	number    string
	mediated  []int
	confirmed bool
}

var subjects = []string{"arrendamiento", "conflicto vecinal", "herencia", "laboral", "familia", "consumo", "comunidad"}

// qualifications: the trainer qualifies, an assessor will not for long, and
// another waits for somebody to look at her proof.
func (t *teller) qualifications() {
	t.practises(233, practising{Rosa, "Formación de mediadoras y mediadores, 120 horas", "Universidad Andina Simón Bolívar", 3600, "Consejo de la Judicatura", "MED-2016-0417",
		[]int{350, 400, 470, 520, 610, 700, 800, 900, 1000, 1080, 1150, 1250, 1300}, true})
	t.practises(232, practising{Teresa, "Diploma en mediación y negociación", "Universidad San Francisco de Quito", 4200, "Consejo de la Judicatura", "MED-2014-0102",
		[]int{420, 600, 790, 910, 1010}, true})
	t.practises(20, practising{who: Rosa, mediated: []int{60, 180, 250}, confirmed: true})
	t.practises(19, practising{who: Teresa, mediated: []int{40, 300}, confirmed: true})
	t.practises(6, practising{Mateo, "Formación en mediación comunitaria, 100 horas", "Fundación Esquel", 2900, "Consejo de la Judicatura", "MED-2018-0233", []int{30, 95, 410}, false})
}

func (t *teller) practises(before int, p practising) {
	t.on(before, "17:30", p.who.Name+" notes what qualifies them", func() error { return t.notes(p) })
	if p.confirmed {
		t.on(before, "17:50", "it is confirmed", func() error { return t.confirms(p) })
	}
}

func (t *teller) notes(p practising) error {
	return t.as(p.who, func(tx *tenants.Tx) error {
		ago := func(days int) time.Time {
			at := t.today.AddDate(0, 0, -days)
			return time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, time.UTC)
		}
		if p.training != "" {
			trained := ago(p.trained)
			if _, err := qualifications.Edit(tx, t.ids[p.who.Email], qualifications.NewQualification{Training: p.training, Provider: p.provider, TrainedOn: &trained,
				Law: qualifications.LawAsks, Register: p.register, Number: p.number}); err != nil {
				return err
			}
		}
		for i, days := range p.mediated {
			_, err := qualifications.AddPractice(tx, t.ids[p.who.Email], qualifications.NewPractice{HeldOn: ago(days), Hours: 4 + float64(i%5)*0.5, Role: "mediator", Field: subjects[i%len(subjects)]})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func (t *teller) confirms(p practising) error {
	return t.as(Joaquin, func(tx *tenants.Tx) error {
		r, err := qualifications.RecordOf(tx, t.ids[p.who.Email])
		if err != nil {
			return err
		}
		var of []uuid.UUID
		for _, one := range r.Practices {
			of = append(of, one.ID)
		}
		_, err = qualifications.Confirm(tx, t.ids[p.who.Email], qualifications.Confirming{Training: true, Registration: true, Practices: of})
		return err
	})
}
