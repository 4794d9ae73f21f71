package mainjob_test

import (
	"os"
	"path/filepath"
	"time"

	"github.com/google/uuid"

	"accord/app/trainings"
	"accord/tenants"
)

// camila is whom the story is about.
var camila = person{"Camila Torres Vega", "camila@correo.example"}

// day is a moment in Quito.
func quito(month time.Month, d, hour int) time.Time {
	return time.Date(2026, month, d, hour, 0, 0, 0, time.FixedZone("Quito", -5*3600))
}

// cohortIsRun: the manager opens a cohort, its trainer plans, enrols, records
// and completes.
func (h *house) cohortIsRun() {
	m := h.enter(joaquin)
	m.Go(h.o("/cohorts/new"))
	m.Tick("Fundamentos de la mediación")
	m.Fill("Title", "Fundamentos, noviembre")
	m.Fill("Code", "FM-2026-11")
	m.Choose("Language of teaching", "Spanish")
	m.Fill("First day › Day", "23")
	m.Fill("First day › Month", "11")
	m.Fill("First day › Year", "2026")
	m.Fill("Last day › Day", "27")
	m.Fill("Last day › Month", "11")
	m.Fill("Last day › Year", "2026")
	m.Fill("Seats", "12")
	m.Fill("Hours to complete", "39")
	m.Fill("Least attendance", "90")
	m.Click("Open cohort")
	m.See("There is a problem", "The program asks for 40 hours")
	m.Fill("Hours to complete", "40")
	m.Click("Open cohort")
	m.See("Fundamentos, noviembre is open.")
	h.ids["cohort"] = m.here()
	m.Click("Choose trainers")
	m.Tick(rosa.name)
	m.Click("Save")
	m.See("They do not qualify on a session’s date") // nothing is on file of her practice
	m.Fill("Why "+rosa.name+" teaches all the same", "Her practice is being collected; she has trained with us for nine years.")
	m.Click("Save")
	m.See("The trainers are saved.")

	r := h.enter(rosa)
	r.Go(h.o("/cohorts"))
	r.Click("Fundamentos, noviembre")
	h.plans(r)
	h.enrols(r)
	h.records(r)
}

// plans: one session by its form, the others of the week likewise.
func (h *house) plans(r *visitor) {
	r.Click("Add session")
	r.Fill("Title", "Conflicto y comunicación")
	r.Fill("Begins › Day", "23")
	r.Fill("Begins › Month", "11")
	r.Fill("Begins › Year", "2026")
	r.Fill("Begins › Hour", "9:00")
	r.Fill("Ends at", "18:00")
	r.Fill("Hours of training", "8")
	r.Click("Add session")
	r.See("Session 1 is planned.")
	h.as(rosa, func(tx *tenants.Tx) error {
		for i, title := range []string{"Intereses y necesidades", "Opciones y bloqueos", "Cierre y acuerdo", "Práctica supervisada"} {
			from := quito(time.November, 24+i, 9)
			s := trainings.NewSession{Title: title, StartsAt: from, EndsAt: from.Add(9 * time.Hour), Hours: 8}
			if _, err := trainings.AddSession(tx, h.ids["cohort"], s); err != nil {
				return err
			}
		}
		return nil
	})
}

// enrols: one by form, three by a table, which is refused whole at first.
func (h *house) enrols(r *visitor) {
	r.Go(h.o("/cohorts/%s/candidates/new", h.ids["cohort"]))
	r.Fill("Name", camila.name)
	r.Fill("Email", "camila@")
	r.Choose("Language", "Spanish")
	r.Click("Enrol")
	r.See("enter an address like name@example.org")
	if got := r.Value("Name"); got != camila.name {
		h.t.Errorf("what was typed is gone: %q", got)
	}
	r.Fill("Email", camila.email)
	r.Click("Enrol")
	r.See(camila.name + " is enrolled.")
	h.ids["candidate"] = ask[uuid.UUID](h, `select id from candidate where email = $1`, camila.email)

	r.Go(h.o("/cohorts/%s/import", h.ids["cohort"]))
	r.Upload("Table of candidates", h.file("inscritos.csv", []byte("nombre;correo\nDiego Yánez;diego@correo.example\nLucía Cevallos;no es un correo\n")))
	r.Click("Check the file")
	r.See("1 row has a fault, so nothing was imported", "Lucía Cevallos")
	r.Click("Choose the file again")
	r.Upload("Table of candidates", h.file("inscritos.csv", []byte("\ufeffnombre;correo\nDiego Yánez;diego@correo.example\nLucía Cevallos;lucia@correo.example\nAndrés Villacís;andres@correo.example\n")))
	r.Click("Check the file")
	r.See("Andrés Villacís")
	if n := ask[int](h, `select count(*) from candidate`); n != 1 {
		h.t.Errorf("%d candidates are on file before the import is confirmed", n)
	}
	r.Click("Enrol 3 candidates")
	r.See("3 candidates are enrolled, 3 of them new on file.")
}

// records: after the last session, one sheet by its form; one candidate missed
// a day and cannot complete by the rule.
func (h *house) records(r *visitor) {
	h.until(quito(time.November, 27, 19))
	r = h.enter(rosa)
	r.Go(h.o("/cohorts/%s", h.ids["cohort"]))
	r.Click("Record attendance")
	r.See("Attendance, session 1")
	r.Tick("Andrés Villacís › Absent")
	r.Tick("Everybody without a mark was present")
	r.Click("Save attendance")
	r.See("Session 1: 4 recorded, 0 corrected.")
	h.as(rosa, func(tx *tenants.Tx) error {
		f, err := trainings.Load(tx, h.ids["cohort"])
		if err != nil {
			return err
		}
		for _, s := range f.Sessions[1:] {
			var sheet []trainings.Marked
			for _, c := range f.Standings {
				sheet = append(sheet, trainings.Marked{Enrolment: c.Enrolment.ID, Mark: trainings.Present})
			}
			if _, err := trainings.RecordAttendance(tx, s.ID, sheet); err != nil {
				return err
			}
		}
		return nil
	})
	r.Go(h.o("/cohorts/%s/completion", h.ids["cohort"]))
	r.See("8 h short")
	r.Click("Confirm completion") // of all who meet the rule, who are ticked
	r.See("Confirm the completion of 3 candidates?", "This cannot be undone.")
	r.Click("Confirm completion")
	r.See("3 completions are confirmed.")
	if n := ask[int](h, `select count(*) from completion c join enrolment e using (tenant_id) where e.id = c.enrolment_id and e.candidate_id = $1`, h.ids["candidate"]); n != 1 {
		h.t.Errorf("%s has %d completions", camila.name, n)
	}
}

// file writes a file to be chosen in a form.
func (h *house) file(name string, body []byte) string {
	h.t.Helper()
	at := filepath.Join(h.t.TempDir(), name)
	ok(h.t, os.WriteFile(at, body, 0o600))
	return at
}
