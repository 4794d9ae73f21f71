package days

import (
	"slices"
	"time"

	"github.com/a-h/templ"

	"accord/app/assessments"
	"accord/app/days"
	"accord/app/people"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// slotShown is a slot as its pages show it.
type slotShown struct {
	shown
	slot    days.Slot
	parts   []days.Part
	attends bool // the reader notes how it went
	assess  []assessments.Choice
	play    []people.Membership
	others  []days.Entry // with which it can be swapped
	part    *days.Part   // whom a page is about
}

func (v slotShown) edits() bool { return v.plans && v.slot.Ahead() }

// title is what a slot is called: its candidate's name, else that it is free.
func (v slotShown) title(m *web.Member) string {
	if v.slot.Free() {
		return m.T.Say("slot.free")
	}
	return v.slot.CandidateName
}

func (p pages) loadSlot(m *web.Member, more ...func(tx *tenants.Tx, v *slotShown) error) (v slotShown, err error) {
	id, err := m.ID("id")
	if err != nil {
		return v, err
	}
	which, err := m.ID("slot")
	if err != nil {
		return v, err
	}
	return v, p.read(m, func(tx *tenants.Tx) error {
		if v.slot, err = days.SlotIn(tx, id, which); err != nil {
			return err
		}
		if v.shown, err = loaded(tx, id); err != nil {
			return err
		}
		v.parts = v.Parts[which]
		v.attends = v.Open() && v.slot.State != days.Planned && tx.Can("attend", &v.slot)
		for _, read := range more {
			if err := read(tx, &v); err != nil {
				return err
			}
		}
		return nil
	})
}

// plannedSlot is loadSlot for whoever plans it. Returns Forbidden for others,
// and Conflict when it is settled.
func (p pages) plannedSlot(m *web.Member, more ...func(tx *tenants.Tx, v *slotShown) error) (slotShown, error) {
	v, err := p.loadSlot(m, more...)
	switch {
	case err != nil:
	case !plans(m):
		err = fault.Denied()
	case !v.edits():
		err = fault.New(fault.Conflict, "slot.settled")
	}
	return v, err
}

func slotPageOf(m *web.Member, v slotShown, key string) ui.Page {
	up := []ui.Crumb{{Label: v.Title, Href: m.Link(at(v.Day.ID))}}
	if key == "" {
		return ui.Page{Title: v.title(m), Crumbs: crumbs(m, up...)}
	}
	return ui.Page{Title: m.T.Say(key), Crumbs: crumbs(m, append(up, ui.Crumb{Label: v.title(m), Href: m.Link(slotAt(v.slot))})...)}
}

func joining(tx *tenants.Tx, v *slotShown) (err error) {
	if v.edits() {
		v.assess, v.play, err = days.Joining(tx, v.slot)
	}
	return err
}

func (p pages) showSlot(m *web.Member) error {
	v, err := p.loadSlot(m, joining)
	if err != nil {
		return err
	}
	return m.Render(slotPageOf(m, v, ""), slotPage(forms.New(), v))
}

func (p pages) blankSlot(m *web.Member) error {
	v, err := p.planned(m)
	if err != nil {
		return err
	}
	f, last := forms.New(), v.HeldOn.Add(9*time.Hour)
	for _, s := range v.Slots {
		if s.State != days.Cancelled {
			f.Set("room", s.Room).Set("link", s.Link).Set("scenario", s.Scenario).Set("version", s.ScenarioVersion)
			last = s.EndsAt.In(v.Zone())
		}
	}
	f.Set("begins", last.Format("15:04")).Set("ends", last.Add(time.Hour).Format("15:04"))
	return m.Render(pageOf(m, v, "slot.new"), newSlotPage(f, v))
}

func (p pages) addSlot(m *web.Member) error {
	return p.send(m, "slot.new", newSlotPage, func(tx *tenants.Tx, f *forms.Form, v shown) (string, []any, error) {
		in := readSlot(f)
		in.Assessment = f.OptionalUUID("assessment")
		if err := f.Err(); err != nil {
			return "", nil, err
		}
		_, err := days.AddSlot(tx, v.Day.ID, in)
		return "slot.added_now", nil, err
	})
}

func readSlot(f *forms.Form) days.NewSlot {
	return days.NewSlot{Begins: readClock(f, "begins"), Ends: readClock(f, "ends"), Room: f.OptionalText("room", days.MaxRoom), Link: f.OptionalText("link", trainings.MaxLink),
		Scenario: f.OptionalText("scenario", days.MaxTitle), Version: f.OptionalText("version", days.MaxVersion)}
}

func (p pages) reviseSlot(m *web.Member) error {
	v, err := p.plannedSlot(m)
	if err != nil {
		return err
	}
	s := v.slot
	f := forms.New().Set("begins", s.StartsAt.In(v.Zone()).Format("15:04")).Set("ends", s.EndsAt.In(v.Zone()).Format("15:04")).Set("room", s.Room).Set("link", s.Link).
		Set("scenario", s.Scenario).Set("version", s.ScenarioVersion)
	return m.Render(slotPageOf(m, v, "slot.edit"), editSlotPage(f, v))
}

func (p pages) editSlot(m *web.Member) error {
	return p.sendSlot(m, "slot.edit", editSlotPage, "slot.edited_now", func(tx *tenants.Tx, f *forms.Form, v slotShown) error {
		in := readSlot(f)
		if in.Reason = f.OptionalText("reason", days.MaxReason); v.slot.Free() {
			in.Assessment = f.OptionalUUID("assessment")
		}
		if err := f.Err(); err != nil {
			return err
		}
		_, err := days.EditSlot(tx, v.slot.ID, in)
		return err
	})
}

// sendSlot does what a form about a slot asks for.
func (p pages) sendSlot(m *web.Member, title string, page func(*forms.Form, slotShown) templ.Component, told string, do func(tx *tenants.Tx, f *forms.Form, v slotShown) error, more ...func(tx *tenants.Tx, v *slotShown) error) error {
	v, err := p.plannedSlot(m, more...)
	if err != nil {
		return err
	}
	f := m.Form()
	if err = p.write(m, func(tx *tenants.Tx) error { return do(tx, f, v) }); err != nil {
		return m.Refuse(f, err, slotPageOf(m, v, title), page(f, v))
	}
	to := slotAt(v.slot)
	if told == "slot.swapped_now" || told == "slot.cancelled_now" || told == "slot.released_now" {
		to = at(v.Day.ID)
	}
	return m.Redirect(to, told)
}

func (p pages) addAssessor(m *web.Member) error {
	return p.sendSlot(m, "", slotPage, "slot.joined_now", func(tx *tenants.Tx, f *forms.Form, v slotShown) error {
		who := f.UUID("assessor")
		if err := f.Err(); err != nil {
			return err
		}
		_, err := days.AddAssessor(tx, v.slot.ID, who)
		return err
	}, joining)
}

func (p pages) addPlayer(m *web.Member) error {
	return p.sendSlot(m, "", slotPage, "slot.joined_now", func(tx *tenants.Tx, f *forms.Form, v slotShown) error {
		in := days.Player{Member: f.OptionalUUID("member"), Name: f.OptionalText("name", 200), Email: f.OptionalText("email", 254)}
		if err := f.Err(); err != nil {
			return err
		}
		_, err := days.AddPlayer(tx, v.slot.ID, in)
		return err
	}, joining)
}

// about reads whom the page is about.
func about(m *web.Member) func(tx *tenants.Tx, v *slotShown) error {
	return func(tx *tenants.Tx, v *slotShown) error {
		id, err := m.ID("part")
		if err != nil {
			return err
		}
		i := slices.IndexFunc(v.parts, func(p days.Part) bool { return p.ID == id })
		if i < 0 {
			return fault.Absent("slot_part")
		}
		v.part = &v.parts[i]
		return nil
	}
}

func (p pages) askTakeOut(m *web.Member) error {
	v, err := p.plannedSlot(m, about(m))
	if err != nil {
		return err
	}
	return m.Render(slotPageOf(m, v, "slot.take_out"), takeOutPage(forms.New(), v))
}

func (p pages) takeOut(m *web.Member) error {
	return p.sendSlot(m, "slot.take_out", takeOutPage, "slot.left_now", func(tx *tenants.Tx, f *forms.Form, v slotShown) error {
		reason := f.OptionalText("reason", days.MaxReason)
		if err := f.Err(); err != nil {
			return err
		}
		_, err := days.TakeOut(tx, v.slot.ID, v.part.ID, reason)
		return err
	}, about(m))
}

func swapping(tx *tenants.Tx, v *slotShown) (err error) {
	if v.edits() {
		v.others, err = days.Swappable(tx, v.slot)
	}
	return err
}

func (p pages) askSwap(m *web.Member) error {
	v, err := p.plannedSlot(m, swapping)
	if err != nil {
		return err
	}
	return m.Render(slotPageOf(m, v, "slot.swap"), swapPage(forms.New(), v))
}

func (p pages) swap(m *web.Member) error {
	return p.sendSlot(m, "slot.swap", swapPage, "slot.swapped_now", func(tx *tenants.Tx, f *forms.Form, v slotShown) error {
		other, reason := f.UUID("other"), f.OptionalText("reason", days.MaxReason)
		if err := f.Err(); err != nil {
			return err
		}
		_, _, err := days.Swap(tx, v.slot.ID, other, reason)
		return err
	}, swapping)
}

func (p pages) askCancelSlot(m *web.Member) error {
	v, err := p.plannedSlot(m)
	if err != nil {
		return err
	}
	return m.Render(slotPageOf(m, v, "slot.cancel"), cancelSlotPage(forms.New(), v))
}

func (p pages) cancelSlot(m *web.Member) error {
	return p.sendSlot(m, "slot.cancel", cancelSlotPage, "slot.cancelled_now", func(tx *tenants.Tx, f *forms.Form, v slotShown) error {
		reason := f.NeededText("reason", days.MaxReason, "session.reason_required")
		if err := f.Err(); err != nil {
			return err
		}
		_, err := days.CancelSlot(tx, v.slot.ID, reason)
		return err
	})
}
