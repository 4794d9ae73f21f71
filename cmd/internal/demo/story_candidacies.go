package demo

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/evidence"
	"accord/app/submissions"
	"accord/tenants"
)

// house is who works on candidacies in an organisation.
type house struct {
	manager   Person
	assessors []Person
	program   string // the name of its QAP in the stories
	paper     office
	files     func(name string) []file // of a candidate
	declares  string                   // what is declared with a submission
	minute    string                   // of a decision that somebody passed
	notes     []string                 // of a score sheet, on some of its criteria
}

// candidacy is one person's way from a logbook to IMI's decision. Days are
// working days before today; zero is: not yet.
type candidacy struct {
	house     *house
	name      string
	opened    int // and what leads up to it in the days before
	entries   int // of the logbook, all verified
	points    [][]int
	sheets    []int // when each assessor handed theirs in
	decided   int
	submitted int
	reviewed  int
	outcome   submissions.Outcome
	wrong     map[string]string // points of the review, with what is wrong
	reasons   string
	recording bool
	moderated int    // when the assessors' disagreement was settled
	failed    string // the minute of a candidate who does not pass
}

var (
	good  = [][]int{{1, 4, 4, 5, 4, 4, 4, 3, 4}, {1, 4, 5, 4, 4, 4, 3, 4, 4}}
	fair  = [][]int{{1, 3, 4, 4, 3, 4, 4, 3, 3}, {1, 4, 3, 4, 4, 3, 4, 3, 4}}
	apart = [][]int{{1, 4, 4, 4, 4, 4, 5, 4, 4}, {1, 3, 4, 2, 2, 2, 3, 1, 2}}
)

var andinaHouse = &house{manager: Joaquin, assessors: []Person{Teresa, Mateo}, program: "andina qap", paper: andinas, files: nil,
	declares: "Declaro que lo presentado es verdadero y completo, y que la persona candidata conoce y consiente esta presentación.",
	minute:   "Las dos hojas superan la nota mínima en cada criterio. La experiencia consta en el libro de mediaciones verificado. Se decide por unanimidad que la persona es apta.",
	notes: []string{1: "Distingue bien mediación y conciliación; una duda menor sobre la confidencialidad frente al juzgado.", 4: "Reformula con calma y comprueba que se ha entendido.",
		7: "Propuso reuniones por separado y luego una agenda nueva; explicó por qué."}}

