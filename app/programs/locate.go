package programs

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"accord/app/organisations"
	"accord/app/people"
	"accord/tenants"
	"accord/tenants/fault"
)

// maxLocations is how many places a program has at a time.
const maxLocations = 50

// NewLocation is a place where a program is held.
type NewLocation struct {
	Name     string // of the house or the platform
	Address  string
	City     string // of a house
	Country  string // ISO 3166-1 alpha-2; of a house
	TimeZone string // an IANA name
	Online   bool
}

func (n NewLocation) check(c *fault.Check) NewLocation {
	line := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	n.Name, n.Address, n.City, n.TimeZone = line(n.Name), line(n.Address), line(n.City), strings.TrimSpace(n.TimeZone)
	c.If(n.Name == "", "name", "programs.location_name_missing")
	c.If(len([]rune(n.Name)) > 120, "name", "people.text_long", "Max", 120)
	c.If(len([]rune(n.Address)) > 200, "address", "people.text_long", "Max", 200)
	c.If(len([]rune(n.City)) > 100, "city", "programs.city_long", "Max", 100)
	c.If(!n.Online && n.City == "", "city", "programs.city_missing")
	if n.Country = strings.TrimSpace(n.Country); n.Country != "" || n.City != "" || !n.Online {
		n.Country = organisations.CheckCountry(c, "country", n.Country)
	}
	c.If(!slices.Contains(people.Zones, n.TimeZone), "time_zone", "programs.time_zone")
	return n
}

// Places are where the program is held now.
func (w Whole) Places() []Location {
	return slices.DeleteFunc(slices.Clone(w.Locations), func(l Location) bool { return l.EndedAt != nil })
}

// AddLocation adds a place. A recognised program may be held elsewhere too: IMI
// recognises what is taught and how, and reads the new place from now on.
// Returns Conflict while IMI looks at the program and once it is withdrawn or
// closed, Invalid with each field that is wrong, NotFound.
func AddLocation(tx *tenants.Tx, program uuid.UUID, in NewLocation) (Location, error) {
	w, err := placed(tx, program)
	if err != nil {
		return Location{}, err
	}
	var c fault.Check
	in = in.check(&c)
	if err := c.Err(); err != nil {
		return Location{}, err
	}
	if len(w.Places()) >= maxLocations {
		return Location{}, fault.New(fault.Conflict, "programs.places_many", "Max", maxLocations)
	}
	row := in.row(tx, w.Program)
	tx.Record(tenants.Event{Action: "program.location_added", Resource: "program", Subject: program, Told: w.ProposedAt != nil, Detail: map[string]any{"location": row.ID, "name": row.Name}})
	if err := tx.DB().Create(&row).Error; err != nil {
		return row, err
	}
	published(tx, w)
	return row, nil
}

// EditLocation replaces a place of a draft. It returns AddLocation's faults, and
// Conflict once IMI has seen it: then it can end, and another be added.
func EditLocation(tx *tenants.Tx, program, id uuid.UUID, in NewLocation) error {
	w, row, err := location(tx, program, id)
	if err != nil {
		return err
	}
	if w.State() != Draft {
		return fault.New(fault.Conflict, "programs.location_shown")
	}
	var c fault.Check
	in = in.check(&c)
	if err := c.Err(); err != nil {
		return err
	}
	row.Name, row.Address, row.City, row.Country, row.TimeZone, row.Online = in.Name, in.Address, in.City, in.Country, in.TimeZone, in.Online
	tx.Record(tenants.Event{Action: "program.location_edited", Resource: "program", Subject: program, Detail: map[string]any{"location": id, "name": row.Name}})
	return tx.DB().Model(&row).Select("name", "address", "city", "country", "time_zone", "online").Updates(row).Error
}

// EndLocation takes a place away: out of a draft, or from now on where IMI has
// seen it. Returns Conflict for the last place of a recognised program, and
// AddLocation's faults.
func EndLocation(tx *tenants.Tx, program, id uuid.UUID) error {
	w, row, err := location(tx, program, id)
	if err != nil {
		return err
	}
	tx.Record(tenants.Event{Action: "program.location_ended", Resource: "program", Subject: program, Told: w.ProposedAt != nil, Detail: map[string]any{"location": id, "name": row.Name}})
	if w.State() == Draft {
		return tx.DB().Delete(&row).Error
	}
	if len(w.Places()) == 1 {
		return fault.New(fault.Conflict, "programs.last_place")
	}
	published(tx, w)
	return tx.DB().Model(&row).Update("ended_at", tx.Now()).Error
}

// placed reads a program whose places may change, and opens it to that.
func placed(tx *tenants.Tx, program uuid.UUID) (Whole, error) {
	if err := tx.Lock(program); err != nil {
		return Whole{}, err
	}
	w, err := Load(tx, program)
	if err != nil {
		return w, err
	}
	if err := tx.Allow("locate", &w.Program); err != nil {
		return w, err
	}
	switch w.State() {
	case Draft, Recognised:
		return w, nil
	case Proposed:
		return w, fault.New(fault.Conflict, "programs.not_draft")
	}
	return w, fault.New(fault.Conflict, "programs.places_stay")
}

func location(tx *tenants.Tx, program, id uuid.UUID) (Whole, Location, error) {
	w, err := placed(tx, program)
	if err != nil {
		return w, Location{}, err
	}
	for _, one := range w.Places() {
		if one.ID == id {
			return w, one, nil
		}
	}
	return w, Location{}, fault.Absent("location")
}

func (n NewLocation) row(tx *tenants.Tx, p Program) Location {
	by := tx.Person()
	l := Location{TenantID: p.TenantID, ID: tx.NewID(), ProgramID: p.ID, Name: n.Name, Address: n.Address, City: n.City, Country: n.Country,
		TimeZone: n.TimeZone, Online: n.Online, AddedAt: tx.Now(), AddedBy: &by}
	if p.ProposedAt != nil {
		l.ShownAt = &l.AddedAt
	}
	return l
}

// FirstPlaces are the places of a new program of which only the city and the
// country are known, and whether it is held online: in the organisation's zone.
func FirstPlaces(tx *tenants.Tx, city, country string, online bool) ([]NewLocation, error) {
	if city == "" && !online {
		return nil, nil
	}
	o, err := organisations.Find(tx, tx.Tenant())
	if err != nil {
		return nil, err
	}
	var all []NewLocation
	if city != "" {
		all = append(all, NewLocation{Name: city, City: city, Country: country, TimeZone: o.TimeZone})
	}
	if online {
		all = append(all, NewLocation{Name: "Online", Country: country, TimeZone: o.TimeZone, Online: true})
	}
	return all, nil
}

// place adds the first places of a new program.
func place(tx *tenants.Tx, p Program, in []NewLocation) error {
	for _, one := range in {
		row := one.row(tx, p)
		if err := tx.DB().Create(&row).Error; err != nil {
			return err
		}
	}
	return nil
}

func locations(tx tenants.Transaction, tenant, program uuid.UUID) ([]Location, error) {
	var all []Location
	err := tx.DB().Where("tenant_id = ? and program_id = ?", tenant, program).Order("added_at, id").Find(&all).Error
	return all, err
}
