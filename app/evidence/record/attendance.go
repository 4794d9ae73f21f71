package record

import (
	"strconv"
	"time"

	"accord/app/shares"
)

// Attendance is which sessions of a cohort one person was at.
type Attendance struct {
	Organisation, Program, Cohort string
	Candidate                     string
	Sessions                      []AttendedSession
	RequiredHours                 float64
	FloorPercent                  int // of the delivered hours; the program's own
	Completed                     time.Time
	Exception                     string // why completion was confirmed with fewer hours
}

// AttendedSession is one session and this person's mark; "" is not recorded.
type AttendedSession struct {
	Number         int
	Title          string
	Starts         time.Time // in the zone to show
	Hours          float64
	Mark           string // present, part, absent, excused
	AttendedHours  float64
	RecordedByName string
}

// Sheet is the attendance as paper.
func (a Attendance) Sheet() Sheet {
	t := Table{
		Title: Words{"Sessions", "Sesiones"},
		Columns: []Column{{Label: Words{"No.", "N.º"}, Share: 0.5, Figures: true}, {Label: Words{"Session", "Sesión"}, Share: 3.2},
			{Label: Words{"Begins", "Comienza"}, Share: 1.9}, {Label: Words{"Mark", "Asistencia"}, Share: 2.3},
			{Label: Words{"Hours", "Horas"}, Share: 0.8, Figures: true}, {Label: Words{"Attended", "Asistidas"}, Share: 1, Figures: true}},
		Empty: Words{"No sessions", "Sin sesiones"},
	}
	delivered, attended := 0.0, 0.0
	for _, s := range a.Sessions {
		t.Rows = append(t.Rows, []string{strconv.Itoa(s.Number), s.Title, s.Starts.Format("2006-01-02 15:04"), stacked(s.Mark), figure(s.Hours), figure(s.AttendedHours)})
		delivered, attended = delivered+s.Hours, attended+s.AttendedHours
	}
	t.Total = []string{"", "Total", "", "", figure(delivered), figure(attended)}
	share := "—"
	if delivered > 0 {
		share = figure(float64(shares.Tenths(attended, delivered))/10) + " %"
	}
	zone := "—"
	if len(a.Sessions) > 0 {
		zone = a.Sessions[0].Starts.Location().String()
	}
	blocks := []Block{Facts{
		{Words{"Program", "Programa"}, a.Program},
		{Words{"Cohort", "Cohorte"}, a.Cohort},
		{Words{"Hours attended of those delivered", "Horas asistidas de las impartidas"}, figure(attended) + " / " + figure(delivered) + "  (" + share + ")"},
		{Words{"The program asks for", "El programa exige"}, figure(a.RequiredHours) + " h · " + strconv.Itoa(a.FloorPercent) + " %"},
		{Words{"Completed on", "Finalizó el"}, day(a.Completed)},
		{Words{"Times are those of", "Las horas son las de"}, zone},
	}, t}
	if a.Exception != "" {
		blocks = append(blocks, Text{Words{"Why completion was confirmed with fewer hours", "Por qué se confirmó con menos horas"}, a.Exception})
	}
	return Sheet{Title: Words{"Attendance", "Asistencia"}, Organisation: a.Organisation, Subject: a.Candidate, Blocks: blocks}
}