// candidacies are the graduates of the earlier cohort on their way to IMI.
func (t *teller) candidacies() {
	andinaHouse.files = t.filesAndina
	for _, c := range []candidacy{
		{house: andinaHouse, name: "Gabriela Montalvo Espinosa", opened: 150, entries: 26, points: good, sheets: []int{146, 145}, decided: 142, submitted: 138, reviewed: 130, outcome: submissions.Accepted, recording: true},
		{house: andinaHouse, name: "Diego Fernando Yánez", opened: 112, entries: 24, points: good, sheets: []int{108, 106}, decided: 103, submitted: 100, reviewed: 91, outcome: submissions.Accepted, recording: true},
		{house: andinaHouse, name: "Lucía Cevallos Andrade", opened: 60, entries: 22, points: fair, sheets: []int{56, 55}, decided: 52, submitted: 49, reviewed: 40, outcome: submissions.Accepted},
		{house: andinaHouse, name: "Hernán Bastidas Cueva", opened: 80, entries: 21, points: fair, sheets: []int{75, 74}, decided: 71, submitted: 68, reviewed: 58, outcome: submissions.Refused,
			wrong:   map[string]string{submissions.PointEligibility: "Nine of the mediations in the logbook took place at a centre that had not opened on those days, as the centre itself confirms. Without them there are twelve."},
			reasons: "IMI cannot certify on a logbook that is not true in part. A new candidacy can be put forward once twenty mediations can be proved."},
		{house: andinaHouse, name: "Andrés Villacís Proaño", opened: 28, entries: 23, points: fair, sheets: []int{24, 23}, decided: 21, submitted: 17, reviewed: 8, outcome: submissions.Returned,
			wrong: map[string]string{
				submissions.PointIdentity:  "The identity card on file expired before the assessment took place. Please send one that was valid on that day.",
				submissions.PointDocuments: "The declaration on the code of conduct names the former code. Please have the candidate sign the present one."},
			reasons: "Nothing stands against the candidate otherwise: the assessment is thorough and well minuted."},
		{house: andinaHouse, name: "María Augusta Tipán", opened: 19, entries: 25, points: good, sheets: []int{15, 12}, decided: 9, submitted: 3, recording: true},
		{house: andinaHouse, name: "Carmen Elisa Rosero", opened: 13, entries: 22, points: apart, sheets: []int{6, 4}, recording: true},
		{house: andinaHouse, name: "Iván Mauricio Loor", opened: 44, entries: 21, points: apart, sheets: []int{38, 37}, moderated: 34, decided: 33, recording: true,
			failed: "Tras la moderación, cuatro criterios quedan bajo su mínimo. La persona puede presentarse de nuevo cuando haya dirigido cinco mediaciones más con acompañamiento."},
		{house: andinaHouse, name: "Jorge Luis Pazmiño", opened: 11, entries: 24, points: good, sheets: []int{5, 0}, recording: true},
	} {
		t.candidacy(c)
	}
	t.on(3, "12:00", "an assessor has begun a sheet", func() error { return t.begins(Mateo, "Jorge Luis Pazmiño") })
	t.on(2, "10:30", "a candidate is put on file whose logbook awaits verification", func() error {
		if err := t.logbook(andinaHouse, "Verónica Salazar Jijón", 22, 11); err != nil {
			return err
		}
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			_, err := submissions.Start(tx, t.ids["Verónica Salazar Jijón"], t.ids["andina qap"])
			return err
		})
	})
	t.on(4, "16:00", "a logbook is kept", func() error { return t.logbook(andinaHouse, "Paúl Sarmiento Vega", 21, 21) })
	t.on(1, "16:10", "an assessment is opened that nobody judges yet", func() error { return t.opensAssessment(andinaHouse, "Paúl Sarmiento Vega") })
}

// candidacy tells one person's way as far as it has come.
func (t *teller) candidacy(c candidacy) {
	h := c.house
	t.on(c.opened+3, "09:10", c.name+"'s logbook is kept and verified", func() error { return t.logbook(h, c.name, c.entries, c.entries) })
	t.on(c.opened+2, "11:00", c.name+"'s papers are filed", func() error { return t.papers(c) })
	t.on(c.opened, "09:40", c.name+"'s assessment is opened", func() error {
		if err := t.opensAssessment(h, c.name); err != nil {
			return err
		}
		return t.as(h.manager, func(tx *tenants.Tx) error {
			for _, a := range h.assessors {
				if _, err := assessments.Assign(tx, t.ids["assessment "+c.name], t.ids[a.Email]); err != nil {
					return err
				}
			}
			return nil
		})
	})
	for i, a := range h.assessors {
		t.on(c.opened-1, fmt.Sprintf("1%d:15", i), a.Name+" declares no conflict", func() error {
			return t.as(a, func(tx *tenants.Tx) error { _, err := assessments.Declare(tx, t.ids["assessment "+c.name]); return err })
		})
		if c.sheets[i] > 0 {
			t.on(c.sheets[i], fmt.Sprintf("1%d:45", 5+i), a.Name+" hands in a sheet", func() error { return t.judges(c, i) })
		}
	}
	if c.moderated > 0 {
		t.on(c.moderated, "17:10", "the disagreement on "+c.name+" is moderated", func() error { return t.moderates(c) })
	}
	if c.decided > 0 {
		t.on(c.decided, "11:20", c.name+" is decided on", func() error {
			d := assessments.Decision{AssessmentID: t.ids["assessment "+c.name], Outcome: assessments.Passed, Minute: h.minute}
			if c.failed != "" {
				d.Outcome, d.Minute = assessments.Failed, c.failed
			}
			return t.as(h.manager, func(tx *tenants.Tx) error { _, err := assessments.Decide(tx, d); return err })
		})
	}
	if c.submitted > 0 {
		t.on(c.submitted, "16:30", c.name+" is put forward", func() error { return t.putsForward(c) })
	}
	if c.reviewed > 0 {
		t.on(c.reviewed, "08:30", "IMI decides on "+c.name, func() error { return t.reviews(c) })
	}
}

