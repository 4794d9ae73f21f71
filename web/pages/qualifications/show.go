package qualifications

import (
	"strconv"
	"time"

	"accord/app/qualifications"
	"accord/tenants"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

func (p pages) show(m *web.Member) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: v.member.Name, Crumbs: crumbs(m)}, showPage(forms.New(), v))
}

func (p pages) confirm(m *web.Member) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	f := m.Form()
	ticked := f.Choices("facts", readable(v)...)
	n := 0
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) {
			n, err = qualifications.Confirm(tx, v.member.ID, confirming(ticked))
			return err
		})
	}
	if err != nil {
		return m.Refuse(f, err, ui.Page{Title: v.member.Name, Crumbs: crumbs(m)}, showPage(f, v))
	}
	return m.Redirect(v.at(), "qualification.confirmed_count", "Count", n)
}

func (p pages) revise(m *web.Member) error {
	v, err := p.writing(m)
	if err != nil {
		return err
	}
	q := v.record.Qualification
	f := forms.New().Set("training", q.Training).Set("provider", q.Provider).Set("law", q.Law).Set("register", q.Register).Set("number", q.Number)
	if q.TrainedOn != nil {
		f.SetDate("trained_on", *q.TrainedOn)
	}
	if q.RegisteredUntil != nil {
		f.SetDate("registered_until", *q.RegisteredUntil)
	}
	return m.Render(pageOf(m, v, "qualification.edit"), editPage(f, v))
}

func (p pages) edit(m *web.Member) error {
	v, err := p.writing(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in := qualifications.NewQualification{Training: f.OptionalText("training", qualifications.MaxTitle), Provider: f.OptionalText("provider", qualifications.MaxTitle),
		TrainedOn: optional(f.OptionalDate("trained_on")), Law: f.OptionalChoice("law", qualifications.Laws...), Register: f.OptionalText("register", qualifications.MaxTitle),
		Number: f.OptionalText("number", qualifications.MaxNumber), RegisteredUntil: optional(f.OptionalDate("registered_until"))}
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := qualifications.Edit(tx, v.member.ID, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, pageOf(m, v, "qualification.edit"), editPage(f, v))
	}
	return m.Redirect(v.at(), "qualification.edited")
}

func optional(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	return &at
}

func (p pages) blank(m *web.Member) error {
	v, err := p.writing(m)
	if err != nil {
		return err
	}
	return m.Render(pageOf(m, v, "practice.add"), practicePage(forms.New().Set("role", "mediator"), v, nil))
}

func (p pages) add(m *web.Member) error {
	v, err := p.writing(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in := readPractice(f)
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := qualifications.AddPractice(tx, v.member.ID, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, pageOf(m, v, "practice.add"), practicePage(f, v, nil))
	}
	return m.Redirect(v.at()+"#practice", "practice.added")
}

func (p pages) revisePractice(m *web.Member) error {
	v, one, err := p.practice(m)
	if err != nil {
		return err
	}
	f := forms.New().SetDate("held_on", one.HeldOn).Set("role", one.Role).Set("hours", strconv.FormatFloat(one.Hours, 'f', -1, 64)).Set("field", one.Field)
	return m.Render(pageOf(m, v, "practice.edit"), practicePage(f, v, &one))
}

func (p pages) editPractice(m *web.Member) error {
	v, one, err := p.practice(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in := readPractice(f)
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := qualifications.EditPractice(tx, one.ID, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, pageOf(m, v, "practice.edit"), practicePage(f, v, &one))
	}
	return m.Redirect(v.at()+"#practice", "practice.edited")
}

func readPractice(f *forms.Form) qualifications.NewPractice {
	return qualifications.NewPractice{HeldOn: f.Date("held_on"), Hours: f.Decimal("hours", 0.01, 1000), Role: f.Choice("role", qualifications.Roles...),
		Field: f.NeededText("field", qualifications.MaxField, "logbook.field_required"), NoName: f.Bool("no_name")}
}

func (p pages) askRemove(m *web.Member) error {
	v, one, err := p.practice(m)
	if err != nil {
		return err
	}
	return m.Render(pageOf(m, v, "practice.remove"), removePage(forms.New(), v, one))
}

func (p pages) remove(m *web.Member) error {
	v, one, err := p.practice(m)
	if err != nil {
		return err
	}
	if err := p.write(m, func(tx *tenants.Tx) error { _, err := qualifications.RemovePractice(tx, one.ID); return err }); err != nil {
		return err
	}
	return m.Redirect(v.at()+"#practice", "practice.removed")
}
