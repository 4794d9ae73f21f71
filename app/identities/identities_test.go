package identities_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/identities"
	"accord/tenants"
	"accord/tenants/fault"
)

// IMI-SU-03
func TestAnIdentityIsCheckedRenewedAndNeverKeepsAWholeNumber(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	o := w.Andina
	var ana candidates.Candidate
	write := func(m tenants.Member, fn func(*tenants.Tx) error) error { return w.DB.Write(t.Context(), m, fn) }
	if err := write(o.Manager, func(tx *tenants.Tx) (err error) {
		ana, err = candidates.Add(tx, candidates.NewCandidate{Name: "Ana Torres", Email: "ana@correo.example"})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	sound := identities.NewCheck{Candidate: ana.ID, Outcome: identities.Done, Paper: "passport", Country: "ec", Seen: "in_person", LastSigns: "a4 71", CheckedOn: apptest.Start}
	note := func(m tenants.Member, in identities.NewCheck) (c identities.Check, err error) {
		err = write(m, func(tx *tenants.Tx) (err error) { c, err = identities.Note(tx, in); return err })
		return c, err
	}
	for _, c := range []struct {
		what, key string
		change    func(*identities.NewCheck)
	}{
		{"a whole number", "identity.whole_number", func(n *identities.NewCheck) { n.LastSigns = "A-1234 5678" }},
		{"one sign", "identity.last_signs", func(n *identities.NewCheck) { n.LastSigns = "7" }},
		{"no signs", "identity.last_signs", func(n *identities.NewCheck) { n.LastSigns = "" }},
		{"signs that are none", "identity.last_signs", func(n *identities.NewCheck) { n.LastSigns = "ñ**" }},
		{"a whole number among the words", "identity.whole_number_reason", func(n *identities.NewCheck) {
			n.Outcome, n.Reason = identities.Failed, "The passport 12345678 had expired."
		}},
		{"a failure without a reason", "identity.reason_required", func(n *identities.NewCheck) { n.Outcome = identities.Failed }},
		{"a reason for what was done", "identity.reason_of_failed", func(n *identities.NewCheck) { n.Reason = "All well." }},
		{"a paper that is none", "identity.paper_required", func(n *identities.NewCheck) { n.Paper = "library_card" }},
		{"no country", "identity.country_required", func(n *identities.NewCheck) { n.Country = "XX" }},
		{"seen by nobody", "identity.seen_required", func(n *identities.NewCheck) { n.Seen = "by_phone" }},
		{"no outcome", "identity.outcome_required", func(n *identities.NewCheck) { n.Outcome = "perhaps" }},
		{"tomorrow", "identity.future", func(n *identities.NewCheck) { n.CheckedOn = apptest.Start.AddDate(0, 0, 1) }},
		{"long ago", "identity.too_early", func(n *identities.NewCheck) { n.CheckedOn = apptest.Start.AddDate(-20, 0, 0) }},
		{"of two", "identity.of_one", func(n *identities.NewCheck) { n.Application = uuid.New() }},
	} {
		in := sound
		c.change(&in)
		_, err := note(o.Manager, in)
		if said, _ := errors.AsType[*fault.Error](err); said == nil || said.Code != fault.Invalid || len(said.Fields) != 1 || said.Fields[0].Sentence.Key != c.key {
			t.Errorf("%s: %v", c.what, err)
		}
	}
	for what, m := range map[string]tenants.Member{"another organisation": w.Nordic.Manager, "a trainer of others": o.Trainer, "an assessor of others": o.Assessor} {
		if _, err := note(m, sound); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", what, err)
		}
	}
	failed := sound
	failed.Outcome, failed.LastSigns, failed.Reason = identities.Failed, "", "The photograph does not show them."
	if c, err := note(o.Manager, failed); err != nil || c.RenewsID != nil {
		t.Fatalf("a failure: %+v, %v", c, err)
	}
	w.Clock.Add(time.Hour)
	first, err := note(o.Manager, sound)
	if err != nil || first.RenewsID != nil || first.LastSigns != "A471" || first.Country != "EC" || first.CheckedByName != o.Manager.Name() {
		t.Fatalf("a check: %+v, %v", first, err)
	}
	w.Clock.Add(time.Hour)
	if again, err := note(o.Manager, sound); err != nil || again.RenewsID == nil || *again.RenewsID != first.ID {
		t.Fatalf("a renewal: %+v, %v", again, err)
	}
	var checked bool
	if err := w.DB.Read(t.Context(), o.Manager, func(tx *tenants.Tx) (err error) { checked, err = identities.Checked(tx, ana.ID); return err }); err != nil || !checked {
		t.Errorf("it is not checked: %v", err)
	}
	for what, sql := range map[string]string{
		"a check changed":          `update identity_check set outcome = 'failed', reason = 'x' where tenant_id = $1`,
		"a check given to another": `update identity_check set candidate_id = gen_random_uuid() where tenant_id = $1`,
		"a check taken away":       `delete from identity_check where tenant_id = $1`,
		"a whole number":           `insert into identity_check select tenant_id, gen_random_uuid(), candidate_id, null, 'done', paper, country, seen, '12345678', '', checked_on, app.now(), null, 'x', null from identity_check where tenant_id = $1`,
		"a renewal of a failure":   `insert into identity_check select tenant_id, gen_random_uuid(), candidate_id, null, 'done', paper, country, seen, '1234', '', checked_on, app.now(), null, 'x', id from identity_check where tenant_id = $1 and outcome = 'failed'`,
	} {
		if n, err := w.ByLogin(tenants.DoorMember, o.ID, sql, o.ID); err == nil || n > 0 {
			t.Errorf("%s: %d rows, %v", what, n, err)
		}
	}
}
