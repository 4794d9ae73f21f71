package assessors

import (
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
)

// The lengths of an appointment's grounds, in characters.
const (
	MinGrounds = 10
	MaxGrounds = 500
)

// Appoint has a member assess under a program. Nobody appoints themselves.
// Returns NotFound when the member does not assess or the program is none of
// the organisation's, Invalid with every wrong field, Conflict when they are
// appointed already.
func Appoint(tx *tenants.Tx, member, program uuid.UUID, grounds string) (AssessorAppointment, error) {
	if _, err := Member(tx, member); err != nil {
		return AssessorAppointment{}, err
	}
	a := AssessorAppointment{TenantID: tx.Tenant(), ID: tx.NewID(), MembershipID: member, ProgramID: program,
		Grounds: strings.Join(strings.Fields(grounds), " "), AppointedAt: tx.Now(), AppointedBy: tx.Membership()}
	if err := tx.Allow("appoint", &a); err != nil {
		return a, err
	}
	p, err := one[programs.Program](tx, "program", "id = ?", program)
	if err != nil {
		return a, err
	}
	var c fault.Check
	switch {
	case c.If(!p.Assesses(), "program", "assessor.program_trains"):
	case c.If(p.ClosedAt != nil, "program", "assessment.program_closed", "Program", p.Title):
	}
	n := utf8.RuneCountInString(a.Grounds)
	switch {
	case c.If(n < MinGrounds, "grounds", "assessor.grounds", "Min", MinGrounds):
	case c.If(n > MaxGrounds, "grounds", "candidate.too_long", "Max", MaxGrounds):
	}
	if err := c.Err(); err != nil {
		return a, err
	}
	if err := insert(tx, &a); err != nil {
		if tenants.Violates(err, "assessor_appointment_once") {
			return a, fault.New(fault.Conflict, "assessor.appointed_already", "Program", p.Title).Because(err)
		}
		return a, err
	}
	tx.Record(tenants.Event{Action: "assessor.appointed", Resource: "assessor_appointment", Subject: a.ID, Case: member, Detail: map[string]any{"program": p.ID, "title": p.Title, "grounds": a.Grounds}})
	return a, nil
}

// End ends an appointment; what they judge already stays theirs. Returns
// NotFound when it is not the actor's to see, Conflict when it has ended.
func End(tx *tenants.Tx, id uuid.UUID) (AssessorAppointment, error) {
	a, err := one[AssessorAppointment](tx, "assessor_appointment", "id = ?", id)
	if err != nil {
		return a, err
	}
	if a.EndedAt != nil {
		return a, fault.New(fault.Conflict, "assessor.appointment_over")
	}
	if err := tx.Allow("end", &a); err != nil {
		return a, err
	}
	now := tx.Now()
	a.EndedAt, a.EndedBy = &now, membership(tx)
	if err := update(tx, &a, "EndedAt", "EndedBy"); err != nil {
		return a, err
	}
	p, err := one[programs.Program](tx, "program", "id = ?", a.ProgramID)
	tx.Record(tenants.Event{Action: "assessor.appointment_ended", Resource: "assessor_appointment", Subject: a.ID, Case: a.MembershipID, Detail: map[string]any{"program": a.ProgramID, "title": p.Title}})
	return a, err
}
