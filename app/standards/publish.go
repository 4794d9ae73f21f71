package standards

import (
	"encoding/json"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// AnnounceJob tells the organisations that have a program for a certification
// of its new rule set: by its publication's id, from an organisation on.
const AnnounceJob = "rule_set.announce"

// Publish makes a rule set known. It can never be changed, and holds from its
// day until the next one's. Returns Forbidden to all but IMI's administrator,
// and what Compose returns.
func Publish(tx *tenants.OversightTx, in NewRuleSet) (RuleSet, error) {
	by, now := tx.Person(), tx.Now()
	p := Publication{TenantID: tenants.Oversight, ID: tx.NewID(), Certification: in.Certification, EffectiveFrom: in.EffectiveFrom,
		PublishedAt: &now, PublishedBy: &by, PublishedByName: tx.Name()}
	if err := tx.Allow("publish", &p); err != nil {
		return RuleSet{}, err
	}
	all, err := Load(tx)
	if err != nil {
		return RuleSet{}, err
	}
	made, before, err := all.Compose(in, now)
	if err != nil {
		return made, err
	}
	p.Note = made.Note
	if p.Content, err = json.Marshal(made.Rules); err != nil {
		return made, fault.Wrap(err, fault.Internal, "fault.internal")
	}
	if err := insert(tx, &p); err != nil {
		if tenants.Violates(err, "rule_set_day") {
			return made, fault.New(fault.Conflict, "standards.day_taken")
		}
		return made, err
	}
	made.PublishedAt, made.PublishedByName = p.PublishedAt, p.PublishedByName
	tx.Record(tenants.Event{Action: "rule_set.published", Resource: "rule_set", Subject: p.ID,
		Detail: map[string]any{"rule_set": made.ID, "before": before.ID}})
	tx.Enqueue(tenants.Oversight, Announce(p.ID, uuid.Nil))
	return made, nil
}

// Announce is the job that tells the organisations after one, in the order of
// their ids.
func Announce(publication, after uuid.UUID) tenants.Job {
	return tenants.Job{Kind: AnnounceJob, Queue: "fanout", Case: publication, Args: map[string]any{"publication": publication.String(), "after": after.String()},
		Dedupe: AnnounceJob + ":" + publication.String() + ":" + after.String()}
}

// MayPublish says whether the actor publishes rule sets: whether a page offers it.
func MayPublish(tx *tenants.OversightTx) bool {
	return tx.Can("publish", &Publication{TenantID: tenants.Oversight, ID: tx.NewID()})
}
