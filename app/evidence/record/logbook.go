package record

import (
	"strconv"
	"time"
)

// Logbook is the mediations a candidate took part in. It never names a party.
type Logbook struct {
	Organisation, Candidate string
	Entries                 []LogbookEntry
}

// LogbookEntry is one mediation.
type LogbookEntry struct {
	HeldOn       time.Time
	Role, Medium string
	Hours        float64
	Field        string
	Parties      int
	Settled      string
	Verified     bool
}

// Sheet is the logbook as paper.
func (l Logbook) Sheet() Sheet {
	t := Table{
		Title: Words{"Mediations", "Mediaciones"},
		Columns: []Column{{Label: Words{"Held on", "Fecha"}, Share: 1.55}, {Label: Words{"Role", "Función"}, Share: 1.7},
			{Label: Words{"Medium", "Medio"}, Share: 1.5}, {Label: Words{"Field", "Materia"}, Share: 2.3}, {Label: Words{"Parties", "Partes"}, Share: 0.9, Figures: true},
			{Label: Words{"Settled", "Acuerdo"}, Share: 1.3}, {Label: Words{"Verified", "Verificada"}, Share: 1.1}, {Label: Words{"Hours", "Horas"}, Share: 0.9, Figures: true}},
		Empty: Words{"No mediations", "Sin mediaciones"},
	}
	hours, verified := 0.0, 0
	for _, e := range l.Entries {
		seen := "no"
		if e.Verified {
			seen = "yes"
			verified++
		}
		t.Rows = append(t.Rows, []string{day(e.HeldOn), stacked(e.Role), stacked(e.Medium), e.Field, strconv.Itoa(e.Parties), stacked(e.Settled), stacked(seen), figure(e.Hours)})
		hours += e.Hours
	}
	t.Total = []string{"Total", "", "", "", "", "", "", figure(hours)}
	return Sheet{Title: Words{"Logbook", "Libro de mediaciones"}, Organisation: l.Organisation, Subject: l.Candidate, Blocks: []Block{Facts{
		{Words{"Mediations", "Mediaciones"}, strconv.Itoa(len(l.Entries))},
		{Words{"Hours of mediation", "Horas de mediación"}, figure(hours)},
		{Words{"Verified", "Verificadas"}, strconv.Itoa(verified) + " / " + strconv.Itoa(len(l.Entries))},
	}, t}}
}
