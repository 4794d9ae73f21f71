package demo

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/evidence"
	"accord/app/paging"
	"accord/app/trainings"
	"accord/tenants"
)

// class is a cohort and what happened in it.
type class struct {
	key, title string
	people     []string
	first      int       // working days before today: its first session; then one a week
	hours      []float64 // of each session
	capacity   int
	marks      map[string]marked // by "number of the person/number of the session", both from 1
}

type marked struct {
	mark  string
	hours float64
}

var sessionTitles = []string{
	"Conflicto y comunicación", "La mediación y sus principios", "El papel de quien media", "Apertura y reglas",
	"Intereses y necesidades", "Opciones y bloqueos", "Diversidad y desequilibrios de poder", "Cierre, acuerdo y autocuidado",
}

// completed is the earlier cohort: it is over, and its graduates are on their
// way. One of them withdrew, one completed by exception.
var completed = class{key: "andina earlier", title: "Fundamentos de la mediación, primera edición", capacity: 14, first: 205, hours: []float64{5, 5, 5, 5, 5, 5, 5, 5},
	people: []string{
		"Gabriela Montalvo Espinosa", "Diego Fernando Yánez", "Lucía Cevallos Andrade", "Andrés Villacís Proaño", "María Augusta Tipán", "Hernán Bastidas Cueva",
		"Carmen Elisa Rosero", "Jorge Luis Pazmiño", "Verónica Salazar Jijón", "Paúl Sarmiento Vega", "Nelly Chuquimarca", "Iván Mauricio Loor",
	},
	marks: map[string]marked{"3/2": {trainings.Part, 3.5}, "9/4": {trainings.Excused, 0}, "9/5": {trainings.Part, 4}, "12/3": {trainings.Absent, 0}},
}

// running is the cohort that is one session from completion: 33.5 of its 40
// hours are over, 36 are needed.
var running = class{key: "andina running", title: "Fundamentos de la mediación, segunda edición", capacity: 26, first: 33, hours: []float64{5, 5, 4.5, 4, 5, 5, 5, 6.5},
	people: []string{
		"Ana Lucía Guerrero Tapia", "Bryan Stalin Quinatoa", "Carlos Andrés Moncayo", "Daniela Estefanía Ruales", "Edison Patricio Caiza", "Fernanda Isabel Ortega",
		"Galo Enrique Santillán", "Helena Cristina Pozo", "Isaac Rubén Maldonado", "Jéssica Paola Lema", "Karla Viviana Zambrano", "Leonardo Javier Vinueza",
		"Marcia Noemí Shiguango", "Nicolás Esteban Arteaga", "Olga Marina Cabascango", "Pablo Sebastián Intriago", "Rocío del Pilar Naranjo", "Santiago Xavier Freire",
		"Tatiana Maribel Chávez", "Ulises Ramiro Grefa", "Valeria Monserrate Bravo", "Washington Efraín Macas", "Ximena Alejandra Padilla", "Yolanda Beatriz Tituaña",
	},
	marks: map[string]marked{
		"3/2": {trainings.Absent, 0},                               // five hours short: at risk
		"7/1": {trainings.Absent, 0}, "7/5": {trainings.Absent, 0}, // at risk
		"5/3":  {trainings.Late, 0},                                //
		"9/6":  {trainings.Part, 4},                                //
		"11/4": {trainings.Excused, 0},                             // can still complete
		"12/2": {trainings.Excused, 0},                             // excused, and yet too few hours: at risk
		"15/3": {trainings.Part, 3},                                //
		"18/1": {trainings.Part, 4}, "18/6": {trainings.Part, 2.5}, // below nine tenths: at risk
		"22/7": {trainings.Part, 4}, //
	},
}

// cohorts: an earlier one that is completed, and one with a session to go.
func (t *teller) cohorts() {
	t.opens(completed, 215)
	t.on(212, "10:00", "the earlier cohort is enrolled by form", func() error { return t.enrolsByForm(completed) })
	t.meets(completed)
	end := completed.first - 5*(len(completed.hours)-1)
	t.on(end-1, "09:30", "one withdraws", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			_, err := trainings.Withdraw(tx, t.ids["enrolment "+completed.people[11]])
			return err
		})
	})
	t.on(end-2, "10:00", "completion is confirmed", func() error { return t.completes(completed) })
	t.on(end-3, "11:00", "one completes by exception", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			return trainings.CompleteByException(tx, t.ids["enrolment "+completed.people[8]],
				"Estuvo excusada por maternidad en la cuarta sesión y la recuperó en la práctica supervisada del centro comunitario.")
		})
	})
	t.on(end-5, "12:00", "the earlier cohort is closed", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error { _, err := trainings.Close(tx, t.ids[completed.key]); return err })
	})

	t.opens(running, 45)
	t.on(40, "10:00", "the running cohort is enrolled from a table", func() error { return t.enrolsByTable(running) })
	t.meets(running)
	t.on(running.first-5, "20:00", "its course plan is filed", func() error {
		_, err := t.upload(Joaquin, file{name: "plan-del-curso.pdf", kind: "other", title: "Plan del curso", media: "application/pdf",
			about: evidence.NewUpload{CohortID: t.ids[running.key]},
			bytes: andinas.letter(t.day(running.first, "08:00"), "Plan del curso", coursePlan(running.hours), Joaquin.Name, "Gestión de programas")})
		return err
	})
}

