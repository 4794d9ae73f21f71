package programs

import (
	"math"
	"strings"

	"accord/app/people"
	"accord/tenants/fault"
)

// Languages are those a program can be held in, by ISO 639-1.
var Languages = strings.Fields("en es ar bg ca cs da de el et eu fa fi fr ga he hi hr hu hy id is it ja ka kk ko lt lv mk ms mt nl no pl pt ro ru sk sl sq sr sv sw th tr uk ur vi zh")

// Details are what an organisation says of a program.
type Details struct {
	Title           string
	Languages       []string // ISO 639-1, the first one first
	CourseHours     float64  // of a CMTP; the program states its own
	Methods         Methods  // of a CMTP; together 100 percent, or not said
	AttendanceFloor int      // percent
	Website         string
	Description     string
}

// check notes what is wrong with the details of a kind of program, and answers
// them trimmed.
func (d Details) check(c *fault.Check, kind string) Details {
	d.Title, d.Description = strings.TrimSpace(d.Title), strings.TrimSpace(d.Description)
	c.If(d.Title == "", "title", "programs.title_missing")
	c.If(len([]rune(d.Title)) > 200, "title", "programs.title_long", "Max", 200)
	d.Languages = checkLanguages(c, d.Languages)
	switch hours := d.CourseHours; {
	case kind != CMTP:
		d.CourseHours, d.AttendanceFloor, d.Methods = 0, 0, Methods{}
	case math.IsNaN(hours) || hours <= 0 || hours > 2000:
		c.Field("course_hours", "programs.course_hours", "Max", 2000)
	default:
		d.CourseHours = math.Round(hours*100) / 100
	}
	c.If(d.AttendanceFloor < 0 || d.AttendanceFloor > 100, "attendance_floor", "programs.attendance_floor")
	d.Methods.check(c)
	d.Website = people.CheckWebsite(c, "website", d.Website)
	c.If(len([]rune(d.Description)) > 4000, "description", "people.text_long", "Max", 4000)
	return d
}

func (d Details) onto(p Program) Program {
	p.Title, p.Languages, p.Methods = d.Title, strings.Join(d.Languages, " "), d.Methods
	p.Language, _, _ = strings.Cut(p.Languages, " ")
	p.CourseHours, p.AttendanceFloor, p.Website, p.Description = d.CourseHours, d.AttendanceFloor, d.Website, d.Description
	return p
}

// Missing lists what a program lacks before it can be proposed, each at the
// field or part it is about.
func Missing(w Whole) []fault.FieldError {
	var c fault.Check
	c.If(w.Description == "", "description", "programs.description_missing")
	c.If(len(w.Places()) == 0, "places", "programs.place_missing")
	if w.Assesses() {
		c.If(len(w.Criteria) == 0, "criteria", "programs.criteria_missing")
		for _, one := range w.Criteria {
			c.If(one.Benchmark == "", "criteria", "programs.benchmark_missing", "Title", one.Title)
		}
	}
	err, _ := c.Err().(*fault.Error)
	if err == nil {
		return nil
	}
	return err.Fields
}
