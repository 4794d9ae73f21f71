package days

import (
	"github.com/a-h/templ"
	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/days"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	file "accord/web/pages/candidates"
	ui "accord/web/templates"
)

// OwnSection is when a candidate is expected, in their own file, and whether they
// come; nothing where no slot of theirs is to come.
func OwnSection() file.Section {
	return file.Section{Order: 5, Key: "slot.own_title", Load: func(_ *web.Member, tx *tenants.Tx, _ candidates.Candidate) (templ.Component, error) {
		all, err := days.Own(tx)
		if err != nil {
			return nil, err
		}
		var ahead []days.Entry
		for _, e := range all {
			if e.State == days.Invited && e.EndsAt.After(tx.Now()) {
				ahead = append(ahead, e)
			}
		}
		if len(ahead) == 0 {
			return nil, nil
		}
		return ownPart(ahead), nil
	}}
}

// ownSlot reads a slot of one's own. Returns NotFound when it is another's,
// Forbidden to who is no candidate.
func (p pages) ownSlot(m *web.Member) (e days.Entry, err error) {
	if !m.HasRole(tenants.RoleCandidate) {
		return e, fault.Denied()
	}
	id, err := m.ID("slot")
	if err != nil {
		return e, err
	}
	return e, p.read(m, func(tx *tenants.Tx) error {
		all, err := days.Own(tx)
		for _, one := range all {
			if one.ID == id {
				e = one
			}
		}
		if err == nil && e.ID == uuid.Nil {
			err = fault.Absent("day_slot")
		}
		return err
	})
}

func (p pages) confirm(m *web.Member) error {
	e, err := p.ownSlot(m)
	if err != nil {
		return err
	}
	if err := m.Form().Err(); err != nil {
		return err
	}
	if err := p.write(m, func(tx *tenants.Tx) error { _, err := days.Confirm(tx, e.ID); return err }); err != nil {
		return err
	}
	return m.Redirect("/own-slots", "slot.confirmed_now")
}

func declineOf(m *web.Member) ui.Page {
	return ui.Page{Title: m.T.Say("slot.decline"), Crumbs: []ui.Crumb{{Label: m.T.Say("slot.own"), Href: m.Link("/own-slots")}}}
}

func (p pages) askDecline(m *web.Member) error {
	e, err := p.ownSlot(m)
	if err != nil {
		return err
	}
	f := forms.New()
	if e.Answer != nil {
		f.Set("reason", e.Answer.Reason)
	}
	return m.Render(declineOf(m), declinePage(f, e))
}

func (p pages) decline(m *web.Member) error {
	e, err := p.ownSlot(m)
	if err != nil {
		return err
	}
	f := m.Form()
	reason := f.NeededText("reason", days.MaxReason, "slot.say_why")
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := days.Decline(tx, e.ID, reason); return err })
	}
	if err != nil {
		return m.Refuse(f, err, declineOf(m), declinePage(f, e))
	}
	return m.Redirect("/own-slots", "slot.declined_now")
}

func (p pages) keep(m *web.Member) error {
	return p.sendSlot(m, "", slotPage, "slot.kept_now", func(tx *tenants.Tx, f *forms.Form, v slotShown) error {
		if err := f.Err(); err != nil {
			return err
		}
		_, err := days.Keep(tx, v.slot.ID)
		return err
	}, joining)
}

func (p pages) askRelease(m *web.Member) error {
	v, err := p.plannedSlot(m)
	if err != nil {
		return err
	}
	f := forms.New()
	if v.Answers.To(v.slot) == days.CannotCome {
		f.Set("reason", m.T.Say("slot.release_usual"))
	}
	return m.Render(slotPageOf(m, v, "slot.release"), releasePage(f, v))
}

func (p pages) release(m *web.Member) error {
	return p.sendSlot(m, "slot.release", releasePage, "slot.released_now", func(tx *tenants.Tx, f *forms.Form, v slotShown) error {
		reason := f.NeededText("reason", days.MaxReason, "session.reason_required")
		if err := f.Err(); err != nil {
			return err
		}
		_, err := days.Release(tx, v.slot.ID, reason)
		return err
	})
}