func (t *teller) opensAssessment(h *house, name string) error {
	return t.as(h.manager, func(tx *tenants.Tx) error {
		a, err := assessments.Open(tx, assessments.NewAssessment{CandidateID: t.ids[name], ProgramID: t.ids[h.program]})
		t.ids["assessment "+name] = a.ID
		return err
	})
}

// fields of mediation as they stand in logbooks, by their two languages.
var fields = []string{
	"laboral: despido y finiquito (employment: dismissal)", "familia: tenencia y visitas (family: custody)", "vecinal: ruido nocturno (neighbours: noise at night)",
	"inquilinato: garantía y salida (tenancy: deposit)", "comercial: entrega de mercadería (commerce: delivery of goods)", "comunitario: agua de riego (community: irrigation)",
	"familia: pensión de alimentos (family: maintenance)", "escolar: convivencia (school: peer conflict)", "sociedad: salida de un socio (company: partner leaving)",
	"tránsito: daños leves (traffic: minor damage)", "sucesión: partición de bienes (inheritance: partition)", "consumo: garantía de un equipo (consumer: warranty)",
}

// logbook writes mediations over the two years before, and verifies the first of them.
func (t *teller) logbook(h *house, name string, entries, verified int) error {
	return t.as(h.manager, func(tx *tenants.Tx) error {
		today := tx.Now()
		var ids []uuid.UUID
		for i := range entries {
			e := candidates.NewEntry{HeldOn: today.AddDate(0, 0, -20-i*29-len(name)*(i%4)), Role: "mediator", Medium: "in_person", Hours: float64(3+(i*7+len(name))%9) + 0.5*float64(i%2),
				Field: fields[(i*5+len(name))%len(fields)], Parties: 2 + (i%5)/4, Settled: []string{"yes", "yes", "partly", "yes", "no"}[(i+len(name))%5]}
			switch {
			case i%6 == 3:
				e.Role = "co_mediator"
			case i%7 == 4:
				e.Medium = "online"
			case i%11 == 8:
				e.Medium = "hybrid"
			}
			made, err := candidates.AddEntry(tx, t.ids[name], e, today)
			if err != nil {
				return err
			}
			if i < verified {
				ids = append(ids, made.ID)
			}
		}
		_, err := candidates.VerifyEntries(tx, t.ids[name], ids)
		return err
	})
}

// papers brings a candidate's documents, and remembers those for the manifest.
func (t *teller) papers(c candidacy) error {
	files := c.house.files(c.name)
	if err := t.identifies(c); err != nil {
		return err
	}
	if c.recording {
		files = append(files, file{name: "juego-de-rol.webm", kind: "recording", title: c.house.paper.words("Juego de rol, escenario 4", "Role-play, scenario 4"), media: "video/webm", bytes: recording})
	}
	for _, f := range files {
		f.about = evidence.NewUpload{CandidateID: t.ids[c.name]}
		v, err := t.upload(c.house.manager, f)
		if err != nil {
			return err
		}
		t.ids[f.kind+" "+c.name] = v
	}
	return nil
}

// judges hands in an assessor's sheet.
func (t *teller) judges(c candidacy, assessor int) error {
	return t.as(c.house.assessors[assessor], func(tx *tenants.Tx) error {
		s, err := assessments.MySheet(tx, t.ids["assessment "+c.name])
		if err != nil {
			return err
		}
		if err := t.watches(tx, s, c.name, assessor); err != nil {
			return err
		}
		in := marksOf(s, c.points[assessor], c.house.notes)
		_, err = assessments.SubmitSheet(tx, in)
		return err
	})
}

// begins keeps a draft of a sheet, with the first half of its marks.
func (t *teller) begins(p Person, name string) error {
	return t.as(p, func(tx *tenants.Tx) error {
		s, err := assessments.MySheet(tx, t.ids["assessment "+name])
		if err != nil {
			return err
		}
		if err := t.watches(tx, s, name, 1); err != nil {
			return err
		}
		_, err = assessments.SaveSheet(tx, marksOf(s, good[1][:4], andinaHouse.notes))
		return err
	})
}

