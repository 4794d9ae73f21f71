package mainjob_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/trainings"
	"accord/tenants"
	"accord/web/locales"
)

// A training centre's whole course: a cohort of 24 comes in by one table, is
// taught by a series of sessions, marked by sheet and grid, completes by the
// rule and once by exception, and everybody has a certificate that verifies. In
// the browser in both languages and widths, and by the API.
func TestACohortOf24GoesFromImportToCertificates(t *testing.T) {
	t.Parallel()
	for _, way := range []struct {
		width  int64
		locale string
	}{{1440, "en"}, {390, "es"}} {
		t.Run(fmt.Sprint(way.width, " ", way.locale), func(t *testing.T) {
			t.Parallel()
			c := newCourse(t, way.width, way.locale)
			c.opens()
			c.enrols()
			c.marks()
			c.completes()
			c.certifies()
		})
	}
	t.Run("by the API", func(t *testing.T) {
		t.Parallel()
		newCourse(t, 1440, "en").isRunByTheAPI()
	})
}

// course is the house founded, in a program manager's hands.
type course struct {
	*programs
	say func(key string, pairs ...any) string
	v   *visitor
	at  string // the cohort's address
}

const trainees = 24

func newCourse(t *testing.T, width int64, locale string) *course {
	t.Helper()
	h, address := build(t, width)
	p := &programs{house: h, tokens: map[person]string{}, ids: map[string]string{}}
	p.peopleCome(address)
	p.programsAreRecognised()
	h.ids["organisation"] = uuid.MustParse(p.ids["organisation"])
	return &course{programs: p, say: locales.New(locale, nil).Say}
}

// in opens somebody's browser in the course's language.
func (c *course) in(who person, locale string) *visitor {
	c.t.Helper()
	v := c.enter(who)
	if locale != "en" {
		v.Go(c.house.o("/"))
		v.Click(strings.ToUpper(locale))
	}
	return v
}

// opens: the cohort by its form, its five days as a series, looked at first.
func (c *course) opens() {
	say, v := c.say, c.in(joaquin, localeOf(c.say))
	c.v = v
	v.Go(c.house.o("/cohorts/new"))
	v.Tick("Fundamentos de la mediación")
	v.Fill(say("cohort.name"), "Fundamentos, diciembre")
	v.Fill(say("cohort.code"), "FM-2026-12")
	v.Choose(say("cohort.language"), map[string]string{"en": "Spanish", "es": "Español"}[localeOf(say)])
	c.date(say("cohort.starts_on"), 1)
	c.date(say("cohort.ends_on"), 18)
	v.Fill(say("cohort.capacity_label"), fmt.Sprint(trainees))
	v.Fill(say("cohort.required_hours"), "40")
	v.Fill(say("cohort.attendance_floor"), "90")
	v.Click(say("cohort.open"))
	v.See(say("cohort.opened", "Title", "Fundamentos, diciembre"))
	c.house.ids["cohort"] = v.here()
	c.at = c.house.o("/cohorts/%s", c.house.ids["cohort"])

	v.Go(c.at + "/sessions/series")
	v.Fill(say("session.title_label"), "Práctica")
	for _, d := range []string{"1", "2", "3", "4", "5"} {
		v.Tick(say("weekday." + d))
	}
	v.Fill(say("series.begins"), "9:00")
	v.Fill(say("session.ends"), "18:00")
	v.Fill(say("session.hours_label"), "8")
	c.date(say("series.from"), 1)
	v.Fill(say("series.times"), "5")
	v.Click(say("series.preview"))
	v.See(say("series.preview_title", "Count", 5))
	v.Click(say("series.plan"))
	if n := ask[int](c.house, `select count(*) from training_session`); n != 5 {
		c.t.Fatalf("%d sessions are planned", n)
	}
}

func (c *course) date(label string, day int) {
	c.t.Helper()
	for field, value := range map[string]string{"ui.day": fmt.Sprint(day), "ui.month": "12", "ui.year": "2026"} {
		c.v.Fill(label+" › "+c.say(field), value)
	}
}

