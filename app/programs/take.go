package programs

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/organisations"
	"accord/tenants"
	"accord/tenants/fault"
)

// NewOffer is how a program that assesses is to take applications.
type NewOffer struct {
	Days
	Languages []string // of the program's
	FeeNote   string
	Places    int // 0: however many
}

// The bounds of an offer.
const (
	MaxFeeNote = 500
	MaxPlaces  = 10000
)

// TakeApplications puts a program that assesses up for applications on its
// public page, or changes how. Places count from the day it opens: once it was
// over or withdrawn, another opening day begins to count anew. Returns Conflict
// for a program that trains, is not recognised or is closed, Invalid with each
// field that is wrong, NotFound.
func TakeApplications(tx *tenants.Tx, id uuid.UUID, in NewOffer) (Offer, error) {
	w, err := offering(tx, id)
	if err != nil {
		return Offer{}, err
	}
	if !w.Open() {
		return Offer{}, fault.New(fault.Conflict, "offer.program_not_recognised")
	}
	here, err := organisations.Find(tx, tx.Tenant())
	if err != nil {
		return Offer{}, err
	}
	o, err := OfferOf(tx, id)
	fresh := fault.Is(err, fault.NotFound)
	if err != nil && !fresh {
		return o, err
	}
	if fresh {
		by := tx.Membership()
		o = Offer{TenantID: w.TenantID, ID: id, OfferedAt: tx.Now(), OfferedBy: &by}
	}
	if err := o.become(in, w, here.Zone(), tx.Now()); err != nil {
		return o, err
	}
	tx.Record(tenants.Event{Action: "program.offered", Resource: "program", Subject: id, Case: id,
		Detail: map[string]any{"from": in.OpensOn.Format(time.DateOnly), "until": in.ClosesOn.Format(time.DateOnly)}})
	toPublish(tx, id)
	if fresh {
		return o, tx.DB().Create(&o).Error
	}
	return o, tx.DB().Model(&o).Select("Languages", "FeeNote", "Places", "Admitted", "OpensAt", "ClosesAt", "WithdrawnAt").Updates(&o).Error
}

// become checks what an offer is to be, and makes it so.
func (o *Offer) become(in NewOffer, of Whole, zone *time.Location, now time.Time) error {
	var c fault.Check
	was, over := *o, o.WithdrawnAt != nil || !now.Before(o.ClosesAt)
	if was.WithdrawnAt == nil && was.ClosesAt.Equal(midnight(in.ClosesOn, 1, zone)) {
		now = time.Time{} // a last day that is over may stay: so its places are changed
	}
	o.Window, o.WithdrawnAt = in.Days.Window(&c, zone, now, time.Time{}), nil
	if over && !was.OpensAt.Equal(o.OpensAt) {
		o.Admitted = 0
	}
	o.Languages = strings.Join(slices.DeleteFunc(of.Spoken(), func(l string) bool { return !slices.Contains(in.Languages, l) }), " ")
	c.If(o.Languages == "", "languages", "offer.languages_missing")
	c.If(slices.ContainsFunc(in.Languages, func(l string) bool { return !slices.Contains(of.Spoken(), l) }), "languages", "offer.language_not_programs")
	o.FeeNote = strings.Join(strings.Fields(in.FeeNote), " ")
	c.If(utf8.RuneCountInString(o.FeeNote) > MaxFeeNote, "fee_note", "people.text_long", "Max", MaxFeeNote)
	o.Places = nil
	if in.Places != 0 {
		o.Places = &in.Places
		if !c.If(in.Places < 0 || in.Places > MaxPlaces, "places", "offer.places", "Max", MaxPlaces) {
			c.If(in.Places < o.Admitted, "places", "offer.places_fewer", "Count", o.Admitted)
		}
	}
	return c.Err()
}

// StopApplications takes a program's offer off its public page; who has applied
// is decided on all the same, and counted no more. Off it already, it stays so.
// Returns NotFound.
func StopApplications(tx *tenants.Tx, id uuid.UUID) error {
	if _, err := offering(tx, id); err != nil {
		return err
	}
	tx.Record(tenants.Event{Action: "program.offer_ended", Resource: "program", Subject: id, Case: id})
	return withdraw(tx, id)
}

// withdraw ends the offer of a program that is open to writing, where one stands.
func withdraw(tx *tenants.Tx, id uuid.UUID) error {
	o, err := OfferOf(tx, id)
	if fault.Is(err, fault.NotFound) || err == nil && o.WithdrawnAt != nil {
		return nil
	}
	if err != nil {
		return err
	}
	now := tx.Now()
	o.WithdrawnAt = &now
	toPublish(tx, id)
	return tx.DB().Model(&o).Select("WithdrawnAt").Updates(&o).Error
}

// Admit counts somebody who is admitted under a program's offer while it
// stands. Returns Conflict when its places are taken.
func Admit(tx *tenants.Tx, program uuid.UUID) error {
	if _, err := offering(tx, program); err != nil {
		return err
	}
	o, err := OfferOf(tx, program)
	if fault.Is(err, fault.NotFound) || err == nil && o.WithdrawnAt != nil {
		return nil
	}
	if err != nil {
		return err
	}
	if o.published().Full() {
		return fault.New(fault.Conflict, "offer.full", "Count", *o.Places)
	}
	o.Admitted++
	if o.Places != nil {
		toPublish(tx, program)
	}
	return tx.DB().Model(&o).Select("Admitted").Updates(&o).Error
}

// offering reads a program whose offer is to change, and opens it to writing.
func offering(tx *tenants.Tx, id uuid.UUID) (Whole, error) {
	if err := tx.Lock(id); err != nil {
		return Whole{}, err
	}
	w, err := Load(tx, id)
	if err != nil {
		return w, err
	}
	if !w.Assesses() && tx.Can("locate", &w.Program) {
		return w, fault.New(fault.Conflict, "offer.by_cohorts")
	}
	return w, tx.Allow("offer", &w.Program)
}
