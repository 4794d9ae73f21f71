package appeals

import (
	"time"

	"accord/app/evidence/record"
	"accord/tenants"
)

// Letter is the result as paper, of the organisation whose it is. It is the same
// file whenever it is asked for; once an appeal has set the decision aside, a
// second version says so.
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
	at, version := r.ToldAt, 1
	if r.FellAt != nil {
		paper.SetAside, at, version = r.FellAt.In(zone), *r.FellAt, 2
	}
	return record.Render(paper.Sheet(), record.Sealed{At: at, Zone: zone, Version: version})
}
