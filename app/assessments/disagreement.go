package assessments

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"accord/app/letters"
	"accord/app/people"
	"accord/tenants"
	"accord/tenants/fault"
)

// Disagreement is between an assessment's assessors: the database opens it with
// the last sheet, where the sheets are further apart than the design allows.
type Disagreement struct {
	TenantID       uuid.UUID `gorm:"primaryKey"`
	ID             uuid.UUID `gorm:"primaryKey"`
	AssessmentID   uuid.UUID
	CandidateID    uuid.UUID
	OpenedAt       time.Time
	ModeratorID    *uuid.UUID // a membership, named to moderate; nil: the program managers
	ModeratorName  string
	NamedAt        *time.Time
	NamedBy        *uuid.UUID
	Named          Named `gorm:"type:jsonb;->"` // whoever ever was: the database notes it
	SettledAt      *time.Time
	SettledBySheet *uuid.UUID // the third assessor's
	ModerationID   *uuid.UUID
}

// Named are memberships, as JSON.
type Named []uuid.UUID

// Scan reads them.
func (n *Named) Scan(from any) error {
	switch v := from.(type) {
	case string:
		return json.Unmarshal([]byte(v), n)
	case []byte:
		return json.Unmarshal(v, n)
	}
	return fmt.Errorf("assessments: memberships from %T", from)
}

// Value writes them.
func (n Named) Value() (driver.Value, error) {
	text, err := json.Marshal(n)
	return string(text), err
}

// Moderation is the minute of what was agreed. It changes nobody's sheet.
type Moderation struct {
	TenantID       uuid.UUID `gorm:"primaryKey"`
	ID             uuid.UUID `gorm:"primaryKey"`
	DisagreementID uuid.UUID
	AssessmentID   uuid.UUID
	HeldOn         time.Time `gorm:"type:date"` // in the organisation's zone
	HeldBy         uuid.UUID // a membership
	HeldByName     string
	WrittenAt      time.Time
	Reasons        string
}

// ModerationPoint is what was agreed on one criterion.
type ModerationPoint struct {
	TenantID       uuid.UUID `gorm:"primaryKey"`
	ID             uuid.UUID `gorm:"primaryKey"`
	ModerationID   uuid.UUID
	DisagreementID uuid.UUID
	AssessmentID   uuid.UUID
	CriterionID    uuid.UUID
	Points         *int // nil: agreed that there was no occasion to see it
	NotSeen        bool
	Note           string
}

var (
	_ = tenants.Register(tenants.Resource{
		Name: "disagreement", Model: Disagreement{}, Side: tenants.OrganisationSide, Actions: []string{"read", "name", "moderate"},
	})
	_ = tenants.Register(tenants.Resource{
		Name: "moderation", Model: Moderation{}, Side: tenants.OrganisationSide, Actions: []string{"read"}, PartOf: "disagreement",
	})
	_ = tenants.Register(tenants.Resource{
		Name: "moderation_point", Model: ModerationPoint{}, Side: tenants.OrganisationSide, Actions: []string{"read"}, PartOf: "disagreement",
	})
)

// Moderators lists who could moderate an assessment's disagreement beside its
// program managers, by name, each with what stands against them. Returns
// NotFound when the assessment is, Conflict when nothing is to be settled.
func Moderators(tx *tenants.Tx, assessment uuid.UUID) ([]Choice, error) {
	a, err := Get(tx, assessment)
	if err != nil {
		return nil, err
	}
	if _, err := unsettled(tx, a); err != nil {
		return nil, err
	}
	return moderators(tx, a)
}

func moderators(tx *tenants.Tx, a Assessment) ([]Choice, error) {
	holders, err := holding(tx, tenants.RoleAssessor, tenants.RoleProgramManager, tenants.RoleAdministrator)
	if err != nil {
		return nil, err
	}
	gate, err := gateOf(tx, a)
	if err != nil {
		return nil, err
	}
	all := make([]Choice, len(holders))
	for i, m := range holders {
		all[i] = Choice{Membership: m, Refusal: gate.refusal(m)}
		if r := all[i].Refusal; r != nil && r.Key == "assessment.assessor_assigned" {
			s := fault.Say("assessment.moderator_judged", "Assessor", m.Name)
			all[i].Refusal = &s
		}
	}
	return all, nil
}

// unsettled is an assessment's disagreement, while it can be settled. Returns
// Conflict when there is none, it is settled, or the assessment is decided.
func unsettled(tx *tenants.Tx, a Assessment) (Disagreement, error) {
	d, found, err := DisagreementOf(tx, a.ID)
	switch {
	case err != nil:
		return d, err
	case a.DecidedAt != nil:
		return d, decided()
	case !found:
		return d, fault.New(fault.Conflict, "assessment.no_disagreement")
	case d.SettledAt != nil:
		return d, settled()
	}
	return d, nil
}

// thirdJudges refuses while a third assessor was asked to settle it.
func thirdJudges(tx *tenants.Tx, a Assessment) error {
	all, err := Assignments(tx, a.ID)
	if err != nil {
		return err
	}
	if at := slices.IndexFunc(all, Assignment.Third); at >= 0 {
		return fault.New(fault.Conflict, "assessment.third_judges", "Assessor", all[at].AssessorName)
	}
	return nil
}

func settled() error { return fault.New(fault.Conflict, "assessment.disagreement_settled") }

// opened notes a disagreement that this transaction has brought about, and
// tells the program managers, who have to act. It answers whether there is one.
func opened(tx *tenants.Tx, a uuid.UUID, before bool) (bool, error) {
	d, found, err := DisagreementOf(tx, a)
	if err != nil || !found || before {
		return false, err
	}
	tx.Record(tenants.Event{Action: "assessment.disagreed", Resource: "assessment", Subject: a, Case: d.CandidateID, Detail: map[string]any{"disagreement": d.ID}})
	tx.Enqueue(letters.ToRoles(letters.DisagreementOpened, d.ID, tenants.RoleProgramManager, tenants.RoleAdministrator))
	return true, nil
}

// Moderating is a disagreement that waits for the actor, who was named for it.
type Moderating struct {
	Assessment   Assessment
	Disagreement Disagreement
}

// Managing are those of memberships that can read every sheet, and every marker's
// marks, once it is in.
func Managing(tx *tenants.Tx, of []people.Membership) (map[uuid.UUID]bool, error) {
	all, err := holding(tx, tenants.RoleProgramManager, tenants.RoleAdministrator)
	is := make(map[uuid.UUID]bool, len(all))
	for _, m := range all {
		is[m.ID] = slices.ContainsFunc(of, func(o people.Membership) bool { return o.ID == m.ID })
	}
	return is, err
}
