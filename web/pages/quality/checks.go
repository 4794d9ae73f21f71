package quality

import (
	"slices"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/paging"
	"accord/app/people"
	"accord/app/programs"
	"accord/app/quality"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

// drawn is a page of the checks.
type drawn struct {
	page      paging.Page[quality.QualityCheck]
	filter    quality.Filter
	judged    map[uuid.UUID]assessments.Assessment
	programs  map[uuid.UUID]programs.Program
	assessors []people.Membership
}

func (v drawn) narrowed() bool { return v.filter != quality.Filter{} }

func filterOf(m *web.Member) quality.Filter {
	f := quality.Filter{State: quality.State(m.Query("state")), Outcome: quality.Outcome(m.Query("outcome"))}
	if !slices.Contains(states, f.State) {
		f.State = ""
	}
	if !slices.Contains(quality.Outcomes, f.Outcome) {
		f.Outcome = ""
	}
	for name, into := range map[string]*uuid.UUID{"program": &f.Program, "assessor": &f.Assessor, "plan": &f.Plan} {
		if id, err := uuid.Parse(m.Query(name)); err == nil {
			*into = id
		}
	}
	return f
}

func (v *drawn) load(tx *tenants.Tx, ask paging.Ask) (err error) {
	if v.page, err = quality.Checks(tx, v.filter, ask); err != nil {
		return err
	}
	if v.judged, err = quality.Judged(tx, v.page.Items); err != nil {
		return err
	}
	v.programs, err = quality.Programs(tx)
	return err
}

func (p pages) checks(m *web.Member) error {
	v := drawn{filter: filterOf(m)}
	err := p.managed(m, func(tx *tenants.Tx) (err error) {
		if v.assessors, err = quality.Assessors(tx); err != nil {
			return err
		}
		return v.load(tx, m.Ask())
	})
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("quality.tab.checks"), Crumbs: crumbs(m)}, checksPage(v))
}

// exportChecks gives the checks, narrowed as they are on the page, as a table.
func (p pages) exportChecks(m *web.Member) error {
	v := drawn{filter: filterOf(m)}
	var rows [][]string
	err := p.managed(m, func(tx *tenants.Tx) error {
		for ask := (paging.Ask{Limit: paging.MaxLimit}); ; ask.After = v.page.Next {
			if err := v.load(tx, ask); err != nil {
				return err
			}
			if len(rows)+len(v.page.Items) > paging.MaxEvery {
				return paging.TooMany()
			}
			for _, c := range v.page.Items {
				row := []string{v.judged[c.AssessmentID].CandidateName, v.programs[c.ProgramID].Title, c.AssessorName, m.T.Date(c.DrawnAt), m.T.Say("quality.state." + string(c.State())), "", "", "", c.Note}
				if c.ReviewedAt != nil {
					row[5], row[6], row[7] = m.T.Say("quality.outcome."+string(*c.Outcome)), c.ReviewedByName, m.T.Date(*c.ReviewedAt)
				}
				rows = append(rows, row)
			}
			if v.page.Next == "" {
				return nil
			}
		}
	})
	if err != nil {
		return err
	}
	var header []string
	for _, name := range []string{"candidate", "program", "assessor", "drawn_on", "state", "outcome", "reviewer", "reviewed_on", "note"} {
		header = append(header, m.T.Say("quality."+name))
	}
	return m.SendTable(m.T.Say("quality.checks_file"), header, rows)
}