// table24 is the file the centre kept its trainees in, with columns of its own.
func table24() string {
	var b strings.Builder
	b.WriteString("Nombres;Correo;Talla\n")
	for i := range trainees {
		fmt.Fprintf(&b, "Participante %c Número;p%d@correo.example;%d\n", 'A'+i, i, 36+i)
	}
	return b.String()
}

// enrols: the table's columns are chosen, what it will do is looked at, and all
// are in.
func (c *course) enrols() {
	say, v := c.say, c.v
	v.Go(c.at + "/import")
	v.Upload(say("import.file"), c.file("inscritos.csv", []byte(table24())))
	v.Click(say("import.check"))
	v.See("Talla") // which is none of ours, and is left out
	v.Click(say("import.read_so"))
	v.Click(say("import.commit_enrol", "Count", trainees))
	v.See(say("import.done_cohort", "Count", trainees, "Added", trainees))
}

// marks: one sheet by its form, one in the grid where there is room for it, the
// others by the verb; one trainee misses two days.
func (c *course) marks() {
	c.until(quito(time.December, 8, 19))
	say, v := c.say, c.in(joaquin, localeOf(c.say))
	c.v = v
	v.Go(c.house.o("/sessions?state=to_record"))
	v.See(say("progress.state.to_record"))
	v.Go(c.at + "/attendance")
	v.See(say("attendance.title", "Number", 1))
	v.Tick("Participante C Número › " + say("attendance.mark.absent"))
	v.Tick(say("attendance.rest"))
	v.Click(say("attendance.save"))
	v.See(say("attendance.done", "Number", 1, "New", trainees, "Corrected", 0))
	c.house.as(joaquin, func(tx *tenants.Tx) error {
		f, err := trainings.Load(tx, c.house.ids["cohort"])
		if err != nil {
			return err
		}
		for i, s := range f.Sessions[1:] {
			var sheet []trainings.Marked
			for _, one := range f.Standings {
				mark := trainings.Present
				if i == 0 && one.Candidate.Name == "Participante C Número" {
					mark = trainings.Absent
				}
				sheet = append(sheet, trainings.Marked{Enrolment: one.Enrolment.ID, Mark: mark})
			}
			if _, err := trainings.RecordAttendance(tx, s.ID, sheet); err != nil {
				return err
			}
		}
		return nil
	})
	v.Go(c.house.o("/"))
	v.See(say("progress.at_risk"), say("progress.ready"))
	v.Go(c.house.o("/trainees?status=at_risk"))
	v.See("Participante C Número")
	v.NotSee("Participante D Número")
}

// completes: 23 by the rule, one by exception, each confirmed.
func (c *course) completes() {
	say, v := c.say, c.v
	v.Go(c.at + "/completion")
	v.Click(say("completion.confirm"))
	v.Click(say("completion.confirm"))
	v.See(say("completion.done", "Count", trainees-1))
	v.Click(say("completion.exception"))
	v.Fill(say("completion.reason"), "Recuperó los dos días en la cohorte de octubre.")
	v.Click(say("completion.exception_confirm"))
	v.See(say("completion.excepted_now", "Name", "Participante C Número"))
	if n := ask[int](c.house, `select count(*) from completion`); n != trainees {
		c.t.Fatalf("%d completions", n)
	}
}

// certifies: all at once, followed until the last is made; a trainee opens
// theirs by the mailed link, and anybody verifies it.
func (c *course) certifies() {
	say, v := c.say, c.v
	v.Go(c.at + "/certificates")
	v.Click(say("certificate.issue"))
	c.settles()
	v.See(say("certificate.run_over", "Count", trainees))
	if n := ask[int](c.house, `select count(*) from certificate where sealed_at is not null`); n != trainees {
		c.t.Fatalf("%d certificates are sealed", n)
	}
	number := ask[string](c.house, `select number from certificate order by number limit 1`)
	c.verified(number)
	whose := ask[string](c.house, `select email from candidate where id = (select candidate_id from certificate where number = $1)`, number)
	theirs := c.visit()
	theirs.Go(c.mailed(person{"", whose}, "certificado"))
	theirs.See(number)
}

