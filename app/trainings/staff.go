package trainings

import (
	"slices"

	"github.com/google/uuid"

	"accord/app/people"
	"accord/tenants"
	"accord/tenants/fault"
)

// Staff says who trains a cohort: these memberships and no others. Returns
// Invalid when one of them does not hold the role of trainer now.
func Staff(tx *tenants.Tx, id uuid.UUID, members []uuid.UUID) error {
	if err := tx.Lock(id); err != nil {
		return err
	}
	c, err := Get(tx, id)
	if err != nil {
		return err
	}
	if err := stillOpen(c); err != nil {
		return err
	}
	if err := tx.Allow("staff", &c); err != nil {
		return err
	}
	now, err := where[CohortTrainer](tx, "cohort_id = ? and removed_at is null", c.ID)
	if err != nil {
		return err
	}
	can, err := TrainersToChoose(tx)
	if err != nil {
		return err
	}
	var fresh []CohortTrainer
	for _, m := range members {
		if slices.ContainsFunc(now, func(t CohortTrainer) bool { return t.MembershipID == m }) ||
			slices.ContainsFunc(fresh, func(t CohortTrainer) bool { return t.MembershipID == m }) {
			continue
		}
		if !slices.ContainsFunc(can, func(p people.Membership) bool { return p.ID == m }) {
			return at(fault.Invalid, "trainers", "cohort.not_trainer")
		}
		fresh = append(fresh, CohortTrainer{TenantID: tx.Tenant(), ID: tx.NewID(), CohortID: c.ID, MembershipID: m, AddedAt: tx.Now()})
	}
	var gone []uuid.UUID
	for i := range now {
		if slices.Contains(members, now[i].MembershipID) {
			continue
		}
		at := tx.Now()
		now[i].RemovedAt = &at
		if err := update(tx, &now[i], "RemovedAt"); err != nil {
			return err
		}
		gone = append(gone, now[i].MembershipID)
	}
	if len(fresh) == 0 && len(gone) == 0 {
		return nil
	}
	added := make([]uuid.UUID, len(fresh))
	for i := range fresh {
		added[i] = fresh[i].MembershipID
	}
	if len(fresh) > 0 {
		if err := insert(tx, &fresh); err != nil {
			return err
		}
	}
	tx.Record(tenants.Event{Action: "cohort.staffed", Resource: "cohort", Subject: c.ID, Detail: map[string]any{"added": added, "removed": gone}})
	return nil
}
