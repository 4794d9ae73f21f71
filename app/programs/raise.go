package programs

import (
	"github.com/google/uuid"

	"accord/app/organisations"
	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/fault"
)

// Raise sets what a program asks above IMI's floor from now on; what is as high
// as IMI's, or 0, is as IMI asks. Whoever is put forward from now on is judged
// by it, or by IMI's floor where that is higher by then. Returns Invalid with
// IMI's floor where it would lower it, Conflict where IMI counts nothing for
// this kind of program or the program is closed, NotFound.
func Raise(tx *tenants.Tx, id uuid.UUID, to standards.Floor) error {
	if err := tx.Lock(id); err != nil {
		return err
	}
	w, err := Load(tx, id)
	if err != nil {
		return err
	}
	if err := tx.Allow("raise", &w.Program); err != nil {
		return err
	}
	imi, err := IMIFloor(tx, w.Program)
	if err != nil {
		return err
	}
	if imi == (standards.Floor{}) {
		return fault.New(fault.Conflict, "programs.no_floor")
	}
	if to, err = raised(to, imi); err != nil {
		return err
	}
	by := tx.Membership()
	f := ProgramFloor{TenantID: w.TenantID, ID: tx.NewID(), ProgramID: id, Mediations: to.Mediations, Hours: to.Hours, SetAt: tx.Now(), SetBy: &by, SetByName: tx.Name()}
	tx.Record(tenants.Event{Action: "program.floor_set", Resource: "program", Subject: id, Detail: map[string]any{"mediations": to.Mediations, "hours": to.Hours}})
	return tx.DB().Create(&f).Error
}

// raised checks a floor against IMI's.
func raised(to, imi standards.Floor) (standards.Floor, error) {
	var c fault.Check
	c.If(to.Mediations != 0 && to.Mediations < imi.Mediations, "mediations", "programs.floor_below", "IMI", imi.Mediations)
	c.If(to.Mediations > standards.MaxMediations, "mediations", "standards.figure", "Min", imi.Mediations, "Max", standards.MaxMediations)
	c.If(imi.Hours == 0 && to.Hours != 0, "hours", "programs.floor_no_hours")
	c.If(imi.Hours > 0 && to.Hours != 0 && to.Hours < imi.Hours, "hours", "programs.floor_below_hours", "IMI", imi.Hours)
	c.If(to.Hours > standards.MaxHours, "hours", "standards.figure", "Min", imi.Hours, "Max", standards.MaxHours)
	if to.Mediations == imi.Mediations {
		to.Mediations = 0
	}
	if to.Hours == imi.Hours {
		to.Hours = 0
	}
	return to, c.Err()
}

// IMIFloor is IMI's floor for a program today, in its organisation's zone; zero
// where IMI counts nothing for its kind.
func IMIFloor(tx *tenants.Tx, p Program) (standards.Floor, error) {
	o, err := organisations.Find(tx, tx.Tenant())
	if err != nil {
		return standards.Floor{}, err
	}
	all, err := standards.Load(tx)
	if err != nil {
		return standards.Floor{}, err
	}
	c, _ := standards.CertificationOf(p.Kind)
	r, _ := all.InForce(c.ID, standards.DayOf(tx.Now(), o.Zone()))
	if r.Experience == nil {
		return standards.Floor{}, nil
	}
	return standards.Floor{Mediations: r.Experience.Mediations, Hours: r.Experience.Hours}, nil
}
