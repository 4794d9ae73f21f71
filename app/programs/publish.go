package programs

import (
	"time"

	"github.com/google/uuid"

	"accord/app/organisations"
	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/fault"
)

// published has IMI's clerk renew what everybody reads of a recognised program.
func published(tx *tenants.Tx, w Whole) {
	if w.Recognition != nil {
		toPublish(tx, w.ID)
	}
}

func toPublish(tx *tenants.Tx, id uuid.UUID) {
	tx.Enqueue(tenants.Job{Kind: "program.publish", Door: tenants.DoorOverseer, Args: map[string]any{"subject": id.String()}, Case: id})
}

// Publish makes known what a recognised program is now. It may be repeated.
// Returns NotFound for a program that was never put forward.
func Publish(tx *tenants.OversightTx, tenant, id uuid.UUID) error {
	if err := tx.Lock(id); err != nil {
		return err
	}
	w, err := LoadProposed(tx, tenant, id)
	if err != nil || w.Recognition == nil {
		return err
	}
	o, err := organisations.Find(tx, tenant)
	if err != nil {
		return err
	}
	offer, err := OfferOf(tx, id)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	tx.Record(tenants.Event{Action: "program.published", Resource: "published_program", Subject: id, Tenant: tenant})
	return publish(tx, w, offer, o)
}

// publish writes what everybody may read, or over what stood there.
func publish(tx *tenants.OversightTx, w Whole, offer Offer, o organisations.Organisation) error {
	p, places := AsPublished(w, offer, o)
	now := tx.Now()
	p.PublishedAt = &now
	if err := tx.Allow("publish", &p); err != nil {
		return err
	}
	done := tx.DB().Model(&p).Select("*").Omit("tenant_id", "id").Updates(&p)
	if done.Error == nil && done.RowsAffected == 0 {
		done = tx.DB().Create(&p)
	}
	if done.Error != nil {
		return done.Error
	}
	if err := tx.DB().Where("tenant_id = ? and program_id = ?", w.TenantID, w.ID).Delete(&PublishedLocation{}).Error; err != nil {
		return err
	}
	if len(places) == 0 {
		return nil
	}
	return tx.DB().Create(&places).Error
}

// AsPublished is what everybody reads, or would read, of a program as it is now,
// of its places, and of how it takes applications; a zero offer is none.
func AsPublished(w Whole, offer Offer, o organisations.Organisation) (PublishedProgram, []PublishedLocation) {
	on := func(at *time.Time) *time.Time {
		if at == nil {
			return nil
		}
		d := standards.DayOf(*at, o.Zone())
		return &d
	}
	p := PublishedProgram{TenantID: w.TenantID, ID: w.ID, Kind: w.Kind, Title: w.Title, Organisation: o.Name, OrganisationSlug: o.Slug,
		City: w.City, Country: w.Country, Language: w.Language, Languages: w.Languages, Online: w.Online, Website: w.Website, Description: w.Description,
		CourseHours: w.CourseHours, Methods: w.Methods, TimeZone: o.TimeZone, ClosedOn: on(w.ClosedAt), Offer: offer.published()}
	if r := w.Recognition; r != nil {
		p.RecognisedOn, p.WithdrawnOn = standards.DayOf(r.RecognisedAt, o.Zone()), on(r.WithdrawnAt)
	}
	var places []PublishedLocation
	for _, l := range w.Places() {
		places = append(places, PublishedLocation{TenantID: l.TenantID, ID: l.ID, ProgramID: l.ProgramID, Name: l.Name, Address: l.Address, City: l.City,
			Country: l.Country, TimeZone: l.TimeZone, Online: l.Online, AddedAt: l.AddedAt})
	}
	return p, places
}