func coursePlan(hours []float64) []string {
	lines := []string{"Curso de 40 horas en ocho sesiones. Para completarlo se exigen 36 horas y una asistencia de nueve décimas partes de las horas previstas."}
	for i, h := range hours {
		lines = append(lines, fmt.Sprintf("%d. %s (%.1f h)", i+1, sessionTitles[i], h))
	}
	return lines
}

// opens keeps the cohort with its sessions, and says who trains it.
func (t *teller) opens(c class, before int) {
	t.on(before, "09:30", c.title+" is opened", func() error {
		return t.as(Joaquin, func(tx *tenants.Tx) error {
			starts, ends := t.date(c.first), t.date(c.first-5*(len(c.hours)-1))
			opened, err := trainings.Open(tx, trainings.NewCohort{Program: t.ids["andina cmtp"], Code: starts.Format("FM-2006-01"), Title: c.title, Language: "es", Place: "Quito, aula Cayambe",
				StartsOn: starts, EndsOn: ends, Capacity: c.capacity, RequiredHours: 36, AttendanceFloor: 90})
			if err != nil {
				return err
			}
			t.ids[c.key] = opened.ID
			for i, h := range c.hours {
				from := t.day(c.first-5*i, "13:00")
				s, err := trainings.AddSession(tx, opened.ID, trainings.NewSession{Title: sessionTitles[i], StartsAt: from, EndsAt: from.Add(time.Duration(h*60)*time.Minute + 30*time.Minute), Hours: h})
				if err != nil {
					return err
				}
				t.ids[fmt.Sprint(c.key, " session ", i+1)] = s.ID
			}
			return trainings.Staff(tx, opened.ID, []uuid.UUID{t.ids[Rosa.Email]})
		})
	})
}

func (t *teller) enrolsByForm(c class) error {
	for i, name := range c.people {
		err := t.as(Joaquin, func(tx *tenants.Tx) error {
			e, err := trainings.Enrol(tx, t.ids[c.key], person(name, i), "")
			t.ids["enrolment "+name], t.ids[name] = e.ID, e.CandidateID
			return err
		})
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// enrolsByTable uploads a table, looks at what it would do, and commits that.
func (t *teller) enrolsByTable(c class) error {
	var table bytes.Buffer
	table.WriteString("\ufeff") // as a spreadsheet saves it
	w := csv.NewWriter(&table)
	rows := [][]string{{"nombre", "correo", "idioma", "país", "referencia"}}
	for i, name := range c.people {
		p := person(name, i)
		rows = append(rows, []string{p.Name, p.Email, p.Language, p.Country, p.Reference})
	}
	if err := w.WriteAll(rows); err != nil {
		return err
	}
	var upload candidates.Import
	var digest string
	err := t.as(Rosa, func(tx *tenants.Tx) (err error) {
		upload, err = trainings.UploadFor(tx, t.ids[c.key], candidates.NewImport{FileName: "inscritos.csv", Data: table.Bytes()})
		if err != nil {
			return err
		}
		plan, err := trainings.PlanImport(tx, upload)
		digest = plan.Digest()
		return err
	})
	if err != nil {
		return err
	}
	return t.as(Rosa, func(tx *tenants.Tx) error { _, err := trainings.CommitImport(tx, upload.ID, digest); return err })
}

// person is a candidate as a form says them.
func person(name string, number int) candidates.NewCandidate {
	words := strings.Fields(paging.Plain(name))
	return candidates.NewCandidate{Name: name, Email: words[0] + "." + words[len(words)-1] + "@correo.example", Language: "es", Country: "EC", Reference: fmt.Sprintf("AM-%03d", 100+number+7*len(words[0]))}
}

// meets records who was there, at the end of each session that is over.
func (t *teller) meets(c class) {
	for i := range c.hours {
		before := c.first - 5*i
		if before <= 0 {
			continue
		}
		t.on(before, "19:40", fmt.Sprintf("session %d of %s", i+1, c.title), func() error {
			return t.as(Rosa, func(tx *tenants.Tx) error {
				f, err := trainings.Load(tx, t.ids[c.key])
				if err != nil {
					return err
				}
				var sheet []trainings.Marked
				for n, name := range c.people {
					at := trainings.Marked{Mark: trainings.Present}
					for _, s := range f.Standings {
						if s.Candidate.Name == name {
							at.Enrolment = s.Enrolment.ID
							t.ids["enrolment "+name], t.ids[name] = s.Enrolment.ID, s.Candidate.ID
						}
					}
					if m, ok := c.marks[fmt.Sprintf("%d/%d", n+1, i+1)]; ok {
						at.Mark, at.Hours = m.mark, m.hours
					}
					sheet = append(sheet, at)
				}
				_, err = trainings.RecordAttendance(tx, t.ids[fmt.Sprint(c.key, " session ", i+1)], sheet)
				return err
			})
		})
	}
}

// completes confirms those who meet the rule.
func (t *teller) completes(c class) error {
	return t.as(Rosa, func(tx *tenants.Tx) error {
		f, err := trainings.Load(tx, t.ids[c.key])
		if err != nil {
			return err
		}
		var ready []uuid.UUID
		for _, s := range f.Standings {
			if s.Status == trainings.Ready {
				ready = append(ready, s.Enrolment.ID)
			}
		}
		_, err = trainings.Complete(tx, f.Cohort.ID, ready)
		return err
	})
}
