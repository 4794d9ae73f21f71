package trainings

import (
	"maps"
	"slices"

	"github.com/google/uuid"

	"accord/app/people"
	"accord/tenants"
	"accord/tenants/fault"
)

// Staffing says who teaches a cohort.
type Staffing struct {
	Trainers []uuid.UUID // memberships
	Coaches  []uuid.UUID // memberships; who trains a cohort can coach in it without being named here
	// KeepCoaches leaves the coaches as they are, but for those who now train.
	KeepCoaches bool
	// Reasons are why somebody teaches who does not meet what is asked of them on
	// the date of one of the sessions, by membership.
	Reasons map[uuid.UUID]string
}

// Staff says who trains a cohort: these memberships and no others. Its coaches
// stay. The faults are those of Appoint.
func Staff(tx *tenants.Tx, id uuid.UUID, trainers []uuid.UUID) error {
	return Appoint(tx, id, Staffing{Trainers: trainers, KeepCoaches: true})
}

// Appoint says who trains a cohort and who coaches in it, and nobody else does.
// Somebody newly named who does not meet what is asked of trainers (IMI-TR-01,
// IMI-TR-02, IMI-TR-04) on the date of a session needs a reason, which is kept
// as an exception; nobody gives it for themselves. Returns Invalid when one of
// them does not hold the role of trainer now, is named in both capacities, or
// lacks a reason: at "reason.ID"; Conflict there when the actor is the one.
func Appoint(tx *tenants.Tx, id uuid.UUID, in Staffing) error {
	c, err := opened(tx, id, "staff")
	if err != nil {
		return err
	}
	now, err := where[CohortTrainer](tx, "cohort_id = ? and removed_at is null", c.ID)
	if err != nil {
		return err
	}
	if in.KeepCoaches {
		in.Coaches = nil
		for _, t := range now {
			if t.Capacity == AsCoach && !slices.Contains(in.Trainers, t.MembershipID) {
				in.Coaches = append(in.Coaches, t.MembershipID)
			}
		}
	}
	want, err := in.wanted(tx)
	if err != nil {
		return err
	}
	var gone []CohortTrainer
	for _, t := range now {
		if want[t.MembershipID] == t.Capacity {
			delete(want, t.MembershipID)
		} else {
			gone = append(gone, t)
		}
	}
	if len(want) == 0 && len(gone) == 0 {
		return nil
	}
	if err := exceptWhoNeeds(tx, c, slices.Collect(maps.Keys(want)), in.Reasons); err != nil {
		return err
	}
	return restaff(tx, c, want, gone)
}

// wanted is in which capacity each is named.
func (in Staffing) wanted(tx *tenants.Tx) (map[uuid.UUID]string, error) {
	can, err := TrainersToChoose(tx)
	if err != nil {
		return nil, err
	}
	want := map[uuid.UUID]string{}
	for _, named := range []struct {
		capacity, field string
		members         []uuid.UUID
	}{{AsTrainer, "trainers", in.Trainers}, {AsCoach, "coaches", in.Coaches}} {
		for _, m := range named.members {
			if !slices.ContainsFunc(can, func(p people.Membership) bool { return p.ID == m }) {
				return nil, at(fault.Invalid, named.field, "cohort.not_trainer")
			}
			if was := want[m]; was != "" && was != named.capacity {
				return nil, at(fault.Invalid, "coaches", "cohort.both_capacities")
			}
			want[m] = named.capacity
		}
	}
	return want, nil
}

// restaff writes who comes and who goes.
func restaff(tx *tenants.Tx, c Cohort, want map[uuid.UUID]string, gone []CohortTrainer) error {
	removed := []uuid.UUID{}
	for i := range gone {
		at := tx.Now()
		gone[i].RemovedAt = &at
		if err := update(tx, &gone[i], "RemovedAt"); err != nil {
			return err
		}
		removed = append(removed, gone[i].MembershipID)
	}
	added, coaches, fresh := []uuid.UUID{}, []uuid.UUID{}, []CohortTrainer{}
	for m, capacity := range want {
		fresh = append(fresh, CohortTrainer{TenantID: tx.Tenant(), ID: tx.NewID(), CohortID: c.ID, MembershipID: m, Capacity: capacity, AddedAt: tx.Now()})
		if added = append(added, m); capacity == AsCoach {
			coaches = append(coaches, m)
		}
	}
	if len(fresh) > 0 {
		if err := insert(tx, &fresh); err != nil {
			return err
		}
	}
	tx.Record(tenants.Event{Action: "cohort.staffed", Resource: "cohort", Subject: c.ID, Detail: map[string]any{"added": added, "removed": removed, "coaches": coaches}})
	return nil
}
