package record

import (
	"strconv"
	"time"
)

// ScoreSheet is one assessor's judgement of one candidate, as it was submitted.
type ScoreSheet struct {
	Organisation, Program string
	Candidate             string
	Assessor              string
	Declared              time.Time // the assessor's declaration that no conflict exists
	Submitted             time.Time // in the zone to show
	Scores                []Score
	Comment               string
	Notes                 []Noted
}

// Noted is what the assessor noted at a place of a document.
type Noted struct{ Document, Place, Criterion, Words string }

// Score is the points for one criterion, of how many, and how many pass.
type Score struct {
	Heading, Criterion, Benchmark string
	Points, Max, Pass             int
	NotSeen                       bool // there was no occasion to: it counts neither way
	Note                          string
}

// Sheet is the score sheet as paper.
func (s ScoreSheet) Sheet() Sheet {
	t := Table{
		Title: Words{"Scores by criterion", "Puntuación por criterio"},
		Columns: []Column{{Label: Words{"Criterion", "Criterio"}, Share: 4.3}, {Label: Words{"Points", "Puntos"}, Share: 0.9, Figures: true},
			{Label: Words{"To pass", "Mínimo"}, Share: 0.9, Figures: true}, {Label: Words{"Note", "Nota"}, Share: 3.2}},
		Empty: Words{"No criteria", "Sin criterios"},
	}
	points, most := 0, 0
	for _, c := range s.Scores {
		criterion := c.Criterion
		if c.Benchmark != "" {
			criterion += "\n" + c.Benchmark
		}
		if c.NotSeen {
			t.Rows = append(t.Rows, []string{criterion, "—", strconv.Itoa(c.Pass), c.Note})
			continue
		}
		t.Rows = append(t.Rows, []string{criterion, strconv.Itoa(c.Points) + " / " + strconv.Itoa(c.Max), strconv.Itoa(c.Pass), c.Note})
		points, most = points+c.Points, most+c.Max
	}
	t.Total = []string{"Total", strconv.Itoa(points) + " / " + strconv.Itoa(most), "", ""}
	blocks := []Block{Facts{
		{Words{"Program", "Programa"}, s.Program},
		{Words{"Assessor", "Evaluador"}, s.Assessor},
		{Words{"Submitted", "Entregada"}, moment(s.Submitted)},
		{Words{"Declared free of conflict", "Declaró no tener conflicto"}, moment(s.Declared)},
	}, t}
	if s.Comment != "" {
		blocks = append(blocks, Text{Words{"The assessor's comment", "Comentario del evaluador"}, s.Comment})
	}
	if len(s.Notes) > 0 {
		noted := Table{Title: Words{"Notes beside the documents", "Notas junto a los documentos"},
			Columns: []Column{{Label: Words{"Document", "Documento"}, Share: 2.4}, {Label: Words{"At", "En"}, Share: 1, Figures: true}, {Label: Words{"Note", "Nota"}, Share: 5}}}
		for _, n := range s.Notes {
			words := n.Words
			if n.Criterion != "" {
				words += "\n" + n.Criterion
			}
			noted.Rows = append(noted.Rows, []string{n.Document, n.Place, words})
		}
		blocks = append(blocks, noted)
	}
	return Sheet{Title: Words{"Score sheet", "Hoja de evaluación"}, Organisation: s.Organisation, Subject: s.Candidate, Blocks: blocks}
}
