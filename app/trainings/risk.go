package trainings

import (
	"time"

	"github.com/google/uuid"

	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
)

// AtRiskRule is when a program warns of a candidate, beside what always puts
// one at risk: a share below the cohort's floor, and too few hours to come.
type AtRiskRule struct {
	TenantID  uuid.UUID `gorm:"primaryKey"`
	ID        uuid.UUID `gorm:"primaryKey"` // the program's
	WarnBelow int       // percent of the hours expected so far; 0: the cohort's floor alone
	Missed    int       // sessions missed, excused ones left out; 0: however many
	UpdatedAt time.Time `gorm:"autoUpdateTime:false"`
	UpdatedBy *uuid.UUID
}

var _ = tenants.Register(tenants.Resource{Name: "at_risk_rule", Model: AtRiskRule{}, Side: tenants.OrganisationSide, Actions: []string{"read", "edit"}})

// RiskOf is a program's rule; one that has set none warns by the floor and the
// hours alone.
func RiskOf(tx tenants.Transaction, program uuid.UUID) (AtRiskRule, error) {
	all, err := risksOf(tx, []uuid.UUID{program})
	return all[program], err
}

func risksOf(tx tenants.Transaction, programs []uuid.UUID) (map[uuid.UUID]AtRiskRule, error) {
	rows, err := where[AtRiskRule](tx, "id in ?", programs)
	all := make(map[uuid.UUID]AtRiskRule, len(programs))
	for _, p := range programs {
		all[p] = AtRiskRule{ID: p}
	}
	for _, r := range rows {
		all[r.ID] = r
	}
	return all, err
}

// SetRisk changes when a program warns. Completing stays as it is. Returns
// Invalid with every wrong field, NotFound when the program is none that trains.
func SetRisk(tx *tenants.Tx, program uuid.UUID, warnBelow, missed int) (AtRiskRule, error) {
	if err := tx.Lock(program); err != nil {
		return AtRiskRule{}, err
	}
	p, err := ProgramOf(tx, program)
	if err != nil {
		return AtRiskRule{}, err
	}
	if p.Kind != programs.CMTP {
		return AtRiskRule{}, fault.Absent("program")
	}
	r, err := RiskOf(tx, program)
	if err != nil {
		return r, err
	}
	r.TenantID = tx.Tenant()
	if err := tx.Allow("edit", &r); err != nil {
		return r, err
	}
	var c fault.Check
	c.If(warnBelow < 0 || warnBelow > 100, "warn_below", "risk.warn_below")
	c.If(missed < 0 || missed > 100, "missed", "risk.missed")
	if err := c.Err(); err != nil {
		return r, err
	}
	was := map[string]any{"warn_below": r.WarnBelow, "missed": r.Missed}
	isNew := r.UpdatedAt.IsZero()
	r.WarnBelow, r.Missed, r.UpdatedAt, r.UpdatedBy = warnBelow, missed, tx.Now(), membership(tx)
	if isNew {
		err = insert(tx, &r)
	} else {
		err = update(tx, &r, "WarnBelow", "Missed", "UpdatedAt", "UpdatedBy")
	}
	if err != nil {
		return r, err
	}
	if err := restate(tx, program, r); err != nil {
		return r, err
	}
	tx.Record(tenants.Event{Action: "program.risk_set", Resource: "at_risk_rule", Subject: program, Detail: map[string]any{"warn_below": warnBelow, "missed": missed, "was": was}})
	return r, nil
}

// warns says whether the rule puts a candidate at risk.
func (r AtRiskRule) warns(s Standing) bool {
	return s.below(r.WarnBelow) || r.Missed > 0 && s.Missed >= r.Missed
}
