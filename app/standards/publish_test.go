package standards_test

import (
	"strings"
	"testing"
	"time"

	"accord/app/apptest"
	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/fault"
)

func publish(t *testing.T, w *apptest.World, o tenants.Overseer, in standards.NewRuleSet) (r standards.RuleSet, err error) {
	t.Helper()
	err = w.DB.Oversee(t.Context(), o, "publish a rule set", func(tx *tenants.OversightTx) (err error) { r, err = standards.Publish(tx, in); return err })
	return r, err
}

// stricter asks for as many mediations of a Certified Mediator from a day that
// no other test publishes for: the rule sets are everybody's.
func stricter(all standards.RuleSets, mediations int, day time.Time) standards.NewRuleSet {
	in := fresh(all, standards.Certified, day)
	in.Mediations = mediations
	return in
}

func TestARuleSetIsPublishedOnceAndReadByEveryDoor(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	before, day := loadFrom(t, w), standards.Day(2031, 1, 1)
	r, err := publish(t, w, w.IMI.Administrator, stricter(before, 25, day))
	if err != nil {
		t.Fatal(err)
	}
	check := func(door string, all standards.RuleSets, err error) {
		t.Helper()
		got, ok := all.Named(r.ID)
		if err != nil || !ok || got.Experience.Mediations != 25 || got.PublishedByName == "" || !got.PublishedAt.Equal(apptest.Start) || got.Note == "" {
			t.Errorf("%s reads %+v, %v", door, got, err)
		}
	}
	check("the public", loadFrom(t, w), nil)
	var all standards.RuleSets
	err = w.DB.Read(t.Context(), w.Andina.Trainer, func(tx *tenants.Tx) (err error) { all, err = standards.Load(tx); return err })
	check("a trainer", all, err)
	err = w.DB.OverseeRead(t.Context(), w.IMI.SpotChecker, "read", func(tx *tenants.OversightTx) (err error) { all, err = standards.Load(tx); return err })
	check("a spot checker", all, err)
	if got, _ := all.InForce(standards.Certified, day.AddDate(0, 0, -1)); got.Experience.Mediations != 20 {
		t.Error("the day before, the new rule set is in force already")
	}
	_, err = publish(t, w, w.IMI.Administrator, stricter(all, 26, day))
	refused(t, err, fault.Conflict, "standards.day_taken", "")
	if n := w.Count(`select count(*) from audit_log where action = 'rule_set.published' and detail->>'rule_set' = $1`, r.ID); n != 1 {
		t.Errorf("the journal has %d events of it", n)
	}
	if n := w.Count(`select count(*) from outbox where kind = 'rule_set.announce' and door = 'overseer' and case_id in (select id from rule_set where effective_from = $1)`, day); n != 1 {
		t.Errorf("%d jobs announce it", n)
	}
}

func TestOnlyTheAdministratorOfIMIPublishes(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	all := loadFrom(t, w)
	for _, o := range []tenants.Overseer{w.IMI.Reviewer, w.IMI.SpotChecker, w.IMI.Appraiser} {
		_, err := publish(t, w, o, stricter(all, 25, standards.Day(2031, 2, 1)))
		if !fault.Is(err, fault.Forbidden) {
			t.Errorf("not forbidden: %v", err)
		}
	}
}

func TestAClosedCertificationGetsNoRuleSet(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	all := loadFrom(t, w)
	_, err := publish(t, w, w.IMI.Administrator, fresh(all, standards.YoungAdvocate, standards.Day(2031, 3, 1)))
	refused(t, err, fault.Conflict, "standards.closed", "")
	_, err = publish(t, w, w.IMI.Administrator, fresh(all, "archmediator", standards.Day(2031, 3, 1)))
	if !fault.Is(err, fault.NotFound) {
		t.Errorf("an unknown certification: %v", err)
	}
}

func TestTheDatabaseKeepsARuleSetAsItWasPublished(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	for what, sql := range map[string]string{
		"a change":             `update rule_set set content = '{}' where certification = 'certified_mediator'`,
		"a deletion":           `delete from rule_set where certification = 'certified_mediator'`,
		"a day that has begun": `insert into rule_set (tenant_id, id, certification, effective_from, content, published_at) values (app.oversight(), gen_random_uuid(), 'certified_mediator', current_date, '{}', now())`,
		"a day of the past published long ago": `insert into rule_set (tenant_id, id, certification, effective_from, content, published_at)
			values (app.oversight(), gen_random_uuid(), 'certified_mediator', '2025-12-01', '{}', '2025-11-01')`,
		"one that nobody published": `insert into rule_set (tenant_id, id, certification, effective_from, content) values (app.oversight(), gen_random_uuid(), 'certified_mediator', '2040-01-01', '{}')`,
	} {
		if err := w.Try(sql); err == nil || !strings.Contains(err.Error(), "rule set") {
			t.Errorf("%s was not refused: %v", what, err)
		}
	}
	if err := w.Try(`insert into rule_set (tenant_id, id, certification, effective_from, content, published_at) values ($1, gen_random_uuid(), 'certified_mediator', '2040-01-01', '{}', now())`, w.Andina.ID); err == nil {
		t.Error("an organisation's own rule set was kept")
	}
}
