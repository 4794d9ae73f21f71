package trainings

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"accord/app/people"
	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/fault"
)

// teach says who of the cohort's trainers train a session: these memberships
// and no others; none means all of them. It answers whether that changed
// anything. Returns Invalid when one of them does not train the cohort.
func teach(tx *tenants.Tx, s TrainingSession, members []uuid.UUID) (bool, error) {
	now, err := where[SessionTrainer](tx, "training_session_id = ? and removed_at is null", s.ID)
	if err != nil {
		return false, err
	}
	may, err := trainersOfCohort(tx, s.CohortID)
	if err != nil {
		return false, err
	}
	fresh := []SessionTrainer{}
	for i, m := range members {
		if !slices.ContainsFunc(may, func(t CohortTrainer) bool { return t.MembershipID == m }) {
			return false, at(fault.Invalid, "trainers", "session.not_trainer")
		}
		if slices.Contains(members[:i], m) || slices.ContainsFunc(now, func(t SessionTrainer) bool { return t.MembershipID == m }) {
			continue
		}
		fresh = append(fresh, SessionTrainer{TenantID: tx.Tenant(), ID: tx.NewID(), CohortID: s.CohortID, TrainingSessionID: s.ID, MembershipID: m, AddedAt: tx.Now()})
	}
	if err := judgeNamed(tx, s, fresh); err != nil {
		return false, err
	}
	gone := 0
	for i := range now {
		if slices.Contains(members, now[i].MembershipID) {
			continue
		}
		at := tx.Now()
		now[i].RemovedAt = &at
		if err := update(tx, &now[i], "RemovedAt"); err != nil {
			return false, err
		}
		gone++
	}
	if len(fresh) > 0 {
		if err := insert(tx, &fresh); err != nil {
			return false, err
		}
	}
	return gone+len(fresh) > 0, nil
}

// judgeNamed refuses to name somebody for a session on whose date they do not
// meet what is asked of trainers, unless they were excepted.
func judgeNamed(tx *tenants.Tx, s TrainingSession, fresh []SessionTrainer) error {
	if len(fresh) == 0 {
		return nil
	}
	members := make([]uuid.UUID, len(fresh))
	for i, t := range fresh {
		members[i] = t.MembershipID
	}
	b, err := benchOf(tx, []uuid.UUID{s.CohortID}, members, s)
	if err != nil {
		return err
	}
	for _, m := range members {
		if j := b.judge(m, s); j.State == standards.Missing {
			who, err := membersByID(tx, []uuid.UUID{m})
			if err != nil {
				return err
			}
			return at(fault.Invalid, "trainers", "session.trainer_unqualified", "Name", who[m].Name, "On", j.On.Format(time.DateOnly))
		}
	}
	return nil
}

// TrainersBySession answers who trains each session of a cohort, given those
// who train the cohort: those named for it, else all. One who does not train
// the cohort any more trains none of its sessions.
func TrainersBySession(tx *tenants.Tx, f File, trainers []people.Membership) (map[uuid.UUID][]people.Membership, error) {
	rows, err := where[SessionTrainer](tx, "cohort_id = ? and removed_at is null", f.Cohort.ID)
	if err != nil {
		return nil, err
	}
	all := make(map[uuid.UUID][]people.Membership, len(f.Sessions))
	for _, s := range f.Sessions {
		all[s.ID] = trainersOf(s.ID, rows, trainers)
	}
	return all, nil
}

func trainersOf(session uuid.UUID, named []SessionTrainer, of []people.Membership) []people.Membership {
	var own []people.Membership
	for _, m := range of {
		if slices.ContainsFunc(named, func(t SessionTrainer) bool { return t.TrainingSessionID == session && t.MembershipID == m.ID }) {
			own = append(own, m)
		}
	}
	if len(own) == 0 {
		return of
	}
	return own
}

// NamedTrainers answers whom a session names as its trainers; none where all
// of the cohort's train it.
func NamedTrainers(tx *tenants.Tx, session uuid.UUID) ([]uuid.UUID, error) {
	rows, err := where[SessionTrainer](tx, "training_session_id = ? and removed_at is null", session)
	ids := make([]uuid.UUID, len(rows))
	for i, r := range rows {
		ids[i] = r.MembershipID
	}
	return ids, err
}
