package jobs

import (
	"strings"
	"testing"

	"accord/app/apptest"
	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/tenantstest"
)

func TestANewRuleSetIsToldToTheAdministratorsOfOrganisationsWithAProgramForIt(t *testing.T) {
	t.Parallel()
	o := officeIn(t, tenantstest.FreshDatabase(t))
	o.Exec(`update program set closed_at = $2 where id = $1`, o.Nordic.QAP, apptest.Start)
	o.Exec(`update membership set locale = 'es' where id = $1`, o.Andina.Admin.Membership())
	from := standards.Day(2027, 1, 1)
	err := o.DB.Oversee(t.Context(), o.IMI.Administrator, "publish a rule set", func(tx *tenants.OversightTx) error {
		all, err := standards.Load(tx)
		if err != nil {
			return err
		}
		in := all.Begin(standards.Certified, from)
		in.EffectiveFrom, in.Mediations, in.Note = from, 25, "The committee decided so."
		_, err = standards.Publish(tx, in)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if d, err := o.kit.Drain(t.Context(), tenants.Oversight); err != nil || d.Done != 1 {
		t.Fatalf("%+v, %v", d, err)
	}
	if n := o.Count(`select count(*) from outbox where kind = 'mail' and tenant_id = $1`, o.Nordic.ID); n != 0 {
		t.Errorf("%d mails go to an organisation whose program is closed", n)
	}
	o.drains(t, Drained{Done: 1})
	m := o.sink.Wait(t, o.Andina.Admin.Email(), "a partir del 1 de enero de 2027")
	if want := "https://accord.example/o/" + o.Andina.Slug + "/standards/certified_mediator"; !strings.Contains(m.Text, want) {
		t.Errorf("the letter does not lead to %s:\n%s", want, m.Text)
	}
	if len(o.sink.Messages()) != 1 {
		t.Errorf("%d letters went out", len(o.sink.Messages()))
	}
}
