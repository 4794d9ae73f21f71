package evaluations

import (
	"strconv"
	"time"

	"accord/app/evaluations"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// shown is a cohort's evaluation; has is false before one was opened.
type shown struct {
	cohort    trainings.Cohort
	results   evaluations.Results
	has, can  bool
	questions []evaluations.Question // that would be asked
	now       time.Time
	zone      *time.Location
}

func (v shown) state() evaluations.State { return v.results.At(v.now) }

func (p pages) load(m *web.Member) (v shown, err error) {
	v.zone = m.OrganisationZone()
	id, err := m.ID("id")
	if err != nil {
		return v, err
	}
	err = p.read(m, func(tx *tenants.Tx) error {
		v.now = tx.Now()
		if v.cohort, err = trainings.Get(tx, id); err != nil {
			return err
		}
		v.can = tx.Can("open", &evaluations.Evaluation{TenantID: tx.Tenant(), ID: tx.NewID(), CohortID: id, ProgramID: v.cohort.ProgramID})
		if v.results, err = evaluations.ResultsOf(tx, id); fault.Is(err, fault.NotFound) {
			v.questions, _, err = evaluations.QuestionsOf(tx, v.cohort.ProgramID)
			return err
		}
		v.has = err == nil
		return err
	})
	return v, err
}

func (p pages) show(m *web.Member) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	return m.Render(pageOf(m, v), showPage(v))
}

// export gives the results as a table: a line for each score of a question and
// for each text, so that nobody's answers stand together.
func (p pages) export(m *web.Member) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	if !v.has || !v.results.Shown {
		return m.Warn(at(v.cohort)+"/evaluation", "evaluation.nothing_to_show")
	}
	var rows [][]string
	for i, t := range v.results.Tallies {
		question := t.In(m.T.Locale())
		if t.Kind == evaluations.Scale {
			for score, n := range t.Counts {
				rows = append(rows, []string{strconv.Itoa(i + 1), question, strconv.Itoa(score + 1), strconv.Itoa(n), ""})
			}
		}
		for _, text := range t.Texts {
			rows = append(rows, []string{strconv.Itoa(i + 1), question, "", "", text})
		}
	}
	header := []string{m.T.Say("evaluation.number"), m.T.Say("evaluation.question"), m.T.Say("evaluation.score"), m.T.Say("evaluation.times"), m.T.Say("evaluation.words")}
	return m.SendTable(m.T.Say("evaluation.export_file"), header, rows)
}

func (p pages) ask(m *web.Member) error {
	v, err := p.forOpening(m)
	if err != nil {
		return err
	}
	today := v.now.In(v.zone)
	f := forms.New()
	if v.has {
		f.SetDate("from", v.results.OpensAt.In(v.zone)).SetDate("until", v.results.ClosesAt.In(v.zone).Add(-time.Second))
	} else {
		f.SetDate("from", today).SetDate("until", today.AddDate(0, 0, 14))
	}
	return m.Render(daysPageOf(m, v), daysPage(f, v))
}

// forOpening is the evaluation for who may open it.
func (p pages) forOpening(m *web.Member) (shown, error) {
	v, err := p.load(m)
	if err == nil && !v.can {
		err = fault.Denied()
	}
	if err == nil && v.has && v.state() == evaluations.Closed {
		err = fault.New(fault.Conflict, "evaluation.closed")
	}
	return v, err
}

func (p pages) open(m *web.Member) error {
	v, err := p.forOpening(m)
	if err != nil {
		return err
	}
	f := m.Form()
	from, until := f.Date("from"), f.Date("until")
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error {
			if v.has {
				_, err := evaluations.Move(tx, v.results.ID, from, until)
				return err
			}
			_, err := evaluations.Begin(tx, v.cohort.ID, from, until)
			return err
		})
	}
	if err != nil {
		return m.Refuse(f, err, daysPageOf(m, v), daysPage(f, v))
	}
	return m.Redirect(at(v.cohort)+"/evaluation", "evaluation.days_saved")
}

func (p pages) askClose(m *web.Member) error {
	v, err := p.forOpening(m)
	if err != nil {
		return err
	}
	if !v.has || v.state() != evaluations.Open {
		return m.Warn(at(v.cohort)+"/evaluation", "evaluation.not_open_yet")
	}
	return m.Render(daysPageOf(m, v), closePage(forms.New(), v))
}

func (p pages) close(m *web.Member) error {
	v, err := p.forOpening(m)
	if err != nil {
		return err
	}
	if !v.has {
		return fault.Absent("evaluation")
	}
	f := m.Form()
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := evaluations.Close(tx, v.results.ID); return err })
	}
	if err != nil {
		return m.Refuse(f, err, daysPageOf(m, v), closePage(f, v))
	}
	return m.Redirect(at(v.cohort)+"/evaluation", "evaluation.closed_now")
}

func pageOf(m *web.Member, v shown) ui.Page {
	return ui.Page{Title: m.T.Say("evaluation.nav"), Crumbs: crumbs(m, v.cohort)}
}

func daysPageOf(m *web.Member, v shown) ui.Page {
	return ui.Page{Title: m.T.Say("evaluation.days"), Crumbs: crumbs(m, v.cohort, ui.Crumb{Label: m.T.Say("evaluation.nav"), Href: m.Link(at(v.cohort) + "/evaluation")})}
}
