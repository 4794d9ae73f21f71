package programs

import (
	"context"
	"strings"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"accord/app/people"
	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	"accord/web/pages/organisations"
	ui "accord/web/templates"
)

func locationPageOf(m *web.Member, s shown, key string) ui.Page {
	return ui.Page{Title: m.T.Say(key), Crumbs: crumbs(m, crumbOf(m, s.Program))}
}

// placing reads the program of the page for those who may keep its places.
func (p pages) placing(m *web.Member) (shown, error) {
	s, err := p.load(m)
	if err == nil && !s.locates {
		err = notNow(s)
	}
	return s, err
}

func (p pages) blankLocation(m *web.Member) error {
	s, err := p.placing(m)
	if err != nil {
		return err
	}
	f := forms.New().Set("country", m.Organisation().Country).Set("time_zone", m.Organisation().TimeZone)
	return m.Render(locationPageOf(m, s, "programs.add_location"), locationPage(f, s, nil))
}

func readLocation(f *forms.Form) programs.NewLocation {
	return programs.NewLocation{Name: f.Text("name", 120), Address: f.OptionalText("address", 200), City: f.OptionalText("city", 100),
		Country: f.OptionalText("country", 2), TimeZone: f.Choice("time_zone", people.Zones...), Online: f.Bool("online")}
}

func (p pages) addLocation(m *web.Member) error {
	s, err := p.placing(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in := readLocation(f)
	if err = f.Err(); err == nil {
		err = p.db.Write(m.Context(), m.Member, func(tx *tenants.Tx) error { _, err := programs.AddLocation(tx, s.ID, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, locationPageOf(m, s, "programs.add_location"), locationPage(f, s, nil))
	}
	return m.Redirect("/programs/"+s.ID.String(), "programs.location_added", "Name", in.Name)
}

// locationOf names the place that the address names.
func locationOf(m *web.Member, s shown) (programs.Location, error) {
	id, err := m.ID("location")
	if err != nil {
		return programs.Location{}, err
	}
	for _, l := range s.Places() {
		if l.ID == id {
			return l, nil
		}
	}
	return programs.Location{}, fault.Absent("location")
}

func (p pages) reviseLocation(m *web.Member) error {
	s, err := p.placing(m)
	if err != nil {
		return err
	}
	l, err := locationOf(m, s)
	if err != nil {
		return err
	}
	if s.State() != programs.Draft {
		return fault.New(fault.Conflict, "programs.location_shown")
	}
	f := forms.New().Set("name", l.Name).Set("address", l.Address).Set("city", l.City).Set("country", l.Country).Set("time_zone", l.TimeZone)
	if l.Online {
		f.Set("online", "on")
	}
	return m.Render(locationPageOf(m, s, "programs.edit_location"), locationPage(f, s, &l))
}

func (p pages) editLocation(m *web.Member) error {
	s, err := p.placing(m)
	if err != nil {
		return err
	}
	l, err := locationOf(m, s)
	if err != nil {
		return err
	}
	f := m.Form()
	in := readLocation(f)
	if err = f.Err(); err == nil {
		err = p.db.Write(m.Context(), m.Member, func(tx *tenants.Tx) error { return programs.EditLocation(tx, s.ID, l.ID, in) })
	}
	if err != nil {
		return m.Refuse(f, err, locationPageOf(m, s, "programs.edit_location"), locationPage(f, s, &l))
	}
	return m.Redirect("/programs/"+s.ID.String(), "programs.location_edited", "Name", in.Name)
}

func (p pages) askEndLocation(m *web.Member) error {
	s, err := p.placing(m)
	if err != nil {
		return err
	}
	l, err := locationOf(m, s)
	if err != nil {
		return err
	}
	return m.Render(locationPageOf(m, s, "programs.end_location"), endLocationPage(forms.New(), s, l))
}

func (p pages) endLocation(m *web.Member) error {
	id, err := m.ID("location")
	if err != nil {
		return err
	}
	return p.do(m, func(tx *tenants.Tx, program uuid.UUID) error { return programs.EndLocation(tx, program, id) }, "programs.location_ended")
}

func locationAction(ctx context.Context, s shown, l *programs.Location) templ.SafeURL {
	if l == nil {
		return ui.Path(ctx, "/programs/", s.ID, "/locations")
	}
	return ui.Path(ctx, "/programs/", s.ID, "/locations/", l.ID, "/edit")
}

// cityOf is the city that a time zone is named after.
func cityOf(zone string) string {
	return strings.ReplaceAll(zone[strings.LastIndex(zone, "/")+1:], "_", " ")
}

// where is a place in one line: "Torggata 14, Oslo, Norway".
func where(ctx context.Context, l programs.Location) string {
	var parts []string
	for _, part := range []string{l.Address, l.City, countryName(ctx, l.Country)} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

func countryName(ctx context.Context, code string) string {
	if code == "" {
		return ""
	}
	return organisations.CountryName(ctx, code)
}
