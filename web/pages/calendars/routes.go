// Package calendars shows an organisation's sessions by the month, and gives
// its members and trainees the private address of their own calendar.
package calendars

import (
	"accord/tenants"
	"accord/web"
	"accord/web/pages/personal"
)

type pages struct {
	db   *tenants.DB
	site string // the site's own address, which feeds carry
}

// whose are the roles that have a calendar.
var whose = []tenants.Role{tenants.RoleAdministrator, tenants.RoleProgramManager, tenants.RoleTrainer}

// follow are those who can have their calendar follow what is theirs: sessions,
// and slots of assessment days.
var follow = append([]tenants.Role{tenants.RoleAssessor, tenants.RoleCandidate}, whose...)

// Routes registers the pages.
func Routes(app *web.App, db *tenants.DB, site string) {
	p := pages{db, site}
	door := app.Member()
	door.Get("/calendar", "calendar.show", p.show)
	door.Get("/calendar/feed", "calendar.feed", p.feed)
	door.Post("/calendar/feed", "calendar.make_feed", p.makeFeed)
	door.Post("/calendar/feed/ending", "calendar.end_feed", p.endFeed)
	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Training, Order: 15, Key: "calendar.nav", Icon: "calendar-event", Path: "/calendar", Roles: whose})

	public := app.Public()
	public.Get("/o/:organisation/feed/:token", "calendar.read", p.read)
	public.Post(personal.Place+"/calendar", "calendar.make_own", p.makeOwn)
}
