package trainings

import (
	"strconv"

	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// riskOf is the cohort of the address with its program's rule, if the reader
// may change it.
func (p pages) riskOf(m *web.Member) (v cohortView, err error) {
	if v, err = p.load(m); err != nil {
		return v, err
	}
	if !manages(m) {
		return v, fault.Denied()
	}
	return v, nil
}

// askRisk shows when the cohort's program warns of a candidate.
func (p pages) askRisk(m *web.Member) error {
	v, err := p.riskOf(m)
	if err != nil {
		return err
	}
	f := forms.New()
	for name, n := range map[string]int{"warn_below": v.file.Risk.WarnBelow, "missed": v.file.Risk.Missed} {
		if n > 0 {
			f.Set(name, strconv.Itoa(n))
		}
	}
	return m.Render(riskPageOf(m, v.cohort()), riskPage(f, v))
}

func (p pages) setRisk(m *web.Member) error {
	v, err := p.riskOf(m)
	if err != nil {
		return err
	}
	f := m.Form()
	below, missed := some(f, "warn_below"), some(f, "missed")
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error {
			_, err := trainings.SetRisk(tx, v.cohort().ProgramID, below, missed)
			return err
		})
	}
	if err != nil {
		return m.Refuse(f, err, riskPageOf(m, v.cohort()), riskPage(f, v))
	}
	return m.Redirect(at(v.cohort())+"?status=at_risk", "risk.done")
}

// some is a number that may be left out: 0 then.
func some(f *forms.Form, name string) int {
	if f.Value(name) == "" {
		f.OptionalText(name, 10)
		return 0
	}
	return f.Int(name, 0, 100)
}

func riskPageOf(m *web.Member, c trainings.Cohort) ui.Page {
	return ui.Page{Title: m.T.Say("risk.title"), Crumbs: crumbs(m, crumbOf(m, c))}
}
