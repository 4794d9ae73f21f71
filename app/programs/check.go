package programs

import (
	"math"
	"slices"
	"strings"

	"accord/app/organisations"
	"accord/app/people"
	"accord/tenants/fault"
)

// Languages are those a program can be held in, by ISO 639-1.
var Languages = strings.Fields("en es ar bg ca cs da de el et eu fa fi fr ga he hi hr hu hy id is it ja ka kk ko lt lv mk ms mt nl no pl pt ro ru sk sl sq sr sv sw th tr uk ur vi zh")

// Details are what an organisation says of a program.
type Details struct {
	Title           string
	Language        string
	City, Country   string // both, or neither when it is online
	Online          bool
	CourseHours     float64 // of a CMTP; the program states its own
	AttendanceFloor int     // percent
	Website         string
	Description     string
}

// check notes what is wrong with the details of a kind of program, and answers
// them trimmed.
func (d Details) check(c *fault.Check, kind string) Details {
	d.Title, d.City, d.Description = strings.TrimSpace(d.Title), strings.TrimSpace(d.City), strings.TrimSpace(d.Description)
	c.If(d.Title == "", "title", "programs.title_missing")
	c.If(len([]rune(d.Title)) > 200, "title", "programs.title_long", "Max", 200)
	c.If(!slices.Contains(Languages, d.Language), "language", "programs.language")
	c.If(len([]rune(d.City)) > 100, "city", "programs.city_long", "Max", 100)
	if d.Country = strings.TrimSpace(d.Country); d.Country != "" {
		d.Country = organisations.CheckCountry(c, "country", d.Country)
	}
	switch hours := d.CourseHours; {
	case kind != CMTP:
		d.CourseHours, d.AttendanceFloor = 0, 0
	case math.IsNaN(hours) || hours <= 0 || hours > 2000:
		c.Field("course_hours", "programs.course_hours", "Max", 2000)
	default:
		d.CourseHours = math.Round(hours*100) / 100
	}
	c.If(d.AttendanceFloor < 0 || d.AttendanceFloor > 100, "attendance_floor", "programs.attendance_floor")
	d.Website = people.CheckWebsite(c, "website", d.Website)
	c.If(len([]rune(d.Description)) > 4000, "description", "people.text_long", "Max", 4000)
	return d
}

func (d Details) onto(p Program) Program {
	p.Title, p.Language, p.City, p.Country, p.Online = d.Title, d.Language, d.City, d.Country, d.Online
	p.CourseHours, p.AttendanceFloor, p.Website, p.Description = d.CourseHours, d.AttendanceFloor, d.Website, d.Description
	return p
}

// Missing lists what a program lacks before it can be proposed, each at the
// field or part it is about.
func Missing(w Whole) []fault.FieldError {
	var c fault.Check
	c.If(w.Description == "", "description", "programs.description_missing")
	c.If(!w.Online && (w.City == "" || w.Country == ""), "city", "programs.place_missing")
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
