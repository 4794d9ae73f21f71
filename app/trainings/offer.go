package trainings

import (
	"time"

	"github.com/google/uuid"

	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
)

// Offer is what everybody may know of a cohort that takes applications, under
// the cohort's id. It follows the cohort while it stands.
type Offer struct {
	TenantID  uuid.UUID `gorm:"primaryKey"`
	ID        uuid.UUID `gorm:"primaryKey"`
	ProgramID uuid.UUID
	Title     string
	Language  string
	Place     string
	StartsOn  time.Time `gorm:"type:date"`
	EndsOn    time.Time `gorm:"type:date"`
	FeeNote   string
	Free      int // places that nobody has or waits for
	programs.Window
	OfferedAt   time.Time
	OfferedBy   *uuid.UUID
	WithdrawnAt *time.Time
}

// TableName of an offer says of what.
func (Offer) TableName() string { return "cohort_offer" }

// NewOffer are the days on which applications are taken.
type NewOffer = programs.Days

// Publish puts a cohort on its program's public page and takes applications for
// it, or changes when. Returns Conflict for a cohort that is closed, of a
// program that is not recognised or is closed, Invalid with each wrong day.
func Publish(tx *tenants.Tx, cohort uuid.UUID, in NewOffer) (Offer, error) {
	c, err := opened(tx, cohort, "offer")
	if err != nil {
		return Offer{}, err
	}
	w, err := programs.Load(tx, c.ProgramID)
	if err != nil {
		return Offer{}, err
	}
	if !w.Open() {
		return Offer{}, fault.New(fault.Conflict, "offer.program_not_recognised")
	}
	zone, err := Zone(tx)
	if err != nil {
		return Offer{}, err
	}
	var f fault.Check
	window := in.Window(&f, zone, tx.Now(), c.EndsOn)
	if err := f.Err(); err != nil {
		return Offer{}, err
	}
	o, err := OfferOf(tx, c.ID)
	fresh := fault.Is(err, fault.NotFound)
	if err != nil && !fresh {
		return o, err
	}
	if fresh {
		o = Offer{TenantID: c.TenantID, ID: c.ID, ProgramID: c.ProgramID, OfferedAt: tx.Now(), OfferedBy: membership(tx)}
	}
	o.Window, o.WithdrawnAt = window, nil
	if err := o.follow(tx, c); err != nil {
		return o, err
	}
	tx.Record(tenants.Event{Action: "cohort.published", Resource: "cohort", Subject: c.ID, Case: c.ID,
		Detail: map[string]any{"from": in.OpensOn.Format(time.DateOnly), "until": in.ClosesOn.Format(time.DateOnly)}})
	toPublish(tx, c.ID)
	if fresh {
		return o, insert(tx, &o)
	}
	return o, update(tx, &o, append(following, "OpensAt", "ClosesAt", "WithdrawnAt")...)
}

// Unpublish takes a cohort off its program's public page; who has applied is
// decided on all the same. Off it already, it stays so.
func Unpublish(tx *tenants.Tx, cohort uuid.UUID) error {
	c, err := opened(tx, cohort, "offer")
	if err != nil {
		return err
	}
	o, err := OfferOf(tx, c.ID)
	if fault.Is(err, fault.NotFound) || err == nil && o.WithdrawnAt != nil {
		return nil
	}
	if err != nil {
		return err
	}
	tx.Record(tenants.Event{Action: "cohort.unpublished", Resource: "cohort", Subject: c.ID, Case: c.ID})
	return o.withdraw(tx)
}

// OfferOf reads what is published of a cohort. Returns NotFound when it never was.
func OfferOf(tx tenants.Transaction, cohort uuid.UUID) (Offer, error) {
	return one[Offer](tx, "cohort_offer", cohort)
}

// OffersOf reads the offers of a program's cohorts that stand, by their first day.
func OffersOf(tx tenants.Transaction, program uuid.UUID) ([]Offer, error) {
	var all []Offer
	err := tx.DB().Where("program_id = ? and withdrawn_at is null", program).Order("starts_on, id").Limit(200).Find(&all).Error
	return all, err
}

var following = []string{"Title", "Language", "Place", "StartsOn", "EndsOn", "FeeNote", "Free"}

// follow writes into an offer what its cohort is now.
func (o *Offer) follow(tx *tenants.Tx, c Cohort) error {
	is, err := claims(tx, c, uuid.Nil)
	o.Title, o.Language, o.Place, o.StartsOn, o.EndsOn, o.FeeNote = c.Title, c.Language, c.Place, c.StartsOn, c.EndsOn, c.FeeNote
	o.Free = max(0, c.Capacity-is.in-len(is.waiting))
	return err
}

func (o Offer) withdraw(tx *tenants.Tx) error {
	now := tx.Now()
	o.WithdrawnAt = &now
	toPublish(tx, o.ID)
	return update(tx, &o, "WithdrawnAt")
}

// followed has what is published of a cohort follow what became of it: a verb
// that changes who is in it, or what it says, ends with this.
func followed(tx *tenants.Tx, c Cohort) error {
	o, err := OfferOf(tx, c.ID)
	if fault.Is(err, fault.NotFound) || err == nil && o.WithdrawnAt != nil {
		return nil
	}
	if err != nil {
		return err
	}
	if c.ClosedAt != nil {
		return o.withdraw(tx)
	}
	was := o
	if err := o.follow(tx, c); err != nil || o == was {
		return err
	}
	toPublish(tx, c.ID)
	return update(tx, &o, following...)
}

func toPublish(tx *tenants.Tx, cohort uuid.UUID) {
	tx.Enqueue(tenants.Job{Kind: "cohort.publish", Door: tenants.DoorOverseer, Args: map[string]any{"subject": cohort.String()}, Case: cohort})
}
