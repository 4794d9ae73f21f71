package trainings

import (
	"time"

	"github.com/google/uuid"

	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
)

// PublishedCohort is a cohort that takes applications, as everybody may read it.
type PublishedCohort struct {
	TenantID  uuid.UUID `gorm:"primaryKey"`
	ID        uuid.UUID `gorm:"primaryKey"`
	ProgramID uuid.UUID
	Title     string
	Language  string
	Place     string
	StartsOn  time.Time `gorm:"type:date"`
	EndsOn    time.Time `gorm:"type:date"`
	FeeNote   string
	Free      int
	programs.Window
	PublishedAt time.Time
}

// Published is an offer as it is published.
func (o Offer) Published(now time.Time) PublishedCohort {
	return PublishedCohort{TenantID: o.TenantID, ID: o.ID, ProgramID: o.ProgramID, Title: o.Title, Language: o.Language, Place: o.Place, StartsOn: o.StartsOn,
		EndsOn: o.EndsOn, FeeNote: o.FeeNote, Free: o.Free, Window: o.Window, PublishedAt: now}
}

var (
	_ = tenants.Register(tenants.Resource{Name: "cohort_offer", Model: Offer{}, Side: tenants.OrganisationSide,
		Actions: []string{"read"}, PartOf: "cohort", PartBy: "id", Released: "true"})
	_ = tenants.Register(tenants.Resource{Name: "published_cohort", Model: PublishedCohort{}, Side: tenants.PublishedSide,
		Actions: []string{"read"}, PartOf: "published_program", PartBy: "program_id"})
)

// PublishCohort makes known what is offered of a cohort now, or that nothing is
// any more. It may be repeated.
func PublishCohort(tx *tenants.OversightTx, cohort uuid.UUID) error {
	if err := tx.Lock(cohort); err != nil {
		return err
	}
	o, err := OfferOf(tx, cohort)
	if err != nil {
		return err
	}
	of := programs.PublishedProgram{TenantID: o.TenantID, ID: o.ProgramID}
	if err := tx.Allow("publish", &of); err != nil {
		return err
	}
	tx.Record(tenants.Event{Action: "cohort.publication", Resource: "published_cohort", Subject: o.ID, Tenant: o.TenantID})
	p := o.Published(tx.Now())
	if o.WithdrawnAt != nil {
		return tx.DB().Delete(&p).Error
	}
	done := tx.DB().Model(&p).Select("*").Omit("tenant_id", "id").Updates(&p)
	if done.Error != nil || done.RowsAffected > 0 {
		return done.Error
	}
	return tx.DB().Create(&p).Error
}

// PublishedOf reads the published cohorts of a program whose applications are
// not over, by their first day.
func PublishedOf(tx tenants.Transaction, program uuid.UUID) ([]PublishedCohort, error) {
	var all []PublishedCohort
	err := tx.DB().Where("program_id = ? and closes_at > ?", program, tx.Now()).Order("starts_on, id").Limit(200).Find(&all).Error
	return all, err
}

// TakingNow are those of some programs for whose published cohorts one can
// apply now.
func TakingNow(tx tenants.Transaction, of []uuid.UUID) (map[uuid.UUID]bool, error) {
	open := map[uuid.UUID]bool{}
	if len(of) == 0 {
		return open, nil
	}
	var ids []uuid.UUID
	err := tx.DB().Model(&PublishedCohort{}).Where("program_id in ? and opens_at <= ? and closes_at > ?", of, tx.Now(), tx.Now()).Distinct().Pluck("program_id", &ids).Error
	for _, id := range ids {
		open[id] = true
	}
	return open, err
}

// Seat takes a candidate on file into a cohort, or puts them at the end of its
// waiting list where no place is free that nobody waits for. One of the two is
// answered. It returns EnrolOnFile's faults, and Conflict for who waits already.
func Seat(tx *tenants.Tx, cohort, candidate uuid.UUID) (*Enrolment, *Waiting, error) {
	c, err := opened(tx, cohort, "enrol")
	if err != nil {
		return nil, nil, err
	}
	is, err := claims(tx, c, candidate)
	if err != nil {
		return nil, nil, err
	}
	if is.own != nil {
		return nil, nil, fault.New(fault.Conflict, "waiting.already")
	}
	if is.room(c, 1) == nil {
		e, err := EnrolOnFile(tx, cohort, candidate, "")
		return &e, nil, err
	}
	if err := notIn(tx, c, []uuid.UUID{candidate}); err != nil {
		return nil, nil, err
	}
	if err := tx.Allow("queue", &c); err != nil {
		return nil, nil, err
	}
	w, err := wait(tx, c, candidate)
	return nil, &w, err
}

// OpenOf reads the cohorts of a program that are not closed, by their first day.
func OpenOf(tx *tenants.Tx, program uuid.UUID) ([]Cohort, error) {
	var all []Cohort
	err := tx.DB().Where("program_id = ? and closed_at is null", program).Order("starts_on, id").Limit(200).Find(&all).Error
	return all, err
}
