package days

import (
	"accord/app/days"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
)

// attended is loadSlot for whoever notes how it went.
func (p pages) attended(m *web.Member) (slotShown, error) {
	v, err := p.loadSlot(m)
	switch {
	case err != nil:
	case !v.Open():
		err = fault.New(fault.Conflict, "day.over")
	case v.slot.State == days.Cancelled:
		err = fault.New(fault.Conflict, "slot.settled")
	case !v.attends:
		err = fault.Denied()
	}
	return v, err
}

func (p pages) askAttend(m *web.Member) error {
	v, err := p.attended(m)
	if err != nil {
		return err
	}
	return m.Render(slotPageOf(m, v, "slot.attendance"), attendPage(forms.New(), v))
}

func (p pages) attend(m *web.Member) error {
	v, err := p.attended(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in := days.Attendance{Outcome: days.State(f.Choice("outcome", outcomes...)), Absent: f.UUIDs("absent", days.MaxParts), Note: f.OptionalText("note", days.MaxNote)}
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := days.Attend(tx, v.slot.ID, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, slotPageOf(m, v, "slot.attendance"), attendPage(f, v))
	}
	return m.Redirect(back(m, v), "slot.attended_now", "Name", v.slot.CandidateName)
}

func (p pages) takeBack(m *web.Member) error {
	v, err := p.attended(m)
	if err != nil {
		return err
	}
	f := m.Form()
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := days.TakeBack(tx, v.slot.ID); return err })
	}
	if err != nil {
		return m.Refuse(f, err, slotPageOf(m, v, "slot.attendance"), attendPage(f, v))
	}
	return m.Redirect(slotAt(v.slot)+"/attendance", "slot.taken_back")
}

// back is where whoever noted how a slot went goes on.
func back(m *web.Member, v slotShown) string {
	if plans(m) {
		return at(v.Day.ID)
	}
	return "/today"
}
