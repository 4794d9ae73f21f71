package record

import "time"

// DecisionMinute is who decided what, when, under which rules, and on which
// score sheets.
type DecisionMinute struct {
	Organisation, Program string
	Candidate             string
	Outcome               string // passed, failed
	Decided               time.Time
	SetAside              time.Time // an appeal set it aside; zero where it stands
	DecidedBy             string
	RuleSet               string
	Version               string // of the program's design
	Rule                  string // what its rule said: passed, failed
	Because               string // why the decision is another
	Minute                string
	Sheets                []DecidedOn
	Test                  *Test      // the knowledge test, where one was asked for
	Moderated             *Moderated // where the assessors disagreed, and agreed in the end
}

// Moderated is the minute of a moderation.
type Moderated struct {
	On, By, Reasons string
	Agreed          [][]string // a criterion, its points "3 / 5", and why
}

// setAside is what a paper says of a decision that an appeal has set aside.
var setAside = Words{"Set aside on appeal", "Anulada en recurso"}

// DecidedOn is one score sheet that the decision rests on.
type DecidedOn struct {
	Assessor  string
	Submitted time.Time
	Points    string // "13 / 15"
	Passed    bool   // every criterion at its pass mark or above
}

// Sheet is the minute as paper.
func (d DecisionMinute) Sheet() Sheet {
	t := Table{
		Title: Words{"Score sheets", "Hojas de evaluación"},
		Columns: []Column{{Label: Words{"Assessor", "Evaluador"}, Share: 3}, {Label: Words{"Submitted", "Entregada"}, Share: 2.4},
			{Label: Words{"Every criterion passed", "Todos los criterios"}, Share: 2}, {Label: Words{"Points", "Puntos"}, Share: 1, Figures: true}},
		Empty: Words{"No score sheets", "Sin hojas de evaluación"},
	}
	for _, s := range d.Sheets {
		passed := "no"
		if s.Passed {
			passed = "yes"
		}
		t.Rows = append(t.Rows, []string{s.Assessor, s.Submitted.Format("2006-01-02 15:04"), stacked(passed), s.Points})
	}
	facts := Facts{
		{Words{"Outcome", "Resultado"}, both(d.Outcome)},
		{Words{"Program", "Programa"}, d.Program},
		{Words{"Decided", "Fecha de la decisión"}, moment(d.Decided)},
		{Words{"Decided by", "Decidió"}, d.DecidedBy},
		{Words{"Rules in force", "Normas vigentes"}, orDash(d.RuleSet)},
		{Words{"Version of the assessment design", "Versión del diseño de evaluación"}, orDash(d.Version)},
	}
	if !d.SetAside.IsZero() {
		facts = append(facts, Fact{setAside, moment(d.SetAside)})
	}
	if d.Rule != "" {
		facts = append(facts, Fact{Words{"What its rule says", "Lo que dice su regla"}, both(d.Rule)})
	}
	if d.Test != nil {
		facts = append(facts, d.Test.facts()...)
	}
	blocks := []Block{facts, Text{Words{"Minute", "Acta"}, orDash(d.Minute)}}
	if d.Because != "" {
		blocks = append(blocks, Text{Words{"Why it is decided otherwise", "Por qué se decide otra cosa"}, d.Because})
	}
	blocks = append(blocks, t)
	if m := d.Moderated; m != nil {
		blocks = append(blocks, Text{Words{"Moderation", "Moderación"}, m.On + ", " + m.By + "\n\n" + m.Reasons}, Table{Title: Words{"Agreed in place of the marks", "Acordado en lugar de las puntuaciones"},
			Columns: []Column{{Label: Words{"Criterion", "Criterio"}, Share: 3}, {Label: Words{"Points", "Puntos"}, Share: 1, Figures: true}, {Label: Words{"Why", "Por qué"}, Share: 3}},
			Rows:    m.Agreed, Empty: Words{"Nothing beside the marks", "Nada más que las puntuaciones"}})
	}
	return Sheet{Title: Words{"Decision", "Acta de decisión"}, Organisation: d.Organisation, Subject: d.Candidate, Blocks: blocks}
}
