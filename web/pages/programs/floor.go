package programs

import (
	"strconv"

	"accord/app/programs"
	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// asks is what the program asks: its own floor, or IMI's where that is higher.
func (s shown) asks() standards.Floor {
	return standards.Floor{Mediations: max(s.floor.Mediations, s.imi.Mediations), Hours: max(s.floor.Hours, s.imi.Hours)}
}

// raised says whether the program asks for more than IMI.
func (s shown) raised() bool { return s.asks() != s.imi }

// askFloor shows the form for the program's floor.
func (p pages) askFloor(m *web.Member) error {
	s, err := p.floored(m)
	if err != nil {
		return err
	}
	asks := s.asks()
	f := forms.New().Set("mediations", strconv.Itoa(asks.Mediations)).Set("hours", strconv.Itoa(asks.Hours))
	return m.Render(floorPageOf(m, s), floorPage(f, s))
}

// floored is a program whose floor the reader may raise.
func (p pages) floored(m *web.Member) (shown, error) {
	s, err := p.load(m)
	switch {
	case err != nil:
		return s, err
	case s.imi == standards.Floor{}:
		return s, fault.New(fault.Conflict, "programs.no_floor")
	case !s.raises:
		return s, fault.Denied()
	}
	return s, nil
}

func (p pages) raise(m *web.Member) error {
	s, err := p.floored(m)
	if err != nil {
		return err
	}
	f := m.Form()
	to := standards.Floor{Mediations: f.Int("mediations", 0, standards.MaxMediations)}
	if s.imi.Hours > 0 {
		to.Hours = f.Int("hours", 0, standards.MaxHours)
	}
	if err = f.Err(); err == nil {
		err = p.db.Write(m.Context(), m.Member, func(tx *tenants.Tx) error { return programs.Raise(tx, s.ID, to) })
	}
	if err != nil {
		return m.Refuse(f, err, floorPageOf(m, s), floorPage(f, s))
	}
	return m.Redirect("/programs/"+s.ID.String(), "programs.floor_kept")
}

func floorPageOf(m *web.Member, s shown) ui.Page {
	return ui.Page{Title: m.T.Say("programs.floor_edit"), Crumbs: crumbs(m, crumbOf(m, s.Program))}
}
