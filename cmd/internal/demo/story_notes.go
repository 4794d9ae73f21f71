package demo

import (
	"fmt"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/notes"
	"accord/tenants"
)

// What the two assessors wrote while they watched: the second, the criterion
// (from 1; 0: none), the words.
var watched = [][]struct {
	at, of int
	words  string
}{
	{{1, 4, "La parte A habla de reconocimiento, no de dinero. Quien media no interrumpe."}, {5, 5, "«Lo que escucho es…»: reformula y comprueba con la mirada."}, {8, 0, "Aquí cambia el tono de la parte B."}, {9, 6, "«Podríamos empezar por ahí»: la agenda nace de las partes."}},
	{{4, 5, "Reformula sin adornos. Nombra el interés."}, {7, 7, "Espera. El silencio dura y nadie lo llena."}},
}

// watches notes beside a candidate's recording what an assessor wrote there.
func (t *teller) watches(tx *tenants.Tx, s assessments.Sheet, name string, assessor int) error {
	film, filed := t.ids["recording "+name]
	if !filed {
		return nil
	}
	for i, w := range watched[assessor] {
		in := notes.Input{AssessmentID: s.Assessment.ID, VersionID: film, Mark: fmt.Sprint(i), Place: w.at, Words: w.words}
		if w.of > 0 && w.of <= len(s.Criteria) {
			in.CriterionID = ref(s.Criteria[w.of-1].ID)
		}
		if _, err := notes.Keep(tx, in); err != nil {
			return err
		}
	}
	return nil
}

func ref(id uuid.UUID) *uuid.UUID { return &id }
