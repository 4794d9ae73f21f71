package trainings

import (
	"strings"
	"time"

	"accord/app/paging"
	"accord/app/programs"
	"accord/tenants"
)

// Zone is where the cohort's days and hours are meant.
func (c Cohort) Zone() *time.Location {
	if zone, err := time.LoadLocation(c.TimeZone); err == nil {
		return zone
	}
	return time.UTC // the database lets no such cohort be
}

// ZoneOf is the time zone of a place: of those where the program is held that
// it names, else of all where the program meets in person. Where they lie in
// several zones, or one of those named is online, it is the organisation's.
func ZoneOf(tx *tenants.Tx, p programs.Program, place string) (string, error) {
	own, err := Zone(tx)
	if err != nil {
		return "", err
	}
	held, err := where[programs.Location](tx, "program_id = ? and ended_at is null", p.ID)
	if err != nil {
		return "", err
	}
	var named, inPerson []programs.Location
	for _, l := range held {
		if mentions(place, l.Name) || mentions(place, l.City) {
			named = append(named, l)
		}
		if !l.Online {
			inPerson = append(inPerson, l)
		}
	}
	if len(named) == 0 {
		named = inPerson
	}
	zone := ""
	for _, l := range named {
		if l.Online || zone != "" && zone != l.TimeZone {
			return own.String(), nil
		}
		zone = l.TimeZone
	}
	if zone == "" {
		zone = own.String()
	}
	return zone, nil
}

func mentions(place, name string) bool {
	return name != "" && strings.Contains(paging.Plain(place), paging.Plain(name))
}
