package standards

import "time"

// The certifications, as they stand in the database and in addresses.
const (
	Qualified     = "qualified_mediator"
	Certified     = "certified_mediator"
	Advocate      = "certified_advocate"
	Intercultural = "intercultural_mediator"
	Online        = "online_mediator"
	YoungMediator = "young_mediator"
	YoungAdvocate = "young_advocate"
)

// trains is the one kind of program that trains; the others assess.
const trains = "CMTP"

// Certification is a standing or a skill that IMI confers. Its name for people
// is the catalogue's "certification." and the id.
type Certification struct {
	ID      string
	Program string    // the kind of program that puts candidates forward; "" when none does
	Since   string    // the obligation it rests on
	Closed  time.Time // from this day it is no longer awarded; zero: it is
}

// certifications in the order in which people climb them.
var certifications = []Certification{
	{ID: Qualified, Program: trains, Since: "IMI-QM-01"},
	{ID: Certified, Program: "QAP", Since: "IMI-CM-01"},
	{ID: Advocate, Program: "MAQAP", Since: "IMI-CA-01"},
	{ID: Intercultural, Program: "ICQAP", Since: "IMI-IC-01"},
	{ID: Online, Program: "ODRQAP", Since: "IMI-OM-01"},
	{ID: YoungMediator, Since: "IMI-YM-01"},
	{ID: YoungAdvocate, Since: "IMI-YM-03", Closed: Day(2019, time.January, 1)}, // IMI-YM-03
}

// Certifications lists the catalogue.
func Certifications() []Certification { return append([]Certification(nil), certifications...) }

// CertificationNamed answers one by its id.
func CertificationNamed(id string) (Certification, bool) {
	for _, c := range certifications {
		if c.ID == id {
			return c, true
		}
	}
	return Certification{}, false
}

// CertificationOf answers what graduates of a kind of program are put forward for.
func CertificationOf(programKind string) (Certification, bool) {
	for _, c := range certifications {
		if c.Program == programKind && programKind != "" {
			return c, true
		}
	}
	return Certification{}, false
}

// Awardable says whether it may be awarded on a day.
func (c Certification) Awardable(day time.Time) bool {
	return c.Closed.IsZero() || day.Before(c.Closed)
}

// Assesses says whether a kind of program assesses people; a CMTP trains them.
func Assesses(programKind string) bool {
	c, ok := CertificationOf(programKind)
	return ok && c.Program != trains
}

// Day is a day without an hour, as rules and dates of the database have it.
func Day(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// DayOf is the day of a moment in a zone.
func DayOf(at time.Time, zone *time.Location) time.Time {
	y, m, d := at.In(zone).Date()
	return Day(y, m, d)
}
