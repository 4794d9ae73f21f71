package demo

import (
	"accord/app/assessors"
	"accord/tenants"
)

// assessors: three are appointed, on stated grounds; one takes few assessments
// a month and is away before long, one says when she can.
func (t *teller) assessors() {
	for _, a := range []struct {
		who     Person
		grounds string
		profile assessors.NewProfile
	}{
		{Teresa, "Evaluó ocho años para la Corte de Arbitraje de Quito: unos sesenta juegos de rol, con informe de cada uno.", assessors.NewProfile{Languages: []string{"es", "en"}, MonthlyLimit: 4}},
		{Mateo, "Coevaluó veinte juegos de rol junto a Teresa Guamán antes de evaluar por su cuenta.", assessors.NewProfile{Languages: []string{"es"}}},
		{Rosa, "Evalúa ejercicios desde 2019; solo a quien no ha formado ella.", assessors.NewProfile{Languages: []string{"es", "fr"}, MonthlyLimit: 2}},
	} {
		t.on(200, "09:20", a.who.Name+" is appointed to assess", func() error {
			return t.as(Joaquin, func(tx *tenants.Tx) error {
				_, err := assessors.Appoint(tx, t.ids[a.who.Email], t.ids["andina qap"], a.grounds)
				return err
			})
		})
		t.on(199, "18:10", a.who.Name+" says in which languages", func() error {
			return t.as(a.who, func(tx *tenants.Tx) error {
				_, err := assessors.EditProfile(tx, t.ids[a.who.Email], a.profile)
				return err
			})
		})
	}
	t.notesDays(5, Teresa, assessors.Away, -12, -26)
	t.notesDays(4, Rosa, assessors.Free, 3, -20)
}

// notesDays has somebody note days, from one before today to another.
func (t *teller) notesDays(before int, who Person, kind string, from, until int) {
	t.on(before, "18:30", who.Name+" notes days", func() error {
		return t.as(who, func(tx *tenants.Tx) error {
			_, err := assessors.AddTime(tx, t.ids[who.Email], assessors.NewTime{Kind: kind, From: t.date(from), Through: t.date(until)})
			return err
		})
	})
}
