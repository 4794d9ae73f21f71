package demo

import (
	"fmt"

	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/app/register"
	"accord/app/spotchecks"
	"accord/tenants"
)

// requests: IMI's spot checks. One was closed long ago; one was answered and
// waits to be read; one is due tomorrow and in preparation; one, in Oslo, is
// late and was escalated.
func (t *teller) requests() {
	t.on(160, "10:00", "what the academy can be asked about its program is filed", t.programPapers)

	first := "Gabriela Montalvo Espinosa"
	t.issues(116, first, spotchecks.Routine, "A routine check, drawn at random among the certifications of the last quarter.",
		demanded{"score_sheet", "Of each assessor."}, demanded{"logbook", ""}, demanded{"attendance", ""}, demanded{"feedback_form", "Of the role-play's parties."})
	t.explains(112, Joaquin, first, "feedback_form", "En esta edición no se recogieron formularios de las partes del juego de rol: la retroalimentación se dio de palabra. Desde mayo se recoge por escrito.")
	t.releases(110, Elena, first, "Lo entregado corresponde a las demandas y procede de los registros de la Academia.")
	t.reads(108, first)
	t.concludes(104, first, "satisfactory", "The sheets are complete, the assessors independent, and the logbook bears out the experience. IMI notes that written feedback of the role-play's parties has since been introduced.")

	answered := "Lucía Cevallos Andrade"
	t.issues(8, answered, spotchecks.Routine, "A routine check of the assessors' independence.",
		demanded{"score_sheet", "Of each assessor."}, demanded{"decision_minute", ""}, demanded{"recording_consent", ""})
	t.releases(3, Elena, answered, "Entregamos las hojas de evaluación, el acta de la decisión y el consentimiento firmado.")

	tomorrow := "Diego Fernando Yánez"
	t.issues(9, tomorrow, spotchecks.Routine, "A routine check, drawn at random. IMI looks at how the skills were judged.",
		demanded{"score_sheet", "Of each assessor."}, demanded{"recording", "The role-play that was judged, whole."}, demanded{"logbook", "With its verification."},
		demanded{"conflict_declaration", "Of each assessor, from before the assessment."}, demanded{"feedback_form", ""})
	t.explains(2, Joaquin, tomorrow, "feedback_form", "El juego de rol lo representaron docentes de la Academia, que no llenan formulario.")

	late := "Ingrid Haugland Berge"
	t.issues(13, late, spotchecks.ForCause, "IMI was told that the role-play was judged from notes rather than from a recording. Please show what the judgement rests on.",
		demanded{"score_sheet", ""}, demanded{"recording", "The role-play that was judged."}, demanded{"logbook", ""})
}

type demanded struct{ kind, note string }

// issues sends a document request about somebody's credential.
func (t *teller) issues(before int, holder string, kind spotchecks.Urgency, reason string, demands ...demanded) {
	t.on(before, "09:15", "IMI asks for documents about "+holder, func() error {
		return t.oversee(Amara, "to issue a spot check", func(tx *tenants.OversightTx) error {
			c, err := register.OfSubmission(tx, t.ids["submission "+holder])
			if err != nil {
				return err
			}
			in := spotchecks.NewRequest{Credential: c.ID, Kind: kind, Reason: reason}
			for _, d := range demands {
				in.Demands = append(in.Demands, spotchecks.NewDemand{Kind: d.kind, Note: d.note})
			}
			r, err := spotchecks.Issue(tx, in)
			t.ids["request "+holder] = r.ID
			return err
		})
	})
}

// explains says why there is no document for a demand.
func (t *teller) explains(before int, p Person, holder, kind, words string) {
	t.on(before, "12:00", p.Name+" explains what is absent", func() error {
		return t.as(p, func(tx *tenants.Tx) error {
			k, err := spotchecks.Load(tx, t.ids["request "+holder])
			if err != nil {
				return err
			}
			for _, d := range k.Demands {
				if d.Kind == kind {
					return spotchecks.Explain(tx, k.ID, d.ID, words)
				}
			}
			return fmt.Errorf("%s is not asked for", kind)
		})
	})
}

