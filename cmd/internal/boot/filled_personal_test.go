package boot

import (
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/calendars"
	"accord/app/checkins"
	"accord/app/personal"
	"accord/app/trainings"
	"accord/tenants"
)

// personal: the link of somebody in the cohort, and a session under way whose
// check-in is open; the trainer's private calendar.
func (f *filled) personal() {
	var links map[uuid.UUID]uuid.UUID
	f.write(f.org.Manager, func(tx *tenants.Tx) (err error) {
		links, err = personal.LinksFor(tx, f.id("enrolment late"), f.id("enrolment ready"))
		return err
	})
	f.ids["personal link"] = f.DB.LinkToken(links[f.id("enrolment late")])
	f.write(f.org.Trainer, func(tx *tenants.Tx) error {
		at := apptest.Start.Add(-5 * time.Minute)
		s, err := trainings.AddSession(tx, f.id("cohort"), trainings.NewSession{Title: "Under way", StartsAt: at, EndsAt: at.Add(2 * time.Hour), Hours: 2})
		f.is("session now", s.ID)
		return err
	})
	f.write(f.org.Trainer, func(tx *tenants.Tx) error {
		open, err := checkins.Open(tx, f.id("session now"))
		f.ids["check-in code"], _ = checkins.Code(tx, open)
		return err
	})
	f.write(f.org.Trainer, func(tx *tenants.Tx) error {
		feed, err := calendars.Make(tx, calendars.NewFeed{})
		f.ids["calendar feed"] = f.DB.LinkToken(feed.ID) + ".ics"
		return err
	})
}
