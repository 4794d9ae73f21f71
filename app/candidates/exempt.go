package candidates

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/organisations"
	"accord/app/programs"
	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/fault"
)

// NewExemption says from which rule somebody is excepted, and why.
type NewExemption struct {
	CandidateID uuid.UUID
	ProgramID   uuid.UUID
	Citation    string // of the rule: one of the rule set's Exemptable
	Reason      string // IMI reads it with the submission
}

// maxReason bounds the reason of an exemption, in characters.
const maxReason = 2000

// Exempt records that a candidate is excepted from a rule of eligibility under
// a program: who decided it, and why. Returns NotFound when candidate or
// program is, Invalid without a reason or for a rule from which nobody can be
// excepted, Conflict when the program is closed or the exemption stands.
func Exempt(tx *tenants.Tx, in NewExemption) (Exemption, error) {
	in.Reason = strings.TrimSpace(in.Reason)
	if err := tx.Lock(in.CandidateID); err != nil {
		return Exemption{}, err
	}
	c, err := Get(tx, in.CandidateID)
	if err != nil {
		return Exemption{}, err
	}
	e := Exemption{TenantID: tx.Tenant(), ID: tx.NewID(), CandidateID: c.ID, ProgramID: in.ProgramID, Citation: in.Citation, Reason: in.Reason,
		DecidedAt: tx.Now(), DecidedBy: membership(tx), DecidedByName: tx.Name()}
	if err := tx.Allow("record", &e); err != nil {
		return e, err
	}
	p, err := programs.Load(tx, in.ProgramID)
	if err != nil {
		return e, err
	}
	if p.ClosedAt != nil {
		return e, fault.New(fault.Conflict, "exemption.program_closed", "Program", p.Title)
	}
	if err := in.check(tx, p.Program); err != nil {
		return e, err
	}
	if err := insert(tx, &e); err != nil {
		if tenants.Violates(err, "exemption_open") {
			return e, fault.New(fault.Conflict, "exemption.stands")
		}
		return e, err
	}
	tx.Record(tenants.Event{Action: "exemption.recorded", Resource: "exemption", Subject: e.ID, Case: c.ID,
		Detail: map[string]any{"citation": e.Citation, "program": e.ProgramID}})
	return e, nil
}

func (in NewExemption) check(tx *tenants.Tx, p programs.Program) error {
	o, err := organisations.Find(tx, tx.Tenant())
	if err != nil {
		return err
	}
	all, err := standards.Load(tx)
	if err != nil {
		return err
	}
	certification, _ := standards.CertificationOf(p.Kind)
	rules, _ := all.InForce(certification.ID, standards.DayOf(tx.Now(), o.Zone()))
	var c fault.Check
	c.If(!slices.Contains(rules.Exemptable(), in.Citation), "citation", "exemption.rule")
	c.If(in.Reason == "", "reason", "exemption.reason_required")
	c.If(utf8.RuneCountInString(in.Reason) > maxReason, "reason", "exemption.reason_long", "Max", maxReason)
	return c.Err()
}

// WithdrawExemption ends an exemption: from now on the rule holds again for
// this candidate. What was submitted with it stays as it was told. Returns
// Conflict when it was withdrawn already, NotFound.
func WithdrawExemption(tx *tenants.Tx, candidate, id uuid.UUID) error {
	if err := tx.Lock(candidate); err != nil {
		return err
	}
	e, err := exemption(tx, id)
	if err != nil {
		return err
	}
	if e.CandidateID != candidate {
		return fault.Absent("exemption")
	}
	if e.WithdrawnAt != nil {
		return fault.New(fault.Conflict, "exemption.withdrawn_already")
	}
	if err := tx.Allow("withdraw", &e); err != nil {
		return err
	}
	at := tx.Now()
	e.WithdrawnAt, e.WithdrawnByName = &at, tx.Name()
	tx.Record(tenants.Event{Action: "exemption.withdrawn", Resource: "exemption", Subject: e.ID, Case: candidate, Detail: map[string]any{"citation": e.Citation, "program": e.ProgramID}})
	return update(tx, &e, "withdrawn_at", "withdrawn_by_name")
}

// Exempted are those of a candidate's exemptions that hold under a program, as
// a rule set is held against them; the day of a decision is a zone's.
func Exempted(all []Exemption, program uuid.UUID, zone *time.Location) []standards.Exempted {
	var hold []standards.Exempted
	for _, e := range all {
		if e.ProgramID == program && e.WithdrawnAt == nil {
			hold = append(hold, standards.Exempted{Citation: e.Citation, Reason: e.Reason, By: e.DecidedByName, On: standards.DayOf(e.DecidedAt, zone)})
		}
	}
	return hold
}
