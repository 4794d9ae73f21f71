package boot

import (
	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/quality"
	"accord/tenants"
	"accord/web/webtest"
)

// quality: a plan that has drawn, a sheet that waits for its review and one that
// was reviewed, both of the assessor, and a meeting in which they took part.
func (f *filled) quality() {
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		p, err := quality.OpenPlan(tx, quality.NewPlan{ProgramID: f.org.QAP, From: apptest.Start.AddDate(0, -1, 0), Through: apptest.Start.AddDate(0, 3, 0), Percent: 100})
		f.is("sampling plan", p.ID)
		return err
	})
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		drawn, err := quality.Draw(tx, f.id("sampling plan"))
		for _, c := range drawn {
			if c.MembershipID == f.org.Assessor.Membership() {
				f.ids["check reviewed"], f.ids["check drawn"] = f.ids["check drawn"], c.ID.String()
			}
		}
		return err
	})
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		_, err := quality.Review(tx, quality.Finding{CheckID: f.id("check reviewed"), Outcome: quality.Advice, Note: "Say what was seen."})
		return err
	})
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		m, err := quality.Record(tx, quality.NewMeeting{HeldOn: apptest.Start.AddDate(0, 0, -3), Title: "Marking reframing", Minute: "A 3 is unprompted.", Members: f.attending()})
		f.is("meeting", m.ID)
		return err
	})
}

func (f *filled) attending() []uuid.UUID {
	return []uuid.UUID{f.id("assessor free"), f.id("free trainer")}
}

// aMeeting and theMeeting are what a form, and an endpoint, say of a meeting.
func aMeeting(f *filled) webtest.Form {
	form := webtest.Form{"held_on.day": {"2"}, "held_on.month": {"11"}, "held_on.year": {"2026"}, "title": {"Marking summaries"}, "minute": {"A 4 names both interests."}}
	for _, id := range f.attending() {
		form["members"] = append(form["members"], id.String())
	}
	return form
}

func theMeeting(f *filled) any {
	return object{"held_on": "2026-11-02", "title": "Marking summaries", "minute": "A 4 names both interests.", "membership_ids": f.attending()}
}
