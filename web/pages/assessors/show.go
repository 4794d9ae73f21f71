package assessors

import (
	"strconv"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/assessors"
	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	candidatespages "accord/web/pages/candidates"
	ui "accord/web/templates"
)

// shownMonths is how far back an assessor's page counts.
const shownMonths = 6

// person is an assessor's page.
type person struct {
	assessors.Assessor
	programs map[uuid.UUID]programs.Program
	choose   []programs.Program // under which they can still be appointed
	waiting  []assessments.Assessment
	months   []assessors.Month
	edits    bool // languages, days
	appoints bool
}

func (v person) at() string { return "/assessors/" + v.Member.ID.String() }

// load reads the assessor of the address.
func (p pages) load(m *web.Member) (v person, err error) {
	id, err := m.ID("member")
	if err != nil {
		return v, err
	}
	err = p.read(m, func(tx *tenants.Tx) error {
		if v.Assessor, err = assessors.Of(tx, id); err != nil {
			return err
		}
		if v.programs, err = assessors.ProgramsByID(tx); err != nil {
			return err
		}
		v.edits = tx.Can("edit", &assessors.AssessorTime{TenantID: tx.Tenant(), ID: tx.NewID(), MembershipID: id})
		v.appoints = tx.Can("appoint", &assessors.AssessorAppointment{TenantID: tx.Tenant(), ID: tx.NewID(), MembershipID: id})
		all, err := assessors.Programs(tx)
		if err != nil {
			return err
		}
		for _, one := range all {
			if !v.AppointedFor(one.ID) {
				v.choose = append(v.choose, one)
			}
		}
		if v.waiting, err = assessors.Waiting(tx, id); err != nil {
			return err
		}
		v.months, err = assessors.Months(tx, id, shownMonths)
		return err
	})
	return v, err
}

func (v person) page(m *web.Member) ui.Page { return ui.Page{Title: v.Member.Name, Crumbs: crumbs(m)} }

func crumbs(m *web.Member, more ...ui.Crumb) []ui.Crumb {
	return append([]ui.Crumb{{Label: m.T.Say("assessor.nav"), Href: m.Link("/assessors")}}, more...)
}

func (p pages) show(m *web.Member) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	return m.Render(v.page(m), showPage(forms.New(), v))
}

// writing is load for those who may change what is noted.
func (p pages) writing(m *web.Member) (person, error) {
	v, err := p.load(m)
	if err == nil && !v.edits {
		err = fault.Denied()
	}
	return v, err
}

func (p pages) revise(m *web.Member) error {
	v, err := p.writing(m)
	if err != nil {
		return err
	}
	f := forms.New().Set("languages", v.Profile.LanguageList()...).Set("monthly_limit", strconv.Itoa(v.Profile.MonthlyLimit))
	return m.Render(v.editing(m), editPage(f, v))
}

func (v person) editing(m *web.Member) ui.Page {
	return ui.Page{Title: m.T.Say("assessor.edit"), Crumbs: crumbs(m, ui.Crumb{Label: v.Member.Name, Href: m.Link(v.at())})}
}

func (p pages) edit(m *web.Member) error {
	v, err := p.writing(m)
	if err != nil {
		return err
	}
	f := m.Form()
	var offered []string
	for _, o := range candidatespages.LanguageOptions(m.Context(), "") {
		offered = append(offered, o.Value)
	}
	in := assessors.NewProfile{Languages: f.Choices("languages", offered...), MonthlyLimit: f.Int("monthly_limit", 0, assessors.MaxMonthlyLimit)}
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := assessors.EditProfile(tx, v.Member.ID, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, v.editing(m), editPage(f, v))
	}
	return m.Redirect(v.at(), "assessor.edited")
}

func (p pages) appoint(m *web.Member) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	f := m.Form()
	program, grounds := f.UUID("program"), f.NeededText("grounds", assessors.MaxGrounds, "assessor.grounds_required")
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := assessors.Appoint(tx, v.Member.ID, program, grounds); return err })
	}
	if err != nil {
		return m.Refuse(f, err, v.page(m), showPage(f, v))
	}
	return m.Redirect(v.at()+"#appointments", "assessor.appointed", "Name", v.Member.Name)
}

// appointment is the one of the address, which must be its member's and in force.
func (p pages) appointment(m *web.Member) (v person, a assessors.AssessorAppointment, err error) {
	if v, err = p.load(m); err != nil {
		return v, a, err
	}
	id, err := m.ID("appointment")
	if err != nil {
		return v, a, err
	}
	err = p.read(m, func(tx *tenants.Tx) error {
		if a, err = assessors.AppointmentOf(tx, v.Member.ID, id); err != nil {
			return err
		}
		if a.EndedAt != nil {
			return fault.New(fault.Conflict, "assessor.appointment_over")
		}
		if !tx.Can("end", &a) {
			return fault.Denied()
		}
		return nil
	})
	return v, a, err
}

func (p pages) askEnd(m *web.Member) error {
	v, a, err := p.appointment(m)
	if err != nil {
		return err
	}
	return m.Render(v.editing(m), endPage(forms.New(), v, a))
}

func (p pages) end(m *web.Member) error {
	v, a, err := p.appointment(m)
	if err != nil {
		return err
	}
	f := m.Form()
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := assessors.End(tx, a.ID); return err })
	}
	if err != nil {
		return m.Refuse(f, err, v.editing(m), endPage(f, v, a))
	}
	return m.Redirect(v.at()+"#appointments", "assessor.appointment_ended", "Program", v.programs[a.ProgramID].Title)
}

func (p pages) addTime(m *web.Member) error {
	v, err := p.writing(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in := assessors.NewTime{Kind: f.Choice("kind", assessors.Kinds...), From: f.Date("from"), Through: f.Date("until")}
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := assessors.AddTime(tx, v.Member.ID, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, v.page(m), showPage(f, v))
	}
	return m.Redirect(v.at()+"#times", "assessor.time_added")
}

func (p pages) removeTime(m *web.Member) error {
	v, err := p.writing(m)
	if err != nil {
		return err
	}
	id, err := m.ID("time")
	if err != nil {
		return err
	}
	err = p.write(m, func(tx *tenants.Tx) error {
		t, err := assessors.TimeOf(tx, v.Member.ID, id)
		if err == nil {
			_, err = assessors.RemoveTime(tx, t.ID)
		}
		return err
	})
	if err != nil {
		return err
	}
	return m.Redirect(v.at()+"#times", "assessor.time_removed")
}