// verified looks a number up as anybody does.
func (c *course) verified(number string) {
	c.t.Helper()
	anybody := c.visit()
	anybody.Go("/certificates/" + number)
	anybody.See("Fundamentos de la mediación", number)
}

func localeOf(say func(string, ...any) string) string {
	if say("ui.day") == locales.New("es", nil).Say("ui.day") {
		return "es"
	}
	return "en"
}

// isRunByTheAPI is all of it once more, by endpoints alone.
func (c *course) isRunByTheAPI() {
	p := c.programs
	at := p.o("/cohorts/" + p.makes(joaquin, p.o("/cohorts"), object{"program_id": p.ids["cmtp"], "code": "FM-2026-12", "title": "Fundamentos, diciembre", "language": "es",
		"starts_on": "2026-12-01", "ends_on": "2026-12-18", "capacity": trainees, "required_hours": 40, "attendance_floor": 90}))
	var planned struct{ Sessions []struct{ ID string } }
	p.does(joaquin, "POST", at+"/series", object{"title": "Práctica", "hours": 8, "days": []string{"monday", "tuesday", "wednesday", "thursday", "friday"}, "from": "2026-12-01", "begins": "9:00", "ends": "18:00", "times": 5}, &planned)
	var whole table
	p.does(joaquin, "POST", at+"/imports?file_name=inscritos.csv", table24(), &whole)
	p.does(joaquin, "PUT", p.o("/imports/"+whole.ID+"/columns"), object{"columns": object{"name": 0, "email": 1}, "on_file": "keep"}, &whole)
	p.does(joaquin, "POST", p.o("/imports/"+whole.ID+"/commit"), object{"digest": whole.Digest}, &whole)
	if whole.State != "committed" || whole.Enrol != trainees {
		p.t.Fatalf("the import is %+v", whole)
	}
	p.until(quito(time.December, 8, 19))
	var sheets []object
	var in struct{ Enrolled []standing }
	p.does(joaquin, "GET", at, nil, &in)
	for i, s := range planned.Sessions {
		var marks []object
		for _, e := range in.Enrolled {
			mark := "present"
			if i < 2 && e.Name == "Participante C Número" {
				mark = "absent"
			}
			marks = append(marks, object{"enrolment_id": e.Enrolment, "mark": mark})
		}
		sheets = append(sheets, object{"session_id": s.ID, "marks": marks})
	}
	p.does(joaquin, "PUT", at+"/attendance", object{"sessions": sheets}, nil)
	var listed struct {
		Items []struct {
			Enrolment string `json:"enrolment_id"`
			Name      string
		}
	}
	p.does(joaquin, "GET", p.o("/trainees?status=at_risk"), nil, &listed)
	if len(listed.Items) != 1 || listed.Items[0].Name != "Participante C Número" {
		p.t.Fatalf("at risk are %+v", listed.Items)
	}
	p.does(joaquin, "POST", p.o("/enrolments/"+listed.Items[0].Enrolment+"/exception"), object{"reason": "Recuperó los dos días en la cohorte de octubre."}, nil)
	p.does(joaquin, "GET", p.o("/trainees?status=ready&limit=100"), nil, &listed)
	var ready []string
	for _, r := range listed.Items {
		ready = append(ready, r.Enrolment)
	}
	p.does(joaquin, "POST", at+"/completions", object{"enrolments": ready}, nil)
	var run struct {
		ID          string
		Total, Done int
	}
	p.does(joaquin, "POST", at+"/certificates", object{}, &run)
	p.settles()
	p.does(joaquin, "GET", p.o("/certificate-runs/"+run.ID), nil, &run)
	if run.Total != trainees || run.Done != trainees {
		p.t.Fatalf("the certificates are %+v", run)
	}
	var checked struct{ State string }
	p.does(nobody, "GET", "/certificates/"+ask[string](p.house, `select number from certificate order by number limit 1`), nil, &checked)
	if checked.State != "in_force" {
		p.t.Errorf("anybody reads of it: %+v", checked)
	}
}
