package register_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/register"
	"accord/tenants"
	"accord/tenants/fault"
)

// stage is a world in which submissions can be planted.
type stage struct{ *apptest.World }

func newStage(t *testing.T) stage { t.Helper(); return stage{apptest.NewWorld(t)} }

// accepted plants a submission that IMI accepted.
func (s stage) accepted(o apptest.Org, holder string, outcome string) uuid.UUID {
	candidate := s.Row("candidate", map[string]any{"tenant_id": o.ID, "name": holder})
	submission := s.Row("submission", map[string]any{"tenant_id": o.ID, "candidate_id": candidate, "program_id": o.QAP, "certification": "certified_mediator",
		"holder": holder, "submitted_at": apptest.Start, "rule_set": "r", "declaration": "d", "submitted_by_name": "n"})
	s.Row("decision", map[string]any{"tenant_id": o.ID, "submission_id": submission, "outcome": outcome, "reasons": "x"})
	return submission
}

func (s stage) award(by tenants.Overseer, o apptest.Org, submission uuid.UUID, holder string) (c register.Credential, err error) {
	err = s.DB.Oversee(context.Background(), by, "review", func(tx *tenants.OversightTx) error {
		c, err = register.Award(tx, register.NewCredential{TenantID: o.ID, SubmissionID: submission, ProgramID: o.QAP, Holder: holder,
			Certification: "certified_mediator", Organisation: "Academia Andina de Mediación", Program: "Certified Mediator Assessment", Country: "EC", Zone: zone(o)})
		return err
	})
	return c, err
}

// awarded is a credential in the register.
func (s stage) awarded(t *testing.T, o apptest.Org, holder string) register.Credential {
	t.Helper()
	c, err := s.award(s.IMI.Reviewer, o, s.accepted(o, holder, "accepted"), holder)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (s stage) revoke(by tenants.Overseer, credential uuid.UUID, reason string) error {
	return s.DB.Oversee(context.Background(), by, "sanction", func(tx *tenants.OversightTx) error {
		_, err := register.Revoke(tx, credential, reason)
		return err
	})
}

func (s stage) public(t *testing.T, fn func(*tenants.PublicTx) error) {
	t.Helper()
	if err := s.DB.Public(context.Background(), fn); err != nil {
		t.Fatal(err)
	}
}

func (s stage) verify(t *testing.T, number string) (p register.PublishedCredential) {
	t.Helper()
	s.public(t, func(tx *tenants.PublicTx) (err error) { p, err = register.Verify(tx, number); return err })
	return p
}

func refused(t *testing.T, what string, err error, code fault.Code, key string) {
	t.Helper()
	f, _ := errors.AsType[*fault.Error](err)
	if got := fault.CodeOf(err); got != code || key != "" && f.Key != key {
		t.Errorf("%s: %v, want %s %s", what, err, code, key)
	}
}
