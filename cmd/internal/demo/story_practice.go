package demo

import (
	"accord/app/candidates"
	"accord/tenants"
)

// kept is what a trainee kept in a spreadsheet of their own.
const kept = `fecha;función;modalidad;horas;materia;partes;acuerdo
14/02/2025;comediador;presencial;3,5;alquiler de local comercial;2;sí
28/05/2025;mediador;en línea;2;ruido entre vecinos;2;parcial
19/09/2025;mediador;presencial;6;herencia;4;sí
23/01/2026;mediador;híbrida;4,5;deuda entre empresas;3;no
`

// practice: a spreadsheet of mediations is brought into a logbook whole.
func (t *teller) practice() {
	t.on(6, "15:30", "a trainee's own table of mediations is imported", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			imp, err := candidates.UploadLogbook(tx, t.ids["Iván Mauricio Loor"], candidates.NewImport{FileName: "mis-mediaciones.csv", Data: []byte(kept)})
			if err != nil {
				return err
			}
			plan, err := candidates.PlanLogbook(tx, imp, tx.Now())
			if err != nil {
				return err
			}
			_, err = candidates.CommitLogbook(tx, imp.ID, plan.Digest(), false, tx.Now())
			return err
		})
	})
}
