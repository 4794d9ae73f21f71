package record

import "time"

// Result is the letter that tells a candidate what was decided of them.
type Result struct {
	Organisation, Program string
	Candidate             string
	Outcome               string // passed, failed
	Words                 string // to the candidate, as they were written
	Told                  time.Time
	ToldBy                string
	Until                 time.Time // it can be contested; zero where there is nothing to contest
	SetAside              time.Time // an appeal set it aside; zero where it stands
	Test                  *Test     // the knowledge test, where the decision rests on one
}

// Sheet is the letter as paper.
func (r Result) Sheet() Sheet {
	facts := Facts{
		{Words{"Outcome", "Resultado"}, both(r.Outcome)},
		{Words{"Program", "Programa"}, r.Program},
		{Words{"Told", "Comunicado"}, moment(r.Told)},
		{Words{"For the organisation", "Por la organización"}, orDash(r.ToldBy)},
	}
	if r.Test != nil {
		facts = append(facts, r.Test.facts()...)
	}
	if !r.Until.IsZero() {
		facts = append(facts, Fact{Words{"Open to appeal until", "Se puede recurrir hasta"}, moment(r.Until)})
	}
	if !r.SetAside.IsZero() {
		facts = append(facts, Fact{setAside, moment(r.SetAside)})
	}
	return Sheet{Title: Words{"Result of the assessment", "Resultado de la evaluación"}, Organisation: r.Organisation, Subject: r.Candidate,
		Blocks: []Block{facts, Text{Words{"To the candidate", "Al candidato"}, r.Words}}}
}
