package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/programs"
	"accord/tenants"
)

// location is a place where a program is held.
type location struct {
	ID      uuid.UUID `json:"id"`
	Name    string    `json:"name"`
	Address string    `json:"address"`
	City    string    `json:"city"`
	Country string    `json:"country"`
	Zone    string    `json:"time_zone"`
	Online  bool      `json:"online"`
	AddedAt time.Time `json:"added_at"`
}

func locationOf(l programs.Location) location {
	return location{l.ID, l.Name, l.Address, l.City, l.Country, l.TimeZone, l.Online, l.AddedAt}
}

type newLocation struct {
	Name    string `json:"name" maxLength:"120" doc:"Of the house, or of the platform online"`
	Address string `json:"address,omitempty" maxLength:"200"`
	City    string `json:"city,omitempty" maxLength:"100"`
	Country string `json:"country,omitempty" maxLength:"2" doc:"ISO 3166-1 alpha-2"`
	Zone    string `json:"time_zone" maxLength:"60" doc:"An IANA time zone"`
	Online  bool   `json:"online,omitempty"`
}

func (n newLocation) in() programs.NewLocation {
	return programs.NewLocation{Name: n.Name, Address: n.Address, City: n.City, Country: n.Country, TimeZone: n.Zone, Online: n.Online}
}

func methodsOf(m programs.Methods) *teaching {
	if m.Sum() == 0 {
		return nil
	}
	of := teaching(m)
	return &of
}

func (s *service) locations() {
	type Placed struct {
		One
		Location uuid.UUID `path:"location_id" format:"uuid"`
	}
	write(s, operation(http.MethodPost, "/o/{organisation}/programs/{id}/locations", "addLocation", "Add a place where a program is held; a recognised program may have new ones, which IMI then reads"),
		func(tx *tenants.Tx, in *struct {
			One
			Body newLocation
		}) (made, error) {
			l, err := programs.AddLocation(tx, in.ID, in.Body.in())
			return made{l.ID}, err
		})
	write(s, operation(http.MethodPut, "/o/{organisation}/programs/{id}/locations/{location_id}", "editLocation", "Change a place of a draft; what IMI has seen stays as it was"),
		func(tx *tenants.Tx, in *struct {
			Placed
			Body newLocation
		}) (done, error) {
			return done{true}, programs.EditLocation(tx, in.ID, in.Location, in.Body.in())
		})
	write(s, operation(http.MethodDelete, "/o/{organisation}/programs/{id}/locations/{location_id}", "endLocation", "Take a place away: a recognised program keeps one"),
		func(tx *tenants.Tx, in *Placed) (done, error) {
			return done{true}, programs.EndLocation(tx, in.ID, in.Location)
		})
}
