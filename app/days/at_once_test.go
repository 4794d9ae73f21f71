package days_test

import (
	"testing"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/days"
	"accord/tenants"
	"accord/tenants/fault"
)

// Two people who plan at one time: nobody and no room is booked twice, nobody
// who was taken off is expected, and two who swap between the same days do not
// wait for each other for ever.
func TestTwoPlanAtOnce(t *testing.T) {
	t.Parallel()
	s := newStage(t, 4)
	s.assign(3, s.org.Assessor)
	s.assign(3, s.org.Assessor2)
	verb := func(fn func(*tenants.Tx) error) func() error { return func() error { return s.try(s.org.Manager, fn) } }
	slot := func(d days.Day, i, hour int, room string) (made days.Slot) {
		s.ok(s.org.Manager, func(tx *tenants.Tx) (err error) {
			in := days.NewSlot{Begins: clock(hour, 0), Ends: clock(hour+1, 0), Room: room}
			if i >= 0 {
				in.Assessment = s.assessments[i]
			}
			made, err = days.AddSlot(tx, d.ID, in)
			return err
		})
		return made
	}
	expected := func(t *testing.T) int {
		return s.Count(`select count(*) from slot_part p join day_slot s on s.tenant_id = p.tenant_id and s.id = p.slot_id where p.tenant_id = $1 and p.part = 'assessor' and p.out_at is null
			and not exists (select from assessor_assignment g where g.tenant_id = p.tenant_id and g.assessment_id = s.assessment_id and g.membership_id = p.membership_id and g.removed_at is null)`, s.org.ID)
	}
	for round := range 3 {
		date := on.AddDate(0, 0, round)
		one, other := s.plan(date, "Quito"), s.plan(date, "Quito")
		add := func(d days.Day, i int, room string) func() error {
			return verb(func(tx *tenants.Tx) error {
				in := days.NewSlot{Begins: clock(8, 0), Ends: clock(9, 0), Room: room}
				if i >= 0 {
					in.Assessment = s.assessments[i]
				}
				_, err := days.AddSlot(tx, d.ID, in)
				return err
			})
		}
		a, b, c, d := slot(one, 0, 9, ""), slot(other, 1, 11, ""), slot(one, 2, 13, ""), slot(other, 3, 15, "")
		swap := func(x, y days.Slot) func() error {
			return verb(func(tx *tenants.Tx) error { _, _, err := days.Swap(tx, x.ID, y.ID, ""); return err })
		}
		gone := s.Member(s.org, tenants.RoleAssessor)
		s.assign(3, gone)
		var off assessments.Assignment
		s.ok(s.org.Manager, func(tx *tenants.Tx) (err error) {
			all, err := assessments.Assignments(tx, s.assessments[3])
			for _, g := range all {
				if g.MembershipID == gone.Membership() {
					off = g
				}
			}
			return err
		})
		for _, x := range []struct {
			what       string
			one, other func() error
			wins       int
		}{
			{"one room", add(one, -1, "Sala 1"), add(other, -1, "Sala 1"), 1},
			{"one candidate", add(one, 0, "Sala 2"), add(other, 0, "Sala 3"), 1},
			{"two swaps between two days", swap(a, b), swap(d, c), 2},
			{"two swaps of one slot", swap(a, b), swap(a, d), 2},
			{"an assessor, and their being taken off", verb(func(tx *tenants.Tx) error { _, err := days.AddAssessor(tx, d.ID, gone.Membership()); return err }),
				verb(func(tx *tenants.Tx) error { _, err := assessments.Unassign(tx, off.ID); return err }), 0},
			{"a swap, and a slot that is cancelled", swap(b, c), verb(func(tx *tenants.Tx) error { _, err := days.CancelSlot(tx, c.ID, "Ill."); return err }), 0},
		} {
			came := apptest.AtOnce(x.one, x.other)
			won := 0
			for _, err := range came {
				switch code := fault.CodeOf(err); {
				case err == nil:
					won++
				case code != fault.Conflict && code != fault.NotFound:
					t.Errorf("%s: %v", x.what, err)
				}
			}
			if won == 0 || x.wins > 0 && won != x.wins {
				t.Errorf("%s: %d did it: %v", x.what, won, came)
			}
		}
		if n := expected(t); n != 0 {
			t.Errorf("%d are expected who were taken off", n)
		}
	}
	// Whoever is being taken off joins no slot.
	a := slot(s.plan(on.AddDate(0, 0, 9), "Quito"), 0, 9, "")
	var off days.Part
	for _, p := range s.parts(a.ID) {
		off = p
	}
	s.ok(s.org.Manager, func(tx *tenants.Tx) error { _, err := days.TakeOut(tx, a.ID, off.ID, ""); return err })
	going := `update assessor_assignment set removed_at = app.now() where removed_at is null and membership_id = '` + off.MembershipID.String() + `' and assessment_id = '` + s.assessments[0].String() + `'`
	s.refused("who is being taken off", s.While(s.org.Manager, going, func() error {
		return s.try(s.org.Manager, func(tx *tenants.Tx) error { _, err := days.AddAssessor(tx, a.ID, *off.MembershipID); return err })
	}), fault.Conflict, "")
	if n := expected(t); n != 0 {
		t.Errorf("%d are expected who were taken off", n)
	}
}