// releases opens to IMI whatever stands against the demands.
func (t *teller) releases(before int, p Person, holder, statement string) {
	t.on(before, "16:00", p.Name+" releases documents about "+holder, func() error {
		return t.as(p, func(tx *tenants.Tx) error {
			k, err := spotchecks.Load(tx, t.ids["request "+holder])
			if err != nil {
				return err
			}
			var chosen []uuid.UUID
			for _, d := range k.Demands {
				for _, p := range d.Proposals {
					chosen = append(chosen, p.ID)
				}
			}
			_, err = spotchecks.Send(tx, k.ID, chosen, statement)
			return err
		})
	})
}

// reads opens each released document as IMI's viewer does.
func (t *teller) reads(before int, holder string) {
	t.on(before, "09:30", "IMI reads about "+holder, func() error {
		var open []evidence.Version
		err := t.oversee(Amara, purpose, func(tx *tenants.OversightTx) (err error) {
			open, err = evidence.Disclosed(tx, t.ids["request "+holder])
			if err != nil || len(open) == 0 {
				return fmt.Errorf("nothing is open: %w", err)
			}
			_, err = evidence.OpenDisclosed(tx, open[0].ID, true)
			return err
		})
		if err != nil {
			return err
		}
		for _, v := range open[1:] {
			err := t.oversee(Amara, purpose, func(tx *tenants.OversightTx) error { _, err := evidence.OpenDisclosed(tx, v.ID, true); return err })
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func (t *teller) concludes(before int, holder, outcome, summary string) {
	t.on(before, "15:00", "IMI concludes on "+holder, func() error {
		return t.oversee(Amara, "to conclude a spot check", func(tx *tenants.OversightTx) error {
			_, err := spotchecks.Conclude(tx, t.ids["request "+holder], outcome, summary)
			return err
		})
	})
}

// programPapers are about the program rather than a candidate.
func (t *teller) programPapers() error {
	about, now := evidence.NewUpload{ProgramID: t.ids["andina qap"]}, t.Parts.DB.Now().In(quito)
	for _, f := range []file{
		{name: "criterios-publicados.pdf", kind: "published_criteria", title: "Criterios publicados", media: pdf,
			bytes: andinas.letter(now, "Criterios de la evaluación", []string{"La evaluación comprende nueve criterios de experiencia, conocimientos y destrezas. Cada uno tiene una escala, una nota mínima y una descripción de lo que debe mostrarse.",
				"Se publican en andina.example/evaluacion antes de cada convocatoria."}, Joaquin.Name, "Gestión de programas")},
		{name: "hoja-de-vida-teresa-guaman.pdf", kind: "assessor_cv", title: "Hoja de vida de Teresa Guamán Ríos", media: pdf,
			bytes: andinas.letter(now, "Hoja de vida", []string{"Teresa Guamán Ríos. Mediadora comunitaria y familiar desde 2006; ha conducido más de 400 mediaciones.", "Evalúa para la Academia desde 2014. No forma a quienes evalúa."}, Teresa.Name, "Evaluadora")},
		{name: "acta-de-estandarizacion.pdf", kind: "standardisation_minutes", title: "Acta de estandarización", media: pdf,
			bytes: andinas.letter(now, "Acta de la sesión de estandarización", []string{"Las personas evaluadoras calificaron por separado dos grabaciones y compararon sus hojas. La diferencia mayor, en «Supera los bloqueos», se resolvió precisando qué cuenta como salida de un bloqueo."}, Mateo.Name, "Evaluador")},
	} {
		f.about = about
		if _, err := t.upload(Joaquin, f); err != nil {
			return err
		}
	}
	return nil
}
