package evidence_test

import (
	"testing"

	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/tenants"
	"accord/tenants/fault"
)

func (c *cast) disclose(b evidence.Basis, versions ...uuid.UUID) error {
	return c.write(c.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := evidence.Disclose(tx, b, versions)
		return err
	})
}

func TestAWithdrawnDisclosureIsShutAtOnce(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	v := c.typed(t)
	request := c.requested(c.Andina, c.submitted(c.Andina))
	d := c.disclosed(t, evidence.Basis{RequestID: request}, v)
	ok(t, c.opened(c.IMI.SpotChecker, v.ID))

	withdraw := func(by tenants.Member, reason string) error {
		return c.write(by, func(tx *tenants.Tx) error { _, err := evidence.Withdraw(tx, d.ID, reason); return err })
	}
	refused(t, "without a reason", withdraw(c.Andina.Manager, " "), fault.Invalid)
	refused(t, "another organisation's manager", withdraw(c.Nordic.Manager, "no"), fault.NotFound)
	refused(t, "the trainer", withdraw(c.Andina.Trainer, "no"), fault.NotFound)
	ok(t, c.opened(c.IMI.SpotChecker, v.ID))
	ok(t, withdraw(c.Andina.Manager, "The wrong person's passport"))
	refused(t, "the spot checker, at once", c.opened(c.IMI.SpotChecker, v.ID), fault.NotFound)
	refused(t, "withdrawing again", withdraw(c.Andina.Manager, "again"), fault.Conflict)

	again := c.disclosed(t, evidence.Basis{RequestID: request}, v)
	if again.ID == d.ID {
		t.Error("a withdrawn disclosure was used again")
	}
	ok(t, c.opened(c.IMI.SpotChecker, v.ID))
	for what, sql := range map[string]string{
		"opened again":      `update disclosure set withdrawn_at = null, withdrawn_reason = '' where id = $1`,
		"for another case":  `update disclosure set withdrawn_at = now(), request_id = null, submission_id = document_version_id where id = $1`,
		"of another moment": `update disclosure set disclosed_at = now() where id = $1`,
	} {
		if c.Try(sql, d.ID) == nil {
			t.Errorf("the database takes a disclosure %s", what)
		}
	}
}

func TestDisclosingTwiceOpensOnce(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	v := c.typed(t)
	b := evidence.Basis{SubmissionID: c.submitted(c.Andina)}
	c.listed(b.SubmissionID, v)
	first := c.disclosed(t, b, v)
	ok(t, c.disclose(b, v.ID, v.ID))
	if again := c.disclosed(t, b, v); again.ID != first.ID {
		t.Error("a second disclosure was made")
	}
	if n := c.Count(`select count(*) from audit_log where tenant_id = $1 and action = 'document.disclosed'`, c.Andina.ID); n != 1 {
		t.Errorf("%d events", n)
	}
}

func TestADisclosureIsForOneCaseOfOnesOwn(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	v := c.typed(t)
	submission := c.submitted(c.Andina)
	request := c.requested(c.Andina, submission)
	refused(t, "for nothing", c.disclose(evidence.Basis{}, v.ID), fault.Invalid)
	refused(t, "for two cases", c.disclose(evidence.Basis{SubmissionID: submission, RequestID: request}, v.ID), fault.Invalid)
	refused(t, "a version that is not there", c.disclose(evidence.Basis{RequestID: request}, uuid.Must(uuid.NewV7())), fault.NotFound)
	refused(t, "a request that is not there", c.disclose(evidence.Basis{RequestID: uuid.Must(uuid.NewV7())}, v.ID), fault.Conflict)
	refused(t, "a submission that is not there", c.disclose(evidence.Basis{SubmissionID: uuid.Must(uuid.NewV7())}, v.ID), fault.Conflict)
	refused(t, "a submission without it in its manifest", c.disclose(evidence.Basis{SubmissionID: submission}, v.ID), fault.Conflict)
	for who, by := range map[string]tenants.Member{"the trainer": c.Andina.Trainer, "the assessor": c.Andina.Assessor, "another organisation's manager": c.Nordic.Manager} {
		err := c.write(by, func(tx *tenants.Tx) error {
			_, err := evidence.Disclose(tx, evidence.Basis{RequestID: request}, []uuid.UUID{v.ID})
			return err
		})
		refused(t, who, err, fault.NotFound)
	}
	c.Force(`update document_request set closed_at = now() where id = $1`, request)
	refused(t, "a request that is closed", c.disclose(evidence.Basis{RequestID: request}, v.ID), fault.Conflict)
}
