package boot

import (
	"accord/app/apptest"
	"accord/app/assessors"
	"accord/tenants"
)

// assessors: one who is appointed for the program and has noted days, and one
// who can be proposed.
func (f *filled) assessors() {
	f.is("assessor", f.org.Assessor.Membership())
	free := f.id("assessor free") // qualified, as whoever trains
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		if _, err := assessors.Appoint(tx, free, f.org.QAP, "Has judged forty role-plays elsewhere."); err != nil {
			return err
		}
		a, err := assessors.Appoint(tx, f.org.Assessor.Membership(), f.org.QAP, "Has judged forty role-plays elsewhere.")
		if err != nil {
			return err
		}
		f.is("appointment", a.ID)
		t, err := assessors.AddTime(tx, f.org.Assessor.Membership(), assessors.NewTime{Kind: assessors.Away, From: apptest.Start, Through: apptest.Start.AddDate(0, 0, 9)})
		f.is("assessor days", t.ID)
		return err
	})
}
