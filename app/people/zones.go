package people

import (
	_ "embed" // the list
	"slices"
	"strings"
	"time"

	"accord/tenants/fault"
)

// zones.txt is the third column of IANA's zone.tab, sorted, with UTC before it.
//
//go:embed zones.txt
var zoneText string

// Zones are the time zones to choose from, as IANA names them.
var Zones = strings.Fields(zoneText)

// CheckZone notes what is no time zone of the list.
func CheckZone(c *fault.Check, field, zone string) {
	if !slices.Contains(Zones, zone) {
		c.Field(field, "people.time_zone")
		return
	}
	_, err := time.LoadLocation(zone)
	c.If(err != nil, field, "people.time_zone")
}
