package appeals

import (
	"time"

	"accord/app/evidence/record"
	"accord/tenants"
)

// Letter is the result as paper, of the organisation whose it is. It is the same
// file whenever it is asked for.
func (r Result) Letter(of tenants.Organisation) ([]byte, error) {
	zone, err := time.LoadLocation(of.TimeZone)
	if err != nil {
		return nil, err
	}
	paper := record.Result{Organisation: of.Name, Program: r.ProgramTitle, Candidate: r.CandidateName, Outcome: string(r.Outcome), Words: r.Words,
		Told: r.ToldAt.In(zone), ToldBy: r.ToldByName}
	if t := r.Test; t != nil {
		paper.Test = &record.Test{Name: t.Title + ", " + t.Label, Marks: t.Marks(), Of: t.Of, PassMark: t.PassMark, Passed: t.Passed}
	}
	if r.AppealUntil != nil {
		paper.Until = r.AppealUntil.In(zone)
	}
	return record.Render(paper.Sheet(), record.Sealed{At: r.ToldAt, Zone: zone, Version: 1})
}
