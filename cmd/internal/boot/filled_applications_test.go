package boot

import (
	"time"

	"github.com/google/uuid"

	"accord/app/applications"
	"accord/app/apptest"
	"accord/app/people"
	"accord/app/programs"
	"accord/app/trainings"
	"accord/tenants"
)

// applications: a published cohort, and applications to it: one that has come
// in, one that was asked something, and one that nobody has begun.
func (f *filled) applications() {
	start := apptest.Start.Truncate(24 * time.Hour)
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		c, err := trainings.Open(tx, trainings.NewCohort{Program: f.org.CMTP, Code: "FM-30", Title: "Foundations, spring", Language: "es", Place: "Quito",
			StartsOn: start.AddDate(0, 3, 0), EndsOn: start.AddDate(0, 4, 0), Capacity: 5, RequiredHours: 40, AttendanceFloor: 90})
		f.is("cohort offered", c.ID)
		if err == nil {
			_, err = trainings.Publish(tx, c.ID, trainings.NewOffer{OpensOn: start, ClosesOn: start.AddDate(0, 2, 0)})
		}
		if err == nil {
			_, err = programs.TakeApplications(tx, f.org.QAP, programs.NewOffer{Days: programs.Days{OpensOn: start, ClosesOn: start.AddDate(0, 2, 0)}, Languages: []string{"en"}})
		}
		return err
	})
	ok(f.t, f.DB.Oversee(f.t.Context(), f.DB.AdmitOversightClerk("publish", "test"), "job publish", func(tx *tenants.OversightTx) error {
		if err := programs.Publish(tx, f.org.ID, f.org.CMTP); err != nil {
			return err
		}
		return trainings.PublishCohort(tx, f.id("cohort offered"))
	}))
	f.is("program offered", f.org.QAP)
	for _, name := range []string{"", " asked", " begun"} {
		email := uuid.NewString() + "@example.org"
		ok(f.t, people.AskToApply(f.t.Context(), f.DB, people.Asked{Program: f.org.CMTP, Name: "Lucía Andrade", Email: email}, people.Visit{Address: email, Request: "test"}))
		f.ids["apply link"+name] = f.DB.LinkToken(f.ID(`select id from link where act = 'apply' and email = $1`, email))
		if name == " begun" {
			continue
		}
		l, err := f.DB.LinkOf(f.t.Context(), f.ids["apply link"+name])
		ok(f.t, err)
		guest, err := f.DB.GuestMember(f.t.Context(), l, uuid.Nil, "test")
		ok(f.t, err)
		f.write(guest, func(tx *tenants.Tx) error {
			a, err := applications.Submit(tx, l, applications.Form{Cohort: f.id("cohort offered"), Name: "Lucía Andrade" + name, Language: "es", Country: "EC",
				Profession: "Abogada", Motivation: "Quiero mediar.", Notice: f.Notice(f.org, "privacy")})
			f.is("application"+name, a.ID)
			return err
		})
	}
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		_, err := applications.Ask(tx, f.id("application asked"), "Where did you train?")
		return err
	})
}
