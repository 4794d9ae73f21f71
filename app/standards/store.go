package standards

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/tenants"
	"accord/tenants/fault"
)

// Load reads every rule set, in one statement, by any door.
func Load(tx tenants.Transaction) (RuleSets, error) {
	var rows []Publication
	if err := tx.DB().Order("certification, effective_from").Find(&rows).Error; err != nil {
		return nil, err
	}
	all := make(RuleSets, len(rows))
	for i, p := range rows {
		r, err := p.ruleSet()
		if err != nil {
			return nil, fault.Wrap(err, fault.Internal, "fault.internal")
		}
		all[i] = r
	}
	return all, nil
}

// ruleSet reads what was published.
func (p Publication) ruleSet() (RuleSet, error) {
	r := RuleSet{ID: RuleSetID(p.Certification, p.EffectiveFrom), Certification: p.Certification, EffectiveFrom: p.EffectiveFrom,
		Note: p.Note, PublishedAt: p.PublishedAt, PublishedByName: p.PublishedByName}
	if err := json.Unmarshal(p.Content, &r.Rules); err != nil {
		return r, fmt.Errorf("standards: rule set %s: %w", r.ID, err)
	}
	return r, nil
}

func insert(tx *tenants.OversightTx, p *Publication) error { return tx.DB().Create(p).Error }

// Find reads one rule set by the id of its publication. Returns NotFound.
func Find(tx tenants.Transaction, publication uuid.UUID) (RuleSet, error) {
	var p Publication
	err := tx.DB().Where("tenant_id = ? and id = ?", tenants.Oversight, publication).Take(&p).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return RuleSet{}, fault.Absent("rule_set")
	}
	if err != nil {
		return RuleSet{}, err
	}
	r, err := p.ruleSet()
	if err != nil {
		return r, fault.Wrap(err, fault.Internal, "fault.internal")
	}
	return r, nil
}
