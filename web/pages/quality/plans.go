package quality

import (
	"strconv"
	"time"

	"github.com/google/uuid"

	"accord/app/programs"
	"accord/app/quality"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// planned are the plans, and who may do what with them.
type planned struct {
	inForce, ended []quality.Progress
	programs       map[uuid.UUID]programs.Program
	now            time.Time // where the organisation is
	opens          bool
	free           []programs.Program // for which none is in force
}

func (p pages) planned(m *web.Member) (v planned, err error) {
	err = p.managed(m, func(tx *tenants.Tx) error {
		if v.inForce, err = quality.InForce(tx); err != nil {
			return err
		}
		if v.ended, err = quality.Ended(tx); err != nil {
			return err
		}
		zone, err := quality.Zone(tx)
		if err != nil {
			return err
		}
		v.now = tx.Now().In(zone)
		v.opens = tx.Can("open", &quality.SamplingPlan{TenantID: tx.Tenant(), ID: tx.NewID()})
		v.programs, err = quality.Programs(tx)
		return err
	})
	v.free = v.withoutPlan()
	return v, err
}

func (v planned) withoutPlan() (all []programs.Program) {
	taken := map[uuid.UUID]bool{}
	for _, p := range v.inForce {
		taken[p.ProgramID] = true
	}
	for _, p := range byTitle(v.programs) {
		if !taken[p.ID] && p.ClosedAt == nil {
			all = append(all, p)
		}
	}
	return all
}

// show is the plans; whoever sees their own sheets alone is led to these.
func (p pages) show(m *web.Member) error {
	if !manages(m) && m.HasRole(tenants.RoleAssessor) {
		return m.Redirect("/quality/own", "")
	}
	v, err := p.planned(m)
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("quality.nav")}, plansPage(v))
}

// opening is planned for those who may put a plan in force.
func (p pages) opening(m *web.Member) (planned, error) {
	v, err := p.planned(m)
	if err == nil && !v.opens {
		err = fault.Denied()
	}
	return v, err
}

func planPage(m *web.Member) ui.Page {
	return ui.Page{Title: m.T.Say("quality.new_plan"), Crumbs: crumbs(m)}
}

func (p pages) newPlan(m *web.Member) error {
	v, err := p.opening(m)
	if err != nil {
		return err
	}
	f := forms.New().SetDate("from", time.Date(v.now.Year(), time.January, 1, 0, 0, 0, 0, time.UTC)).SetDate("until", time.Date(v.now.Year(), time.December, 31, 0, 0, 0, 0, time.UTC)).
		Set("percent", "10").Set("least", "1").Set("first_cases", "0")
	if id := m.Query("program"); id != "" {
		f.Set("program", id)
	}
	return m.Render(planPage(m), newPlanPage(f, v))
}

func (p pages) openPlan(m *web.Member) error {
	v, err := p.opening(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in := quality.NewPlan{ProgramID: f.UUID("program"), From: f.Date("from"), Through: f.Date("until"), Percent: f.Int("percent", 1, 100), Least: f.Int("least", 0, quality.MaxLeast),
		FirstCases: f.Int("first_cases", 0, quality.MaxFirstCases), Note: f.OptionalText("note", quality.MaxPlanNote)}
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := quality.OpenPlan(tx, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, planPage(m), newPlanPage(f, v))
	}
	return m.Redirect("/quality", "quality.plan_opened")
}

func (p pages) draw(m *web.Member) error {
	id, err := m.ID("plan")
	if err != nil {
		return err
	}
	var drawn []quality.QualityCheck
	if err := p.write(m, func(tx *tenants.Tx) error { drawn, err = quality.Draw(tx, id); return err }); err != nil {
		return err
	}
	if len(drawn) == 0 {
		return m.Redirect("/quality", "quality.nothing_due")
	}
	return m.Redirect("/quality", "quality.drawn_now", "Count", len(drawn))
}

// ending is the plan of the address, which must be in force.
func (p pages) ending(m *web.Member) (plan quality.SamplingPlan, program programs.Program, err error) {
	id, err := m.ID("plan")
	if err != nil {
		return plan, program, err
	}
	err = p.read(m, func(tx *tenants.Tx) error {
		if plan, err = quality.Plan(tx, id); err != nil {
			return err
		}
		if plan.EndedAt != nil {
			return fault.New(fault.Conflict, "quality.plan_over")
		}
		if !tx.Can("end", &plan) {
			return fault.Denied()
		}
		all, err := quality.Programs(tx)
		program = all[plan.ProgramID]
		return err
	})
	return plan, program, err
}

func endingPage(m *web.Member) ui.Page {
	return ui.Page{Title: m.T.Say("quality.end_plan"), Crumbs: crumbs(m)}
}

func (p pages) askEnd(m *web.Member) error {
	plan, program, err := p.ending(m)
	if err != nil {
		return err
	}
	return m.Render(endingPage(m), endPage(forms.New(), plan, program))
}

func (p pages) end(m *web.Member) error {
	plan, program, err := p.ending(m)
	if err != nil {
		return err
	}
	f := m.Form()
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := quality.EndPlan(tx, plan.ID); return err })
	}
	if err != nil {
		return m.Refuse(f, err, endingPage(m), endPage(f, plan, program))
	}
	return m.Redirect("/quality", "quality.plan_ended", "Program", program.Title)
}

func count(n int) string { return strconv.Itoa(n) }