func marksOf(s assessments.Sheet, points []int, notes []string) assessments.SheetInput {
	in := assessments.SheetInput{AssessmentID: s.Assessment.ID, Revision: s.Revision, Marks: map[uuid.UUID]assessments.Mark{}}
	for i, p := range points {
		m := assessments.Mark{Points: &p}
		if i < len(notes) {
			m.Note = notes[i]
		}
		in.Marks[s.Criteria[i].ID] = m
	}
	return in
}

// moderates writes down what two assessors agreed on when they met.
func (t *teller) moderates(c candidacy) error {
	return t.as(c.house.manager, func(tx *tenants.Tx) error {
		sheets, err := assessments.Compare(tx, t.ids["assessment "+c.name])
		if err != nil {
			return err
		}
		in := assessments.Agreement{AssessmentID: sheets.Assessment.ID, HeldOn: tx.Now().Truncate(24 * time.Hour), Points: map[uuid.UUID]assessments.Mark{},
			Reasons: "Teresa y Mateo vieron juntos la grabación, del minuto 18 al 47. Teresa había puntuado el conjunto de la sesión; Mateo, lo que la referencia pide en cada momento. Acuerdan puntuar por la referencia."}
		notes := []string{"Abre con orden, pero no explica la confidencialidad.", "Reformula una sola vez, a petición de una parte.", "No llega a los intereses: negocia posiciones.", "Es imparcial; al final da más tiempo a quien se queja.",
			"Ante el bloqueo ofrece una solución propia.", "Cierra con un acuerdo por escrito que ambas partes releen."}
		agreed := []int{3, 2, 2, 4, 2, 2}
		for _, r := range sheets.Rows {
			if at := len(in.Points); r.Differs && at < len(agreed) {
				in.Points[r.Criterion.ID] = assessments.Mark{Points: &agreed[at], Note: notes[at]}
			}
		}
		_, err = assessments.Moderate(tx, in)
		return err
	})
}

// manifest is which of a candidate's documents go to IMI.
var manifest = []string{"identity_check", "code_of_conduct", "training_certificate", "recording", "knowledge_script"}

func (t *teller) putsForward(c candidacy) error {
	return t.as(c.house.manager, func(tx *tenants.Tx) error {
		s, err := submissions.Start(tx, t.ids[c.name], t.ids[c.house.program])
		if err != nil {
			return err
		}
		t.ids["submission "+c.name] = s.ID
		var versions []uuid.UUID
		for _, kind := range manifest {
			if v, ok := t.ids[kind+" "+c.name]; ok {
				versions = append(versions, v)
			}
		}
		if _, err := submissions.Prepare(tx, submissions.Draft{SubmissionID: s.ID, Versions: versions}); err != nil {
			return err
		}
		_, err = submissions.Submit(tx, submissions.Declaration{SubmissionID: s.ID, Name: c.house.manager.Name, Words: c.house.declares, Agreed: true})
		return err
	})
}

// purpose is what IMI's people open a document for, as the viewer's page says it.
const purpose = "to read a disclosed document"

// reviews reads what was submitted, notes what was found, and decides.
func (t *teller) reviews(c candidacy) error {
	id := t.ids["submission "+c.name]
	for _, kind := range manifest[:2] {
		err := t.oversee(Henrik, purpose, func(tx *tenants.OversightTx) error {
			_, err := evidence.OpenDisclosed(tx, t.ids[kind+" "+c.name], true)
			return err
		})
		if err != nil {
			return err
		}
	}
	return t.oversee(Henrik, "to review a submission", func(tx *tenants.OversightTx) error {
		s, err := submissions.Find(tx, id)
		if err != nil {
			return err
		}
		for _, point := range submissions.PointsOf(s.RuleSet) {
			n := submissions.Noting{SubmissionID: id, Point: point, Verdict: submissions.Right}
			if wrong, ok := c.wrong[point]; ok {
				n.Verdict, n.Note = submissions.Wrong, wrong
			}
			if _, err := submissions.Note(tx, n); err != nil {
				return err
			}
		}
		_, err = submissions.Decide(tx, submissions.Judgement{SubmissionID: id, Outcome: c.outcome, Reasons: c.reasons})
		return err
	})
}
