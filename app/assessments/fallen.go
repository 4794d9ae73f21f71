package assessments

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// FallenAssessment is a decision that an appeal has set aside. Its id is the
// assessment's.
type FallenAssessment struct {
	TenantID    uuid.UUID `gorm:"primaryKey"`
	ID          uuid.UUID `gorm:"primaryKey"`
	CandidateID uuid.UUID
	ProgramID   uuid.UUID
	AppealID    uuid.UUID
	FellAt      time.Time
}

var _ = tenants.Register(tenants.Resource{Name: "fallen_assessment", Model: FallenAssessment{}, Side: tenants.OrganisationSide, Actions: []string{"read", "fell"}})

// Fell sets a decision aside. The database asks for the appeal that was allowed.
func Fell(tx *tenants.Tx, f FallenAssessment) error {
	if err := tx.Allow("fell", &f); err != nil {
		return err
	}
	return inserted(tx, &f)
}

// Again reads the assessment that takes the place of one that an appeal has set
// aside, and whether there is one that the actor may see: opened since, or open
// already.
func Again(tx *tenants.Tx, a Assessment) (next Assessment, found bool, err error) {
	if a.FellAt == nil {
		return next, false, nil
	}
	err = tx.DB().Where("candidate_id = ? and program_id = ? and id <> ? and (opened_at >= ? or decided_at is null)", a.CandidateID, a.ProgramID, a.ID, *a.FellAt).Order("opened_at desc, id desc").Limit(1).Find(&next).Error
	return next, next.ID != uuid.Nil, err
}

// InPlaceOf reads the assessment that an appeal has set aside and this one takes
// the place of, and whether there is one that the actor may see.
func InPlaceOf(tx *tenants.Tx, a Assessment) (before Assessment, found bool, err error) {
	q := tx.DB().Where("candidate_id = ? and program_id = ? and id <> ? and fell_at is not null", a.CandidateID, a.ProgramID, a.ID)
	if a.DecidedAt != nil {
		q = q.Where("fell_at <= ?", *a.DecidedAt)
	}
	err = q.Order("fell_at desc, id desc").Limit(1).Find(&before).Error
	return before, before.ID != uuid.Nil, err
}

// fallenBy is who had a part in the decisions about a candidate, under a program,
// that have fallen: who was asked to judge, and who decided.
func fallenBy(tx *tenants.Tx, a Assessment) (map[uuid.UUID]bool, error) {
	var fallen []Assessment
	if err := tx.DB().Where("candidate_id = ? and program_id = ? and fell_at is not null", a.CandidateID, a.ProgramID).Find(&fallen).Error; err != nil || len(fallen) == 0 {
		return nil, err
	}
	all, which := map[uuid.UUID]bool{}, make([]uuid.UUID, len(fallen))
	for i, f := range fallen {
		which[i] = f.ID
		if f.DecidedBy != nil {
			all[*f.DecidedBy] = true
		}
	}
	var asked []Assignment
	err := tx.DB().Where("assessment_id in ?", which).Find(&asked).Error
	if err != nil {
		return nil, err
	}
	for _, g := range asked {
		all[g.MembershipID] = true
	}
	var disputed []Disagreement
	if err := tx.DB().Where("assessment_id in ? and moderator_id is not null", which).Find(&disputed).Error; err != nil {
		return nil, err
	}
	for _, d := range disputed {
		all[*d.ModeratorID] = true
	}
	var held []Moderation
	if err := tx.DB().Where("assessment_id in ?", which).Find(&held).Error; err != nil {
		return nil, err
	}
	for _, m := range held {
		all[m.HeldBy] = true
	}
	return all, nil
}
