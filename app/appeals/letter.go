package appeals

import (
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"accord/app/evidence/record"
	"accord/tenants"
)

// Letter is the result as the letter that the candidate gets, in their language.
// It says what stood when they were told, and is the same file whenever it is
// asked for; once an appeal has set the decision aside, it says that on top.
func (r Result) Letter(of tenants.Organisation) ([]byte, error) {
	p := Particulars{Organisation: of.Name, Zone: of.TimeZone, DecidedAt: r.ToldAt, DecidedBy: r.ToldByName, Left: -1}
	if r.Particulars != nil {
		p = *r.Particulars
	}
	zone, err := time.LoadLocation(p.Zone)
	if err != nil {
		return nil, err
	}
	paper := record.Result{Language: r.Language, Reference: r.ID.String(), Organisation: p.Organisation, City: p.City, Country: countryName(p.Country, r.Language),
		ContactName: p.ContactName, ContactEmail: p.ContactEmail, Program: r.ProgramTitle, Candidate: r.CandidateName, Outcome: string(r.Outcome), Words: r.Words,
		Told: r.ToldAt.In(zone), ToldBy: r.ToldByName, Decided: p.DecidedAt.In(zone), DecidedBy: p.DecidedBy}
	for _, c := range p.Reasons {
		paper.Reasons = append(paper.Reasons, record.Reason{Criterion: c.Title.In(r.Language), Benchmark: c.Benchmark.In(r.Language), Of: c.Of, Asked: c.Asked, Reached: c.Reached, NotSeen: c.NotSeen, Met: c.Met})
	}
	if t := r.Test; t != nil {
		paper.Test = &record.Test{Name: t.Title + ", " + t.Label, Marks: t.Marks(), Of: t.Of, PassMark: t.PassMark, Passed: t.Passed}
	}
	if r.AppealUntil != nil {
		paper.Until = r.AppealUntil.In(zone)
		if r.Particulars != nil {
			paper.Resits = &record.Resits{Left: p.Left}
			if p.ResitFrom != nil {
				paper.Resits.From = p.ResitFrom.In(zone)
			}
		}
	}
	if r.FellAt != nil {
		paper.SetAside = r.FellAt.In(zone)
	}
	return paper.Print()
}

func countryName(code, locale string) string {
	region, err := language.ParseRegion(code)
	if err != nil {
		return ""
	}
	return display.Regions(language.Make(locale)).Name(region)
}
